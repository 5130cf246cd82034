"""What was logged, and what that did to the dates: for people, and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.answers import Obligation
from supctl.answers.about import case_of
from supctl.answers.forms import awaits_its_form
from supctl.exchange.columns import WIDTH, Column, indented, set_in_columns
from supctl.exchange.names import Names, last_four, spaced
from supctl.exchange.phrases import what_and_whom
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.facts import Record
from supctl.facts.days import say_date, say_near
from supctl.records.effects import Effects, Moved
from supctl.records.reading.facts import others_words
from supctl.records.sessions import Logged

_SHOWN = 12
_INDENT = 8
_WIDEST = 38


@dataclass(frozen=True)
class StepData:
    """A step of a record: what was done, on which day, by whom."""

    step: str
    on: dt.date
    by: str | None


@dataclass(frozen=True)
class LoggedRecord:
    """A record that was written; `path` from the store's folder."""

    id: str
    path: str
    activity: str
    date: dt.date
    supervisee: str | None
    supervisor: str | None
    team: str | None
    cases: tuple[str, ...]
    steps: tuple[StepData, ...]


@dataclass(frozen=True)
class DateData:
    """A date of a duty after the session was logged; `was` the one before."""

    id: str
    subject: str
    activity: str
    due: dt.date | None
    was: dt.date | None
    status: str


@dataclass(frozen=True)
class LoggedData:
    """What was logged: new records, records of its children that were there, dates that moved, what is owed since.

    `not_theirs`: children talked of who are somebody else's on that day.
    """

    as_of: dt.date
    records: tuple[LoggedRecord, ...]
    there: tuple[str, ...]
    dates: tuple[DateData, ...]
    owed: tuple[DateData, ...]
    settled: tuple[DateData, ...]
    not_theirs: tuple[str, ...] = ()


def logged_data(logged: Logged, files: Sequence[str], found: Effects, as_of: dt.date) -> LoggedData:
    """What was logged, as data."""
    return LoggedData(
        as_of=as_of,
        records=tuple(record_data(record, path) for record, path in zip(logged.records, files, strict=True)),
        there=tuple(record.id for record in logged.there),
        dates=tuple(date_data(one.now, one.was) for one in found.moved),
        owed=tuple(date_data(one, None) for one in found.owed),
        settled=tuple(date_data(one, one.due) for one in found.settled),
        not_theirs=tuple(case for case, _ in logged.others),
    )


def record_data(record: Record, path: str) -> LoggedRecord:
    """A record that was written, as data."""
    return LoggedRecord(
        id=record.id,
        path=path,
        activity=record.activity,
        date=record.date,
        supervisee=record.supervisee,
        supervisor=record.supervisor,
        team=record.team,
        cases=record.cases,
        steps=tuple(StepData(step.step, step.on, step.by) for step in record.steps),
    )


def date_data(one: Obligation, was: dt.date | None) -> DateData:
    """A date of a duty, and the one before it, as data."""
    return DateData(one.id, one.subject.id, one.activity, one.due, was, one.status)


def logged_text(logged: Logged, found: Effects, names: Names, *, quiet: bool = False) -> str:
    """What was logged, for a person: the records with their letters, the dates now, and what to type next."""
    lines, own = logged_lines(logged, found, names), logged.records[0]
    if not quiet and awaits_its_form(own, names.policy, names.service):
        lines.append(f"Write up: supctl record new --for {last_four(own.id)}")
    return "\n".join(lines)


def logged_rows(logged: Logged, files: Sequence[str], names: Names, format_: str) -> str:
    """The records that were logged, in one of the formats for scripts and spreadsheets: a row each."""
    if format_ == "csv":
        columns = [name for name in LoggedRecord.__dataclass_fields__ if name != "steps"]
        data = [record_data(record, path) for record, path in zip(logged.records, files, strict=True)]
        return as_csv(columns, [[_cell(getattr(one, name)) for name in columns] for one in data])
    rows = [[last_four(one.id), say_date(one.date), record_title(one, names)] for one in logged.records]
    return as_markdown(["Record", "Date", "What"], rows) if format_ == "markdown" else as_plain(rows)


def _cell(value: object) -> object:
    return " ".join(str(one) for one in value) if isinstance(value, tuple) else value


