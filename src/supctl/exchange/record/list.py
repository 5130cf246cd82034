"""Records and drafts as a list, newest first: letters, date, what, whom, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.exchange.columns import Column, set_in_columns
from supctl.exchange.days import say_in_column
from supctl.exchange.names import Names, last_four, spaced
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.facts.days import say_date
from supctl.records.reading.draft import ReadDraft
from supctl.records.states import Standing, State

_LETTERS, _LETTERS_AT_MOST = 4, 12
_ISO_LENGTH = len("2026-12-01")


@dataclass(frozen=True)
class ListedData:
    """A record or a draft. `state`: draft, logged, written, amended, voided.

    `to_write_up`: a logged session that owes its form. `to_put_right`: how much in a draft cannot be taken.
    `steps` were taken so far, in order; `logged` is the session that a draft writes up; `path` from the store's folder;
    `date` null only of a draft that gives none.
    """

    id: str
    path: str
    state: State
    date: dt.date | None
    activity: str | None
    form: str | None
    supervisee: str | None
    supervisor: str | None
    team: str | None
    cases: tuple[str, ...]
    steps: tuple[str, ...] = ()
    amends: str | None = None
    amended_by: str | None = None
    logged: str | None = None
    to_write_up: bool = False
    to_put_right: int = 0


@dataclass(frozen=True)
class ListData:
    """Records and drafts, newest first."""

    as_of: dt.date
    records: tuple[ListedData, ...]


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; everything named must fit. `people` and `cases` are those of a team."""

    worker: str | None = None
    case: str | None = None
    team: str | None = None
    teams: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    from_: dt.date | None = None
    to: dt.date | None = None

    def fits(self, one: ListedData, present: Sequence[str] = ()) -> bool:
        """Whether a record or draft is asked for."""
        whose = {one.supervisee, *present}
        in_team = one.team in self.teams or bool(whose & self.people) or bool(set(one.cases) & self.cases)
        return (
            (self.worker is None or self.worker in whose)
            and (self.case is None or self.case in one.cases)
            and (self.team is None or in_team)
            and (self.from_ is None or (one.date or dt.date.max) >= self.from_)
            and (self.to is None or (one.date or dt.date.max) <= self.to)
        )


def listed(standing: Standing, path: str, *, to_write_up: bool = False) -> ListedData:
    """A record as it is listed; `to_write_up`: whether it owes its form."""
    record = standing.record
    return ListedData(
        id=record.id,
        path=path,
        state=standing.state,
        date=record.date,
        activity=record.activity,
        form=record.form,
        supervisee=record.supervisee,
        supervisor=record.supervisor,
        team=record.team,
        cases=record.cases,
        steps=tuple(step.step for step in record.steps),
        amends=record.amends,
        amended_by=standing.amended_by,
        to_write_up=to_write_up and standing.state == "logged",
    )


def listed_draft(read: ReadDraft, path: str) -> ListedData:
    """A draft as it is listed; what it does not say is left out, and its id gives its day."""
    parts, day = read.parts, read.parts.get("date")
    cases = parts.get("cases")
    return ListedData(
        id=read.id,
        path=path,
        state="draft",
        date=day if isinstance(day, dt.date) else _day_of(read.id),
        activity=read.form.activity if read.form else None,
        form=read.form.id if read.form else None,
        supervisee=_text(parts.get("supervisee")),
        supervisor=_text(parts.get("supervisor")),
        team=_text(parts.get("team")),
        cases=tuple(str(one) for one in cases) if isinstance(cases, tuple | list) else (),
        logged=read.logged,
        to_put_right=len(read.problems),
    )


def list_text(data: ListData, names: Names, format_: str, *, quiet: bool = False) -> str:
    """The list in one of the formats for people and spreadsheets."""
    if format_ == "csv":
        return _csv(data)
    if format_ == "markdown":
        headers = ["Record", "Date", "What", "Whom", "Where it stands"]
        return as_markdown(headers, [_row(one, names, _said(one.date)) for one in data.records])
    if format_ == "plain":
        return as_plain([_row(one, names, _said(one.date)) for one in data.records])
    return "\n".join(_table(data, names, quiet=quiet))


def _table(data: ListData, names: Names, *, quiet: bool) -> Iterator[str]:
    if not data.records:
        yield "No record and no draft fits."
        return
    columns = _columns(data)
    for one in data.records:
        yield from set_in_columns(
            _row(one, names, say_in_column(one.date, data.as_of) if one.date else "no date"), columns
        )
    drafts = [one for one in data.records if one.state == "draft"]
    logged = [one for one in data.records if one.to_write_up]
    if quiet:
        return
    yield ""
    written = {one.logged for one in drafts}
    hints = [f"Show one: supctl record show {last_four(data.records[0].id)}"]
    hints += [f"Go on writing: supctl record edit {last_four(one.id)}" for one in drafts[:1]]
    hints += [f"Write up: supctl record new --for {last_four(one.id)}" for one in logged if one.id not in written][:1]
    yield from hints


def _columns(data: ListData) -> tuple[Column, ...]:
    """Letters, date, what, whom and where it stands; letters longer than four take their room from the last column."""
    longest = max(len(last_four(one.id)) for one in data.records)
    letters = min(max(longest, _LETTERS), _LETTERS_AT_MOST)
    last = Column(22 - (letters - _LETTERS), gap=2)
    return Column(letters, gap=0), Column(11, gap=2), Column(21, gap=1), Column(15, gap=2), last


def _row(one: ListedData, names: Names, day: str) -> list[str]:
    what = names.activity(one.activity) if one.activity else "draft"
    return [last_four(one.id), day, what, _whom(one, names), state_words(one)]


def _whom(one: ListedData, names: Names) -> str:
    """The child of a record about a child, else the supervisee, else the team."""
    if one.cases and (one.supervisee is None or one.activity in _about_children(names)):
        return ", ".join(names.case(case) for case in one.cases)
    return names.worker(one.supervisee) if one.supervisee else names.team(one.team) if one.team else ""


def _about_children(names: Names) -> frozenset[str]:
    from supctl.answers.about import kinds_about

    policy = names.policy
    return frozenset(one for one in policy.vocabulary.activities if kinds_about(one, policy) == ("case",))


def state_words(one: ListedData) -> str:
    """Where a record stands, in words."""
    done = ", ".join(dict.fromkeys(spaced(step) for step in one.steps))
    if one.state == "draft":
        if one.to_put_right:
            return f"draft, {one.to_put_right} to put right"
        return f"draft of {last_four(one.logged)}" if one.logged else "draft"
    if one.state == "voided":
        return "voided"
    if one.state == "amended":
        return f"amended by {last_four(one.amended_by or '')}"
    if one.state == "logged":
        return "logged, NOT WRITTEN UP" if one.to_write_up else f"logged; {done}" if done else "logged"
    return done or "no step taken yet"


def _csv(data: ListData) -> str:
    columns = list(ListedData.__dataclass_fields__)
    rows = [[_cell(getattr(one, name)) for name in columns] for one in data.records]
    return as_csv(columns, rows)


def _cell(value: object) -> object:
    return " ".join(str(one) for one in value) if isinstance(value, tuple) else value


def _said(day: dt.date | None) -> str:
    return say_date(day) if day else "no date"


def _day_of(id_: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(id_[:_ISO_LENGTH])
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return str(value) if value else None
