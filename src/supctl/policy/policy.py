"""A whole policy: what an authority requires, put together and held against itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from supctl.documents import Origin, unknown_word
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
    from supctl.policy.in_force import InForce
    from supctl.policy.keeping import Access, Retention
    from supctl.policy.templates import RecordTemplate

CONTRACT = 1
LOCAL = "overlay.toml"
"""The id of what is no authority: the service's own rules beside one."""


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

    `fingerprint`: what tells its rules from any others, where that was worked out. `from_` and `to`: the days on which
    the store follows it (None: always, still); `beside` the other policies that it followed or will follow, with its
    own rules. `own_forms`: the ids of those templates that the service supplies itself.
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
    from_: date | None = None
    to: date | None = None
    own_forms: tuple[str, ...] = ()
    beside: InForce | None = field(default=None, compare=False, repr=False)

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

    # --- which policy holds in a store, and when ------------------------------------------------------------------

    @property
    def parts(self) -> tuple[Policy, ...]:
        """Every policy that the store followed, follows and will follow, the oldest first; this one among them."""
        return self.beside.linked if self.beside else (self,)

    @property
    def local(self) -> Policy | None:
        """The service's own rules beside it."""
        return self.beside.local if self.beside else None

    @property
    def since(self) -> date | None:
        """The day on which it took the place of another one; None where it never did."""
        return self.from_

    def in_force(self, day: date) -> bool:
        """Whether the store follows it on that day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)

    def on(self, day: date | None) -> Policy:
        """The policy that the store follows on a day; this one where none is named."""
        return self.beside.on(day) if self.beside and day else self

    def whose(self, basis: str | None, day: date | None = None) -> Policy:
        """The policy behind an answer: the service's own rules, or the one that was followed on its day."""
        return self.local if basis == "local" and self.local else self.on(day)

    def ruled(self, as_of: date, day: date | None) -> date | None:
        """A day on which it was followed, where that is another policy than the one of the day asked; else None."""
        return None if self.in_force(as_of) else day

    @property
    def is_local(self) -> bool:
        """Whether these are the service's own rules, beside an authority's."""
        return self.id == LOCAL

    # --- readings -------------------------------------------------------------------------------------------------

    def with_choices(self, choices: Iterable[Choice]) -> Policy:
        """The policy as the service reads it; a choice that the policy does not offer counts for nothing."""
        if self.beside:
            all_read = self.beside.with_choices(tuple(choices))
            return next(one for one in all_read.linked if one.from_ == self.from_)
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
        return rule.held(day) and self.reads_as(rule.under, day)

    def reads_as(self, under: str | None, day: date) -> bool:
        """Whether this reading ("READING:option") is the one chosen on that day; always where none is named."""
        if under is None:
            return True
        reading, _, option = under.rpartition(":")
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

    @property
    def asks_for_baseline(self) -> bool:
        """Whether one of its rules is the baseline's."""
        return any([*(one.use for one in self.frequencies), *(one.use for one in self.rules.requirements)])

    def with_baseline(self, baseline: Policy | None) -> Policy:
        """The policy with the baseline's rules where it asks for them, labelled as such; nowhere else is it heard."""
        if baseline is None or not self.asks_for_baseline:
            return self
        rows = {frequency.id: frequency for frequency in baseline.frequencies}
        tests = {requirement.id: requirement for requirement in baseline.rules.requirements}
        taken = tuple(_borrowed(frequency, rows) if frequency.use else frequency for frequency in self.frequencies)
        required = tuple(_borrowed_test(one, tests) if one.use else one for one in self.rules.requirements)
        both = f"{self.fingerprint}+{baseline.fingerprint}" if self.fingerprint and baseline.fingerprint else ""
        rules = replace(self.rules, requirements=required)
        return replace(self, frequencies=taken, rules=rules, baseline=baseline.authority, fingerprint=both)


def _borrowed(frequency: FrequencyPolicy, rows: Mapping[str, FrequencyPolicy]) -> FrequencyPolicy:
    """The baseline's policy of the same id, in the place where it was asked for."""
    _is_there("policy of the baseline", frequency.id, list(rows), frequency.origin)
    return rows[frequency.id].model_copy(
        update={"basis": "baseline", "origin": frequency.origin, "use": "baseline", "clause": frequency.clause}
    )


def _borrowed_test(asked: Requirement, tests: Mapping[str, Requirement]) -> Requirement:
    """The baseline's requirement of the same id, in the place where it was asked for, with the clauses of both."""
    _is_there("requirement of the baseline", asked.id, list(tests), asked.origin)
    known = tests[asked.id]
    clause = tuple(dict.fromkeys([*known.clause, *asked.clause]))
    return known.model_copy(update={"origin": asked.origin, "use": "baseline", "clause": clause})


def _is_there(what: str, named: str, known: list[str], origin: Origin) -> None:
    if named not in known:
        message, mend = unknown_word(what, named, known)
        raise PolicyError([Finding("unknown-baseline", message, place=origin.at("id"), mend=mend)])
