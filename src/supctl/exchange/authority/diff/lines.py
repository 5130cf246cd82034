"""Matter by matter, the circumstances that either of two policies tells apart, and what each says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from supctl.answers.circumstance import Circumstance
from supctl.answers.told_apart import Circumstanced
from supctl.exchange.authority.diff.entries import Said
from supctl.exchange.authority.diff.entry import Entry
from supctl.exchange.authority.diff.labels import USUAL, Labels
from supctl.exchange.authority.diff.matters import MATTERS, Matter, after_each
from supctl.exchange.authority.diff.shapes import CellData, EntryData, LineData, MatterData
from supctl.exchange.authority.who import Whom
from supctl.policy import Conditions, Policy
from supctl.policy.in_force import words_of

SILENT = "not in this policy"
_OF = {"worker": "a worker", "case": "a child", "team": "a team", "service": "the service"}
Pair = tuple[tuple[Entry, ...], tuple[Entry, ...]]


@dataclass(frozen=True)
class _Row:
    """A line before it is put into words: the circumstances of which both policies say the same."""

    circumstances: tuple[Circumstance, ...]
    line: str
    cells: Pair
    shown: Pair
    usual: bool


class SideBySide:
    """Two policies on a day."""

    def __init__(self, first: Policy, second: Policy, day: date) -> None:
        self.both, self.day = (Said(first), Said(second)), day
        self.words = words_of([first, second])
        self._asked: dict[tuple[str, Circumstance], Pair] = {}

    def matters(self) -> list[MatterData]:
        """Every matter of which either speaks, or whose silence is an answer."""
        found = [MatterData(one.id, one.title, one.headed, list(self._lines(one))) for one in MATTERS]
        return [one for one in found if one.lines]

    @cached_property
    def circumstanced(self) -> Circumstanced:
        """The circumstances that these policies tell apart."""
        return Circumstanced(list(self._conditions()), self.words)

    def _conditions(self) -> Iterator[tuple[Conditions, Conditions | None]]:
        for said in self.both:
            policy = said.policy
            rules = [row for frequency in policy.frequencies for row in frequency.row]
            for rule in (*rules, *policy.rules.deadlines, *policy.rules.requirements):
                if policy.holds_under(rule, self.day):
                    yield rule.when, rule.unless

    # --- the lines of a matter ----------------------------------------------------------------------------------------

    def _lines(self, matter: Matter) -> Iterator[LineData]:
        rows = [row for kind in matter.kinds for row in self._rows(matter, kind)]
        if not rows and not matter.others:
            silent = CellData([], SILENT)
            yield LineData("", "", silent, silent, differs=False, refused=None)
        several = len({row.circumstances[0].kind for row in rows}) > 1
        alone = {row.line: sum(one.line == row.line for one in rows) for row in rows}
        for row in rows:
            yield self._line(matter, row, several=several and not row.line, alone=alone[row.line] == 1)

    def _rows(self, matter: Matter, kind: str) -> Iterator[_Row]:
        circumstances = self._circumstances(matter, kind)
        pairs = {one: self._said(matter, one) for one in circumstances}
        lines = dict.fromkeys(entry.line for pair in pairs.values() for side in pair for entry in side)
        for line in sorted(lines, key=lambda one: one != ""):
            found = [
                _Row((one,), line, *self._told(matter, one, line), one == self._usual(kind)) for one in circumstances
            ]
            yield from _merged([row for row in found if self._is_told_apart(matter, row)])

    def _usual(self, kind: str) -> Circumstance | None:
        return self.circumstanced.usual if kind == "worker" else None

    def _circumstances(self, matter: Matter, kind: str) -> list[Circumstance]:
        if kind == "service":
            return [Circumstance("service")]
        if kind == "team":
            return self.circumstanced.teams()
        if kind == "case":
            return self.circumstanced.cases()
        only = [self.circumstanced.usual]
        return only if matter.kinds != ("worker",) and not matter.others else self.circumstanced.workers()

    def _said(self, matter: Matter, one: Circumstance) -> Pair:
        if (matter.id, one) not in self._asked:
            asked = one.asked(self.day, self.words)
            first, second = (tuple(said.of(matter, asked)) for said in self.both)
            self._asked[matter.id, one] = first, second
        return self._asked[matter.id, one]

    def _on_line(self, matter: Matter, one: Circumstance, line: str) -> Pair:
        first, second = self._said(matter, one)
        return tuple(entry for entry in first if entry.line == line), tuple(
            entry for entry in second if entry.line == line
        )

    def _told(self, matter: Matter, one: Circumstance, line: str) -> tuple[Pair, Pair]:
        """What both say, and of it what is not already said of the usual circumstance."""
        cells = self._on_line(matter, one, line)
        usual = self._usual(one.kind)
        known = self._on_line(matter, usual, line) if usual and usual != one else None
        first, second = (_shown(side, known[place] if known else None) for place, side in enumerate(cells))
        return cells, (first, second)

    def _is_told_apart(self, matter: Matter, row: _Row) -> bool:
        """Whether either policy says of it what it does not say of the circumstance with one thing less."""
        one = row.circumstances[0]
        parent = self.circumstanced.parent(one)
        asks = any(not entry.silent for side in row.cells for entry in side)
        if parent is None:
            return asks or (one.kind == "case" and not row.line)
        return _asks(row.cells) != _asks(self._on_line(matter, parent, row.line))

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.circumstanced, Whom(self.both[0].policy))

    # --- a line in words ----------------------------------------------------------------------------------------------

    def _line(self, matter: Matter, row: _Row, *, several: bool, alone: bool) -> LineData:
        group, label = self._label(row, alone=alone)
        kind = row.circumstances[0].kind
        if several:
            label = _OF[kind] if row.usual or alone or not label else f"{_OF[kind]}: {label}"
        if row.line and kind == "case" and label:
            group = row.line
        elif row.line:
            label = row.line if row.usual or not label else f"{row.line}: {label}"
        told = [self._cell(row, side, matter) for side in (0, 1)]
        refused = next((why for _, why in told if why), None)
        first, second = (cell for cell, _ in told)
        first_asks, second_asks = ([entry.text for entry in side if not entry.silent] for side in row.cells)
        differs = refused is not None or first_asks != second_asks
        return LineData(group, label, first, second, differs=differs, refused=refused)

    def _label(self, row: _Row, *, alone: bool) -> tuple[str, str]:
        """The group of lines and the line's own words."""
        if alone and (row.usual or row.circumstances[0].kind != "worker"):
            return "", ""
        return self._labels.of(row.circumstances)

    def _cell(self, row: _Row, side: int, matter: Matter) -> tuple[CellData, str | None]:
        """What one policy says, and why that cannot be set beside the other, if it cannot."""
        cells, shown = row.cells[side], row.shown[side]
        asks = [entry for entry in cells if not entry.silent]
        elsewhere = None if asks else self._counted_elsewhere(side, matter, row)
        if elsewhere:
            other = any(not entry.silent for entry in row.cells[1 - side])
            return CellData([], elsewhere), elsewhere if other else None
        if not cells:
            return CellData([], SILENT), None
        if not shown:
            return CellData([], f"as {USUAL}"), None
        return CellData([_entry(entry) for entry in shown], None), None

    def _counted_elsewhere(self, side: int, matter: Matter, row: _Row) -> str | None:
        """That a policy counts the same thing in another way: per worker and not per child, after each session."""
        said, one, line = self.both[side], row.circumstances[0], after_each(row.line)
        if line is not None:
            limits = any(entry.line == line for entry in self._said(matter, one)[side])
            return "no clock of its own: counted from each session" if limits else None
        if row.line:
            return None
        for frequency in said.frequencies(matter):
            kind = "worker" if frequency.subject in {"pair", "action"} else frequency.subject
            rows = [each for each in frequency.row if not each.exempt and said.policy.holds_under(each, self.day)]
            if kind != one.kind and rows:
                behind = [entry.reading for entry in row.cells[side] if entry.reading]
                reading = f" (reading {behind[0]})" if behind else ""
                return f"no date for {_OF[one.kind]}: counted per {kind}{reading}"
        return None


