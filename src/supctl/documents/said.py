"""What is wrong with a text, said to whoever wrote it: file, line, key and mend in place of a library's own words."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ValidationError

from supctl.documents import ORIGIN, Document, Key, Line, Origin, Shape, unknown_word
from supctl.errors import Finding

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def what_is_wrong(error: ValidationError, shape: type[Shape], origin: Origin, besides: set[str]) -> list[Finding]:
    """A finding for each key that is wrong; `besides` are keys that no file holds."""
    return [_finding(detail, shape, origin, besides) for detail in _own(error.errors())]


def not_toml(document: Document, error: tomllib.TOMLDecodeError) -> Finding:
    """What is wrong with a text that is not TOML, on the line where it stops to be."""
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


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that only say that a list is short of an item which is itself wrong."""
    wrong = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short" or not any(loc[: len(detail["loc"])] == detail["loc"] != loc for loc in wrong)
    ]


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
