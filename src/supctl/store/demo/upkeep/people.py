"""Who gives what in the demo, who takes a step, and on which days they are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supctl.answers.events import relations
from supctl.answers.steps import party
from supctl.facts import Record, Service

_DAY = timedelta(days=1)
_SUPERVISEES_OWN = frozenset({"received", "agreed", "disagreed", "read"})


@dataclass(frozen=True)
class Wanted:
    """By whom something is to be given: any one of these (`both`: one of each of the first two), none of `not_by`."""

    by: Sequence[str] = ()
    by_role: Sequence[str] = ()
    by_standing: Sequence[str] = ()
    not_by: Sequence[str] = ()
    both: bool = False


def giver(worker: str | None, day: date, wanted: Wanted, service: Service) -> str | None:
    """Who may give it to the worker on that day, the nearest first; None where nobody may."""
    allowed = (one for one in _near(worker, day, service) if one != worker and _may(one, worker, day, wanted, service))
    return next((one for one in allowed if is_there(one, day, service)), None)


def _near(worker: str | None, day: date, service: Service) -> Iterator[str]:
    """The line above, then everybody else."""
    line = service.above(worker, day)
    yield from line
    yield from sorted(set(service.workers) - set(line))


def _may(one: str, worker: str | None, day: date, wanted: Wanted, service: Service) -> bool:
    is_to_them = relations(one, worker, service, day)
    if is_to_them & set(wanted.not_by) or ("case-worker" in wanted.not_by and one == worker):
        return False
    of_role = service.role(one, day) in wanted.by_role
    if wanted.both:
        return of_role and bool(is_to_them & set(wanted.by))
    if not (wanted.by or wanted.by_role or wanted.by_standing):
        return True
    return of_role or bool(is_to_them & set(wanted.by) or service.standings(one, day) & set(wanted.by_standing))


def is_there(who: str | None, day: date, service: Service) -> bool:
    """Whether somebody is in post on that day, and not away."""
    return service.post(who, day) is not None and service.absence(who or "", day) is None


def last_day_of(who: str | None, service: Service) -> date | None:
    """The last day of somebody's employment, if they have left or will."""
    worker = service.workers.get(who or "")
    return worker.employment[-1].to if worker and worker.employment else None


def takers(step: str, by: Sequence[str], record: Record, case: str | None, service: Service) -> list[str]:
    """Who takes a step: one of each party, or whoever usually takes such a step; none where a party is nobody."""
    usual = "supervisee" if step in _SUPERVISEES_OWN or not record.supervisor else "supervisor"
    found = [sorted(party(record, name, service, case))[:1] for name in by or (usual,)]
    if not by and found == [[]] and record.steps:
        found = [[record.steps[0].by or ""]]
    return [one[0] for one in found if one] if all(found) else []


def session_day(who: Sequence[str], day: date, first: date, service: Service) -> date | None:
    """The last working day by `day` on which all of them are there; None where there is none since `first`."""
    while day >= first:
        if service.calendar.is_working_day(day) and all(is_there(one, day, service) for one in who):
            return day
        day -= _DAY
    return None
