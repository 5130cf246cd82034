"""`supctl due` on a store that has just been written to, and for a day not asked about before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from .places import AS_OF, ROOM, SUPCTL, TEAM, Store
from .timing import CannotRunError, Run, timed

_WRITTEN = ROOM / "written.txt"
"""The records that the measuring has written into stores and not yet taken out, one path a line."""


def put_back() -> None:
    """Take out of the stores every record that the measuring wrote, also in a run that was broken off."""
    if _WRITTEN.exists():
        for line in _WRITTEN.read_text(encoding="utf-8").splitlines():
            Path(line).unlink(missing_ok=True)
        _WRITTEN.unlink()


@dataclass
class Asked:
    """A store that is asked again and again: the children of its team that were not supervised yet, and by whom."""

    store: Store
    first: Run = field(init=False)
    """The first command after the index was thrown away: it makes the index, and answers next to nothing."""
    left: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.first = self._told("worker", "list", "--team", TEAM, "--format", "json")
        supervisors = {one["id"]: one["supervisor"] for one in json.loads(self.first.said)["workers"]}
        cases = json.loads(self._told("case", "list", "--team", TEAM, "--format", "json").said)["cases"]
        self.left = [(one["id"], by) for one in reversed(cases) if (by := supervisors.get(one["worker"]))]

    def team(self, turn: int) -> Run:
        """`due --team`, after one more record, on the day of this turn: the day after the history, and so on."""
        return self._after_one_record(turn, "due", "--team", TEAM)

    def count(self, turn: int) -> Run:
        """As `team`, of `due --all --count`."""
        return self._after_one_record(turn, "due", "--all", "--count")

    def first_team(self) -> Run:
        """`due --team` on the last day of the history, when nothing was ever worked out for the team."""
        return self._told("due", "--team", TEAM)

    def first_count(self) -> Run:
        """As `first_team`, of `due --all --count`."""
        return self._told("due", "--all", "--count")

    def number(self, *selected: str) -> int:
        """How many duties there are on the last day of the history."""
        return int(self._told("due", "--count", *selected).said)

    def _after_one_record(self, turn: int, *command: str) -> Run:
        self._log()
        return self._told(*command, as_of=AS_OF + timedelta(days=turn + 1))

    def _log(self) -> None:
        """Supervise one more child of the team. It is held on a day that is past on this machine's clock too."""
        if not self.left:
            raise CannotRunError(f"{TEAM} in {self.store.folder} has no child left that was not supervised")
        case, supervisor = self.left.pop()
        held = str(min(AS_OF, datetime.now().astimezone().date()))
        log = ("log", "case-supervision", case, "--with", supervisor, "--on", held, "--again", "--format", "json")
        said = self._told(*log, as_of=None).said
        with _WRITTEN.open("a", encoding="utf-8") as written:
            written.writelines(f"{self.store.folder / one['path']}\n" for one in json.loads(said)["records"])

    def _told(self, *command: str, as_of: date | None = AS_OF) -> Run:
        day = ["--as-of", str(as_of)] if as_of else []
        return timed([SUPCTL, "--store", str(self.store.folder), *day, *command])
