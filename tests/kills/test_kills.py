"""No command that writes leaves half of what it was to write, wherever it is stopped and whoever writes besides.

A sample of it; `make kills` stops every command at every call.
"""

import os
import shutil
from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supctl.store.changes.committing import commit, settle
from supctl.store.changes.journal import Change, change_of
from supctl.store.files import files_in

from .calls import Stop, every_stop, in_a_child, listed, stopped
from .commands import COMMANDS, one_day, tiny_store
from .killing import Killing
from .together import no_lock, stumbling, together

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is stopped in a fork of it")
UNHURRIED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
BY_NAME = {command.name: command for command in COMMANDS}


def one_in(so_many: int):
    return lambda stops: stops[::so_many]


@pytest.mark.parametrize(
    ("name", "some", "nexts"),
    [
        ("init", one_in(4), False),
        ("book", one_in(20), False),
        ("log with children", one_in(30), False),
        ("record withdraw", one_in(30), False),
        ("team add", one_in(35), True),
        ("authority use", one_in(12), False),
    ],
)
def test_a_command_that_is_stopped_leaves_the_old_state_or_the_new(tmp_path, name, some, nexts):
    with one_day():
        found = Killing(BY_NAME[name], tmp_path, some, nexts=nexts).counted()
    assert found.wrong == []
    assert found.old
    assert found.new
    assert bool(found.nexts) == nexts


@pytest.mark.parametrize("cache", ["cache", None], ids=["by an index", "from the files"])
@pytest.mark.parametrize("lock", [nullcontext, no_lock], ids=["locked", "a lock that does not hold"])
def test_of_what_several_processes_report_as_done_nothing_is_lost(tmp_path, lock, cache):
    tiny_store(tmp_path / "store")
    with one_day(tmp_path / cache if cache else None), lock(), stumbling():
        came = together(tmp_path / "store", hands=4, commands=16)
    assert (came.done, came.lost) == (16, [])


# --- any changes --------------------------------------------------------------------------------------------------

CONTENT = st.sampled_from([b"a = 1\n", b"a = 2\n", b"", b"b = 1\n" * 40])
FILES = st.sampled_from([f"{folder}/{name}.toml" for folder in ("teams", "workers", "cases") for name in "xyz"])
STATES = st.dictionaries(FILES, CONTENT, max_size=5)


def written(folder, state):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in state.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def read(folder):
    """What a reader finds."""
    files = [file for where in ("teams", "workers", "cases") for file in files_in(folder, where, ".toml", [])]
    return {file.name: file.content() for file in files}


def changes_from(before, after):
    names = sorted({*before, *after})
    changes = [change_of(name, before.get(name), after.get(name)) for name in names]
    return [change for change in changes if before.get(change.name) != after.get(change.name)]


@settings(UNHURRIED, max_examples=20)
@given(before=STATES, after=STATES, data=st.data())
def test_any_changes_stopped_anywhere_are_all_there_or_none(tmp_path, before, after, data):
    store, changes = tmp_path / "store", changes_from(before, after)
    written(store, before)
    _, made = listed(lambda: commit(store, changes), store)
    assert read(store) == after
    if not changes:
        return
    stop = data.draw(st.sampled_from(list(every_stop(made))))
    written(store, before)
    stopped(lambda: commit(store, changes), store, stop)
    reached = read(store)
    assert reached in (before, after)
    again = Stop(data.draw(st.integers(1, len(made))), "after")
    then = data.draw(st.sampled_from([lambda: commit(store, [ANOTHER]), lambda: settle(store)]))
    stopped(then, store, again)
    assert without_another(read(store)) == reached
    assert in_a_child(lambda: settle(store)) == 0
    assert without_another(read(store)) == reached


ANOTHER = Change("cases/another.toml", None, b"")


def without_another(state):
    return {name: content for name, content in state.items() if name != ANOTHER.name}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=20
)
@given(before=STATES, after=STATES)
def test_who_reads_while_it_is_written_finds_the_old_state_and_then_the_new(tmp_path, before, after):
    """Looked at before and after every call that the writer makes."""
    store, changes = tmp_path / "store", changes_from(before, after)
    written(store, before)
    seen = []
    really = {name: getattr(os, name) for name in ("rename", "link", "unlink", "fsync", "mkdir", "rmdir", "write")}

    def watched(name):
        def act(*arguments, **options):
            seen.append(read(store))
            result = really[name](*arguments, **options)
            seen.append(read(store))
            return result

        return act

    with pytest.MonkeyPatch.context() as during:
        for name in really:
            during.setattr(os, name, watched(name))
        commit(store, changes)
    turned = seen.index(after) if after in seen else len(seen)
    assert all(one == before for one in seen[:turned])
    assert all(one == after for one in seen[turned:])
