"""Open actions as a list, worst first: who, by when, how late, from which record, for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from supctl.answers.about import case_of
from supctl.exchange.columns import Column, set_in_columns
from supctl.exchange.days import say_distance, say_in_column
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.logged import record_title
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.facts import Record
from supctl.facts.days import say_date, say_days, say_near
from supctl.records.open_actions import OpenAction

_COLUMNS = (
    *(Column(7, gap=2), Column(8, gap=1, right=True), Column(10, gap=2), Column(14, gap=2)),
    Column(33, gap=1),
)


@dataclass(frozen=True)
class ActionData:
    """An open action. `id` is record-id#action-id; `days` from the day asked to its date, negative when past.

    What it says stands in the words of its record, and in no fact.
    """

    id: str
    record: str
    action: str
    date: dt.date
    activity: str
    status: Literal["overdue", "open"]
    who: str | None
    by: dt.date | None
    days: int | None
    supervisee: str | None
    cases: tuple[str, ...]
    carries_on: str | None


@dataclass(frozen=True)
class ActionsData:
    """Open actions, worst first."""

    as_of: dt.date
    actions: tuple[ActionData, ...]


def actions_data(actions: Sequence[OpenAction], as_of: dt.date) -> ActionsData:
    """Open actions as data."""
    return ActionsData(as_of, tuple(_data(one) for one in actions))


def _data(one: OpenAction) -> ActionData:
    record, action = one.record, one.action
    return ActionData(
        id=one.id,
        record=record.id,
        action=action.id,
        date=record.date,
        activity=record.activity,
        status="overdue" if one.is_overdue else "open",
        who=action.who,
        by=action.by,
        days=one.days,
        supervisee=record.supervisee,
        cases=record.cases,
        carries_on=action.from_,
    )


def actions_text(actions: Sequence[OpenAction], names: Names, format_: str, *, quiet: bool = False) -> str:
    """Open actions in one of the formats for people and spreadsheets."""
    if format_ == "csv":
        columns = list(ActionData.__dataclass_fields__)
        data = [_data(one) for one in actions]
        return as_csv(columns, [[_cell(getattr(one, name)) for name in columns] for one in data])
    if format_ == "markdown":
        return as_markdown(["Status", "By", "Who", "Action", "From"], [_row(one, names) for one in actions])
    if format_ == "plain":
        return as_plain([_row(one, names) for one in actions])
    return "\n".join(_table(actions, names, quiet=quiet))


def _table(actions: Sequence[OpenAction], names: Names, *, quiet: bool) -> Iterator[str]:
    late = sum(one.is_overdue for one in actions)
    if not actions:
        yield "No action is open."
        return
    yield f"  {late} overdue    {len(actions) - late} not yet due"
    yield ""
    for one in actions:
        by = one.action.by
        cells = [
            "OVERDUE" if one.is_overdue else "open",
            say_days(one.days) if one.days is not None else "",
            say_in_column(by, names.as_of) if by else "no date",
            names.worker(one.action.who) if one.action.who else "nobody named",
            f"{one.short} of {say_near(one.record.date, names.as_of)}, {_whom(one.record, names)}",
        ]
        yield from set_in_columns(cells, _COLUMNS)
    if not quiet:
        yield ""
        yield "What is to be done stands in the words of each record, and not here."
        yield f"The record: supctl record show {last_four(actions[0].record.id)}"


def _row(one: OpenAction, names: Names) -> list[str]:
    by = one.action.by
    return [
        "overdue" if one.is_overdue else "open",
        f"{say_date(by)} ({say_distance(one.days or 0)})" if by else "no date",
        names.worker(one.action.who) if one.action.who else "nobody named",
        one.short,
        _from(one, names),
    ]


def _from(one: OpenAction, names: Names) -> str:
    return f"{record_title(one.record, names)}, {say_near(one.record.date, names.as_of)}"


def _whom(record: Record, names: Names) -> str:
    case = case_of(record, names.policy)
    return (
        names.case(case) if case else names.worker(record.supervisee) if record.supervisee else names.team(record.team)
    )


def _cell(value: object) -> object:
    return " ".join(str(one) for one in value) if isinstance(value, tuple) else value
