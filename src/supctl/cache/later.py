"""What is kept of a list of which most runs need nothing: its bytes, thawed when somebody looks into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import TypeVar

Item = TypeVar("Item")


class Later(Collection[Item]):
    """A list that `thaw` gives when it is asked for; equal to any other of the same items."""

    def __init__(self, thaw: Callable[[], Collection[Item]]) -> None:
        self._thaw = thaw

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is in it."""
        return tuple(self._thaw())

    def __contains__(self, item: object) -> bool:
        return item in self.items

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Collection) and self.items == tuple(other)

    def __hash__(self) -> int:
        return hash(self.items)
