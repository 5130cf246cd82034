"""What a command is about to write, kept as a whole before any file is touched, and how readers read through it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from supctl.errors import StoreError

FOLDER: Final = ".supctl-journal"
BEGUN: Final = ".begun"
COMMITTED: Final = ".committed"
_LOOKS = 3


@dataclass(frozen=True)
class Change:
    """A file as it will be, named from the store's folder with forward slashes.

    `before`: the digest of what it held when it was read (None: it is new, and must not be there); `after`: what it
    will hold (None: it is taken away).
    """

    name: str
    before: str | None
    after: bytes | None = field(repr=False)

    def holds(self, found: bytes | None) -> bytes | None:
        """What the file holds for a reader, once the change is committed and `found` is what lies there.

        As long as the old content lies there, or nothing while it is put in place, that is the new content. Whatever
        else lies there was written since.
        """
        in_place = found is not None and not self.is_old(found)
        return found if in_place else self.after

    def is_old(self, found: bytes) -> bool:
        """Whether these bytes are what it held before, or none: a place that is only just taken."""
        return found == b"" or digest(found) == self.before


Pending = Mapping[str, Change]
"""The changes that are committed and perhaps not all in place, by the name of the file."""

NOTHING: Final[Pending] = MappingProxyType({})


def change_of(name: str, before: bytes | None, after: bytes | None) -> Change:
    """A file that held `before` when it was read (None: is new), and will hold `after` (None: will be gone)."""
    return Change(name, None if before is None else digest(before), after)


def digest(content: bytes) -> str:
    """What tells one content from another."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def pending(store: str | Path) -> Pending:
    """What is committed in a store and perhaps not in place: nearly always nothing, which one look tells.

    The same object as long as it is the same commit. Never raises: what cannot be read is left to the next writer.
    """
    folder = f"{store}/{FOLDER}"
    if not os.access(folder, os.F_OK):
        return NOTHING
    for _ in range(_LOOKS):  # a writer may just be renaming it
        for name in committed(Path(folder)):
            try:
                return read_journal(f"{folder}/{name}")
            except (OSError, StoreError):
                continue
    return NOTHING


Moment = tuple[int, tuple[str, ...]]
"""When a store was last committed to; two that are the same had no commit in between."""


def moment(store: str | Path) -> Moment:
    """The moment in which a store is, for who reads several files. Never raises.

    It differs after a commit, and may differ without one. It is as fine as the clock by which the disk keeps times.
    """
    try:
        changed = os.stat(store).st_mtime_ns  # noqa: PTH116 - once for every folder that is read
    except OSError:
        changed = 0
    folder = f"{store}/{FOLDER}"
    return changed, tuple(committed(Path(folder))) if os.access(folder, os.F_OK) else ()


def committed(folder: Path) -> list[str]:
    """The names of committed journals in a journal's folder: one, or none."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(COMMITTED)]  # noqa: PTH208 - names are enough
    except OSError:
        return []


def journal_bytes(changes: Iterable[Change]) -> bytes:
    """Changes as the journal keeps them: the digest of all that follows, then each change."""
    import json
    from base64 import b64encode

    values = [
        [change.name, change.before, None if change.after is None else b64encode(change.after).decode()]
        for change in changes
    ]
    text = json.dumps(values).encode()
    return digest(text).encode() + b"\n" + text


@lru_cache(maxsize=4)
def read_journal(path: str) -> Pending:
    """The changes of a journal. Its name is its own, so that it is read once. Raises OSError; StoreError if damaged."""
    import json
    from base64 import b64decode

    with open(path, "rb") as file:  # noqa: PTH123 - as it came
        kept, _, text = file.read().partition(b"\n")
    if kept != digest(text).encode():
        message = f"what a command began to write cannot be read: {path} is damaged"
        raise StoreError(f"{message}\n  mend: see what that command was to do, take the file away, and do it again")
    changes = [
        Change(name, before, None if after is None else b64decode(after)) for name, before, after in json.loads(text)
    ]
    return MappingProxyType({change.name: change for change in changes})
