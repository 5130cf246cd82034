"""An entry of a history put into the text of a TOML file: every byte that stands there stays. Pure.

A new entry is a block at the end, `[[planned]]`, or where the file writes that history in one list, an element of the
list. The text is parsed again: it must say what it said, and the new entry, or it is not given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from supctl.documents import Document, Line, Values
from supctl.errors import Finding, InputError
from supctl.store.formatting import toml_text, toml_value

if TYPE_CHECKING:
    from tree_sitter import Node

IN_ORDER = frozenset({"employment", "post", "status"})
"""The histories whose entries stand oldest first; the others may stand in any order."""

_BOM = b"\xef\xbb\xbf"
_LF, _CRLF = b"\n", b"\r\n"


def with_entry(content: bytes, name: str, key: str, entry: Values) -> bytes:
    """A file's bytes with one more entry in the history `key`; byte-order mark and line ends stay as they are.

    The file's first line end is the one written. A history that stands oldest first keeps its order. Raises InputError
    where that cannot be done without a change to what stands there.
    """
    values = document_of(name, content).values
    history = values.get(key, [])
    known = {one: value for one, value in entry.items() if value is not None}
    if isinstance(history, list):
        index = _index(key, cast("list[Values]", history), known)
        wanted = {**values, key: [*history[:index], tomllib.loads(toml_text(known)), *history[index:]]}
        for made in _ways(content, key, known, index, len(history)):
            if _says(made, wanted):
                return made
    raise InputError([_by_hand(name, content, key, known)])


def document_of(name: str, content: bytes) -> Document:
    """The bytes of a file as a document; a byte-order mark is no part of it."""
    return Document(name, content.decode("utf-8-sig"))


def _index(key: str, history: Sequence[Values], entry: Values) -> int:
    """Where the entry belongs: at the end, or where the oldest stands first, before the first later one."""
    if key not in IN_ORDER:
        return len(history)
    from_ = str(entry.get("from", ""))  # ISO dates sort as text
    return next((place for place, one in enumerate(history) if str(one.get("from", "")) > from_), len(history))


def _ways(content: bytes, key: str, entry: Values, index: int, length: int) -> Iterable[bytes]:
    """The texts that may do, the likeliest first."""
    mark = _BOM if content.startswith(_BOM) else b""
    body = content[len(mark) :]
    if index == length:
        yield mark + _at_the_end(body, key, entry)
    root = _parsed(body)
    if root is None:
        return
    array = _array(root, key)
    if array is not None:
        yield mark + _inserted(body, _into_array(body, array, entry, index))
        return
    blocks = [node for node in root.named_children if node.type == "table_array_element" and _names(node, key)]
    if index < len(blocks):
        place = _above(body, blocks[index].start_byte)
        yield mark + _inserted(body, [(place, _block(key, entry, _line_end(body)) + _line_end(body))])


def _says(content: bytes, wanted: Values) -> bool:
    """Whether the content says just this."""
    try:
        return document_of("", content).values == wanted
    except InputError:
        return False


# --- text -------------------------------------------------------------------------------------------------------------


def _line_end(body: bytes) -> bytes:
    first = body.find(_LF)
    return _CRLF if first > 0 and body[first - 1 : first] == b"\r" else _LF


def _block(key: str, entry: Values, end: bytes) -> bytes:
    return toml_text({key: [entry]}).replace("\n", end.decode()).encode()


def _at_the_end(body: bytes, key: str, entry: Values) -> bytes:
    end = _line_end(body)
    last = body.rpartition(_LF)[2]
    closed = body + end if last else body
    lines = closed.splitlines()
    blank = not lines or not lines[-1].strip()
    return closed + (b"" if blank else end) + _block(key, entry, end)


def _above(body: bytes, place: int) -> int:
    """The beginning of the line at `place`, or of the comment lines that stand straight above it."""
    begin = body.rfind(_LF, 0, place) + 1
    while begin:
        before = body.rfind(_LF, 0, begin - 1) + 1
        if not body[before:begin].lstrip().startswith(b"#"):
            break
        begin = before
    return begin


def _inserted(body: bytes, insertions: Sequence[tuple[int, bytes]]) -> bytes:
    for place, text in sorted(insertions, reverse=True):
        body = body[:place] + text + body[place:]
    return body


def _by_hand(name: str, content: bytes, key: str, entry: Values) -> Finding:
    """What to type, where supctl does not dare."""
    document = document_of(name, content)
    inline = isinstance(document.values.get(key), list) and f"[[{key}]]" not in document.text
    typed = [toml_value(entry)] if inline else _block(key, entry, _LF).decode().splitlines()
    where = f"into the list `{key}`" if inline else "into the file"
    message = f'an entry of "{key}" cannot be added without a change to what stands there'
    mend = f"write it {where} yourself:\n" + "\n".join(f"    {line}" for line in typed)
    return Finding("not-appended", message, place=Line(name, document.line((key,)) or 1), mend=mend)


# --- a history that is written as one list ----------------------------------------------------------------------------


def _parsed(body: bytes) -> Node | None:
    """The syntax tree; None where it is not wholly understood."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    root = Parser(Language(tree_sitter_toml.language())).parse(body).root_node
    return None if root.has_error else root


def _names(node: Node, key: str) -> bool:
    """Whether the first thing in a pair or a heading is this key, in quotes or without."""
    text = (node.named_children[0].text or b"").decode()
    return text in {key, f'"{key}"', f"'{key}'"}


def _array(root: Node, key: str) -> Node | None:
    pairs = [node for node in root.named_children if node.type == "pair" and _names(node, key)]
    values = [pair.named_children[1] for pair in pairs if len(pair.named_children) > 1]
    return next((value for value in values if value.type == "array"), None)


def _into_array(body: bytes, array: Node, entry: Values, index: int) -> list[tuple[int, bytes]]:
    """Where to insert what: the element, and a comma where the one before it has none."""
    text = toml_value(entry).encode()
    elements = [child for child in array.named_children if child.type != "comment"]
    if index < len(elements):
        return [(elements[index].start_byte, text + b", ")]
    if not elements:
        return [(array.start_byte + 1, text)]
    last = elements[-1]
    indent = body[body.rfind(_LF, 0, last.start_byte) + 1 : last.start_byte]
    if indent.strip():  # something stands before it on its line
        return [(last.end_byte, b", " + text)]
    after = [child for child in array.children if child.start_byte >= last.end_byte]
    comma = next((child for child in after if child.type == ","), None)
    told = next((one for one in after if one.type == "comment" and one.start_point[0] == last.end_point[0]), None)
    place = max(child.end_byte for child in (last, comma, told) if child)
    place -= body[:place].endswith(b"\r")
    line = _line_end(body) + indent + text
    return [(place, line + b",")] if comma else _with_comma(last.end_byte, place, line)


def _with_comma(end: int, place: int, line: bytes) -> list[tuple[int, bytes]]:
    return [(place, b"," + line)] if place == end else [(end, b","), (place, line)]
