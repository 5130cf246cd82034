"""A new folder is there whole, or not at all."""

from pathlib import Path

import pytest

from supctl.errors import InputError, StoreError
from supctl.store.changes import disk
from supctl.store.changes.folders import create_folder

FILES = {"a.toml": b"1\n", "forms/b.toml": b"2\n", "forms/deep/c.toml": b"3\n"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_every_file_is_there_and_nothing_else(tmp_path, there):
    folder = tmp_path / "above" / "new"
    if there:
        folder.mkdir(parents=True)
    create_folder(folder, FILES)
    assert held(tmp_path) == {f"above/new/{name}": content for name, content in FILES.items()}


def test_a_relative_folder_is_made_where_one_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    create_folder(Path("new"), FILES)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    create_folder(Path(), FILES)
    assert held(tmp_path / "new") == held(tmp_path / "here") == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "new"]


@pytest.mark.parametrize("inside", ["forms", "notes.txt"])
def test_a_folder_in_which_something_is_stays_as_it_is(tmp_path, inside):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / inside).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        create_folder(tmp_path / "new", FILES)
    assert held(tmp_path) == {f"new/{inside}": b"mine"}


def test_a_file_in_its_place_stays(tmp_path):
    (tmp_path / "new").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is no folder"):
        create_folder(tmp_path / "new", FILES)
    assert held(tmp_path) == {"new": b"mine"}


@pytest.mark.parametrize("fails", ["write", "move"])
def test_what_stops_halfway_leaves_nothing(tmp_path, monkeypatch, fails):
    real, calls = getattr(disk, fails), []

    def failing(*given, **more):
        calls.append(given)
        if len(calls) == (3 if fails == "write" else 1):
            raise OSError(28, "No space left on device")
        return real(*given, **more)

    monkeypatch.setattr(disk, fails, failing)
    with pytest.raises(StoreError, match="No space left"):
        create_folder(tmp_path / "new", FILES)
    assert list(tmp_path.iterdir()) == []


def test_somebody_who_is_faster_keeps_what_is_theirs(tmp_path, monkeypatch):
    def faster(path, place):
        place.mkdir()
        (place / "theirs").write_text("x", encoding="utf-8")
        raise FileExistsError(17, "File exists", str(place))

    monkeypatch.setattr(disk, "move", faster)
    with pytest.raises(InputError, match="not empty"):
        create_folder(tmp_path / "new", FILES)
    assert held(tmp_path) == {"new/theirs": b"x"}
