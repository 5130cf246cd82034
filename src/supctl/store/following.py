"""Which policy the store follows from a day on: an entry more in supctl.toml, every other byte as it was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from supctl.documents import Document, Line
from supctl.errors import Finding, InputError
from supctl.facts.days import say_date
from supctl.store.changes.committing import commit
from supctl.store.changes.journal import Change, change_of
from supctl.store.files import StoreFile
from supctl.store.inserting import document_of, with_entry
from supctl.store.settings import SETTINGS_FILE, read_settings

_ALONE = re.compile(
    rb"""(?m)^[ \t]*(?:authority|"authority"|'authority')[ \t]*=[ \t]*(?:"[^"\r\n]*"|'[^'\r\n]*')[ \t]*(?:\r?\n|\Z)?"""
)
KEY = "authority"


def followed_from(store: Path, authority: str, from_: date) -> Change:
    """supctl.toml with another authority from a day on; nothing is written yet.

    `authority = "x"` becomes an [[authority]] entry. Raises InputError where the settings follow it already, or another
    one from that day or later, and where that cannot be written without a change to what else stands there.
    """
    file = StoreFile(store / SETTINGS_FILE, SETTINGS_FILE)
    file.text()  # says in plain words what cannot be read
    before = file.content()
    document = document_of(SETTINGS_FILE, before)
    settings = read_settings(document)
    last = settings.authority[-1]
    if last.from_ and from_ <= last.from_:
        message = f"{last.id} is followed from {say_date(last.from_)} on, which is not before {say_date(from_)}"
        mend = "name a later day with --from, or mend the entry in supctl.toml by hand"
        raise InputError([Finding("followed-later", message, place=_place(document, "from"), mend=mend)])
    if last.id == authority:
        message = f"{authority} is followed already"
        raise InputError(
            [Finding("followed-already", message, place=_place(document, "id"), mend="nothing is to be done")]
        )
    after = before
    if isinstance(document.values.get(KEY), str):
        after = with_entry(_without_line(before), SETTINGS_FILE, KEY, {"id": last.id})
    after = with_entry(after, SETTINGS_FILE, KEY, {"id": authority, "from": from_})
    made = read_settings(document_of(SETTINGS_FILE, after))
    if made.authority_on(from_) != authority:
        raise InputError([_by_hand(authority, from_)])
    return change_of(SETTINGS_FILE, before, after)


def follow_from(store: Path, change: Change) -> None:
    """Write it, if the settings still are what they were. Raises InputError, StoreError."""
    commit(store, [change])


def _place(document: Document, key: str) -> Line:
    """Where the settings name the authority that they follow last."""
    entries = document.values.get(KEY)
    last = (KEY, len(entries) - 1, key) if isinstance(entries, list) else (KEY,)
    return Line(SETTINGS_FILE, document.line(last) or 1)


def _without_line(content: bytes) -> bytes:
    """The settings without `authority = "x"`: entries stand at the end, where tables do. A comment beside it stays."""
    without = _ALONE.sub(b"", content, count=1)
    values = document_of(SETTINGS_FILE, content).values
    try:
        rest = document_of(SETTINGS_FILE, without).values
    except InputError:
        rest = values
    if rest != {key: value for key, value in values.items() if key != KEY}:
        raise InputError([_by_hand("...", None)])
    return without


def _by_hand(authority: str, from_: date | None) -> Finding:
    message = "the authority cannot be changed without a change to what else stands there"
    mend = f'write [[authority]] entries yourself: id = "{authority}"' + (f", from = {from_}" if from_ else "")
    return Finding("not-appended", message, place=None, mend=mend)
