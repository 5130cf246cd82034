"""`supctl authority lint`: what a policy's own text contradicts or leaves open, and what of it a store shows."""

from __future__ import annotations

from typing import Annotated

import typer

from supctl.answers import SOON_DAYS
from supctl.cli.asking import standing_of
from supctl.cli.authorities.meant import Meant, meant
from supctl.cli.options import Asked, asked
from supctl.cli.output import show
from supctl.exchange.authority.lint import LintData, lint_data
from supctl.exchange.authority.readings import OfStore
from supctl.exchange.data import as_json
from supctl.exchange.selection import Wanted
from supctl.facts import service_as_of

Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="an authority, or a folder of policy data; the store's own unless told"),
]


def lint(
    ctx: typer.Context,
    name: Name = None,
    everything: Annotated[bool, typer.Option("--all", help="each place in full, with its clauses")] = False,
) -> int:
    """Where a policy's text contradicts itself, or says nothing. In a store also what of it shows there."""
    options = asked(ctx)
    found = meant(name, options)
    show(_written(_data(found, options), options, everything=everything), options)
    return found.code


def _data(found: Meant, options: Asked) -> LintData:
    store = found.store
    if store is None:
        return lint_data(found.policy, found.as_of)
    answers = standing_of(store, Wanted(), SOON_DAYS, options)
    service = service_as_of(store.facts, store.as_of)
    return lint_data(
        found.policy, found.as_of, OfStore(store.name or "This service", service, answers.obligations), answers
    )


def _written(data: LintData, options: Asked, *, everything: bool) -> str:
    """In the format asked for."""
    from supctl.exchange.authority import lint_text as made

    if options.format == "json":
        return as_json(data)
    if options.format == "csv":
        return made.lint_csv(data)
    if options.format == "plain":
        return made.lint_plain(data)
    if options.format == "markdown":
        return made.lint_markdown(data)
    return made.lint_text(data, everything=everything, quiet=options.quiet)
