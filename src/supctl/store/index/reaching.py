"""In which teams' lists a unit may stand, on whatever day: those whose units are looked at when a team is asked for.

A worker may stand in the lists of the teams of all their posts, a case in those it names and those of everybody who
ever held it. What belongs to no team that the store knows stands in every list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

from supctl.facts import Case, Worker
from supctl.facts.noted import ALL, Asked
from supctl.store.index.database import held
from supctl.store.index.entering import CASES_FOLDER, TEAMS_FOLDER, WORKERS_FOLDER, Link

EVERYWHERE: Final = ""
EACH: Final = "*"
"""Under this name each unit stands once."""

_UNIT_OF: Final = {"of-worker": "worker", "of-case": "case", "of-team": "team"}
_LINKED: Final = {Link.OF_SUPERVISEE: "worker", Link.OF_CASE: "case", Link.OF_TEAM: "team"}
Unit = tuple[str, str]


def reach_again(connection: sqlite3.Connection, told: Collection[Asked] | None) -> None:
    """Work out again where units may stand, after what was told has changed (None: of all of them)."""
    reach = _Reach(connection)
    if told is None:
        reach.everything()
        return
    cases = [row[0] for one in told if one.what == "worker" for row in reach.held_by(one.id)]
    named = {(one.what, one.id) for one in told if one.what in {"worker", "case", "team"} and one.id != ALL}
    for kind, unit in {*named, *(("case", case) for case in cases)}:
        reach.put(kind, unit)
    for one in told:
        if one.what in _UNIT_OF and one.id != ALL:
            reach.put_unknown(_UNIT_OF[one.what], one.id)


class _Reach:
    """The table of where units may stand."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._workers: dict[str, Worker | None] = {}

    def everything(self) -> None:
        """Of everybody and everything that the index knows."""
        add = self._connection.execute
        for name in (EACH, EVERYWHERE):
            add("INSERT OR IGNORE INTO reach VALUES (?, 'service', 'service')", [name])
        for folder, kind in ((TEAMS_FOLDER, "team"), (WORKERS_FOLDER, "worker"), (CASES_FOLDER, "case")):
            for id_, entity in add("SELECT id, entity FROM files WHERE folder = ?", [folder]).fetchall():
                self._put(kind, id_, self._teams(kind, id_, entity))
        for link, kind in _LINKED.items():
            for (unit,) in add("SELECT DISTINCT key FROM links WHERE what = ?", [link]).fetchall():
                self.put_unknown(kind, unit)

    def put(self, kind: str, unit: str) -> None:
        """Of one unit."""
        folder = {"team": TEAMS_FOLDER, "worker": WORKERS_FOLDER, "case": CASES_FOLDER}[kind]
        self._connection.execute("DELETE FROM reach WHERE kind = ? AND unit = ?", [kind, unit])
        self._put(kind, unit, self._teams(kind, unit, self._entity(folder, unit)))

    def put_unknown(self, kind: str, unit: str) -> None:
        """Of one that a record names, if no file does."""
        known = self._connection.execute(
            "SELECT 1 FROM reach WHERE team = ? AND kind = ? AND unit = ?", [EACH, kind, unit]
        )
        if not known.fetchone():
            self._put(kind, unit, self._teams(kind, unit, None))

    def held_by(self, worker: str) -> Iterable[tuple[str]]:
        """The cases that a worker ever held."""
        return self._connection.execute(
            "SELECT files.id FROM links JOIN files USING (n) WHERE what = ? AND key = ?", [Link.HELD, worker]
        ).fetchall()

    def _put(self, kind: str, unit: str, teams: Iterable[str]) -> None:
        rows = [(team, kind, unit) for team in {EACH, *teams}]
        self._connection.executemany("INSERT OR IGNORE INTO reach VALUES (?, ?, ?)", rows)

    def _teams(self, kind: str, unit: str, data: bytes | None) -> set[str]:
        if kind == "team":
            return {unit}
        entity = held(data) if data is not None else None
        if kind == "worker":
            self._workers[unit] = entity if isinstance(entity, Worker) else None
            return _teams_of(self._workers[unit])
        if not isinstance(entity, Case):
            return {EVERYWHERE}
        workers = {status.worker for status in entity.status if status.worker}
        teams = {team for worker in workers for team in _teams_of(self._worker(worker))}
        stray = {EVERYWHERE} if self._may_be_nowhere(entity) else set[str]()
        return teams | stray | {status.team for status in entity.status if status.team}

    def _may_be_nowhere(self, case: Case) -> bool:
        """Whether there may be a day on which no team of the case is known: its first entry may not lead to one."""
        first = case.status[0]
        if first.team:
            return False
        worker = self._worker(first.worker) if first.worker else None
        if worker is None or not worker.employment or worker.employment[0].from_ > first.from_:
            return True
        return not any(post.team and post.from_ <= first.from_ for post in worker.post)

    def _worker(self, worker: str) -> Worker | None:
        if worker not in self._workers:
            data = self._entity(WORKERS_FOLDER, worker)
            found = held(data) if data is not None else None
            self._workers[worker] = found if isinstance(found, Worker) else None
        return self._workers[worker]

    def _entity(self, folder: int, id_: str) -> bytes | None:
        rows = self._connection.execute("SELECT id, entity FROM files WHERE id = ? AND folder = ?", [id_, folder])
        return next((entity for found, entity in rows.fetchall() if found == id_), None)


def _teams_of(worker: Worker | None) -> set[str]:
    return {post.team for post in worker.post if post.team} if worker else set()
