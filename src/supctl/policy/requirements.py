"""Requirements: nine tests on a record, a form, a pair, a worker, a case or the service."""

from typing import Literal, Self

from pydantic import model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.deadlines import Parties
from supctl.policy.rules import Rule

Test = Literal["filled", "value", "count", "steps", "who", "held", "carried", "planned", "reference_only"]

NEEDS: dict[str, tuple[str, ...]] = {  # of each test, the keys without which it says nothing: one of a group will do
    "filled": ("of",),
    "value": ("of", "min|max|one_of|is_|at_most_after|at_least_after|shorter_than"),
    "count": ("of", "min|max"),
    "steps": ("steps",),
    "who": ("by|by_role|standing|of|item|not_by",),
    "held": ("item|activity",),
    "carried": (),
    "planned": ("activity", "ahead"),
    "reference_only": (),
}


OF_ACTIONS = {"actions.who": "by whom", "actions.by": "by when"}
"""What each action has to say, beside what it is."""


class On(Entry):
    """What is tested: every record of an activity or on a form, every pair, worker or case, or the service."""

    activity: Words = ()
    form: Words = ()
    pair: bool = False
    worker: bool = False
    case: bool = False
    service: bool = False

    @property
    def kind(self) -> str:
        """record, pair, worker, case or service."""
        return next((kind for kind in ("pair", "worker", "case", "service") if getattr(self, kind)), "record")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(map(bool, (self.activity or self.form, self.pair, self.worker, self.case, self.service))) != 1:
            message = "on names one of activity, form, pair, worker, case, service; mend: keep one"
            raise ValueError(message)
        return self


class Requirement(Rule):
    """One test of what is recorded.

    filled          `of`: fields that must be answered (or `next`, `minutes`, `every`, `supervisor` ...; `actions.who`,
                    `actions.by`: of each action)
    value           `of` one field or `minutes`, `next` ...: min, max, is_, one_of; at_most_after: a date no later
                    than this long after the session; shorter_than: an interval (`every`) that is always shorter
    count           `of` cases, reflective, actions, present ...: min, max
    steps           these steps are there, each by every one of `by`, in this order where `in_order`
    who             who gave it: any one of `by` (parties), by_role, standing, or who had the `item` on file by then,
                    and nobody of `not_by`; on a worker or pair: one of those named in `of` (supervisor, line_manager,
                    professional_supervisor) has the role, standing or item
    held            an `item` on file, or a record of `activity`, no older than `newer_than`
    carried         each open action of the last record is looked at in this one
    planned         sessions of `activity` booked `ahead`, each on or before the due date that it answers
    reference_only  no words on a case beyond its reference (kept as a flag when a record is sealed)
    `use = "baseline"` takes the baseline's requirement of that id; it cites the baseline's clauses, and these too.
    """

    on: On = On.plain()
    test: Test = "filled"
    use: Literal["baseline"] | None = None
    of: Words = ()
    min: int | None = None
    max: int | None = None
    is_: str | bool | None = None
    one_of: Words = ()
    at_most_after: Interval | None = None
    at_least_after: Interval | None = None
    shorter_than: Interval | None = None
    steps: Words = ()
    in_order: bool = False
    by: Parties = ()
    not_by: Parties = ()
    by_role: Words = ()
    standing: Words = ()
    item: Words = ()
    activity: Words = ()
    newer_than: Interval | None = None
    ahead: Interval | None = None
    severity: Literal["error", "warning", "note"] = "error"
    says: str | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        """What is tested, how, and that the test has what it needs; or that the baseline says it."""
        written = self.model_fields_set & {"on", "test"}
        if self.use and written:
            message = 'use = "baseline" takes what the baseline tests; mend: drop on and test, or drop use'
            raise ValueError(message)
        if self.use:
            return self
        if written != {"on", "test"}:
            missing = " and ".join(sorted({"on", "test"} - written))
            message = f'{missing} is missing; mend: say on = {{ ... }} and test = "...", or use = "baseline"'
            raise ValueError(message)
        for group in NEEDS[self.test]:
            names = group.split("|")
            if all(getattr(self, name) in (None, ()) for name in names):
                message = f"the test {self.test} needs {' or '.join(names)}; mend: add {names[0]} = ..."
                raise ValueError(message)
        return self
