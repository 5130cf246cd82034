"""A whole new folder of files, there at once or not at all: for what is no store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from supctl.documents import Line
from supctl.errors import Finding, InputError
from supctl.store.changes import disk, owners
from supctl.store.changes.committing import ALONE
from supctl.store.changes.refusals import told_as_store_errors


def create_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files, named from it with forward slashes; one that is there must be empty.

    Raises InputError where something is in it, StoreError where it cannot be written.
    """
    refuse_unless_free(folder)
    with told_as_store_errors():
        disk.make_folders(folder.absolute().parent)
        beside = folder.absolute().parent / f"{ALONE}{owners.new_name()}"
        try:
            for name, content in contents.items():
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
                disk.write(beside / name, content)
            _give_place(beside, folder)
        except OSError:
            refuse_unless_free(folder)  # somebody was faster
            raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        disk.see_folder(folder.absolute().parent)


def _give_place(beside: Path, folder: Path) -> None:
    """Let what was made beside be the folder; in one that is there already, which somebody may be in, what it holds."""
    if not folder.is_dir():
        disk.move(beside, folder)
        return
    for path in sorted(beside.iterdir()):
        disk.move(path, folder / path.name)


def refuse_unless_free(folder: Path) -> None:
    """Raises InputError where a folder has something in it, or is none; StoreError where it cannot be looked at."""
    if not os.path.lexists(folder):
        return
    with told_as_store_errors():
        found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else None
    if found is None:
        raise InputError([_not_free(folder, "is no folder")])
    if found:
        raise InputError([_not_free(folder, f"is not empty ({found[0]})")])


def _not_free(folder: Path, why: str) -> Finding:
    mend = "name another folder, or one that is not there yet"
    return Finding("not-empty", f"it {why}", place=Line(str(folder), None), mend=mend)
