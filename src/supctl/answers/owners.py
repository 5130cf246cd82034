"""Who has to see to an obligation: the supervisor in post, who stands in, or, where nobody is, the team's manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.answers.shapes import Because, Unheld
from supctl.answers.subject import Subject
from supctl.facts import Service
from supctl.facts.histories import ONE_DAY, edges


@dataclass(frozen=True)
class Held:
    """Who works on a subject, in which team, who owns what is due, and whether the worker is away."""

    worker: str | None
    team: str | None
    owner: str | None
    because: Because
    away: bool


def held_by(subject: Subject, service: Service, day: date) -> Held:
    """Worker, team and owner of a subject on a day."""
    if subject.kind == "case":
        return _case(subject.id, service, day)
    if subject.kind == "team":
        manager = service.manager(subject.id, day)
        return Held(None, subject.id, manager, "post" if manager else "vacant", away=False)
    if subject.kind == "service":
        return Held(None, None, None, "vacant", away=False)
    worker = subject.worker or subject.id
    post = service.post(worker, day)
    team = post.team if post else None
    owner, because = _owner(subject.with_ or service.supervisor(worker, day), service, day, "people", besides=worker)
    owner = owner or service.manager(team, day, besides=worker)
    return Held(worker, team, owner, because, away=service.absence(worker, day) is not None)


def unheld_case(case: str, service: Service, day: date) -> Unheld | None:
    """Whether an open case has no worker on that day, or one who is away without cover; since when."""
    status = service.status(case, day)
    if status is None:
        return None
    worker = service.case_worker(case, day)
    if worker is None:
        return Unheld(
            case, "left" if status.worker else "none", status.worker, _without_worker_since(case, service, day)
        )
    absence = service.absence(worker, day)
    if absence and not service.cover(worker, day, "cases"):
        return Unheld(case, "away", worker, _away_since(worker, service, day))
    return None


def _away_since(worker: str, service: Service, day: date) -> date:
    """The first day of the unbroken absence, in however many entries it was written."""
    while absence := service.absence(worker, day):
        day = absence.from_ - ONE_DAY
    return day + ONE_DAY


def _without_worker_since(case: str, service: Service, day: date) -> date:
    """The last day of the worker who held it, if one ever did; else the first day of the case's open time."""
    history = service.cases[case].status
    names = {status.worker for status in history if status.worker} & set(service.workers)
    days = edges(history).union(*(edges(service.workers[name].employment) for name in names))
    since = day
    for earlier in sorted((one for one in days if one <= day), reverse=True):
        if service.status(case, earlier) is None or service.case_worker(case, earlier) is not None:
            break
        since = earlier
    return since - ONE_DAY if service.case_worker(case, since - ONE_DAY) else since


def _case(case: str, service: Service, day: date) -> Held:
    worker, team = service.case_worker(case, day), service.case_team(case, day)
    away = service.absence(worker, day) is not None
    stand_in = service.cover(worker, day, "cases") if away else None
    owner, because = _owner(service.supervisor(stand_in or worker, day), service, day, "cases")
    owner = owner or service.manager(team, day)
    return Held(worker, team, owner, because, away)


def _owner(
    supervisor: str | None, service: Service, day: date, for_: str, besides: str | None = None
) -> tuple[str | None, Because]:
    """The supervisor, if still there, or who stands in (never the worker); nobody, and vacant, otherwise."""
    if supervisor is None or (supervisor in service.workers and not service.employment(supervisor, day)):
        return None, "vacant"
    stand_in = service.cover(supervisor, day, for_)
    return (stand_in, "cover") if stand_in and stand_in != besides else (supervisor, "post")
