"""What people write in TOML: its values, the line of every key, and findings that point at them.

Pure: a document is a name and a text, whoever read it. Lines are worked out only when somebody asks for one, since most
files are right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from supctl.errors import Finding, InputError

Key = tuple[str | int, ...]
Values = Mapping[str, object]

ORIGIN = "@origin"
_LONG = 40  # words in a list that nobody reads through


@dataclass(frozen=True)
class Document:
    """A text that somebody wrote: `name` is its path as people know it; `written` the text, or what reads it."""

    name: str
    written: str | Callable[[], str] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The text; of a document that was kept without it, read now."""
        return self.written if isinstance(self.written, str) else self.written()

    @cached_property
    def values(self) -> dict[str, object]:
        """The TOML as a mapping. Raises InputError, with the line, where it is not TOML."""
        import tomllib

        try:
            return tomllib.loads(self.text.removeprefix("\ufeff").replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            from supctl.documents.said import not_toml

            raise InputError([not_toml(self, error)]) from None
        except (ValueError, RecursionError):  # a number of thousands of digits, lists within lists without end
            message = "this is not TOML that anybody wrote: a number or a nesting beyond all measure"
            raise InputError([Finding("not-toml", message, place=Line(self.name, None), mend="start afresh")]) from None

    @cached_property
    def _lines(self) -> dict[Key, int]:
        from supctl.documents.lines import lines_of_keys

        return lines_of_keys(self.text.removeprefix("\ufeff"))

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
    """A frozen shape parsed from a mapping; an unknown key is an error.

    What pydantic needs to check one is built when the first is checked, since most runs check few kinds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    also_written: ClassVar[tuple[str, ...]] = ()
    """Keys that a file may hold besides, for shapes that read them before validation."""

    apart: ClassVar[tuple[str, ...]] = ()
    """Fields that are kept apart from the rest, and read only when somebody asks for one (see `InParts`)."""

    @classmethod
    def plain(cls) -> Self:
        """The shape of which nothing is said: every field as usual. For shapes that may be left out altogether."""
        return cast("Self", cls.model_construct())


class Entry(Shape):
    """A shape that knows where it was written."""

    origin: Origin = Field(default=NOWHERE, alias=ORIGIN, exclude=True, repr=False)


class InParts(Entry):
    """An entry of which most runs need little: the fields named in `apart` are there when somebody asks for one."""

    _later: Callable[[], dict[str, object]] | None = PrivateAttr(None)
    """Gives the fields that are apart, where the entry was kept and is not whole yet."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """A field that is apart, with all the others that are."""
            if name not in type(self).apart or self._later is None:
                return super().__getattr__(name)
            self.__dict__.update(self._later())
            return self.__dict__[name]

    def __eq__(self, other: object) -> bool:
        """Whether the two say the same, with what is apart."""
        if not isinstance(other, InParts) or type(other) is not type(self):
            return NotImplemented
        names = type(self).model_fields
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in type(self).model_fields if name not in self.apart))


ShapeType = TypeVar("ShapeType", bound=Shape)


def read(shape: type[ShapeType], values: Values, origin: Origin, **known: object) -> ShapeType:
    """Make `values` a validated shape whose entries know their origin; `known` is set besides (an id from a file name).

    Raises InputError with one finding for each key that is wrong: file, line, key, mend.
    """
    return read_placed(shape, {**cast("dict[str, object]", _placed(values, origin)), **known}, origin, known)


def read_placed(shape: type[ShapeType], values: Values, origin: Origin, known: Collection[str] = ()) -> ShapeType:
    """As `read`, of values whose entries were told where they stand, or need not know it (those of a sealed file)."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        from supctl.documents.said import what_is_wrong

        raise InputError(what_is_wrong(error, shape, origin, set(known))) from None


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a mistyped one most likely means, if any is near."""
    import difflib

    folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def unknown_word(what: str, word: str, known: Sequence[str]) -> tuple[str, str]:
    """Message and mend for a word that is not in a list: the nearest known one, else the list, or how it goes."""
    near = nearest(word, known)
    listed = "one of: " + ", ".join(known)
    if len(known) > _LONG:
        listed = f"one of {len(known)}, such as {', '.join(known[:3])}"
    return f'unknown {what} "{word}"', f'did you mean "{near}"?' if near else listed


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
