"""Chance that can be had again: a stream of draws that follows from a seed and a name, on every machine."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """The draws of one person, child or team: nobody else's depend on how many are made."""

    def __init__(self, seed: int, *name: object) -> None:
        text = "/".join(map(str, (seed, *name)))
        self._draw = random.Random(hashlib.sha256(text.encode()).digest()).random  # noqa: S311 - no secret

    def happens(self, share: float) -> bool:
        """Whether something happens that does in this share of all times."""
        return self._draw() < share

    def part(self) -> float:
        """A part of one: at least 0, less than 1."""
        return self._draw()

    def days(self, among: tuple[int, int]) -> int:
        """A whole number from the first to the second, both included."""
        least, most = among
        return least + int(self._draw() * (most - least + 1))

    def one(self, options: Sequence[Item]) -> Item:
        """One of them, each as likely."""
        return options[int(self._draw() * len(options))]


class Certain(Chance):
    """No chance at all: what mostly happens does, as soon as it can."""

    def happens(self, share: float) -> bool:
        """Whether it happens more often than not."""
        return share > 0.5  # noqa: PLR2004

    def days(self, among: tuple[int, int]) -> int:
        """The least."""
        return among[0]
