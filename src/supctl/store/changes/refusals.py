"""What is said where a store cannot be written, or holds already what was to be made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supctl.documents import Line
from supctl.errors import Finding, StoreError


@contextmanager
def told_as_store_errors() -> Iterator[None]:
    """Within it, what the system refuses is a StoreError, with what mends it."""
    try:
        yield
    except OSError as error:
        mend = "see that the folder is there, that you may write in it, and that the disk is not full"
        why = error.strerror or str(error)
        raise StoreError(f"cannot write {error.filename or 'the store'}: {why}\n  mend: {mend}") from None


def already_there(path: Path) -> Finding:
    """That a file is there which was to be made."""
    return Finding("already-there", f"there is a {path.name} in {path.parent} already", mend="choose another folder")


def changed_meanwhile(name: str) -> Finding:
    """That a file is no longer what it was when it was read."""
    mend = "look at the file, and type the command again"
    return Finding("changed-meanwhile", "somebody changed it meanwhile", place=Line(name, None), mend=mend)
