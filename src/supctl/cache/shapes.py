"""Our own shapes as bytes and back: small, fast, and never checked again.

Pickles that can name nothing but our shapes and days: what was kept is not trusted to run anything.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import import_module
from typing import Protocol, TypeVar
from zlib import crc32

from pydantic import BaseModel

from supctl.cache.later import Later
from supctl.documents import Document, InParts

ShapeType = TypeVar("ShapeType", bound=BaseModel)
TextOf = Callable[[str], str]
"""Reads the text of a document by its name; gives "" where it cannot."""

_OURS = ("supctl.documents", "supctl.errors", "supctl.store.settings")
_OUR_ROOMS = ("supctl.facts.", "supctl.policy.", "supctl.answers.")
_DAYS: dict[tuple[str, str], type] = {("datetime", one.__name__): one for one in (date, datetime, timedelta, timezone)}
_CHECK_BYTES = 4
_NOT_GIVEN = 128


def frozen(value: object) -> bytes:
    """A value as bytes: our own shapes and dataclasses, days, and Python's plain values, lists and mappings of them.

    Of a document its name alone is taken. Raises ValueError for anything else.
    """
    data = _pickled(value)
    return crc32(data).to_bytes(_CHECK_BYTES, "big") + data


def thawed(data: bytes | memoryview, text_of: TextOf | None = None) -> object:
    """The value that was frozen, without checking it again; of a shape in parts, what is apart when it is asked for.

    A document reads its text by `text_of` when somebody asks for a line of it; without that every line is the first.
    Raises ValueError for bytes that `frozen` did not give, or that were changed since, or that hold another kind of
    value: what is kept can name none but our own shapes.
    """
    body = memoryview(data)[_CHECK_BYTES:]
    if crc32(body).to_bytes(_CHECK_BYTES, "big") != bytes(data[:_CHECK_BYTES]):
        raise ValueError("these bytes are not as they were kept")
    try:
        return _unpickled(body, text_of)
    except ValueError:
        raise
    except Exception as error:  # noqa: BLE001 - bytes that are no pickle can fail in any way
        raise ValueError(f"these bytes were not kept by supctl: {type(error).__name__}") from None


def _unpickled(data: bytes | memoryview, text_of: TextOf | None) -> object:
    return _Thawer(io.BytesIO(data), text_of).load()


def _pickled(value: object) -> bytes:
    made = io.BytesIO()
    _Freezer(made, protocol=5).dump(value)
    return made.getvalue()


def unchecked(kind: type[ShapeType], values: dict[str, object]) -> ShapeType:
    """An object of a shape from values, by the names of its fields, that were checked before: exactly as they then are.

    What is not among them is as usual.
    """
    made = object.__new__(kind)
    put = object.__setattr__
    put(made, "__dict__", {**_blank(kind), **values})
    put(made, "__pydantic_fields_set__", set(values))
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made


@cache
def _blank(kind: type[BaseModel]) -> dict[str, object]:
    return {
        name: info.get_default(call_default_factory=True)
        for name, info in kind.model_fields.items()
        if not info.is_required()
    }


class _Freezer(pickle.Pickler):
    """Writes each shape as its class and the values it was given, and refuses what is not ours."""

    def reducer_override(self, obj: object) -> tuple[type, tuple[object, ...]]:  # noqa: PLR0911 - one for each kind
        """As the class of `pickle` asks: how one object is written; NotImplemented for as usual."""
        kind: type = type(obj)
        as_usual: tuple[type, tuple[object, ...]] = NotImplemented
        if isinstance(obj, type) or kind in _DAYS.values() or isinstance(obj, date):
            return as_usual  # a class by its name
        if isinstance(obj, Later):
            return Later, (frozen(obj.items),)
        if isinstance(obj, Document):
            return Document, ((obj.name,) if obj.written else (obj.name, ""))
        if isinstance(obj, InParts):
            apart = {name: getattr(obj, name) for name in obj.apart}
            return kind, (_pickled(apart), *_values_of(obj.model_copy(update=dict.fromkeys(apart))))
        if isinstance(obj, BaseModel):
            return kind, _values_of(obj)
        if is_dataclass(obj):
            return kind, tuple(getattr(obj, name) for name in _names(kind))
        if isinstance(obj, tzinfo) and kind is not timezone:  # pydantic has one of its own
            return timezone, (obj.utcoffset(None),)
        raise ValueError(f"{kind.__module__}.{kind.__qualname__} cannot be kept")


class _Thawer(pickle.Unpickler):
    """Makes what `_Freezer` wrote, and nothing else."""

    def __init__(self, file: io.BytesIO, text_of: TextOf | None) -> None:
        super().__init__(file)
        self._text_of = text_of

    def find_class(self, module: str, name: str) -> object:
        """What makes an object of the class that is named. Raises ValueError for one that is not ours."""
        if name == "Document" and module == "supctl.documents":
            return self._document
        if name == "Later" and module == "supctl.cache.later":
            return self._later
        made = _maker(module, name)
        return _in_parts(made, self._text_of) if isinstance(made, type) and issubclass(made, InParts) else made

    def _later(self, data: bytes) -> Later[object]:
        text_of = self._text_of
        return Later(lambda: _items(thawed(data, text_of)))

    def _document(self, name: str, written: str | None = None) -> Document:
        if written is not None or self._text_of is None:
            return Document(name, "")
        text_of = self._text_of
        return Document(name, lambda: text_of(name))


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


@dataclass(frozen=True)
class _Fields:
    """Of a kind of shape: the names of its fields in order, and the values of those that need not be given."""

    names: tuple[str, ...]
    usual: dict[str, object]


@cache
def _fields(kind: type[BaseModel]) -> _Fields:
    usual = {
        name: info.default
        for name, info in kind.model_fields.items()
        if not info.is_required() and info.default_factory is None
    }
    return _Fields(tuple(kind.model_fields), usual)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, in order."""
    return tuple(one.name for one in fields(kind))


