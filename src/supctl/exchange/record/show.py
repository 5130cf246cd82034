"""One record by itself: its facts, steps and what it amends; a record and a draft as data, and either as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from supctl.answers.forms import awaits_its_form
from supctl.exchange.columns import broken_to
from supctl.exchange.names import Names, last_four, spaced
from supctl.exchange.record.list import ListedData, listed, listed_draft, state_words
from supctl.exchange.record.logged import StepData, record_title
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.facts import Record
from supctl.facts.days import say_date
from supctl.policy import Policy, RecordTemplate
from supctl.records.reading.draft import ReadDraft
from supctl.records.states import Standing, State

Told = tuple[str, str]
Answer = bool | int | str | dt.date | list[str]
_LABEL = 14
_WIDTH = 80


@dataclass(frozen=True)
class AgreedData:
    """An action of a record: who is to do it, by when, and the earlier one that it carries on (record-id#action-id)."""

    id: str
    who: str | None
    by: dt.date | None
    carries_on: str | None


@dataclass(frozen=True)
class RecordData:
    """A record's facts, its steps, and what it amends or is amended by. `path` from the store's folder.

    `answers` by whole field id: the value of a date, choice, rating, person or case; else only that it was answered.
    `words`: where what was said is kept.
    """

    id: str
    path: str
    state: State
    date: dt.date
    activity: str
    form: str | None
    form_version: str | None
    authority: str | None
    minutes: int | None
    supervisee: str | None
    supervisor: str | None
    present: tuple[str, ...]
    team: str | None
    cases: tuple[str, ...]
    reflective: tuple[str, ...]
    about: tuple[str, ...]
    answers: dict[str, Answer]
    actions: tuple[AgreedData, ...]
    reviewed: tuple[str, ...]
    next: dt.date | None
    every: str | None
    rearranged: dt.date | None
    amends: str | None
    amended_by: str | None
    source: str
    words: str
    steps: tuple[StepData, ...]


@dataclass(frozen=True)
class ProblemData:
    """Something in a draft that cannot be taken, is missing, or should be seen; `line` of the draft."""

    kind: Literal["problem", "missing", "note"]
    line: int | None
    message: str
    mend: str | None


@dataclass(frozen=True)
class DraftData:
    """A draft: what it is about, the ids of the fields that are answered, and what is wrong or missing."""

    draft: ListedData
    answered: tuple[str, ...]
    problems: tuple[ProblemData, ...]


def record_data(standing: Standing, path: str) -> RecordData:
    """A record as data."""
    record = standing.record
    return RecordData(
        id=record.id,
        path=path,
        state=standing.state,
        date=record.date,
        activity=record.activity,
        form=record.form,
        form_version=record.form_version,
        authority=record.authority,
        minutes=record.minutes,
        supervisee=record.supervisee,
        supervisor=record.supervisor,
        present=record.present,
        team=record.team,
        cases=record.cases,
        reflective=record.reflective,
        about=record.about,
        answers=dict(record.answers),
        actions=tuple(AgreedData(one.id, one.who, one.by, one.from_) for one in record.actions),
        reviewed=tuple(one.action for one in record.reviewed),
        next=record.next,
        every=str(record.every) if record.every else None,
        rearranged=record.rearranged,
        amends=record.amends,
        amended_by=standing.amended_by,
        source=record.source.kind,
        words=record.words.held,
        steps=tuple(StepData(one.step, one.on, one.by) for one in record.steps),
    )


def draft_data(read: ReadDraft, path: str) -> DraftData:
    """A draft as data."""
    problems = (
        *(ProblemData("problem", one.line, one.message, one.mend) for one in read.problems),
        *(ProblemData("missing", one.line, one.message, one.mend) for one in read.missing),
        *(ProblemData("note", one.line, one.message, one.mend) for one in read.notes),
    )
    return DraftData(listed_draft(read, path), tuple(answered(read)), problems)


def answered(read: ReadDraft) -> Iterator[str]:
    """The whole ids of the fields that have an answer, in the form's order."""
    rows = {str(one.get("field")) for one in read.actions} | {whole for whole, found in read.rows.items() if found}
    for whole, _, field in read.form.fields() if read.form else ():
        reviewed = field.part == "reviewed" and any(one.get("done") or one.get("impact") for one in read.reviewed)
        part = field.part in read.parts if field.part else False
        if whole in read.answers or whole in rows or part or reviewed:
            yield whole


def shown(title: str, told: Sequence[Told], format_: str, hints: Sequence[str] = ()) -> str:
    """A title and labelled lines, in one of the formats for people and spreadsheets."""
    if format_ == "csv":
        return as_csv(["label", "text"], [("record", title), *told])
    if format_ == "markdown":
        return f"# {title}\n\n{as_markdown(['', ''], told)}"
    if format_ == "plain":
        return "\n".join([title, as_plain(told)])
    lines = broken_to(title, _WIDTH)
    for label, text in told:
        first, *rest = (broken_to(text, _WIDTH - _LABEL - 2) or [""]) if " " in text else [text]
        lines += [f"  {label:<{_LABEL}}{first}", *(" " * (_LABEL + 2) + line for line in rest)]
    return "\n".join([*lines, *(["", *hints] if hints else [])])


# --- a record ------------------------------------------------------------------------------------------------------


def record_title_line(record: Record, names: Names) -> str:
    """What it is, whom it is about, who gave it, and its letters."""
    title = record_title(record, names)
    with_ = f" with {names.worker(record.supervisor)}" if record.supervisor else ""
    return f"{title[:1].upper()}{title[1:]}{with_}, {say_date(record.date)}  ({last_four(record.id)})"


def told_of_record(standing: Standing, path: str, names: Names, *, gone: bool = False) -> list[Told]:
    """The facts of a record, as labelled lines; nothing that anybody said, and a reason only where initials stand.

    `names` are by the policy on whose form it was written; `gone`: that policy cannot be had any more.
    """
    record = standing.record
    form = next((one for one in names.policy.templates if one.id == record.form), None)
    lines = [
        ("Stands", state_words(listed(standing, path, to_write_up=_awaits(record, names)))),
        ("Form", _form(record, form, names.policy)),
        ("Policy", _whose(record, gone=gone)),
        ("Minutes", str(record.minutes or "")),
        ("Present", ", ".join(names.worker(one) for one in record.present)),
        ("Team", names.team(record.team) if record.team else ""),
        ("Children", ", ".join(_child(one, record, names) for one in record.cases)),
        ("About", ", ".join(record.about)),
        *_answers(record, form, names),
        *(("Action", _action(one.id, one.who, one.by, names)) for one in record.actions),
        ("Taken up", ", ".join(_short(one.action) for one in record.reviewed)),
        ("Next", say_date(record.next) if record.next else ""),
        ("Agreed", f"every {record.every}" if record.every else ""),
        ("Reason", record.reason if record.reason and names.initials else ""),
        ("Rearranged", say_date(record.rearranged) if record.rearranged else ""),
        *(("Step", _step(one.step, one.on, one.by, one.where, names)) for one in record.steps),
        ("Amends", last_four(record.amends or "")),
        ("Amended by", last_four(standing.amended_by or "")),
        ("Words", _words(record)),
        ("File", path),
    ]
    return [(label, text) for label, text in lines if text]


def _awaits(record: Record, names: Names) -> bool:
    return awaits_its_form(record, names.policy.on(record.date), names.service)


def _words(record: Record) -> str:
    """Where the words of a record are; of a session that is only logged there are none yet."""
    if record.source.kind == "logged" and not any(step.step == "written" for step in record.steps):
        return ""
    return {"store": "in this store", "private": "in this store, encrypted"}.get(record.words.held, record.words.held)


def _whose(record: Record, *, gone: bool) -> str:
    """That the authority is not known here whose form it was written on: then the labels are not, either."""
    if not gone:
        return ""
    return f'"{record.authority}" is not installed: the record is shown by what it holds, without its form\'s labels'


def _form(record: Record, form: RecordTemplate | None, policy: Policy) -> str:
    if record.form is None:
        return "none: it is only logged" if record.source.kind == "logged" else "none"
    version = f", {record.form_version}" if record.form_version else ""
    own = ", your service's own form" if form and form.id in policy.own_forms else ""
    return f"{form.title if form else record.form}{version}{own}"


def _child(case: str, record: Record, names: Names) -> str:
    return names.case(case) + (" (in detail)" if case in record.reflective else "")


def _answers(record: Record, form: RecordTemplate | None, names: Names) -> Iterator[Told]:
    """How many fields are answered, and those answers that are facts."""
    if not record.answers:
        return
    labels = {whole: field.label or section.title for whole, section, field in form.fields()} if form else {}
    yield "Answered", f"{sum(bool(one) for one in record.answers.values())} of {len(record.answers)} fields"
    for whole, value in record.answers.items():
        if not isinstance(value, bool):
            yield "", f"{labels.get(whole) or whole}: {_value(value, names)}"


def _value(value: int | str | dt.date | list[str], names: Names) -> str:
    if isinstance(value, dt.date):
        return say_date(value)
    values = value if isinstance(value, list) else [str(value)]
    return ", ".join(names.worker(one) if one in names.service.workers else one for one in values)


def _action(id_: str, who: str | None, by: dt.date | None, names: Names) -> str:
    return f"{id_}: {names.worker(who) if who else 'nobody named'}" + (f", by {say_date(by)}" if by else "")


def _short(action: str) -> str:
    record, _, number = action.partition("#")
    return f"{last_four(record)}-{number}"


def _step(step: str, on: dt.date, by: str | None, where: str | None, names: Names) -> str:
    whom = f" by {names.worker(by)}" if by else ""
    return f"{spaced(step)} {say_date(on)}{whom}" + (f", {where}" if where else "")
