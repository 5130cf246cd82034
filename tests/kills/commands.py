"""The commands that write, each in a store in which it has something to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from supctl.cli.main import main
from supctl.documents import Document
from supctl.records.sessions import Stamp
from supctl.store.writing import write_service

TINY = Path(__file__).parents[1] / "exchange" / "tiny"
TODAY = date(2026, 11, 23)
SETTINGS = """\
schema = 1
id = "tiny-store"
authority = "./policy"
name = "Tiny children's social care"

[opening]
from = 2026-01-01
"""
FORM = """\
id = "individual-record"
title = "Individual Supervision Record"
activity = "personal-supervision"
clause = ["TIN-8-b"]

[[section]]
id = "session"
title = "Session"

  [[section.field]]
  id = "notes"
  label = "Notes"
  type = "prose"
  required = true

  [[section.field]]
  id = "discussed"
  label = "Cases discussed"
  type = "case"
  part = "cases"
  many = true
"""
NEXT = ("team", "add", "West", "--kind", "safeguarding")
"""The next command that writes, whatever was stopped before it."""


@dataclass(frozen=True)
class Written:
    """A command that writes: what is typed, what is typed before it, and whether it makes the store itself."""

    name: str
    typed: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    makes: bool = False


BEGUN = ("record", "new", "personal", "reid", "--date", "20/11", "--set", "discussed=M1007", "--no-edit")
COMMANDS = (
    Written("init", ("init", ".", "--authority", "wsussex"), makes=True),
    Written("team add", ("team", "add", "North", "--kind", "safeguarding")),
    Written("worker add", ("worker", "add", "Dana Price", "--role", "social-worker", "--team", "east")),
    Written(
        "case add", ("case", "add", "M2000", "--initials", "AB", "--category", "child-in-need", "--worker", "reid")
    ),
    Written("book", ("book", "reid", "29/12", "26/1")),
    Written("log", ("log", "observation", "reid", "--on", "20/11")),
    Written("log with children", ("log", "personal", "reid", "--on", "20/11", "--cases", "M1007,M1033")),
    Written("record new", BEGUN),
    Written("record new, not logged", ("record", "new", "personal", "reid", "--date", "1/12", "--no-edit")),
    Written("record withdraw", ("record", "withdraw", "DRAFT", "--yes"), (BEGUN,)),
    Written(
        "record withdraw of a log",
        ("record", "withdraw", "LOGGED", "--yes"),
        (("log", "personal", "reid", "--on", "20/11", "--cases", "M1007,M1033"),),
    ),
    Written("authority use", ("authority", "use", "wsussex", "--from", "1/1/2027", "--yes")),
    Written("authority new", ("authority", "new", "Westhaven")),
    Written("authority copy", ("authority", "copy", "./policy", "other", "--id", "other")),
    Written("authority confirm", ("authority", "confirm", "TIN-R1", "calendar", "--by", "okafor", "--yes")),
    Written(
        "authority confirm, a second time",
        ("authority", "confirm", "TIN-R1", "rolling", "--by", "okafor", "--from", "1/12/2026", "--yes"),
        (("authority", "confirm", "TIN-R1", "calendar", "--by", "okafor", "--yes"),),
    ),
    Written("demo", ("demo", ".", "--authority", "wsussex", "--as-of", "2026-11-23"), makes=True),
)


@contextmanager
def one_day(cache: Path | None = None) -> Iterator[None]:
    """Within it, it is always the same moment, and a new store has the same id: what is written is the same.

    `cache` is where indexes are kept; without it there are none, and all is read from the files.
    """
    stamp = Stamp(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "tester")
    with (
        patch.dict(os.environ, {"SUPCTL_CACHE": str(cache or os.devnull)}),
        patch("supctl.cli.opening.today", lambda: TODAY),
        patch("supctl.cli.init.today", lambda: TODAY),
        patch("supctl.cli.records.writing.stamp", lambda: stamp),
        patch("supctl.cli.record.stamp", lambda: stamp),
        patch("uuid.uuid4", lambda: type("Id", (), {"hex": "0" * 32})),
    ):
        yield


def tiny_store(folder: Path) -> None:
    """A small store with a policy of its own and a form."""
    (folder / "policy" / "forms").mkdir(parents=True)
    for name in ("policy.toml", "clauses.toml"):
        shutil.copy(TINY / name, folder / "policy" / name)
    (folder / "policy" / "forms" / "individual-record.toml").write_text(FORM, encoding="utf-8")
    (folder / "supctl.toml").write_text(SETTINGS, encoding="utf-8")
    write_service(folder, Document("given.toml", (TINY / "given.toml").read_text(encoding="utf-8")).values)


def run(folder: Path, typed: tuple[str, ...]) -> Callable[[], int]:
    """Running a command line in a store."""

    def act() -> int:
        os.chdir(folder)
        return main([_meant(folder, word) for word in typed])

    return act


def _meant(folder: Path, word: str) -> str:
    """The letters of the draft, or of the session that was logged first, where those are asked for."""
    if word == "DRAFT":
        return next(path.stem for path in (folder / "drafts").iterdir()).rpartition("-")[2]
    if word == "LOGGED":
        logged = (folder / "records" / "2026" / "11").glob("2026-11-20-personal-supervision-*.json")
        return next(path.stem for path in logged).rpartition("-")[2]
    return word
