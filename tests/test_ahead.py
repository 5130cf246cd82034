"""A look at a store's folders by a second process tells what looking now would tell, or nothing."""

import os
import signal

import pytest

from supctl import ahead

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is begun where the system cannot fork")


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A folder with a few files, as many as are looked at ahead."""
    for folder in ahead.FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.toml").write_text("name = 1\n")
    (tmp_path / "supctl.toml").write_text("schema = 1\n")
    monkeypatch.setattr(ahead, "_LARGE_FOLDER", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    yield tmp_path
    ahead.seen("")  # nobody is left behind


def looked(store):
    """What looking now tells."""
    return {folder: ahead.look_of(f"{store}/{folder}") for folder in ahead.FOLDERS}


@posix
def test_it_sees_what_looking_now_sees(store):
    ahead.begin(["due", "--store", str(store)])
    assert ahead.seen(str(store)) == looked(store)
    assert ahead.seen(str(store)) == {}


@posix
def test_of_another_store_or_after_a_commit_it_tells_nothing(store, tmp_path_factory):
    ahead.begin(["due", f"--store={store}"])
    assert ahead.seen(str(tmp_path_factory.mktemp("other"))) == {}
    ahead.begin(["due", "--store", str(store)])
    (store / ".supctl-journal").mkdir()
    assert ahead.seen(str(store)) == {}


@posix
def test_nobody_need_wait_for_it(store, monkeypatch):
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        ahead.begin(["due", "--store", str(store)])
        assert ahead.seen(str(store)) in ({}, looked(store))
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_nothing_is_begun_without_a_store(store, tmp_path_factory, monkeypatch):
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
    ahead.begin(["due"])
    assert ahead.seen(str(store)) == {}


def test_every_change_is_a_change_of_the_look(store):
    folder = store / "cases"
    looks = [ahead.look_of(str(folder))]
    (folder / "one.toml").write_text("name = 2\n")
    looks.append(ahead.look_of(str(folder)))
    (folder / "one.toml").rename(folder / "two.toml")
    looks.append(ahead.look_of(str(folder)))
    (folder / "three.toml").write_text("")
    looks.append(ahead.look_of(str(folder)))
    assert len(set(looks)) == len(looks)
    assert all(map(ahead.is_look, looks))
    assert not ahead.is_look(ahead.look_of(str(store / "nowhere")))
