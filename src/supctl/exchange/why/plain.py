"""Why, for screen readers and logs: one line an item, its reasons behind it, and no child's initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from supctl.exchange.selection import Kind
from supctl.exchange.view import View
from supctl.exchange.why.items import Item, items_of


def why_plain(view: View, kind: Kind, id_: str) -> str:
    """A line for each item."""
    return "\n".join(plain_item(item) for item in items_of(replace(view, initials=False), kind, id_))


def plain_item(item: Item) -> str:
    """One item in one line."""
    head = ", ".join(part for part in (item.title, item.stands, item.word.lower()) if part)
    return "; ".join([head, *(f"{label}: {_in_one(texts)}" for label, texts in item.lines)])


def _in_one(texts: Sequence[str]) -> str:
    """The lines behind one label, a comma between them where the line before is no sentence."""
    *before, last = texts
    return "".join([*(text + (" " if text.endswith(".") else ", ") for text in before), last])