def _values_of(shape: BaseModel) -> tuple[object, ...]:
    """Which fields of a shape are not as usual, and what they hold. A field that was never given counts from 128."""
    known, given, values = _fields(type(shape)), shape.model_fields_set, shape.__dict__
    which = [
        place + (0 if name in given else _NOT_GIVEN)
        for place, name in enumerate(known.names)
        if name in given or name not in known.usual or values[name] is not known.usual[name]
    ]
    return bytes(which), *(values[known.names[place % _NOT_GIVEN]] for place in which)


@cache
def _maker(module: str, name: str) -> object:
    """What makes an object of one of our classes from its values. Raises ValueError for any other."""
    if known := _DAYS.get((module, name)):
        return known
    if module not in _OURS and not module.startswith(_OUR_ROOMS):
        raise ValueError(f"{module}.{name} is no shape of supctl")
    kind = getattr(import_module(module), name, None)
    if isinstance(kind, type) and kind.__module__ == module:
        if issubclass(kind, InParts):
            return kind  # made by `_in_parts`
        if issubclass(kind, BaseModel):
            return _shape_maker(kind)
        if is_dataclass(kind):
            return _dataclass_maker(kind)
    raise ValueError(f"{module}.{name} is no shape of supctl")


class _Maker(Protocol):
    """Makes a shape from which of its fields are told, and what they hold."""

    def __call__(self, which: bytes, *told: object) -> object: ...


def _shape_maker(kind: type[BaseModel]) -> _Maker:
    """As pydantic makes an object again that was pickled; of most objects of a kind the same fields are told."""
    known = _fields(kind)
    blank = {name: known.usual.get(name) for name in known.names}
    plans: dict[bytes, tuple[list[str], set[str]]] = {}
    new, put = object.__new__, object.__setattr__

    def planned(which: bytes) -> tuple[list[str], set[str]]:
        told = [known.names[place % _NOT_GIVEN] for place in which]
        if {*told, *known.usual} != set(known.names):
            raise ValueError(f"these are not the fields of {kind.__name__}")
        given = {known.names[place] for place in which if place < _NOT_GIVEN}
        return plans.setdefault(which, (told, given))

    def make(which: bytes, *told: object) -> object:
        names, given = plans.get(which) or planned(which)
        made = new(kind)
        put(made, "__dict__", blank | dict(zip(names, told, strict=True)))
        put(made, "__pydantic_fields_set__", given)  # shared: a frozen shape never changes it
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    return make


def _in_parts(kind: type[InParts], text_of: TextOf | None) -> object:
    """What makes a shape in parts: what is apart stays bytes until somebody asks for it."""
    make = _shape_maker(kind)

    def make_head(apart: bytes, which: bytes, *told: object) -> object:
        made = make(which, *told)
        for name in kind.apart:
            del made.__dict__[name]
        object.__setattr__(made, "__pydantic_private__", {"_later": lambda: _unpickled(apart, text_of)})
        return made

    return make_head


def _dataclass_maker(kind: type) -> object:
    """The class itself; one that does more when it is made, or is given less than all of its fields, is filled."""
    names, new, put = _names(kind), object.__new__, object.__setattr__
    if not hasattr(kind, "__post_init__") and all(one.init and not one.kw_only for one in fields(kind)):
        return kind

    def make(*values: object) -> object:
        made: object = new(kind)
        for name, value in zip(names, values, strict=True):
            put(made, name, value)
        return made

    return make
