"""New files, and new entries in those that are there: checked as a whole, and never over what somebody changed."""

import datetime as dt
import tomllib

import pytest

from supctl.documents import NOWHERE, read
from supctl.errors import InputError
from supctl.facts import Vocabulary, Worker
from supctl.store.appending import CASES, WORKERS, write_edits

TOP = 'name = "Ann"\nstarted = 2025-01-06\n'
ANN = read(Worker, tomllib.loads(TOP), NOWHERE, id="ann")
ENTRY = {"date": dt.date(2026, 12, 29), "activity": "personal-supervision"}


@pytest.fixture
def store(tmp_path):
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers" / "ann.toml").write_bytes(TOP.encode())
    return tmp_path


def test_several_entries_are_one_edit_and_nothing_is_written_before(store):
    later = {**ENTRY, "date": dt.date(2027, 1, 26)}
    edit = WORKERS.added(store, ANN, {"planned": [ENTRY, later]}, Vocabulary())
    assert (store / "workers" / "ann.toml").read_text() == TOP
    assert [one.date for one in edit.entity.planned] == [dt.date(2026, 12, 29), dt.date(2027, 1, 26)]
    write_edits(store, [edit])
    assert (store / "workers" / "ann.toml").read_bytes() == edit.after


def test_a_file_that_changed_meanwhile_stays_as_it_is(store):
    edit = WORKERS.added(store, ANN, {"planned": [ENTRY]}, Vocabulary())
    new = CASES.made(
        "M1", {"initials": "A", "status": [{"from": dt.date(2026, 1, 1), "category": "other"}]}, Vocabulary()
    )
    (store / "workers" / "ann.toml").write_text(TOP + "# mine\n")
    with pytest.raises(InputError, match=r"workers/ann.toml: somebody changed it meanwhile"):
        write_edits(store, [edit, new])
    assert (store / "workers" / "ann.toml").read_text() == TOP + "# mine\n"
    assert not (store / "cases").exists()


def test_an_entry_is_not_added_to_what_the_command_has_not_read(store):
    (store / "workers" / "ann.toml").write_text(TOP + '\n[[planned]]\ndate = 2026-12-29\nactivity = "observation"\n')
    with pytest.raises(InputError, match="somebody changed it meanwhile"):
        WORKERS.added(store, ANN, {"planned": [ENTRY]}, Vocabulary())


def test_a_file_that_would_be_wrong_is_refused(store):
    with pytest.raises(InputError, match='did you mean "personal-supervision"'):
        WORKERS.added(store, ANN, {"planned": [{**ENTRY, "activity": "personal-supervison"}]}, Vocabulary())


def test_a_new_file_takes_no_others_place(store):
    made = WORKERS.made("ann", {"name": "Ann", "started": dt.date(2026, 1, 1)}, Vocabulary())
    with pytest.raises(InputError, match=r"there is a ann\.toml"):
        write_edits(store, [made])
    assert (store / "workers" / "ann.toml").read_text() == TOP


def test_nothing_is_written_for_an_empty_history_so_that_one_can_be_added_by_hand(store):
    values = {"name": "Bo", "started": dt.date(2026, 1, 1), "standing": [], "absence": (), "employment": "permanent"}
    write_edits(store, [WORKERS.made("bo", values, Vocabulary())])
    file = store / "workers" / "bo.toml"
    assert "[]" not in file.read_text()
    file.write_text(file.read_text() + '\n[[standing]]\nis = "registered"\nfrom = 2026-01-01\n')
    bo = read(Worker, tomllib.loads(file.read_text()), NOWHERE, id="bo")
    assert WORKERS.added(store, bo, {"planned": [ENTRY]}, Vocabulary()).entity.standing[0].is_ == "registered"
