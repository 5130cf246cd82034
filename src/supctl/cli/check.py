"""`supctl check`: every problem in the data, every duty that is not met and every requirement that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from supctl.answers import Answers, answer
from supctl.checks import Known, a_year_before, check, chosen, in_one_line, references_found
from supctl.cli.commands import typed_commands
from supctl.cli.opening import Opened, opened, read_day
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import show, tell
from supctl.documents import unknown_word
from supctl.errors import Finding, InputError
from supctl.exchange.check.view import Checked
from supctl.exchange.selection import Wanted
from supctl.facts import service_as_of

app = new_app()

FAIL_ON = {"error": ("error",), "warning": ("error", "warning")}


@app.command("check", cls=Command)
def check_command(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option(metavar="T", help="a team and those below it")] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="only these: codes, beginnings of codes, or clauses")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help="all but these")] = None,
    fail_on: Annotated[str, typer.Option(metavar="error|warning", help="what makes the exit code 1")] = "error",
    since: Annotated[
        str | None, typer.Option(metavar="D", help="what cannot be mended: from this day on; twelve months unless told")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="every finding: nothing is folded")] = False,
) -> int:
    """Every problem in the data, every overdue or missing duty and every failed requirement; exit code 1 on errors."""
    if fail_on not in FAIL_ON:
        message, mend = unknown_word("--fail-on", fail_on, list(FAIL_ON))
        raise InputError([Finding("unknown-severity", message, mend=mend)])
    options = asked(ctx)
    store = opened(options, name_problems=False, indexed=False)
    from_ = read_day("--since", since) if since else a_year_before(store.as_of)
    wanted = chosen(store.policy, select or (), ignore or ())
    of_team = store.directory.one("team", team) if team else None
    known = Known(service_as_of(store.facts, store.as_of), store.policy, store.as_of, typed_commands().__contains__)
    answers = _answers(store, known, of_team)
    found = tuple(one for one in check(answers, store.problems, known, from_) if wanted.keeps(one))
    if not (everything or select):  # what was asked for by name is told one by one
        found = in_one_line(found, answers.obligations, store.policy)
    checked = Checked(
        findings=found,
        service=known.service,
        policy=store.policy,
        as_of=store.as_of,
        since=from_,
        exit_code=1 if any(one.severity in FAIL_ON[fail_on] for one in found) else 0,
        scope=_scope(store, known, of_team),
        unread=tuple(sorted({one.path for one in store.problems if one.path})),
        filters=_filters(select or (), ignore or ()),
        uncovered=len(answers.uncovered),
        team=of_team,
        what_if=store.what_if,
        everything=everything,
        quiet=options.quiet,
    )
    if checked.unread and options.format != "table":
        tell(f"not used, so nothing that follows from them is told: {', '.join(checked.unread)}")
    show(_written(checked, options), options)
    return checked.exit_code


def _answers(store: Opened, known: Known, team: str | None) -> Answers:
    """The answers, of the team alone where one was asked for."""
    answers = answer(store.facts, store.policy, store.as_of)
    named = references_found(known.service, store.facts, store.policy)
    return Wanted(team=team).selected(replace(answers, findings=(*answers.findings, *named)), known.service)


def _scope(store: Opened, known: Known, team: str | None) -> str:
    """Whose findings they are."""
    of_team = known.service.teams.get(team or "")
    return of_team.name if of_team else team or store.name or "This service"


def _filters(select: Sequence[str], ignore: Sequence[str]) -> tuple[str, ...]:
    """What was asked for and left out, as it was typed."""
    only = f"only {', '.join(select)}, and files that could not be used" if select else ""
    return tuple(one for one in (only, f"without {', '.join(ignore)}" if ignore else "") if one)


def _written(checked: Checked, options: Asked) -> str:
    """The findings in the format asked for; only that format's module is loaded."""
    if options.format == "table":
        from supctl.exchange.check.table import check_table

        return check_table(checked)
    from supctl.exchange.check.data import check_data
    from supctl.exchange.check.flat import check_csv, check_markdown, check_plain
    from supctl.exchange.data import as_json

    data = check_data(checked)
    if options.format == "json":
        return as_json(data)
    if options.format == "markdown":
        return check_markdown(checked, data)
    return check_csv(data) if options.format == "csv" else check_plain(data)
