"""A whole policy: what an authority requires, put together and held against itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from supctl.documents import unknown_word
from supctl.errors import Finding, PolicyError
from supctl.facts.words import ACTIVITIES, Vocabulary
from supctl.policy.deadlines import Deadline
from supctl.policy.frequency import FrequencyPolicy, Row
from supctl.policy.requirements import Requirement
from supctl.policy.rules import Rule
from supctl.policy.sources import Activity, Choice, Clause, Head, Interpretation, MoreWords, Role, Source

if TYPE_CHECKING:  # of these a due list needs none
    from supctl.policy.chains import EscalationChain
    from supctl.policy.criteria import AuditCriterion
    from supctl.policy.keeping import Access, Retention
    from supctl.policy.templates import RecordTemplate

CONTRACT = 1


@dataclass(frozen=True)
class Authority:
    """Who the authority is, its documents, their clauses, the readings of them, and its own words."""

    head: Head
    sources: tuple[Source, ...] = ()
    clauses: tuple[Clause, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    activities: tuple[Activity, ...] = ()
    roles: tuple[Role, ...] = ()
    words: MoreWords = field(default_factory=MoreWords.plain)


@dataclass(frozen=True)
class Rules:
    """The rules beside frequency: deadlines, requirements, retention and access."""

    deadlines: tuple[Deadline, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    retention: Collection[Retention] = ()
    access: Collection[Access] = ()


@dataclass(frozen=True)
class Policy:
    """Everything one authority requires, and what the service has decided on its readings.

    `fingerprint`: what tells its rules from any others, where that was worked out.
    """

    authority: Authority
    frequencies: tuple[FrequencyPolicy, ...] = ()
    rules: Rules = Rules()
    templates: Collection[RecordTemplate] = ()
    chains: Collection[EscalationChain] = ()
    criteria: Collection[AuditCriterion] = ()
    choices: tuple[Choice, ...] = ()
    baseline: Authority | None = None
    fingerprint: str = field(default="", compare=False, repr=False)

    @property
    def id(self) -> str:
        """The authority's id."""
        return self.authority.head.id

    @property
    def name(self) -> str:
        """The authority's name."""
        return self.authority.head.name

    @property
    def short_name(self) -> str:
        """The name that a line of a table has room for."""
        return self.authority.head.short or self.name

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by its id, those of a borrowed baseline included."""
        return {**self.borrowed, **{clause.id: clause for clause in self.authority.clauses}}

    @cached_property
    def borrowed(self) -> Mapping[str, Clause]:
        """The baseline's clauses, where the policy asks for the baseline."""
        return {clause.id: clause for clause in self.baseline.clauses} if self.baseline else {}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source document by its id, a borrowed baseline's included."""
        both = [*(self.baseline.sources if self.baseline else ()), *self.authority.sources]
        return {source.id: source for source in both}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the core and the authority's own."""
        core, own = Vocabulary(), self.authority.words
        roles = {**core.roles, **{role.id: role.group for role in self.authority.roles}}
        return Vocabulary(
            roles=roles,
            standings=(*core.standings, *own.standing),
            activities=(*core.activities, *(a.id for a in self.authority.activities if a.id not in ACTIVITIES)),
            categories=(*core.categories, *own.category),
            events=(*core.events, *own.event),
            steps=(*core.steps, *own.step),
            team_kinds=(*core.team_kinds, *own.team_kind),
            employments=(*core.employments, *own.employment),
            approvals=tuple(dict.fromkeys([*core.approvals, *self._approvals()])),
        )

    def _approvals(self) -> Iterator[str]:
        """The exceptions that some row knows."""
        for frequency in self.frequencies:
            for row in frequency.row:
                yield from row.when.approval

    def activity_name(self, activity: str) -> str:
        """The authority's own name for an activity, else the core's word with spaces."""
        return self._activity_names.get(activity, activity.replace("-", " "))

    def field_label(self, field: str) -> str:
        """What a form prints for a field (section.field); its own word, with spaces, where no form has it."""
        return self._field_labels.get(field, field.rpartition(".")[2].replace("-", " "))

    @cached_property
    def _field_labels(self) -> Mapping[str, str]:
        return {whole: one.label for form in reversed(tuple(self.templates)) for whole, _, one in form.fields()}

    @cached_property
    def _activity_names(self) -> Mapping[str, str]:
        return {activity.id: activity.name for activity in self.authority.activities}

    # --- readings -------------------------------------------------------------------------------------------------

    def with_choices(self, choices: Iterable[Choice]) -> Policy:
        """The policy as the service reads it; a choice that the policy does not offer counts for nothing."""
        offered = {reading.id: {option.id for option in reading.option} for reading in self.authority.interpretations}
        known = [one for one in choices if one.id in offered and one.option in {None, *offered[one.id]}]
        return replace(self, choices=tuple(sorted(known, key=lambda choice: choice.from_)))

    def choice(self, interpretation: str, day: date) -> Choice | None:
        """What the service had decided on a reading by that day."""
        made = [choice for choice in self.choices if choice.id == interpretation and choice.from_ <= day]
        return made[-1] if made else None

    def option(self, interpretation: Interpretation, day: date) -> str | None:
        """The option that holds on that day: the service's choice, else the default; None where there are none."""
        made = self.choice(interpretation.id, day)
        return made.option if made and made.option else interpretation.default

    @cached_property
    def _interpretations(self) -> Mapping[str, Interpretation]:
        return {reading.id: reading for reading in self.authority.interpretations}

    def holds_under(self, rule: Rule, day: date) -> bool:
        """Whether the rule was in force on that day, under the reading then chosen."""
        if not rule.held(day):
            return False
        if rule.under is None:
            return True
        reading, _, option = rule.under.rpartition(":")
        return self.option(self._interpretations[reading], day) == option

    def reading_behind(self, rule: Rule) -> Interpretation | None:
        """The reading that a rule rests on: the one it is written under, else one with options on a clause it cites."""
        if rule.under:
            return self._interpretations[rule.under.rpartition(":")[0]]
        found = [reading for reading, clauses in self._read_clauses if not clauses.isdisjoint(rule.clause)]
        return next((reading for reading in found if reading.option), found[0] if found else None)

    @cached_property
    def _read_clauses(self) -> list[tuple[Interpretation, frozenset[str]]]:
        return [(reading, frozenset(reading.clause)) for reading in self.authority.interpretations]

    def change_days(self, rows: Iterable[Row]) -> set[date]:
        """The days on which a rule begins or ends to hold, or another reading begins."""
        days = {choice.from_ for choice in self.choices}
        for row in rows:
            days.update(day for day in (row.from_,) if day)
            days.update(date.fromordinal(day.toordinal() + 1) for day in (row.to,) if day)
        return days

    # --- the baseline ---------------------------------------------------------------------------------------------

    def with_baseline(self, baseline: Policy | None) -> Policy:
        """The policy with the baseline's rows where it asks for them, labelled as such; nowhere else is it heard."""
        if baseline is None or not any(frequency.use for frequency in self.frequencies):
            return self
        rows = {frequency.id: frequency for frequency in baseline.frequencies}
        taken = tuple(_borrowed(frequency, rows) if frequency.use else frequency for frequency in self.frequencies)
        both = f"{self.fingerprint}+{baseline.fingerprint}" if self.fingerprint and baseline.fingerprint else ""
        return replace(self, frequencies=taken, baseline=baseline.authority, fingerprint=both)


def _borrowed(frequency: FrequencyPolicy, rows: Mapping[str, FrequencyPolicy]) -> FrequencyPolicy:
    """The baseline's policy of the same id, in the place where it was asked for."""
    if frequency.id not in rows:
        message, mend = unknown_word("policy of the baseline", frequency.id, list(rows))
        place = frequency.origin.at("id")
        raise PolicyError([Finding("unknown-baseline", message, place=place, mend=mend)])
    return rows[frequency.id].model_copy(
        update={"basis": "baseline", "origin": frequency.origin, "use": "baseline", "clause": frequency.clause}
    )
