"""An authority's policy as it was read and checked the last time, as long as its files are the same.

Kept for a plugin that is its data files and nothing else, which then need not be imported either, and for a folder of
data files. In any doubt nothing is given, and the files are read as if nothing had been kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from supctl.cache import Later, frozen, keep, kept, made_by, thawed
from supctl.hooks.found import Offer
from supctl.policy.policy import Policy

Item = TypeVar("Item")
_YOUNG = 2_000_000_000
"""Nanoseconds within which a file may change twice and look the same on some disks."""

Look = tuple[tuple[str, int, int, int], ...]
"""How the files of a plugin look: of each its name, its size, and when its text and its entry were changed."""


@dataclass(frozen=True)
class PluginFolder:
    """A folder of policy data, of a plugin that may be data alone or by itself, as it looked when this was made.

    `named`: how findings name it.
    """

    plugin: str
    folder: Path
    look: Look
    named: str

    @classmethod
    def of(cls, offer: Offer) -> PluginFolder | None:
        """The folder of the package that an entry point names, found without importing it; None where it has none."""
        folder = _package_folder(offer.module)
        look = _look(folder) if folder else None
        return cls(f"{offer.name} = {offer.value}", folder, look, offer.module) if folder and look else None

    @classmethod
    def at(cls, folder: Path, named: str) -> PluginFolder | None:
        """A folder of policy data by itself, with nothing installed; None where it cannot be seen."""
        look = _look(folder)
        return cls(f"folder {named}", folder, look, named) if look else None

    def policy(self) -> Policy | None:
        """The policy as it was read the last time, if nothing that it was made from has changed."""
        data = kept(self._name)
        if data is None:
            return None
        try:
            held = thawed(data)
            if not isinstance(held, tuple) or held[:-1] != self._made_from:
                return None
            policy = thawed(held[-1], self._text_of)
        except ValueError:
            return None
        return policy if isinstance(policy, Policy) else None

    def keep(self, policy: Policy) -> Policy:
        """Keep the policy that these files gave, and give it with its fingerprint.

        It is not kept where they changed meanwhile, or so lately that they may again.
        """
        from hashlib import sha256

        try:
            known = replace(policy, fingerprint=sha256(frozen(policy)).hexdigest())
            data = frozen((*self._made_from, frozen(_apart(known))))
        except ValueError:  # something in it that only this plugin knows
            return policy
        if _look(self.folder) == self.look and not self._is_young():
            keep(self._name, data)
        return known

    @property
    def _name(self) -> str:
        return f"policy-{crc32(f'{self.plugin} {self.folder}'.encode()):08x}"

    @property
    def _made_from(self) -> tuple[object, ...]:
        return made_by("facts", "policy", "hooks"), self.plugin, str(self.folder), self.look

    def _is_young(self) -> bool:
        return max(max(one[2:]) for one in self.look) > time.time_ns() - _YOUNG

    def _text_of(self, name: str) -> str:
        """The text of one of the files, by the name that findings give it: package/file or package/forms/file."""
        before = f"{self.named}/"
        inside = name.removeprefix(before) if name.startswith(before) else name.partition("/")[2]
        try:
            return self.folder.joinpath(*inside.split("/")).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""


def _apart(policy: Policy) -> Policy:
    """The policy, with what a due list does not need by itself."""
    rules = replace(policy.rules, retention=_later(policy.rules.retention), access=_later(policy.rules.access))
    return replace(
        policy,
        rules=rules,
        templates=_later(policy.templates),
        chains=_later(policy.chains),
        criteria=_later(policy.criteria),
    )


def _later(items: Collection[Item]) -> Collection[Item]:
    return Later(lambda: items)


def _package_folder(module: str) -> Path | None:
    """The folder of a package, nothing imported; None for what is no package or would have to be imported to know."""
    parent = module.rpartition(".")[0]
    if parent and parent not in sys.modules:
        return None
    try:
        spec = find_spec(module)
    except (ImportError, ValueError, AttributeError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec and spec.origin else []
    return Path(places[0]) if len(places) == 1 else None


def _look(folder: Path) -> Look | None:
    """How the files of a package look: Python, data and forms; None where they cannot be seen."""
    try:
        return (*_looks_in(folder, ""), *(_looks_in(folder / "forms", "forms/") if (folder / "forms").is_dir() else ()))
    except OSError:
        return None


def _looks_in(folder: Path, before: str) -> Look:
    looks = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml")):
                found = Path(entry.path).stat()
                looks.append((before + entry.name, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    return tuple(sorted(looks))
