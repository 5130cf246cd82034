"""The plugins that packages offer, found by reading one small file of each package and importing none.

What `importlib.metadata` would find, for a tenth of its time: it is asked only where packages lie in something else
than folders.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from importlib.metadata import Distribution

GROUP = "supctl.authorities"


class Offer(Protocol):
    """What a package says of one plugin: an entry point."""

    @property
    def name(self) -> str:
        """The authority's id."""

    @property
    def value(self) -> str:
        """Module and name of the plugin, as `supctl_merton:plugin`."""

    @property
    def module(self) -> str:
        """The module in which it is."""

    @property
    def dist(self) -> Distribution | None:
        """The package that offers it."""

    def load(self) -> object:
        """The plugin; imports its module."""


@dataclass(frozen=True)
class Found:
    """An entry point as a package's own folder of metadata has it."""

    name: str
    value: str
    metadata: Path

    @property
    def module(self) -> str:
        """The module in which the plugin is."""
        return self._parts()[0]

    @property
    def dist(self) -> Distribution | None:
        """The package that offers it."""
        from importlib.metadata import PathDistribution

        return PathDistribution(self.metadata)

    def load(self) -> object:
        """The plugin; imports its module."""
        module, attribute = self._parts()
        made: object = import_module(module)
        for name in filter(None, attribute.split(".")):
            made = getattr(made, name)
        return made

    def _parts(self) -> tuple[str, str]:
        module, _, attribute = self.value.partition("[")[0].partition(":")
        return module.strip(), attribute.strip()


def find_offers() -> list[Offer]:
    """Every plugin that an installed package offers; of a package that is there twice, the first counts."""
    folders = list(dict.fromkeys(one or os.curdir for one in sys.path))
    if any(Path(one).is_file() for one in folders):
        from importlib.metadata import entry_points

        return list(entry_points(group=GROUP))
    seen: set[str] = set()
    found: list[Offer] = []
    for folder in folders:
        for package, metadata in _packages(folder):
            if package not in seen:
                seen.add(package)
                found += _offers_of(metadata)
    return found


def _packages(folder: str) -> Iterator[tuple[str, str]]:
    """The packages installed in a folder of sys.path: of each its name, all spellings made one, and its metadata."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.path) for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return
    for name, metadata in found:
        yield name.rpartition(".")[0].partition("-")[0].lower().replace(".", "_"), metadata


def _offers_of(metadata: str) -> Iterator[Found]:
    try:
        text = Path(metadata, "entry_points.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    if GROUP not in text:
        return
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = line.strip("[]").strip()
        elif group == GROUP and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield Found(name.strip(), value.strip(), Path(metadata))


# --- saying which ----------------------------------------------------------------------------------------------------


def about(authority: str, offer: Offer, message: str, mend: str, place: str = "") -> str:
    """What is wrong with an authority, with the package that offers it and where in its files that stands, if known."""
    name, version = package_of(offer)
    before = f"{place}: " if place else ""
    return f'{before}the authority "{authority}" ({name} {version}) {message}\n  mend: {mend}'


def package_of(offer: Offer) -> tuple[str, str]:
    """The package that offers it and its version; its module where there is no package, or none that says its name."""
    distribution = offer.dist
    with suppress(Exception):  # whatever somebody did to its metadata
        if distribution and distribution.name:
            return distribution.name, distribution.version
    return offer.module, "?"
