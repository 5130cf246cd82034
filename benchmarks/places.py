"""Where everything lies that the measuring makes and keeps, which stores there are, and how a programme is started."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[1]
ROOM: Final = PROJECT / "build" / "bench"
CACHE: Final = ROOM / "cache"
TASKS: Final = ROOM / "tasks"
TOX: Final = ROOM / "tox"
TABLE: Final = ROOM / "table.md"

PYTHON: Final = sys.executable
SUPCTL: Final = str(Path(sys.executable).with_name("supctl"))

AS_OF: Final = date(2026, 11, 23)
"""The last day of every store's history: a Monday."""
SEED: Final = 1
AUTHORITY: Final = "wsussex"
"""Whose policy the stores follow."""
TEAM: Final = "safeguarding-alder"
"""The team asked about: the first of every store, with the same number of places in each."""
HUNDRED: Final = 100_000

_NOT_PASSED_ON: Final = ("PYTHON", "SUPCTL_", "TASK", "TOX", "VIRTUAL_ENV", "NO_COLOR")
"""How variables begin that would change what is measured: Python must keep what it compiled, as it does for anybody."""


@dataclass(frozen=True)
class Store:
    """A store to measure on: its name in the table, and what `supctl demo` is asked for."""

    name: str
    people: int
    years: float

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return ROOM / "stores" / self.name

    @property
    def note(self) -> Path:
        """What was noted when it was written: see `preparing.Made`."""
        return ROOM / "stores" / f"{self.name}.json"


ONE_SERVICE: Final = (
    Store("1k", 100, 0.046),
    Store("10k", 100, 0.39),
    Store("100k", 100, 3.75),
    Store("1m", 100, 37),
)
"""The same service with more and more of its past: about as many records as the name says."""
DUTIES: Final = Store("duties", 3420, 0.25)
"""A service so large that about 100,000 duties are open in it."""
NAMES: Final = tuple(store.name for store in (*ONE_SERVICE, DUTIES))


def surroundings(cache: Path = CACHE) -> dict[str, str]:
    """The environment in which a programme is started: this one, without what would change the outcome."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_PASSED_ON)}
    return {**kept, "SUPCTL_CACHE": str(cache), "COLUMNS": "120"}
