"""What people write in TOML: its values, the line of every key, and findings that point at them.

Pure: a document is a name and a text, whoever read it. Lines are worked out only when somebody asks for one, since most
files are right.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supctl.errors import Finding, InputError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from tree_sitter import Node

Key = tuple[str | int, ...]
Values = Mapping[str, object]

ORIGIN = "@origin"


@dataclass(frozen=True)
class Document:
    """A text that somebody wrote: `name` is its path as people know it."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def values(self) -> dict[str, object]:
        """The TOML as a mapping. Raises InputError, with the line, where it is not TOML."""
        try:
            return tomllib.loads(self.text.removeprefix("\ufeff").replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            raise InputError([_not_toml(self, error)]) from None
        except (ValueError, RecursionError):  # a number of thousands of digits, lists within lists without end
            message = "this is not TOML that anybody wrote: a number or a nesting beyond all measure"
            raise InputError([Finding("not-toml", message, place=Line(self.name, None), mend="start afresh")]) from None

    @cached_property
    def _lines(self) -> dict[Key, int]:
        return _lines_of_keys(self.text.removeprefix("\ufeff"))

    def line(self, key: Key) -> int | None:
        """The line (from 1) where `key` is written, or the nearest table around it; None for the whole file."""
        while key:
            if key in self._lines:
                return self._lines[key]
            key = key[:-1]
        return None


@dataclass(frozen=True)
class Line:
    """A line of a document, where the key is not known (a syntax error)."""

    path: str
    line: int | None


@dataclass(frozen=True)
class Origin:
    """Where an entry was written. All origins compare equal: where a fact was typed is no part of the fact."""

    document: Document = field(compare=False, repr=False)
    key: Key = field(compare=False, default=())

    @property
    def path(self) -> str:
        """The document's name."""
        return self.document.name

    @property
    def line(self) -> int | None:
        """The line (from 1) of the key, or of the nearest table around it; the first line for a whole document."""
        return self.document.line(self.key) or 1

    def at(self, *key: str | int) -> Origin:
        """The origin of something inside this entry."""
        return Origin(self.document, (*self.key, *key))


NOWHERE = Origin(Document("(not in a file)", ""))


class Shape(BaseModel):
    """A frozen shape parsed from a mapping; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    also_written: ClassVar[tuple[str, ...]] = ()
    """Keys that a file may hold besides, for shapes that read them before validation."""


class Entry(Shape):
    """A shape that knows where it was written."""

    origin: Origin = Field(default=NOWHERE, alias=ORIGIN, exclude=True, repr=False)


ShapeType = TypeVar("ShapeType", bound=Shape)


def read(shape: type[ShapeType], values: Values, origin: Origin, **known: object) -> ShapeType:
    """Make `values` a validated shape whose entries know their origin; `known` is set besides (an id from a file name).

    Raises InputError with one finding for each key that is wrong: file, line, key, mend.
    """
    try:
        return shape.model_validate({**cast("dict[str, object]", _placed(values, origin)), **known})
    except ValidationError as error:
        raise InputError([_finding(detail, shape, origin, set(known)) for detail in _own(error.errors())]) from None


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a mistyped one most likely means, if any is near."""
    folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def unknown_word(what: str, word: str, known: Sequence[str]) -> tuple[str, str]:
    """Message and mend for a word that is not in a list: the nearest known one, else the whole list."""
    near = nearest(word, known)
    mend = f'did you mean "{near}"?' if near else "one of: " + ", ".join(known)
    return f'unknown {what} "{word}"', mend


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that only say that a list is short of an item which is itself wrong."""
    wrong = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short" or not any(loc[: len(detail["loc"])] == detail["loc"] != loc for loc in wrong)
    ]


def _placed(value: object, origin: Origin) -> object:
    """Mark the table at `origin`, and each table in a list below it, with where it stands."""
    if isinstance(value, Mapping):
        below = {key: _below(item, key, origin) for key, item in value.items()}
        return {ORIGIN: origin, **below}  # one that was placed before stays where it was
    return value


def _placed_below(value: object, origin: Origin) -> object:
    if isinstance(value, list):
        return [
            _placed(item, origin.at(index)) if isinstance(item, Mapping) else item for index, item in enumerate(value)
        ]
    if isinstance(value, Mapping):
        return {key: _below(item, key, origin) for key, item in value.items()}
    return value


def _below(item: object, key: str, origin: Origin) -> object:
    """What stands under a key; a plain value needs no origin of its own."""
    return _placed_below(item, origin.at(key)) if isinstance(item, list | Mapping) else item


def _not_toml(document: Document, error: tomllib.TOMLDecodeError) -> Finding:
    text = str(error)
    found = re.search(r"\(at line (\d+), column \d+\)", text)
    line = int(found.group(1)) if found else len(document.text.splitlines()) or 1
    said = re.sub(r"\s*\(at .*\)", "", text)
    written = document.text.splitlines()[line - 1].strip() if document.text.strip() else ""
    date_like = re.search(r"\b\d{4}-\d{2}-\d{2}\b", written)
    if "date" in said.lower() and date_like:
        message, mend = f"the date {date_like.group()} does not exist", "write a day that the month has"
    elif "overwrite" in said.lower() or "twice" in said.lower():
        message, mend = f"a key or table is written twice ({said})", "keep one of the two"
    else:
        message, mend = f"this is not TOML: {said}", "text goes in quotes, dates as 2026-12-01, lists in [ ]"
    return Finding("not-toml", message, place=Line(document.name, line), mend=mend)


_A_DATE = ("this is not a date", "write it as 2026-12-01, without quotes or a time")
_SAID_PLAINLY = {  # what pydantic calls a mistake: in the words of somebody who writes the file, and the mend
    "too_short": ("it is empty", "add at least one"),
    "string_type": ("this is not text", "put it in quotes"),
    "date_type": _A_DATE,
    "date_parsing": _A_DATE,
    "date_from_datetime_parsing": _A_DATE,
    "date_from_datetime_inexact": _A_DATE,
    "int_type": ("this is not a number", "write a whole number, without quotes"),
    "int_parsing": ("this is not a number", "write a whole number, without quotes"),
    "int_from_float": ("this is not a whole number", "write a whole number"),
    "bool_type": ("this is neither true nor false", "write true or false, without quotes"),
    "bool_parsing": ("this is neither true nor false", "write true or false, without quotes"),
    "tuple_type": ("this is not a list", "put it in [ ]"),
    "dict_type": ("this is not a table", "write it as { ... } or under a [heading]"),
    "model_type": ("this is not a table", "write it as { ... } or under a [heading]"),
    "model_attributes_type": ("this is not a table", "write it as { ... } or under a [heading]"),
}


def _finding(detail: ErrorDetails, shape: type[Shape], origin: Origin, besides: set[str]) -> Finding:
    key = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-")))
    name = ".".join(str(part) for part in key if isinstance(part, str)) or "the file"
    where = origin.at(*key)
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = [name for name in _known_keys(shape, key[:-1]) if len(key) > 1 or name not in besides]
        message, mend = unknown_word("key", str(key[-1]), known)
        return Finding("unknown-key", message, place=where, mend=mend)
    if kind == "missing":
        return Finding("missing-key", f'"{name}" is missing', place=where, mend=f"add {key[-1]} = ...")
    if kind == "literal_error":
        message, mend = unknown_word(
            f'word for "{name}"', str(detail["input"]), re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        )
        return Finding("wrong-value", message, place=where, mend=mend)
    said = detail["msg"].removeprefix("Value error, ")
    said = said[:1].lower() + said[1:]
    message, _, mend = said.partition("; mend: ")
    message, mend = _SAID_PLAINLY.get(kind, (message, mend))
    given = detail["input"]
    shown = f" ({given!r})" if isinstance(given, str | int | float | bool) else ""
    return Finding("wrong-value", f'"{name}"{shown}: {message}', place=where, mend=mend or None)


def _known_keys(shape: type[BaseModel], key: Key) -> list[str]:
    """The keys that the table at `key` may hold."""
    current: type[BaseModel] | None = shape
    for part in key:
        if isinstance(part, int) or current is None:
            continue
        for name, info in current.model_fields.items():
            if part in (name, info.alias):
                current = _model_within(info.annotation)
                break
    if current is None:
        return []
    names = (info.alias or name for name, info in current.model_fields.items())
    also = current.also_written if issubclass(current, Shape) else ()
    return [*(name for name in names if name != ORIGIN), *also]


def _model_within(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_within(part))), None)


# --- the line of every key ---------------------------------------------------------------------------------------


def _lines_of_keys(text: str) -> dict[Key, int]:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    lines: dict[Key, int] = {}
    tables: dict[Key, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in {"table", "table_array_element"}:
            _table(node, lines, tables)
    return lines


def _table(node: Node, lines: dict[Key, int], tables: dict[Key, int]) -> None:
    names = _names(node.named_children[0])
    key: Key = ()
    for name in names[:-1]:  # a dotted header goes on in the latest element of an array of tables
        key = (*key, name)
        if key in tables:
            key = (*key, tables[key])
    key = (*key, names[-1])
    if node.type == "table_array_element":
        tables[key] = tables.get(key, -1) + 1
        key = (*key, tables[key])
        for known in [known for known in tables if known[: len(key)] == key]:
            del tables[known]
    _mark(key, node, lines)
    for child in node.named_children[1:]:
        if child.type == "pair":
            _pair(child, key, lines)


def _mark(key: Key, node: Node, lines: dict[Key, int]) -> None:
    """The line of a key, and of the tables that it makes by being written (`a.b = 1`, `[a.b]`, `[[a]]`)."""
    for length in range(1, len(key) + 1):
        lines.setdefault(key[:length], _line(node))


def _pair(node: Node, above: Key, lines: dict[Key, int]) -> None:
    key = (*above, *_names(node.named_children[0]))
    _mark(key, node, lines)
    _value(node.named_children[1], key, lines)


def _value(node: Node, key: Key, lines: dict[Key, int]) -> None:
    if node.type == "array":
        elements = [child for child in node.named_children if child.type != "comment"]
        for index, child in enumerate(elements):
            lines.setdefault((*key, index), _line(child))
            _value(child, (*key, index), lines)
    elif node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _pair(child, key, lines)


def _names(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(name for child in node.named_children for name in _names(child))
    text = (node.text or b"").decode()
    return (text[1:-1] if text[:1] in {'"', "'"} else text,)


def _line(node: Node) -> int:
    return node.start_point[0] + 1