def logged_lines(logged: Logged, found: Effects, names: Names) -> list[str]:
    """The records with their letters, and the dates now."""
    return [*_records(logged, names), *date_lines(found, names)]


def _records(logged: Logged, names: Names) -> Iterator[str]:
    for number, record in enumerate(logged.records):
        label = "Logged: " if number == 0 else " " * _INDENT
        yield label + "\n".join(indented(record_line(record, names), _INDENT)).lstrip()
    for record in logged.there:
        whom = ", ".join(names.case(case) for case in record.cases)
        yield f"        {whom}: {names.activity(record.activity)} of that day is there already ({last_four(record.id)})"
    own = logged.records[0]
    if logged.because == "cover":
        yield f"        {names.worker(own.supervisor)} stands in; somebody else? --with NAME"
    elif logged.because == "vacant" and own.supervisor:
        yield f"        no supervisor in post: taken from the team, {names.worker(own.supervisor)}; else --with NAME"
    for note in notes_on(logged, names):
        yield "Note:   " + "\n".join(indented(note, _INDENT)).lstrip()


def notes_on(logged: Logged, names: Names) -> Iterator[str]:
    """What somebody should see in what was logged: a child who is somebody else's; that a reason stays with facts."""
    own = logged.records[0]
    for case, holder in logged.others:
        yield others_words(names.case(case), holder, own.supervisee or "", names.service)
    if own.reason:
        yield "the reason is kept with the facts: no names belong in it"


def record_line(record: Record, names: Names) -> str:
    """A record in one line: "personal supervision of Tom Reid with Jo Okafor, Fri 20 Nov 2026, 90 minutes (x2pd)"."""
    with_ = f" with {names.worker(record.supervisor)}" if record.supervisor else ""
    parts = [
        f"{record_title(record, names)}{with_}",
        say_date(record.date),
        f"{record.minutes} minutes" if record.minutes else "",
        *(f"{spaced(step.step)} {say_near(step.on, names.as_of)}" for step in record.steps),
        f"next {say_near(record.next, names.as_of)}" if record.next else "",
        f"rearranged for {say_near(record.rearranged, names.as_of)}" if record.rearranged else "",
    ]
    return ", ".join(part for part in parts if part) + f"  ({last_four(record.id)})"


def record_title(record: Record, names: Names) -> str:
    """What it is and whom it is about: of a record about a child, the child."""
    case = case_of(record, names.policy)
    return f"{names.activity(record.activity)} of {names.case(case)}" if case else names.record(record)


def date_lines(found: Effects, names: Names) -> Iterator[str]:
    """The dates that moved, what is owed since, and what is owed no more."""
    own_first = sorted(found.moved, key=lambda one: one.now.subject.kind == "case")
    said = [(_whose(one.now, names), _now(one, names)) for one in own_first]
    said += [(_whose(one, names), _by(one, names)) for one in found.owed]
    said += [(_whose(one, names), "owed no more") for one in found.settled]
    width = min(max((len(what) for what, _ in said[:_SHOWN]), default=0), _WIDEST)
    columns = (Column(_INDENT, gap=0), Column(width, gap=0), Column(WIDTH - _INDENT - width - 2, gap=2))
    for number, (what, when) in enumerate(said[:_SHOWN]):
        yield from set_in_columns(["" if number else "Now:", what, when], columns)
    if len(said) > _SHOWN:
        yield f"        and {len(said) - _SHOWN} more: supctl due --all"
    if not said:
        yield "Now:    no date has moved"


def _whose(one: Obligation, names: Names) -> str:
    whom = what_and_whom(one, names)
    return whom if one.subject.kind == "case" or not one.worker else f"{names.worker(one.worker)}, {whom}"


def _now(one: Moved, names: Names) -> str:
    due, have, need = one.now.due, one.now.have, one.now.need
    if due is None:
        return one.now.status
    counted = f"{have} of {need} done; " if have is not None and need is not None else ""
    before = f" (was {say_near(one.was, names.as_of)})" if one.was and one.was != due else ""
    return f"{counted}next due {say_near(due, names.as_of)}{before}"


def _by(one: Obligation, names: Names) -> str:
    return f"by {say_near(one.due, names.as_of)}" if one.due else "no limit set"
