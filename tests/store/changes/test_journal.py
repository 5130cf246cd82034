"""Readers read through a journal: what is committed is read as new, wherever its files lie."""

import os
import shutil
from pathlib import Path

import pytest

from supctl.store.changes.committing import commit
from supctl.store.changes.journal import FOLDER, NOTHING, change_of, journal_bytes, moment, pending
from supctl.store.files import StoreFile, files_below, files_in

CHANGES = [
    change_of("workers/ann.toml", b"old", b"new"),
    change_of("workers/bo.toml", None, b"bo"),
    change_of("workers/gone.toml", b"gone", None),
    change_of("records/2026/12/r.json", None, b"record"),
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers" / "ann.toml").write_bytes(b"old")
    (tmp_path / "workers" / "gone.toml").write_bytes(b"gone")
    return tmp_path


def journal(store: Path, name: str = "a+a") -> Path:
    path = store / FOLDER / f"{name}.committed"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(journal_bytes(CHANGES))
    return path


def file(store: Path, name: str) -> StoreFile:
    return StoreFile(store / name, name)


def test_without_a_journal_nothing_is_pending(store):
    assert pending(store) is NOTHING


def test_what_is_pending_is_one_object_as_long_as_it_is_one_commit(store):
    journal(store)
    assert pending(store) is pending(store)
    assert list(pending(store)) == [change.name for change in CHANGES]


def test_edited_new_and_removed_files_read_as_they_will_be(store):
    journal(store)
    assert [one.name for one in files_in(store, "workers", ".toml", [])] == ["workers/ann.toml", "workers/bo.toml"]
    assert [one.name for one in files_below(store, "records", ".json", [])] == ["records/2026/12/r.json"]
    assert [file(store, name).content() for name in ("workers/ann.toml", "workers/bo.toml")] == [b"new", b"bo"]
    with pytest.raises(FileNotFoundError):
        file(store, "workers/gone.toml").content()


@pytest.mark.parametrize("there", [b"", b"old", b"new", None])
def test_it_reads_as_new_whether_it_is_in_place_half_in_place_or_not(store, there):
    journal(store)
    path = store / "workers" / "ann.toml"
    path.unlink() if there is None else path.write_bytes(there)
    assert file(store, "workers/ann.toml").content() == b"new"


def test_what_somebody_wrote_since_is_read_as_it_is(store):
    journal(store)
    (store / "workers" / "ann.toml").write_bytes(b"since")
    (store / "workers" / "gone.toml").write_bytes(b"since")
    assert file(store, "workers/ann.toml").content() == file(store, "workers/gone.toml").content() == b"since"


def test_a_file_that_was_listed_before_a_commit_is_read_as_it_is_after_it(store):
    [ann, _] = files_in(store, "workers", ".toml", [])
    commit(store, CHANGES)
    assert ann.content() == b"new"


def test_a_listing_during_which_a_commit_is_made_is_made_again(store, monkeypatch):
    really, wanted = os.scandir, [CHANGES]

    def scandir(folder: object) -> object:
        found = really(folder)
        if wanted and str(folder).endswith("workers"):
            monkeypatch.setattr(os, "scandir", really)
            commit(store, wanted.pop())
        return found

    monkeypatch.setattr(os, "scandir", scandir)
    assert [one.stem for one in files_in(store, "workers", ".toml", [])] == ["ann", "bo"]


def test_a_moment_differs_after_a_commit_and_during_one(store):
    before = moment(store)
    assert moment(store) == before
    journal(store)
    during = moment(store)
    shutil.rmtree(store / FOLDER)
    commit(store, CHANGES)
    assert len({before, during, moment(store)}) == 3


def test_a_store_that_may_not_be_written_is_read_through_its_journal(store):
    journal(store)
    before = sorted(path for path in store.rglob("*"))
    assert file(store, "workers/ann.toml").content() == b"new"
    assert sorted(path for path in store.rglob("*")) == before


def test_a_store_that_is_the_working_directory_is_read_through_its_journal(store, monkeypatch):
    journal(store)
    monkeypatch.chdir(store)
    [ann, _] = files_in(Path(), "workers", ".toml", [])
    assert ann.content() == b"new"


def test_a_file_outside_of_any_store_is_read_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_bytes(b"{}")
    assert StoreFile(Path("answers.json"), "answers.json").content() == b"{}"
    assert StoreFile(tmp_path / "answers.json", str(tmp_path / "answers.json")).content() == b"{}"
