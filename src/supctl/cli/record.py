"""`supctl record`: records and their drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supctl.cli.opening import opened
from supctl.cli.options import Command, asked, new_app
from supctl.cli.records.new import NewTyped, ThereAlready, begin_record, beginning_of, edit_one, go_on
from supctl.cli.records.view import list_records, show_one
from supctl.cli.records.withdraw import Withdrawing, draft_meant
from supctl.cli.records.writing import opened_to_write, said_with_dates, several, stamp
from supctl.errors import Finding, InputError

app = new_app()


@app.callback()
def record() -> None:
    """Records and their drafts."""


@app.command("new", cls=Command)
def new(
    ctx: typer.Context,
    form: Annotated[str | None, typer.Argument(metavar="FORM|ACTIVITY", help="by its name, or a part of it")] = None,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help="a person, a child, a team")] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="D", help="its day; today unless told")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="an answer; repeat it")] = None,
    from_: Annotated[Path | None, typer.Option("--from", metavar="FILE.json", help="answers in a file")] = None,
    for_: Annotated[
        str | None, typer.Option("--for", metavar="RECORD", help="write up a session that is logged")
    ] = None,
    with_: Annotated[str | None, typer.Option("--with", metavar="S", help="who gives it; else who supervises")] = None,
    about: Annotated[
        list[str] | None, typer.Option(metavar="E,E", help="the child's event that it answers: e3")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="a second one of that day")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="print the draft and write nothing")] = False,
    no_edit: Annotated[bool, typer.Option("--no-edit", help="open no editor")] = False,
) -> int:
    """Begin a record on its form: a draft, filled in with what is known; for today or earlier the session is logged."""
    options = asked(ctx)
    store = opened_to_write(options, only_shown=stdout)
    typed = NewTyped(form, subject, day, for_, with_, set_ or (), from_, several(about), again, only_shown=stdout)
    if stdout and options.format != "table":
        mend = "leave --format out; for data leave --stdout out"
        raise InputError([Finding("wrong-format", "--stdout prints the draft itself, as it is written in", mend=mend)])
    with said_with_dates():
        beginning = beginning_of(store, typed)
    if isinstance(beginning, ThereAlready):
        return go_on(store, beginning, options, no_edit=no_edit)
    return begin_record(store, beginning, options, stdout=stdout, no_edit=no_edit)


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help="a person, a child, a team")] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="D", help="from this day on")] = None,
    to: Annotated[str | None, typer.Option(metavar="D", help="up to this day")] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="only what is still being written")] = False,
) -> int:
    """Records and drafts, newest first, and where each stands."""
    options = asked(ctx)
    store = opened(options)
    return list_records(store, options, subject=subject, team=team, from_=from_, to=to, drafts=drafts)


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context,
    record_: Annotated[str, typer.Argument(metavar="ID", help="a record or a draft: its last four letters will do")],
) -> int:
    """One record with its facts and steps, or one draft with what is missing in it."""
    options = asked(ctx)
    store = opened(options)
    show_one(store, options, record_)
    return store.code()


@app.command("edit", cls=Command)
def edit(
    ctx: typer.Context,
    record_: Annotated[str, typer.Argument(metavar="ID", help="a draft: its last four letters will do")],
) -> int:
    """Go on writing a draft, in your editor; then say what is still missing in it."""
    options = asked(ctx)
    store = opened(options)
    return edit_one(store, draft_meant(store, record_), options)


@app.command("withdraw", cls=Command)
def withdraw(
    ctx: typer.Context,
    record_: Annotated[str, typer.Argument(metavar="ID", help="a draft, or a session that is only logged")],
    yes: Annotated[bool, typer.Option("--yes", help="also a draft that somebody has written in")] = False,
) -> int:
    """Take back a draft with the session that it logged, or a session that is only logged."""
    options = asked(ctx)
    store = opened_to_write(options)
    Withdrawing(store, options, stamp(), sure=yes).withdraw(record_)
    return store.code()
