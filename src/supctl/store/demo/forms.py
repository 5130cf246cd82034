"""On which form the grown demo's records are: asked once for each kind of record, person and child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from supctl.documents import Document, Origin, ShapeType, read
from supctl.facts import Case, Record, Service, Team, Vocabulary, Worker
from supctl.store.demo.days import Day, as_date, iso
from supctl.store.demo.drafted import Drafted, Json

Table = dict[str, object]
OnForm = Callable[[Record, Service], Table]
"""Of a record: `form`, `form_version` and `answers`, as its facts keep them."""

_SOMEBODY, _CHILD, _GIVER, _TEAM = "somebody", "CHILD", "giver", "team"
_LONG_AGO = 4000


class Kind(NamedTuple):
    """What a form may go by: of the record, of the person it is about, and of the first child."""

    activity: str
    role: str | None
    employment: str
    standing: tuple[str, ...]
    team_kind: str
    holds_cases: bool
    category: tuple[str, ...]


class Answered(NamedTuple):
    """A form and its answers; those that name the day, the person or the child stand for every record's own."""

    form: str | None
    version: str | None
    answers: Mapping[str, object]


class Forms:
    """The authority's forms, as `on_form` tells of them; without it records name the activity itself."""

    def __init__(self, on_form: OnForm | None, vocabulary: Vocabulary) -> None:
        self._on_form = on_form
        self._vocabulary = vocabulary
        self._known: dict[Kind, Answered] = {}

    def fill(self, record: Drafted, kind: Kind) -> Drafted:
        """The record with its form and what it answers."""
        if self._on_form is None:
            record.form = record.activity
            return record
        if kind not in self._known:
            self._known[kind] = self._ask(self._on_form, kind, record)
        known = self._known[kind]
        record.form, record.form_version = known.form, known.version
        own: dict[object, str | None] = {
            _SOMEBODY: record.supervisee,
            _CHILD: record.cases[0] if record.cases else None,
        }
        record.answers = {key: _own(value, record.day, own) for key, value in known.answers.items()}
        return record

    def _ask(self, on_form: OnForm, kind: Kind, record: Drafted) -> Answered:
        day = as_date(record.day)
        asked: Table = {"id": "asked", "activity": kind.activity, "date": day, "authority": None}
        asked |= {"supervisee": _SOMEBODY} if kind.role else {}
        asked |= {"supervisor": _GIVER} if record.supervisor else {}
        asked |= {"cases": [_CHILD]} if record.cases else {}
        asked |= {"team": _TEAM} if record.team else {}
        told = on_form(_read(Record, asked), self._service(kind, record.day))
        answers = told.get("answers", {})
        version = told.get("form_version")
        form = told.get("form")
        return Answered(
            str(form) if form else None, str(version) if version else None, answers if isinstance(answers, dict) else {}
        )

    def _service(self, kind: Kind, day: Day) -> Service:
        """A service of one person, one child and one team, such as the form is asked for."""
        before = as_date(day - _LONG_AGO)
        worker: Table = {
            "name": "Somebody",
            "started": before,
            "employment": kind.employment,
            "standing": [{"is": one, "from": before} for one in kind.standing],
            "post": [{"from": before, "role": kind.role or "other", "team": _TEAM}],
        }
        holder = _SOMEBODY if kind.holds_cases else None
        case: Table = {"initials": "AB", "status": [{"from": before, "category": list(kind.category or ("other",))}]}
        held: Table = {"initials": "AB", "status": [{"from": before, "category": "other", "worker": holder}]}
        return Service(
            workers={_SOMEBODY: _read(Worker, {"id": _SOMEBODY, **worker})},
            teams={_TEAM: _read(Team, {"id": _TEAM, "name": "Team", "kind": kind.team_kind})},
            cases={_CHILD: _read(Case, {"id": _CHILD, **case}), "HELD": _read(Case, {"id": "HELD", **held})},
            vocabulary=self._vocabulary,
        )


def _read(shape: type[ShapeType], values: Table) -> ShapeType:
    return read(shape, values, Origin(Document("the demo", "")))


def _own(value: object, day: Day, own: Mapping[object, str | None]) -> Json:
    if isinstance(value, date):
        return iso(day)
    if isinstance(value, list):
        return [_own(one, day, own) for one in value]
    if isinstance(value, str):
        return own.get(value, value)
    return value if isinstance(value, bool | int) else None
