"""Actions that earlier sessions agreed and nobody has found done or carried on since. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supctl.answers.circumstances import Subject
from supctl.answers.events import records_of
from supctl.facts import Service


@dataclass(frozen=True)
class OpenAction:
    """One action: the record it was agreed in, its number there, and who was to do it by when."""

    record: str
    id: str
    held: date
    who: str | None
    by: date | None

    @property
    def whole(self) -> str:
        """record-id#action-id."""
        return f"{self.record}#{self.id}"

    @property
    def called(self) -> str:
        """The last four letters of the record, by which people call it."""
        return self.record.rpartition("-")[2]

    @property
    def short(self) -> str:
        """As people call the action: 7k2m-1."""
        return f"{self.called}-{self.id}"


def open_actions(subject: Subject, activity: str, day: date, service: Service) -> Iterator[OpenAction]:
    """The actions of the subject's sessions of this activity up to `day` that are still open, oldest first."""
    records = list(records_of(subject, service))
    settled = {found.action for record in records for found in record.reviewed if found.done}
    settled |= {action.from_ for record in records for action in record.actions if action.from_}
    for record in records:
        if record.activity != activity or record.date > day:
            continue
        for action in record.actions:
            if f"{record.id}#{action.id}" not in settled:
                yield OpenAction(record.id, action.id, record.date, action.who, action.by)
