"""`supctl authority`: whose policies are installed, what one asks for, and what of its document is carried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from supctl.cli.authorities.confirm import confirm
from supctl.cli.authorities.copy import copy
from supctl.cli.authorities.diff import diff
from supctl.cli.authorities.lint import lint
from supctl.cli.authorities.named import policy_named
from supctl.cli.authorities.new import new
from supctl.cli.authorities.readings import readings
from supctl.cli.authorities.scenarios import run_tests
from supctl.cli.authorities.use import use
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import say, show
from supctl.exchange.authority.list import (
    AUTHORITIES_HEADERS,
    AuthoritiesData,
    AuthorityData,
    authorities_rows,
    authorities_text,
)
from supctl.exchange.data import as_json
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.hooks import find_authorities
from supctl.policy import Policy

app = new_app()

Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="an authority, or a folder of policy data; the store's own unless told"),
]


@app.callback(invoke_without_command=True)
def authority(ctx: typer.Context) -> None:
    """Whose policies are installed, and what they ask for."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command("list", cls=Command)
def list_(ctx: typer.Context) -> int:
    """The authorities installed: id, version, package, and what is wrong with one that cannot be used."""
    options = asked(ctx)
    found = [AuthorityData(one.id, one.version, one.package, one.problem) for one in find_authorities().installed()]
    data = AuthoritiesData(found)
    show(_listed(data, options), options)
    return 0


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context,
    name: Name = None,
    everything: Annotated[
        bool, typer.Option("--all", help="each requirement, criterion and reading; as markdown, each field and clause")
    ] = False,
) -> int:
    """What an authority asks for. How often, by when, its forms, what is unclear, and what it says nothing of."""
    from supctl.exchange.authority.data import policy_data

    options = asked(ctx)
    policy, day, code = policy_named(name, options)
    data = policy_data(policy, day, full=everything or options.format != "table")
    if options.format == "json":
        text = as_json(data)
    elif options.format == "markdown":
        from supctl.exchange.authority.page import policy_page

        text = policy_page(data, policy if everything else None)
    else:
        from supctl.exchange.authority.text import POLICY_HEADERS, policy_plain, policy_rows, policy_text

        if options.format == "table":
            text = policy_text(data, called=name or options.authority or "", everything=everything, quiet=options.quiet)
        elif options.format == "plain":
            text = policy_plain(data)
        else:
            text = as_csv(POLICY_HEADERS, policy_rows(data))
    show(text, options)
    return code


@app.command("coverage", cls=Command)
def coverage(
    ctx: typer.Context,
    name: Name = None,
    everything: Annotated[
        bool, typer.Option("--all", help="every clause with what carries it; csv and json always hold them all")
    ] = False,
) -> int:
    """Each clause and what carries it. Or why nothing does; exit 1 where a clause has neither."""
    options = asked(ctx)
    policy, _, code = policy_named(name, options)
    text, complete = _covered(policy, options, name or options.authority or "", everything=everything)
    show(text, options)
    return code or (0 if complete else 1)


def _covered(policy: Policy, options: Asked, name: str, *, everything: bool) -> tuple[str, bool]:
    """The coverage in the format asked for, and whether it is complete."""
    from supctl.exchange.authority import coverage as made

    data = made.coverage_data(policy)
    if options.format == "json":
        text = as_json(data)
    elif options.format == "csv":
        text = made.coverage_csv(data)
    elif options.format == "plain":
        text = made.coverage_plain(data, everything=everything)
    elif options.format == "markdown":
        text = made.coverage_markdown(data, everything=everything)
    else:
        text = made.coverage_text(data, everything=everything, called=None if options.quiet else name)
    return text, data.complete


def _listed(data: AuthoritiesData, options: Asked) -> str:
    if options.format == "table":
        return authorities_text(data)
    if options.format == "json":
        return as_json(data)
    rows: Sequence[Sequence[str]] = authorities_rows(data)
    if options.format == "plain":
        return as_plain(rows)
    return as_csv(AUTHORITIES_HEADERS, rows) if options.format == "csv" else as_markdown(AUTHORITIES_HEADERS, rows)


app.command("test", cls=Command)(run_tests)
app.command("new", cls=Command)(new)
app.command("copy", cls=Command)(copy)
app.command("use", cls=Command)(use)
app.command("diff", cls=Command)(diff)
app.command("readings", cls=Command)(readings)
app.command("confirm", cls=Command)(confirm)
app.command("lint", cls=Command)(lint)
