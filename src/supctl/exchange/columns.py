"""Text set in columns of a fixed width, for a page of eighty."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

WIDTH = 80


class Column(NamedTuple):
    """A column: its width, the gap before it, and whether its text stands on the right."""

    width: int
    gap: int = 1
    right: bool = False


def set_in_columns(cells: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """The cells beside one another; what is too wide goes on below, in its own column."""
    broken = [broken_to(cell, column.width) or [""] for cell, column in zip(cells, columns, strict=True)]
    lines = []
    for parts in zip_longest(*broken, fillvalue=""):
        set_ = [
            " " * column.gap + (part.rjust(column.width) if column.right else part.ljust(column.width))
            for part, column in zip(parts, columns, strict=True)
        ]
        lines.append("".join(set_).rstrip())
    return lines


def broken_to(text: str, width: int) -> list[str]:
    """The text in lines of a width, broken between words; a word that is too long is broken itself."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def indented(text: str, indent: int, width: int = WIDTH) -> list[str]:
    """The text in lines that all begin at the same place."""
    return [" " * indent + line for line in broken_to(text, width - indent)]


def both_ends(left: str, right: str, middle: int = 52) -> list[str]:
    """One line: `left`, and from `middle` on `right`; where they do not fit beside one another, two lines."""
    if not right:
        return broken_to(left, WIDTH)
    if len(left) < middle and middle + len(right) <= WIDTH:
        return [left.ljust(middle) + right]
    if len(left) + 2 + len(right) <= WIDTH:
        return [left + right.rjust(WIDTH - len(left))]
    return [*broken_to(left, WIDTH), *indented(right, 4)]


def listed(words: Iterable[str], room: int, number: int | None = None) -> str:
    """As many of the words as fit into the room, and how many more there are; no further word is asked for.

    `number`: how many there are, where they are only told one by one.
    """
    if number is None:
        every = tuple(words)
        return listed(every, room, len(every))
    text = fitting = ""
    for shown, word in enumerate(words, 1):
        text += (", " if text else "") + word
        rest = f" +{number - shown}" if shown < number else ""
        if fitting and len(text + rest) > room:
            break
        fitting = text + rest
    return fitting


def with_command(text: str, command: str) -> list[str]:
    """A text with what to type at its end, in one line where there is room; a command is never broken."""
    whole = f"{text}: {command}"
    return [whole] if len(whole) <= WIDTH else [*broken_to(f"{text}:", WIDTH), f"  {command}"]


def side_by_side(hints: Iterable[str]) -> list[str]:
    """Hints on as few lines as they fit on."""
    lines: list[str] = []
    for hint in hints:
        if lines and len(lines[-1]) + len(hint) + 7 <= WIDTH:
            lines[-1] += "       " + hint
        else:
            lines.append(hint)
    return lines
