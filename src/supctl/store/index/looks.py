"""How files and folders look: what tells, without reading one, that it is not what it was.

A look takes in when a file was written, when the system last changed anything about it (which nobody can set back; on
Windows it is when the file was made), its size and its place on the disk. A look that is as young as the moment in
which it was taken proves nothing: the file may be written again within the same tick of the clock. It is doubted, and
the file read again the next time.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from supctl.store.changes.disk import read
from supctl.store.changes.journal import Pending
from supctl.store.files import is_own
from supctl.store.index.database import UnusableIndexError

_YOUNG: Final = 3_000_000_000
"""Nanoseconds: longer than the tick of any disk's clock (two seconds on FAT)."""
_LARGEST: Final = 2**63 - 1
"""The largest number that SQLite keeps: a time of the year 2262, in nanoseconds."""


class Look(NamedTuple):
    """How a file or folder looked: times in nanoseconds, size in bytes, and its number on the disk."""

    written: int
    changed: int
    size: int
    place: int

    def is_young(self, now: int) -> bool:
        """Whether it was written so shortly before `now` (or after: clocks are set) that it may be again, unseen.

        So is what was written at a time too far away to be kept.
        """
        return max(self.written, self.changed) > now - _YOUNG or min(self.written, self.changed) <= -_LARGEST


UNPLACED: Final = Look(0, 0, 0, 0)
"""Of a file whose new content waits in the journal, and of a link that leads nowhere: read each time."""


class Folder(NamedTuple):
    """What lies in a folder: its files with these endings, the folders in it, and whether any file is a link."""

    files: dict[str, Look]
    folders: list[str]
    linked: bool


def look_at(path: str | Path) -> Look | None:
    """How a file or folder looks; None where there is none. Raises OSError where it cannot be looked at."""
    try:
        return _look(os.stat(path))  # noqa: PTH116 - thousands of times
    except FileNotFoundError:
        return None


def look_into(store: Path, folder: str, ending: str, waiting: Pending, *, nested: bool) -> Folder:
    """What lies in a folder of the store, as readers see it; nothing where there is no such folder.

    `nested`: files may lie in folders below it too. Raises OSError; UnusableIndexError for a name that is no text.
    """
    files: dict[str, Look] = {}
    folders: list[str] = []
    linked = False
    try:
        with os.scandir(f"{store}/{folder}") as found:
            for entry in found:
                name = entry.name
                if not is_own(name):
                    continue
                if nested and entry.is_dir():
                    folders += [] if entry.is_symlink() else [_as_text(name)]
                elif name.casefold().endswith(ending):
                    files[_as_text(name)] = _look_of(entry)
                    linked = linked or entry.is_symlink()
    except FileNotFoundError:
        pass
    inside = Folder(files, folders, linked)
    _read_through(store, folder, inside, waiting, ending)
    return inside


def _read_through(store: Path, folder: str, inside: Folder, waiting: Pending, ending: str) -> None:
    """Let what waits in the journal stand as if it were in place."""
    for name in [name for name in waiting if name.startswith(f"{folder}/")]:
        own, _, below = name[len(folder) + 1 :].partition("/")
        if below:
            inside.folders.append(own)
        elif waiting[name].holds(read(store / name)) is None:
            inside.files.pop(own, None)
        elif own.casefold().endswith(ending):
            inside.files[own] = UNPLACED


def _as_text(name: str) -> str:
    if not name.isascii():
        try:
            name.encode()
        except UnicodeEncodeError:
            raise UnusableIndexError("a file's name is no text") from None
    return name


def _look_of(entry: os.DirEntry[str]) -> Look:
    try:
        return _look(entry.stat())
    except FileNotFoundError:
        return UNPLACED


def _look(found: os.stat_result) -> Look:
    look = found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
    if max(look) <= _LARGEST and min(look) >= -_LARGEST:
        return Look._make(look)
    return Look(_within(look[0]), _within(look[1]), look[2], look[3] & _LARGEST)


def _within(time: int) -> int:
    return max(-_LARGEST, min(time, _LARGEST))
