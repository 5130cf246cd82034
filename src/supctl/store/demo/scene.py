"""What every part of the grown demo needs to know: who is where, which days it spans, and whose forms it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day
from supctl.store.demo.drafted import Drafted
from supctl.store.demo.finishing import finish, versions
from supctl.store.demo.forms import Forms, Kind
from supctl.store.demo.likely import Rhythm
from supctl.store.demo.plan import Place
from supctl.store.demo.roster import Person, Roster

_WEEK = 7


@dataclass(frozen=True)
class Scene:
    """A roster, and the authority whose forms are used; `leaving`: what it asks for when somebody has left."""

    roster: Roster
    authority: str
    forms: Forms
    leaving: tuple[str, ...] = ()

    @property
    def opening(self) -> Day:
        """The first day of the history."""
        return self.roster.opening

    @property
    def as_of(self) -> Day:
        """The last day of the history."""
        return self.roster.as_of

    def chance(self, *name: object) -> Chance:
        """The draws of one person, child or team."""
        return Chance(self.roster.seed, *name)

    def here_until(self, *people: Person | None) -> Day:
        """The last day on which all of them are employed, by as-of."""
        return min([self.as_of, *(person.last for person in people if person and person.last)])

    def keep(
        self, record: Drafted, steps: str, chance: Chance, place: Place | None = None, category: tuple[str, ...] = ()
    ) -> Iterator[Drafted]:
        """The record on its form, finished with the steps of its kind, in each version that is kept of it.

        The form goes by the supervisee, and by their place or the one given; `category` is the child's.
        """
        people = self.roster.by_id
        person, giver = people.get(record.supervisee or ""), people.get(record.supervisor or "")
        where = person.place(record.day) if person else place
        if where:
            self.forms.fill(record, _kind(record, person, where, category))
        until = self.here_until(person, giver)
        finish(record, steps, chance, until, self.as_of)
        yield from versions(record, chance, until, self.opening, self.as_of)


def _kind(record: Drafted, person: Person | None, place: Place, category: tuple[str, ...]) -> Kind:
    """What the record's form may go by."""
    new = bool(person and (person.newly_qualified_until or 0) >= record.day)
    standing = {"registered": person, "newly-qualified": new, "part-time": person and person.part_time}
    return Kind(
        record.activity,
        place.role if person else None,
        person.stints[0].employment if person else "permanent",
        tuple(name for name, holds in standing.items() if holds),
        place.kind,
        place.children > 0,
        category,
    )


def since_last(rhythm: Rhythm, chance: Chance) -> int:
    """How many days before the last day of the history the last session was: in time, due soon or overdue."""
    drawn = chance.part()
    if drawn < rhythm.overdue:
        return chance.days((rhythm.limit + 1, rhythm.late[1]))
    if drawn < rhythm.overdue + rhythm.soon:
        return chance.days((max(0, rhythm.limit - _WEEK + 1), max(0, rhythm.limit - 3)))
    return chance.days((0, max(0, rhythm.limit - _WEEK - 1)))


def before_last(rhythm: Rhythm, chance: Chance) -> int:
    """How many days there were between two sessions."""
    return chance.days(rhythm.late if chance.happens(rhythm.often_late) else rhythm.usual)
