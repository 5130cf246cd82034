"""`supctl worker`: people, with their posts and everything that holds of them between two days."""

from __future__ import annotations

from typing import Annotated

import typer

from supctl.cli.opening import Opened, opened
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import say
from supctl.cli.people.lists import known_id, names_on, show_list, show_page, teams_asked, whole
from supctl.exchange.names import Names
from supctl.facts.days import say_date

app = new_app()


@app.callback(invoke_without_command=True)
def worker(ctx: typer.Context) -> None:
    """People: add a new starter, list who is here, show somebody's history."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    everything: Annotated[bool, typer.Option("--all", help="also who has left")] = False,
) -> int:
    """Who works here on the day: role, team, supervisor, and since when."""
    from supctl.exchange.people.list_formats import Listed
    from supctl.exchange.people.lists import WorkersData, worker_lines

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    scope, teams = teams_asked(store, team)
    lines = worker_lines(names, teams, everything=everything)
    add_one = "Add one: supctl worker add NAME --role ROLE"
    hints = [f"One of them: supctl worker show {lines[0].id}" if lines else add_one, *_later(store, names, teams)]
    show_list(Listed(scope, lines, "worker", hints), names, WorkersData(store.as_of, lines), options)
    return store.code()


def _later(store: Opened, names: Names, teams: frozenset[str] | None) -> list[str]:
    """A hint for who is in the store and not here yet on the day."""
    known = [one for id_, one in store.facts.workers.items() if id_ not in names.service.workers]
    later = [one for one in known if teams is None or any(post.team in teams for post in one.post)]
    if not later:
        return []
    first = min(one.employment[0].from_ for one in later)
    return [f"{len(later)} to come, the first on {say_date(first)}: supctl worker list --as-of {first}"]


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(metavar="ID", help="an id, or a part of a name")],
) -> int:
    """Somebody's history: employment, posts, standings, absences, cover, children, dates booked, what is on file."""
    from supctl.exchange.people.pages import worker_page
    from supctl.exchange.people.shown import worker_data

    options = asked(ctx)
    store = opened(options)
    names = names_on(store, options)
    data = worker_data(names, known_id(store, "worker", person, names.service.workers))
    show_page(worker_page(names, data), data, options)
    return store.code()


@app.command("add", cls=Command)
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="first name and surname")],
    role: Annotated[str, typer.Option(metavar="ROLE", help="social-worker, team-manager ...")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="else made from the name: a.begum")] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="the team of the post")] = None,
    supervisor: Annotated[str | None, typer.Option(metavar="S", help="who supervises; left out: nobody yet")] = None,
    professional_supervisor: Annotated[
        str | None, typer.Option(metavar="S", help="where that is somebody else")
    ] = None,
    line_manager: Annotated[str | None, typer.Option(metavar="S", help="where that is somebody else")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="D", help="first day of the post; else of employment")
    ] = None,
    started: Annotated[
        str | None, typer.Option(metavar="D", help="first day of employment; else of the post; else today")
    ] = None,
    ended: Annotated[str | None, typer.Option(metavar="D", help="last day, where it is fixed (a locum's)")] = None,
    employment: Annotated[str, typer.Option(metavar="KIND", help="permanent, locum, seconded ...")] = "permanent",
    newly_qualified_to: Annotated[str | None, typer.Option(metavar="D", help="newly qualified until that day")] = None,
    standing: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="from the first day: registered, part-time, probation ...")
    ] = None,
) -> int:
    """Add a new starter: supctl worker add Aisha Begum --role social-worker --team east --supervisor okafor."""
    from supctl.cli.people.ids import first_name_first
    from supctl.cli.people.new import Starter, new_worker
    from supctl.cli.people.typed import Typed
    from supctl.cli.records.writing import opened_to_write
    from supctl.exchange.people.added import later_than, of_worker, worker_added
    from supctl.store.appending import WORKERS, write_edits

    options = asked(ctx)
    store = opened_to_write(options)
    typed = Typed(store)
    starter = Starter(
        name=first_name_first(whole(name)),
        role=role,
        id=id_,
        team=team,
        supervisor=supervisor,
        professional_supervisor=professional_supervisor,
        line_manager=line_manager,
        from_=from_,
        started=started,
        ended=ended,
        employment=employment,
        newly_qualified_to=newly_qualified_to,
        standing=standing or (),
    )
    new = new_worker(typed, starter)
    edit = typed.made(WORKERS, new.id, new.values)
    write_edits(store.folder, [edit])
    day = max(store.as_of, new.first)
    view = of_worker(store.facts, store.policy, day, edit.entity)
    data, page = worker_added(view, new.id, [*new.notes, *later_than(day, store.as_of)])
    show_page(page, data, options)
    return 0
