"""What stands in a person's diary: the sessions fixed in advance, and the next ones that records name."""

from __future__ import annotations

from datetime import date

from supctl.facts import Service
from supctl.facts.words import CANCELLED, PERSONAL_SUPERVISION

Session = tuple[date, str]
"""A day and an activity."""


def booked_from(service: Service, worker: str, day: date) -> list[Session]:
    """The person's sessions from a day on, each once, the earliest first."""
    return [one for one in diary(service, worker, day) if one[0] >= day]


def diary(service: Service, worker: str, day: date) -> list[Session]:
    """The person's sessions as they stand by a day, past ones too, each once, the earliest first.

    Of each activity the latest record by then says when the next one is; what an earlier record said is settled. A
    session that was cancelled ahead stands there no more, and one that was rearranged on its new date.
    """
    known = service.workers.get(worker)
    sessions = {(one.date, one.activity) for one in known.planned} if known else set[Session]()
    records = service.records_of_worker(worker)
    latest = (
        next((one for one in reversed(kind) if one.supervisee == worker), None) for kind in records.until(day).kinds
    )
    sessions |= {(one.next, one.activity) for one in latest if one and one.next}
    cancelled = [one for one in records.of((CANCELLED,)) if one.supervisee == worker]
    gone = {one.date for one in cancelled}
    sessions = {one for one in sessions if one[0] not in gone}
    sessions |= {(one.rearranged, PERSONAL_SUPERVISION) for one in cancelled if one.rearranged}
    return sorted(sessions)
