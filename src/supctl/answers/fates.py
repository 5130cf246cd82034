"""What became of the actions that were agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supctl.facts import Action, Record, Service


@dataclass(frozen=True)
class Agreed:
    """What became of the actions agreed in a period: each counts once."""

    done: int = 0
    carried: int = 0
    lost: int = 0
    past: int = 0
    open: int = 0

    @property
    def all(self) -> int:
        """How many were agreed."""
        return self.done + self.carried + self.lost + self.past + self.open


def fate(record: Record, action: Action, service: Service, to: date) -> str:
    """Done, carried on, lost (a later session of the kind never looked at it), past its date, or open, on day `to`."""
    name = f"{record.id}#{action.id}"
    later = [one for one in _later(record, service) if one.id != record.id]
    found = [one for other in later for one in other.reviewed if one.action == name]
    if any(one.done and one.done <= to for one in found):
        return "done"
    if any(one.from_ == name for other in later for one in other.actions):
        return "carried"
    if not found and any(other.activity == record.activity for other in later):
        return "lost"
    return "past" if action.by and action.by < to else "open"


def _later(record: Record, service: Service) -> Iterator[Record]:
    """Every later record of the same supervisee or about the same cases."""
    own = service.records_of_worker(record.supervisee) if record.supervisee else ()
    yield from (one for one in own if one.date >= record.date)
    for case in record.cases:
        yield from (one for one in service.records_of_case(case) if one.date >= record.date)
