"""What one written value may be changed into: the smallest step either way, or another word of the language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from supctl.facts import Interval

FEW = 4
"""Of a longer list of words each is a subject of its own, and no step from its neighbour."""
ONE_DAY = dt.timedelta(days=1)
_DAYS = {"month": 365.2425 / 12, "year": 365.2425}


@dataclass(frozen=True)
class Kinds:
    """What a key may hold: words of the language, or an interval; numbers, dates and truths say so themselves."""

    words: tuple[str, ...] = ()
    interval: bool = False

    @classmethod
    def of(cls, annotation: object) -> Kinds:
        """What an annotation of a shape allows, lists and alternatives included."""
        parts = [*_parts(annotation)]
        return cls(
            tuple(word for one in parts if isinstance(one, _Words) for word in one.words),
            any(one is Interval for one in parts),
        )


@dataclass(frozen=True)
class _Words:
    words: tuple[str, ...]


def _parts(annotation: object) -> Iterator[object]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        yield _Words(tuple(word for word in inner if isinstance(word, str)))
    elif origin is Annotated:
        yield from _parts(inner[0])
    elif origin in {Union, UnionType, tuple}:
        for one in inner:
            yield from _parts(one)
    else:
        yield annotation


def instead(value: object, kinds: Kinds) -> Iterator[object]:
    """What may stand in place of a value: one less and one more, the other truth, another word."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, dt.date):
        yield from (value - ONE_DAY, value + ONE_DAY)
    elif isinstance(value, str) and value in kinds.words:
        yield from (word for word in kinds.words if word != value and len(kinds.words) <= FEW)
    elif isinstance(value, str) and kinds.interval:
        yield from intervals(value)


def intervals(text: str) -> Iterator[str]:
    """An interval a day shorter and longer; of months and years also by one, and as the days that come nearest.

    A month is no number of days: what tells "1 month" from "30 days" and "31 days" is an example in a month that has
    not so many.
    """
    known = Interval.read(text)
    if known.unit == "week":
        yield from (str(Interval(7 * known.number + step, "day")) for step in (-1, 1))
        return
    yield from (str(Interval(known.number + step, known.unit)) for step in (-1, 1) if known.number + step >= 0)
    if known.unit in _DAYS:
        days = int(known.number * _DAYS[known.unit])
        yield from (str(Interval(days + step, "day")) for step in (0, 1))
