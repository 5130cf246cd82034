"""What each scenario looks at in a policy, so that a mutant is held only against those that could tell it.

A scenario that never looked at a key comes out the same whatever stands there: nothing else of the policy is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from supctl.documents import Shape

from .mutants import Read

WHOLE = ("__dict__", "__pydantic_serializer__")
"""By these all that a shape holds is looked at in one."""


@contextmanager
def looks() -> Iterator[set[Read]]:
    """Within it, every key of every shape that is looked at is noted; "" stands for all keys of a shape."""
    seen: set[Read] = set()
    ways: dict[tuple[type, str], str | None] = {}

    def noted(shape: Shape, name: str) -> object:
        kind = type(shape)
        try:
            key = ways[kind, name]
        except KeyError:
            key = ways[kind, name] = _key(kind, name)
        if key is not None:
            seen.add((id(shape), key))
        return object.__getattribute__(shape, name)

    Shape.__getattribute__ = noted  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        del Shape.__getattribute__


def _key(kind: type[Shape], name: str) -> str | None:
    """The key that a name looks at; "" for all; None for what looks further by itself (a method, a property)."""
    if name in kind.model_fields:
        return name
    worked_out_once = isinstance(getattr(kind, name, None), cached_property)
    return "" if name in WHOLE or worked_out_once else None
