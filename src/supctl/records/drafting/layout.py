"""How a draft is set out: comments at the width of a page, values as TOML, prose between marks. Pure."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Sequence
from typing import Final

import tomli_w

WIDTH: Final = 80
BESIDE: Final = 30
SINGLE: Final = "'\u2018\u2019\u201a\u201b\u0060\u00b4"
"""The marks that a keyboard or an editor may put for a straight single quote."""
DOUBLE: Final = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
"""Likewise for a straight double quote."""
SPACE: Final = " \t\u00a0\u2007\u202f\u200b\ufeff"
"""What stands for a space on a line: also the spaces that do not break, and marks that nobody sees."""
_MARKS: Final = re.compile(f"[{SINGLE}]{{3}}|[{DOUBLE}]{{3}}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SEVERAL_DOUBLE: Final = re.compile(f"[{DOUBLE}]{{2,}}")
_HIDDEN: Final = {ord(mark): f"\\u{ord(mark):04x}" for mark in DOUBLE[1:]}
"""A curly quotation mark that stands alone is kept; several together might be taken for the closing marks."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def comment(text: str, right: str = "", *, first: str = "", then: str = "") -> list[str]:
    """A text as comment lines; `right` stands at the end of the first line, or below where there is no room."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"# {first}",
        subsequent_indent=f"# {then}",
        break_long_words=False,
        break_on_hyphens=False,
    )
    lines = lines or ["#"]
    if not right:
        return lines
    if len(lines) == 1 and len(lines[0]) + len(right) + 2 <= WIDTH:
        return [lines[0] + right.rjust(WIDTH - len(lines[0]))]
    return [*lines, *([f"# {right.rjust(WIDTH - 2)}"] if len(right) <= WIDTH - 2 else comment(right))]


def points(texts: Sequence[str]) -> list[str]:
    """One text as a paragraph of comment, several as a list."""
    if len(texts) == 1:
        return comment(texts[0])
    return [line for text in texts for line in comment(text, first="- ", then="  ")]


def entry(key: str, value: object, label: str, hints: Sequence[str], above: Sequence[str] = ()) -> list[str]:
    """`key = value` with its label and hints beside it where there is room, else in comments above."""
    written = f"{key} = {toml(value)}"
    if "\n" in written or len(written) > WIDTH:
        written = f"{key} = {_long(value)}"
    hint = "; ".join(hint for hint in hints if hint)
    said = labelled(label, hint)
    if not said and not above:
        return written.split("\n")
    beside = None if above or "\n" in written else _beside(written, said)
    if beside:
        return [beside]
    with_hint = _beside(written, hint) if hint and "\n" not in written else None
    body = [with_hint] if with_hint else [*(comment(hint) if hint else ()), *written.split("\n")]
    return [*(comment(label) if label else ()), *above, *body]


def labelled(label: str, hint: str) -> str:
    """A printed label and what follows it on the line."""
    if not label or not hint:
        return label or hint
    return f"{label} {hint}" if label[-1] in ":?!" else f"{label}: {hint}"


def _beside(written: str, text: str) -> str | None:
    line = f"{written:<{BESIDE - 1}} # {text}"
    return line if len(line) <= WIDTH else None


def block(key: str, prose: str) -> list[str]:
    """Prose between marks, as it stands wherever that can be read back; else with what TOML escapes."""
    text = tidy(prose)
    if not (_MARKS.search(text) or _CONTROL.search(text)):
        return [f"{key} = '''", *text.split("\n"), "'''"]
    plain = _SEVERAL_DOUBLE.sub(lambda found: found.group().translate(_HIDDEN), text.replace("\\", "\\\\"))
    escaped = plain.replace('"', '\\"')
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped)
    return [*comment(r"In this one a backslash is written \\ and a quotation mark \"."), f'{key} = """', escaped, '"""']


def tidy(prose: str) -> str:
    """Prose as it is kept: one kind of line end, no blanks at the ends of lines, no empty lines around it."""
    lines = [line.rstrip(" \t") for line in _LINE_END.split(prose)]
    while lines and not lines[0].strip(SPACE):
        lines.pop(0)
    while lines and not lines[-1].strip(SPACE):
        lines.pop()
    return "\n".join(lines)


def toml(value: object) -> str:
    """One value as TOML on one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, str):
        written = tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")
        first = value[:1]  # a mark that might be taken for the opening one
        return f'"\\u{ord(first):04x}{written[2:]}' if first and first in DOUBLE[1:] else written
    if isinstance(value, bool | int | float | dt.date):
        return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")
    return toml(str(value))


def _long(value: object) -> str:
    """A list with a line for each item; anything else as it is."""
    if not isinstance(value, list | tuple) or not value:
        return toml(value)
    return "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
