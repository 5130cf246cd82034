"""What a text says, as it was read and checked the last time: the same text says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from zlib import crc32

from supctl.cache.folder import keep, kept, made_by
from supctl.cache.shapes import frozen, thawed
from supctl.documents import Document, Entry

Kind = TypeVar("Kind", bound=Entry)


def as_read(document: Document, kind: type[Kind], read: Callable[[Document], Kind], *rooms: str) -> Kind:
    """What `read` makes of a document, without reading it where the same text was read before by the same code.

    `rooms`: the rooms and modules of supctl, beside facts, by which it is read. Raises what `read` raises: what is
    wrong with a text is never kept.
    """
    name = f"{kind.__name__.lower()}-{crc32(document.text.encode()):08x}"
    made_from = (made_by("facts", *rooms), document.name, document.text)
    known = _known(name, made_from, document)
    if isinstance(known, kind):
        return known
    made = read(document)
    keep(name, frozen((made_from, frozen(made))))
    return made


def _known(name: str, made_from: tuple[str, ...], document: Document) -> object:
    data = kept(name)
    if data is None:
        return None
    try:
        held = thawed(data)
        if not isinstance(held, tuple) or held[0] != made_from:
            return None
        return thawed(held[1], lambda _: document.text)
    except ValueError:
        return None
