"""Two policies side by side, as they are read on a page of eighty and as a page for a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from supctl.exchange.authority.diff.entries import NO_LIMIT
from supctl.exchange.authority.diff.shapes import CellData, DiffData, EntryData, LineData, MatterData, SideData
from supctl.exchange.columns import WIDTH, broken_to, side_by_side
from supctl.exchange.days import say_version
from supctl.exchange.tables import as_narrow_markdown, as_plain
from supctl.policy import Policy

DIFF_HEADERS = [
    *("matter", "group", "circumstance", "first", "first sections", "first clauses", "second", "second sections"),
    *("second clauses", "differs", "cannot be set side by side"),
]
_LABEL, _FIRST, _SECOND = 21, 28, 28
_MARK = "! "
_MANY = 5
_SEVERAL = 2
_ALIKE = "They differ in nothing."


def side_data(policy: Policy) -> SideData:
    """One of the two policies."""
    version = next((one.version for one in policy.authority.sources if one.version), None)
    local = policy.local
    own = len(local.frequencies) + len(local.rules.deadlines) + len(local.rules.requirements) if local else 0
    return SideData(policy.id, policy.name, policy.short_name, say_version(version) if version else None, own)


def only_changes(data: Sequence[MatterData]) -> list[MatterData]:
    """The matters with the lines in which the two differ."""
    found = [
        MatterData(one.id, one.title, one.headed, [line for line in one.lines if line.differs or line.refused])
        for one in data
    ]
    return [one for one in found if one.lines]


def diff_text(data: DiffData, *, hints: Sequence[str] = ()) -> str:
    """The two side by side, each cell short with its section."""
    lines = _columns("", [_heading(data.first)], [_heading(data.second)])
    for matter in data.matters:
        lines += _matter(matter)
    lines += [] if data.matters else [_ALIKE]
    foot = side_by_side(_notes(data))
    return "\n".join([*lines, *([""] if foot or hints else []), *foot, *hints])


def _notes(data: DiffData) -> list[str]:
    """What the signs on the page mean, as far as they stand on it."""
    lines = [line for matter in data.matters for line in matter.lines]
    entries = [entry for line in lines for cell in _both(line) for entry in cell.entries]
    sides = {side.id: side for side in (data.first, data.second)}.values()
    return [
        *(
            f"beside {one.short}, not shown here, own rules: {one.own_rules} (overlay.toml)"
            for one in sides
            if one.own_rules
        ),
        *(["! cannot be set side by side"] if any(line.refused for line in lines) else []),
        *(["? rests on a reading not confirmed"] if any(entry.reading for entry in entries) else []),
        *(["no limit: missing until it is there"] if any(NO_LIMIT in entry.text for entry in entries) else []),
    ]


def _heading(side: SideData) -> str:
    return f"{side.short.upper()}, {side.version}" if side.version else f"{side.short.upper()}, no date printed"


def _matter(matter: MatterData) -> Iterator[str]:
    titled = not matter.headed and not matter.lines[0].group and not matter.lines[0].label
    blocks = [(group, list(lines)) for group, lines in groupby(matter.lines, key=lambda line: line.group)]
    if not titled and blocks[0][0]:
        yield matter.title
    for place, (group, lines) in enumerate(blocks):
        headed = bool(group) or (place == 0 and not titled)
        once = _refused_once(lines) if headed else (None, None)
        if headed:
            told = ([_MARK + said] if said else [] for said in once)
            yield from _columns(f" {group}" if group else matter.title, *told, across=not any(once))
        for number, line in enumerate(lines):
            label = (
                matter.title if titled and place == number == 0 else f"{'  ' if group else ' '}{line.label or 'all'}"
            )
            yield from _line(label, line, once)


def _refused_once(lines: Sequence[LineData]) -> tuple[str | None, str | None]:
    """The reason that holds of every line that is refused, by the side that gives it: it is told once, above them."""
    refused = [line for line in lines if line.refused]
    if len(refused) < _SEVERAL:
        return None, None
    first, second = ({cell.said for cell in cells} for cells in zip(*map(_both, refused), strict=True))
    reason = refused[0].refused
    return (reason if first == {reason} else None), (reason if second == {reason} else None)


def _line(label: str, line: LineData, once: tuple[str | None, str | None]) -> list[str]:
    """A line, with nothing in a cell that says no more than what is told above it."""
    cells = [
        CellData([], " ") if said and cell.said == said else cell for said, cell in zip(once, _both(line), strict=True)
    ]
    shown = replace(line, refused=None) if any(once) else line
    first, second = (_cell(cell, _FIRST, shown) for cell in cells)
    return _columns(label, first, second)


def _both(line: LineData) -> tuple[CellData, CellData]:
    return line.first, line.second


def _columns(label: str, first: Sequence[str], second: Sequence[str], *, across: bool = False) -> list[str]:
    """One line in three columns; `across`: the label alone, as wide as it is."""
    indent = " " * (len(label) - len(label.lstrip()))
    labels = [indent + part for part in broken_to(label.strip(), (WIDTH if across else _LABEL) - len(indent))]
    rows = zip_longest(labels, _wrapped(first, _FIRST), _wrapped(second, _SECOND), fillvalue="")
    return [f"{one:<{_LABEL}} {two:<{_FIRST}}  {three}".rstrip() for one, two, three in rows]


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    return [part for line in lines for part in (broken_to(line, width) if len(line) > width else [line])]


def _cell(cell: CellData, width: int, line: LineData) -> list[str]:
    """What one policy says: each entry with its section on the right."""
    if cell.said:
        return broken_to(_MARK + cell.said if cell.said == line.refused else cell.said, width)
    mark = _MARK if line.refused else ""
    lines = [part for entry in cell.entries[:_MANY] for part in _entry(entry, width, mark)]
    rest = len(cell.entries) - _MANY
    return [*lines, *([f"and {rest} more"] if rest > 0 else [])]


def _entry(entry: EntryData, width: int, mark: str) -> list[str]:
    section = entry.section + ("?" if entry.reading else "")
    lines = broken_to(mark + entry.text, width)
    room = width - len(lines[-1]) - len(section)
    if room > 0:
        return [*lines[:-1], lines[-1] + " " * room + section]
    return [*lines, section.rjust(width)]


def diff_rows(data: DiffData) -> list[list[object]]:
    """One line a circumstance, for a sheet."""
    return [
        [
            matter.title,
            line.group,
            line.label,
            *_flat(line.first),
            *_flat(line.second),
            line.differs,
            line.refused or "",
        ]
        for matter in data.matters
        for line in matter.lines
    ]


def _flat(cell: CellData) -> list[str]:
    said = cell.said or "; ".join(entry.text for entry in cell.entries)
    sections = dict.fromkeys(entry.section for entry in cell.entries)
    clauses = dict.fromkeys(one for entry in cell.entries for one in entry.clauses)
    return [said, ", ".join(sections), " ".join(clauses)]


def diff_plain(data: DiffData) -> str:
    """One line a circumstance, as it is read aloud."""
    rows = []
    for matter in data.matters:
        for line in matter.lines:
            where = ": ".join(part for part in (matter.title.capitalize(), line.group, line.label) if part)
            sides = [f"{side.short} {_said(cell)}" for side, cell in _sides(data, line)]
            why = [f"cannot be set side by side: {line.refused}"] if line.refused else []
            rows.append([where, *sides, *why])
    return as_plain(rows) if rows else _ALIKE


def diff_markdown(data: DiffData) -> str:
    """A page for a meeting: a table for each matter."""
    parts = [f"# {data.first.name} and {data.second.name}"]
    parts.append(f"{_heading(data.first)}; {_heading(data.second)}")
    for matter in data.matters:
        rows = [
            [", ".join(part for part in (line.group, line.label) if part), _said(line.first), _said(line.second)]
            for line in matter.lines
        ]
        parts += [
            f"## {matter.title.capitalize()}",
            as_narrow_markdown(["", data.first.short, data.second.short], rows),
        ]
    return "\n\n".join(parts if data.matters else [*parts, _ALIKE])


def _sides(data: DiffData, line: LineData) -> tuple[tuple[SideData, CellData], tuple[SideData, CellData]]:
    return (data.first, line.first), (data.second, line.second)


def _said(cell: CellData) -> str:
    return cell.said or "; ".join(_with_section(entry) for entry in cell.entries)


def _with_section(entry: EntryData) -> str:
    return f"{entry.text} ({entry.section}{'?' if entry.reading else ''})" if entry.section else entry.text
