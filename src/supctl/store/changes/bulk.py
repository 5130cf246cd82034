"""Very many new files at once, seen on the disk together: for a folder that is no store yet."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from supctl.errors import InputError
from supctl.store.changes.refusals import already_there, told_as_store_errors

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def create_many(folder: Path, contents: Iterable[tuple[str, bytes]]) -> int:
    """Make very many files (named from `folder`, with forward slashes) that must not be there yet, and give how many.

    For a folder that is no store yet: nothing is seen on the disk before `see_on_disk` is called, and what was made
    stays where this stops halfway. Write supctl.toml after that, and last. Several processes may make files of other
    names in the same folder at the same time. Raises InputError where a file is there already, or StoreError.
    """
    made, root, number = set[str](), os.fspath(folder), 0
    with told_as_store_errors():
        try:
            for number, (name, content) in enumerate(contents, 1):  # noqa: B007 - how many there were
                where = name.rpartition("/")[0]
                if where not in made:
                    os.makedirs(os.path.join(root, where), exist_ok=True)  # noqa: PTH103, PTH118 - a million times
                    made.add(where)
                _write_quickly(f"{root}/{name}", content)
        except FileExistsError as error:
            raise InputError([already_there(Path(error.filename))]) from None
    return number


def see_on_disk(folder: Path) -> None:
    """Wait until everything that was made in a folder, and below it, is on the disk. Raises StoreError."""
    with told_as_store_errors():
        if hasattr(os, "sync"):
            os.sync()
            return
        for where, _, names in os.walk(folder):
            for name in names:
                with Path(where, name).open("rb+") as file:
                    os.fsync(file.fileno())


def _write_quickly(path: str, content: bytes) -> None:
    file = os.open(path, _NEW)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)
