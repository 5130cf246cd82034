"""`supctl log`: a whole session in one line."""

from __future__ import annotations

from typing import Annotated

import typer

from supctl.answers import Subject
from supctl.cli.asking import keep_up
from supctl.cli.opening import Opened
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import show
from supctl.cli.records.writing import (
    day_typed,
    effects_of,
    events_named,
    logbook,
    minutes_typed,
    opened_to_write,
    said_with_dates,
    several,
)
from supctl.exchange.names import Names
from supctl.exchange.record.logged import logged_data, logged_rows, logged_text
from supctl.facts import service_as_of
from supctl.records.effects import Effects
from supctl.records.session import Session
from supctl.records.sessions import Logged
from supctl.store.recording import write_records

app = new_app()


@app.command(cls=Command)
def log(
    ctx: typer.Context,
    activity: Annotated[str, typer.Argument(metavar="ACTIVITY", help="personal supervision, observation ...")],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="whom it was about: a person, a child, a team")],
    on: Annotated[str | None, typer.Option(metavar="D", help="the day it was held; today unless told")] = None,
    with_: Annotated[str | None, typer.Option("--with", metavar="S", help="who gave it; else who supervises")] = None,
    minutes: Annotated[str | None, typer.Option(metavar="N", help="how long it was: 90, or 1h30")] = None,
    cases: Annotated[list[str] | None, typer.Option(metavar="A,B", help="the children talked about")] = None,
    reflective: Annotated[list[str] | None, typer.Option(metavar="A", help="those taken in detail")] = None,
    present: Annotated[list[str] | None, typer.Option(metavar="W,W", help="who else was there")] = None,
    written: Annotated[str | None, typer.Option(metavar="D", help="written up elsewhere, that day")] = None,
    shared: Annotated[str | None, typer.Option(metavar="D", help="the notes were shared, that day")] = None,
    filed: Annotated[str | None, typer.Option(metavar="D", help="put on file, that day")] = None,
    where: Annotated[str | None, typer.Option(metavar="PLACE", help="where it was put on file")] = None,
    about: Annotated[
        list[str] | None, typer.Option(metavar="E,E", help="what it answers: an event of the child, such as e3")
    ] = None,
    next_: Annotated[str | None, typer.Option("--next", metavar="D", help="the date of the next one")] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="of a cancelled session: why, without any name")
    ] = None,
    rearranged: Annotated[str | None, typer.Option(metavar="D", help="of a cancelled session: its new date")] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="the team whose session it was")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="another one of that day is known, and this is a second")
    ] = False,
) -> int:
    """Log a session that was held: the records, its children's, the steps taken and the next date."""
    options = asked(ctx)
    store = opened_to_write(options)
    names = store.directory
    found = names.find(subject, ("worker", "case", "team"))
    steps = {"written": written, "shared": shared, "filed": filed}
    subject_ = _subject(found.kind, found.id)
    children = tuple(names.one("case", one) for one in several(cases))
    session = Session(
        activity=names.one("activity", activity),
        subject=subject_,
        day=day_typed("--on", on) or store.as_of,
        supervisor=names.one("worker", with_) if with_ else None,
        minutes=minutes_typed(minutes),
        cases=children,
        reflective=tuple(names.one("case", one) for one in several(reflective)),
        present=tuple(names.one("worker", one) for one in several(present)),
        team=names.one("team", team) if team else None,
        about=events_named(several(about), subject_, children, names),
        where=where,
        steps={name: day for name, typed in steps.items() if (day := day_typed(f"--{name}", typed))},
        next=day_typed("--next", next_, prefer="future"),
        reason=reason,
        rearranged=day_typed("--rearranged", rearranged, prefer="future"),
        again=again,
    )
    with said_with_dates():
        logged = logbook(store, session.day).log(session)
    changed = effects_of(store, logged.records)
    _tell(store, logged, write_records(store.folder, logged.records), changed, options)
    keep_up(store, logged.records)
    return store.code()


def _subject(kind: str, id_: str) -> Subject:
    if kind == "case":
        return Subject("case", id_)
    return Subject("team", id_) if kind == "team" else Subject("worker", id_)


def _tell(store: Opened, logged: Logged, files: list[str], changed: Effects, options: Asked) -> None:
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(logged_data(logged, files, changed, store.as_of)), options)
        return
    names = Names(
        service_as_of(store.facts, store.as_of), store.policy, store.as_of, initials=options.format == "table"
    )
    if options.format == "table":
        show(logged_text(logged, changed, names, quiet=options.quiet), options)
    else:
        show(logged_rows(logged, files, names, options.format), options)
