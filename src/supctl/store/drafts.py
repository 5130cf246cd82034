"""Drafts in a store: which there are, what they say, and their making and taking away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.store.changes.journal import Change, change_of
from supctl.store.files import StoreFile, files_in

DRAFTS: Final = "drafts"


def draft_file(id_: str) -> str:
    """Where a draft is kept, from the store's folder."""
    return f"{DRAFTS}/{id_}.toml"


def draft_ids(folder: Path) -> list[str]:
    """The ids of the drafts in a store; a folder that cannot be read holds none that are known."""
    problems: list[Finding] = []
    return [file.stem for file in files_in(folder, DRAFTS, ".toml", problems)]


def read_draft_file(folder: Path, id_: str) -> Document:
    """A draft as it stands. Raises InputError where it cannot be read."""
    return StoreFile(folder / draft_file(id_), draft_file(id_)).document()


def draft_bytes(folder: Path, id_: str) -> bytes | None:
    """What a draft's file holds, whatever that is; None where it cannot be told."""
    try:
        return StoreFile(folder / draft_file(id_), draft_file(id_)).content()
    except OSError:
        return None


def refuse_written_since(folder: Path, id_: str, seen: bytes | None) -> None:
    """Raises InputError where somebody has written in a draft since it was read."""
    if draft_bytes(folder, id_) != seen:
        message = f"somebody has just written in the draft {id_.rpartition('-')[2]}; nothing was changed"
        raise InputError([Finding("changed-meanwhile", message, mend="look at it, and type the command again")])


def draft_removed(id_: str, seen: bytes | None) -> Change:
    """That a draft is taken away, if it still holds what was seen of it. What could not be read is not taken away."""
    return change_of(draft_file(id_), seen or b"", None)


def settle_drafts(folder: Path) -> None:
    """See that every draft lies in its place, for a program that reads no journal. Raises StoreError."""
    from supctl.store.changes.committing import settle

    settle(folder)
