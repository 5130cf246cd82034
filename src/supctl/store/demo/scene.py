"""What every part of the grown demo needs to know: who is where, which days it spans, and whose forms it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, working_from, working_until
from supctl.store.demo.drafted import Drafted
from supctl.store.demo.finishing import finish, take, versions
from supctl.store.demo.forms import Forms, Kind
from supctl.store.demo.habits import NOTHING, Following, Habit, Habits
from supctl.store.demo.likely import Rhythm
from supctl.store.demo.plan import Place
from supctl.store.demo.roster import Person, Roster

_WEEK = 7
_SOON = (0, 2)
_NEVER = 0.08
_LATELY = 100


@dataclass(frozen=True)
class Scene:
    """A roster, and the authority whose forms are used.

    `leaving`: what it asks for when somebody has left; `habits`: what it asks for of records and events besides.
    """

    roster: Roster
    authority: str
    forms: Forms
    leaving: tuple[str, ...] = ()
    habits: Habits | None = None

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
        habit, kind = NOTHING, None
        if where:
            kind = _kind(record, person, where, category)
            self.forms.fill(record, kind)
            habit = self.habits.of_record(record, kind, steps) if self.habits else NOTHING
        until = self.here_until(person, giver)
        _adopt(record, habit)
        finish(record, steps, chance, until, self.as_of, habit.steps)
        kept = list(versions(record, chance, until, self.opening, self.as_of))
        if kind and record.steps and habit.following:
            yield from self.followed(kept[-1], habit, kind, chance, until)
        yield from kept

    def rhythm(self, activity: str, kind: Kind, usual: Rhythm) -> Rhythm:
        """How often it is held: as usual, or as much more often as the authority asks."""
        within = self.habits.within(activity, kind) if self.habits else None
        if within is None or within >= usual.limit:
            return usual
        often, late = (within * 3 // 4, max(1, within - 2)), (within + 1, within * 8 // 5 + 2)
        return usual.model_copy(update={"limit": within, "usual": often, "late": late})

    def followed(self, record: Drafted, habit: Habit, kind: Kind, chance: Chance, until: Day) -> Iterator[Drafted]:
        """What the authority wants to follow a record: mostly soon, and now and then never."""
        for number, following in enumerate(habit.following):
            for case in record.cases if following.of_child and not following.of_person else record.cases[:1] or [""]:
                day = working_from(record.day + chance.days(_SOON))
                if day > min(until, self.as_of) or (self.as_of - day < _LATELY and chance.happens(_NEVER)):
                    continue
                person = record.supervisee if following.of_person else None
                giver = self._giver(record, following)
                more = Drafted(following.activity, day, person, giver, cases=[case] if case else [])
                more.about = record.id if following.linked else None
                yield self.follow(more, following, kind, chance, until, f"{record.id} {number}")

    def _giver(self, record: Drafted, following: Following) -> str | None:
        giver = self.roster.by_id.get(record.supervisor or "")
        higher = self.roster.above(giver.place(record.day), record.day) if giver and following.higher else None
        return higher.id if higher else record.supervisor

    def follow(  # noqa: PLR0913, PLR0917 - as above
        self, record: Drafted, following: Following, kind: Kind, chance: Chance, until: Day, after: str
    ) -> Drafted:
        """One record that follows another, or an event, on its form and with its steps."""
        role = kind.role if following.of_person else None
        self.forms.fill(record, kind._replace(activity=following.activity, role=role))
        record.answers |= following.answers
        take(record, following.steps, chance, until, self.as_of)
        return record.named_after(after)


def _adopt(record: Drafted, habit: Habit) -> None:
    """The record's own part of a habit."""
    if habit.answers:
        record.answers = {**record.answers, **habit.answers}
    if habit.next_within and record.next:
        record.next = min(record.next, working_until(record.day + habit.next_within))


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


def kind_of(person: Person, day: Day) -> Kind:
    """What rules may go by of a person on a day."""
    return _kind(Drafted("", day), person, person.place(day), ())
