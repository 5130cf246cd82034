"""People, cases and records as the index knows them: each is taken out, or read, when it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Generic, TypeVar

from supctl.cache import frozen, thawed
from supctl.errors import Finding, InputError, StoreError
from supctl.facts import Case, Record, Team, Vocabulary, Worker
from supctl.facts.gathered import Cases, Named, People, Records, by_date
from supctl.store.entries import RECORDS
from supctl.store.files import StoreFile
from supctl.store.index.database import ENDING, LAST_LETTERS, UnusableIndexError, connected, forget, is_damage, writing
from supctl.store.index.entering import CASES_FOLDER, PEOPLE, RECORDS_FOLDER, TEAMS_FOLDER, WORKERS_FOLDER, Link
from supctl.store.known import known_record

EntityType = TypeVar("EntityType", Worker, Case, Team)
_NAMED: Final[Mapping[Named, Link]] = {"worker": Link.OF_SUPERVISEE, "case": Link.OF_CASE, "team": Link.OF_TEAM}
_RECORD: Final = (
    "SELECT files.n, files.id, files.name, folders.name FROM files JOIN folders ON folders.n = files.folder"
)
_CALLED: Final = "SELECT id FROM files WHERE folder >= ? AND problems IS NULL"
_ASKED_AT_ONCE: Final = 500
_MANY: Final = 200
"""From how many records on it takes less to check them again than to do without what checks them."""


@dataclass(frozen=True)
class Source:
    """An index that was brought up to its store, its file, the store's folder, and the words that the store may use.

    All that it answers is of one state, the `edition`, whatever other processes write meanwhile.

    Raises StoreError where it can no longer be read; one that is damaged is thrown away.
    """

    connection: sqlite3.Connection = field(repr=False)
    file: Path
    store: Path
    words: Vocabulary
    edition: int

    def rows(self, asked: str, *values: object) -> list[tuple[object, ...]]:
        """What the index answers."""
        with self._read():
            return self.connection.execute(asked, values).fetchall()

    @contextmanager
    def written(self) -> Iterator[sqlite3.Connection]:
        """The index to be written in, by a connection of its own: what is read here stays as it was.

        Raises sqlite3.Error, UnusableIndexError.
        """
        connection = connected(self.file, frozen(self.words))
        if connection is None:
            raise UnusableIndexError("the index is gone")
        try:
            with writing(connection):
                yield connection
        finally:
            connection.close()

    def held(self, data: object) -> object:
        """A value that the index holds; None where it holds none."""
        with self._read():
            return thawed(data, self.text_of) if isinstance(data, bytes) else None

    def doubt(self, number: int, folder: str) -> None:
        """See to it that a file of a folder is read again the next time."""
        with suppress(sqlite3.Error, UnusableIndexError), self.written() as connection:
            connection.execute("UPDATE files SET young = 1, content = NULL WHERE n = ?", [number])
            connection.execute("UPDATE folders SET young = 1 WHERE name = ?", [folder])

    def text_of(self, name: str) -> str:
        """The text of a file of the store, for the line of a key; empty where it cannot be read."""
        try:
            return StoreFile(self.store / name, name).text()
        except InputError:
            return ""

    def problems(self) -> tuple[Finding, ...]:
        """What is wrong with files, in their order."""
        asked = "SELECT folders.n, folders.name, files.id, files.name, problems FROM files JOIN folders"
        rows = self.rows(f"{asked} ON folders.n = files.folder WHERE problems IS NOT NULL")
        ordered = sorted(rows, key=lambda row: _place(*row[:-1]))
        return tuple(one for *_, data in ordered for one in self._findings(data))

    def unread(self) -> frozenset[str]:
        """The ids of files that cannot be used."""
        return frozenset(str(row[0]) for row in self.rows("SELECT id FROM files WHERE problems IS NOT NULL"))

    def _findings(self, data: object) -> tuple[Finding, ...]:
        found = self.held(data)
        return found if isinstance(found, tuple) else ()

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            if is_damage(error):
                self.connection.close()
                forget(self.file)
            message = f"what supctl keeps of this store cannot be read ({error})"
            raise StoreError(f"{message}\n  mend: type the command again") from None


class _Indexed(Mapping[str, EntityType], Generic[EntityType]):
    """Teams, workers or cases by id."""

    def __init__(self, source: Source, folder: int, shape: type[EntityType]) -> None:
        self._source = source
        self._folder = folder
        self._shape: type[EntityType] = shape
        self._known: dict[str, EntityType | None] = {}

    def __getitem__(self, key: str) -> EntityType:
        if key not in self._known:
            rows = self._source.rows("SELECT id, entity FROM files WHERE id = ? AND folder = ?", key, self._folder)
            self._known[key] = next((self._entity(data) for id_, data in rows if id_ == key), None)
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        asked = "SELECT coalesce(name, id || '.toml'), id FROM files WHERE folder = ? AND problems IS NULL"
        return (str(id_) for _, id_ in sorted(self._source.rows(asked, self._folder)))  # in the order of their files

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _entity(self, data: object) -> EntityType | None:
        found = self._source.held(data)
        return found if isinstance(found, self._shape) else None

    def _linked(self, what: Link, key: str) -> list[str]:
        asked = "SELECT files.id FROM links JOIN files USING (n) WHERE what = ? AND key = ?"
        return sorted(str(row[0]) for row in self._source.rows(asked, what, key))


class IndexedTeams(_Indexed[Team]):
    """The teams of a store."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, TEAMS_FOLDER, Team)


