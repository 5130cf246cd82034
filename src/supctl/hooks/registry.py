"""Finding, checking and calling the authorities' plugins. Only the one asked for is imported, by itself.

A registry is built by a function and passed on; there is no global one. A plugin that fails has a name and takes nobody
down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

import pluggy

from supctl.documents import nearest
from supctl.errors import AuthorityError, PolicyError, SupctlError
from supctl.hooks import spec
from supctl.hooks.data import PolicyFolder
from supctl.policy import (
    CONTRACT,
    AuditCriterion,
    Authority,
    EscalationChain,
    FrequencyPolicy,
    Policy,
    PolicyDocuments,
    RecordTemplate,
    Rules,
    read_policy,
)
from supctl.policy.consistency import policy_problems

BASELINE = "baseline"

Result = TypeVar("Result")


@dataclass(frozen=True)
class Installed:
    """An authority that a package offers; `problem` says why it cannot be used, if it cannot."""

    id: str
    package: str
    version: str
    problem: str | None = None


class Registry:
    """The authorities that packages offer here, by id."""

    def __init__(self, found: Iterable[EntryPoint]) -> None:
        claims: dict[str, list[EntryPoint]] = defaultdict(list)
        for entry_point in found:
            claims[entry_point.name].append(entry_point)
        self._claims: Mapping[str, list[EntryPoint]] = claims

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
        return self._with_baseline(read_policy(documents))

    def data(self, authority: str) -> PolicyFolder:
        """The data files that an installed authority ships (its scenarios among them)."""
        return PolicyFolder.of_package(self._entry_point(authority).module)

    def _with_baseline(self, policy: Policy) -> Policy:
        if not any(frequency.use for frequency in policy.frequencies):
            return policy
        return policy.with_baseline(self._own_policy(BASELINE))

    def _own_policy(self, authority: str) -> Policy:
        entry_point = self._entry_point(authority)
        try:
            plugin = entry_point.load()
        except (Exception, SystemExit) as error:
            message = f"fails when it is imported: {type(error).__name__}: {error}"
            raise AuthorityError(
                _about(authority, entry_point, message, "reinstall it, or tell its authors")
            ) from error
        return _called(authority, entry_point, plugin)

    def _entry_point(self, authority: str) -> EntryPoint:
        claims = self._claims.get(authority, [])
        if not claims:
            raise AuthorityError(self._not_installed(authority))
        if len(claims) > 1:
            packages = " and ".join(sorted(_package(claim) for claim in claims))
            message = f'two packages claim the authority "{authority}": {packages}'
            raise AuthorityError(f"{message}\n  mend: uninstall one of them")
        return claims[0]

    def _not_installed(self, authority: str) -> str:
        near = nearest(authority, self.ids())
        here = ", ".join(self.ids()) or "none"
        mend = f'did you mean "{near}"?' if near else f"install the package that offers it (supctl-{authority})"
        return f'the authority "{authority}" is not installed; installed: {here}\n  mend: {mend}'

    def _examine(self, name: str, entry_point: EntryPoint) -> Installed:
        try:
            self._own_policy(name)
        except SupctlError as error:
            return Installed(name, *_package_and_version(entry_point), problem=str(error))
        return Installed(name, *_package_and_version(entry_point))


def find_authorities() -> Registry:
    """The authorities installed here, the baseline among them."""
    return Registry(entry_points(group=spec.GROUP))


def _called(authority: str, entry_point: EntryPoint, plugin: object) -> Policy:
    """What one plugin supplies, whatever goes wrong in it said of it by name."""
    try:
        policy = _assembled(authority, plugin)
    except SupctlError:
        raise
    except pluggy.PluginValidationError as error:
        message = f"has a hook that supctl does not know: {error}"
        raise AuthorityError(_about(authority, entry_point, message, "see supctl.hooks.spec")) from error
    except (Exception, SystemExit) as error:
        message = f"raises {type(error).__name__}: {error}"
        raise AuthorityError(_about(authority, entry_point, message, "reinstall it, or tell its authors")) from error
    if policy is None:
        raise AuthorityError(_about(authority, entry_point, "does not say who it is", "implement supctl_authority"))
    head = policy.authority.head
    if head.id != authority:
        mend = "make its entry point and its id the same"
        raise AuthorityError(_about(authority, entry_point, f'calls itself "{head.id}"', mend))
    if head.contract != CONTRACT:
        message = f"was built for contract {head.contract}, and this supctl speaks contract {CONTRACT}"
        raise AuthorityError(
            _about(authority, entry_point, message, "install versions of the two that belong together")
        )
    problems = policy_problems(policy)
    if problems:
        raise PolicyError(problems)
    return policy


def _assembled(authority: str, plugin: object) -> Policy | None:
    """Register one plugin in a manager of its own, and put together what its hooks give; None where it names nobody."""
    manager = pluggy.PluginManager(spec.PROJECT)
    manager.add_hookspecs(spec)
    manager.register(plugin, name=authority)
    manager.check_pending()
    hook = manager.hook
    given = _of(Authority, hook.supctl_authority(), "supctl_authority")
    if given is None:
        return None
    return Policy(
        authority=given,
        frequencies=_all_of(FrequencyPolicy, hook.supctl_frequency_policies(), "supctl_frequency_policies"),
        rules=_of(Rules, hook.supctl_rules(), "supctl_rules") or Rules(),
        templates=_all_of(RecordTemplate, hook.supctl_record_templates(), "supctl_record_templates"),
        chains=_all_of(EscalationChain, hook.supctl_escalation_chains(), "supctl_escalation_chains"),
        criteria=_all_of(AuditCriterion, hook.supctl_audit_criteria(), "supctl_audit_criteria"),
    )


def _of(shape: type[Result], results: Sequence[object], hook: str) -> Result | None:
    """What a plugin gave for a hook, if it gave anything. Raises TypeError where that is something else."""
    if not results:
        return None
    if not isinstance(results[0], shape):
        raise TypeError(f"{hook} gives {type(results[0]).__name__}, and not {shape.__name__}")
    return results[0]


def _all_of(shape: type[Result], results: Sequence[object], hook: str) -> tuple[Result, ...]:
    """As `_of`, of a hook that gives several."""
    given = results[0] if results else ()
    if not isinstance(given, tuple):
        raise TypeError(f"{hook} gives {type(given).__name__}, and not a tuple")
    return tuple(one for item in given if (one := _of(shape, [item], hook)) is not None)


def _about(authority: str, entry_point: EntryPoint, message: str, mend: str) -> str:
    package, version = _package_and_version(entry_point)
    return f'the authority "{authority}" ({package} {version}) {message}\n  mend: {mend}'


def _package(entry_point: EntryPoint) -> str:
    return _package_and_version(entry_point)[0]


def _package_and_version(entry_point: EntryPoint) -> tuple[str, str]:
    distribution = entry_point.dist
    return (distribution.name, distribution.version) if distribution else (entry_point.module, "?")
