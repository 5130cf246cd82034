"""The `given` of a scenario: facts written in one place, as they would stand in a store, and no file is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from supctl.documents import ORIGIN, Document, Entry, Origin, Shape, Values, read
from supctl.errors import Finding, InputError
from supctl.facts import Calendar, Case, HeldItem, Record, Service, Team, Worker
from supctl.facts.wellformed import case_problems, record_problems, team_problems, worker_problems
from supctl.facts.words import Vocabulary
from supctl.policy import Choice

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONG_AGO = dt.date(1990, 1, 1)
_POST_KEYS = ("role", "team", "supervisor", "professional_supervisor", "line_manager")


class Opening(Shape):
    """From which day the store is complete."""

    from_: dt.date = Field(alias="from")


class Closures(Shape):
    """Days on which the service is shut."""

    closures: tuple[dt.date, ...] = ()


class GivenSettings(Entry):
    """Settings that answers depend on; a scenario has no opening unless it says so."""

    name: str = ""
    opening: Opening | None = None
    calendar: Closures = Closures()
    file: tuple[HeldItem, ...] = ()


class StepTaken(Entry):
    """A step of a chain that somebody has taken, and when."""

    step: str
    on: dt.date


class GivenEscalation(Entry):
    """Something that was raised: about whom, a case or a record; by whom, by which chain, and the steps taken since."""

    about: str
    raised_by: str | None = None
    kind: Literal["disagreement", "practice"] | None = None
    clause: str | None = None
    steps: tuple[StepTaken, ...] = ()


class Given(Entry):
    """What is given: people and cases by id, records, and what the service decided on readings."""

    settings: Mapping[str, object] = Field(default_factory=dict)
    teams: Mapping[str, Mapping[str, object]] = Field(default_factory=dict)
    workers: Mapping[str, Mapping[str, object]] = Field(default_factory=dict)
    cases: Mapping[str, Mapping[str, object]] = Field(default_factory=dict)
    records: tuple[Mapping[str, object], ...] = ()
    escalations: Mapping[str, GivenEscalation] = Field(default_factory=dict)
    readings: tuple[Choice, ...] = ()


def facts_from(given: Mapping[str, object], words: Vocabulary) -> Service:
    """The facts of a `given` written in Python, for the tests of a plugin. Raises InputError."""
    origin = Origin(Document("given", ""))
    return service_of(read(Given, given, origin), origin, words)


def files_from(given: Mapping[str, object]) -> Mapping[str, object]:
    """A `given` as the files of a store say it: with the names, starts, posts and ids that examples may leave out."""
    origin = Origin(Document("given", ""))
    said = read(Given, given, origin)
    early = _before_everything(said)
    return {
        "teams": {id_: _as_written({"name": id_, **values}) for id_, values in said.teams.items()},
        "workers": {id_: _as_written(_worker(id_, values, early, origin)) for id_, values in said.workers.items()},
        "cases": {id_: _as_written(values) for id_, values in said.cases.items()},
        "records": [_as_written(_record_values(values, index)) for index, values in enumerate(said.records)],
    }


def _as_written(value: object) -> object:
    """A value as a file has it: dates as dates, and nothing of where it was written."""
    if isinstance(value, Mapping):
        return {key: _as_written(inside) for key, inside in value.items() if key != ORIGIN}
    if isinstance(value, list | tuple):
        return [_as_written(inside) for inside in value]
    is_day = isinstance(value, str) and _DAY.fullmatch(value)
    return dt.date.fromisoformat(value) if isinstance(value, str) and is_day else value


def service_of(given: Given, origin: Origin, words: Vocabulary) -> Service:
    """The facts that a `given` states. Raises InputError with every problem, each at its line."""
    settings = read(GivenSettings, given.settings, origin.at("settings"))
    early = _before_everything(given)
    problems: list[Finding] = []
    workers, cases, teams = dict[str, Worker](), dict[str, Case](), dict[str, Team]()
    for id_, values in given.workers.items():
        worker = read(Worker, _worker(id_, values, early, origin.at("workers", id_)), origin.at("workers", id_), id=id_)
        workers[id_] = worker
        problems += worker_problems(worker, words)
    for id_, values in given.cases.items():
        cases[id_] = read(Case, values, origin.at("cases", id_), id=id_)
        problems += case_problems(cases[id_], words)
    for id_, values in given.teams.items():
        teams[id_] = read(Team, {"name": id_, **values}, origin.at("teams", id_), id=id_)
        problems += team_problems(teams[id_], words)
    records = [_record(values, index, origin.at("records", index)) for index, values in enumerate(given.records)]
    problems += [problem for record in records for problem in record_problems(record, words)]
    if problems:
        raise InputError(problems)
    return Service(
        workers=workers,
        teams=teams,
        cases=cases,
        records=records,
        opening=settings.opening.from_ if settings.opening else None,
        calendar=Calendar(frozenset(settings.calendar.closures)),
        vocabulary=words,
        name=settings.name,
        file=[(item.item, item.date) for item in settings.file],
    )


def _worker(id_: str, values: Values, early: dt.date, origin: Origin) -> dict[str, object]:
    """A worker with a name, a start, and, where role or supervisor stand at the top, one post from that start."""
    made: dict[str, object] = {"name": id_.capitalize(), **values}
    made.pop(ORIGIN, None)
    if not isinstance(made.get("employment"), list):
        made.setdefault("started", early)
    top = {key: made.pop(key) for key in _POST_KEYS if key in made}
    if top and "post" not in made:
        employment = made.get("employment")
        first = employment[0] if isinstance(employment, list) and employment else None
        started = first.get("from") if isinstance(first, Mapping) else made["started"]
        made["post"] = [{"from": started, "role": "social-worker", **top, ORIGIN: origin}]
    return made


def _record(values: Values, index: int, origin: Origin) -> Record:
    return read(Record, _record_values(values, index), origin)


def _record_values(values: Values, index: int) -> dict[str, object]:
    """What is said of a record, with an id."""
    made = {key: value for key, value in values.items() if key not in {"fields", ORIGIN}}
    fields = values.get("fields")
    made["id"] = record_id(values, index)
    if isinstance(fields, Mapping):
        made["answers"] = {**fields}
    return made


def record_id(values: Values, index: int) -> str:
    """The record's id; one made from its date, activity and subject where it is left out."""
    who = values.get("supervisee") or next(iter(_list(values.get("cases"))), None) or values.get("team") or "service"
    return str(values.get("id") or f"{values.get('date')}-{values.get('activity')}-{who}-{index + 1}")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _before_everything(given: Given) -> dt.date:
    """A day before every date given: since then somebody has worked here whose start is left out."""
    earliest = min(_dates([given.workers, given.cases, given.records, given.teams]), default=LONG_AGO)
    return min(LONG_AGO, earliest - dt.timedelta(days=1))


def last_day_of(given: Given) -> dt.date | None:
    """The last of the dates given; None where there is none."""
    return max(_dates([given.workers, given.cases, given.records, given.teams]), default=None)


def _dates(value: object) -> Iterator[dt.date]:
    if isinstance(value, dt.datetime):
        return
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _dates(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _dates(inside)
