"""Files of a store, read and written: every byte that supctl takes from a store or puts there passes through here."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from supctl.documents import Document, Line
from supctl.errors import Finding, InputError, StoreError

_LEFT_BY_EDITORS = ("~", ".tmp")
_MAY_BE_WRITTEN = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class StoreFile:
    """A file of a store: where it is, and its name in messages (from the store's folder, with forward slashes)."""

    path: Path
    name: str

    @property
    def stem(self) -> str:
        """Its own name without the last ending."""
        return self.path.stem

    def text(self) -> str:
        """What it says, without a byte-order mark. Raises InputError where it cannot be read or is not UTF-8."""
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            finding = _unreadable(self.name, f"it is not UTF-8 text (byte {error.start + 1})", "save it as UTF-8")
        except OSError as error:
            finding = _unreadable(self.name, reason(error), "see that it is a file which you may read")
        raise InputError([finding])

    def document(self) -> Document:
        """It as a document. Raises InputError where it cannot be read."""
        return Document(self.name, self.text())


def files_in(store: Path, folder: str, ending: str, problems: list[Finding]) -> list[StoreFile]:
    """The files with this ending straight in a folder of the store, by name; none where there is no such folder.

    What editors and synchronising programs leave behind is passed over. A folder that cannot be read is a problem.
    """
    try:
        found = sorted(entry.name for entry in os.scandir(store / folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(_unreadable(folder, reason(error), "see that it is a folder which you may read"))
        return []
    kept = [name for name in found if _is_own(name) and name.casefold().endswith(ending)]
    return [StoreFile(store / folder / name, f"{folder}/{name}") for name in kept]


def files_below(store: Path, folder: str, ending: str, problems: list[Finding]) -> Iterator[StoreFile]:
    """As `files_in`, for the folder and every one below it, folder by folder."""

    def unreadable(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            name = Path(error.filename).relative_to(store).as_posix()
            problems.append(_unreadable(name, reason(error), "see that it is a folder which you may read"))

    for where, folders, names in os.walk(store / folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if _is_own(name))
        here = Path(where)
        within = here.relative_to(store).as_posix()
        for name in sorted(names):
            if _is_own(name) and name.casefold().endswith(ending):
                yield StoreFile(here / name, f"{within}/{name}")


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put each content in its file (named from `folder`, with forward slashes), in the order given.

    Each file is either as it was or wholly new, whatever happens, and keeps who may read and write it. This is the one
    place through which a store is written. Raises StoreError; where a file may not be written, before any is.
    """
    with _told_as_store_errors():
        for name in contents:
            _refuse_read_only(folder / name)
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, content)


def create_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make files that must not be there yet: all of them, or none. Raises InputError where one is, or StoreError."""
    made: list[Path] = []
    with _told_as_store_errors():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, content in contents.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                _write_new(folder / name, content)
                made.append(folder / name)
        except OSError as error:
            for path in made:
                path.unlink(missing_ok=True)
            if isinstance(error, FileExistsError):
                raise InputError([already_there(Path(error.filename))]) from None
            raise


def remove(folder: Path, name: str) -> None:
    """Take a file away; one that is not there is no mistake. Raises StoreError."""
    with _told_as_store_errors():
        (folder / name).unlink(missing_ok=True)


def already_there(path: Path) -> Finding:
    """That a file is there which was to be made."""
    return Finding("already-there", f"there is a {path.name} in {path.parent} already", mend="choose another folder")


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return error.strerror or str(error)


def _is_own(name: str) -> bool:
    return not name.startswith((".", "~")) and not name.endswith(_LEFT_BY_EDITORS)


def _unreadable(name: str, why: str, mend: str) -> Finding:
    return Finding("unreadable", f"it cannot be read: {why}", place=Line(name, None), mend=mend)


def _refuse_read_only(path: Path) -> None:
    """Raises PermissionError for a file that is read-only: the system would let it be replaced all the same."""
    if path.exists() and not path.stat().st_mode & _MAY_BE_WRITTEN:
        raise PermissionError(errno.EACCES, "it is read-only", str(path))


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file under a name that no reader looks at, then put it in the file's place."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    _write_new(beside, content)
    try:
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _write_new(path: Path, content: bytes) -> None:
    """Make a file that must not be there, and see it on the disk; nothing stays where that fails."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise


@contextmanager
def _told_as_store_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        mend = "see that the folder is there, that you may write in it, and that the disk is not full"
        raise StoreError(f"cannot write {error.filename or 'the store'}: {reason(error)}\n  mend: {mend}") from None
