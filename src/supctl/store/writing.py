"""Making a store: its settings, and the files of people, cases, teams and records."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from supctl.documents import Document, Origin, Values, read
from supctl.errors import Finding, InputError, StoreError
from supctl.facts import Record
from supctl.store.changes.bulk import create_many
from supctl.store.changes.refusals import already_there
from supctl.store.changes.several import create_alone, write_all
from supctl.store.files import reason
from supctl.store.formatting import toml_text, toml_value
from supctl.store.sealing import as_bytes, sealed_record
from supctl.store.settings import SCHEMA, SETTINGS_FILE, read_settings

GITIGNORE = """\
# What was said in supervision: kept apart, out of git unless the service chooses otherwise
words/
# Words encrypted to those who may read them
private/
# Records that are still being written
drafts/
# Somebody is writing in the store
.supctl.lock
# What a command has begun to write and not finished
.supctl-*
"""
_GITIGNORE_FILE = ".gitignore"
_MAY_BE_THERE = {".git"}
_LEFT_BY_US = ".supctl-"
_FOLDERS = ("teams", "workers", "cases")


def init(folder: Path, authority: str, name: str, opening: date) -> Path:
    """Make an empty store, complete from `opening`, and give its folder back.

    Raises InputError where the folder holds a store or anything else (a fresh .git may be there), StoreError where it
    cannot be written.
    """
    return begin(folder, settings_text(uuid.uuid4().hex, authority, name, opening))


def begin(folder: Path, settings: str) -> Path:
    """As `init`, with the text of supctl.toml given."""
    make_room(folder, settings)
    declare(folder, settings)
    return folder


def make_room(folder: Path, settings: str) -> None:
    """The first step of making a store: a folder that holds nothing but what git is told to leave out.

    It is no store before `declare`, whatever is written in between. Raises InputError where `settings` would be wrong
    or the folder holds anything else, StoreError where it cannot be written.
    """
    read_settings(Document(SETTINGS_FILE, settings))
    _refuse_unless_empty(folder)
    if not (folder / _GITIGNORE_FILE).exists():
        create_alone(folder, _GITIGNORE_FILE, GITIGNORE.encode())


def declare(folder: Path, settings: str) -> None:
    """The last step of making a store, all or nothing: its supctl.toml. Before it the folder is no store.

    `see_on_disk` comes before it. Raises InputError where somebody else has just made one there, StoreError.
    """
    create_alone(folder, SETTINGS_FILE, settings.encode())


def settings_text(store_id: str, authority: str, name: str, opening: date) -> str:
    """supctl.toml as init writes it."""
    lines = [
        (f"schema = {SCHEMA}", ""),
        (f"id = {toml_value(store_id)}", "of this store, made by init"),
        (f"authority = {toml_value(authority)}", 'an installed authority, or "./policy": policy data in the store'),
        (f"name = {toml_value(name)}", ""),
        ("", ""),
        ("[opening]", ""),
        (f"from = {toml_value(opening)}", "complete from this day; nothing earlier is held against anybody"),
        ("", ""),
        ("[calendar]", ""),
        ("closures = []", "days the service is shut, on top of weekends and England's bank holidays"),
        ("", ""),
        ("[words]", "where what was said is kept: store or elsewhere"),
        ('staff = "store"', ""),
        ('cases = "store"', "elsewhere, where a child's own record is the home of those words"),
    ]
    return "".join((f"{line:<39} # {note}" if note else line).rstrip() + "\n" for line, note in lines)


def write_service(folder: Path, given: Mapping[str, object]) -> None:
    """Write people, cases, teams and sealed records into a store.

    `given` has the tables `teams`, `workers`, `cases` (by id, as in their files) and the list `records` (facts and
    `steps`, each with an id). A file of the same name is replaced. Raises InputError where a record's facts are wrong,
    StoreError where the store cannot be written.
    """
    write_all(folder, dict(_files_of(given)))


def create_service(folder: Path, given: Mapping[str, object]) -> None:
    """As `write_service`, into a folder that is no store before `declare`: nothing may be there of the same name."""
    create_many(folder, _files_of(given))


def _files_of(given: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    for where in _FOLDERS:
        for id_, values in cast("Mapping[str, Values]", given.get(where, {})).items():
            yield f"{where}/{id_}.toml", toml_text(values).encode()
    for values in cast("Sequence[Values]", given.get("records", ())):
        record = read(Record, values, Origin(Document("records", "")))
        yield record_file(record), as_bytes(sealed_record(record))


def record_file(record: Record) -> str:
    """Where a record's facts are kept, from the store's folder."""
    return f"records/{record.date.year:04d}/{record.date.month:02d}/{record.id}.json"


def _refuse_unless_empty(folder: Path) -> None:
    if (folder / SETTINGS_FILE).exists():
        raise InputError([already_there(folder / SETTINGS_FILE)])
    try:
        found = sorted(path.name for path in folder.iterdir() if not _may_be_there(path))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"cannot use {folder}: {reason(error)}\n  mend: choose another folder") from None
    if found:
        message = f"{folder} is not empty ({found[0]}); a store is made in a folder of its own"
        raise InputError([Finding("not-empty", message, mend="choose another folder, or one that is not there yet")])


def _may_be_there(path: Path) -> bool:
    """Whether a file is no hindrance to a new store: a repository, or what an `init` that was stopped left there."""
    ours = path.name == _GITIGNORE_FILE and path.is_file() and path.read_bytes() == GITIGNORE.encode()
    return ours or path.name in _MAY_BE_THERE or path.name.startswith(_LEFT_BY_US)
