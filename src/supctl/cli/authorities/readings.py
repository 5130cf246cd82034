"""`supctl authority readings`: where the text is unclear, how it is read, and what the service has decided."""

from __future__ import annotations

from typing import Annotated

import typer

from supctl.answers import SOON_DAYS
from supctl.cli.asking import standing_of
from supctl.cli.authorities.meant import Meant, meant
from supctl.cli.options import Asked, asked
from supctl.cli.output import show
from supctl.exchange.authority.readings import OfStore, ReadingsData, readings_data
from supctl.exchange.data import as_json
from supctl.exchange.selection import Wanted

Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="an authority, or a folder of policy data; the store's own unless told"),
]


def readings(
    ctx: typer.Context,
    name: Name = None,
    everything: Annotated[bool, typer.Option("--all", help="each note in full")] = False,
) -> int:
    """How unclear clauses are read. What is not confirmed first, with its options; then what the service decided."""
    options = asked(ctx)
    found = meant(name, options)
    data = readings_data(found.policy, found.as_of, of_store(found, options))
    show(_written(data, options, everything=everything), options)
    return found.code


def of_store(found: Meant, options: Asked) -> OfStore | None:
    """What the store adds: its people, and what is owed in it."""
    store = found.store
    if store is None:
        return None
    owed = standing_of(store, Wanted(), SOON_DAYS, options).obligations
    return OfStore(store.name or "This service", store.facts, owed)


def _written(data: ReadingsData, options: Asked, *, everything: bool) -> str:
    """The readings in the format asked for."""
    from supctl.exchange.authority import readings_text as made

    if options.format == "json":
        return as_json(data)
    if options.format == "csv":
        return made.readings_csv(data)
    if options.format == "plain":
        return made.readings_plain(data)
    if options.format == "markdown":
        return made.readings_markdown(data)
    return made.readings_text(data, everything=everything, quiet=options.quiet)
