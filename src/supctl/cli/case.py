"""`supctl case`: children's cases, by reference and initials."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from supctl.cli.opening import opened
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import say
from supctl.cli.people.lists import known_id, names_on, show_list, show_page, teams_asked

app = new_app()


@app.callback(invoke_without_command=True)
def case(ctx: typer.Context) -> None:
    """Children's cases: add one, list them, show one with its history."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    worker: Annotated[str | None, typer.Option(metavar="W", help="the cases of this person")] = None,
    everything: Annotated[bool, typer.Option("--all", help="also those that are closed")] = False,
) -> int:
    """The open cases on the day: category, worker, team, and since when."""
    from supctl.exchange.people.list_formats import Listed
    from supctl.exchange.people.lists import CasesData, case_lines

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    scope, teams = teams_asked(store, team)
    whose = store.directory.one("worker", worker) if worker else None
    lines = case_lines(names, teams, whose, everything=everything)
    scope = f"{names.worker(whose)}, {scope}" if whose and team else names.worker(whose) if whose else scope
    add_one = "Add one: supctl case add REF --initials AB --category CATEGORY --worker NAME"
    hints = [f"One of them: supctl case show {lines[0].id}"] if lines else [add_one]
    show_list(Listed(scope, lines, "case", hints), names, CasesData(store.as_of, lines), options)
    return store.code()


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context, case: Annotated[str, typer.Argument(metavar="REF", help="the reference, or a part of it")]
) -> int:
    """One case: its family, what it was and who held it, events, approvals, what is on file."""
    from supctl.exchange.people.pages import case_page
    from supctl.exchange.people.shown import case_data

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    data = case_data(names, known_id(store, "case", case, names.service.cases))
    show_page(case_page(names, data), data, options)
    return store.code()


@app.command("add", cls=Command)
def add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="the child's reference, for example M1001")],
    initials: Annotated[str, typer.Option(metavar="JB", help="the child's initials, never a name")],
    category: Annotated[
        list[str] | None, typer.Option(metavar="CATEGORY", help="child-in-need, looked-after ...; several by commas")
    ] = None,
    worker: Annotated[str | None, typer.Option(metavar="W", help="who holds it")] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="left out: the worker's team")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="D", help="since when; today unless told")] = None,
    family: Annotated[str | None, typer.Option(metavar="F", help="a number that siblings share")] = None,
) -> int:
    """Add a case: supctl case add M1001 --initials JB --category child-in-need --worker begum."""
    from supctl.cli.people.new import NewCase, new_case
    from supctl.cli.people.typed import Typed
    from supctl.cli.records.writing import opened_to_write, several
    from supctl.exchange.people.added import case_added, later_than, of_case
    from supctl.store.appending import CASES, write_edits

    options = asked(ctx)
    store = opened_to_write(options)
    typed = Typed(store)
    new = new_case(typed, NewCase(ref, initials, several(category), worker, team, from_, family))
    edit = typed.made(CASES, new.id, new.values)
    write_edits(store.folder, [edit])
    day = max(store.as_of, new.first)
    view = replace(of_case(store.facts, store.policy, day, edit.entity), initials=options.format == "table")
    data, page = case_added(view, new.id, [*new.notes, *later_than(day, store.as_of)])
    show_page(page, data, options)
    return 0
