"""`supctl init`: a new, empty store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from supctl.cli.opening import read_day, today
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import show, typed
from supctl.errors import AuthorityError
from supctl.exchange.data import as_json
from supctl.facts.days import say_date
from supctl.hooks.registry import Registry, find_authorities
from supctl.store.writing import init as make_store

app = new_app()


@dataclass(frozen=True)
class Made:
    """What was made, as data."""

    folder: str
    authority: str
    opening: date


@app.command(cls=Command)
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder; this one unless told")] = Path(),
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="D", help="the day from which it will be complete; today unless told"),
    ] = None,
) -> int:
    """Make a new, empty store that follows an authority's policy: supctl init DIR --authority NAME."""
    options, registry = asked(ctx), find_authorities()
    authority = registry.named(options.authority or _refuse_without(registry))
    own = authority.startswith("./")
    name = authority if own else registry.policy(authority).name
    opening = read_day("--from", from_) if from_ else today()
    made = make_store(folder, authority, folder.resolve().name if own else name, opening)
    if options.format == "json":
        show(as_json(Made(str(made), authority, opening)), options)
    elif not options.quiet:
        show(_told(made, name, opening), options)
    return 0


def _refuse_without(registry: Registry) -> str:
    here = ", ".join(registry.ids()) or "none"
    message = f"a store follows an authority's policy, and none is named; installed: {here}"
    raise AuthorityError(f"{message}\n  mend: supctl init DIR --authority NAME")


def _told(folder: Path, name: str, opening: date) -> str:
    go = "" if folder.resolve() == Path.cwd() else f"  cd {typed(folder)}\n"
    begin = "  supctl authority new NAME\n" if name.startswith("./") else ""
    return (
        f"A new store in {folder}, by the policy of {name}.\n"
        f"Complete from {say_date(opening)}: nothing earlier is held against anybody.\n"
        f"It is empty. Next:\n"
        f"{go}{begin}"
        f"  supctl team add NAME\n"
        f"  supctl worker add NAME --role ROLE --team TEAM\n"
        f"  supctl case add REF --initials AB --category CATEGORY --worker NAME\n"
        f"  supctl due"
    )
