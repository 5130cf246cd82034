"""`supctl due`: who is due supervision, and what else is owed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

import typer

from supctl.answers.shapes import Answers
from supctl.cli.asking import number_owed, standing_of, units_of
from supctl.cli.commands import typed_commands
from supctl.cli.opening import Opened, opened, read_day
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import show
from supctl.documents import unknown_word
from supctl.errors import Finding, InputError
from supctl.exchange.selection import Wanted
from supctl.exchange.view import View
from supctl.facts import Interval, service_as_of
from supctl.facts.days import say_date

app = new_app()

GROUPS = ("worker", "date")
_SHORT = re.compile(r"(\d+) ?([dwmy])")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


@app.command(cls=Command)
def due(
    ctx: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(metavar="SUBJECT", help="a person, team, child, pair or record")
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    owner: Annotated[str | None, typer.Option(metavar="W", help="what this person has to see to")] = None,
    activity: Annotated[str | None, typer.Option(metavar="X", help="personal supervision, observation ...")] = None,
    within: Annotated[str, typer.Option(metavar="14d", help="how far to look ahead: 14d, 2 weeks")] = "7d",
    everything: Annotated[bool, typer.Option("--all", help="also what is in time")] = False,
    count: Annotated[bool, typer.Option("--count", help="how many, and nothing else")] = False,
    group: Annotated[str, typer.Option(metavar="worker|date", help="by worker, or one list by date")] = "worker",
    history: Annotated[str | None, typer.Option(metavar="FROM", help="what was done since, and how late")] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="exit 1 if something is overdue or missing")] = False,
) -> int:
    """Who is due supervision, and what else is owed: overdue, late, missing, to write up, and due soon."""
    _check_group(group)
    options = asked(ctx)
    store = opened(options)
    wanted = _wanted(store, subject, team, owner, activity)
    from_ = _history_from(history, store.as_of) if history else None
    soon_days = _soon_days(within, store)
    if count and not exit_code and not from_ and wanted == Wanted():
        number = number_owed(store, None if everything else store.as_of + timedelta(days=soon_days), options)
        if number is not None:
            show(_counted(number, options), options)
            return store.code()
    answers = _answers(store, wanted, soon_days, from_, options, everything=everything)
    view = replace(_view(store, wanted, soon_days, answers), everything=everything, quiet=options.quiet)
    if count:
        show(_counted(_done(view) if from_ else view.counted, options), options)
    else:
        show(_written_history(view, from_, options) if from_ else _written(view, group, options), options)
    return store.code(1 if exit_code and view.is_past else 0)


def _check_group(group: str) -> None:
    """Raises InputError for a way to group that there is not."""
    if group not in GROUPS:
        message, mend = unknown_word("--group", group, GROUPS)
        raise InputError([Finding("unknown-group", message, mend=mend)])


def _history_from(typed: str, as_of: date) -> date:
    """The first day of the history. Raises InputError for no date, and for one after the day asked."""
    from_ = read_day("--history", typed)
    if from_ > as_of:
        message = f"--history: {say_date(from_)} is later than the day asked about, {say_date(as_of)}"
        raise InputError([Finding("wrong-date", message, mend="name an earlier day, or a later one with --as-of")])
    return from_


def _wanted(store: Opened, subject: str | None, team: str | None, owner: str | None, activity: str | None) -> Wanted:
    """What is asked for, by id."""
    names = store.directory
    found = names.find(subject, ("worker", "team", "case", "pair", "record")) if subject else None
    whole_team = found.id if found and found.kind == "team" else None
    return Wanted(
        subject=(found.subject_kind, found.id) if found and not whole_team else None,
        team=names.one("team", team) if team else whole_team,
        owner=names.one("worker", owner) if owner else None,
        activity=names.one("activity", activity) if activity else None,
    )


def _soon_days(within: str, store: Opened) -> int:
    """The look-ahead in days. Raises InputError."""
    short = _SHORT.fullmatch(within.strip().casefold())
    if short and not int(short[1]):
        return 0
    try:
        interval = Interval.read(f"{short[1]} {_UNITS[short[2]]}" if short else within)
        return (interval.after(store.as_of, store.facts.calendar) - store.as_of).days
    except (ValueError, OverflowError):
        finding = Finding("wrong-value", f'--within "{within}" is no length of time', mend="for example 14d or 2 weeks")
        raise InputError([finding]) from None


def _answers(
    store: Opened, wanted: Wanted, soon_days: int, history_from: date | None, options: Asked, *, everything: bool
) -> Answers:
    """What stands on the day; what was done, and windows that are closed, only where they are told."""
    if history_from is None and not (everything and options.format == "json"):
        found = replace(standing_of(store, wanted, soon_days, options), exempt=())  # a list shows none
        return found if options.format == "json" else replace(found, windows=())
    from supctl.answers.door import answer

    units = units_of(store, wanted)
    return answer(store.facts, store.policy, store.as_of, soon_days=soon_days, history_from=history_from, units=units)


def _view(store: Opened, wanted: Wanted, soon_days: int, answers: Answers) -> View:
    service = service_as_of(store.facts, store.as_of)
    view = View(
        answers=wanted.selected(answers, service),
        service=service,
        policy=store.policy,
        scope=store.name or "This service",
        soon_until=store.as_of + timedelta(days=soon_days),
        what_if=store.what_if,
        alone=wanted.subject is not None,
        commands=typed_commands(),
    )
    return replace(view, scope=_scope(view, wanted), filters=_filters(view, wanted))


def _scope(view: View, wanted: Wanted) -> str:
    names = view.names
    if wanted.subject is None:
        return names.team(wanted.team) if wanted.team else view.scope
    kind, id_ = wanted.subject
    if kind == "pair":
        worker, _, supervisor = id_.partition("+")
        return f"{names.worker(worker)} with {names.worker(supervisor)}"
    return {"worker": names.worker, "case": names.case}.get(kind, str)(id_)


def _filters(view: View, wanted: Wanted) -> tuple[str, ...]:
    owner = f"only what {view.names.worker(wanted.owner)} has to see to" if wanted.owner else ""
    activity = f"only {view.names.activity(wanted.activity)}" if wanted.activity else ""
    return tuple(one for one in (owner, activity) if one)


def _done(view: View) -> int:
    """How many were done: the number in the heading of the history."""
    return sum(one.done is not None for one in view.answers.history)


def _counted(number: int, options: Asked) -> str:
    if options.format != "json":
        return str(number)
    from supctl.exchange.data import as_json
    from supctl.exchange.due.data import CountData

    return as_json(CountData(number))


def _written(view: View, group: str, options: Asked) -> str:
    """The list in the format asked for; only that format's module is loaded."""
    if options.format == "table":
        from supctl.exchange.due.table import due_by_date, due_table

        return due_by_date(view) if group == "date" else due_table(view)
    if options.format == "plain":
        from supctl.exchange.due.plain import due_plain

        return due_plain(view)
    if options.format == "markdown":
        from supctl.exchange.due.markdown import due_markdown

        return due_markdown(view)
    from supctl.exchange.data import as_json
    from supctl.exchange.due.data import due_data
    from supctl.exchange.due.sheet import due_csv

    return as_json(due_data(view)) if options.format == "json" else due_csv(due_data(view))


def _written_history(view: View, from_: date, options: Asked) -> str:
    if options.format == "table":
        from supctl.exchange.due.history import due_history

        return due_history(view, from_)
    if options.format == "plain":
        from supctl.exchange.due.plain import history_plain

        return history_plain(view)
    if options.format == "markdown":
        from supctl.exchange.due.markdown import history_markdown

        return history_markdown(view)
    from supctl.exchange.data import as_json
    from supctl.exchange.due.data import history_data
    from supctl.exchange.due.sheet import history_csv

    data = history_data(view, from_)
    return as_json(data) if options.format == "json" else history_csv(data)
