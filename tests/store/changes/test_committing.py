"""Several changes are one commit: all or none, never over what somebody else wrote, and ended by whoever comes."""

import errno
import os
import time
from pathlib import Path

import pytest
from filelock import FileLock

from supctl.errors import InputError, StoreError
from supctl.store.changes import committing, disk, locking, owners, placing
from supctl.store.changes.committing import alone, commit, settle
from supctl.store.changes.journal import FOLDER, Change, change_of, journal_bytes, pending
from supctl.store.changes.several import create_all
from supctl.store.files import StoreFile, files_below, files_in

EDIT = change_of("workers/ann.toml", b"old", b"new")
NEW = change_of("records/2026/11/r.json", None, b"record")
GONE = change_of("drafts/d.toml", b"draft", None)
OLD_STATE = {"workers/ann.toml": b"old", "drafts/d.toml": b"draft"}
NEW_STATE = {"workers/ann.toml": b"new", "records/2026/11/r.json": b"record"}
SOMEBODY_ELSEWHERE = "00000000-1-00000000"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for name, content in OLD_STATE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def on_disk(store: Path) -> dict[str, bytes]:
    return {
        path.relative_to(store).as_posix(): path.read_bytes()
        for path in store.rglob("*")
        if path.is_file() and path.name != locking.LOCK_FILE
    }


def read(store: Path) -> dict[str, bytes]:
    found = [file for where in ("workers", "drafts", "teams") for file in files_in(store, where, ".toml", [])]
    return {file.name: file.content() for file in [*found, *files_below(store, "records", ".json", [])]}


def left_by(store: Path, owner: str, changes: list[Change]) -> Path:
    """What somebody committed and did not put in place."""
    path = store / FOLDER / f"{owner}+{owner}.committed"
    path.parent.mkdir()
    path.write_bytes(journal_bytes(changes))
    return path


def test_all_of_it_is_done_and_nothing_is_left_behind(store):
    commit(store, [EDIT, NEW, GONE])
    assert on_disk(store) == NEW_STATE
    assert not (store / FOLDER).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (change_of("workers/ann.toml", b"other", b"new"), "workers/ann.toml: somebody changed it meanwhile"),
        (change_of("workers/ann.toml", None, b"new"), "there is a ann.toml"),
        (change_of("workers/bo.toml", b"was", b"new"), "workers/bo.toml: somebody changed it meanwhile"),
        (change_of("workers/ann.toml", b"other", None), "workers/ann.toml: somebody changed it meanwhile"),
    ],
)
def test_what_is_not_as_it_was_read_stops_all_of_it(store, wrong, said):
    with pytest.raises(InputError, match=said):
        commit(store, [NEW, GONE, wrong])
    assert on_disk(store) == OLD_STATE
    assert not (store / "records").exists()


def test_a_folder_in_the_way_stops_all_of_it(store):
    (store / "records").write_bytes(b"")
    with pytest.raises(StoreError, match="it is no folder"):
        commit(store, [EDIT, NEW])
    assert (store / "workers" / "ann.toml").read_bytes() == b"old"


def test_nothing_to_change_writes_nothing(store):
    commit(store, [])
    settle(store)
    assert not (store / locking.LOCK_FILE).exists()


# --- the lock -----------------------------------------------------------------------------------------------------


def test_who_holds_the_lock_for_long_is_told_of(store, monkeypatch):
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.05)
    with (
        FileLock(store / locking.LOCK_FILE),
        pytest.raises(StoreError, match=r"somebody else has been writing(.|\n)*mend: type the command again") as told,
    ):
        commit(store, [EDIT])
    assert told.value.exit_code == 3
    assert on_disk(store) == OLD_STATE


def test_who_is_alone_writes_within_and_frees_the_lock(store):
    with alone(store):
        commit(store, [EDIT])
    with FileLock(store / locking.LOCK_FILE, timeout=0):
        assert (store / "workers" / "ann.toml").read_bytes() == b"new"


@pytest.mark.parametrize("refusal", [NotImplementedError(), OSError(errno.ENOLCK, "No locks available")])
def test_a_drive_without_locks_is_written_all_the_same(store, monkeypatch, refusal):
    def acquire(_: object) -> None:
        raise refusal

    monkeypatch.setattr(FileLock, "acquire", acquire)
    commit(store, [EDIT, NEW, GONE])
    assert on_disk(store) == NEW_STATE


