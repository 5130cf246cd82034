"""What was agreed in any record and is still open: not found done, and not carried on by a later action. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from supctl.answers.events import records_of
from supctl.answers.subject import Subject
from supctl.facts import Action, Record, Service

_PEOPLE = ("worker", "pair", "action")


@dataclass(frozen=True)
class OpenAction:
    """An action and the record that it was agreed in; `days` from the day asked to its date, negative when past."""

    action: Action
    record: Record
    days: int | None

    @property
    def id(self) -> str:
        """record-id#action-id."""
        return f"{self.record.id}#{self.action.id}"

    @property
    def called(self) -> str:
        """The last four letters of the record, by which people call it."""
        return self.record.id.rpartition("-")[2]

    @property
    def short(self) -> str:
        """As people call the action: 7k2m-1."""
        return f"{self.called}-{self.action.id}"

    @property
    def is_overdue(self) -> bool:
        """Whether its date is past."""
        return self.days is not None and self.days < 0


def all_open_actions(service: Service, day: date) -> list[OpenAction]:
    """Every open action of the records that count, worst first; those without a date last."""
    return sorted(_open(service.records, day), key=lambda one: (one.action.by or date.max, one.record.date, one.id))


def open_actions(subject: Subject, activity: str, day: date, service: Service) -> list[OpenAction]:
    """The actions of the subject's sessions of this activity up to `day` that are still open, oldest first."""
    own = {record.id for record in records_of(subject, service) if record.activity == activity and record.date <= day}
    whose = service.records_of_worker(subject.worker or subject.id) if subject.kind in _PEOPLE else ()
    known = list(whose) or list(records_of(subject, service))
    return [one for one in _open(known, day) if one.record.id in own]


def _open(records: Iterable[Record], day: date) -> Iterator[OpenAction]:
    known = list(records)
    ended = {found.action for record in known for found in record.reviewed if found.done and found.done <= day}
    ended |= {action.from_ for record in known if record.date <= day for action in record.actions if action.from_}
    for record in known:
        for action in record.actions:
            if f"{record.id}#{action.id}" not in ended:
                yield OpenAction(action, record, (action.by - day).days if action.by else None)
