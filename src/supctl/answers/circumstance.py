"""A circumstance: somebody, or a child, of whom just so much is said that a policy's rules can be asked about them.

Nobody in it is anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from supctl.answers.circumstances import Circumstances
from supctl.answers.subject import Subject
from supctl.documents import Document, Origin, ShapeType, read
from supctl.facts import Case, Interval, Service, Team, Worker
from supctl.facts.histories import ONE_DAY
from supctl.facts.words import Vocabulary
from supctl.policy import Conditions, Policy, Row, SubjectKind

Kind = Literal["worker", "case", "team", "service"]
_ID, _OVER, _CASE, _TEAM, _BELOW = "somebody", "supervisor", "CHILD", "team", "another"
_LONG = timedelta(days=3650)
_BESIDE = ("line-manager", "professional-supervisor")


@dataclass(frozen=True, order=True)
class Circumstance:
    """What is said of a worker, a child, a team or the service; what is left out is usual.

    `stage`: they started so long ago that this was just over (None, with `under`: it has only begun); `under`: and
    that this has not passed; both None: long ago. `holds_cases` and `supervises` of a worker; `role` with its group.
    """

    kind: Kind
    role: str = ""
    group: str = ""
    standing: tuple[str, ...] = ()
    stage: str = ""
    under: str = ""
    employment: str = "permanent"
    team_kind: str = ""
    holds_cases: bool = False
    supervises: bool = False
    has: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    approval: str = ""
    event: str = ""

    def asked(self, day: date, words: Vocabulary) -> Asked:
        """It as facts on a day, with these words known."""
        return Asked(self, day, words)


@dataclass(frozen=True)
class Asked:
    """A circumstance on a day, of which policies are asked."""

    of: Circumstance
    day: date
    words: Vocabulary

    def holds(self, kind: SubjectKind, when: Conditions, unless: Conditions | None = None) -> bool:
        """Whether conditions hold of it, as a rule about this kind of subject sees it; of a record nothing is asked."""
        subject = self._subject(kind)
        if subject is None:
            return False
        without = when.model_copy(update={"answered": (), "gap_over": None}) if when.of_record else when
        known = Circumstances(self.service, subject)
        return known.hold(without, self.day, None if unless and unless.of_record else unless)

    def row(self, policy: Policy, kind: SubjectKind, rows: Sequence[Row]) -> Row | None:
        """The first row of a frequency that governs it."""
        return next((row for row in rows if self._governs(policy, kind, row)), None)

    def _governs(self, policy: Policy, kind: SubjectKind, row: Row) -> bool:
        if not policy.holds_under(row, self.day) or not self.holds(kind, row.when, row.unless):
            return False
        return row.approved is None or self.of.approval in row.when.approval

    def _subject(self, kind: SubjectKind) -> Subject | None:
        if self.of.kind == "worker" and kind in {"worker", "pair", "action"}:
            subjects = {"pair": Subject("pair", f"{_ID}+{_OVER}", worker=_ID, with_=_OVER)}
            return subjects.get(kind) or Subject(kind, _ID, worker=_ID if kind == "action" else None)
        ids = {"case": _CASE, "team": _TEAM, "service": "service"}
        return Subject(kind, ids[kind]) if kind == self.of.kind else None

    @cached_property
    def service(self) -> Service:
        """The facts: somebody with a supervisor and a team, or a child held by somebody."""
        workers = {
            _ID: self._worker(),
            _OVER: _person(_OVER, self.day, "team-manager", None),
            **({_BELOW: _person(_BELOW, self.day, "social-worker", _ID)} if self.of.supervises else {}),
        }
        kind = self.of.team_kind or "other"
        team = _read(Team, {"id": _TEAM, "name": "Team", "kind": kind, "started": self.day - _LONG})
        return Service(workers=workers, teams={_TEAM: team}, cases=self._cases(), vocabulary=self.words)

    def _worker(self) -> Worker:
        one, started = self.of, self.started
        beside = {name.replace("-", "_"): "else" for name in one.has if name in _BESIDE}
        post = {"from": started, "role": one.role or "social-worker", "team": _TEAM, "supervisor": _OVER, **beside}
        standing = [{"is": word, "from": started} for word in one.standing]
        values = {"name": "Somebody", "started": started, "employment": one.employment, "standing": standing}
        return _read(Worker, {"id": _ID, **values, "post": [post]})

    def _cases(self) -> dict[str, Case]:
        one, began = self.of, self.day - _LONG
        category = list(one.category) or ["other"]
        status = {"from": began, "category": category, "worker": _ID, "team": _TEAM}
        approval = {"what": one.approval, "date": began, "reason": "agreed", "every": "12 weeks"}
        event = {"id": "e1", "date": self.day, "kind": one.event}
        values = {
            "id": _CASE,
            "initials": "AB",
            "status": [status],
            "approval": [approval] if one.approval else [],
            "event": [event] if one.event else [],
        }
        return {_CASE: _read(Case, values)} if one.kind == "case" or one.holds_cases else {}

    @cached_property
    def started(self) -> date:
        """The first day of employment: so that the stage before is just over, and the next one has only begun."""
        if not self.of.stage:
            return self.day if self.of.under else self.day - _LONG
        stage = Interval.read(self.of.stage)
        start = self.day - timedelta(days=1)
        while stage.after(start) > self.day:
            start -= ONE_DAY
        return start


def _person(id_: str, day: date, role: str, supervisor: str | None) -> Worker:
    post = {"from": day - _LONG, "role": role, "team": _TEAM, "supervisor": supervisor}
    known = {key: value for key, value in post.items() if value}
    return _read(Worker, {"id": id_, "name": "Somebody", "started": day - _LONG, "post": [known]})


def _read(shape: type[ShapeType], values: Mapping[str, object]) -> ShapeType:
    return read(shape, values, Origin(Document("a circumstance", "")))
