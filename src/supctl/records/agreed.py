"""What was agreed in any record and is still open: not found done, and not carried on by a later action. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supctl.facts import Action, Record, Service


@dataclass(frozen=True)
class AgreedAction:
    """An action and the record that it was agreed in; `days` from the day asked to its date, negative when past."""

    action: Action
    record: Record
    days: int | None

    @property
    def id(self) -> str:
        """record-id#action-id."""
        return f"{self.record.id}#{self.action.id}"

    @property
    def is_overdue(self) -> bool:
        """Whether its date is past."""
        return self.days is not None and self.days < 0


def agreed_and_open(service: Service, day: date) -> list[AgreedAction]:
    """Every open action of the records that count, worst first; those without a date last."""
    return sorted(_open(service, day), key=lambda one: (one.action.by or date.max, one.record.date, one.id))


def _open(service: Service, day: date) -> Iterator[AgreedAction]:
    ended = {found.action for record in service.records for found in record.reviewed if found.done}
    ended |= {action.from_ for record in service.records for action in record.actions if action.from_}
    for record in service.records:
        for action in record.actions:
            if f"{record.id}#{action.id}" not in ended:
                yield AgreedAction(action, record, (action.by - day).days if action.by else None)
