"""Records in order of date, so that those of an activity, or since a day, are found without a look at the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from supctl.facts.gathered import by_date
from supctl.facts.records import Action, Record

Words = tuple[str, ...]


class Timeline(tuple[Record, ...]):  # noqa: SLOT001 - it keeps what it has looked up
    """The records of a person, a case or a team, by date and id."""

    def of(self, activities: Sequence[str]) -> Sequence[Record]:
        """Those of these activities, in the same order; all where none is named."""
        if not activities:
            return self
        wanted = tuple(activities)
        if wanted not in self._asked:
            some = [self._by_activity[one] for one in dict.fromkeys(wanted) if one in self._by_activity]
            self._asked[wanted] = some[0] if len(some) == 1 else sorted(chain.from_iterable(some), key=by_date)
        return self._asked[wanted]

    def since(self, day: date, activities: Sequence[str] = ()) -> Sequence[Record]:
        """Those of these activities from a day on."""
        known = self.of(activities)
        return known[bisect_left(known, day, key=lambda record: record.date) :]

    @property
    def kinds(self) -> Collection[Sequence[Record]]:
        """Those of each activity together."""
        return self._by_activity.values()

    def until(self, day: date) -> Timeline:
        """Those up to a day, and on it."""
        if not self or self[-1].date <= day:
            return self
        return Timeline(self[: bisect_right(self, day, key=lambda record: record.date)])

    def about(self, named: str, activities: Sequence[str] = ()) -> Sequence[Record]:
        """Those of these activities that say that they answer something, named by its id."""
        return [one for one in self._by_what_they_answer.get(named, ()) if not activities or one.activity in activities]

    def actions(self, open_on: date | None = None) -> Iterator[tuple[Record, Action]]:
        """Every action agreed, with its record; where a day is given, those that have not ended by it."""
        known = ((record, action) for record in self for action in record.actions)
        if open_on is None:
            return known
        ends = self._first_ends
        if max(ends.values(), default=date.min) <= open_on:
            return ((record, action) for record, action in known if f"{record.id}#{action.id}" not in ends)
        return (
            (record, action) for record, action in known if ends.get(f"{record.id}#{action.id}", date.max) > open_on
        )

    def ends_of(self, action: str) -> Sequence[date]:
        """The days on which an action was found done (the day it was, as written) or carried on by a later one."""
        return self._ends.get(action, ())

    def with_id(self, record: str) -> Record | None:
        """The one with this id."""
        return self._by_id.get(record)

    @cached_property
    def _first_ends(self) -> Mapping[str, date]:
        return {action: min(days) for action, days in self._ends.items()}

    @cached_property
    def _asked(self) -> dict[Words, Sequence[Record]]:
        return {}

    @cached_property
    def _by_activity(self) -> Mapping[str, Sequence[Record]]:
        return _gathered((record.activity, record) for record in self)

    @cached_property
    def _by_what_they_answer(self) -> Mapping[str, Sequence[Record]]:
        return _gathered((named, record) for record in self for named in record.about)

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self}

    @cached_property
    def _ends(self) -> Mapping[str, Sequence[date]]:
        found: dict[str, list[date]] = defaultdict(list)
        for record in self:
            for looked_at in record.reviewed:
                if looked_at.done:
                    found[looked_at.action].append(looked_at.done)
            for action in record.actions:
                if action.from_:
                    found[action.from_].append(record.date)
        return found


def _gathered(pairs: Iterable[tuple[str, Record]]) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for key, record in pairs:
        found[key].append(record)
    return found
