"""Ids that are there twice, or that differ only in case: for whoever reads every file to sort out, not for an index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from supctl.store.index.database import UnusableIndexError
from supctl.store.index.entering import RECORDS_FOLDER

_KEY = "twice"


def note_all_twice(connection: sqlite3.Connection) -> None:
    """Note every id that is there twice."""
    kind = f"min(folder, {RECORDS_FOLDER})"
    rows = connection.execute(f"SELECT id FROM files GROUP BY {kind}, id HAVING count(*) > 1")
    odd = connection.execute("SELECT id FROM files WHERE id GLOB '*[^ -~]*'")
    _keep(connection, [*(id_ for (id_,) in rows), *(id_ for (id_,) in odd)])


def note_twice(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Note which of these ids are there twice; one beyond plain letters may be, however it is compared."""
    known = _noted(connection)
    _keep(connection, [id_ for id_ in dict.fromkeys([*known, *ids]) if _is_twice(connection, id_)])


def refuse_twice(connection: sqlite3.Connection) -> None:
    """Raises UnusableIndexError while an id is there twice."""
    if any(_is_twice(connection, id_) for id_ in _noted(connection)):
        raise UnusableIndexError("an id is there twice")


def _is_twice(connection: sqlite3.Connection, id_: str) -> bool:
    folders = [folder for (folder,) in connection.execute("SELECT folder FROM files WHERE id = ?", [id_])]
    kinds = [min(folder, RECORDS_FOLDER) for folder in folders]
    return len(kinds) > len(set(kinds)) or (bool(kinds) and not id_.isascii())


def _noted(connection: sqlite3.Connection) -> list[str]:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchone()
    return list(json.loads(row[0])) if row else []


def _keep(connection: sqlite3.Connection, ids: list[str]) -> None:
    connection.execute("DELETE FROM meta WHERE key = ?", [_KEY])
    if ids:
        connection.execute("INSERT INTO meta VALUES (?, ?)", [_KEY, json.dumps(ids)])
