"""The usual kinds of commit: files written whatever they held, and new files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from supctl.errors import InputError
from supctl.store.changes import disk, owners
from supctl.store.changes.committing import ALONE, commit, sweep
from supctl.store.changes.journal import Change, change_of
from supctl.store.changes.refusals import already_there, told_as_store_errors


def write_all(store: Path, contents: Mapping[str, bytes]) -> None:
    """Put each content in its file (named from the store's folder, with forward slashes), whatever the file holds.

    All of them or none; each keeps who may read and write it. Raises StoreError where one may not be written.
    """
    with told_as_store_errors():
        changes = [change_of(name, disk.read(store / name), content) for name, content in contents.items()]
    commit(store, changes)


def create_all(store: Path, contents: Mapping[str, bytes]) -> None:
    """Make files that must not be there yet: all of them, or none. Raises InputError where one is, or StoreError."""
    commit(store, [Change(name, None, content) for name, content in contents.items()])


def create_alone(folder: Path, name: str, content: bytes) -> None:
    """Make one new file, whole or not at all, in a folder that is no store yet.

    Raises InputError where there is one of that name, StoreError.
    """
    beside = folder / f"{ALONE}{owners.new_name()}"
    with told_as_store_errors():
        disk.make_folders(folder)
        sweep(folder)
        try:
            disk.write(beside, content)
            disk.put_new(beside, folder / name)
        except FileExistsError:
            raise InputError([already_there(folder / name)]) from None
        finally:
            disk.take_away(beside)
        disk.see_folder(folder)
