"""What the index keeps of one file, and what may be answered differently once it has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple
from zlib import adler32, crc32

from supctl.cache import frozen
from supctl.errors import Finding, InputError
from supctl.facts import Case, Record, Team, Vocabulary, Worker
from supctl.facts.gathered import drafted_by, is_about_nobody, people_of
from supctl.facts.noted import ALL, Asked, What, changed_case, changed_team, changed_worker
from supctl.store.entries import CASES, RECORDS, TEAMS, WORKERS, FileKind
from supctl.store.files import StoreFile
from supctl.store.index.database import held
from supctl.store.index.looks import Look

TEAMS_FOLDER: Final = 1
WORKERS_FOLDER: Final = 2
CASES_FOLDER: Final = 3
PEOPLE: Final[Mapping[int, FileKind[Team] | FileKind[Worker] | FileKind[Case]]] = {
    TEAMS_FOLDER: TEAMS,
    WORKERS_FOLDER: WORKERS,
    CASES_FOLDER: CASES,
}
RECORDS_FOLDER: Final = 4
"""The folder records/; those below it have larger numbers."""


class Link(IntEnum):
    """What a key has to do with a file's entity."""

    OF_WORKER = 1
    OF_SUPERVISEE = 2
    OF_CASE = 3
    OF_TEAM = 4
    OF_NOBODY = 5
    SUPERVISED = 6
    IN_TEAM = 7
    HELD = 8
    DRAFTED = 9


_TOLD: Final[Mapping[int, What]] = {
    Link.OF_WORKER: "of-worker",
    Link.OF_CASE: "of-case",
    Link.OF_TEAM: "of-team",
    Link.OF_NOBODY: "of-team",
}
_WHAT: Final[Mapping[int, What]] = {TEAMS_FOLDER: "team", WORKERS_FOLDER: "worker", CASES_FOLDER: "case"}
_KINDS: Final = {kind.folder: kind for kind in PEOPLE.values()}
Entity = Team | Worker | Case | Record


class Place(NamedTuple):
    """A file that is to be entered: which it is, and how it looks."""

    folder: str
    file: StoreFile
    look: Look
    young: bool

    @property
    def kind(self) -> FileKind[Team] | FileKind[Worker] | FileKind[Case] | FileKind[Record]:
        """Which kind of file it is, by its folder."""
        return _KINDS.get(self.folder, RECORDS)


class Entered(NamedTuple):
    """What a file says, or what is wrong with it."""

    place: Place
    entity: Entity | None
    problems: tuple[Finding, ...] = ()
    content: int | None = None


@dataclass(frozen=True)
class _Held(StoreFile):
    """A file whose content is at hand."""

    held: bytes

    def content(self) -> bytes:
        """What it holds."""
        return self.held


def read_entry(place: Place, words: Vocabulary) -> Entered:
    """Read a file."""
    file, content = place.file, None
    with suppress(OSError):  # what cannot be read is said where it is read again
        held = file.content()
        file, content = _Held(file.path, file.name, held), _content(held)
    try:
        return Entered(place, place.kind.entity(file, words), (), content)
    except InputError as error:
        return Entered(place, None, error.findings, content)


def content_of(file: StoreFile) -> int | None:
    """What tells the content of a file from any other that it may have had; None where it cannot be read."""
    try:
        return _content(file.content())
    except OSError:
        return None


def _content(held: bytes) -> int:
    return (adler32(held) & 0x7FFFFFFF) << 32 | crc32(held)


