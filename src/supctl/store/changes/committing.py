"""One commit: several changes of a store, all of them or none."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from supctl.errors import Finding, InputError, StoreError
from supctl.store.changes import disk, locking, owners
from supctl.store.changes.journal import (
    BEGUN,
    COMMITTED,
    FOLDER,
    Change,
    digest,
    journal_bytes,
    read_journal,
)
from supctl.store.changes.placing import Kept, put_in_place
from supctl.store.changes.refusals import already_there, changed_meanwhile, told_as_store_errors

STAGING: Final = f"{FOLDER}-"
ALONE: Final = ".supctl-new-"
_BY = "+"
_LEFT_SECONDS: Final = {None: 60.0, False: 600.0, True: 0.0}
"""After how long what somebody began counts as left behind: somebody elsewhere, somebody who runs, who has ended."""
_POLL_SECONDS = 0.005
_OCCUPIED = {errno.EEXIST, errno.ENOTEMPTY}
_MAY_BE_WRITTEN = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def commit(store: Path, changes: Sequence[Change]) -> None:
    """Make these changes: all of them, or none.

    Once this returns, every reader finds the new state, also after a crash. Raises InputError ("already-there",
    "changed-meanwhile") where a new file is there already or another is not as it was read, and StoreError where the
    store cannot be written: nothing was changed then. A StoreError that names somebody else's text, saved at the very
    moment, says what was done with it.
    """
    if not changes:
        return
    with told_as_store_errors():
        _refuse_unwritable(store, changes)
        with locking.locked(store):
            sweep(store)
            kept = _Commit(store, changes).made()
    _tell_kept(kept)


def settle(store: Path) -> None:
    """Put in place what an interrupted command has committed. Nothing is written where there is none.

    Raises StoreError where it cannot be put in place.
    """
    if not os.path.lexists(store / FOLDER):
        return
    with told_as_store_errors(), locking.locked(store):
        sweep(store)
        _wait_for(lambda: _make_way(store))


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Within it nobody else writes in the store, so that what is read there is still so when it is written.

    Raises StoreError where somebody else is writing for too long, or the store may not be written.
    """
    with ExitStack() as held:
        with told_as_store_errors():
            held.enter_context(locking.locked(store))
        yield


@dataclass(frozen=True)
class _Commit:
    store: Path
    changes: Sequence[Change]
    name: str = field(default_factory=owners.new_name)

    @property
    def staging(self) -> Path:
        return self.store / f"{STAGING}{self.name}"

    @property
    def journal(self) -> Path:
        return self.store / FOLDER

    def made(self) -> list[Kept]:
        """Make the commit. Gives what somebody else wrote at the very moment."""
        begun = self.journal / f"{self.name}{BEGUN}"
        done = self.journal / f"{self.name}{_BY}{self.name}{COMMITTED}"
        try:
            self._begin()
            self._claim()
            disk.see_folder(self.store)
            refuse_changed(self.store, self.changes)
            disk.move(begun, done)
        except FileNotFoundError as error:
            self._withdraw(begun)
            if str(error.filename) == str(begun):  # somebody took this process for ended, and its claim away
                raise locking.busy() from None
            raise
        except BaseException:
            self._withdraw(begun)
            raise
        disk.see_folder(self.journal)
        try:
            return _finish(self.store, done)
        except OSError:  # it is committed, and every reader reads it: the next writer puts it in place
            return []

    def _begin(self) -> None:
        os.mkdir(self.staging)  # noqa: PTH102 - as the other calls here
        disk.write(self.staging / f"{self.name}{BEGUN}", journal_bytes(self.changes))
        disk.see_folder(self.staging)

    def _claim(self) -> None:
        _wait_for(lambda: self._is_claimed() or (_make_way(self.store) and self._is_claimed()))

    def _is_claimed(self) -> bool:
        try:
            os.rename(self.staging, self.journal)  # noqa: PTH104
        except OSError as error:
            if error.errno in _OCCUPIED or (disk.WINDOWS and isinstance(error, PermissionError)):
                return False
            raise
        return True

    def _withdraw(self, begun: Path) -> None:
        """Take away what was begun and not committed."""
        for file in (begun, self.staging / begun.name):
            with suppress(OSError):
                disk.take_away(file)
        for folder in (self.staging, self.journal):
            disk.take_away_folder(folder)


