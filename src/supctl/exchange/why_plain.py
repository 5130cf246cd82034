"""Why, for screen readers and logs: one line an item, its reasons behind it, and no child's initials."""

from __future__ import annotations

from dataclasses import replace

from supctl.exchange.selection import Kind
from supctl.exchange.view import View
from supctl.exchange.why_text import Item, items_of


def why_plain(view: View, kind: Kind) -> str:
    """A line for each item."""
    return "\n".join(_line(item) for item in items_of(replace(view, initials=False), kind))


def _line(item: Item) -> str:
    head = ", ".join(part for part in (item.title, item.stands, item.word.lower()) if part)
    return "; ".join([head, *(f"{label}: {' '.join(texts)}" for label, texts in item.lines)])
