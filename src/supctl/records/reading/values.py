"""One value as somebody wrote it beside a key: quoted, half quoted, with curly marks, bare, or a list. Pure."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import Final

from supctl.records.drafting.layout import DOUBLE, SINGLE, SPACE

_QUOTED: Final = tuple(
    re.compile(rf"[{marks}](?P<text>.*?)[{marks}][{SPACE}]*(?:#.*)?", re.DOTALL) for marks in (DOUBLE, SINGLE)
)
_TO_THE_END: Final = tuple(
    re.compile(rf"[{marks}](?P<text>.*)[{marks}][{SPACE}]*", re.DOTALL) for marks in (DOUBLE, SINGLE)
)
_PAIR: Final = re.compile(rf"(?:[{DOUBLE}]{{2}}|[{SINGLE}]{{2}})")
_STRAIGHT: Final = str.maketrans(dict.fromkeys(DOUBLE, '"'))
_COMMENT: Final = re.compile(rf"(?:^|[{SPACE}])#(?:[{SPACE}].*)?$")
_ITEM: Final = re.compile(
    rf"[{SPACE}\n]*(?:"
    + "|".join(rf"[{marks}]([^\n]*?)[{marks}](?=[{SPACE}]*(?:[,;\n]|$))" for marks in (DOUBLE, SINGLE))
    + r"|([^,;\n]+))"
)


@dataclass(frozen=True)
class Raw:
    """A value as written: its text, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (any(self.items) if self.items is not None else self.text.strip(SPACE + "\n"))


def one_line(rest: str) -> Raw:
    """What stands after the `=` on one line, whatever became of its quotation marks."""
    rest = rest.strip(SPACE)
    strict = _strict(rest)
    if strict is not None:
        return strict
    if rest.startswith("["):
        return _strict(rest.translate(_STRAIGHT)) or _listed(rest)
    straight = _straightened(rest)
    if straight != rest and (strict := _strict(straight)) is not None:
        return strict
    pair = _PAIR.match(rest)
    if pair:  # typed behind the empty marks, or between two pairs of them
        inside = _PAIR.sub("", _uncommented(rest[pair.end() :])).strip(SPACE)
        return Raw(inside)
    for quoted in (*_TO_THE_END, *_QUOTED):
        if found := quoted.fullmatch(rest):
            return Raw(found["text"])
    return Raw(_uncommented(rest).strip(SPACE + DOUBLE))


def _listed(text: str) -> Raw:
    """The items of a list, with or without their marks; a comment behind each line is no item."""
    inside = "\n".join(_uncommented(line) for line in text.split("\n")).strip(SPACE + "\n")
    inside = inside.removeprefix("[").removesuffix("]")
    found = (
        next((part for part in one.groups()[:-1] if part is not None), "")
        or (one[3] or "").strip(SPACE + DOUBLE + "\n")
        for one in _ITEM.finditer(inside)
    )
    return Raw(items=tuple(kept for one in found if (kept := one.strip(SPACE + "\n"))))


def is_whole_list(text: str) -> bool:
    """Whether a list that begins here also ends here."""
    return _strict(text) is not None or _uncommented(text.rpartition("\n")[2]).strip(SPACE).endswith("]")


def unmarked(text: str) -> str:
    """A short answer without the marks around it."""
    return text.strip(SPACE + DOUBLE + SINGLE + "\n")


def _strict(rest: str) -> Raw | None:
    """The value where it is TOML as it stands."""
    if not rest:
        return Raw()
    try:
        value = tomllib.loads(f"v = {rest}")["v"]
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list):
        plain = all(isinstance(one, str | int | dt.date) for one in value)
        return Raw(items=tuple(str(one) for one in value)) if plain else None
    if isinstance(value, str):
        return Raw(value)
    bare = isinstance(value, int | float | dt.date)  # as somebody wrote it: 10.30 is no 10.3 in a text
    return Raw(_uncommented(rest).strip(SPACE)) if bare else None


def _straightened(rest: str) -> str:
    """The outermost curly marks of a family made straight."""
    for marks, straight in ((DOUBLE, '"'), (SINGLE, "'")):
        if rest[0] in marks:
            last = max((rest.rfind(mark) for mark in marks), default=0)
            for end in sorted({last, *(m.start() for m in re.finditer(rf"[{marks}](?=[{SPACE}]*#)", rest))}):
                if end > 0 and (made := straight + rest[1:end] + straight + rest[end + 1 :]) and _strict(made):
                    return made
    return rest


def _uncommented(rest: str) -> str:
    return _COMMENT.sub("", rest)
