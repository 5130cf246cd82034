"""The index of a store, found, brought up to it or made anew; None where the files are to be read instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from supctl.cache import frozen
from supctl.facts import Vocabulary
from supctl.store.index.database import (
    DamagedIndexError,
    UnusableIndexError,
    building,
    connected,
    edition,
    forget,
    index_file,
    is_damage,
)
from supctl.store.index.facts import Source
from supctl.store.index.refresh import fill, refresh
from supctl.store.index.twice import note_all_twice

Progress = Callable[[int], None]
"""Is told how many files have been read."""

_TRIES = 2


def index_of(store_id: str, folder: Path, authority: str, words: Vocabulary, progress: Progress) -> Source | None:
    """The index of the store in a folder, as the store is now, with the words that it may use.

    None where there can be none, or where it cannot be trusted: nowhere to keep it, a folder that cannot be looked at,
    an id that is there twice. One that is damaged is thrown away and made anew.
    """
    with suppress(UnusableIndexError, OSError, sqlite3.Error):
        named = frozen(words)
        file = index_file(store_id, folder, authority, named)
        if file is None:
            return None
        for _ in range(_TRIES):
            try:
                return _opened(file, folder, words, progress)
            except (DamagedIndexError, sqlite3.Error) as error:
                if not is_damage(error):
                    raise
                forget(file)
    return None


def _opened(file: Path, folder: Path, words: Vocabulary, progress: Progress) -> Source:
    named = frozen(words)
    connection = connected(file, named) or _made(file, folder, words, progress)
    try:
        refresh(connection, folder, words, progress)
        connection.execute("BEGIN")  # one state for the whole command, whatever others write meanwhile
        return Source(connection, file, folder, words, edition(connection))
    except BaseException:
        connection.close()
        raise


def _made(file: Path, folder: Path, words: Vocabulary, progress: Progress) -> sqlite3.Connection:
    named = frozen(words)
    with building(file, named) as connection:
        fill(connection, folder, words, progress)
        note_all_twice(connection)
    made = connected(file, named)
    if made is None:
        raise UnusableIndexError("what was kept cannot be read")
    return made
