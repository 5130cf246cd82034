"""A draft that was begun or edited: for people what stands where and what is missing, and the same as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.errors import Finding
from supctl.exchange.columns import WIDTH, broken_to, side_by_side
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.logged import LoggedRecord, logged_lines, record_data
from supctl.facts.days import say_date
from supctl.records.beginning import Begun
from supctl.records.drafting.draft import Draft
from supctl.records.effects import Effects
from supctl.records.reading.draft import ReadDraft

_TOLD = 6


@dataclass(frozen=True)
class BegunData:
    """A draft that was begun: `logged` the session that it writes up, `records` what was logged with it."""

    id: str
    path: str
    form: str
    activity: str
    date: dt.date
    supervisee: str | None
    supervisor: str | None
    cases: tuple[str, ...]
    team: str | None
    logged: str | None
    records: tuple[LoggedRecord, ...]


def begun_data(begun: Begun, path: str, files: Sequence[str]) -> BegunData:
    """The draft, and what was logged with it, as data."""
    draft, logged = begun.draft, begun.logged
    records = logged.records if logged else ()
    return BegunData(
        id=draft.id,
        path=path,
        form=draft.form.template.id,
        activity=draft.form.template.activity,
        date=draft.day,
        supervisee=draft.supervisee,
        supervisor=draft.supervisor,
        cases=draft.cases,
        team=draft.team,
        logged=draft.logged,
        records=tuple(record_data(record, file) for record, file in zip(records, files, strict=True)),
    )


def begun_text(begun: Begun, path: str, found: Effects | None, names: Names) -> str:
    """What was begun and logged, for a person."""
    draft = begun.draft
    lines = [
        f"Draft:  {draft.form.template.title}  ({draft.short})",
        f"        {_whose(draft, names)}",
        f"        {path}",
    ]
    if begun.logged and found:
        lines += logged_lines(begun.logged, found, names)
    elif draft.logged:
        lines.append(f"Logged: {say_date(draft.day)} already, as {last_four(draft.logged)}; this draft writes it up")
    return "\n".join(lines)


def _whose(draft: Draft, names: Names) -> str:
    who = names.worker(draft.supervisee) if draft.supervisee else ""
    about = ", ".join(names.case(case) for case in draft.cases) or (names.team(draft.team) if draft.team else who)
    with_ = f" with {names.worker(draft.supervisor)}" if draft.supervisor else ""
    return f"{about}{with_}, {say_date(draft.day)}"


def stands_text(read: ReadDraft, short: str, *, quiet: bool = False) -> str:
    """What is wrong in a draft and what is still missing, with lines, and what to type next."""
    lines = [*_found("To put right", read.problems), *_found("Still missing", read.missing)]
    if not lines:
        lines = ["Everything that the form asks is answered."]
    lines += [line for one in read.notes for line in _set(f"Note: {one.message}", "")]
    if not quiet:
        hints = [f"Go on writing: supctl record edit {short}", f"Where it stands: supctl record show {short}"]
        lines += side_by_side(hints)
    return "\n".join(lines)


def _found(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"{title}: {len(findings)}"
    for one in findings[:_TOLD]:
        line = f"line {one.line}: " if one.line else ""
        mend = f"; {one.mend}" if one.mend and title == "To put right" else ""
        yield from _set(f"{line}{one.message}{mend}", "  ")
    if len(findings) > _TOLD:
        yield f"  and {len(findings) - _TOLD} more"


def _set(text: str, indent: str) -> list[str]:
    """A text on the page, what goes on below set in."""
    first, *rest = broken_to(text, WIDTH - len(indent) - 2)
    return [indent + first, *(f"{indent}  {line}" for line in rest)]
