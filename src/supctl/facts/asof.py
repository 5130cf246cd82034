"""The service as it was known to be on a day: nothing dated after it, save what was already settled.

Ends already written (`to`, `until`, `ended`), dates fixed ahead (`[[planned]]`, `next`, an action's `by`) and tenure
are seen; everything else that is dated later is not. So a past answer is the answer of that day.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from supctl.documents import Entry
from supctl.facts.cases import Case
from supctl.facts.histories import Dated
from supctl.facts.people import Worker
from supctl.facts.records import Record
from supctl.facts.service import Service, counting

DatedType = TypeVar("DatedType", bound=Dated)
EntryType = TypeVar("EntryType", bound=Entry)


def service_as_of(service: Service, day: date) -> Service:
    """The service with nothing dated after `day`; records that are voided or amended by then count as such."""
    workers = {worker.id: _worker(worker, day) for worker in service.workers.values()}
    cases = {case.id: _case(case, day) for case in service.cases.values()}
    records = [_record(record, day) for record in service.records if max(record.date, record.known_from()) <= day]
    return Service(
        workers={worker.id: worker for worker in workers.values() if worker.employment},
        teams={team.id: team for team in service.teams.values() if team.started is None or team.started <= day},
        cases={case.id: case for case in cases.values() if case.status},
        records=counting(records),
        opening=service.opening,
        calendar=service.calendar,
        vocabulary=service.vocabulary,
        name=service.name,
        unread=service.unread,
        file=[(item, held) for item, held in service.file if held <= day],
    )


def _worker(worker: Worker, day: date) -> Worker:
    return _changed(
        worker,
        employment=_begun(worker.employment, day),
        standing=_begun(worker.standing, day),
        post=_begun(worker.post, day),
        absence=_begun(worker.absence, day),
        cover=_begun(worker.cover, day),
        file=tuple(item for item in worker.file if item.date <= day),
    )


def _case(case: Case, day: date) -> Case:
    return _changed(
        case,
        status=_begun(case.status, day),
        event=tuple(event for event in case.event if event.date <= day),
        approval=_begun(case.approval, day),
        file=tuple(item for item in case.file if item.date <= day),
    )


def _record(record: Record, day: date) -> Record:
    return _changed(record, steps=tuple(step for step in record.steps if step.on <= day))


def _begun(entries: tuple[DatedType, ...], day: date) -> tuple[DatedType, ...]:
    return tuple(entry for entry in entries if entry.from_ <= day)


def _changed(entry: EntryType, **values: tuple[object, ...]) -> EntryType:
    """The entry with other values; itself where nothing differs (a store is mostly past)."""
    different = {name: value for name, value in values.items() if len(value) != len(getattr(entry, name))}
    return entry.model_copy(update=different) if different else entry
