"""The few ways in which a writer touches the disk. Everything here raises OSError as the system does."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

WINDOWS = os.name == "nt"
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_NO_SYNC = {errno.EINVAL, errno.EBADF, errno.EACCES, errno.EOPNOTSUPP, errno.ENOTSUP}
_TRIES, _PAUSE_SECONDS = 40, 0.05


def write(path: str | Path, content: bytes, *, seen: bool = True, exclusive: bool = True) -> None:
    """Make a file; `seen`: and see it on the disk; unless `exclusive`, over one that is there."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if exclusive else os.O_TRUNC) | _BINARY, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        if seen:
            os.fsync(file)
    finally:
        os.close(file)


def read(path: str | Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - read a million times
            return file.read()
    except FileNotFoundError:
        return None


def put_new(path: Path, place: Path) -> None:
    """Give a file a place in which there is none. Raises FileExistsError where there is one."""
    if WINDOWS:
        patiently(lambda: os.rename(path, place))  # noqa: PTH104 - which refuses to replace there
        return
    try:
        os.link(path, place)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        write(place, b"", seen=False)  # a disk without links: the place is taken first, and a journal tells of it
        os.replace(path, place)  # noqa: PTH105
        return
    os.unlink(path)  # noqa: PTH108


def move(path: Path, place: Path) -> None:
    """Rename a file or a folder."""
    patiently(lambda: os.rename(path, place))  # noqa: PTH104


def take_away(path: Path) -> None:
    """Remove a file, if it is there."""
    with suppress(FileNotFoundError):
        patiently(lambda: os.unlink(path))  # noqa: PTH108


def take_away_folder(path: Path) -> None:
    """Remove a folder, if it is there and empty."""
    with suppress(OSError):
        os.rmdir(path)  # noqa: PTH106


def see_folder(folder: Path) -> None:
    """See the names in a folder on the disk, where the system can."""
    if WINDOWS:
        return
    try:
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def make_folders(folder: Path) -> None:
    """Make a folder and those above it that are missing, and see them on the disk."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    with suppress(FileExistsError):
        os.mkdir(folder)  # noqa: PTH102
    see_folder(folder.parent)


def patiently(act: Callable[[], None]) -> None:
    """Do it; on Windows, again for a while where a virus scanner or a sync program has the file open."""
    for left in range(_TRIES if WINDOWS else 1, 0, -1):
        try:
            return act()
        except PermissionError:
            if left == 1:
                raise
            time.sleep(_PAUSE_SECONDS)
    return None
