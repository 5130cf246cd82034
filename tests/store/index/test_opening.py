"""Where the index lies, whose it is, and what becomes of one that cannot be used."""

import os
import shutil
import sqlite3
import stat
import sys
import time
from pathlib import Path

import pytest

from supctl.errors import StoreError
from supctl.facts import Vocabulary
from supctl.store import open_store
from supctl.store.index import database, facts, looks, opening, refresh

from .asking import edited, indexed, is_the_same, perhaps_indexed, said

RECORD = "records/2026/10/2026-10-16-personal-supervision-t.reid-r4tt.json"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own lists of who may do what")


def files(cache: Path) -> list[Path]:
    """Every index there is."""
    return sorted(cache.rglob("*.sqlite"))


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}


def test_it_lies_in_the_users_cache_folder_by_the_stores_id_and_nothing_is_written_in_the_store(store, cache):
    before = everything(store)
    indexed(store)
    assert [file.parent for file in files(cache)] == [cache / "supctl" / "stores" / open_store(store).settings.id]
    assert everything(store) == before


@posix
def test_only_this_user_may_read_it(store, cache):
    indexed(store)
    assert (cache / "supctl").stat().st_mode & 0o777 == 0o700
    assert files(cache)[0].parent.stat().st_mode & 0o777 == 0o700


def test_there_is_none_where_the_cache_cannot_be_made(store, cache):
    shutil.rmtree(cache, ignore_errors=True)
    cache.write_bytes(b"a file")
    assert perhaps_indexed(store) is None


@posix
def test_there_is_none_where_the_cache_is_somebody_elses_or_others_may_write_there(store, cache, monkeypatch):
    indexed(store)
    with monkeypatch.context() as patched:
        patched.setattr(os, "geteuid", lambda: 12345)
        assert perhaps_indexed(store) is None
    (cache / "supctl").chmod(0o777)
    assert perhaps_indexed(store) is None


def test_a_second_copy_of_a_store_and_another_authority_have_their_own(store, cache, tmp_path):
    copy = Path(shutil.copytree(store, tmp_path / "copy"))
    indexed(store)
    indexed(copy)
    (copy / "cases" / "M1001.toml").unlink()
    assert (len(indexed(store).service.cases), len(indexed(copy).service.cases)) == (1, 0)
    indexed(store, authority="wsussex")
    assert len(files(cache)) == 3


def test_what_another_supctl_or_other_words_made_is_not_read_and_goes(store, cache, monkeypatch):
    indexed(store)
    first = files(cache)
    indexed(store, Vocabulary(roles={"juggler": "practitioner"}))
    second = files(cache)
    monkeypatch.setattr(database, "made_by", lambda *_: "another supctl")
    indexed(store)
    third = files(cache)
    assert [len(found) for found in (first, second, third)] == [1, 1, 1]
    assert len({*first, *second, *third}) == 3


def test_what_was_never_finished_goes_after_an_hour(store, cache):
    indexed(store)
    kept = files(cache)[0]
    old, young = (kept.with_name(f"{kept.name}.{name}") for name in ("old", "young"))
    for left in (old, young):
        left.write_bytes(b"half of it")
    os.utime(old, (time.time() - 4000,) * 2)
    kept.unlink()
    indexed(store)
    assert (old.exists(), young.exists()) == (False, True)


def test_who_comes_second_uses_what_the_first_one_made(store, cache, monkeypatch):
    """While one makes an index another one has finished theirs: it may be in use, and stays."""
    fill = opening.fill

    def slowly(*asked):
        monkeypatch.setattr(opening, "fill", fill)
        indexed(store)
        fill(*asked)

    monkeypatch.setattr(opening, "fill", slowly)
    before: list[int] = []
    place = database._put_in_place
    monkeypatch.setattr(
        database, "_put_in_place", lambda one, file: (place(one, file), before.append(file.stat().st_ino))
    )
    assert is_the_same(store)
    assert len(before) == 2
    assert before[0] == before[1] == files(cache)[0].stat().st_ino
    assert [path.name for path in files(cache)[0].parent.iterdir() if ".sqlite." in path.name] == []


