"""How supctl begins and ends: which command was typed is known before anything is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from supctl import ahead, start
from supctl.cli import main as cli


@pytest.mark.parametrize(
    "typed",
    [
        ["due"],
        ["due", "--team", "east"],
        ["--store", "elsewhere", "due"],
        ["--store=elsewhere", "--as-of", "today", "why", "begum"],
        ["--authority", "due", "due"],
    ],
)
def test_who_asks_has_the_folders_looked_at_ahead(typed, monkeypatch):
    assert begun(typed, monkeypatch) == [typed]


@pytest.mark.parametrize("typed", [[], ["--help"], ["--store", "due"], ["log", "due"], ["--as-of", "why", "check"]])
def test_no_other_command_does(typed, monkeypatch):
    assert begun(typed, monkeypatch) == []


def begun(typed, monkeypatch):
    """What a look ahead is begun with."""
    asked = []
    monkeypatch.setattr(sys, "argv", ["supctl", *typed])
    monkeypatch.setattr(ahead, "begin", lambda arguments: asked.append(list(arguments)))
    monkeypatch.setattr(cli, "main", lambda: 0)
    monkeypatch.setattr(start, "_leave", lambda _: None)
    assert start.main() == 0
    return asked


def ended(arguments, **how):
    """How a process ends that was started as people start supctl."""
    code = f"import sys; sys.argv[1:] = {arguments!r}; from supctl.start import main; sys.exit(main())"
    return subprocess.run([sys.executable, "-c", code], check=False, stderr=subprocess.PIPE, **how)


def test_a_hurried_end_keeps_the_code_and_all_that_was_said(tmp_path):
    out = tmp_path / "out.txt"
    with out.open("wb") as answer:
        ran = ended(["due", "--store", str(tmp_path)], stdout=answer)
    assert ran.returncode == 3
    assert b"supctl.toml" in ran.stderr
    with out.open("wb") as answer:
        assert ended(["due", "--help"], stdout=answer).returncode == 0
    assert "--team" in out.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_an_answer_that_cannot_be_written_is_said_to_be_lost():
    with Path("/dev/full").open("wb") as full:
        ran = ended(["due", "--help"], stdout=full)
    assert ran.returncode == 3
    assert ran.stderr
