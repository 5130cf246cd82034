"""Dates in columns and in texts, distances and versions, as people read them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from supctl.facts.days import MONTHS, say_date, say_days, say_near

_ISO: Final = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")
_YEAR_AND_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")


def say_in_column(day: date, as_of: date) -> str:
    """As `say_near`, with room for a day of two digits, so that columns stand straight."""
    said = say_near(day, as_of)
    first, _, rest = said.partition(" ")
    return f"{first:>2} {rest}" if first.isdigit() else f"{first} {rest:>6}"


def say_dates_in(text: str) -> str:
    """A text in which dates stand as 2026-12-01, with those dates as people read them."""
    return _ISO.sub(lambda found: say_date(date(int(found[1]), int(found[2]), int(found[3]))), text)


def say_distance(number: int) -> str:
    """How far off a day lies: "in 8 days", "today", "5 days ago"."""
    if number == 0:
        return "today"
    return f"in {say_days(number)}" if number > 0 else f"{say_days(number)} ago"


def say_version(version: str) -> str:
    """A document's version; a year and month read "December 2021"."""
    found = _YEAR_AND_MONTH.fullmatch(version)
    if found and 1 <= int(found[2]) <= len(MONTHS):
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return version
