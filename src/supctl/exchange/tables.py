"""Flat tables: one heading a column, one line a row, as CSV, Markdown, plain lines or columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

Row = Sequence[object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(headers: Sequence[str], rows: Sequence[Row]) -> str:
    """As a spreadsheet takes it: yes and no, ISO dates, and no text that it would run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().rstrip("\n")


def as_markdown(headers: Sequence[str], rows: Sequence[Row]) -> str:
    """A Markdown table; a stroke in a cell stays a stroke."""
    from tabulate import tabulate

    return tabulate(_cells(rows), headers, tablefmt="pipe", disable_numparse=True)


def as_narrow_markdown(headers: Sequence[str], rows: Sequence[Row]) -> str:
    """A Markdown table whose cells are as wide as their text, so that a change of one row changes one line."""
    lines = [headers, ["---"] * len(headers), *_cells(rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(rows: Sequence[Row]) -> list[list[str]]:
    return [[_text(value).replace("|", "\\|").replace("\n", " ") for value in row] for row in rows]


def as_columns(headers: Sequence[str], rows: Sequence[Row]) -> str:
    """Columns for a terminal."""
    from tabulate import tabulate

    return tabulate([[_text(value) for value in row] for row in rows], headers, tablefmt="plain", disable_numparse=True)


def as_plain(rows: Sequence[Row]) -> str:
    """One line a row, what is empty left out."""
    return "\n".join(", ".join(text for value in row if (text := _text(value).replace("\n", " "))) for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _text(value: object) -> str:
    return "" if value is None else str(value)
