"""The README's tour is what its commands print, typed one after the other by somebody new."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
ON_THE_DAY = """\
import sys
from datetime import date
from supctl.cli import opening
opening.today = lambda: date(2026, 11, 23)
from supctl.cli.main import main
sys.exit(main())
"""


def typed() -> Iterator[tuple[str, list[str]]]:
    """Each command of the tour, with the lines that the README says it prints."""
    for block in re.findall(r"```text\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL):
        for part in re.split(r"^> ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def run(command: str, folder: Path) -> str:
    environment = {"PATH": os.environ["PATH"], "SUPCTL_CACHE": str(folder), "COLUMNS": "80", "PYTHONUTF8": "1"}
    words = [sys.executable, "-c", ON_THE_DAY]
    ran = subprocess.run(
        [*words, *shlex.split(command)[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == command.startswith("supctl check"), ran.stderr
    return ran.stdout


def matches(said: list[str], printed: list[str]) -> bool:
    """Whether the lines are the same, three dots standing for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in said)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def test_the_tour_prints_what_the_readme_says(tmp_path: Path) -> None:
    folder, seen = tmp_path, 0
    for command, said in typed():
        if command.startswith("cd "):
            folder = (folder / command.removeprefix("cd ")).resolve()
            continue
        printed = run(command, folder).rstrip("\n").split("\n")
        assert matches(said, printed), f"> {command}\n" + "\n".join(printed)
        shown = [line for line in said if line != "..."]
        assert len(shown) >= min(3, len(printed)), f"> {command}: the README leaves out what it prints"
        seen += 1
    assert seen >= 15


@pytest.mark.parametrize(
    ("said", "same"),
    [(["a", "b"], True), (["a", "..."], True), (["..."], True), (["a"], False), (["b", "..."], False)],
)
def test_three_dots_stand_for_lines_and_nothing_else_does(said: list[str], *, same: bool) -> None:
    assert matches(said, ["a", "b"]) is same


def test_the_two_commands_are_there() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"    make {target}\n" in README.read_text(encoding="utf-8")
        assert f"\n{target}: " in makefile
