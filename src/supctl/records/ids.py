"""The id of a record: its date, its activity, whom it is about, and four letters that nobody else has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final

LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
"""No 0 and o, no 1, i and l, no u: what is read aloud is typed right."""
HOW_MANY: Final = 4


_TRIES: Final = 100


@dataclass
class Taken:
    """The ids that are taken: those that `called` gives for four letters, and those that were added since."""

    called: Callable[[str], Collection[str]] = lambda _: ()
    added: set[str] = field(default_factory=set)

    def ending(self, four: str) -> set[str]:
        """The ids that end with these letters."""
        return {*self.called(four), *(id_ for id_ in self.added if id_.casefold().endswith(f"-{four}"))}

    def besides(self, id_: str | None = None) -> Taken:
        """A copy, with one more."""
        return Taken(self.called, {*self.added, *([id_] if id_ else [])})


def record_id(day: date, activity: str, subject: str, taken: Taken) -> str:
    """The id of a new record, with letters that no other record or draft has.

    The letters follow from the rest of the id and a running number, so that the same commands give the same ids. Where
    there are so many records that none are left, the id as a whole is one that nobody has.
    """
    stem = f"{day.isoformat()}-{activity}-{subject}"
    tried = (_letters(f"{stem}#{number}") for number in range(1, _TRIES))
    four = next((four for four in tried if not taken.ending(four)), None)
    if four is not None:
        return f"{stem}-{four}"
    every = (_letters(f"{stem}#{number}") for number in count(1))
    return next(f"{stem}-{four}" for four in every if f"{stem}-{four}" not in taken.ending(four))


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
