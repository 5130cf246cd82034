"""Frequency policy: how often something must happen, as an ordered table of rows; the first that matches governs."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.rules import Rule

Giver = Literal["supervisor", "professional-supervisor", "line-manager", "above", "other"]
Relation = Giver | Literal["supervisee"]
Basis = Literal["policy", "baseline", "local"]


class Counted(Entry):
    """What counts: an activity, or a step of one, by whom on that day, and in which circumstances of the subject.

    Of an activity, `by` and `by_role` speak of the one who gave it, and any one of them will do; of a step, `by` are
    the parties each of whom must have taken it (the last one's day counts), `where` the places at which it was taken.
    """

    activity: Words = ()
    step: str | None = None
    by: tuple[Relation, ...] | Relation = ()
    by_role: Words = ()
    where: Words = ()
    when: Conditions = Conditions()
    unless: Conditions | None = None

    @property
    def relations(self) -> tuple[str, ...]:
        """`by` as a list; empty where anybody will do."""
        return (self.by,) if isinstance(self.by, str) else self.by


class Approved(Entry):
    """Whose recorded approval, with a reason, a row needs; `ends_with` the category in which it was given, if that."""

    by_role: Words
    ends_with: Literal["category"] | None = None


class Row(Rule):
    """One row: when it governs, and the schedule it gives.

    An interval (`every`, with an optional `first` and `limit`), a quota (`times` n `per` period), `exempt`, the
    interval that the parties have agreed (`agreed = "only"`), or the one that an approval names (`approved` without
    `every`).
    """

    every: Interval | None = None
    first: Interval | None = None
    limit: Interval | Literal["none"] | None = None
    after_first: bool = False
    times: int | None = Field(None, ge=1)
    per: Interval | None = None
    exempt: bool = False
    agreed: Literal["shorter", "any", "only"] | None = None
    approved: Approved | None = None

    @field_validator("limit", mode="before")
    @classmethod
    def _read_limit(cls, value: object) -> object:
        """An interval, or that there is none."""
        return Interval.read(value) if isinstance(value, str) and value != "none" else value

    @model_validator(mode="after")
    def _one_schedule(self) -> Self:
        """A row says one thing."""
        interval = self.every is not None or self.agreed == "only" or self.approved is not None
        quota = self.times is not None
        if interval + quota + self.exempt != 1:
            _refuse('a row says one of: every, times and per, exempt, agreed = "only"', "keep one of them")
        if quota != (self.per is not None):
            _refuse("times and per go together", 'for example times = 2, per = "12 months"')
        if (self.first or self.limit) and not self.every:
            _refuse("first and limit need every", 'for example every = "4 weeks"')
        if self.first and self.every and not self.first.never_longer_than(self.every):
            _refuse(f"first ({self.first}) may be longer than every ({self.every})", "make first the shorter one")
        if isinstance(self.limit, Interval) and self.every and not self.every.never_longer_than(self.limit):
            _refuse(f"every ({self.every}) may be longer than limit ({self.limit})", "make limit the longer one")
        if self.agreed == "only" and self.every:
            _refuse('agreed = "only" leaves the interval to the agreement', "drop every, or say shorter or any")
        if self.approved and not self.when.approval:
            _refuse("approved needs the approval it speaks of", 'add approval = "longer-interval" to when')
        lengths = (self.every, self.first, self.limit, self.per)
        if any(isinstance(interval, Interval) and interval.number == 0 for interval in lengths):
            _refuse("an interval of nothing is none", "to ask for nothing say exempt = true")
        if any(interval and interval.unit == "working day" for interval in (self.every, self.first, self.per)):
            _refuse("a frequency is not counted in working days", "write days, weeks, months or years")
        return self


class FrequencyPolicy(Entry):
    """How often something must happen for one kind of subject; `use = "baseline"` takes the baseline's rows."""

    id: str
    subject: SubjectKind = "worker"
    counts: tuple[Counted, ...] = ()
    row: tuple[Row, ...] = ()
    use: Literal["baseline"] | None = None
    clause: Words = ()
    basis: Basis = Field("policy", exclude=True)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Rows of its own, or the baseline's."""
        if self.use and self.row:
            _refuse('use = "baseline" has no rows of its own', "drop the rows, or drop use")
        if not self.use and not (self.row and self.counts):
            _refuse("a frequency needs what it counts, and rows", "add counts = [...] and [[frequency.row]]")
        if any(not counted.activity and not counted.step for counted in self.counts):
            _refuse("what counts is an activity or a step", 'for example counts = [{ activity = "case-supervision" }]')
        return self

    @property
    def activities(self) -> tuple[str, ...]:
        """Every activity that counts, the first one named being what the policy is known by."""
        return tuple(dict.fromkeys(word for counted in self.counts for word in counted.activity))

    @property
    def activity(self) -> str:
        """What the policy is known by: the first activity that counts, else the step."""
        return self.activities[0] if self.activities else str(self.counts[0].step) if self.counts else self.id


def _refuse(message: str, mend: str) -> None:
    raise ValueError(f"{message}; mend: {mend}")