# --- damage -----------------------------------------------------------------------------------------------------------


def damaged(file: Path, how: str) -> None:
    content = bytearray(file.read_bytes())
    page, number = 4096, len(content) // 4096
    if how == "foreign":
        file.unlink()
        sqlite3.connect(file).execute("CREATE TABLE notes (n INT)").connection.close()
        return
    if how == "no database":
        content[:] = b"something else" * 1000
    elif how == "empty":
        content.clear()
    elif how == "cut":
        del content[len(content) // 2 // page * page + 7 :]
    else:
        first = int(how) * number // 12 * page
        content[first : first + page] = b"\xa5" * page
    file.write_bytes(content)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("how", ["foreign", "no database", "empty", "cut", *map(str, range(12))])
def test_a_damaged_one_is_thrown_away_and_the_answer_is_right(store, cache, how):
    """At the latest the command after the next: one that has begun to answer says that it cannot go on."""
    indexed(store)
    damaged(files(cache)[0], how)
    try:
        assert is_the_same(store)
    except StoreError as error:
        assert "mend: type the command again" in str(error)  # noqa: PT017 - it may go either way
        assert files(cache) == []
    assert is_the_same(store)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("column", ["entity", "problems"])
def test_a_value_that_is_not_as_it_was_kept_is_never_used(store, cache, column):
    (store / "teams" / "broken.toml").write_bytes(b"name = ")
    indexed(store)
    with sqlite3.connect(files(cache)[0]) as found:
        found.execute(f"UPDATE files SET {column} = CAST(substr({column}, 1, 40) AS BLOB) WHERE {column} NOT NULL")
    found.close()
    with pytest.raises(StoreError, match="mend: type the command again"):
        said(indexed(store))
    assert is_the_same(store)


@pytest.mark.usefixtures("later")
def test_one_that_may_not_be_written_still_answers_and_a_changed_store_is_read(store, monkeypatch):
    indexed(store)
    real = database.connected

    def readable(file, words):
        found = real(file, words)
        found.execute("PRAGMA query_only = 1")
        return found

    monkeypatch.setattr(opening, "connected", readable)
    monkeypatch.setattr(facts, "connected", readable)
    assert is_the_same(store)
    edited(store, "workers/t.reid.toml", "Tom", "Tim")
    assert perhaps_indexed(store) is None


# --- names, numbers, changes in between -------------------------------------------------------------------------------


@posix
def test_a_name_that_is_no_text_is_left_to_who_reads_every_file(store):
    indexed(store)
    odd = store / "workers" / os.fsdecode(b"\xff.toml")
    odd.write_bytes(b"")
    assert perhaps_indexed(store) is None
    odd.unlink()
    assert is_the_same(store)
    (store / "records" / os.fsdecode(b"\xff")).mkdir()
    assert perhaps_indexed(store) is None


@posix
def test_a_store_in_a_folder_whose_name_is_no_text_has_one_too(store, tmp_path):
    moved = tmp_path / os.fsdecode(b"caf\xe9 %41?#")
    store.rename(moved)
    assert is_the_same(moved)


@posix
def test_a_cache_in_such_a_folder_is_used_too(store, tmp_path, monkeypatch):
    monkeypatch.setenv("SUPCTL_CACHE", str(tmp_path / os.fsdecode(b"caf\xe9 %41?#")))
    assert is_the_same(store)
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("far", [0, -(2**70), 2**63, 2**64 - 1])
def test_numbers_that_sqlite_does_not_keep_are_kept_as_others(far):
    found = looks._look(FarAway(far))
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert found.is_young(now=1_800_000_000 * 10**9) == (abs(far) >= 2**63)


class FarAway:
    """What the system may say of a file."""

    def __init__(self, far: int) -> None:
        self.st_mtime_ns = self.st_ctime_ns = far
        self.st_ino, self.st_size = abs(far), 7


@pytest.mark.parametrize("what", ["st_mtime_ns", "st_ctime_ns", "st_ino", "st_size"])
def test_each_thing_by_itself_tells_that_a_file_is_another(what):
    one, other = FarAway(1000), FarAway(1000)
    setattr(other, what, 1001)
    assert looks._look(one) != looks._look(other)


def test_a_record_that_was_changed_a_moment_ago_stops_the_answer_and_the_next_one_is_right(store):
    loaded = indexed(store)
    (store / RECORD).write_bytes(b"{}")
    with pytest.raises(
        StoreError, match=r"changed while it was read \(records/.*r4tt.json\)(.|\n)*type the command again"
    ):
        list(loaded.service.records)
    assert is_the_same(store)


@pytest.mark.usefixtures("later")
def test_a_sealed_file_edited_in_place_is_seen_once_it_does_not_read(store):
    """In a folder that looks as before, edits are for `check --full`; but no command fails twice for one."""
    indexed(store)
    (store / RECORD).write_bytes(b"{}")
    with pytest.raises(StoreError):
        list(indexed(store).service.records)
    assert is_the_same(store)
    assert "r4tt.json:1: " in str(indexed(store).problems[0])


def test_a_folder_that_was_only_just_changed_may_be_again_within_the_same_tick(store, monkeypatch):
    """Its files are old, one is taken away, and then another: the folder looks the same both times."""
    fine, now = looks._look, time.time_ns()

    def look(found):
        seen = fine(found)
        if stat.S_ISDIR(found.st_mode):
            return seen._replace(written=now, changed=now, size=0)
        return seen._replace(written=seen.written - 3600 * 10**9, changed=seen.changed - 3600 * 10**9)

    monkeypatch.setattr(looks, "_look", look)
    indexed(store)
    (store / RECORD).unlink()
    assert is_the_same(store)


def test_a_record_written_again_within_the_same_tick_is_read_again(store, monkeypatch):
    """Everything in its folder looks as it did, and the folder is still in doubt."""
    fine, now = looks._look, time.time_ns()
    monkeypatch.setattr(looks, "_look", lambda found: fine(found)._replace(written=now, changed=now))
    monkeypatch.setattr(refresh, "look_of", lambda _: b"as it did")
    indexed(store)
    indexed(store)
    edited(store, RECORD, "t.reid", "a.hart")
    assert is_the_same(store)


@pytest.mark.usefixtures("later")
def test_an_id_that_is_there_twice_from_the_first_is_seen_too(store):
    (store / "cases" / "m1001.toml").write_bytes((store / "cases" / "M1001.toml").read_bytes())
    if len(list((store / "cases").iterdir())) == 1:
        pytest.skip("here these are one file")
    assert perhaps_indexed(store) is None
    assert perhaps_indexed(store) is None


def test_a_finding_and_an_entry_name_their_lines(store):
    edited(store, "workers/t.reid.toml", "social-worker", "juggler")
    indexed(store)
    loaded = indexed(store)
    text = (store / "workers/t.reid.toml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, said in enumerate(text, 1) if "juggler" in said)
    assert str(loaded.problems[0]).startswith(f"workers/t.reid.toml:{line}: ")
    manager = loaded.service.workers["j.okafor"].post[0].origin.at("role")
    text = (store / "workers/j.okafor.toml").read_text(encoding="utf-8").splitlines()
    assert (manager.path, "team-manager" in text[manager.line - 1]) == ("workers/j.okafor.toml", True)


@pytest.mark.usefixtures("later")
def test_who_waits_is_told_how_far_it_is(store, monkeypatch):
    monkeypatch.setattr(refresh, "_TELL_EVERY", 2)
    told: list[int] = []
    indexed(store, tell=told.append)
    assert told == [2, 4]
    indexed(store, authority="another", tell=told.append)
    assert told == [2, 4, 2, 4]
