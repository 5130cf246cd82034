"""What was withdrawn, and what that did to the dates: for people, and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from supctl.exchange.columns import indented
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.logged import DateData, date_data, date_lines, record_line
from supctl.facts import Record
from supctl.records.effects import Effects


@dataclass(frozen=True)
class Withdrawn:
    """The records that were voided, the draft that was taken away, and records of children that stay."""

    voided: tuple[Record, ...]
    draft: str | None
    children: tuple[Record, ...]
    effects: Effects


@dataclass(frozen=True)
class WithdrawnData:
    """Ids of what was taken back, and the dates since."""

    as_of: dt.date
    draft: str | None
    voided: tuple[str, ...]
    dates: tuple[DateData, ...]


def withdrawn_data(done: Withdrawn, as_of: dt.date) -> WithdrawnData:
    """What was withdrawn, as data."""
    dates = tuple(date_data(one.now, one.was) for one in done.effects.moved)
    return WithdrawnData(as_of, done.draft, tuple(record.id for record in done.voided), dates)


def withdrawn_text(done: Withdrawn, names: Names) -> str:
    """What was withdrawn, for a person."""
    return "\n".join(_lines(done, names))


def _lines(done: Withdrawn, names: Names) -> Iterator[str]:
    if done.draft:
        yield f"Taken away: the draft {last_four(done.draft)}"
    for record in done.voided:
        yield "Voided: " + "\n".join(indented(record_line(record, names), len("Voided: "))).lstrip()
    if done.draft and not done.voided:
        yield "The session that was logged before it stays, if there is one."
    if done.voided:
        yield from date_lines(done.effects, names)
    if done.children:
        yield "Its children's records stay; to take them back too:"
        yield from (f"  supctl record withdraw {last_four(record.id)}" for record in done.children)
