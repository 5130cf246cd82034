"""A draft's text taken apart line by line: tables, keys, values and prose between marks, whatever an editor did. Pure.

TOML itself stops at the first mistake; a draft is read past it, so that one broken line never hides the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from supctl.records.drafting.layout import DOUBLE, SINGLE, SPACE, tidy
from supctl.records.reading.values import Raw, is_whole_list, one_line

Table = tuple[str, ...]
Knows = Callable[[Table, str | None], bool]
"""Whether the form has this table (no key), or this key in the table."""

_NAME: Final = r"[\"\u201c\u201d]?[A-Za-z0-9_-]+[\"\u201c\u201d]?"
_HEADER: Final = re.compile(rf"\[{{1,2}}\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]{{1,2}}\s*(?:#.*)?")
_KEY: Final = re.compile(rf"({_NAME})\s*=\s*(.*)", re.DOTALL)
_OPENING: Final = re.compile(rf"[{SINGLE}]{{3}}|[{DOUBLE}]{{3}}")
_CLOSING: Final = {marks: re.compile(rf"(?P<text>.*)[{marks}]{{3}}[{SPACE}]*(?:#.*)?") for marks in (SINGLE, DOUBLE)}
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|[\\\"])")
"""What supctl itself writes with a backslash; any other backslash is one that somebody typed."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Written:
    """A key and its value, in the table under which it stands; `block` numbers the tables as they come."""

    table: Table
    block: int
    key: str
    value: Raw
    line: int


@dataclass(frozen=True)
class Trouble:
    """Something that is no key, table, comment or prose between marks: `kind` text or mark, and its line."""

    kind: str
    table: Table
    line: int
    key: str = ""


