"""Frequency policy: how often something must happen, as an ordered table of rows; the first that matches governs."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words, one_as_list
from supctl.facts.durations import Interval
from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.rules import Rule

Giver = Literal["supervisor", "professional-supervisor", "line-manager", "above", "other"]
Relation = Giver | Literal["supervisee"]
Relations = Annotated[
    tuple[Relation, ...], BeforeValidator(one_as_list, json_schema_input_type=Relation | list[Relation])
]
Basis = Literal["policy", "baseline", "local"]


class Counted(Entry):
    """What counts: an activity, or a step of one, by whom on that day, and in which circumstances of the subject.

    Of an activity, `by` and `by_role` speak of the one who gave it, and any one of them will do (`both`: one of each
    must hold); of a step, `by` are
    the parties each of whom must have taken it (the last one's day counts), `where` the places at which it was taken.
    `item`: an item on file, by its date, and nothing else. `under`: it counts only while that reading is the chosen
    one.
    """

    activity: Words = ()
    step: str | None = None
    item: Words = ()
    by: Relations = ()
    by_role: Words = ()
    both: bool = False
    where: Words = ()
    when: Conditions = Conditions.plain()
    unless: Conditions | None = None
    under: str | None = None

    @model_validator(mode="after")
    def _means_something(self) -> Self:
        if not self.step and "supervisee" in self.relations:
            _refuse("nobody gives a session to themselves", "say supervisor, above, other ...")
        if self.step and set(self.relations) & {"other"}:
            _refuse('"other" is no party who takes a step', "say supervisor, supervisee, above ...")
        if self.item and (self.activity or self.step or self.by or self.by_role):
            _refuse("an item on file is held, and given by nobody", "make it an entry of counts of its own")
        if self.both and (self.step or not (self.by and self.by_role)):
            _refuse("both asks for one of by and one of by_role", "name both, of an activity, or drop both")
        if self.where and not self.step:
            _refuse("where is the place of a step", 'add step = "filed", or drop where')
        return self

    @property
    def relations(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by


class Approved(Entry):
    """Whose recorded approval, with a reason, a row needs; `ends_with` the category in which it was given, if that."""

    by_role: Words
    ends_with: Literal["category"] | None = None


class Row(Rule):
    """One row: when it governs, and the schedule it gives.

    An interval (`every`, with an optional `first` and `limit`), a quota (`times` n `per` period), `exempt`, the
    interval that the parties have agreed (`agreed = "only"`; of a case, the one that its own records name), or the one
    that an approval names (`approved` without `every`).
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
        for wrong, message, mend in self._mistakes():
            if wrong:
                _refuse(message, mend)
        return self

    def _mistakes(self) -> Iterator[tuple[bool, str, str]]:
        """What a row cannot say: whether this one says it, what is wrong with that, and the mend."""
        every, first, limit = self.every, self.first, self.limit
        lengths = [interval for interval in (every, first, limit, self.per) if isinstance(interval, Interval)]
        interval = every is not None or self.agreed == "only" or self.approved is not None
        schedules = interval + (self.times is not None) + self.exempt
        yield schedules != 1, 'a row says one of: every, times and per, exempt, agreed = "only"', "keep one of them"
        yield (self.times is None) != (self.per is None), "times and per go together", 'times = 2, per = "12 months"'
        yield (
            bool(first or limit) and not every,
            "first and limit need every",
            'for example every = "4 weeks"',
        )
        yield (
            bool(first and every and not first.never_longer_than(every)),
            f"first ({first}) may be longer than every ({every})",
            "make first the shorter one",
        )
        yield (
            isinstance(limit, Interval) and every is not None and not every.never_longer_than(limit),
            f"every ({every}) may be longer than limit ({limit})",
            "make limit the longer one",
        )
        yield (
            self.agreed in {"shorter", "any"} and not every,
            f'agreed = "{self.agreed}" stands in for an interval',
            "add every, or drop agreed",
        )
        yield (
            self.agreed == "only" and every is not None,
            'agreed = "only" leaves the interval to the agreement',
            "drop every, or say shorter or any",
        )
        yield (
            self.after_first and self.exempt,
            "after_first asks for something, and exempt for nothing",
            "drop one of the two",
        )
        yield (
            self.approved is not None and not self.when.approval,
            "approved needs the approval it speaks of",
            'add approval = "longer-interval" to when',
        )
        yield (
            any(length.number == 0 for length in lengths),
            "an interval of nothing is none",
            "to ask for nothing say exempt = true",
        )
        yield (
            any(length.unit == "working day" for length in lengths),
            "a frequency is not counted in working days",
            "write days, weeks, months or years",
        )


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
        if self.subject not in {"worker", "pair", "case"} and any(row.agreed for row in self.row):
            _refuse(f"a {self.subject} makes no agreement", "drop agreed")
        if any(not (counted.activity or counted.step or counted.item) for counted in self.counts):
            _refuse("what counts is an activity or a step", 'for example counts = [{ activity = "case-supervision" }]')
        return self

    @property
    def activities(self) -> tuple[str, ...]:
        """Every activity that counts, the first one named being what the policy is known by."""
        return tuple(dict.fromkeys(word for counted in self.counts for word in counted.activity))

    @property
    def step(self) -> str | None:
        """The step that counts, where nothing else does."""
        steps = {counted.step for counted in self.counts}
        return steps.pop() if len(steps) == 1 else None

    @property
    def activity(self) -> str:
        """What the policy is known by: the first activity that counts, else the step."""
        return self.activities[0] if self.activities else str(self.counts[0].step) if self.counts else self.id


def _refuse(message: str, mend: str) -> None:
    raise ValueError(f"{message}; mend: {mend}")
