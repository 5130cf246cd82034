"""Effective-dated entries: each holds from its first day until the next one's, or to its own last day, inclusive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """An entry with a first day and, perhaps, a last one."""

    @property
    def from_(self) -> date:
        """The first day."""

    @property
    def to(self) -> date | None:
        """The last day; None while it holds."""


DatedType = TypeVar("DatedType", bound=Dated)


def in_force(history: Sequence[DatedType], day: date) -> DatedType | None:
    """The entry of an ordered history that holds on `day`; None in a gap."""
    for entry in reversed(history):
        if entry.from_ <= day:
            return entry if entry.to is None or day <= entry.to else None
    return None


def holds(entry: Dated, day: date) -> bool:
    """Whether the entry's own first and last day take in `day` (for entries that may overlap)."""
    return entry.from_ <= day and (entry.to is None or day <= entry.to)


def as_one(history: Sequence[DatedType], same: Callable[[DatedType], object]) -> list[tuple[DatedType, date, date]]:
    """Each entry with its first day and the day after its last; touching entries that say the same are one."""
    found: list[tuple[DatedType, date, date]] = []
    for index, entry in enumerate(history):
        following = [later.from_ for later in history[index + 1 : index + 2]]
        end = min([*following, *([entry.to + ONE_DAY] if entry.to else [])], default=date.max)
        if found and found[-1][2] == entry.from_ and same(found[-1][0]) == same(entry):
            found[-1] = (found[-1][0], found[-1][1], end)
        else:
            found.append((entry, entry.from_, end))
    return found


def edges(entries: Sequence[Dated]) -> set[date]:
    """The days on which what holds may change: every first day, and the day after every last one."""
    days = {entry.from_ for entry in entries}
    days.update(entry.to + ONE_DAY for entry in entries if entry.to is not None and entry.to < date.max)
    return days