def enter(connection: sqlite3.Connection, entries: Iterable[Entered], folders: Mapping[str, int]) -> None:
    """Enter files that the index does not know, or no longer; `folders`: the numbers of their folders."""
    links: list[tuple[int, str, int]] = []
    add = connection.cursor()
    for entry in entries:
        add.execute("INSERT INTO files VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(entry, folders))
        number = add.lastrowid or 0
        links += [(what, key, number) for what, key in links_of(entry.entity)]
    connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", links)


def strike(connection: sqlite3.Connection, number: int) -> None:
    """Take a file out."""
    connection.execute("DELETE FROM files WHERE n = ?", [number])
    connection.execute("DELETE FROM links WHERE n = ?", [number])


def numbers_of(connection: sqlite3.Connection, folder: int, id_: str) -> list[int]:
    """The files of an id in a folder."""
    rows = connection.execute("SELECT n, id FROM files WHERE id = ? AND folder = ?", [id_, folder]).fetchall()
    return [number for number, found in rows if found == id_]


def _row(entry: Entered, folders: Mapping[str, int]) -> tuple[object, ...]:
    place, entity = entry.place, entry.entity
    id_ = place.file.stem
    name = place.file.path.name
    is_record = isinstance(entity, Record)
    return (
        folders[place.folder],
        id_,
        None if name == id_ + place.kind.ending else name,
        *place.look,
        place.young,
        entry.content,
        entity.date.toordinal() if isinstance(entity, Record) else None,
        entity.amends if isinstance(entity, Record) else None,
        frozen(entity) if entity is not None and not is_record else None,
        frozen(entry.problems) if entry.problems else None,
    )


def links_of(entity: Entity | None) -> list[tuple[Link, str]]:
    """What has to do with an entity, by key."""
    if isinstance(entity, Record):
        return [
            *((Link.OF_WORKER, who) for who in people_of(entity)),
            *([(Link.OF_SUPERVISEE, entity.supervisee)] if entity.supervisee else []),
            *((Link.OF_CASE, case) for case in entity.cases),
            *([(Link.OF_TEAM, entity.team)] if entity.team else []),
            *([(Link.OF_NOBODY, "")] if is_about_nobody(entity) else []),
            *([(Link.DRAFTED, draft)] if (draft := drafted_by(entity)) else []),
        ]
    if isinstance(entity, Worker):
        return [
            *((Link.SUPERVISED, post.supervisor) for post in entity.post if post.supervisor),
            *((Link.IN_TEAM, post.team) for post in entity.post if post.team),
        ]
    if isinstance(entity, Case):
        return [(Link.HELD, status.worker) for status in entity.status if status.worker]
    return []


def told_by(entity: Entity | None) -> set[Asked]:
    """What may be answered differently with this person, case or team, or without."""
    if isinstance(entity, Worker):
        return changed_worker(entity)
    if isinstance(entity, Case):
        return changed_case(entity)
    return changed_team(entity) if isinstance(entity, Team) else set()


def told_by_file(connection: sqlite3.Connection, number: int) -> set[Asked]:
    """The same of what the index holds of a file; of a record with all its versions."""
    folder, id_, entity, amends, problems = connection.execute(
        "SELECT folder, id, entity, amends, problems FROM files WHERE n = ?", [number]
    ).fetchone()
    unread = {Asked(what, id_) for what in _WHAT.values()} if problems else set[Asked]()
    if folder in PEOPLE:
        return {Asked(_WHAT[folder], id_), *unread, *told_by(_entity(entity))}
    return unread | _told_by_versions(connection, id_, amends)


def _entity(data: bytes | None) -> Entity | None:
    found = held(data) if data is not None else None
    return found if isinstance(found, Team | Worker | Case | Record) else None


def _told_by_versions(connection: sqlite3.Connection, record: str, amends: str | None) -> set[Asked]:
    """Whom any version of a record is about, as the index knows it."""
    told: set[Asked] = {Asked("record", ALL)}
    left, seen = {record, *([amends] if amends else [])}, set[str]()
    while left:
        one = left.pop()
        seen.add(one)
        told.add(Asked("record", one))
        found = connection.execute(
            "SELECT n, id, amends FROM files WHERE folder >= ? AND (id = ? OR amends = ?)", [RECORDS_FOLDER, one, one]
        ).fetchall()
        for number, id_, amended in found:
            left |= {name for name in (id_, amended) if name} - seen
            links = connection.execute("SELECT what, key FROM links WHERE n = ?", [number])
            told |= {Asked(_TOLD[what], key or ALL) for what, key in links if what in _TOLD}
    return told
