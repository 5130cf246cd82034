"""`supctl action`: what was agreed and is still to be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from supctl.cli.opening import Opened, opened
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import show
from supctl.exchange.names import Names
from supctl.exchange.record.actions import actions_data, actions_text
from supctl.facts import Service, service_as_of
from supctl.records.open_actions import OpenAction, all_open_actions

app = new_app()


@app.callback()
def action() -> None:
    """What was agreed and is still to be done."""


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help="a person, a child, a team")] = None,
    team: Annotated[str | None, typer.Option(metavar="T", help="of this team's people, and those below it")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="only those whose date is past")] = False,
) -> int:
    """The open actions, worst first: who, by when, and in which record each was agreed."""
    options = asked(ctx)
    store = opened(options)
    service = service_as_of(store.facts, store.as_of)
    wanted = _wanted(store, service, subject, team)
    found = [one for one in all_open_actions(service, store.as_of) if wanted(one) and (one.is_overdue or not overdue)]
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(actions_data(found, store.as_of)), options)
        return store.code()
    names = Names(service, store.policy, store.as_of, initials=options.format == "table")
    show(actions_text(found, names, options.format, quiet=options.quiet), options)
    return store.code()


def _wanted(store: Opened, service: Service, subject: str | None, team: str | None) -> Callable[[OpenAction], bool]:
    """Whether an action is asked for: of a person (theirs to do, or agreed with them), a child, a team."""
    names = store.directory
    found = names.find(subject, ("worker", "case", "team")) if subject else None
    one_of_team = names.one("team", team) if team else found.id if found and found.kind == "team" else None
    teams = service.team_and_below(one_of_team) if one_of_team else frozenset[str]()

    def in_team(worker: str | None) -> bool:
        post = service.post(worker, store.as_of)
        return post is not None and post.team in teams

    def wanted(one: OpenAction) -> bool:
        record, who = one.record, one.action.who
        if one_of_team and not (in_team(who) or in_team(record.supervisee) or record.team in teams):
            return False
        if found and found.kind == "worker":
            return found.id in {who, record.supervisee}
        return found.id in record.cases if found and found.kind == "case" else True

    return wanted
