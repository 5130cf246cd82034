"""Drafts in a store: which there are, what they say, and their making and taking away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.store.files import StoreFile, files_in, remove

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
        return (folder / draft_file(id_)).read_bytes()
    except OSError:
        return None


def refuse_written_since(folder: Path, id_: str, seen: bytes | None) -> None:
    """Raises InputError where somebody has written in a draft since it was read."""
    if draft_bytes(folder, id_) != seen:
        message = f"somebody has just written in the draft {id_.rpartition('-')[2]}; nothing was changed"
        raise InputError([Finding("changed-meanwhile", message, mend="look at it, and type the command again")])


def remove_draft(folder: Path, id_: str) -> None:
    """Take a draft away. Raises StoreError where that cannot be done."""
    remove(folder, draft_file(id_))
