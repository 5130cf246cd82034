"""When children's cases are open on each place of a caseload, and in which stages, from the last day backwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, working_from
from supctl.store.demo.likely import Way, likely
from supctl.store.demo.plan import Place
from supctl.store.demo.roster import Roster


@dataclass(frozen=True)
class Life:
    """When a case is open, and its stages with their first days, by as-of."""

    number: int
    first: Day
    closed: Day | None
    stages: tuple[tuple[Day, str], ...]


def leader_of(seed: int, place: Place, slot: int) -> int:
    """The place on the caseload of the oldest sibling: brothers and sisters come and go together."""
    while slot and Chance(seed, "sibling", place.id, slot).happens(likely().case.siblings):
        slot -= 1
    return slot


def lives_of(roster: Roster, place: Place, slot: int) -> Iterator[Life]:
    """The cases of one place on a caseload, the last one first."""
    table = likely().case
    chance = Chance(roster.seed, "child", place.id, leader_of(roster.seed, place, slot))
    ways = [way for way in likely().way if way.kind == place.kind]
    closed = None if chance.happens(table.open) else roster.as_of - chance.days(table.next) // 2
    for number in range(100_000):
        lengths = [(stage.is_, chance.days(stage.days)) for stage in _way(ways, chance.part()).stage]
        age, total = chance.part(), sum(days for _, days in lengths)
        first = working_from((roster.as_of - 1 - int(age * total)) if closed is None else closed - total)
        stages: list[tuple[Day, str]] = []
        day = first
        for is_, days in lengths:
            stages.append((day, is_))
            day = working_from(day + days)
        last = closed if closed is not None else roster.as_of + 1
        yield Life(number, first, closed, tuple((begun, is_) for begun, is_ in stages if begun < last))
        closed = working_from(first - chance.days(table.next))
        if closed <= roster.opening:
            return


def _way(ways: list[Way], drawn: float) -> Way:
    for way in ways:
        drawn -= way.share
        if drawn < 0:
            return way
    return ways[-1]