def refuse_changed(store: Path, changes: Sequence[Change]) -> None:
    """Raises InputError, naming each file that is not as it was read; OSError where that cannot be told."""
    found = [problem for change in changes if (problem := _problem(store / change.name, change))]
    if found:
        raise InputError(found)


def _problem(path: Path, change: Change) -> Finding | None:
    now = disk.read(path)
    if (None if now is None else digest(now)) == change.before:
        return None
    return already_there(path) if change.before is None else changed_meanwhile(change.name)


# --- what others have begun ---------------------------------------------------------------------------------------


def _wait_for(done: Callable[[], bool]) -> None:
    """Raises StoreError where that takes too long."""
    until = time.monotonic() + locking.WAIT_SECONDS
    while not done():
        if time.monotonic() > until:
            raise locking.busy()
        time.sleep(_POLL_SECONDS)


def _make_way(store: Path) -> bool:
    """Finish what somebody committed and left, sweep away what they only began. False while they are still at it."""
    journal = store / FOLDER
    try:
        names = os.listdir(journal)  # noqa: PTH208 - names are enough
    except FileNotFoundError:
        return True
    for name in names:
        if not name.endswith((BEGUN, COMMITTED)):  # a sync program's copy, say
            message = f"there is a file in {journal} that supctl did not put there: {name}"
            raise StoreError(f"{message}\n  mend: take it away")
        commit_name, _, owner = name.rpartition(".")[0].rpartition(_BY)
        if not _is_left(owner, journal / name):
            return False
        if name.endswith(COMMITTED):
            _finish_for(store, journal / name, commit_name)
        else:
            disk.take_away(journal / name)
    disk.take_away_folder(journal)
    return not journal.exists()


def _is_left(owner: str, path: Path) -> bool:
    """Whether somebody who began something there has ended, or must have."""
    gone = owners.is_gone(owner)
    if gone:
        return True
    try:
        return time.time() - path.stat().st_mtime > _LEFT_SECONDS[gone]
    except FileNotFoundError:
        return False


def _finish_for(store: Path, left: Path, commit_name: str) -> None:
    """Finish the commit of somebody who was stopped; of several who would, only one does."""
    mine = left.with_name(f"{commit_name}{_BY}{owners.new_name()}{COMMITTED}")
    try:
        disk.move(left, mine)
    except FileNotFoundError:
        return
    _tell_kept(_finish(store, mine), interrupted=True)


def _finish(store: Path, journal: Path) -> list[Kept]:
    """Put a committed journal in place, and take it away."""
    name = journal.name.partition(_BY)[0]
    kept = put_in_place(store, name, read_journal(str(journal)).values())
    disk.take_away(journal)
    disk.take_away_folder(journal.parent)
    disk.see_folder(store)
    return kept


def sweep(store: Path) -> None:
    """Take away what others prepared and were stopped before they could do anything with it. Raises OSError."""
    with os.scandir(store) as found:
        left = [Path(entry) for entry in found if entry.name.startswith((STAGING, ALONE))]
    for path in left:
        if not _is_left(path.name.removeprefix(STAGING).removeprefix(ALONE), path):
            continue
        if path.name.startswith(ALONE):
            disk.take_away(path)
            continue
        for name in os.listdir(path):  # noqa: PTH208 - names are enough
            disk.take_away(path / name)
        disk.take_away_folder(path)


def _tell_kept(kept: Sequence[Kept], *, interrupted: bool = False) -> None:
    if not kept:
        return
    told = "; ".join(
        f"somebody wrote in {one.name} at the very moment: theirs stands"
        + (f", and ours lies beside it as {one.ours}" if one.ours else "")
        for one in kept
    )
    first = "a command was interrupted, and has now been finished, but " if interrupted else ""
    mend = "look at both and bring them together" + ("; then type the command again" if interrupted else "")
    raise StoreError(f"{first}{told}\n  mend: {mend}")


# --- before anything is written -----------------------------------------------------------------------------------


def _refuse_unwritable(store: Path, changes: Sequence[Change]) -> None:
    """Raises PermissionError for a read-only file (the system would let it be replaced all the same) or folder."""
    for change in changes:
        path = store / change.name
        if path.exists() and not path.stat().st_mode & _MAY_BE_WRITTEN:
            raise PermissionError(errno.EACCES, "it is read-only", str(path))
    for folder in dict.fromkeys((store / change.name).parent for change in changes):
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
        if not nearest.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is no folder", str(nearest))
        if not os.access(nearest, os.W_OK):
            raise PermissionError(errno.EACCES, "you may not write in this folder", str(nearest))
