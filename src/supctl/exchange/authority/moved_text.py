"""What differs between two answers about the same store, as a person reads it on a page of eighty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from supctl.exchange.authority.moved import WHOSE, ComparedData, GroupData, MovedData
from supctl.exchange.columns import WIDTH, Column, broken_to, set_in_columns
from supctl.exchange.names import Names
from supctl.exchange.tables import as_narrow_markdown
from supctl.facts.days import say_days, say_near

COUNT_HEADERS = ["", "same", "earlier", "later", "new", "no more"]
_COUNTS = (Column(38, 1), *(Column(7, 1, right=True) for _ in range(5)))
_LINE = (Column(20, 1), Column(26), Column(15), Column(15))
FEW = 6
_MANY_WEEKS = 14
_WEEK = 7


def count_lines(data: ComparedData, title: str = "DUE DATES") -> list[str]:
    """How many are the same, earlier, later, new or no longer asked: by what is asked, and of all."""
    changed = [one for one in data.groups if one.same != sum(_numbers(one))]
    lines = set_in_columns([title, *COUNT_HEADERS[1:]], (Column(39, 0), *_COUNTS[1:]))
    for one in changed:
        lines += set_in_columns([f"{one.whose}: {one.what}", *_said(one)], _COUNTS)
    rest = [one for one in data.groups if one not in changed]
    if rest:
        kept = sum(one.same for one in rest)
        lines += set_in_columns(["everything else", str(kept), "-", "-", "-", "-"], _COUNTS)
    return [*lines, *set_in_columns(["all", *_said(data.all)], _COUNTS)]


def count_table(data: ComparedData) -> str:
    """The same as a Markdown table."""
    rows = [[f"{one.whose}: {one.what}", *_numbers(one)] for one in data.groups]
    return as_narrow_markdown(COUNT_HEADERS, [*rows, ["all", *_numbers(data.all)]])


def _numbers(one: GroupData) -> list[int]:
    return [one.same, one.earlier, one.later, one.new, one.gone]


def _said(one: GroupData) -> list[str]:
    return [str(number) if number else "-" for number in _numbers(one)]


def overdue_lines(data: ComparedData, names: Names, *, more: str) -> list[str]:
    """What becomes overdue by it, and what is due on the day itself, the longest overdue first; or that nothing is."""
    past = sorted((one for one in data.moved if one.becomes_overdue), key=_due)
    soon = [one for one in data.moved if one.due_at_once]
    if not past and not soon:
        return ["Nothing becomes overdue by it, or due on the day itself."]
    said = [f"OVERDUE BY IT {len(past)}"] if past else []
    said += [f"due on the day itself {len(soon)}" if past else f"DUE ON THE DAY ITSELF {len(soon)}"] if soon else []
    return [", ".join(said), *_listed([*past, *soon], names, _overdue_words, more)]


def most_moved_lines(data: ComparedData, names: Names, *, more: str) -> list[str]:
    """The dates that move furthest, overdue ones left out; empty where none does."""
    found = [one for one in data.moved if one.days and not one.becomes_overdue and not one.due_at_once]
    found.sort(key=lambda one: (-abs(one.days or 0), one.subject.id, one.what))
    return ["MOVED FURTHEST", *_listed(found, names, _moved_words, more)] if found else []


def plain_words(one: MovedData, names: Names) -> str:
    """One of them on one line, as it is read aloud."""
    whom = _whom(one, names)
    if one.move in {"new", "gone"}:
        said = "new" if one.move == "new" else "no longer asked"
        day = one.is_due or one.was_due
        return f"{whom}, {one.what}: {said}" + (f", due {say_near(day, names.as_of)}" if day else "")
    return f"{whom}, {one.what}: {_day(one.is_due, names)}, was {_day(one.was_due, names)}"


def _listed(
    found: Sequence[MovedData], names: Names, words: Callable[[MovedData, Names], tuple[str, str]], more: str
) -> list[str]:
    lines: list[str] = []
    for one in found[:FEW]:
        lines += set_in_columns([_whom(one, names), one.what, *words(one, names)], _LINE)
    return [*lines, *([f" and {len(found) - FEW} more{more}"] if len(found) > FEW else [])]


def _whom(one: MovedData, names: Names) -> str:
    if one.subject.kind == "case":
        return names.case(one.subject.id)
    return one.subject.name or WHOSE.get(one.subject.kind, one.subject.id)


def _overdue_words(one: MovedData, names: Names) -> tuple[str, str]:
    was = f"was {_day(one.was_due, names)}" if one.move != "new" else "not asked before"
    return _day(one.is_due, names), was


def _moved_words(one: MovedData, names: Names) -> tuple[str, str]:
    return _day(one.is_due, names), f"{distance(one.days or 0)} {one.move}"


def distance(days: int) -> str:
    """How far: in days, from two weeks on in whole weeks where it is whole."""
    number = abs(days)
    return f"{number // _WEEK} weeks" if number >= _MANY_WEEKS and number % _WEEK == 0 else say_days(number)


def _day(day: date | None, names: Names) -> str:
    return say_near(day, names.as_of) if day else "no date"


def _due(one: MovedData) -> date:
    return one.is_due or date.max


def moved_text(data: ComparedData, names: Names, second: str, first: str) -> str:
    """What the second policy would change on the store's own people and children."""
    more = ": --format csv lists each"
    title = f"ON YOUR OWN PEOPLE AND CHILDREN: by {second} in place of {first}"
    parts = [
        [*broken_to(title, WIDTH), *count_lines(data)],
        overdue_lines(data, names, more=more),
        most_moved_lines(data, names, more=more),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)
