"""Where the store is."""

import shutil
from pathlib import Path

import pytest

from supctl.errors import StoreError
from supctl.store import find_store
from supctl.store.changes.journal import COMMITTED, FOLDER, change_of, journal_bytes


def test_it_is_found_from_a_folder_within(store: Path) -> None:
    assert find_store(store / "workers") == store
    assert find_store(store) == store


def test_a_folder_that_was_given_goes_first(store: Path, tmp_path: Path) -> None:
    assert find_store(tmp_path, given=store) == store


def test_without_one_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no supctl\.toml in .*\n  mend: .*--store DIR or SUPCTL_STORE.*supctl init"):
        find_store(tmp_path)


def test_a_folder_that_was_given_must_be_a_store(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a store") as raised:
        find_store(store, given=store / "cases")
    assert f"name the store itself: {store}" in str(raised.value)
    with pytest.raises(StoreError, match="there is no folder"):
        find_store(store, given=tmp_path / "nowhere")
    assert raised.value.exit_code == 3


def test_a_store_is_found_while_its_settings_are_being_replaced(store: Path) -> None:
    """Whoever put new settings in place was stopped when the old ones were gone and the new ones not there yet."""
    file = store / "supctl.toml"
    before = file.read_bytes()
    journal = store / FOLDER
    journal.mkdir()
    (journal / f"a+a{COMMITTED}").write_bytes(journal_bytes([change_of("supctl.toml", before, before + b"# more\n")]))
    file.unlink()
    assert find_store(store / "workers") == store
    assert find_store(store, given=store) == store
    shutil.rmtree(journal)
    with pytest.raises(StoreError, match="there is no supctl"):
        find_store(store / "workers")
