"""What `supctl authority new` and `copy` share: where the files go, writing them, and saying so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from supctl.cli.opening import store_folder
from supctl.cli.options import Asked
from supctl.cli.output import show
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.authority.begun import BegunAuthorityData, begun_text
from supctl.exchange.authority.text import as_typed
from supctl.exchange.data import as_json
from supctl.hooks.registry import BASELINE, Registry
from supctl.store import open_store
from supctl.store.authoring.files import Files, package_files
from supctl.store.authoring.names import Called
from supctl.store.authoring.putting import default_folder, folder_within, put


@dataclass(frozen=True)
class Place:
    """Where an authority begins: the folder, and the store in which that lies, if it lies in one."""

    folder: Path
    store: Path | None

    @classmethod
    def of(cls, folder: Path | None, authority: Called, options: Asked, *, package: bool) -> Place:
        """The folder named; else in a store its `policy`, and elsewhere one by the authority's id.

        Raises InputError for a package in a store: it is installed, and kept with whoever writes it.
        """
        store = _store(options)
        usual = Path(authority.package) if package else default_folder(authority.id, store, Path())
        made = folder or usual
        within = store if store and made.resolve().is_relative_to(store.resolve()) else None
        if package and within:
            message = "a package is installed, and lies in no store"
            mend = f"name a folder elsewhere: ../{authority.package}"
            raise InputError([Finding("package-in-store", message, mend=mend)])
        return cls(made, within)

    @property
    def named(self) -> str:
        """How the policy is named in what is typed: from the store, else from here."""
        if self.store:
            return f"./{folder_within(self.folder, self.store)}"
        here = Path.cwd()
        inside = self.folder.resolve().is_relative_to(here)
        return f"./{self.folder.resolve().relative_to(here).as_posix()}" if inside else self.folder.as_posix()

    def followed(self) -> bool | None:
        """Whether the store follows, or will follow, the policy in this folder; None where there is no store."""
        if self.store is None:
            return None
        return any(entry.id == self.named for entry in open_store(self.store).settings.authority)


def begin(
    authority: Called, place: Place, data: Files, options: Asked, *, copied: str | None = None, package: bool
) -> None:
    """Write the data files, as a package where one is wanted, and say what was written and what to type next."""
    files = package_files(authority, data) if package else data
    put(place.folder, files, place.store)
    told = BegunAuthorityData(
        id=authority.id,
        name=authority.name,
        folder=str(place.folder),
        policy=authority.id if package else place.named,
        files=list(files),
        copied=copied,
        package=authority.package if package else None,
        followed=None if package else place.followed(),
    )
    if options.format == "json":
        show(as_json(told), options)
    else:
        show(begun_text(told, as_typed(place.named), quiet=options.quiet), options)


def refuse_taken(authority: Called, registry: Registry) -> None:
    """Raises InputError where a package offers an authority of this id already: of two, neither could be used."""
    if authority.id in {BASELINE, *registry.ids()}:
        message = f'a package offers the authority "{authority.id}" already, and two may not'
        raise InputError([Finding("id-taken", message, mend="give it another id with --id")])


def split_path(name: str) -> tuple[str, Path | None]:
    """What was typed for an authority's name: a name, or the path of a folder called by it."""
    path = Path(name)
    return (path.name, path) if "/" in name or "\\" in name else (name, None)


def _store(options: Asked) -> Path | None:
    """The store asked for, or the one around here, if any. Raises StoreError where the one asked for is none."""
    if options.store:
        return store_folder(options)
    with suppress(StoreError):
        return store_folder(options)
    return None
