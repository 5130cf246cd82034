"""The id of a record: its date, its activity, whom it is about, and four letters that nobody else has."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from itertools import count
from typing import Final

LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
"""No 0 and o, no 1, i and l, no u: what is read aloud is typed right."""
HOW_MANY: Final = 4


def record_id(day: date, activity: str, subject: str, taken: Collection[str]) -> str:
    """The id of a new record; `taken` are the last four letters of every record and draft that there is.

    The letters follow from the rest of the id and a running number, so that the same commands give the same ids.
    """
    stem = f"{day.isoformat()}-{activity}-{subject}"
    return next(f"{stem}-{four}" for number in count(1) if (four := _letters(f"{stem}#{number}")) not in taken)


def _letters(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    found = ""
    for _ in range(HOW_MANY):
        number, rest = divmod(number, len(LETTERS))
        found += LETTERS[rest]
    return found


def day_of(record: str) -> date | None:
    """The day that a record's id begins with; None where it begins with none."""
    try:
        return date.fromisoformat(record[:10])
    except ValueError:
        return None
