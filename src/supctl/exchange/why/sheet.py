"""Why, as CSV: a row for every line of every item's reasons; no child's initials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supctl.exchange.selection import Kind
from supctl.exchange.tables import as_csv
from supctl.exchange.view import View
from supctl.exchange.why.items import Item, items_of
from supctl.exchange.why.text import heading, record_lines

COLUMNS = ["item", "title", "status", "label", "text"]


def why_csv(view: View, kind: Kind, id_: str) -> str:
    """Everything about one subject; a record's own lines come first, under no item's number."""
    shown = replace(view, initials=False)
    title = heading(shown, kind, id_)[0]
    own = [(None, title, "", "Record", text) for text in record_lines(shown, kind, id_)]
    return as_csv(COLUMNS, [*own, *_rows(list(items_of(shown, kind, id_)))])


def items_csv(items: Sequence[Item]) -> str:
    """The items alone."""
    return as_csv(COLUMNS, list(_rows(items)))


def _rows(items: Sequence[Item]) -> Iterator[tuple[object, ...]]:
    """A row a line; where an item stands (the date, and how far off) is its first line."""
    for number, item in enumerate(items, start=1):
        stands = [("Stands", [item.stands])] if item.stands else []
        lines = [*stands, *item.lines] or [("", [""])]
        for label, texts in lines:
            for text in texts:
                yield number, item.title, item.word, label, text
