"""What was written in a draft, field by field: each value as what it means, or a problem in the form's words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from supctl.documents import Line
from supctl.errors import Finding
from supctl.facts import Service
from supctl.records.drafting.layout import SPACE, tidy
from supctl.records.reading.meant import case_meant, person_meant, team_meant
from supctl.records.reading.values import Raw, unmarked
from supctl.records.typed import Asks, Unfit, meaning

_NOBODY: Final = ("list", "text", "prose")


@dataclass
class Desk:
    """Takes answers and gathers what cannot be taken. `record` is the draft's id, `day` its day."""

    name: str
    record: str
    day: date
    service: Service
    problems: list[Finding] = field(default_factory=list)

    def find(self, code: str, message: str, line: int | None, mend: str | None = None) -> Finding:
        """A finding at a line of the draft."""
        return Finding(code, message, place=Line(self.name, line), record=self.record, mend=mend)

    def problem(self, code: str, message: str, line: int | None, mend: str | None = None) -> None:
        """Keep a finding."""
        self.problems.append(self.find(code, message, line, mend))

    def take(self, asks: Asks, label: str, raw: Raw, line: int, at_most: int | None = None) -> object:
        """What a value means: None where nothing is said, or where it is a problem that was kept."""
        if raw.is_empty:
            return None
        try:
            if asks.type == "list":
                return _listed(raw)
            if asks.many:
                return self._several(asks, raw, at_most)
            return self._one(asks, _joined(raw))
        except Unfit as unfit:
            self.problem("draft-value", f"{label}: {unfit.bidding}", line)
            return None

    def _several(self, asks: Asks, raw: Raw, at_most: int | None) -> tuple[object, ...]:
        items = raw.items if raw.items is not None else _parted(asks, raw.text)
        found = tuple(dict.fromkeys(self._one(asks, item) for item in items if unmarked(item)))
        if at_most is not None and len(found) > at_most:
            raise Unfit("there are too many", f"write at most {at_most}")
        return found

    def _one(self, asks: Asks, text: str) -> object:
        if asks.type in {"text", "prose"} and asks.part not in {"minutes", "every", "team"}:
            return tidy(text) if asks.type == "prose" else tidy(text).strip(SPACE)
        said = unmarked(text)
        if asks.type == "person":
            return person_meant(said, self.service)
        if asks.type == "case":
            return case_meant(said, self.service)
        if asks.part == "team":
            return team_meant(said, self.service)
        if asks.part == "minutes" and said == "0":
            return None
        return meaning(asks, said, self.day)


def _listed(raw: Raw) -> tuple[str, ...]:
    items: Sequence[str] = raw.items if raw.items is not None else re.split(r"[;\n]", raw.text)
    return tuple(kept for one in items if (kept := tidy(one).strip(SPACE)))


def _parted(asks: Asks, text: str) -> list[str]:
    if asks.type == "choice" and any(one.casefold() == unmarked(text).casefold() for one in asks.options):
        return [text]
    return re.split(r"[;\n]" if ";" in text else r"[,\n]", text)


def _joined(raw: Raw) -> str:
    return raw.text if raw.items is None else "; ".join(raw.items)
