"""What others wrote while a command was at work: it is kept, and where that can be, the command goes on from it."""

import re

import pytest

from supctl.store import appending
from supctl.store.changes import owners
from supctl.store.changes.journal import FOLDER, change_of, journal_bytes

DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def somebody_books(store, monkeypatch):
    """Somebody books another session for the same person, just as often, before each commit."""

    def begin(times):
        left, really, reid = [*range(times)], appending.commit, store / "workers" / "t.reid.toml"

        def commit(folder, changes):
            if left:
                day = f"2027-01-{20 + left.pop()}"
                theirs = f'\n[[planned]]\ndate = {day}\nactivity = "personal-supervision"\n'
                reid.write_text(reid.read_text(encoding="utf-8") + theirs, encoding="utf-8")
            really(folder, changes)

        monkeypatch.setattr(appending, "commit", commit)

    return begin


def booked(store):
    return re.findall(r"\d{4}-\d\d-\d\d(?=\nactivity)", (store / "workers" / "t.reid.toml").read_text(encoding="utf-8"))


def test_a_booking_goes_on_from_what_somebody_else_has_just_booked(store, supctl, somebody_books):
    somebody_books(1)
    assert supctl("book", "reid", "29/12", *DAY).code == 0
    assert {"2026-12-29", "2027-01-20"} <= set(booked(store))


def test_a_booking_that_somebody_is_faster_than_twice_is_refused(store, supctl, somebody_books):
    somebody_books(2)
    ran = supctl("book", "reid", "29/12", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "workers/t.reid.toml: somebody changed it meanwhile" in ran.err
    assert "type the command again" in ran.err
    assert "2026-12-29" not in booked(store)


def test_a_draft_that_was_written_and_not_put_in_place_is_there_to_be_edited(store, supctl):
    draft = "drafts/2026-11-20-personal-supervision-t.reid-b2c3.toml"
    (store / FOLDER).mkdir()
    mine = owners.new_name()
    journal = store / FOLDER / f"{mine}+{mine}.committed"
    journal.write_bytes(journal_bytes([change_of(draft, None, b'[draft]\nid = "x"\n')]))
    assert "b2c3" in supctl("record", "edit", "b2c3", *DAY).out
    assert (store / draft).is_file()
    assert not (store / FOLDER).exists()
