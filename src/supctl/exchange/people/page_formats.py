"""One page about one person, team or case, or about what was written: a heading, labelled lines, what to type next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from supctl.exchange.columns import WIDTH, broken_to, side_by_side
from supctl.exchange.tables import as_csv
from supctl.exchange.why.explained import Told
from supctl.exchange.why.markdown import safe
from supctl.exchange.why.text import labelled

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_HARD_SPACE = "\u00a0"


@dataclass(frozen=True)
class Page:
    """A page: heading lines, labelled lines (a label with nothing to say is left out), hints."""

    heading: Sequence[str]
    lines: Sequence[Told]
    hints: Sequence[str] = ()

    @property
    def told(self) -> list[Told]:
        """The labelled lines that say something, as they are read."""
        return [(label, [_read(text) for text in texts]) for label, texts in self.lines if texts]


def unbroken(text: str) -> str:
    """A text that no line of a page breaks."""
    return text.replace(" ", _HARD_SPACE)


def page_text(page: Page, *, quiet: bool = False) -> str:
    """As a person reads it at eighty columns."""
    heading = [line for text in page.heading for line in broken_to(text, WIDTH)]
    body = [line for label, texts in page.lines if texts for line in labelled(label, texts)]
    parts = [heading, body, [] if quiet else side_by_side(page.hints)]
    return _read("\n\n".join("\n".join(part) for part in parts if part))


def page_plain(page: Page) -> str:
    """One line a statement, for screen readers and logs."""
    return "\n".join([*map(_read, page.heading), *(f"{label}: {text}" for label, texts in page.told for text in texts)])


def page_csv(data: DataclassInstance) -> str:
    """As data has it, a value a line: ids and ISO dates; of a history each entry under its number."""
    return as_csv(["key", "value"], list(_values("", asdict(data))))


def _values(key: str, value: object) -> Iterator[tuple[str, object]]:
    """Each single value under the keys that lead to it: post.1.since."""
    if isinstance(value, dict):
        parts = [(str(name), one) for name, one in value.items()]
    elif isinstance(value, list):
        parts = [(str(number), one) for number, one in enumerate(value, 1)]
    else:
        yield key, value
        return
    for name, one in parts:
        yield from _values(f"{key}.{name}" if key else name, one)


def page_markdown(page: Page) -> str:
    """To paste into a note."""
    title, *under = [safe(_read(text)) for text in page.heading]
    points = [f"- **{safe(label)}**: {safe(text)}" for label, texts in page.told for text in texts]
    return "\n\n".join(part for part in [f"# {title}", *under, "\n".join(points)] if part)


def _read(text: str) -> str:
    """The text with plain spaces only."""
    return text.replace(_HARD_SPACE, " ")
