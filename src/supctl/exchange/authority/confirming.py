"""A decision on a reading: what is decided, what held until then, and which dates move by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supctl.errors import Finding
from supctl.exchange.authority.moved import ComparedData, MovedData
from supctl.exchange.authority.moved_text import count_lines, most_moved_lines, overdue_lines, plain_words
from supctl.exchange.authority.readings import ReadingPlaceData, section_words
from supctl.exchange.columns import WIDTH, Column, both_ends, broken_to, indented, listed, set_in_columns
from supctl.exchange.names import Names, spaced
from supctl.facts.days import say_date, say_near

_CLAUSES_ROOM = 40
_TEXT = 13
_LINE = (Column(20, 1), Column(27), Column(15), Column(15))
_FEW = 6


@dataclass(frozen=True)
class ShortfallData:
    """What falls short of a requirement under one option and not under the other."""

    code: str
    subject: str | None
    record: str | None


@dataclass(frozen=True)
class ConfirmData:
    """`supctl authority confirm --format json`. `option`: null where a note was read and agreed.

    `until_then`: the option that held before, and `was_confirmed` whether the service had chosen it. `day`: the day on
    which `dates` are compared; `more` and `fewer`: what falls short by it, and no longer does. `written`: whether it
    was written.
    """

    reading: ReadingPlaceData
    authority: str
    option: str | None
    by: str
    since: date
    until_then: str | None
    was_confirmed: bool
    day: date
    dates: ComparedData | None
    more: list[ShortfallData]
    fewer: list[ShortfallData]
    written: bool


def shortfalls_apart(
    before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[list[ShortfallData], list[ShortfallData]]:
    """What falls short in the second and not in the first, and the other way round."""
    first = {(one.code, one.subject, one.record, one.message): one for one in before}
    second = {(one.code, one.subject, one.record, one.message): one for one in after}
    more = [_shortfall(one) for key, one in second.items() if key not in first]
    fewer = [_shortfall(one) for key, one in first.items() if key not in second]
    return more, fewer


def _shortfall(one: Finding) -> ShortfallData:
    return ShortfallData(one.code, one.subject, one.record)


def confirm_text(data: ConfirmData, names: Names) -> str:
    """What is about to be decided, and what it changes."""
    parts = [_decision(data, names), _effects(data, names)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def done_text(data: ConfirmData, names: Names, path: str, hints: Sequence[str]) -> str:
    """That it was written."""
    said = f"{data.reading.id} {data.option or 'read and agreed'}"
    lines = broken_to(f"{path}: {said}, by {names.worker(data.by)}, from {say_date(data.since)}.", WIDTH)
    return "\n".join([*lines, *hints])


def confirm_plain(data: ConfirmData, names: Names) -> str:
    """The decision on one line, and a line for each date that moves."""
    done = "written" if data.written else "not written"
    head = [
        data.reading.id,
        data.option or "read and agreed",
        f"by {names.worker(data.by)}",
        f"from {data.since}",
        done,
    ]
    moved = [plain_words(one, names) for one in data.dates.moved] if data.dates else []
    return "\n".join([", ".join(head), *moved])


def _decision(data: ConfirmData, names: Names) -> list[str]:
    one = data.reading
    lines = both_ends(f"{one.id}  {section_words(one.sections)}", listed(one.clause, _CLAUSES_ROOM), middle=40)
    lines += indented(one.says, 2)
    if data.option:
        lines += _labelled("Decided", f"{data.option}: {_label(one, data.option)}")
        how = "chosen by the service" if data.was_confirmed else "the default, not confirmed"
        lines += _labelled("Until then", f"{data.until_then}: {_label(one, data.until_then)} ({how})")
    else:
        lines += _labelled("Decided", "read and agreed: there is nothing to choose")
    return [*lines, *_labelled("By", f"{names.worker(data.by)}, from {say_date(data.since)}")]


def _labelled(label: str, text: str) -> list[str]:
    first, *rest = indented(text, _TEXT)
    return [f"  {label:<{_TEXT - 2}}{first[_TEXT:]}", *rest]


def _label(one: ReadingPlaceData, option: str | None) -> str:
    return next((known.label for known in one.options if known.id == option), "")


def _effects(data: ConfirmData, names: Names) -> list[str]:
    if data.dates is None:
        return ["No date moves by it: what rests on it is no longer said to be unconfirmed."]
    more = ": --format json lists each"
    lines: list[str] = []
    if data.dates.moved:
        parts = [
            count_lines(data.dates),
            overdue_lines(data.dates, names, more=more),
            most_moved_lines(data.dates, names, more=more),
            _come_and_go(data.dates, names),
        ]
        lines = [line for part in parts if part for line in [*part, ""]]
        lines.insert(0, f"What it changes on {say_date(data.day)}:")
    else:
        lines.append(f"No date moves by it on {say_date(data.day)}.")
    lines += _falls_short("Falls short by it", data.more, names)
    lines += _falls_short("No longer falls short", data.fewer, names)
    return lines[:-1] if lines[-1] == "" else lines


def _come_and_go(dates: ComparedData, names: Names) -> list[str]:
    """The first of what is asked for anew or no longer, and of what stands otherwise on the same day."""
    found = [one for one in dates.moved if not one.days and not one.becomes_overdue and not one.due_at_once]
    lines = [line for one in found[:_FEW] for line in set_in_columns(_changed(one, names), _LINE)]
    rest = len(found) - _FEW
    more = [f" and {rest} more: --format json lists each"] if rest > 0 else []
    return [*(["WHAT ELSE CHANGES"] if found else []), *lines, *more]


def _changed(one: MovedData, names: Names) -> list[str]:
    """Whom, what, the date, and what becomes of it; of a date that stays the last permitted day moves."""
    whom = names.case(one.subject.id) if one.subject.kind == "case" else one.subject.name or "the service"
    day = one.is_due or one.was_due
    how = {"new": "new", "gone": "no longer asked"}.get(one.move) or ("was " + _day(one.was_due, names))
    if one.is_due == one.was_due and one.move in {"earlier", "later"}:
        how = "binds sooner" if one.move == "earlier" else "binds later"
    return [whom, one.what, _day(day, names), how]


def _day(day: date | None, names: Names) -> str:
    return say_near(day, names.as_of) if day else "no date"


def _falls_short(title: str, found: Sequence[ShortfallData], names: Names) -> list[str]:
    if not found:
        return []
    people = list(dict.fromkeys(_whom(one.subject, names) for one in found if one.subject))
    what = ", ".join(spaced(code) for code in dict.fromkeys(one.code for one in found))
    return broken_to(f"{title}: {len(found)} ({what}): {listed(people, WIDTH)}", WIDTH)


def _whom(subject: str, names: Names) -> str:
    return names.case(subject) if subject in names.service.cases else names.worker(subject)
