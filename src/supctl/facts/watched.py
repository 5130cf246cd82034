"""A day that remembers what was asked of it, so that an answer can say on which days it holds.

Whatever is computed from a `WatchedDay` would come out the same on every day of its span: each comparison with another
date narrows the span, and whatever needs the day itself (its year, its text, its hash) narrows it to that one day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import overload

_ONE_DAY = dt.timedelta(days=1)
_NO_DAYS = dt.timedelta()


@dataclass
class Span:
    """The days from `first` to before `end` on which everything that was asked has the same answer."""

    first: dt.date = dt.date.min
    end: dt.date = dt.date.max

    def from_(self, day: dt.date) -> None:
        """Only from a day on."""
        self.first = max(self.first, day)

    def before(self, day: dt.date) -> None:
        """Only before a day."""
        self.end = min(self.end, day)


class WatchedDay(dt.date):
    """A date that narrows its `span` whenever it is compared or looked at.

    `plain` is the same date, unwatched; `shift` how far it lies from the day whose span it is.
    """

    plain: dt.date
    span: Span
    shift: dt.timedelta

    @classmethod
    def of(cls, day: dt.date, span: Span, shift: dt.timedelta = _NO_DAYS) -> WatchedDay:
        """A plain day, watched; `shift` away from the one that the span is about."""
        made = super().__new__(cls, day.year, day.month, day.day)
        made.plain, made.span, made.shift = day, span, shift
        return made

    # --- a comparison holds for all the days on the same side -----------------------------------------------------

    def _is_before(self, other: dt.date) -> bool:
        if isinstance(other, WatchedDay):
            if other.span is self.span:
                return self.shift < other.shift
            other = other.looked_at()
        told = self.plain < other
        (self.span.before if told else self.span.from_)(_shifted(other, -self.shift))
        return told

    def _is_after(self, other: dt.date) -> bool:
        if isinstance(other, WatchedDay):
            return other._is_before(self)  # noqa: SLF001 - one of its own kind
        return other < dt.date.max and not self._is_before(other + _ONE_DAY)

    def __lt__(self, other: dt.date) -> bool:
        return self._is_before(other)

    def __le__(self, other: dt.date) -> bool:
        return not self._is_after(other)

    def __gt__(self, other: dt.date) -> bool:
        return self._is_after(other)

    def __ge__(self, other: dt.date) -> bool:
        return not self._is_before(other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, dt.date):
            return False
        return not self._is_before(other) and not self._is_after(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.looked_at())

    # --- a day so many days away is watched too -------------------------------------------------------------------

    def __add__(self, other: dt.timedelta) -> WatchedDay:
        return WatchedDay.of(self.plain + other, self.span, self.shift + dt.timedelta(days=other.days))

    __radd__ = __add__

    @overload  # type: ignore[override] # with a date on either side, as of any date
    def __sub__(self, other: dt.timedelta) -> WatchedDay: ...
    @overload
    def __sub__(self, other: dt.date) -> dt.timedelta: ...
    def __sub__(self, other: dt.timedelta | dt.date) -> WatchedDay | dt.timedelta:
        if isinstance(other, dt.timedelta):
            return self + -other
        return self.looked_at() - (other.looked_at() if isinstance(other, WatchedDay) else other)

    def __rsub__(self, other: dt.date) -> dt.timedelta:
        return other - self.looked_at()

    # --- whatever needs the day itself holds on that day alone ----------------------------------------------------

    def looked_at(self) -> dt.date:
        """The plain date; what is then done with it is known for this day only."""
        own = _shifted(self.plain, -self.shift)
        self.span.from_(own)
        self.span.before(_shifted(own, _ONE_DAY))
        return self.plain

    def __reduce__(self) -> tuple[type[dt.date], tuple[int, int, int]]:
        day = self.looked_at()
        return dt.date, (day.year, day.month, day.day)


def _shifted(day: dt.date, by: dt.timedelta) -> dt.date:
    """A day moved, and the first or last of all where there is no such day."""
    try:
        return day + by
    except OverflowError:
        return dt.date.max if by > _NO_DAYS else dt.date.min


def _looking(name: str) -> object:
    def method(self: WatchedDay, *args: object, **kwargs: object) -> object:
        return getattr(self.looked_at(), name)(*args, **kwargs)

    return method


def _part(name: str) -> Callable[[WatchedDay], object]:
    return lambda day: getattr(day.looked_at(), name)


def _watch_the_rest() -> None:
    """Let every other method and part of a date look at the day, whatever dates may learn in later Pythons."""
    made = {"fromisocalendar", "fromisoformat", "fromordinal", "fromtimestamp", "today"}  # these make a date
    seen = {*vars(WatchedDay), *vars(object), *made, "min", "max", "resolution"} - {"__str__", "__repr__", "__format__"}
    for name, part in vars(dt.date).items():
        if name in seen:
            continue
        if callable(part):
            setattr(WatchedDay, name, _looking(name))
        else:
            setattr(WatchedDay, name, property(_part(name)))


_watch_the_rest()
