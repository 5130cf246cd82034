"""A sealed file that was checked before, as its record, without checking it again.

Of a file that looks as it did when it was checked, this gives the very record that checking gave (`entries.RECORDS`),
and builds none of what is needed to check one. What is written in an unusual way is checked once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from supctl.cache import unchecked
from supctl.documents import Document, Origin, Shape
from supctl.facts import Action, Interval, Record, Reviewed, Step
from supctl.facts.records import Source, WordsHeld
from supctl.store.entries import RECORDS

if TYPE_CHECKING:
    from supctl.facts import Vocabulary
    from supctl.store.files import StoreFile

ShapeType = TypeVar("ShapeType", bound=Shape)
Part = Callable[[object], object]


class _UnusualError(Exception):
    """A value is written in a way that only checking understands."""


def known_record(file: StoreFile, words: Vocabulary) -> Record:
    """The record in a file that was checked before. Raises InputError where it would not pass now."""
    import json  # a due list that is known reads none

    try:
        sealed: object = json.loads(file.content())
        tables = sealed if isinstance(sealed, dict) else {}
        facts = {key: value for key, value in _table(tables.get("facts")).items() if value is not None}
        values = {**facts, "steps": tables.get("steps"), "digest": tables.get("digest")}
        made = _record(values)
    except (OSError, ValueError, RecursionError, _UnusualError):
        return RECORDS.entity(file, words)
    if made.id != file.stem:
        return RECORDS.entity(file, words)
    object.__setattr__(made, "__dict__", {**vars(made), "origin": Origin(Document(file.name, ""))})
    return made


def _entry(shape: type[ShapeType], parts: Mapping[str, tuple[str, Part]]) -> Callable[[object], ShapeType]:
    needed = [name for name, info in shape.model_fields.items() if info.is_required()]

    def made(value: object) -> ShapeType:
        kept: dict[str, object] = {}
        for key, held in _table(value).items():
            if key not in parts:
                raise _UnusualError
            name, part = parts[key]
            kept[name] = None if held is None else part(held)
        for name in needed:
            if kept.get(name) is None:
                raise _UnusualError
        return unchecked(shape, kept)

    return made


def _table(value: object) -> dict[str, object]:
    if type(value) is not dict:
        raise _UnusualError
    return value


def _as_it_is(kind: type) -> Part:
    def same(value: object) -> object:
        if type(value) is not kind:
            raise _UnusualError
        return value

    return same


def _list_of(part: Part) -> Part:
    def made(value: object) -> object:
        if type(value) is not list:
            raise _UnusualError
        return tuple([part(one) for one in value])

    return made


def _answers(value: object) -> object:
    if any(type(one) not in {str, int, bool} for one in _table(value).values()):
        raise _UnusualError
    return value


_TEXT: Final = _as_it_is(str)
_NUMBER: Final = _as_it_is(int)


def _day(value: object) -> object:
    return dt.date.fromisoformat(str(_TEXT(value)))


def _moment(value: object) -> object:
    return dt.datetime.fromisoformat(str(_TEXT(value)))


def _interval(value: object) -> object:
    return Interval.read(str(_TEXT(value)))


def _same(part: Part, *names: str) -> dict[str, tuple[str, Part]]:
    return {name: (name, part) for name in names}


_STEP: Final = {
    **_same(_TEXT, "step", "by", "to", "case", "where", "account", "note", "previous", "digest"),
    **_same(_day, "on"),
    **_same(_moment, "at"),
}
_ACTION: Final = {**_same(_TEXT, "id", "who"), **_same(_day, "by"), "from": ("from_", _TEXT)}
_REVIEWED: Final = {**_same(_TEXT, "action"), **_same(_day, "done")}
_SOURCE: Final = {**_same(_TEXT, "kind", "file", "batch"), **_same(_NUMBER, "row")}
_WORDS: Final = _same(_TEXT, "held", "where", "digest")
_RECORD: Final = {
    **_same(_TEXT, "id", "activity", "authority", "form", "form_version", "supervisee", "supervisor", "team"),
    **_same(_TEXT, "reason", "amends", "digest"),
    **_same(_day, "date", "next", "rearranged"),
    **_same(_NUMBER, "minutes"),
    **_same(_list_of(_TEXT), "present", "cases", "reflective", "about", "flags"),
    **_same(_as_it_is(bool), "restricted"),
    **_same(_answers, "answers"),
    **_same(_list_of(_entry(Action, _ACTION)), "actions"),
    **_same(_list_of(_entry(Reviewed, _REVIEWED)), "reviewed"),
    **_same(_interval, "every"),
    **_same(_entry(Source, _SOURCE), "source"),
    **_same(_entry(WordsHeld, _WORDS), "words"),
    **_same(_list_of(_entry(Step, _STEP)), "steps"),
    "schema": ("schema_", _NUMBER),
}
_record: Final = _entry(Record, _RECORD)
