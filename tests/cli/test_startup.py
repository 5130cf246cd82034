"""What a run imports: no more than it needs. What `due` may import is written down here, and it is all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supctl.store.demo import demo

LIBRARIES = {
    *("annotated_doc", "annotated_types", "shellingham", "typer", "typing_extensions", "typing_inspection"),
    *("pydantic", "pydantic_core"),
}
"""What `due` may import that is not Python's own: typer, pydantic, and what these two are made of."""

ROOMS = {
    "supctl.answers",
    "supctl.cache",
    "supctl.facts",
    "supctl.policy",
    "supctl.store.changes",
    "supctl.store.index",
}
"""Rooms of which `due` may import all."""

MODULES = {
    *("supctl", "supctl.ahead", "supctl.start"),
    *(f"supctl.cli{one}" for one in ("", ".app", ".commands", ".due", ".main", ".naming", ".opening", ".options")),
    *("supctl.cli.asking", "supctl.cli.output", "supctl.cli.policies", "supctl.cli.progress"),
    "supctl.documents",
    "supctl.errors",
    *(f"supctl.exchange{one}" for one in ("", ".columns", ".days", ".names", ".phrases", ".selection", ".view")),
    *("supctl.exchange.due", "supctl.exchange.due.layout", "supctl.exchange.due.table"),
    *(f"supctl.hooks{one}" for one in ("", ".found", ".kept", ".registry")),
    *(f"supctl.store{one}" for one in ("", ".drafts", ".entries", ".files", ".locating", ".reading", ".sealing")),
    *("supctl.store.known", "supctl.store.settings"),
}
"""The other modules of supctl's own that it may import: no form's, no other command's, no other format's."""

HEAVY = {
    *("dateutil", "filelock", "pluggy", "rfc8785", "tabulate", "tomli_w", "tomlkit", "tree_sitter", "tree_sitter_toml"),
    *("holidays", "rich", "yaml"),
}

WATCHED = """\
import json, sys
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from supctl.cli.main import main
code = main({arguments!r})
print("\\n" + json.dumps([code, sorted(set(sys.modules) - before), opened]))
"""
DUE = ["due", "--team", "east", "--as-of", "2026-11-20"]

Watched = Callable[..., tuple[set[str], list[str]]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The written demo."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    demo(folder, "wsussex", date(2026, 11, 20))
    return folder


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Watched:
    """Runs supctl in a process of its own; gives the modules that it imported, and the files that it opened."""
    cache = tmp_path_factory.mktemp("cache")

    def run(*arguments: str, python_path: str = "") -> tuple[set[str], list[str]]:
        surroundings = {**os.environ, "SUPCTL_CACHE": str(cache), "PYTHONPATH": python_path}
        ran = subprocess.run(
            [sys.executable, "-c", WATCHED.format(arguments=list(arguments))],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=store,
            env=surroundings,
        )
        code, modules, opened = json.loads(ran.stdout.splitlines()[-1])
        assert code == 0, ran.stderr
        return set(modules), opened

    return run


@pytest.fixture(scope="module")
def due(watched: Watched) -> tuple[set[str], list[str]]:
    """What the second `due` imports and opens: the first one has left its cache."""
    watched(*DUE)
    return watched(*DUE)


def top(modules: set[str]) -> set[str]:
    """The packages to which modules belong, but for Python's own."""
    tops = {one.partition(".")[0] for one in modules}
    return {one for one in tops if one not in sys.stdlib_module_names and not one.startswith("_")}


def test_due_imports_typer_and_pydantic_and_no_other_library(due: tuple[set[str], list[str]]) -> None:
    assert top(due[0]) - {"supctl"} <= LIBRARIES


def test_due_imports_of_supctl_what_is_written_down(due: tuple[set[str], list[str]]) -> None:
    ours = {one for one in due[0] if one.partition(".")[0] == "supctl"}
    whole = {one for one in ours if any(f"{one}.".startswith(f"{room}.") for room in ROOMS)}
    assert ours - whole <= MODULES
    assert {"supctl.cli.due", "supctl.answers"} <= ours


def test_due_works_nothing_out_that_was_worked_out_before(due: tuple[set[str], list[str]]) -> None:
    """What an answer looks like, and where it stands on a day: of the room behind the door, nothing else."""
    looks = {f"supctl.answers.{one}" for one in ("shapes", "standing", "subject")}
    assert {one for one in due[0] if one.startswith("supctl.answers.")} == looks


def test_due_needs_the_shape_of_no_form_chain_or_criterion(due: tuple[set[str], list[str]]) -> None:
    """They are thawed when somebody asks."""
    unasked = {f"supctl.policy.{one}" for one in ("templates", "criteria", "chains", "keeping", "reading")}
    assert due[0].isdisjoint(unasked)


def test_due_imports_no_heavy_library(due: tuple[set[str], list[str]]) -> None:
    assert top(due[0]).isdisjoint(HEAVY)


def test_due_builds_no_adapter_for_what_is_typed(due: tuple[set[str], list[str]]) -> None:
    """Typer makes one of pydantic's for each parameter, unless it is kept from it."""
    assert "typer._adapters" not in due[0]


def test_due_opens_no_file_of_a_policy(due: tuple[set[str], list[str]]) -> None:
    names = ("/forms/", "policy.toml", "clauses.toml", "/scenarios/")
    assert [file for file in due[1] if any(name in file.replace("\\", "/") for name in names)] == []


def test_due_imports_no_plugin_once_its_policy_was_read(due: tuple[set[str], list[str]]) -> None:
    assert not [one for one in due[0] if one.startswith("supctl_")]


def test_only_the_plugin_of_the_store_is_imported(watched: Watched, tmp_path: Path) -> None:
    """Another one that is installed would say so by failing."""
    (tmp_path / "supctl_other").mkdir()
    (tmp_path / "supctl_other" / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    (tmp_path / "supctl_other-1.dist-info").mkdir()
    offer = "[supctl.authorities]\nother = supctl_other:plugin\n"
    (tmp_path / "supctl_other-1.dist-info" / "entry_points.txt").write_text(offer, encoding="utf-8")
    code = "from supctl.hooks import find_authorities; print(find_authorities().ids())"
    surroundings = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ids = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings)
    assert "other" in ids.stdout
    modules, opened = watched(*DUE, python_path=str(tmp_path))
    assert "supctl_other" not in modules
    assert not [file for file in opened if "supctl_other" in file and "dist-info" not in file]


def test_help_imports_no_command_and_no_room(watched: Watched) -> None:
    modules, _ = watched("--help")
    ours = {one for one in modules if one.startswith("supctl")}
    shared = {f"supctl.cli.{one}" for one in ("app", "commands", "main", "options", "output")}
    assert ours == {"supctl", "supctl.cli", "supctl.errors", *shared}
    assert "pydantic" not in modules


def test_the_version_is_told_without_typer_and_pydantic(watched: Watched) -> None:
    modules, _ = watched("--version")
    assert top(modules) == {"supctl"}
    ours = {one for one in modules if one.startswith("supctl")}
    assert ours == {"supctl", "supctl.cli", "supctl.cli.main", "supctl.cli.output", "supctl.errors"}


def test_the_list_after_a_session_was_logged_works_nothing_out(watched: Watched) -> None:
    """Who logged it has brought what is owed up to it."""
    watched("due", "--team", "east")
    watched("log", "personal", "a.begum", "--on", "2026-11-19", "--again", "--as-of", "2026-11-20")
    asked, _ = watched("due", "--team", "east", "--as-of", "2026-11-21")
    assert "supctl.answers.lasting" not in asked