def _merged(rows: Sequence[_Row]) -> list[_Row]:
    """Lines of which both policies say the same as one; stages of the newly qualified only where they touch."""
    found: list[_Row] = []
    for row in rows:
        one = row.circumstances[0]
        twin = next((other for other in found if _alike(other, row)), None)
        if twin is None or row.usual or twin.usual:
            found.append(row)
            continue
        found[found.index(twin)] = replace(twin, circumstances=(*twin.circumstances, one))
    return found


def _alike(row: _Row, other: _Row) -> bool:
    one, two = row.circumstances[-1], other.circumstances[0]
    staged = bool(one.stage or one.under), bool(two.stage or two.under)
    if staged[0] != staged[1] or (staged[0] and (one.standing, one.under) != (two.standing, two.stage)):
        return False
    return _texts(row.shown) == _texts(other.shown) and _asks(row.cells) == _asks(other.cells)


def _asks(pair: Pair) -> tuple[frozenset[tuple[str, str]], ...]:
    """What both ask for, by rule."""
    return tuple(frozenset((entry.key, entry.text) for entry in side if not entry.silent) for side in pair)


def _texts(pair: Pair) -> tuple[tuple[tuple[str, bool], ...], ...]:
    return tuple(tuple((entry.text, entry.silent) for entry in side) for side in pair)


def _shown(cells: Sequence[Entry], usual: Sequence[Entry] | None) -> tuple[Entry, ...]:
    """What is said; where something is usual, what is not said of that too, or all where something usual is missing."""
    asks = tuple(entry for entry in cells if not entry.silent)
    known = {(entry.key, entry.text) for entry in usual or () if not entry.silent}
    if {key for key, _ in known} <= {entry.key for entry in asks}:
        asks_more = tuple(entry for entry in asks if (entry.key, entry.text) not in known)
        asks = asks_more if usual is not None else asks
    nothing = not any(not entry.silent for entry in cells) and (known or usual is None)
    if nothing:
        return tuple(_plain(entry) for entry in cells[:1])
    lost = [entry for entry in usual or () if entry.way == "again" and not entry.silent]
    if lost and not any(entry.way == "again" for entry in cells if not entry.silent):
        return (replace(lost[0], text="no interval", section="", clause=(), reading=None), *asks)
    return asks


def _plain(entry: Entry) -> Entry:
    """That nothing is asked, whatever of several things it is about."""
    return replace(entry, text=entry.text.rpartition(": ")[2]) if entry.silent else entry


def _entry(entry: Entry) -> EntryData:
    return EntryData(
        text=entry.text,
        section=entry.section,
        clauses=list(entry.clause),
        policy=entry.policy,
        rule=entry.rule,
        basis=entry.basis,
        reading=entry.reading,
    )
