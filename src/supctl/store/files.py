"""Files of a store, read: every byte that supctl takes from a store passes through here.

Nothing here takes a lock, and all of it works on a store that may not be written. What a reader is promised:

- Every file that it reads is whole: as it was before a commit, or as it is after it.
- A commit is one moment for all its files. Whatever is read after that moment is new, wherever in the middle of putting
  files in place its writer is or was stopped; who has read one file as new reads no other one as old.
- After a crash everything reads as before the commit, or everything as after it.
- Who reads several files takes longer than a moment, and a commit may come in between. `moment` tells: where it is the
  same before and after, nothing was committed in between.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from supctl.documents import Document, Line
from supctl.errors import Finding, InputError
from supctl.store.changes.disk import read
from supctl.store.changes.journal import Moment, Pending, moment, pending

_LEFT_BY_EDITORS = ("~", ".tmp")
_LOOKS: Final = 4
"""How often a reader looks again where a commit comes in between. Each time it would be another commit."""

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class StoreFile:
    """A file of a store: where it is, and its name in messages (from the store's folder, with forward slashes)."""

    path: Path
    name: str

    @property
    def stem(self) -> str:
        """Its own name without the last ending."""
        return self.path.stem

    def content(self) -> bytes:
        """What it holds, also where a commit is being put in place. Raises OSError where it cannot be read."""
        path = str(self.path)
        store = path[: -len(self.name) - 1] or "."
        for _ in range(_LOOKS):
            waiting = pending(store)
            found = read(path)
            if not waiting and found is not None:
                return found
            change = waiting.get(self.name)
            held = found if change is None else change.holds(found)
            if held is not None and pending(store) is waiting:
                return held
        raise _not_there(path)

    def text(self) -> str:
        """What it says, without a byte-order mark. Raises InputError where it cannot be read or is not UTF-8."""
        try:
            return self.content().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            finding = _unreadable(self.name, f"it is not UTF-8 text (byte {error.start + 1})", "save it as UTF-8")
        except OSError as error:
            finding = _unreadable(self.name, reason(error), "see that it is a file which you may read")
        raise InputError([finding])

    def document(self) -> Document:
        """It as a document. Raises InputError where it cannot be read."""
        return Document(self.name, self.text())


def is_there(store: Path, name: str) -> bool:
    """Whether a reader finds a file of the store: it lies there, or a commit is putting it there."""
    change = pending(store).get(name)
    return change.after is not None if change else (store / name).exists()


def files_in(store: Path, folder: str, ending: str, problems: list[Finding]) -> list[StoreFile]:
    """The files with this ending straight in a folder of the store, by name; none where there is no such folder.

    What editors and synchronising programs leave behind is passed over. A folder that cannot be read is a problem.
    """
    try:
        files, folders = _seen_at_once(store, lambda waiting: _names(store, folder, waiting))
    except OSError as error:
        problems.append(_unreadable(folder, reason(error), "see that it is a folder which you may read"))
        return []
    kept = [name for name in sorted([*files, *folders]) if name.casefold().endswith(ending)]
    return [StoreFile(store / folder / name, f"{folder}/{name}") for name in kept]


def files_below(store: Path, folder: str, ending: str, problems: list[Finding]) -> Iterator[StoreFile]:
    """As `files_in`, for the folder and every one below it, folder by folder."""
    try:
        files, folders = _seen_at_once(store, lambda waiting: _names(store, folder, waiting))
    except OSError as error:
        problems.append(_unreadable(folder, reason(error), "see that it is a folder which you may read"))
        return
    here = store / folder
    for name in files:
        if name.casefold().endswith(ending):
            yield StoreFile(here / name, f"{folder}/{name}")
    for name in folders:
        if not (here / name).is_symlink():
            yield from files_below(store, f"{folder}/{name}", ending, problems)


def _seen_at_once(store: Path, look: Callable[[Pending], Seen]) -> Seen:
    """What `look` finds where no commit comes in between."""
    before, found = moment(store), look(pending(store))
    for _ in range(_LOOKS):
        if (now := moment(store)) == before:
            break
        before, found = now, look(pending(store))
    return found


def _names(store: Path, folder: str, waiting: Pending) -> tuple[list[str], list[str]]:
    """The names of the files and of the folders in a folder of the store, sorted; none where there is no such folder.

    Raises OSError where it cannot be read.
    """
    files, folders = set[str](), set[str]()
    try:
        with os.scandir(f"{store}/{folder}") as found:
            for entry in found:
                if is_own(entry.name):
                    (folders if entry.is_dir() else files).add(entry.name)
    except FileNotFoundError:
        pass
    for change in waiting.values():
        if change.name.startswith(f"{folder}/"):
            name, below, _ = change.name[len(folder) + 1 :].partition("/")
            if below:
                folders.add(name)
            elif change.holds(read(store / change.name)) is None:
                files.discard(name)
            else:
                files.add(name)
    return sorted(files), sorted(folders)


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return error.strerror or str(error)


def is_own(name: str) -> bool:
    return not name.startswith((".", "~")) and not name.endswith(_LEFT_BY_EDITORS)


def _unreadable(name: str, why: str, mend: str) -> Finding:
    return Finding("unreadable", f"it cannot be read: {why}", place=Line(name, None), mend=mend)


def _not_there(path: str) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)


__all__ = ["Moment", "StoreFile", "files_below", "files_in", "is_there", "moment", "pending", "reason"]
