"""Dates and numbers of days as people read them, in English whatever the machine's language."""

from __future__ import annotations

from datetime import date
from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HALF_A_YEAR: Final = 183


def say_date(day: date) -> str:
    """The date as it stands in tables: "Tue 1 Dec 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def say_date_long(day: date) -> str:
    """The date as it stands in sentences: "Tuesday 1 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_near(day: date, as_of: date) -> str:
    """A date near the day asked, without its year: "Tue 1 Dec"; further than half a year off, "1 Dec 2027"."""
    month = MONTHS[day.month - 1][:3]
    if abs((day - as_of).days) > _HALF_A_YEAR:
        return f"{day.day} {month} {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {month}"


def say_days(number: int) -> str:
    """A number of days: "today" for none, "1 day", "7 days"; never negative."""
    count = abs(number)
    return "today" if count == 0 else "1 day" if count == 1 else f"{count} days"
