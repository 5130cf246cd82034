"""Lists of people, teams and cases as they are read: in columns, line by line, as CSV and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from supctl.exchange.columns import WIDTH, Column, broken_to, set_in_columns
from supctl.exchange.names import CATEGORIES, Names, spaced
from supctl.exchange.people.lists import CaseLine, TeamLine, WorkerLine, has_left, worker_words
from supctl.exchange.tables import as_csv, as_markdown
from supctl.facts.days import say_date
from supctl.facts.words import CLOSED

What = Literal["worker", "team", "case"]


@dataclass(frozen=True)
class Listed:
    """A list to be shown: what it is a list of, whose, and what is said below it."""

    scope: str
    lines: Sequence[WorkerLine] | Sequence[TeamLine] | Sequence[CaseLine]
    what: What
    hints: Sequence[str] = ()


_COLUMNS: dict[What, tuple[Column, ...]] = {
    "worker": (Column(18, 0), Column(17), Column(17), Column(13), Column(11)),
    "team": (Column(22, 0), Column(15), Column(20), Column(6, right=True), Column(8, right=True)),
    "case": (Column(13, 0), Column(18), Column(17), Column(17), Column(11)),
}
_HEADINGS: dict[What, tuple[str, ...]] = {
    "worker": ("Name", "Role", "Team", "Supervisor", "Since"),
    "team": ("Team", "Kind", "Manager", "People", "Children"),
    "case": ("Case", "Category", "Worker", "Team", "Since"),
}
_COUNTED: dict[What, tuple[str, str]] = {
    "worker": ("person", "people"),
    "team": ("team", "teams"),
    "case": ("case", "cases"),
}
_CSV: dict[What, tuple[str, ...]] = {
    "worker": tuple(WorkerLine.__dataclass_fields__),
    "team": tuple(TeamLine.__dataclass_fields__),
    "case": tuple(CaseLine.__dataclass_fields__),
}


def list_text(listed: Listed, names: Names, *, quiet: bool = False) -> str:
    """The list as a person reads it at eighty columns."""
    title = f"{listed.scope}: {_number(listed)} on {say_date(names.as_of)}"
    columns = _COLUMNS[listed.what]
    rows = [line for cells in _rows(listed, names) for line in set_in_columns(cells, columns)]
    heading = set_in_columns(_HEADINGS[listed.what], columns)
    parts = [broken_to(title, WIDTH), [*heading, *rows] if rows else [], [] if quiet else list(listed.hints)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def list_plain(listed: Listed, names: Names) -> str:
    """One line an item, for screen readers and logs."""
    told = _HEADINGS[listed.what]
    before = ("", "", "", "with ", "since ") if listed.what == "worker" else ("", "", "", "", "since ")
    if listed.what == "team":
        before = ("", "", "manager ", f"{told[3].lower()} ", f"{told[4].lower()} ")
    return "\n".join(
        ", ".join(label + cell for label, cell in zip(before, cells, strict=True) if cell)
        for cells in _rows(listed, names, ids=True)
    )


def list_csv(listed: Listed) -> str:
    """As data has it, in flat columns."""
    rows = [[_flat(value) for value in asdict(line).values()] for line in listed.lines]
    return as_csv(_CSV[listed.what], rows)


def list_markdown(listed: Listed, names: Names) -> str:
    """A table to paste into a note."""
    title = f"# {listed.scope}: {_number(listed)} on {say_date(names.as_of)}"
    return f"{title}\n\n{as_markdown(_HEADINGS[listed.what], _rows(listed, names, ids=True))}"


def _number(listed: Listed) -> str:
    one, many = _COUNTED[listed.what]
    return f"{len(listed.lines)} {one if len(listed.lines) == 1 else many}"


def _flat(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _rows(listed: Listed, names: Names, *, ids: bool = False) -> list[list[str]]:
    """The cells of each line; `ids`: a person's and a team's id too, where there is room."""
    return [_row(line, names, ids=ids) for line in listed.lines]


def _row(line: WorkerLine | TeamLine | CaseLine, names: Names, *, ids: bool) -> list[str]:
    if isinstance(line, WorkerLine):
        return _worker_row(line, names, ids=ids)
    if isinstance(line, TeamLine):
        named = f"{line.name} ({line.id})" if ids or line.name != line.id else line.name
        manager = names.worker(line.manager) if line.manager else ""
        return [named, spaced(line.kind), manager, str(line.people), str(line.children)]
    since = _since(line.since)
    team = names.team(line.team) if line.team else "no team"
    category = " and ".join(CATEGORIES.get(word, spaced(word)) for word in line.category)
    worker = names.worker(line.worker) if line.worker else "NO WORKER" if line.open else ""
    ended = "" if line.open or CLOSED in line.category else ", ended"
    return [names.case(line.id), category + ended, worker, team, since]


def _worker_row(line: WorkerLine, names: Names, *, ids: bool) -> list[str]:
    name = f"{line.name} ({line.id})" if ids else line.name
    role = ", ".join(worker_words(line, names)) or "no post"
    team = names.team(line.team) if line.team else ""
    supervisor = names.worker(line.supervisor) if line.supervisor else ""
    left = line.ended if has_left(line, names.as_of) else None
    since = f"left {_since(left)}" if left else _since(line.since or line.started)
    return [name, role, team, supervisor, since]


def _since(day: date) -> str:
    """A date without its weekday, for a narrow column: "12 May 2025"."""
    return say_date(day).partition(" ")[2]
