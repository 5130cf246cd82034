"""From a policy to what is shown of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from supctl.exchange.authority.forms import forms_data
from supctl.exchange.authority.shapes import (
    AccessData,
    AskedData,
    ChainData,
    CriterionData,
    KeptData,
    OptionData,
    PolicyData,
    SourceData,
    StepData,
    UnclearData,
)
from supctl.exchange.authority.silence import silent
from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import (
    activity_words,
    agreement_words,
    counted_words,
    deadline_words,
    evidence_words,
    givers_words,
    held_words,
    kept_words,
    limit_words,
    reads_words,
    schedule_words,
    step_words,
)
from supctl.exchange.due.data import clause_data
from supctl.exchange.names import spaced
from supctl.exchange.schedules import requirement_words
from supctl.facts.words import ACTIVITIES
from supctl.policy import Deadline, EscalationChain, FrequencyPolicy, Interpretation, Policy, Requirement, Row, Rule
from supctl.policy.coverage import coverage

GROUPS = ("a worker", "a child", "watching practice", "agreements", "supervisors", "a team", "the service", "an action")
_BY_SUBJECT = {"worker": "a worker", "pair": "a worker", "case": "a child", "team": "a team", "service": "the service"}
_OF_WHAT = {"pair": "a worker with their supervisor", "case": "a child", "service": "the service"}
_BY_ACTIVITY = {
    "observation": "watching practice",
    "supervision-observation": "watching practice",
    "agreement": "agreements",
    "agreement-review": "agreements",
    "supervision-review": "agreements",
}


def policy_data(policy: Policy, as_of: date, *, full: bool = False) -> PolicyData:
    """What one authority asks for; `full`: whom a rule is about is told to the last word."""
    authority, made = policy.authority, _Made(policy, as_of, Whom(policy, full))
    own = [_Made(one, as_of, Whom(one, full)) for one in (policy.local,) if one]
    asked = [made, *own]
    checked = [clause.checked_on for clause in authority.clauses if clause.checked_on]
    covered = coverage(policy)
    return PolicyData(
        id=policy.id,
        name=policy.name,
        sources=[SourceData(one.id, one.title, one.version, one.in_force_from) for one in authority.sources],
        clauses=len(authority.clauses),
        carried=sum(bool(one.carriers) for one in covered),
        uncarried=sum(not one.carriers and one.problem is None for one in covered),
        problems=sum(one.problem is not None for one in covered),
        checked_on=max(checked, default=None),
        how_often=[row for each in asked for row in each.how_often()],
        by_when=[each.deadline(one) for each in asked for one in each.policy.rules.deadlines],
        requirements=[each.requirement(one) for each in asked for one in each.policy.rules.requirements],
        forms=forms_data(policy, made.whom),
        chains=made.chains(),
        criteria=made.criteria(),
        retention=made.retention(),
        access=made.access(),
        unclear=made.unclear(),
        silent=silent(policy),
    )


def _group(frequency: FrequencyPolicy) -> str:
    """Under which heading a frequency is read."""
    if frequency.subject == "action":
        return "an action"
    asked = [row for row in frequency.row if not row.exempt]
    of_supervisors = bool(asked) and all(row.when.supervises for row in asked)
    default = "supervisors" if of_supervisors else _BY_SUBJECT[frequency.subject]
    return next((_BY_ACTIVITY[one] for one in frequency.activities if one in _BY_ACTIVITY), default)


def _place(frequency: FrequencyPolicy) -> tuple[int, int]:
    """Where a frequency is read: by its heading, then in the order in which the field names its activities."""
    places = [ACTIVITIES.index(one) for one in frequency.activities if one in ACTIVITIES]
    return GROUPS.index(_group(frequency)), min(places, default=len(ACTIVITIES))


class _Told(NamedTuple):
    """A rule in words: of whom, under which heading, what, for whom, how often or by when."""

    subject: str
    group: str
    what: str
    who: str
    schedule: str


class _Made:
    """The parts of one policy on a day."""

    def __init__(self, policy: Policy, as_of: date, whom: Whom) -> None:
        self.policy, self.as_of, self.whom = policy, as_of, whom

    def how_often(self) -> list[AskedData]:
        """Every frequency policy, in the order in which they are read."""
        return [row for frequency in sorted(self.policy.frequencies, key=_place) for row in self.rows(frequency)]

    def rows(self, frequency: FrequencyPolicy) -> list[AskedData]:
        """A frequency policy, row by row."""
        subject, group, what = frequency.subject, _group(frequency), counted_words(self.policy, frequency.counts)
        if subject == "action":
            what = f"looked at again in {what}"
        made = []
        for place, row in enumerate(frequency.row):
            who = self.whom.row(row, self._before(frequency, place), subject)
            told = _Told(subject, group, what, who, schedule_words(row, frequency))
            made.append(self._asked(row, told, frequency))
        return made

    def _before(self, frequency: FrequencyPolicy, place: int) -> list[Row]:
        """The rows that are asked before this one, those of another option of the same reading left out."""
        under = (frequency.row[place].under or "").rpartition(":")[0]
        earlier = frequency.row[:place]
        return [row for row in earlier if not (under and row.under and row.under.rpartition(":")[0] == under)]

    def deadline(self, one: Deadline) -> AskedData:
        """What must follow what."""
        subject = one.subject or one.after.began or ("case" if one.after.event else "")
        what = deadline_words(self.policy, one)
        return self._asked(one, _Told(subject, "", what, self.whom.rule(one), limit_words(one)))

    def requirement(self, one: Requirement) -> AskedData:
        """What must be true, of which records or people."""
        on = activity_words(self.policy, one.on.activity) or self._forms(one.on.form)
        group = on or _OF_WHAT.get(one.on.kind, f"a {one.on.kind}")
        said = requirement_words(one, self.policy) + held_words(one)
        return self._asked(one, _Told(one.on.kind, group, spaced(one.id), self.whom.rule(one), said))

    def _forms(self, ids: tuple[str, ...]) -> str:
        titles = {form.id: form.title for form in self.policy.templates}
        return " or ".join(titles.get(one, spaced(one)) for one in ids)

    def _asked(self, rule: Rule, told: _Told, frequency: FrequencyPolicy | None = None) -> AskedData:
        return AskedData(
            subject=told.subject,
            group=told.group,
            what=told.what,
            who=told.who,
            policy=frequency.id if frequency else None,
            rule=rule.id,
            schedule=told.schedule,
            also=self._also(frequency) if frequency else "",
            under=rule.under,
            holds=self.policy.holds_under(rule, self.as_of),
            unconfirmed=self._unconfirmed(rule),
            basis="local" if self.policy.is_local else self._basis(frequency or rule),
            clause=clause_data(self.policy, rule.clause),
        )

    def _unconfirmed(self, rule: Rule) -> bool:
        """Whether it rests on a reading that the service has not confirmed by the day."""
        reading = self.policy.reading_behind(rule)
        return reading is not None and self.policy.choice(reading.id, self.as_of) is None

    def _basis(self, rule: Rule | FrequencyPolicy) -> str:
        """Whose it is: the national baseline's, where that was asked for."""
        borrowed = isinstance(rule, FrequencyPolicy | Requirement) and rule.use
        return "baseline" if borrowed else "policy"

    def _also(self, frequency: FrequencyPolicy) -> str:
        """What holds of every row: what an agreement may do, and by whom it must be given."""
        parts = (agreement_words(frequency), givers_words(frequency.counts, self.whom))
        return "; ".join(part for part in parts if part)

    def chains(self) -> list[ChainData]:
        """Who takes up a disagreement or a concern, step by step."""
        return [
            ChainData(
                id=one.id,
                title=one.title,
                kind=one.kind,
                who=", ".join(part for part in (self.whom.rule(one), self._with_role(one), self._if(one)) if part),
                steps=[
                    StepData(
                        id=step.id,
                        by=step_words(step, self.whom.few_roles(step.by_role)),
                        says=step.says,
                        within=str(step.within) if step.within else None,
                        outside=step.outside,
                        clause=list(step.clause),
                    )
                    for step in one.step
                ],
                ends=one.ends,
                holds=self.policy.holds_under(one, self.as_of),
                unconfirmed=self._unconfirmed(one),
                clause=clause_data(self.policy, one.clause),
            )
            for one in self.policy.chains
        ]

    def _if(self, one: EscalationChain) -> str:
        """The reading under which it would hold, where another one is chosen."""
        return f"if {one.under}" if one.under and not self.policy.reads_as(one.under, self.as_of) else ""

    def _with_role(self, one: EscalationChain) -> str:
        return f"with a {self.whom.roles(one.with_role)} as supervisor" if one.with_role else ""

    def criteria(self) -> list[CriterionData]:
        """What an audit asks."""
        return [
            CriterionData(
                id=one.id,
                title=one.title,
                group=one.group,
                asks=one.asks,
                judged=one.judged,
                missing_decides=one.missing_decides,
                evidence=[evidence_words(self.policy, each) for each in one.evidence],
                unconfirmed=self._unconfirmed(one),
                clause=clause_data(self.policy, one.clause),
            )
            for one in self.policy.criteria
        ]

    def retention(self) -> list[KeptData]:
        """How long records are kept."""
        return [
            KeptData(
                id=one.id,
                subject=one.subject,
                kept=kept_words(self.policy, one),
                who=self.whom.rule(one),
                says=one.says,
                unconfirmed=self._unconfirmed(one),
                clause=clause_data(self.policy, one.clause),
            )
            for one in self.policy.rules.retention
        ]

    def access(self) -> list[AccessData]:
        """Who may read what."""
        return [
            AccessData(
                id=one.id,
                of=activity_words(self.policy, one.of) or "every record of staff",
                by=reads_words(one, self.whom.few_roles(one.by_role)),
                who=self.whom.rule(one),
                says=one.says,
                unconfirmed=self._unconfirmed(one),
                clause=clause_data(self.policy, one.clause),
            )
            for one in self.policy.rules.access
        ]

    def unclear(self) -> list[UnclearData]:
        """The readings, those first whose options give different answers."""
        found = sorted(self.policy.authority.interpretations, key=lambda one: not one.option)
        return [self._reading(one) for one in found]

    def _reading(self, one: Interpretation) -> UnclearData:
        held = self.policy.option(one, self.as_of)
        return UnclearData(
            id=one.id,
            says=one.says,
            option=held,
            read_as=next((known.label for known in one.option if known.id == held), None),
            confirmed=self.policy.choice(one.id, self.as_of) is not None,
            options=[OptionData(each.id, each.label, each.default, each.id == held) for each in one.option],
            clause=clause_data(self.policy, one.clause),
        )
