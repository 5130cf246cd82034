"""docs/checks.md lists every code of supctl's own once, as the code itself has it; the list leaves none out."""

import ast
import os
import re
from pathlib import Path

import pytest

from supctl.checks import CORE
from supctl.checks.codes import STANDING

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "checks.md"
SOURCE = ROOT / "src" / "supctl"
MARK = "SUPCTL_UPDATE=1 -->\n\n"
# Where problems of a store's files are made, and the code of each: the first argument of these calls.
MAKERS = (
    "facts/wellformed.py",
    "documents",
    "store/entries.py",
    "store/reading.py",
    "store/files.py",
    "answers",
    "checks",
)
CALLS = {"Finding": 0, "_wrong": 0, "_damaged": 1}
# Codes of what stops a command before anything is checked.
STOPS = {"already-there", "policy-outside", "missing-file", "unknown-code"}


def table() -> str:
    rows = [f"| `{code.id}` | {code.severity} | {code.says} | {code.mend} |" for code in CORE.values()]
    return "\n".join(["| code | severity | what it means | mend |", "| --- | --- | --- | --- |", *rows]) + "\n"


def test_the_page_lists_every_code_as_it_is() -> None:
    before, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    if os.environ.get("SUPCTL_UPDATE"):
        PAGE.write_text(before + mark + table(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == before + mark + table()


def test_the_page_says_how_bad_each_standing_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for standing, (severity, says) in STANDING.items():
        assert f"| `<rule>-{standing}` | duties | {severity} | {says} |" in text


def files() -> list[Path]:
    paths = [SOURCE / name for name in MAKERS]
    return [file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]


def codes_in(file: Path) -> set[str]:
    """Every code that stands in the file as a word: given to a finding, to `code`, or as a key of what was found."""
    found: set[object] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        found |= {one.value for part in parts_of(node) for one in ast.walk(part) if isinstance(one, ast.Constant)}
    return {word for word in found if isinstance(word, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}


def parts_of(node: ast.AST) -> list[ast.expr]:
    """The expressions in which a code may stand."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        return node.args[CALLS[node.func.id] :][:1]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        return [node.targets[0].slice]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = zip(node.targets[0].elts, node.value.elts, strict=True)
        return [value for name, value in pairs if isinstance(name, ast.Name) and name.id == "code"]
    return []


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_every_code_of_the_source_is_in_the_list(file: Path) -> None:
    assert codes_in(file) - STOPS - set(CORE) == set()


def test_the_search_finds_codes() -> None:
    found = set().union(*(codes_in(file) for file in files()))
    assert {"not-toml", "unreadable", "bad-id", "not-json", "case-no-worker", "unknown-form"} <= found
    assert {"approval-without-reason", "missing-key", "id-twice", "record-id"} <= found


def test_every_kind_of_word_that_may_be_unknown_has_its_code() -> None:
    """`unknown-role`, `unknown-category` ...: made from the first word of what is looked up."""
    tree = ast.parse((SOURCE / "facts" / "wellformed.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    looked_up = [node.args[0] for node in calls if getattr(node.func, "id", "") == "_word_problems"]
    kinds = {one.value.split()[0] for one in looked_up if isinstance(one, ast.Constant)}
    assert len(kinds) >= 6
    assert {f"unknown-{kind}" for kind in (*kinds, "worker", "team", "reading", "option")} <= set(CORE)
