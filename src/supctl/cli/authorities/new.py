"""`supctl authority new`: a policy folder for a council that is not here, with its first rule, form and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supctl.cli.authorities.begun import Place, begin, refuse_taken, split_path
from supctl.cli.opening import day_asked
from supctl.cli.options import asked
from supctl.exchange.authority.text import as_typed
from supctl.hooks import find_authorities
from supctl.store.authoring.files import new_files
from supctl.store.authoring.names import called

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="DIR", help="a new or empty folder; in a store its policy/, elsewhere one by its id"),
]
Id = Annotated[str | None, typer.Option("--id", metavar="ID", help="its id in settings and records: small letters")]
AsPackage = Annotated[bool, typer.Option("--package", help="as a package that can be installed, with its tests")]


def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="the council's name")],
    folder: Folder = None,
    id_: Id = None,
    package: AsPackage = False,
) -> int:
    """Begin a council's policy. A folder with its first rule, form and examples, which hold at once."""
    options = asked(ctx)
    name, path = split_path(name)
    authority = called(name, id_)
    if package:
        refuse_taken(authority, find_authorities())
    place = Place.of(folder or path, authority, options, package=package)
    data = new_files(authority, day_asked(options), authority.id if package else as_typed(place.named))
    begin(authority, place, data, options, package=package)
    return 0