def test_a_lock_that_may_not_be_made_is_told(store, monkeypatch):
    def acquire(_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(store / ".supctl.lock"))

    monkeypatch.setattr(FileLock, "acquire", acquire)
    with pytest.raises(StoreError, match=r"cannot write .*\.supctl\.lock: Permission denied"):
        commit(store, [EDIT])


# --- what others left ---------------------------------------------------------------------------------------------


def test_what_was_committed_and_not_put_in_place_is_read_and_the_next_writer_puts_it_there(store):
    left_by(store, owners.new_name(), [EDIT, NEW, GONE])
    assert on_disk(store).items() >= OLD_STATE.items()
    assert read(store) == NEW_STATE
    create_all(store, {"teams/east.toml": b"east"})
    assert on_disk(store) == {**NEW_STATE, "teams/east.toml": b"east"}


def test_settling_puts_in_place_and_writes_nothing_else(store):
    left_by(store, owners.new_name(), [EDIT, NEW, GONE])
    settle(store)
    assert on_disk(store) == NEW_STATE


def test_what_was_only_begun_is_swept_away(store):
    mine = owners.new_name()
    (store / FOLDER).mkdir()
    (store / FOLDER / f"{mine}.begun").write_bytes(b"half")
    (store / f"{FOLDER}-{mine}").mkdir()
    (store / f"{FOLDER}-{mine}" / f"{mine}.begun").write_bytes(b"half")
    assert read(store) == OLD_STATE
    commit(store, [EDIT, NEW, GONE])
    assert on_disk(store) == NEW_STATE
    assert not list(store.glob(".supctl-*"))


@pytest.mark.parametrize(("owner", "age"), [(SOMEBODY_ELSEWHERE, 30), ("alive", 300)])
def test_who_may_still_be_at_it_is_waited_for(store, monkeypatch, owner, age):
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.05)
    left = left_by(store, owner, [EDIT])
    os.utime(left, (time.time() - age, time.time() - age))
    monkeypatch.setattr(owners, "is_gone", lambda name: False if name == "alive" else None)
    with pytest.raises(StoreError, match="somebody else has been writing"):
        create_all(store, {"teams/east.toml": b"east"})
    assert left.exists()
    assert not list(store.glob(f"{FOLDER}-*"))
    assert (store / "workers" / "ann.toml").read_bytes() == b"old"


def test_what_somebody_elsewhere_left_long_ago_is_finished(store):
    left = left_by(store, SOMEBODY_ELSEWHERE, [EDIT, NEW, GONE])
    os.utime(left, (time.time() - 90, time.time() - 90))
    settle(store)
    assert on_disk(store) == NEW_STATE


def test_a_damaged_journal_is_named_and_readers_pass_it_over(store):
    left = left_by(store, owners.new_name(), [EDIT])
    left.write_bytes(left.read_bytes()[:-3])
    assert read(store) == OLD_STATE
    with pytest.raises(StoreError, match=r"is damaged\n  mend: see what that command was to do"):
        commit(store, [NEW])
    assert not (store / "records").exists()


def test_what_a_sync_program_puts_into_the_journal_is_named(store):
    (store / FOLDER).mkdir()
    (store / FOLDER / "conflicted copy").write_bytes(b"")
    with pytest.raises(StoreError, match=r"did not put there: conflicted copy\n  mend: take it away"):
        commit(store, [NEW])


def test_a_claim_that_was_taken_away_is_refused_and_nothing_is_done(store, monkeypatch):
    really = committing.refuse_changed

    def taken(folder: Path, changes: list[Change]) -> None:
        really(folder, changes)
        [begun] = (folder / FOLDER).iterdir()
        begun.unlink()

    monkeypatch.setattr(committing, "refuse_changed", taken)
    with pytest.raises(StoreError, match="type the command again"):
        commit(store, [EDIT, NEW])
    assert on_disk(store) == OLD_STATE


# --- putting in place ---------------------------------------------------------------------------------------------


