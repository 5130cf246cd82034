"""Bringing an index up to its store: the files that changed are read again, and what rested on them is forgotten.

People and cases are looked at file by file. A folder of records is looked at as a whole: as long as it looks the same,
so do the names in it, and sealed records are not edited in place (`check --full` reads every byte and trusts nothing).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from supctl.ahead import is_look, look_of, seen
from supctl.facts import Vocabulary
from supctl.facts.noted import Asked
from supctl.store.changes.journal import Pending, moment, pending
from supctl.store.files import StoreFile
from supctl.store.index.database import edition, next_edition, writing
from supctl.store.index.entering import (
    PEOPLE,
    RECORDS_FOLDER,
    Entered,
    Place,
    content_of,
    enter,
    numbers_of,
    read_entry,
    strike,
    told_by,
    told_by_file,
)
from supctl.store.index.looks import UNPLACED, Folder, Look, look_at, look_into
from supctl.store.index.reaching import reach_again
from supctl.store.index.twice import note_twice, refuse_twice

Progress = Callable[[int], None]
"""Is told how many files have been read."""

_Row = tuple[int, str, str | None, int, int, int, int, int, int | None]
"""A file as the index knows it: number, id, name, the four parts of its look, whether it is doubted, its content."""

_TELL_EVERY = 1000
_TRIES = 3


@dataclass
class Found:
    """What is to be done to an index: files to strike and to enter, and how files and folders now look.

    `same`: files that look otherwise, or were doubted, and say what they said. `folders`: of each by name its look,
    whether that is doubted, and how every file in it looked.
    """

    stale: list[int] = field(default_factory=list)
    same: list[tuple[Look, bool, int]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    folders: dict[str, tuple[Look, bool, bytes | None]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.stale or self.same or self.places or self.folders or self.gone)


def refresh(connection: sqlite3.Connection, store: Path, words: Vocabulary, progress: Progress) -> None:
    """Bring the index up to the store. Raises UnusableIndexError, OSError, sqlite3.Error."""
    for _ in range(_TRIES):
        before, known = moment(store), edition(connection)
        search = Search(connection, store, pending(store), ahead=seen(str(store)))
        if found := search.found():
            with writing(connection):
                if edition(connection) != known:  # somebody else may just have done it: what is left is looked for
                    found = Search(connection, store, pending(store), ahead=search.ahead).found()
                _apply(connection, found, words, progress)
        if moment(store) == before:
            break
    refuse_twice(connection)


def fill(connection: sqlite3.Connection, store: Path, words: Vocabulary, progress: Progress) -> None:
    """Enter a whole store into an index that is empty, folder by folder. Raises OSError, sqlite3.Error."""
    search, read = Search(connection, store, pending(store)), count(1)
    for _ in search.folder_by_folder():
        found, search.result = search.result, Found()
        numbers = _put_folders(connection, found)
        enter(connection, _read(found.places, words, progress, read), numbers)
    reach_again(connection, None)


def _apply(connection: sqlite3.Connection, found: Found, words: Vocabulary, progress: Progress) -> None:
    """Do what was found."""
    if not found:
        return
    told: set[Asked] = set()
    for number in found.stale:
        told |= told_by_file(connection, number)
    entered = list(_read(found.places, words, progress))
    for number in found.stale:
        strike(connection, number)
    connection.executemany(
        "UPDATE files SET written = ?, changed = ?, size = ?, place = ?, young = ? WHERE n = ?",
        [(*look, young, number) for look, young, number in found.same],
    )
    numbers = _put_folders(connection, found)
    enter(connection, entered, numbers)
    for entry in entered:
        told |= told_by(entry.entity)
        for number in numbers_of(connection, numbers[entry.place.folder], entry.place.file.stem):
            told |= told_by_file(connection, number)
    note_twice(connection, (entry.place.file.stem for entry in entered))
    next_edition(connection)
    reach_again(connection, told)
    forget_what_rests_on(connection, told)


def forget_what_rests_on(connection: sqlite3.Connection, told: Iterable[Asked]) -> None:
    """Forget what units owe where it rests on something that may now be answered differently."""
    units: set[tuple[str, str]] = set()
    for one in told:
        units |= set(connection.execute("SELECT kind, unit FROM rests WHERE what = ? AND key = ?", one))
    for unit in units:
        numbers = connection.execute("SELECT n FROM owed WHERE kind = ? AND unit = ?", unit).fetchall()
        for table, column in (("owed", "n"), ("owed_entries", "n"), ("due", "owed")):
            connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", numbers)


def _read(
    places: Iterable[Place], words: Vocabulary, progress: Progress, read: Iterator[int] | None = None
) -> Iterator[Entered]:
    """Read files one by one; `read` numbers them."""
    for place, number in zip(places, read or count(1), strict=False):
        yield read_entry(place, words)
        if number % _TELL_EVERY == 0:
            progress(number)


def _put_folders(connection: sqlite3.Connection, found: Found) -> dict[str, int]:
    """Keep how folders look, and give their numbers."""
    connection.executemany("DELETE FROM folders WHERE n = ?", [(number,) for number in found.gone])
    first = {kind.folder: number for number, kind in PEOPLE.items()} | {"records": RECORDS_FOLDER}
    for name, (look, young, looks) in found.folders.items():
        connection.execute(
            "INSERT INTO folders VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "(written, changed, size, place, young, looks) = "
            "(excluded.written, excluded.changed, excluded.size, excluded.place, excluded.young, excluded.looks)",
            [first.get(name), name, *look, young, looks],
        )
    asked = "SELECT n FROM folders WHERE name = ?"
    wanted = {*found.folders, *(place.folder for place in found.places)}
    return {name: connection.execute(asked, [name]).fetchone()[0] for name in wanted}


# --- what changed -----------------------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """A folder of records as the index knows it: its number, its look, whether that is doubted, all looks in it."""

    number: int
    look: Look
    young: bool
    looks: bytes | None


@dataclass
class Search:
    """Looks for what changed since the index was last brought up to the store; `ahead`: what was seen already."""

    connection: sqlite3.Connection
    store: Path
    waiting: Pending
    now: int = field(default_factory=lambda: time.time_ns())  # noqa: PLW0108 - the clock as it is when it is asked
    ahead: dict[str, bytes] = field(default_factory=dict)
    result: Found = field(default_factory=Found)

    def found(self) -> Found:
        """Everything that is to be done. Raises OSError for a folder that cannot be looked at."""
        for _ in self.folder_by_folder():
            pass
        return self.result

    def folder_by_folder(self) -> Iterator[None]:
        """The same, one folder after the other: what is to be done there has been noted each time."""
        for folder, kind in PEOPLE.items():
            self._people(folder, kind.folder, kind.ending)
            yield
        yield from self._records()

    def _people(self, number: int, folder: str, ending: str) -> None:
        if folder not in self.ahead:
            self.ahead[folder] = look_of(f"{self.store}/{folder}")
        looks = self.ahead[folder]
        row = self.connection.execute("SELECT young, looks FROM folders WHERE n = ?", [number]).fetchone()
        known = row is not None and not row[0] and row[1] == looks and is_look(looks)
        if known and not self._waits_in(folder):
            return
        inside = look_into(self.store, folder, ending, self.waiting, nested=False)
        young = self._compare(number, folder, ending, inside) or self._waits_in(folder)
        if row is None or (bool(row[0]), row[1]) != (young, looks):
            self.result.folders[folder] = (UNPLACED, young, looks)

    def _records(self) -> Iterator[None]:
        rows = self.connection.execute(
            "SELECT n, name, written, changed, size, place, young, looks FROM folders WHERE n >= ?", [RECORDS_FOLDER]
        )
        known = {name: _Known(number, Look(*look), bool(young), looks) for number, name, *look, young, looks in rows}
        below: dict[str, list[str]] = {}
        for name in known:
            below.setdefault(name.rpartition("/")[0], []).append(name)
        left = ["records"]
        while left:
            folder = left.pop()
            before, look = known.pop(folder, None), look_at(f"{self.store}/{folder}")
            seems_same = before is not None and look == before.look and not self._waits_in(folder)
            if before and seems_same and not before.young:
                left += below.get(folder, ())
                continue
            looks = look_of(f"{self.store}/{folder}") if before and look else None
            if before and look and looks and seems_same and looks == before.looks:
                self._look_again(folder, before, look)
                left += below.get(folder, ())
            else:
                left += self._record_folder(folder, look, before, looks)
            yield
        for gone in known.values():
            self.result.gone.append(gone.number)
            self.result.stale += [number for number, *_ in self._rows(gone.number)]

    def _look_again(self, folder: str, before: _Known, look: Look) -> None:
        """Of a doubted folder in which everything looks as it did, only what was itself in doubt is read again."""
        young = look.is_young(self.now)
        for row in self._rows(before.number, "AND young"):
            young = self._read_again(folder, row[2] or f"{row[1]}.json", Look(*row[3:7]), row) or young
        if not young:
            self.result.folders[folder] = (look, False, before.looks)

    def _record_folder(self, folder: str, look: Look | None, before: _Known | None, looks: bytes | None) -> list[str]:
        """`looks`: how everything in it looked just before it is looked into, where somebody will want to know."""
        inside = look_into(self.store, folder, ".json", self.waiting, nested=True)
        young = self._compare(before.number if before else None, folder, ".json", inside)
        doubted = young or look is None or self._waits_in(folder) or look.is_young(self.now) or inside.linked
        kept = looks if looks and is_look(looks) and not inside.linked else None
        if before is None or before[1:] != (look or UNPLACED, doubted, kept):
            self.result.folders[folder] = (look or UNPLACED, doubted, kept)
        return [f"{folder}/{name}" for name in dict.fromkeys(inside.folders)]

    def _compare(self, number: int | None, folder: str, ending: str, inside: Folder) -> bool:
        """Note what in a folder is new, changed, doubted or gone; gives whether anything in it is still young."""
        rows = self._rows(number) if number else ()
        known = {row[2] or row[1] + ending: row for row in rows}
        any_young = False
        for name in sorted(name for name, look in inside.files.items() if not _is_known(known.get(name), look)):
            any_young = self._read_again(folder, name, inside.files[name], known.get(name)) or any_young
        self.result.stale += [row[0] for name, row in known.items() if name not in inside.files]
        return any_young

    def _read_again(self, folder: str, name: str, look: Look, row: _Row | None) -> bool:
        """Note a file that is new, looks otherwise or was in doubt; gives whether it is still young."""
        young = look == UNPLACED or look.is_young(self.now)
        file = StoreFile(self.store / folder / name, f"{folder}/{name}")
        if row is None or not self._is_same(row, file, look, young=young):
            self.result.stale += [] if row is None else [row[0]]
            self.result.places.append(Place(folder, file, look, young))
        return young

    def _is_same(self, row: _Row, file: StoreFile, look: Look, *, young: bool) -> bool:
        """Whether a file whose look is in doubt says what it said when it was read."""
        number, _, _, *before, doubted, content = row
        if content is None or content_of(file) != content:
            return False
        if tuple(before) != look or bool(doubted) != young:
            self.result.same.append((look, young, number))
        return True

    def _rows(self, folder: int, which: str = "") -> list[_Row]:
        columns = "n, id, name, written, changed, size, place, young, content"
        return self.connection.execute(f"SELECT {columns} FROM files WHERE folder = ? {which}", [folder]).fetchall()

    def _waits_in(self, folder: str) -> bool:
        return any(name.startswith(f"{folder}/") for name in self.waiting)


def _is_known(row: _Row | None, look: Look) -> bool:
    """Whether a file looks as it did when it was read, beyond doubt."""
    return row is not None and row[3:7] == look and not row[7]
