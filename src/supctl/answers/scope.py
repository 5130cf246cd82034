"""Of whom answers are asked: everybody, or a few units, each with all that rests on it.

What is owed to or by a person, a child or a team follows from a handful of entries. A unit is the person, the case,
the team or the service that a subject belongs to: a pair and an action belong to their supervisee. The answers of all
units together are the answers of the service.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from supctl.answers.subject import SERVICE, Subject, Unit, UnitKind, unit_of
from supctl.answers.subjects import actions_of, pairs_of
from supctl.facts import Record, Service
from supctl.facts.gathered import by_date
from supctl.facts.timeline import Timeline
from supctl.policy import SubjectKind


def home_of(record: Record) -> Subject:
    """Whom a record is held against: its supervisee, else its first case, else its team, else the service."""
    if record.supervisee:
        return Subject("worker", record.supervisee)
    if record.cases:
        return Subject("case", record.cases[0])
    return Subject("team", record.team) if record.team else Subject("service", "service")


def every_unit(facts: Service) -> list[Unit]:
    """Everybody of whom anything can be asked, whether a file or only a record names them; in order."""
    named = facts.gathered.named
    found = {
        *(Unit("worker", one) for one in (*facts.workers, *named("worker"))),
        *(Unit("case", one) for one in (*facts.cases, *named("case"))),
        *(Unit("team", one) for one in (*facts.teams, *named("team"))),
        SERVICE,
    }
    return sorted(found)


@dataclass(frozen=True)
class Scope:
    """The facts of a day, and of whom answers are asked: of these units, or (None) of everybody."""

    service: Service
    units: Collection[Unit] | None = None

    def covers(self, subject: Subject) -> bool:
        """Whether answers about this subject are asked for."""
        return self.units is None or unit_of(subject) in self.units

    @cached_property
    def records(self) -> Timeline:
        """Every record that may concern what is asked, by date and id."""
        if self.units is None:
            return self.service.all_records()
        parts = [self._records_of(unit) for unit in self.units]
        if len(parts) == 1:
            return parts[0]
        found = {record.id: record for part in parts for record in part}
        return Timeline(sorted(found.values(), key=by_date))

    @cached_property
    def workers(self) -> Sequence[str]:
        """The people asked about, by id, in order."""
        return self._of("worker", self.service.workers)

    @cached_property
    def cases(self) -> Sequence[str]:
        """The cases asked about, by reference, in order."""
        return self._of("case", self.service.cases)

    @cached_property
    def teams(self) -> Sequence[str]:
        """The teams asked about, by id, in order."""
        return self._of("team", self.service.teams)

    def subjects(self, kind: SubjectKind, as_of: date) -> Iterator[Subject]:
        """Every subject of a kind that the facts know by that day, in order of id."""
        if kind == "worker":
            yield from (Subject("worker", worker) for worker in self.workers)
        elif kind == "case":
            yield from (Subject("case", case) for case in self.cases)
        elif kind == "team":
            yield from (Subject("team", team) for team in self.teams)
        elif kind == "pair":
            yield from (pair for worker in self.workers for pair in pairs_of(worker, self.service))
        elif kind == "action":
            for worker in self.workers:
                yield from (subject for subject, *_ in actions_of(worker, self.service, as_of))
        elif self.units is None or SERVICE in self.units:
            yield Subject("service", "service")

    def _of(self, kind: UnitKind, known: Collection[str]) -> Sequence[str]:
        if self.units is None:
            return sorted(known)
        return sorted(unit.id for unit in self.units if unit.kind == kind and unit.id in known)

    def _records_of(self, unit: Unit) -> Timeline:
        if unit.kind == "worker":
            return self.service.records_of_worker(unit.id)
        if unit.kind == "case":
            return self.service.records_of_case(unit.id)
        if unit.kind == "team":
            return self.service.records_of_team(unit.id)
        return Timeline(self.service.gathered.of_nobody())
