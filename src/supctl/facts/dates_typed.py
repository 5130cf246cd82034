"""Dates as people type and read them: the day always comes first, and only ISO dates begin with the year."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

from supctl.facts.days import MONTHS, WEEKDAYS

ACCEPTED: Final = (
    "write the day first (1/12/2026, 1.12.2026, 1/12, 1 Dec 2026, 1 December, Tue 1 Dec 2026), "
    "an ISO date (2026-12-01), today, yesterday, tomorrow or a weekday"
)

Prefer = Literal["past", "future"]

_WEEKDAY_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{name[:3].casefold(): number for number, name in enumerate(WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTH_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_RELATIVE: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_LONGEST_QUOTED: Final = 40
_HALF_A_YEAR: Final = timedelta(days=183)
_A_LEAP_YEAR: Final = 2024
_YEARS: Final = range(1900, 2100)

_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WEEKDAY_FIRST: Final = re.compile(r"(?P<weekday>[a-z]+),? (?P<rest>[0-9].*)")
_DAY_FIRST: Final = (
    re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})(?P<year>)"),
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]+)(?:,?[ -](?P<year>[0-9]{4}|[0-9]{2}))?"),
)


def read_date(text: str, today: date, *, prefer: Prefer = "past") -> date:
    """The date that `text` means when it is typed on `today`.

    Without a year it is the day nearest to `today`; a year of two digits is the nearest such year; where two are as
    near, the earlier. A weekday alone is the latest one up to `today`, or with `prefer="future"` the next one, `today`
    included in both. A weekday beside a date must be that date's. Raises ValueError, naming the ways to write a date,
    for what is no date or may mean something else.
    """
    typed = " ".join(text.casefold().split())
    if typed in _RELATIVE:
        return today + timedelta(days=_RELATIVE[typed])
    if typed in _WEEKDAY_NUMBERS:
        return _nearest_weekday(_WEEKDAY_NUMBERS[typed], today, prefer)
    try:
        return _read_day(typed, today)
    except ValueError as problem:
        message = f"{_quoted(text)} {problem}; mend: {ACCEPTED}"
        raise ValueError(message) from None


def _read_day(typed: str, today: date) -> date:
    """The day that a date with or without its weekday means; ValueErrors read on from the quoted text."""
    prefixed = _WEEKDAY_FIRST.fullmatch(typed)
    if not prefixed:
        return _read_unprefixed(typed, today)
    weekday = _WEEKDAY_NUMBERS.get(prefixed["weekday"])
    if weekday is None:
        raise ValueError("is not understood")
    day = _read_unprefixed(prefixed["rest"], today)
    if day.weekday() != weekday:
        raise ValueError(f"does not fit: {day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}")
    return day


def _read_unprefixed(typed: str, today: date) -> date:
    found = next((found for form in (_ISO, *_DAY_FIRST) if (found := form.fullmatch(typed))), None)
    if not found:
        raise ValueError("is not understood")
    month = _month_number(found["month"])
    return _day_in(_possible_years(found["year"], today), month, int(found["day"]), today)


def _month_number(word: str) -> int:
    number = int(word) if word.isdecimal() else _MONTH_NUMBERS.get(word)
    if number is None:
        raise ValueError("is not understood")
    if not 1 <= number <= len(MONTHS):
        raise ValueError(f"is not a date: there is no month {number}")
    return number


def _possible_years(written: str | None, today: date) -> tuple[int, ...]:
    """The year as written, else those that could be meant, in order."""
    if not written:
        return (today.year - 1, today.year, today.year + 1)
    year = int(written)
    if len(written) == len("26"):
        century = today.year - today.year % 100
        return (min((century - 100 + year, century + year, century + 100 + year), key=lambda y: abs(y - today.year)),)
    if year not in _YEARS:
        raise ValueError(f"has a year that cannot be meant: years go from {_YEARS[0]} to {_YEARS[-1]}")
    return (year,)


def _day_in(years: tuple[int, ...], month: int, day: int, today: date) -> date:
    """The day in the one year given, or in that which brings it nearest to today."""
    if not 1 <= day <= monthrange(_A_LEAP_YEAR, month)[1]:
        raise ValueError(f"is not a date: {MONTHS[month - 1]} has no day {day}")
    there = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if len(years) > 1:
        there = [one for one in there if abs(one - today) <= _HALF_A_YEAR]
    if not there:
        raise ValueError(f"is not a date: no {day} {MONTHS[month - 1]} in {years[len(years) // 2]}")
    return min(there, key=lambda one: (abs(one - today), one))


def _nearest_weekday(weekday: int, today: date, prefer: Prefer) -> date:
    if prefer == "past":
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _quoted(text: str) -> str:
    shown = text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 3] + "..."
    return f'"{shown}"'
