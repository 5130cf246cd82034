"""Where the files of a beginning authority go: a folder of the store, in one commit, or a folder by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from supctl.errors import Finding, InputError
from supctl.store.authoring.files import Files
from supctl.store.changes.folders import create_folder, refuse_unless_free
from supctl.store.changes.several import create_all

_TAKEN: Final = ("teams", "workers", "cases", "drafts", "records", "words", "private", "escalations", "forms")


def put(folder: Path, files: Files, store: Path | None) -> None:
    """Write them all, or none. `store`: the store in which the folder lies, if it lies in one.

    Raises InputError where the folder is not empty, or is one that a store needs for something else; StoreError.
    """
    contents = {name: text.encode() for name, text in files.items()}
    if store is None:
        create_folder(folder, contents)
        return
    within = folder_within(folder, store)
    refuse_unless_free(store / within)
    create_all(store, {f"{within}/{name}": content for name, content in contents.items()})


def folder_within(folder: Path, store: Path) -> str:
    """How a folder of the store is named from there. Raises InputError for one that holds something else."""
    within = folder.resolve().relative_to(store.resolve()).as_posix()
    first = within.split("/", maxsplit=1)[0]
    if within == "." or first.casefold() in _TAKEN or first.startswith("."):
        message = "the store itself" if within == "." else f'"{first}" in a store'
        finding = Finding("wrong-folder", f"{message} holds something else", mend='name another folder, as "policy"')
        raise InputError([finding])
    return within


def default_folder(id_: str, store: Path | None, here: Path) -> Path:
    """The folder for a policy where none is named: `policy` in a store that has none yet, else its id."""
    if store is None:
        return here / id_
    policy = store / "policy"
    is_free = not policy.exists() or (policy.is_dir() and not any(policy.iterdir()))
    return policy if is_free else store / id_
