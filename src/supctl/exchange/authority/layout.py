"""The columns of an authority's page: sections and clause ids take more room where they are words and not numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from supctl.exchange.authority.shapes import PolicyData
from supctl.exchange.columns import Column, listed, set_in_columns
from supctl.exchange.due.data import ClauseData


class Layout(NamedTuple):
    """A line with a schedule in a column of its own, and one without; the last two are section and clauses."""

    line: tuple[Column, ...]
    wide: tuple[Column, ...]

    def set_line(self, what: str, schedule: str, clause: ClauseData, section: str) -> list[str]:
        """What is asked, how often or by when, and where it stands."""
        return set_in_columns([what, schedule, section, self._ids(clause)], self.line)

    def set_wide(self, what: str, clause: ClauseData, section: str) -> list[str]:
        """What is asked, and where it stands."""
        return set_in_columns([what, section, self._ids(clause)], self.wide)

    def _ids(self, clause: ClauseData) -> str:
        return listed(clause.ids, self.line[-1].width)


_NUMBERS = Layout(
    (Column(31, 2), Column(18), Column(11), Column(15)),
    (Column(50, 2), Column(11), Column(15)),
)
_HEADINGS = Layout(
    (Column(29, 2), Column(17), Column(13), Column(16)),
    (Column(47, 2), Column(13), Column(16)),
)


def layout_of(data: PolicyData) -> Layout:
    """That in which no word of a section and no clause's id is broken, as far as there is one."""
    numbers = _NUMBERS.line
    narrow = all(
        len(clause.ids[0]) <= numbers[3].width and all(len(word) < numbers[2].width for word in _words(clause))
        for clause in _clauses(data)
        if clause.ids
    )
    return _NUMBERS if narrow else _HEADINGS


def _words(clause: ClauseData) -> list[str]:
    return (clause.section or "").split()


def _clauses(data: PolicyData) -> Iterator[ClauseData]:
    yield from (one.clause for one in (*data.how_often, *data.by_when, *data.requirements))
    yield from (one.clause for one in data.forms)
    yield from (one.clause for one in data.chains)
    yield from (one.clause for one in data.criteria)
    yield from (one.clause for one in data.retention)
    yield from (one.clause for one in data.access)