class IndexedPeople(_Indexed[Worker], People):
    """The workers of a store."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, WORKERS_FOLDER, Worker)

    def supervised_by(self, worker: str) -> Sequence[str]:
        """As asked for in `People`."""
        return self._linked(Link.SUPERVISED, worker)

    def ever_in(self, team: str) -> Collection[str]:
        """As asked for in `People`."""
        return self._linked(Link.IN_TEAM, team)

    @property
    def earliest(self) -> date:
        """As asked for in `People`."""
        return min((one.from_ for worker in self.values() for one in worker.employment), default=date.max)


class IndexedCases(_Indexed[Case], Cases):
    """The cases of a store."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, CASES_FOLDER, Case)

    def ever_of(self, worker: str) -> Sequence[str]:
        """As asked for in `Cases`."""
        return self._linked(Link.HELD, worker)

    @property
    def earliest(self) -> date:
        """As asked for in `Cases`."""
        return min((status.from_ for case in self.values() for status in case.status), default=date.max)


class IndexedRecords(Records):
    """The records of a store: the index says which, and their files are read when they are asked for.

    Raises StoreError where a file has changed since the index was brought up to the store, a moment ago.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[int, Record] = {}
        self._asked = 0

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records("WHERE folder >= ? AND problems IS NULL", RECORDS_FOLDER))

    def __len__(self) -> int:
        asked = "SELECT count(*) FROM files WHERE folder >= ? AND problems IS NULL"
        return int(str(self._source.rows(asked, RECORDS_FOLDER)[0][0]))

    def __contains__(self, record: object) -> bool:
        return isinstance(record, Record) and self.with_id(record.id) == record

    def of_worker(self, worker: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._linked(Link.OF_WORKER, worker)

    def of_case(self, case: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._linked(Link.OF_CASE, case)

    def of_team(self, team: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._linked(Link.OF_TEAM, team)

    def of_nobody(self) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._linked(Link.OF_NOBODY, "")

    def named(self, kind: Named) -> Collection[str]:
        """As asked for in `Records`."""
        return {str(row[0]) for row in self._source.rows("SELECT DISTINCT key FROM links WHERE what = ?", _NAMED[kind])}

    def called(self, ending: str) -> Collection[str]:
        """As asked for in `Records`."""
        found = {str(id_) for (id_,) in self._source.rows(f"{_CALLED} AND id = ?", RECORDS_FOLDER, ending)}
        end = f"-{ending}"
        if len(ending) == LAST_LETTERS:
            rows = self._source.rows(f"{_CALLED} AND {ENDING} = ? COLLATE NOCASE", RECORDS_FOLDER, end)
        else:
            rows = self._source.rows(f"{_CALLED} AND substr(id, ?) = ? COLLATE NOCASE", RECORDS_FOLDER, -len(end), end)
        return sorted(found | {str(id_) for (id_,) in rows})

    def drafted(self, ending: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._linked(Link.DRAFTED, ending)

    def with_id(self, record: str) -> Record | None:
        """As asked for in `Records`."""
        found = self._records("WHERE files.id = ? AND folder >= ? AND problems IS NULL", record, RECORDS_FOLDER)
        return next((one for one in found if one.id == record), None)

    def amending(self, record: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._records("WHERE amends = ?", record)

    def with_versions(self, records: Iterable[Record]) -> list[Record]:
        """As asked for in `Records`; only those that amend, or are amended, are followed."""
        given = list(records)
        amended = self._amended([one.id for one in given])
        several = [one for one in given if one.amends or one.id in amended]
        others = {one.id: one for one in super().with_versions(several)} if several else {}
        return sorted({**{one.id: one for one in given}, **others}.values(), key=by_date)

    @property
    def earliest(self) -> date:
        """As asked for in `Records`."""
        found = self._source.rows("SELECT min(day) FROM files")[0][0]
        return date.fromordinal(found) if isinstance(found, int) else date.max

    def _amended(self, ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(ids), _ASKED_AT_ONCE):
            some = ids[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            asked = f"SELECT amends FROM files WHERE amends IN ({marks})"
            found |= {str(row[0]) for row in self._source.rows(asked, *some)}
        return found

    def _linked(self, what: Link, key: str) -> list[Record]:
        return self._records("JOIN links ON links.n = files.n WHERE what = ? AND key = ?", what, key)

    def _records(self, which: str, *values: object) -> list[Record]:
        rows = self._source.rows(f"{_RECORD} {which}", *values)
        self._asked += len(rows)
        return sorted((self._record(*row) for row in rows), key=by_date)

    def forget(self) -> None:
        """Hold no records that were read: who asks for them again has them read again."""
        self._known.clear()

    def _record(self, number: object, id_: object, name: object, folder: object) -> Record:
        known = int(str(number))
        if known not in self._known:
            file = f"{folder}/{name or f'{id_}.json'}"
            try:
                read = known_record if self._asked < _MANY else RECORDS.entity
                self._known[known] = read(StoreFile(self._source.store / file, file), self._source.words)
            except InputError:
                self._source.doubt(known, str(folder))
                message = f"the store was changed while it was read ({file})"
                raise StoreError(f"{message}\n  mend: type the command again") from None
        return self._known[known]


def _place(number: object, folder: object, id_: object, name: object) -> tuple[object, ...]:
    """Where a file stands in the order in which a store is read: files of a folder before the folders in it."""
    kind = PEOPLE.get(int(str(number)), RECORDS)
    file = str(name or f"{id_}{kind.ending}")
    if kind is not RECORDS:
        return int(str(number)), file
    return RECORDS_FOLDER, *((1, part) for part in str(folder).split("/")), (0, file)
