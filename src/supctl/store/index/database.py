"""The SQLite file of an index: where it lies, what its tables are, and when it is thrown away."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from zlib import adler32, crc32

from supctl.cache import cache_folder, made_by, thawed

_TABLES: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    # Numbers are never given twice, so that what one process found is not done to what another has entered since.
    # A folder of files, and how it looked: 1 teams, 2 workers, 3 cases, then records/ and those below it. Of the first
    # three, `looks` is how every file in them looked.
    """CREATE TABLE folders (n INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
       written INT, changed INT, size INT, place INT, young INT, looks BLOB)""",
    # A file: its id (the name without its ending), its name where that is not the usual one, how it looked; the day
    # and the amended record of a record, the entity itself of anything else; what is wrong with it.
    """CREATE TABLE files (n INTEGER PRIMARY KEY AUTOINCREMENT, folder INT NOT NULL,
       id TEXT NOT NULL COLLATE NOCASE, name TEXT, written INT, changed INT, size INT, place INT, young INT,
       content INT, day INT, amends TEXT, entity BLOB, problems BLOB)""",
    # What has to do with the entity of a file: see entering.Link.
    """CREATE TABLE links (what INT NOT NULL, key TEXT NOT NULL, n INT NOT NULL,
       PRIMARY KEY (what, key, n)) WITHOUT ROWID""",
    # The teams in whose lists a unit may stand: "" for every list, "*" once for each unit.
    """CREATE TABLE reach (team TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
       PRIMARY KEY (team, kind, unit)) WITHOUT ROWID""",
    # What a unit owes from one day to before another; when each of it is due (0: no date); the facts that it rests on.
    """CREATE TABLE owed (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL, first INT NOT NULL,
       until INT NOT NULL, number INT NOT NULL)""",
    "CREATE TABLE owed_entries (n INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
    "CREATE TABLE due (owed INT NOT NULL, day INT NOT NULL)",
    """CREATE TABLE rests (what TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
       PRIMARY KEY (what, key, kind, unit)) WITHOUT ROWID""",
)
LAST_LETTERS: Final = 4
ENDING: Final = "substr(id, -5)"
"""The last letters of an id, with the dash before them."""

_LOOKED_UP_BY: Final = (
    f"CREATE INDEX files_by_ending ON files ({ENDING} COLLATE NOCASE)",
    "CREATE INDEX files_by_id ON files (id, folder)",
    "CREATE INDEX files_by_folder ON files (folder)",
    "CREATE INDEX files_amending ON files (amends) WHERE amends IS NOT NULL",
    "CREATE INDEX files_with_problems ON files (n) WHERE problems IS NOT NULL",
    "CREATE INDEX files_young ON files (n) WHERE young",
    "CREATE INDEX links_by_file ON links (n)",
    "CREATE INDEX owed_by_unit ON owed (kind, unit)",
    "CREATE INDEX due_by_owed ON due (owed)",
)
_BESIDE: Final = ("-wal", "-shm", "-journal")
"""How the names of files end that SQLite keeps beside its own."""
_PLAIN: Final = frozenset("/:.-_~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_WAIT_SECONDS: Final = 20.0
_LEFT_AFTER_SECONDS: Final = 3600.0
"""An index that is being made and was not written to for so long is one that was never finished."""


class UnusableIndexError(Exception):
    """The index cannot be had or cannot be trusted: the files are to be read."""


class DamagedIndexError(UnusableIndexError):
    """What was kept is not what supctl wrote: it is to be thrown away."""


def index_file(store_id: str, folder: Path, authority: str, words: bytes) -> Path | None:
    """Where the index of a store is kept for this user, if it can be.

    By the store's id, its place, whose policy is asked with which words, and which supctl asks: another one has a file
    of its own, so that none is ever taken away from a process that uses it. Raises OSError for a folder with no place.
    """
    cache = cache_folder()
    if cache is None:
        return None
    place = _short(b"\n".join([os.fsencode(folder.resolve()), authority.encode()]))
    return cache / "stores" / store_id / f"{place}-{_short(_made_by(words))}.sqlite"


def connected(file: Path, words: bytes) -> sqlite3.Connection | None:
    """The index in a file, with these words; None where there is none.

    Raises sqlite3.Error, and DamagedIndexError for any other file.
    """
    if not file.exists():
        return None
    connection = sqlite3.connect(_address(file), uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        _refuse_other(connection, words)
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def building(file: Path, words: bytes) -> Iterator[sqlite3.Connection]:
    """A new, empty index, put in place as a whole once it is filled, unless somebody else's is there by then.

    Raises OSError, sqlite3.Error.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.urandom(8).hex()}")
    connection = sqlite3.connect(beside, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in _TABLES:
            connection.execute(table)
        connection.execute("INSERT INTO meta VALUES ('made by', ?)", [_made_by(words)])
        yield connection
        for index in _LOOKED_UP_BY:
            connection.execute(index)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")  # here, where nobody else can be in the way
        connection.close()
        _see_on_disk(beside)
        _put_in_place(beside, file)
        _sweep(file)
    except BaseException:
        connection.close()
        forget(beside)
        raise


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that writes: all of it, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def is_damage(error: Exception) -> bool:
    """Whether something raised says that the index is damaged, rather than that it cannot be had just now."""
    if isinstance(error, sqlite3.OperationalError):
        return not hasattr(error, "sqlite_errorcode")  # a text that is none
    return isinstance(error, sqlite3.Error | ValueError | DamagedIndexError)


def held(data: bytes) -> object:
    """A value that was kept. Raises DamagedIndexError."""
    try:
        return thawed(data)
    except ValueError as error:
        raise DamagedIndexError(str(error)) from None


def edition(connection: sqlite3.Connection) -> int:
    """The number of the state in which the index is: a larger one each time that files are entered."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'edition'").fetchone()
    return int(row[0]) if row else 0


def next_edition(connection: sqlite3.Connection) -> None:
    """Say that files have been entered."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('edition', ?)", [str(edition(connection) + 1)])


