"""Records written into a store: new ones, and one more step on one that is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from supctl.documents import NOWHERE, Line
from supctl.errors import Finding, InputError
from supctl.facts import Record, Step
from supctl.store.changes.committing import commit
from supctl.store.changes.journal import Change, change_of
from supctl.store.changes.refusals import changed_meanwhile
from supctl.store.changes.several import create_all
from supctl.store.files import StoreFile
from supctl.store.sealing import Sealed, as_bytes, broken_links, sealed_record, step_of, with_step
from supctl.store.writing import record_file


def write_records(folder: Path, records: Sequence[Record], besides: Mapping[str, bytes] | None = None) -> list[str]:
    """Write new records, and other new files with them: all or none. Gives the records' files, in their order.

    Raises InputError where one of the files is there already, StoreError where the store cannot be written.
    """
    files = {record_file(record): as_bytes(sealed_record(record)) for record in records}
    create_all(folder, {**files, **(besides or {})})
    return list(files)


def add_steps(folder: Path, steps: Sequence[tuple[Record, Step]], besides: Sequence[Change] = ()) -> list[str]:
    """Add a step to each record, linked to the one before it, and give the records' files; `besides`: other changes.

    All of it or none. Raises InputError where a file is not what was sealed, or somebody changed it since it was read;
    StoreError.
    """
    changes = [_longer(_file_of(folder, record), record, step) for record, step in steps]
    commit(folder, [*changes, *besides])
    return [change.name for change in changes]


def _file_of(folder: Path, record: Record) -> StoreFile:
    """Where a record was read from; where it would be kept, if it was not read from a file."""
    name = record_file(record) if record.origin.document is NOWHERE.document else record.origin.path
    return StoreFile(folder / name, name)


def _longer(file: StoreFile, record: Record, step: Step) -> Change:
    file.text()  # says in plain words what cannot be read
    before = file.content()
    sealed = _sealed(file, before)
    try:
        if list(broken_links(sealed)):
            raise _not_as_sealed(file)
        after = as_bytes(with_step(sealed, step_of(step)))
    except ValueError:  # values that have no canonical form were never sealed
        raise _not_as_sealed(file) from None
    if len(cast("Sequence[object]", sealed["steps"])) != len(record.steps):
        raise InputError([changed_meanwhile(file.name)])
    return change_of(file.name, before, after)


def _sealed(file: StoreFile, content: bytes) -> Sealed:
    try:
        return cast("Sealed", json.loads(content.decode("utf-8-sig")))
    except ValueError:
        raise _not_as_sealed(file) from None


def _not_as_sealed(file: StoreFile) -> InputError:
    message = "the file was changed since it was sealed; nothing was done to it"
    place, mend = Line(file.name, None), "see what happened to it; put it back from a copy"
    return InputError([Finding("not-as-sealed", message, place=place, mend=mend)])
