"""Days as whole numbers (the ordinals of `datetime.date`), so that a long history is counted quickly."""

from __future__ import annotations

from datetime import date
from functools import cache

from supctl.facts import Calendar

Day = int
_CALENDAR = Calendar()
_SATURDAY = 5


@cache
def as_date(day: Day) -> date:
    """The date that a number stands for."""
    return date.fromordinal(day)


@cache
def iso(day: Day) -> str:
    """It as 2026-12-01."""
    return as_date(day).isoformat()


@cache
def works(day: Day) -> bool:
    """Whether it is a working day; before bank holidays are known, whether it is a weekday."""
    try:
        return _CALENDAR.is_working_day(as_date(day))
    except ValueError:
        return as_date(day).weekday() < _SATURDAY


def working_from(day: Day) -> Day:
    """The day, or the first working day after it."""
    while not works(day):
        day += 1
    return day


def working_until(day: Day) -> Day:
    """The day, or the last working day before it."""
    while not works(day):
        day -= 1
    return day
