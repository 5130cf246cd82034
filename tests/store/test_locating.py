"""Where the store is."""

from pathlib import Path

import pytest

from supctl.errors import StoreError
from supctl.store import find_store


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
