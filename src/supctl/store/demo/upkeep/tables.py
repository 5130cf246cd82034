"""The demo's tables while they are worked on, and the facts that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from supctl.answers import Obligation
from supctl.documents import Document, Origin, ShapeType, read
from supctl.errors import Finding
from supctl.facts import Case, Record, Service, Team, Worker
from supctl.policy import FormField, Policy, Requirement
from supctl.records.ids import Taken, record_id
from supctl.store.demo.chance import Certain, Chance

Table = dict[str, object]
OnForm = Callable[[Record, Service], Table]
Complete = Callable[[Table, Table | None], Table]
"""A record's table with what its form adds to it (None: without a form)."""

_NOWHERE = Origin(Document("the demo", ""))


@dataclass(frozen=True)
class LeftOpen:
    """What the demo leaves open on purpose.

    `sessions`: subject/activity; `duties`: ids of what they follow; `findings`: subject or record/what is missing.
    """

    sessions: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()

    def holds(self, one: Obligation) -> bool:
        """Whether this is left open."""
        if one.kind == "frequency":
            return any(f"{one.subject.id}/{activity}" in self.sessions for activity in one.activities)
        return str(one.after) in self.duties

    def spares(self, one: Finding, rule: Requirement | None) -> bool:
        """Whether what a requirement finds missing is left so."""
        missing = (*rule.item, *rule.activity, *rule.steps) if rule else ()
        return any(f"{whose}/{what}" in self.findings for whose in (one.subject, one.record) for what in missing)


@dataclass
class Tables:
    """People, teams, children and records of the demo, by the authority's policy, as they stand on a day.

    `complete` makes a whole record of a table; `certain`: nothing is left to chance. Whatever changes a record or an
    entry calls `changed`.
    """

    given: Table
    records: list[Table]
    policy: Policy
    as_of: date
    on_form: OnForm | None
    complete: Complete
    certain: bool = False
    _read: dict[str, Record] = field(default_factory=dict)
    _forms: dict[str, Table | None] = field(default_factory=dict)

    @cached_property
    def opening(self) -> date:
        """The day from which the demo is complete."""
        return cast("date", cast("Table", cast("Table", self.given["settings"])["opening"])["from"])

    def entry(self, kind: str, id_: str) -> Table:
        """The table of a worker, team or case; `kind` in the plural."""
        return cast("dict[str, Table]", self.given[kind])[id_]

    def record(self, id_: str | None) -> Table | None:
        """A record's table, by its last letters; none of one that is only logged: it is still to be written up."""
        found = next((one for one in self.records if one["id"] == id_), None)
        logged = found and cast("Table", found.get("source", {})).get("kind") == "logged"
        return None if logged else found

    def chance(self, *name: object) -> Chance:
        """The draws that belong to a name."""
        return Certain(1) if self.certain else Chance(1, self.policy.id, *name)

    # --- the facts ----------------------------------------------------------------------------------------------------

    @property
    def service(self) -> Service:
        """The facts as they are now."""
        return Service(
            workers=self._people.workers,
            teams=self._people.teams,
            cases=self._people.cases,
            records=tuple(sorted((self._as_read(one) for one in self.records), key=lambda one: (one.date, one.id))),
            opening=self.opening,
            vocabulary=self.policy.vocabulary,
            file=[(str(one["item"]), cast("date", one["date"])) for one in self.file_of("service", "")],
        )

    @cached_property
    def _people(self) -> Service:
        return Service(
            workers=_read_all(Worker, self.given["workers"]),
            teams=_read_all(Team, self.given["teams"]),
            cases=_read_all(Case, self.given["cases"]),
            vocabulary=self.policy.vocabulary,
        )

    def _as_read(self, record: Table) -> Record:
        id_ = str(record["id"])
        if id_ not in self._read:
            self._read[id_] = read(Record, self.complete(record, self._form(id_, record)), _NOWHERE)
        return self._read[id_]

    def _form(self, id_: str, record: Table) -> Table | None:
        if id_ not in self._forms:
            self._forms[id_] = self.on_form(read(Record, record, _NOWHERE), self._people) if self.on_form else None
        return self._forms[id_]

    # --- changing them ------------------------------------------------------------------------------------------------

    def changed(self, record: Table | None = None) -> bool:
        """A record was changed, or (None) an entry: it is read again. True, so that it can be given back."""
        if record is None:
            self.__dict__.pop("_people", None)
        else:
            self._read.pop(str(record["id"]), None)
        return True

    def add(self, record: Table, subject: str) -> Table:
        """The record with an id of its own, among the others."""
        taken = Taken(added={f"-{one['id']}" for one in self.records})
        whole = record_id(cast("date", record["date"]), str(record["activity"]), subject, taken)
        added = {"id": whole[-4:], **record}
        self.records.append(added)
        return added

    def file_of(self, kind: str, id_: str) -> list[Table]:
        """The items that a worker, case or the service holds on file."""
        entry = cast("Table", self.given["settings"]) if kind == "service" else self.entry(f"{kind}s", id_)
        return cast("list[Table]", entry.setdefault("file", []))

    def take(self, record: Table, step: Table) -> bool:
        """A step of a record more; steps stand in the order of their days."""
        steps = cast("list[Table]", record.setdefault("steps", []))
        steps.append({key: value for key, value in step.items() if value is not None})
        steps.sort(key=lambda one: cast("date", one["on"]))
        return self.changed(record)

    # --- forms --------------------------------------------------------------------------------------------------------

    def field_of(self, record: Table, name: str) -> FormField | None:
        """A field (section.field) of the form that a record is on."""
        form = (self._form(str(record["id"]), record) or {}).get("form")
        for template in self.policy.templates:
            if template.id == form:
                return next((one for whole, _, one in template.fields() if whole == name), None)
        return None

    def say(self, record: Table, name: str, answer: object) -> bool:
        """A record answers a field so."""
        cast("Table", record.setdefault("answers", {}))[name] = answer
        return self.changed(record)

    # --- days ---------------------------------------------------------------------------------------------------------

    def working(self, day: date, *, back: bool = False) -> date:
        """The day, or the next working day (the last one before it: `back`)."""
        calendar = self._people.calendar
        while not calendar.is_working_day(day):
            day += timedelta(days=-1 if back else 1)
        return day


def _read_all(shape: type[ShapeType], tables: object) -> dict[str, ShapeType]:
    known = cast("Mapping[str, Table]", tables)
    return {id_: read(shape, {"id": id_, **values}, _NOWHERE) for id_, values in known.items()}


def strings(value: object) -> Sequence[str]:
    """One word or several, as several."""
    return [value] if isinstance(value, str) else [str(one) for one in cast("Iterable[object]", value or ())]
