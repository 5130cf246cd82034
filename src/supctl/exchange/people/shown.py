"""A person, a team or a case with its whole history, as data. Ids, never initials; no reason of an absence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from supctl.answers.diary import booked_from
from supctl.exchange.names import Names
from supctl.exchange.people.lists import children_of, people_of, team_line
from supctl.facts import HeldItem


@dataclass(frozen=True)
class SpanData:
    """A word that holds between two days: a kind of employment, a standing; of an absence, "away"."""

    what: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class PostData:
    """A post, until the next one or its own last day."""

    since: dt.date
    until: dt.date | None
    role: str
    team: str | None
    supervisor: str | None
    professional_supervisor: str | None
    line_manager: str | None


@dataclass(frozen=True)
class CoverData:
    """Who stands in, and for what."""

    since: dt.date
    until: dt.date | None
    by: str
    covers: str


@dataclass(frozen=True)
class DatedData:
    """Something of a day: a session booked, an item on file."""

    what: str
    date: dt.date


@dataclass(frozen=True)
class WorkerData:
    """`supctl worker show ID --format json`. `booked`: from the day asked on, in the diary or by a record."""

    as_of: dt.date
    id: str
    name: str
    path: str
    employment: list[SpanData]
    standing: list[SpanData]
    post: list[PostData]
    absence: list[SpanData]
    cover: list[CoverData]
    booked: list[DatedData]
    file: list[DatedData]
    supervisees: list[str]
    children: list[str]


@dataclass(frozen=True)
class TeamData:
    """`supctl team show ID --format json`."""

    as_of: dt.date
    id: str
    name: str
    path: str
    kind: str
    started: dt.date | None
    ended: dt.date | None
    parent: str | None
    below: list[str]
    manager: str | None
    people: list[str]
    children: list[str]


@dataclass(frozen=True)
class StatusData:
    """What a case was, and who held it, until the next entry or its own last day."""

    since: dt.date
    until: dt.date | None
    category: list[str]
    worker: str | None
    team: str | None


@dataclass(frozen=True)
class EventData:
    """Something that happened."""

    id: str
    date: dt.date
    kind: str


@dataclass(frozen=True)
class ApprovalData:
    """An exception that somebody agreed to; its reason is said in no data."""

    what: str
    by: str | None
    role: str | None
    date: dt.date
    until: dt.date | None
    every: str | None
    reason_given: bool


@dataclass(frozen=True)
class CaseData:
    """`supctl case show REF --format json`. `worker` and `team` are those of the day.

    `away`: whether the worker is, on the day; `cover`: who then stands in.
    """

    as_of: dt.date
    id: str
    path: str
    family: str | None
    siblings: list[str]
    open: bool
    worker: str | None
    team: str | None
    away: bool
    cover: str | None
    status: list[StatusData]
    event: list[EventData]
    approval: list[ApprovalData]
    file: list[DatedData]


def worker_data(names: Names, id_: str) -> WorkerData:
    """A person as known on the day."""
    service, day = names.service, names.as_of
    worker = service.workers[id_]
    here = service.employment(id_, day) is not None or all(one.from_ > day for one in worker.employment)
    return WorkerData(
        as_of=day,
        id=id_,
        name=worker.name,
        path=worker.origin.path,
        employment=[SpanData(one.kind, one.from_, one.to) for one in worker.employment],
        standing=[SpanData(one.is_, one.from_, one.to) for one in worker.standing],
        post=[
            PostData(
                one.from_, one.to, one.role, one.team, one.supervisor, one.professional_supervisor, one.line_manager
            )
            for one in worker.post
        ],
        absence=[SpanData("away", one.from_, one.to) for one in worker.absence],
        cover=[CoverData(one.from_, one.to, one.by, one.for_) for one in worker.cover],
        booked=[DatedData(activity, booked) for booked, activity in booked_from(service, id_, day)] if here else [],
        file=_items(worker.file),
        supervisees=service.supervisees(id_, day),
        children=service.cases_of(id_, day),
    )


def team_data(names: Names, id_: str) -> TeamData:
    """A team as known on the day."""
    team, line = names.service.teams[id_], team_line(names, id_)
    return TeamData(
        as_of=names.as_of,
        id=id_,
        name=team.name,
        path=team.origin.path,
        kind=team.kind,
        started=team.started,
        ended=team.ended,
        parent=team.parent,
        below=sorted(other.id for other in names.service.teams.values() if other.parent == id_),
        manager=line.manager,
        people=people_of(names, id_),
        children=children_of(names, id_),
    )


def case_data(names: Names, id_: str) -> CaseData:
    """A case as known on the day."""
    service, day = names.service, names.as_of
    case, worker = service.cases[id_], service.case_worker(id_, day)
    away = service.absence(worker, day) is not None
    return CaseData(
        as_of=day,
        id=id_,
        path=case.origin.path,
        family=case.family,
        siblings=[
            one.id for one in service.cases.values() if case.family and one.family == case.family and one != case
        ],
        open=service.status(id_, day) is not None,
        worker=worker,
        team=service.case_team(id_, day),
        away=away,
        cover=service.cover(worker, day, "cases") if away else None,
        status=[StatusData(one.from_, one.to, list(one.category), one.worker, one.team) for one in case.status],
        event=[EventData(one.id, one.date, one.kind) for one in sorted(case.event, key=lambda one: one.date)],
        approval=[
            ApprovalData(
                one.what, one.by, one.role, one.date, one.until, str(one.every) if one.every else None, bool(one.reason)
            )
            for one in sorted(case.approval, key=lambda one: one.date)
        ],
        file=_items(case.file),
    )


def _items(file: Sequence[HeldItem]) -> list[DatedData]:
    return [DatedData(one.item, one.date) for one in sorted(file, key=lambda one: one.date)]
