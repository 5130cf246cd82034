"""Who works here, which teams there are and which cases, one line each, as data. Ids, never initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.exchange.names import Names, spaced


@dataclass(frozen=True)
class WorkerLine:
    """A person on the day; of who has left, the last post. `since` is the first day of the post."""

    id: str
    name: str
    role: str | None
    team: str | None
    supervisor: str | None
    since: date | None
    employment: str
    started: date
    ended: date | None
    standings: list[str]
    away: bool
    children: int


@dataclass(frozen=True)
class TeamLine:
    """A team on the day: who manages it, how many work in it, and how many open cases are its own."""

    id: str
    name: str
    kind: str
    parent: str | None
    manager: str | None
    people: int
    children: int
    started: date | None
    ended: date | None


@dataclass(frozen=True)
class CaseLine:
    """A case on the day, by its reference alone; of one that is closed, its last status."""

    id: str
    family: str | None
    category: list[str]
    worker: str | None
    team: str | None
    since: date
    open: bool


@dataclass(frozen=True)
class WorkersData:
    """`supctl worker list --format json`."""

    as_of: date
    workers: list[WorkerLine]


@dataclass(frozen=True)
class TeamsData:
    """`supctl team list --format json`."""

    as_of: date
    teams: list[TeamLine]


@dataclass(frozen=True)
class CasesData:
    """`supctl case list --format json`."""

    as_of: date
    cases: list[CaseLine]


def worker_lines(names: Names, teams: frozenset[str] | None, *, everything: bool) -> list[WorkerLine]:
    """The people of these teams (None: of all), by team and name; `everything`: also who has left by then."""
    day, service = names.as_of, names.service
    here = [one for one in service.workers if everything or service.employment(one, day)]
    lines = [worker_line(names, worker) for worker in here]
    kept = [line for line in lines if teams is None or line.team in teams]
    return sorted(kept, key=lambda line: (has_left(line, day), names.team(line.team) if line.team else "", line.name))


def worker_line(names: Names, id_: str) -> WorkerLine:
    """One person on the day."""
    service, day = names.service, names.as_of
    worker = service.workers[id_]
    post = service.post(id_, day) or (None if service.employment(id_, day) else next(reversed(worker.post), None))
    employment = service.employment(id_, day) or worker.employment[-1]
    return WorkerLine(
        id=id_,
        name=worker.name,
        role=post.role if post else None,
        team=post.team if post else None,
        supervisor=post.supervisor if post else None,
        since=post.from_ if post else None,
        employment=employment.kind,
        started=employment.from_,
        ended=employment.to,
        standings=sorted(service.standings(id_, day)),
        away=service.absence(id_, day) is not None,
        children=len(service.cases_of(id_, day)),
    )


def team_lines(names: Names, teams: frozenset[str] | None, *, everything: bool) -> list[TeamLine]:
    """These teams (None: all), by name; `everything`: also those that have ended by then."""
    known = [team for team in names.service.teams.values() if teams is None or team.id in teams]
    open_ = [team for team in known if everything or team.ended is None or team.ended >= names.as_of]
    return sorted((team_line(names, team.id) for team in open_), key=lambda line: line.name)


def team_line(names: Names, id_: str) -> TeamLine:
    """One team on the day."""
    service, day = names.service, names.as_of
    team = service.teams[id_]
    manager = service.manager(id_, day)
    post = service.post(manager, day)
    return TeamLine(
        id=id_,
        name=team.name,
        kind=team.kind,
        parent=team.parent,
        manager=manager if post and post.team == id_ else None,
        people=len(people_of(names, id_)),
        children=len(children_of(names, id_)),
        started=team.started,
        ended=team.ended,
    )


def people_of(names: Names, team: str) -> list[str]:
    """Who works in a team on the day, by name."""
    found = [one for one in names.service.workers if (post := names.post(one)) and post.team == team]
    return sorted(found, key=names.worker)


def children_of(names: Names, team: str) -> list[str]:
    """The open cases of a team on the day, by reference."""
    service, day = names.service, names.as_of
    return [one for one in sorted(service.cases) if service.status(one, day) and service.case_team(one, day) == team]


def case_lines(
    names: Names, teams: frozenset[str] | None, worker: str | None = None, *, everything: bool
) -> list[CaseLine]:
    """The cases of these teams (None: of all), of one worker if named, by reference; `everything`: also closed ones."""
    lines = [case_line(names, one) for one in sorted(names.service.cases)]
    return [
        line
        for line in lines
        if (everything or line.open)
        and (teams is None or line.team in teams)
        and (worker is None or line.worker == worker)
    ]


def case_line(names: Names, id_: str) -> CaseLine:
    """One case on the day."""
    service, day = names.service, names.as_of
    case, status = service.cases[id_], service.status(id_, day)
    shown = status or case.status[-1]
    worker = service.case_worker(id_, day)
    team, open_ = service.case_team(id_, day), status is not None
    return CaseLine(id_, case.family, list(shown.category), worker, team, shown.from_, open_)


def worker_words(line: WorkerLine, names: Names) -> list[str]:
    """The role, and what a supervisor keeps in mind: a locum, newly qualified, on probation, away."""
    words = [names.role_name(line.role)] if line.role else []
    words += [line.employment] if line.employment != "permanent" else []
    words += [spaced(one) for one in line.standings if one != "registered"]
    return [*words, *(["away"] if line.away else [])]


def has_left(line: WorkerLine, day: date) -> bool:
    """Whether the last day of employment is past."""
    return line.ended is not None and line.ended < day
