"""`supctl team`: the teams of the service."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from supctl.cli.opening import opened
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import say
from supctl.cli.people.lists import known_id, names_on, show_list, show_page, teams_asked, whole

app = new_app()


@app.callback(invoke_without_command=True)
def team(ctx: typer.Context) -> None:
    """Teams: add one, list them, show one with its people."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    everything: Annotated[bool, typer.Option("--all", help="also those that have ended")] = False,
) -> int:
    """The teams on the day: kind, manager, how many people and open children."""
    from supctl.exchange.people.list_formats import Listed
    from supctl.exchange.people.lists import TeamsData, team_lines

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    scope, teams = teams_asked(store, team)
    lines = team_lines(names, teams, everything=everything)
    hints = [f"One of them: supctl team show {lines[0].id}"] if lines else ["Add one: supctl team add NAME"]
    show_list(Listed(scope, lines, "team", hints), names, TeamsData(store.as_of, lines), options)
    return store.code()


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context, team: Annotated[str, typer.Argument(metavar="ID", help="an id, or a part of a name")]
) -> int:
    """One team: its kind, its manager, its people and children, the teams above and below."""
    from supctl.exchange.people.pages import team_page
    from supctl.exchange.people.shown import team_data

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    data = team_data(names, known_id(store, "team", team, names.service.teams))
    show_page(team_page(names, data), data, options)
    return store.code()


@app.command("add", cls=Command)
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="what the team is called")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="else made from the name")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="safeguarding, looked-after ...")] = None,
    parent: Annotated[str | None, typer.Option(metavar="T", help="the team above")] = None,
    started: Annotated[str | None, typer.Option(metavar="D", help="its first day; left out: it always was")] = None,
) -> int:
    """Add a team: supctl team add Safeguarding East --id east --kind safeguarding."""
    from supctl.cli.people.new import NewTeam, new_team
    from supctl.cli.people.typed import Typed
    from supctl.cli.records.writing import opened_to_write
    from supctl.exchange.people.added import team_added
    from supctl.store.appending import TEAMS, write_edits

    options = asked(ctx)
    store = opened_to_write(options)
    typed = Typed(store)
    new = new_team(typed, NewTeam(whole(name), id_, kind, parent, started))
    edit = typed.made(TEAMS, new.id, new.values)
    write_edits(store.folder, [edit])
    longer = replace(store.facts, teams={**store.facts.teams, new.id: edit.entity})
    data, page = team_added(names_on(replace(store, facts=longer), options, new.first), new.id, new.notes)
    show_page(page, data, options)
    return 0
