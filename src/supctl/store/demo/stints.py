"""Who holds which place from when until when: people who come, stay, move on and leave, the last one first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day
from supctl.store.demo.likely import likely
from supctl.store.demo.plan import DIRECT_WORK, Place

_WEEK, _FRIDAY = 7, 4
_MOVES_WITHIN = 60


@dataclass
class Stint:
    """A time in one place; `last` None while it holds. `before`: the stint of the same person in another place."""

    place: Place
    key: str
    first: Day
    last: Day | None
    employment: str
    newly_qualified: bool
    moved: bool
    before: Stint | None = None
    went_on: bool = False

    def holds(self, day: Day) -> bool:
        """Whether it does on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def stints_of(places: Sequence[Place], seed: int, opening: Day, as_of: Day) -> dict[str, list[Stint]]:
    """Of each place those who held it since the opening, oldest first; some of them came from another one."""
    found = {place.id: list(_of_place(place, seed, opening, as_of))[::-1] for place in places}
    _join_moves(found)
    return found


def _of_place(place: Place, seed: int, opening: Day, as_of: Day) -> Iterator[Stint]:
    """Those who held a place, the last one first."""
    chance, tables, last = Chance(seed, "place", place.id), likely(), None
    empty = tables.empty.get(place.stays, tables.empty["other"])
    if chance.happens(tables.size.vacant):
        last = _friday(place, as_of - 1 - max(0, chance.days(empty)) // 2)
    for number in range(100_000):
        drawn = chance.part()
        employment = _employment(place, drawn)
        stay = chance.days(tables.stay.get(employment, tables.stay[place.stays]))
        age, nearly_gone = chance.part(), chance.happens(tables.person.leaving)
        new = chance.happens(tables.person.newly_qualified) and employment == "permanent"
        moved = chance.happens(tables.person.moved) and employment == "permanent"
        first = as_of - int(age * stay) if last is None else last - stay
        first -= (first - 1) % _WEEK  # a Monday: day 1 of the calendar was one
        last = as_of + 5 + int(age * 50) if last is None and nearly_gone else last
        newly = new and place.role == "social-worker"
        yield Stint(place, f"{place.id}/{number}", first, last, employment, newly, moved)
        last = _friday(place, first - 1 - max(0, chance.days(empty)))
        if last < opening:
            return


def _friday(place: Place, day: Day) -> Day:
    """A last day is no weekend's, unless a manager follows straight on."""
    weekday = (day - 1) % _WEEK
    return day if place.stays == "manager" else day - max(0, weekday - _FRIDAY)


def _employment(place: Place, drawn: float) -> str:
    shares = likely().person
    if place.stays == "student":
        return "placement"
    if place.stays == "social-worker" and drawn < shares.locum + shares.seconded:
        return "locum" if drawn < shares.locum else "seconded"
    return "permanent"


def _join_moves(stints: dict[str, list[Stint]]) -> None:
    """Some of those who come were in another place until the day before: the latest moves first."""
    direct = [one for stints_ in stints.values() for one in stints_ if one.place.role in DIRECT_WORK]
    leavers = sorted((one for one in direct if one.last and one.employment == "permanent"), key=lambda one: one.key)
    for came in sorted((one for one in direct if one.moved), key=lambda one: (-one.first, one.key)):
        near = [one for one in leavers if one.last and 0 < came.first - one.last <= _MOVES_WITHIN and not one.went_on]
        fits = [one for one in near if one.place.team != came.place.team and _free_until(one, came.first, stints)]
        if fits:
            left = max(fits, key=lambda one: (one.last or 0, one.key))
            left.last, left.went_on, came.before = came.first - 1, True, left


def _free_until(left: Stint, day: Day, stints: dict[str, list[Stint]]) -> bool:
    """Whether nobody else has the place before that day."""
    return all(one.first <= left.first or one.first >= day for one in stints[left.place.id])
