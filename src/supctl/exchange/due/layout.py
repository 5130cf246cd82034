"""The columns of a due list: the one for the section is as wide as the sections of the list need."""

from __future__ import annotations

from supctl.answers import Obligation
from supctl.exchange.columns import Column
from supctl.exchange.phrases import short_section
from supctl.exchange.view import View

_SECTION, _WIDEST = 8, 13
_WHEN = (Column(8, 2), Column(9, 0, right=True), Column(11, 2))
_LINE_ROOM, _ROOM = 30, 46


def _section_width(view: View) -> int:
    """As wide as the longest word of any section, so that none is broken within."""
    return min(max(_SECTION, view.widest_section), _WIDEST)


def line_columns(view: View) -> tuple[Column, ...]:
    """Of a line under a worker: status, days, date, what, how often, section."""
    width = _section_width(view)
    return (*_WHEN, Column(_LINE_ROOM - width), Column(15), Column(width))


def flat_columns(view: View) -> tuple[Column, ...]:
    """Of a line with more to say and no interval: status, days, date, what, section."""
    width = _section_width(view)
    return (*_WHEN, Column(_ROOM - width), Column(width))


def section_cell(view: View, one: Obligation) -> str:
    """The section; a word that is wider than the widest column is cut, and says so."""
    words = short_section(one, view.policy).split()
    return " ".join(word if len(word) <= _WIDEST else f"{word[: _WIDEST - 1]}." for word in words)
