"""People, cases and records of a service gathered by id and by what they have to do with one another.

`People`, `Cases` and `Records` say what may be asked; whoever holds the facts (a list in memory, an index of a store)
answers. The ones here hold them in memory.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Generic, Literal, TypeVar

from supctl.facts.cases import Case
from supctl.facts.people import Worker
from supctl.facts.records import Record

Named = Literal["worker", "case", "team"]
EntityType = TypeVar("EntityType", Worker, Case)


class People(Mapping[str, Worker], ABC):
    """Workers by id. Look-ups may name somebody who no longer fits: whoever asks looks at the entries themselves."""

    @abstractmethod
    def supervised_by(self, worker: str) -> Sequence[str]:
        """Whose posts have ever named this person as supervisor, by id, in order."""

    @abstractmethod
    def ever_in(self, team: str) -> Collection[str]:
        """Whose posts have ever been in this team."""

    @property
    @abstractmethod
    def earliest(self) -> date:
        """The first day of any employment; date.max where there is nobody."""


class Cases(Mapping[str, Case], ABC):
    """Cases by reference."""

    @abstractmethod
    def ever_of(self, worker: str) -> Sequence[str]:
        """The cases that were ever allocated to this worker, by reference, in order."""

    @property
    @abstractmethod
    def earliest(self) -> date:
        """The first day of any case; date.max where there is none."""


class Records(Collection[Record], ABC):
    """Records by date and id, and by whom they are about; equal to any others that are the same, in the same order."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Collection) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # what may be compared item by item is no key

    @abstractmethod
    def of_worker(self, worker: str) -> Sequence[Record]:
        """Those whose supervisee, or one of those present, is this person."""

    @abstractmethod
    def of_case(self, case: str) -> Sequence[Record]:
        """Those about this case."""

    @abstractmethod
    def of_team(self, team: str) -> Sequence[Record]:
        """Those of this team's own sessions."""

    @abstractmethod
    def of_nobody(self) -> Sequence[Record]:
        """Those with no supervisee, no case and no team."""

    @abstractmethod
    def named(self, kind: Named) -> Collection[str]:
        """The supervisees, cases or teams that records are about, by id, whether any file knows them or not."""

    @abstractmethod
    def called(self, ending: str) -> Collection[str]:
        """The ids that are this, or end with a dash and this, in capitals or not."""

    @abstractmethod
    def drafted(self, ending: str) -> Sequence[Record]:
        """Those that were logged by a draft whose id ends with a dash and this (the draft may be elsewhere)."""

    @abstractmethod
    def with_id(self, record: str) -> Record | None:
        """The one with this id."""

    @abstractmethod
    def amending(self, record: str) -> Sequence[Record]:
        """Those that amend the one with this id, whether it is known or not."""

    @property
    @abstractmethod
    def earliest(self) -> date:
        """The first day of any record; date.max where there is none."""

    def with_versions(self, records: Iterable[Record]) -> list[Record]:
        """These, and every other version of them: what they amend, what amends them, and so on; by date and id."""
        found: dict[str, Record] = {}
        asked: set[str] = set()
        left = list(records)
        while left:
            record = left.pop()
            if record.id in found:
                continue
            found[record.id] = record
            for name in {record.id, record.amends} - asked:
                if name:
                    asked.add(name)
                    before = self.with_id(name) if name == record.amends else None
                    left += [*self.amending(name), *([before] if before else [])]
        return sorted(found.values(), key=by_date)


def by_date(record: Record) -> tuple[date, str]:
    """The order of records: by date and id."""
    return record.date, record.id


# --- in memory --------------------------------------------------------------------------------------------------------


class _Listed(Mapping[str, EntityType], Generic[EntityType]):
    """A mapping kept in memory."""

    def __init__(self, known: Mapping[str, EntityType]) -> None:
        self._known: Mapping[str, EntityType] = known

    def __getitem__(self, key: str) -> EntityType:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class ListedPeople(_Listed[Worker], People):
    """Workers kept in memory."""

    def supervised_by(self, worker: str) -> Sequence[str]:
        """As asked for in `People`."""
        return self._supervised.get(worker, ())

    def ever_in(self, team: str) -> Collection[str]:
        """As asked for in `People`."""
        return self._in_team.get(team, ())

    @property
    def earliest(self) -> date:
        """As asked for in `People`."""
        return min((one.from_ for worker in self.values() for one in worker.employment), default=date.max)

    @cached_property
    def _supervised(self) -> Mapping[str, Sequence[str]]:
        return _sorted((post.supervisor, worker.id) for worker in self.values() for post in worker.post)

    @cached_property
    def _in_team(self) -> Mapping[str, Sequence[str]]:
        return _sorted((post.team, worker.id) for worker in self.values() for post in worker.post)


