"""Two answers beside one another: what is due earlier or later, what is new, and what is no longer asked. Pure.

The same facts on the same day, by two policies, or by two readings of one. Rules of different policies have ids of
their own; what is compared is what they ask of a person, a child or a team, and after what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from supctl.answers.shapes import Answers, Obligation
from supctl.answers.subject import Unit, unit_of
from supctl.policy import Must, Policy

Move = Literal["earlier", "later", "new", "gone", "same"]
PAST = ("overdue", "late")


@dataclass(frozen=True)
class Answered:
    """What follows by one policy. `policy` is the one that was asked, with all that stands beside it."""

    answers: Answers
    policy: Policy


class Asks(NamedTuple):
    """What an obligation asks for, in words that are equal where two policies ask the same of the same unit.

    `what`: an activity, or what must follow; `how`: the step that counts, or after what it must follow.
    """

    unit: Unit
    kind: Literal["frequency", "deadline", "written"]
    what: str
    how: str


@dataclass(frozen=True)
class Compared:
    """One thing that either policy asks for: by the first one, by the second one, or by both."""

    asks: Asks
    before: Obligation | None
    after: Obligation | None

    @property
    def one(self) -> Obligation:
        """The obligation by the second policy, else by the first."""
        found = self.after or self.before
        if found is None:
            message = "something is compared that neither policy asks for"
            raise ValueError(message)
        return found

    @property
    def move(self) -> Move:
        """How it moves. What has no date by one policy, and a date by the other, comes earlier where it has one."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        was, is_ = self.before.due or date.max, self.after.due or date.max
        if was == is_:
            was, is_ = _last(self.before), _last(self.after)
        return "same" if was == is_ else "earlier" if is_ < was else "later"

    @property
    def days(self) -> int | None:
        """By how many days it moves, negative for earlier; None where either has no date."""
        if not (self.before and self.after and self.before.due and self.after.due):
            return None
        return (self.after.due - self.before.due).days

    @property
    def becomes_overdue(self) -> bool:
        """Whether it is past its date by the second policy, and by the first one it is not, or past advice only."""
        was, is_ = self.before.status if self.before else None, self.after.status if self.after else None
        return is_ in PAST and was not in {is_, "overdue"}


@dataclass(frozen=True)
class Comparison:
    """Everything that either policy asks for on a day, by unit, then by what is asked."""

    as_of: date
    found: tuple[Compared, ...]

    @cached_property
    def moved(self) -> tuple[Compared, ...]:
        """Those that are not the same by both."""
        return tuple(one for one in self.found if one.move != "same")

    @cached_property
    def overdue(self) -> tuple[Compared, ...]:
        """Those that are past their date by the second policy alone, the longest first."""
        return tuple(sorted((one for one in self.found if one.becomes_overdue), key=_longest_first))

    @cached_property
    def at_once(self) -> tuple[Compared, ...]:
        """Those that the second policy makes due by the day itself, not past yet, and the first one later or never."""
        return tuple(one for one in self.moved if self._is_at_once(one))

    def _is_at_once(self, one: Compared) -> bool:
        due = one.after.due if one.after else None
        was = one.before.due if one.before else None
        return due == self.as_of and (was is None or was > self.as_of)


def compared(before: Answered, after: Answered) -> Comparison:
    """What differs between two answers about the same facts on the same day.

    Where one policy asks several alike of one unit, those of rules with the same id are laid beside one another, then
    the rest in order of their dates.
    """
    first, second = _by_what(before), _by_what(after)
    found = [
        Compared(asks, one, other)
        for asks in sorted({*first, *second})
        for one, other in _pairs(first.get(asks, []), second.get(asks, []))
    ]
    return Comparison(after.answers.as_of, tuple(found))


def _by_what(answered: Answered) -> dict[Asks, list[Obligation]]:
    found: dict[Asks, list[Obligation]] = defaultdict(list)
    for one in answered.answers.obligations:
        found[_asks(one, answered.policy)].append(one)
    return found


def _asks(one: Obligation, policy: Policy) -> Asks:
    unit, whose = unit_of(one.subject), policy.whose(one.basis, one.ruled_on)
    if one.status == "to-write-up":
        return Asks(unit, "written", one.activity, one.after or "")
    if one.kind == "frequency":
        rule = next((rule for rule in whose.frequencies if rule.id == one.policy), None)
        steps = dict.fromkeys(counted.step or "" for counted in rule.counts) if rule else {}
        return Asks(unit, "frequency", one.activity, next(iter(steps), ""))
    deadline = next((rule for rule in whose.rules.deadlines if rule.id == one.policy), None)
    wants = _wants(deadline.alternatives) if deadline else one.activity
    after = one.after or ""
    return Asks(unit, "deadline", wants, "" if "@" in after else after)


def _wants(alternatives: Iterable[Must]) -> str:
    """The first thing that will do: the activity, event or date that must follow, else the step, else the field."""
    must = next(iter(alternatives))
    named = [*must.activity, *must.event, *(f"planned {word}" for word in must.planned)]
    return (named or [must.step or must.field or "done"])[0]


def _pairs(
    first: Sequence[Obligation], second: Sequence[Obligation]
) -> Iterator[tuple[Obligation | None, Obligation | None]]:
    """Those of the first policy with those of the second that ask the same."""
    mine, theirs = sorted(first, key=_by_due), sorted(second, key=_by_due)
    for one in [*mine]:
        twin = next((other for other in theirs if (other.policy, other.id) == (one.policy, one.id)), None)
        if twin:
            mine.remove(one)
            theirs.remove(twin)
            yield one, twin
    yield from zip(mine, theirs, strict=False)
    both = min(len(mine), len(theirs))
    yield from ((one, None) for one in mine[both:])
    yield from ((None, other) for other in theirs[both:])


def _by_due(one: Obligation) -> tuple[date, str]:
    return one.due or date.max, one.id


def _last(one: Obligation) -> date:
    """The last permitted date; none where the date is only recommended."""
    return date.max if one.recommended else one.limit or one.due or date.max


def _longest_first(one: Compared) -> tuple[int, Asks]:
    return (one.after.days or 0) if one.after else 0, one.asks


__all__ = ["Answered", "Asks", "Compared", "Comparison", "Move", "compared"]