def forget(file: Path) -> None:
    """Throw an index away."""
    for ending in ("", *_BESIDE):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink(missing_ok=True)


def _refuse_other(connection: sqlite3.Connection, words: bytes) -> None:
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        raise DamagedIndexError("this is no index")
    if connection.execute("SELECT value FROM meta WHERE key = 'made by'").fetchone() != (_made_by(words),):
        raise DamagedIndexError("this is another index")


def _address(file: Path) -> str:
    """The file as SQLite takes it where it must not make one."""
    path = file.absolute().as_posix()
    named = "".join(chr(one) if chr(one) in _PLAIN else f"%{one:02x}" for one in os.fsencode(path))
    return f"file://{'' if path.startswith('/') else '/'}{named}?mode=rw"


def _made_by(words: bytes) -> bytes:
    """What decides the form of what is kept, and which files can be used."""
    return made_by("facts", "policy", "answers", "store", "store/index").encode() + b"\n" + words


def _short(data: bytes) -> str:
    """A name for something; whether it is that one is told by what is inside."""
    return f"{crc32(data):08x}{adler32(data):08x}"


def _see_on_disk(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _put_in_place(beside: Path, file: Path) -> None:
    """The first to come stays: somebody may already be using it."""
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    except OSError:  # a disk on which a file has one name
        beside.replace(file)
    forget(beside)


def _sweep(file: Path) -> None:
    """Throw away what another supctl, or other words, kept of the same store, and what was never finished."""
    place, _, _ = file.name.partition("-")
    with suppress(OSError):
        for other in file.parent.glob(f"{place}-*"):
            is_own = other.name.startswith(file.name)
            is_left = other.suffix != ".sqlite" and time.time() - other.stat().st_mtime > _LEFT_AFTER_SECONDS
            if not is_own or (is_left and not other.name.endswith(_BESIDE)):
                forget(other)
