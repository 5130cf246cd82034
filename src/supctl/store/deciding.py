"""What the service decides on a reading: an entry more in readings.toml, every other byte as it was."""

from __future__ import annotations

from supctl.documents import Values
from supctl.policy import Choice
from supctl.store.changes.committing import commit
from supctl.store.changes.journal import Change, change_of
from supctl.store.files import StoreFile, is_there
from supctl.store.formatting import toml_text
from supctl.store.inserting import with_entry
from supctl.store.reading import READINGS_FILE, Store

KEY = "reading"


def with_choice(store: Store, choice: Choice) -> Change:
    """readings.toml with one more decision; nothing is written yet.

    Raises InputError where it cannot be added without a change to what stands there.
    """
    entry: Values = {"id": choice.id, "option": choice.option, "by": choice.by, "from": choice.from_}
    file = StoreFile(store.folder / READINGS_FILE, READINGS_FILE)
    if not is_there(store.folder, READINGS_FILE):
        known = {key: value for key, value in entry.items() if value is not None}
        return change_of(READINGS_FILE, None, toml_text({KEY: [known]}).encode())
    file.text()  # says in plain words what cannot be read
    before = file.content()
    return change_of(READINGS_FILE, before, with_entry(before, READINGS_FILE, KEY, entry))


def decide(store: Store, change: Change) -> None:
    """Write it, if the file still is what it was. Raises InputError, StoreError."""
    commit(store.folder, [change])