@dataclass
class Taken:
    """What a draft was taken apart into. `tables`: each table line as it comes, with its number of line."""

    written: list[Written] = field(default_factory=list)
    tables: list[tuple[Table, int]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def take_apart(text: str, knows: Knows) -> Taken:
    """Every key with its value, and every line that is none of what a draft is made of."""
    return _Reader(_LINE_END.split(text.removeprefix("\ufeff")), knows).read()


class _Reader:
    """Reads a draft's lines once, from top to bottom."""

    def __init__(self, lines: list[str], knows: Knows) -> None:
        self.lines, self.knows = lines, knows
        self.plain = [" ".join(re.split(f"[{SPACE}]", line)).strip() for line in lines]
        self.at = 0
        self.table: Table = ()
        self.taken = Taken()

    def read(self) -> Taken:
        in_text = False
        while self.at < len(self.lines):
            line, plain = self.at, self.plain[self.at]
            self.at += 1
            if not plain or plain.startswith("#"):
                in_text = False
            elif header := _HEADER.fullmatch(plain):
                in_text = False
                self.table = _table(header)
                self.taken.tables.append((self.table, line + 1))
            elif key := self._key(line):
                in_text = False
                name, rest = key
                self._add(name, self._value(name, line, rest), line)
            elif not in_text:
                in_text = True
                self.taken.troubles.append(Trouble("text", self.table, line + 1))
        return self.taken

    def _add(self, key: str, value: Raw, line: int) -> None:
        self.taken.written.append(Written(self.table, len(self.taken.tables), key, value, line + 1))

    def _key(self, at: int) -> tuple[str, str] | None:
        """The key of a line, and what stands after its `=`."""
        found = _KEY.fullmatch(self.lines[at].strip(SPACE))
        return (_plain_name(found[1]), found[2]) if found else None

    def _value(self, key: str, at: int, rest: str) -> Raw:
        opening = _OPENING.match(rest)
        if opening:
            return Raw(self._prose(key, at, rest[3:], SINGLE if opening.group()[0] in SINGLE else DOUBLE))
        if rest.startswith("[") and not is_whole_list(rest):
            return self._list(rest)
        if rest[:1] and rest[0] in DOUBLE + SINGLE and (more := self._over_lines(rest)):
            return Raw(more)
        return one_line(rest)

    # --- a list or a quoted text over several lines ---------------------------------------------------------------

    def _list(self, rest: str) -> Raw:
        lines = [rest]
        while self.at < len(self.lines) and not self._is_structure(self.at):
            lines.append(self.lines[self.at])
            self.at += 1
            if is_whole_list("\n".join(lines)):
                break
        return one_line("\n".join(lines))

    def _over_lines(self, rest: str) -> str:
        """A text in single marks that somebody went on writing on the next line; nothing where it ends on its own."""
        marks = DOUBLE if rest[0] in DOUBLE else SINGLE
        if len(re.findall(f"[{marks}]", rest)) > 1:
            return ""
        end = self.at
        while end < len(self.lines) and not self._is_structure(end) and not self.plain[end].startswith("#"):
            if self.plain[end][-1:] and self.plain[end][-1] in marks:
                text = "\n".join([rest[1:], *self.lines[self.at : end], self.lines[end].rstrip(SPACE)[:-1]])
                self.at = end + 1
                return tidy(text)
            end += 1
        return ""

    # --- prose between marks --------------------------------------------------------------------------------------

    def _prose(self, key: str, opened: int, first: str, marks: str) -> str:
        """The text up to the mark that closes it: the first one behind which the form goes on."""
        if marks == DOUBLE and (found := self._escaped(opened, first)) is not None:
            return found
        lines = [first, *self.lines[opened + 1 :]]
        last: int | None = None
        begun: int | None = None
        table = self.table
        for number, line in enumerate(lines):
            at = opened + number
            if number:
                table, known = self._goes_on(at, table)
                begun = at if known and begun is None else begun
                if known and self._opens(at):
                    break
            if not _CLOSING[marks].fullmatch(line):
                continue
            if self._structure_follows(at + 1):
                return self._closed(lines, opened, at, marks)
            last = at if begun is None else last
        if last is not None:
            return self._closed(lines, opened, last, marks)
        self.taken.troubles.append(Trouble("mark", self.table, opened + 1, key))
        self.at = begun if begun is not None else len(self.lines)
        kept = lines[: self.at - opened]
        while len(kept) > 1 and (not kept[-1].strip(SPACE) or kept[-1].strip(SPACE).startswith("#")):
            kept.pop()
        return tidy("\n".join(kept))

    def _closed(self, lines: list[str], opened: int, at: int, marks: str) -> str:
        self.at = at + 1
        found = _CLOSING[marks].fullmatch(lines[at - opened])
        return tidy("\n".join([*lines[: at - opened], found["text"] if found else ""]))

    def _escaped(self, opened: int, first: str) -> str | None:
        """Prose as supctl writes it where it holds marks of its own: up to the first mark that is not escaped."""
        text = "\n".join([first, *self.lines[opened + 1 :]])
        found = re.match(rf"(?P<text>(?:[^\\]|\\.)*?)[{DOUBLE}]{{3}}[{SPACE}]*(?:#[^\n]*)?(?=\n|$)", text, re.DOTALL)
        if not found:
            return None
        at = opened + found["text"].count("\n")
        if not self._structure_follows(at + 1):
            return None
        self.at = at + 1
        return tidy(_ESCAPE.sub(_unescaped, found["text"]))

    # --- what the form goes on with -------------------------------------------------------------------------------

    def _is_structure(self, at: int) -> bool:
        return bool(_HEADER.fullmatch(self.plain[at]) or self._key(at))

    def _structure_follows(self, at: int) -> bool:
        """Whether, after empty lines and comments, a table or a key follows, or nothing."""
        while at < len(self.plain) and (not self.plain[at] or self.plain[at].startswith("#")):
            at += 1
        return at >= len(self.plain) or self._is_structure(at)

    def _goes_on(self, at: int, table: Table) -> tuple[Table, bool]:
        """Whether a line is a table or a key of this form, and the table from there on."""
        header = _HEADER.fullmatch(self.plain[at])
        if header and self.knows(_table(header), None):
            return _table(header), True
        key = None if header else self._key(at)
        return table, bool(key and self.knows(table, key[0]))

    def _opens(self, at: int) -> bool:
        key = self._key(at)
        return bool(key and _OPENING.match(key[1]))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" else code


def _table(header: re.Match[str]) -> Table:
    return tuple(_plain_name(name) for name in header[1].split("."))


def _plain_name(name: str) -> str:
    return name.strip(SPACE + DOUBLE).casefold()
