"""Records written into a store: new ones, and one more step on one that is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from supctl.documents import NOWHERE, Line
from supctl.errors import Finding, InputError
from supctl.facts import Record, Step
from supctl.store.files import StoreFile, create_all, write_all
from supctl.store.sealing import Sealed, as_bytes, broken_links, sealed_record, step_of, with_step
from supctl.store.writing import record_file


def write_records(folder: Path, records: Sequence[Record], besides: Mapping[str, bytes] | None = None) -> list[str]:
    """Write new records, and other new files with them: all or none. Gives the records' files, in their order.

    Raises InputError where one of the files is there already, StoreError where the store cannot be written.
    """
    files = {record_file(record): as_bytes(sealed_record(record)) for record in records}
    create_all(folder, {**files, **(besides or {})})
    return list(files)


def add_steps(folder: Path, steps: Sequence[tuple[Record, Step]]) -> list[str]:
    """Add a step to each record, linked to the one before it, and give the records' files: to all of them or to none.

    Raises InputError where a file is not what was sealed, or was changed since it was read; StoreError.
    """
    read = [(file := _file_of(folder, record), file.text(), step) for record, step in steps]
    longer = {file.name: _longer(file, text, step) for file, text, step in read}
    for file, text, _ in read:
        if file.text() != text:
            raise _not_as_sealed(file)
    write_all(folder, longer)
    return list(longer)


def _file_of(folder: Path, record: Record) -> StoreFile:
    """Where a record was read from; where it would be kept, if it was not read from a file."""
    name = record_file(record) if record.origin.document is NOWHERE.document else record.origin.path
    return StoreFile(folder / name, name)


def _longer(file: StoreFile, text: str, step: Step) -> bytes:
    sealed = _sealed(file, text)
    try:
        if list(broken_links(sealed)):
            raise _not_as_sealed(file)
        return as_bytes(with_step(sealed, step_of(step)))
    except ValueError:  # values that have no canonical form were never sealed
        raise _not_as_sealed(file) from None


def _sealed(file: StoreFile, text: str) -> Sealed:
    try:
        return cast("Sealed", json.loads(text))
    except ValueError:
        raise _not_as_sealed(file) from None


def _not_as_sealed(file: StoreFile) -> InputError:
    message = "the file was changed since it was sealed, or while this was written; nothing was done to it"
    place, mend = Line(file.name, None), "see what happened to it; put it back from a copy"
    return InputError([Finding("not-as-sealed", message, place=place, mend=mend)])
