"""What is kept lies where only its user may write and read; where that cannot be, nothing is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from supctl.cache import cache_folder, keep, kept, made_by

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps lists of who may what")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPCTL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_folder_is_made_where_the_user_says(named: Path) -> None:
    assert cache_folder() == named / "supctl"
    assert (named / "supctl").is_dir()


def test_otherwise_it_is_in_the_users_own_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPCTL_CACHE", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: tmp_path / name)
    assert cache_folder() == tmp_path / "supctl"


@posix
def test_nobody_else_may_read_it(named: Path) -> None:
    folder = cache_folder()
    assert folder is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    assert cache_folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_in_which_others_may_write_is_not_used(named: Path, mode: int) -> None:
    (named / "supctl").mkdir(parents=True)
    (named / "supctl").chmod(mode)
    assert cache_folder() is None
    keep("one", b"data")
    assert kept("one") is None
    assert list((named / "supctl").iterdir()) == []


@posix
def test_somebody_elses_folder_is_not_used(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() is not None
    monkeypatch.setattr(os, "geteuid", lambda: 123456)
    assert cache_folder() is None


def test_a_folder_that_cannot_be_made_hurts_nothing(named: Path) -> None:
    named.write_text("a file stands here", encoding="utf-8")
    assert cache_folder() is None
    keep("one", b"data")
    assert kept("one") is None


def test_what_is_kept_is_there_again_and_is_replaced_whole(named: Path) -> None:
    assert kept("one") is None
    keep("one", b"first")
    assert kept("one") == b"first"
    keep("one", b"second")
    assert kept("one") == b"second"
    assert [path.name for path in (named / "supctl").iterdir()] == ["one"]


def test_a_write_that_fails_leaves_what_was_there(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("one", b"first")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    keep("one", b"second")
    assert kept("one") == b"first"
    assert [path.name for path in (named / "supctl").iterdir()] == ["one"]


def test_code_that_was_edited_reads_no_more_what_was_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "supctl" / "facts").mkdir(parents=True)
    monkeypatch.setattr("supctl.cache.folder.__file__", str(tmp_path / "supctl" / "cache" / "folder.py"))
    shapes = tmp_path / "supctl" / "facts" / "shapes.py"
    shapes.write_text("one = 1\n", encoding="utf-8")
    before = made_by("facts")
    assert made_by("facts") == before
    shapes.write_text("one = 12\n", encoding="utf-8")
    assert made_by("facts") != before
    assert made_by() == made_by()
