"""A service that notes what was asked of it, so that an answer can say which facts it rests on.

Whatever is computed from a noted service comes out the same as long as no entry changes that `noted` names. A record
stands for every version of it: whoever tells what changed names whom any of its versions is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Generic, Literal, NamedTuple, TypeVar

from supctl.facts.cases import Case
from supctl.facts.gathered import Cases, Named, People, Records, people_of
from supctl.facts.people import Team, Worker
from supctl.facts.records import Record
from supctl.facts.service import Service

What = Literal["worker", "team", "case", "supervised", "in-team", "held", "of-worker", "of-case", "of-team", "record"]
Known = TypeVar("Known", Worker, Case, Team)


class Asked(NamedTuple):
    """Something that was asked of a service: an entry by its id, or what has to do with one.

    Where the whole of something was asked for, the id is ALL.
    """

    what: What
    id: str


ALL = ""


def noting(service: Service, noted: set[Asked]) -> Service:
    """The same service, noting in `noted` what is asked of it."""
    return replace(
        service,
        workers=_NotedPeople(service.people, noted),
        teams=_Noted(service.teams, "team", noted),
        cases=_NotedCases(service.held_cases, noted),
        records=_NotedRecords(service.gathered, noted),
    )


def changed_worker(*versions: Worker | None) -> set[Asked]:
    """What may be answered differently when a worker's entries change from one version to the other (None: no file)."""
    known = [worker for worker in versions if worker is not None]
    posts = [post for worker in known for post in worker.post]
    return {
        *(Asked("worker", name) for worker in known for name in (worker.id, ALL)),
        *(Asked("supervised", post.supervisor) for post in posts if post.supervisor),
        *(Asked("in-team", post.team) for post in posts if post.team),
    }


def changed_case(*versions: Case | None) -> set[Asked]:
    """As `changed_worker`, of a case."""
    known = [case for case in versions if case is not None]
    return {
        *(Asked("case", name) for case in known for name in (case.id, ALL)),
        *(Asked("held", status.worker) for case in known for status in case.status if status.worker),
    }


def changed_team(*versions: Team | None) -> set[Asked]:
    """As `changed_worker`, of a team."""
    return {Asked("team", name) for team in versions if team is not None for name in (team.id, ALL)}


def changed_records(records: Iterable[Record]) -> set[Asked]:
    """As `changed_worker`, of a record with all its versions, before the change and after it."""
    found: set[Asked] = set()
    for record in records:
        found |= {Asked("record", record.id), Asked("record", ALL)}
        found |= {Asked("of-worker", worker) for worker in people_of(record)}
        found |= {Asked("of-case", case) for case in record.cases}
        found.add(Asked("of-team", record.team or ALL))
    return found


class _Noted(Mapping[str, Known], Generic[Known]):
    """A mapping that notes which of its entries are asked for."""

    def __init__(self, known: Mapping[str, Known], what: What, noted: set[Asked]) -> None:
        self._known: Mapping[str, Known] = known
        self._what: What = what
        self._noted = noted

    def __getitem__(self, key: str) -> Known:
        self._noted.add(Asked(self._what, key))
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        self._noted.add(Asked(self._what, ALL))
        return iter(self._known)

    def __len__(self) -> int:
        self._noted.add(Asked(self._what, ALL))
        return len(self._known)


class _NotedPeople(_Noted[Worker], People):
    def __init__(self, people: People, noted: set[Asked]) -> None:
        super().__init__(people, "worker", noted)
        self._people = people

    def supervised_by(self, worker: str) -> Sequence[str]:
        self._noted.add(Asked("supervised", worker))
        return self._people.supervised_by(worker)

    def ever_in(self, team: str) -> Collection[str]:
        self._noted.add(Asked("in-team", team))
        return self._people.ever_in(team)

    @property
    def earliest(self) -> date:
        self._noted.add(Asked("worker", ALL))
        return self._people.earliest


class _NotedCases(_Noted[Case], Cases):
    def __init__(self, cases: Cases, noted: set[Asked]) -> None:
        super().__init__(cases, "case", noted)
        self._cases = cases

    def ever_of(self, worker: str) -> Sequence[str]:
        self._noted.add(Asked("held", worker))
        return self._cases.ever_of(worker)

    @property
    def earliest(self) -> date:
        self._noted.add(Asked("case", ALL))
        return self._cases.earliest


class _NotedRecords(Records):
    """Records that note of whom they are asked for; the versions of those given are no new question."""

    def __init__(self, records: Records, noted: set[Asked]) -> None:
        self._records = records
        self._noted = noted

    def __iter__(self) -> Iterator[Record]:
        self._noted.add(Asked("record", ALL))
        return iter(self._records)

    def __len__(self) -> int:
        self._noted.add(Asked("record", ALL))
        return len(self._records)

    def __contains__(self, record: object) -> bool:
        self._noted.add(Asked("record", ALL))
        return record in self._records

    def of_worker(self, worker: str) -> Sequence[Record]:
        self._noted.add(Asked("of-worker", worker))
        return self._records.of_worker(worker)

    def of_case(self, case: str) -> Sequence[Record]:
        self._noted.add(Asked("of-case", case))
        return self._records.of_case(case)

    def of_team(self, team: str) -> Sequence[Record]:
        self._noted.add(Asked("of-team", team))
        return self._records.of_team(team)

    def of_nobody(self) -> Sequence[Record]:
        self._noted.add(Asked("of-team", ALL))
        return self._records.of_nobody()

    def named(self, kind: Named) -> Collection[str]:
        self._noted.add(Asked("record", ALL))
        return self._records.named(kind)

    def called(self, ending: str) -> Collection[str]:
        self._noted.add(Asked("record", ALL))
        return self._records.called(ending)

    def drafted(self, ending: str) -> Sequence[Record]:
        self._noted.add(Asked("record", ALL))
        return self._records.drafted(ending)

    def with_id(self, record: str) -> Record | None:
        self._noted.add(Asked("record", record))
        return self._records.with_id(record)

    def amending(self, record: str) -> Sequence[Record]:
        self._noted.add(Asked("record", record))
        return self._records.amending(record)

    @property
    def earliest(self) -> date:
        self._noted.add(Asked("record", ALL))
        return self._records.earliest

    def with_versions(self, records: Iterable[Record]) -> list[Record]:
        return self._records.with_versions(records)