class ListedCases(_Listed[Case], Cases):
    """Cases kept in memory."""

    def ever_of(self, worker: str) -> Sequence[str]:
        """As asked for in `Cases`."""
        return self._held.get(worker, ())

    @property
    def earliest(self) -> date:
        """As asked for in `Cases`."""
        return min((status.from_ for case in self.values() for status in case.status), default=date.max)

    @cached_property
    def _held(self) -> Mapping[str, Sequence[str]]:
        return _sorted((status.worker, case.id) for case in self.values() for status in case.status)


class ListedRecords(Records):
    """Records kept in memory; they come ordered."""

    def __init__(self, records: Collection[Record], earliest: date | None = None) -> None:
        """`earliest`: the first day of any record, where these are not all that there are."""
        self._records = records
        self._earliest = earliest

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __contains__(self, record: object) -> bool:
        return record in self._records

    def __len__(self) -> int:
        return len(self._records)

    def of_worker(self, worker: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._by_worker.get(worker, ())

    def of_case(self, case: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._by_case.get(case, ())

    def of_team(self, team: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._by_team.get(team, ())

    def of_nobody(self) -> Sequence[Record]:
        """As asked for in `Records`."""
        return [record for record in self._records if is_about_nobody(record)]

    def named(self, kind: Named) -> Collection[str]:
        """As asked for in `Records`."""
        if kind == "worker":
            return {record.supervisee for record in self._records if record.supervisee}
        return set(self._by_case if kind == "case" else self._by_team)

    def called(self, ending: str) -> Collection[str]:
        """As asked for in `Records`."""
        wanted = ending.casefold()
        ids = (record.id for record in self._records)
        return [id_ for id_ in ids if id_.casefold() == wanted or id_.casefold().endswith(f"-{wanted}")]

    def drafted(self, ending: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return [record for record in self._records if drafted_by(record) == ending]

    def with_id(self, record: str) -> Record | None:
        """As asked for in `Records`."""
        return self._by_id.get(record)

    def amending(self, record: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._by_amended.get(record, ())

    @property
    def earliest(self) -> date:
        """As asked for in `Records`."""
        return self._earliest or min((record.date for record in self._records), default=date.max)

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self._records}

    @cached_property
    def _by_worker(self) -> Mapping[str, Sequence[Record]]:
        return self._by(people_of)

    @cached_property
    def _by_case(self) -> Mapping[str, Sequence[Record]]:
        return self._by(lambda record: record.cases)

    @cached_property
    def _by_team(self) -> Mapping[str, Sequence[Record]]:
        return self._by(lambda record: [record.team] if record.team else ())

    @cached_property
    def _by_amended(self) -> Mapping[str, Sequence[Record]]:
        return self._by(lambda record: [record.amends] if record.amends else ())

    def _by(self, keys: Callable[[Record], Iterable[str]]) -> Mapping[str, Sequence[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._records:
            for key in dict.fromkeys(keys(record)):
                found[key].append(record)
        return found


def people_of(record: Record) -> list[str]:
    """Whom a record is about as people: its supervisee and those present."""
    return [who for who in dict.fromkeys([record.supervisee, *record.present]) if who]


def drafted_by(record: Record) -> str | None:
    """The last four letters of the draft that logged a record; None where none did."""
    file = record.source.file if record.source.kind == "logged" else None
    return file.rpartition("-")[2].partition(".")[0] if file else None


def is_about_nobody(record: Record) -> bool:
    """Whether a record names no supervisee, no case and no team."""
    return not (record.supervisee or record.cases or record.team)


def _sorted(pairs: Iterable[tuple[str | None, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, id_ in sorted({(key, id_) for key, id_ in pairs if key}):
        found[key].append(id_)
    return found
