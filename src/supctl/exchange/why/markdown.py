"""Why, as Markdown to paste into a note: a heading an item, its reasons as a list; no child's initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from supctl.exchange.selection import Kind
from supctl.exchange.view import View
from supctl.exchange.why.items import Item, items_of
from supctl.exchange.why.text import NOTHING, heading, record_lines

_MARKS = re.compile(r"([\\`*_<\[])")


def why_markdown(view: View, kind: Kind, id_: str) -> str:
    """Everything about one subject."""
    shown = replace(view, initials=False)
    items = list(items_of(shown, kind, id_))
    title, *under = heading(shown, kind, id_)
    under += record_lines(shown, kind, id_)
    if not items and id_ not in view.service.unread:
        under.append(NOTHING)
    parts = [f"# {safe(title)}", *map(safe, under)]
    for number, item in enumerate(items, start=1):
        parts += _item(f"{number}. {item.title[:1].upper()}{item.title[1:]}", item)
    return "\n\n".join(parts)


def rule_markdown(title: str, rule: Item) -> str:
    """A clause, a rule or a finding's code: its lines alone."""
    return "\n\n".join([f"# {safe(title)}", _list(rule)])


def _item(title: str, item: Item) -> Iterator[str]:
    yield "## " + safe(": ".join(part for part in (title, item.word) if part))
    if item.stands:
        yield safe(f"{item.stands[:1].upper()}{item.stands[1:]}")
    if item.lines:
        yield _list(item)


def _list(item: Item) -> str:
    return "\n".join(line for label, texts in item.lines for line in _labelled(label, texts))


def _labelled(label: str, texts: Sequence[str]) -> list[str]:
    """A point of the list; several lines behind one label are points below it."""
    if len(texts) == 1:
        return [f"- **{safe(label)}**: {safe(texts[0])}"]
    return [f"- **{safe(label)}**:", *(f"  - {safe(text)}" for text in texts)]


def safe(text: str) -> str:
    """The text in one line, with nothing in it that Markdown would take for a mark."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
