"""Finding, checking and calling the authorities' plugins. Only the one asked for is imported, by itself.

A registry is built by a function and passed on; there is no global one. A plugin that fails has a name and takes nobody
down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from supctl.documents import nearest
from supctl.errors import AuthorityError, SupctlError
from supctl.hooks.found import Offer, find_offers, package_of
from supctl.hooks.kept import PluginFolder
from supctl.policy.policy import Policy

if TYPE_CHECKING:
    from supctl.hooks.data import PolicyFolder
    from supctl.policy.reading import PolicyDocuments

BASELINE = "baseline"


@dataclass(frozen=True)
class Installed:
    """An authority that a package offers; `problem` says why it cannot be used, if it cannot."""

    id: str
    package: str
    version: str
    problem: str | None = None


class Registry:
    """The authorities that packages offer here, by id."""

    def __init__(self, found: Iterable[Offer]) -> None:
        claims: dict[str, list[Offer]] = defaultdict(list)
        for entry_point in found:
            claims[entry_point.name].append(entry_point)
        self._claims: Mapping[str, list[Offer]] = claims

    def ids(self) -> list[str]:
        """Every id that some package claims, the baseline apart. Imports nothing."""
        return sorted(name for name in self._claims if name != BASELINE)

    def installed(self) -> tuple[Installed, ...]:
        """Every authority with what is wrong with it, if anything; each is tried by itself."""
        return tuple(self._examine(name, entry_point) for name in self.ids() for entry_point in self._claims[name])

    def policy(self, authority: str) -> Policy:
        """One authority's policy, with the baseline's rows where it asks for them; named as in `named`.

        Raises AuthorityError where it is not installed, claimed twice, built for another contract version, or fails;
        PolicyError where its data files are wrong.
        """
        return self._with_baseline(self._own_policy(self.named(authority)))

    def named(self, typed: str) -> str:
        """The id of the authority that is meant: an id, or the whole or short name of one that can be used.

        What is neither comes back as it was typed.
        """
        if typed in self._claims:
            return typed
        wanted = " ".join(typed.casefold().split())
        for id_ in self.ids():
            with suppress(SupctlError):
                policy = self._own_policy(id_)
                if wanted in {id_.casefold(), policy.name.casefold(), policy.short_name.casefold()}:
                    return id_
        return typed

    def policy_from(self, documents: PolicyDocuments) -> Policy:
        """The policy of a folder of data files, nothing installed. Raises PolicyError."""
        from supctl.policy.reading import read_policy

        return self._with_baseline(read_policy(documents))

    def policy_in(self, folder: Path, named: str, documents: Callable[[], PolicyDocuments]) -> Policy:
        """The policy of a folder of data files, read anew only where one of them looks otherwise than the last time.

        `named`: how findings name the folder; `documents` gives its texts. Raises PolicyError.
        """
        place = PluginFolder.at(folder, named)
        policy = place.policy() if place else None
        if policy is None:
            from supctl.policy.reading import read_policy

            policy = read_policy(documents())
            policy = place.keep(policy) if place else policy
        return self._with_baseline(policy)

    def data(self, authority: str) -> PolicyFolder:
        """The data files that an installed authority ships (its scenarios among them)."""
        from supctl.hooks.data import PolicyFolder

        return PolicyFolder.of_package(self._entry_point(authority).module)

    def _with_baseline(self, policy: Policy) -> Policy:
        if not policy.asks_for_baseline:
            return policy
        return policy.with_baseline(self._own_policy(BASELINE))

    def _own_policy(self, authority: str) -> Policy:
        entry_point = self._entry_point(authority)
        folder = PluginFolder.of(entry_point)
        if folder and (policy := folder.policy()):
            return policy
        from supctl.hooks.calling import called, loaded
        from supctl.hooks.data import DataPlugin

        plugin = loaded(authority, entry_point)
        policy = called(authority, entry_point, plugin)
        if folder and type(plugin) is DataPlugin and plugin.lies_in(folder.folder):
            return folder.keep(policy)
        return policy

    def _entry_point(self, authority: str) -> Offer:
        claims = self._claims.get(authority, [])
        if not claims:
            raise AuthorityError(self._not_installed(authority))
        if len(claims) > 1:
            packages = " and ".join(sorted(package_of(claim)[0] for claim in claims))
            message = f'two packages claim the authority "{authority}": {packages}'
            raise AuthorityError(f"{message}\n  mend: uninstall one of them")
        return claims[0]

    def _not_installed(self, authority: str) -> str:
        near = nearest(authority, self.ids())
        here = ", ".join(self.ids()) or "none"
        mend = f'did you mean "{near}"?' if near else f"install the package that offers it (supctl-{authority})"
        if any(sign in authority for sign in "./\\"):
            mend = 'name an installed one, or a folder of policy data in the store: "./policy"'
        return f'the authority "{authority}" is not installed; installed: {here}\n  mend: {mend}'

    def _examine(self, name: str, entry_point: Offer) -> Installed:
        try:
            self._own_policy(name)
        except SupctlError as error:
            return Installed(name, *package_of(entry_point), problem=str(error))
        return Installed(name, *package_of(entry_point))


def find_authorities() -> Registry:
    """The authorities installed here, the baseline among them."""
    return Registry(find_offers())