def test_what_cannot_be_put_in_place_is_done_all_the_same_and_put_there_later(store, monkeypatch):
    def full(path: Path, place: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as during:
        during.setattr(disk, "put_new", full)
        commit(store, [EDIT, NEW, GONE])
        assert read(store) == NEW_STATE
        with pytest.raises(StoreError, match="No space left on device"):
            create_all(store, {"teams/east.toml": b"east"})
        assert read(store) == NEW_STATE
    create_all(store, {"teams/east.toml": b"east"})
    assert on_disk(store) == {**NEW_STATE, "teams/east.toml": b"east"}


@pytest.mark.skipif(os.name == "nt", reason="links are not used on Windows")
def test_a_disk_without_links_keeps_files_as_well(store, monkeypatch):
    def link(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    commit(store, [EDIT, NEW, GONE])
    assert on_disk(store) == NEW_STATE
    with pytest.raises(InputError, match=r"there is a r\.json"):
        commit(store, [NEW])


def in_between(monkeypatch: pytest.MonkeyPatch, act) -> None:
    """Let somebody act when a commit has compared the files, and before it puts any in place."""
    really = placing.put_in_place

    def after(*arguments: object) -> object:
        act()
        return really(*arguments)

    monkeypatch.setattr(committing, "put_in_place", after)


def test_what_somebody_saves_at_the_very_moment_stands_and_ours_lies_beside_it(store, monkeypatch):
    ann = store / "workers" / "ann.toml"
    in_between(monkeypatch, lambda: ann.write_bytes(b"theirs"))
    with pytest.raises(StoreError, match=r"somebody wrote in workers/ann.toml at the very moment: theirs stands"):
        commit(store, [EDIT, NEW, GONE])
    [beside] = (store / "workers").glob("ann.toml.not-written-*")
    assert (ann.read_bytes(), beside.read_bytes()) == (b"theirs", b"new")
    assert (read(store), pending(store)) == ({**NEW_STATE, "workers/ann.toml": b"theirs"}, {})


def test_what_is_saved_between_the_last_look_and_the_rename_is_found_and_put_back(store, monkeypatch):
    ann, really = store / "workers" / "ann.toml", disk.move

    def move(path: Path, place: Path) -> None:
        if path == ann:
            ann.write_bytes(b"theirs")
        really(path, place)

    monkeypatch.setattr(disk, "move", move)
    with pytest.raises(StoreError, match="theirs stands, and ours lies beside it"):
        commit(store, [EDIT])
    [beside] = (store / "workers").glob("ann.toml.not-written-*")
    assert (ann.read_bytes(), beside.read_bytes()) == (b"theirs", b"new")
    assert len(list((store / "workers").iterdir())) == 2


def test_what_comes_into_the_place_while_it_is_empty_stands(store, monkeypatch):
    ann, really = store / "workers" / "ann.toml", disk.put_new

    def put_new(path: Path, place: Path) -> None:
        if place == ann:
            ann.write_bytes(b"theirs")
        really(path, place)

    monkeypatch.setattr(disk, "put_new", put_new)
    with pytest.raises(StoreError, match="theirs stands"):
        commit(store, [EDIT])
    [beside] = (store / "workers").glob("ann.toml.not-written-*")
    assert (ann.read_bytes(), beside.read_bytes()) == (b"theirs", b"new")


def test_a_draft_that_is_written_in_at_the_very_moment_is_not_taken_away(store, monkeypatch):
    in_between(monkeypatch, lambda: (store / "drafts" / "d.toml").write_bytes(b"theirs"))
    with pytest.raises(StoreError, match=r"drafts/d\.toml at the very moment: theirs stands\n"):
        commit(store, [EDIT, GONE])
    assert read(store) == {"workers/ann.toml": b"new", "drafts/d.toml": b"theirs"}


def test_what_was_edited_after_a_crash_stands(store):
    """Somebody mends a file by hand while a commit of it waits to be put in place: theirs is read, and stands."""
    left_by(store, owners.new_name(), [EDIT, NEW])
    (store / "workers" / "ann.toml").write_bytes(b"by hand")
    assert StoreFile(store / "workers" / "ann.toml", "workers/ann.toml").content() == b"by hand"
    with pytest.raises(StoreError, match=r"a command was interrupted, and has now been finished, but somebody wrote"):
        settle(store)
    assert (store / "workers" / "ann.toml").read_bytes() == b"by hand"
    assert (store / "records" / "2026" / "11" / "r.json").read_bytes() == b"record"
    settle(store)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_a_file_keeps_who_may_read_it_also_when_it_is_put_in_place_later(store):
    (store / "workers" / "ann.toml").chmod(0o640)
    left_by(store, owners.new_name(), [EDIT])
    settle(store)
    assert (store / "workers" / "ann.toml").stat().st_mode & 0o777 == 0o640


def test_very_many_changes_are_one_commit_too(store):
    names = {f"records/2026/{month:02d}/r{month}.json": b"r" for month in range(1, 13)}
    names |= {f"workers/w{number}.toml": b"w" for number in range(60)}
    create_all(store, names)
    assert on_disk(store) == {**OLD_STATE, **names}
