"""A store on disk with a tiny policy of its own, and a way to run supctl in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from supctl.cli.main import main
from supctl.documents import Document
from supctl.store.writing import write_service

TINY = Path(__file__).parents[1] / "exchange" / "tiny"
SETTINGS = """\
schema = 1
id = "tiny-store"
authority = "./policy"
name = "Tiny children's social care"

[opening]
from = 2026-01-01
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is Monday 23 November 2026, whatever the machine's clock says."""
    monkeypatch.setattr("supctl.cli.opening.today", lambda: date(2026, 11, 23))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store's folder, which is the working directory too."""
    folder = tmp_path / "store"
    (folder / "policy").mkdir(parents=True)
    for name in ("policy.toml", "clauses.toml"):
        shutil.copy(TINY / name, folder / "policy" / name)
    (folder / "supctl.toml").write_text(SETTINGS, encoding="utf-8")
    given = Document("given.toml", (TINY / "given.toml").read_text(encoding="utf-8")).values
    write_service(folder, given)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


@pytest.fixture
def supctl(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line, written as one string or in parts."""

    def run(*arguments: str) -> Ran:
        parts = arguments[0].split() if len(arguments) == 1 else list(arguments)
        code = main(parts)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, supctl: Callable[..., Ran]) -> Path:
    """The demo of West Sussex on Monday 23 November 2026, which is the working directory too."""
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    folder = tmp_path / "demo"
    asked = ("--authority", "wsussex", "--quiet", "--as-of", "2026-11-23")
    assert supctl("demo", str(folder), *asked).code == 0
    monkeypatch.chdir(folder)
    return folder
