"""The plugins that packages offer are those that importlib.metadata finds, and none is imported to find them."""

from __future__ import annotations

import sys
import zipfile
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from supctl.hooks.found import GROUP, Found, Offer, find_offers, package_of

OFFERS = """\
[console_scripts]
puddle = supctl_puddleby:main

[supctl.authorities]
# one with a comment above it
puddleby = supctl_puddleby:plugin
oxenby=supctl_puddleby.oxenby : plugins.one [extra]

[other]
nobody = nowhere:plugin
"""


def install(folder: Path, name: str, offers: str = OFFERS, version: str = "1.0") -> Path:
    metadata = folder / f"{name}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(offers, encoding="utf-8")
    return metadata


def told(offers: list[Offer] | list[EntryPoint]) -> list[tuple[str, str, tuple[str, str]]]:
    return sorted((one.name, one.module, package_of(one)) for one in offers)


def as_python_finds_them() -> list[tuple[str, str, tuple[str, str]]]:
    return told(list(entry_points(group=GROUP)))


def test_those_installed_here_are_found() -> None:
    assert told(find_offers()) == as_python_finds_them()
    assert {"baseline", "wsussex"} <= {one.name for one in find_offers()}


def test_several_packages_in_several_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "one", "supctl_puddleby")
    install(tmp_path / "two", "supctl_dryby", "[supctl.authorities]\ndryby = supctl_dryby:plugin\n")
    install(tmp_path / "two", "no_plugin", "[console_scripts]\nx = y:z\n")
    (tmp_path / "two" / "empty-1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "one"), str(tmp_path / "two"), str(tmp_path / "gone")])
    assert told(find_offers()) == as_python_finds_them()
    assert {"puddleby", "oxenby", "dryby"} <= {one.name for one in find_offers()}
    assert "supctl_puddleby" not in sys.modules


def test_of_a_package_that_is_there_twice_the_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "one", "supctl_puddleby", "[supctl.authorities]\nfirst = a:b\n")
    install(tmp_path / "two", "Supctl_Puddleby", "[supctl.authorities]\nsecond = a:b\n", "2.0")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "one"), str(tmp_path / "two")])
    assert told(find_offers()) == as_python_finds_them() == [("first", "a", ("supctl_puddleby", "1.0"))]


def test_packages_in_a_zip_file_are_found_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "packed", "supctl_puddleby")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for file in (tmp_path / "packed").glob("*/*"):
            packed.write(file, file.relative_to(tmp_path / "packed").as_posix())
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packed.zip")])
    assert {one.name for one in find_offers()} == {"puddleby", "oxenby"}


def test_what_an_entry_point_names_is_loaded_as_python_loads_it() -> None:
    for value in ("os.path:join", "os", "collections:OrderedDict.fromkeys", "os.path : join [extra]"):
        assert Found("x", value, Path()).load() == EntryPoint("x", value, GROUP).load()
        assert Found("x", value, Path()).module == EntryPoint("x", value, GROUP).module
