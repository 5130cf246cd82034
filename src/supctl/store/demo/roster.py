"""Who holds which place on which day: people who come, are away, move on and leave, from the last day backwards.

A longer history adds earlier people and changes no later one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, works
from supctl.store.demo.likely import likely
from supctl.store.demo.names import Names
from supctl.store.demo.plan import Place, ServicePlan, TeamPlan
from supctl.store.demo.stints import Stint, stints_of

_YEAR = 365
SHORT = 25
"""Days away for which people wait for each other."""


@dataclass(frozen=True)
class Away:
    """Days away; `last` None where nobody knows. `by` stands in."""

    first: Day
    last: Day | None
    by: str | None = None


@dataclass
class Person:
    """Somebody who works here, or did: their stints, oldest first."""

    id: str
    name: str
    key: str
    stints: list[Stint]
    part_time: bool
    away: list[Away] = field(default_factory=list)

    @property
    def first(self) -> Day:
        """The first day of employment."""
        return self.stints[0].first

    @property
    def last(self) -> Day | None:
        """The last day of employment; None while they are here."""
        return self.stints[-1].last

    @property
    def newly_qualified_until(self) -> Day | None:
        """The last day of the first year in practice."""
        return self.first + _YEAR - 1 if self.stints[0].newly_qualified else None

    def place(self, day: Day) -> Place:
        """The place held on that day (before all the first, after all the last)."""
        return next((stint.place for stint in reversed(self.stints) if stint.first <= day), self.stints[0].place)

    def absence(self, day: Day) -> Away | None:
        """The absence that they are in on that day."""
        return next((one for one in self.away if one.first <= day and (one.last is None or day <= one.last)), None)


class Supervision(NamedTuple):
    """An unbroken time in one place with one supervisor; `last` None while it holds."""

    place: Place
    first: Day
    last: Day | None
    supervisor: Person | None


@dataclass(frozen=True)
class Roster:
    """The people of a planned service from its opening to the last day, `as_of`."""

    plan: ServicePlan
    seed: int
    opening: Day
    as_of: Day

    @cached_property
    def teams(self) -> dict[str, TeamPlan]:
        """The teams by id."""
        return {team.id: team for team in self.plan.teams}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by id."""
        return {place.id: place for place in self.plan.places}

    @cached_property
    def stints(self) -> dict[str, list[Stint]]:
        """Of each place those who held it, oldest first."""
        return stints_of(self.plan.places, self.seed, self.opening, self.as_of)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody, by the key of each of their stints; those who came last have the plainest ids."""
        last = [one for stints in self.stints.values() for one in stints if not one.went_on]
        names, found = Names(self.seed), dict[str, Person]()
        for one in sorted(last, key=lambda one: (-one.first, one.key)):
            chain = [one]
            while chain[0].before:
                chain.insert(0, chain[0].before)
            chance = Chance(self.seed, "person", one.key)
            id_, name = names.next(one.key)
            person = Person(id_, name, one.key, chain, chance.happens(likely().person.part_time))
            found.update(dict.fromkeys((stint.key for stint in chain), person))
        self._send_away(list({person.id: person for person in found.values()}.values()), found)
        return found

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Everybody by id."""
        return {person.id: person for person in self.people.values()}

    def holder(self, place: str | None, day: Day) -> Person | None:
        """Who holds a place on that day."""
        stints = self.stints.get(place or "", [])
        index = bisect_right(stints, day, key=lambda one: one.first) - 1
        return self.people[stints[index].key] if index >= 0 and stints[index].holds(day) else None

    def above(self, place: Place, day: Day) -> Person | None:
        """Who supervises a place on that day: in a vacancy whoever is above it."""
        above = place.above
        while above:
            holder = self.holder(above, day)
            if holder:
                return holder
            above = self.places[above].above
        return None

    def supervisions(self, person: Person) -> list[Supervision]:
        """Each unbroken time in one place with one supervisor, oldest first."""
        found: list[Supervision] = []
        for stint in person.stints:
            days = [stint.first, *(day for day in self._changes(stint.place) if day > stint.first and stint.holds(day))]
            for day in days:
                supervisor = self.above(stint.place, day)
                if found and found[-1].place is stint.place and found[-1].supervisor is supervisor:
                    continue
                found[-1:] = [one._replace(last=day - 1) for one in found[-1:]]
                found.append(Supervision(stint.place, day, person.last, supervisor))
        return found

    def meeting(self, person: Person, day: Day) -> tuple[Day, Person | None]:
        """The last working day by `day` on which the two can meet, and who gives the session.

        Short absences of a supervisor are waited for; in a long one whoever stands in, or is above, gives it. The day
        may lie before the person came: then there is none.
        """
        while True:
            own = person.absence(day)
            if own:
                day = own.first - 1
            elif not works(day):
                day -= 1
            else:
                giver = self.above(person.place(day), day)
                away = giver.absence(day) if giver else None
                if giver is None or away is None:
                    return day, giver
                if away.last is None or away.last - away.first >= SHORT or person.first > away.first - 1:
                    return day, self._instead(giver, away, person, day)
                day = away.first - 1

    # --- how it is made -------------------------------------------------------------------------------------------

    def _changes(self, place: Place) -> list[Day]:
        """The days on which somebody comes to or leaves a place above."""
        days: set[Day] = set()
        above = place.above
        while above:
            for stint in self.stints[above]:
                days |= {stint.first} | ({stint.last + 1} if stint.last else set())
            above = self.places[above].above
        return sorted(days)

    def _send_away(self, people: list[Person], by_key: dict[str, Person]) -> None:
        """Give everybody their absences, and to most somebody who stands in."""
        for person in people:
            person.away = sorted(self._absences(person), key=lambda one: one.first)
        covered = [[self._covered(person, one, by_key) for one in person.away] for person in people]
        for person, away in zip(people, covered, strict=True):
            person.away = away

    def _absences(self, person: Person) -> Iterator[Away]:
        table, taken = likely().away, list[tuple[Day, Day]]()
        for year in range((self.as_of - max(person.first, self.opening)) // _YEAR + 1):
            chance = Chance(self.seed, "away", person.key, year)
            for share, lengths in ((table.leave, table.leave_days), (table.long, table.long_days)):
                happens, first = chance.happens(share), self.as_of - year * _YEAR - chance.days((0, 340))
                last = first + chance.days(lengths)
                inside = person.first < first and (person.last is None or last < person.last)
                if not happens or not inside or any(first <= end and start <= last for start, end in taken):
                    continue
                taken.append((first, last))
                yield Away(first, None if last > self.as_of and chance.happens(0.5) else last)

    def _covered(self, person: Person, away: Away, by_key: dict[str, Person]) -> Away:
        """The absence with a colleague who is there all the time, or the manager above."""
        if not Chance(self.seed, "cover", person.key, self.as_of - away.first).happens(likely().away.covered):
            return away
        place, last = person.place(away.first), away.last or self.as_of
        team = [one for one in self.teams[place.team].places if one.number > place.number]
        team += [one for one in self.teams[place.team].places[1:] if one.number < place.number]
        above = self.places.get(place.above or "")
        for other in [*team, above] if place.children else [above]:
            stint = next((one for one in self.stints[other.id] if one.holds(away.first)), None) if other else None
            if stint and other and other.role != "student" and stint.holds(last):
                colleague = by_key[stint.key]
                if not any(one.first <= last and (one.last or last) >= away.first for one in colleague.away):
                    return Away(away.first, away.last, colleague.id)
        return away

    def _instead(self, giver: Person, away: Away, person: Person, day: Day) -> Person | None:
        stand_in = self.by_id[away.by] if away.by else self.above(giver.place(day), day)
        return None if stand_in is person else stand_in
