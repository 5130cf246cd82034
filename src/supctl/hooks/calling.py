"""Calling one plugin by itself: what it gives is put together and held against itself, and what fails has its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pluggy

from supctl.errors import AuthorityError, PolicyError, SupctlError
from supctl.hooks import spec
from supctl.hooks.found import Offer, about
from supctl.policy import (
    CONTRACT,
    AuditCriterion,
    Authority,
    EscalationChain,
    FrequencyPolicy,
    Policy,
    RecordTemplate,
    Rules,
)
from supctl.policy.consistency import policy_problems

Result = TypeVar("Result")


def called(authority: str, entry_point: Offer, plugin: object) -> Policy:
    """What one plugin supplies, whatever goes wrong in it said of it by name."""
    try:
        policy = _assembled(authority, plugin)
    except SupctlError:
        raise
    except pluggy.PluginValidationError as error:
        message = f"has a hook that supctl does not know: {error}"
        raise AuthorityError(about(authority, entry_point, message, "see supctl.hooks.spec")) from error
    except (Exception, SystemExit) as error:
        message = f"raises {type(error).__name__}: {error}"
        raise AuthorityError(about(authority, entry_point, message, "reinstall it, or tell its authors")) from error
    if policy is None:
        raise AuthorityError(about(authority, entry_point, "does not say who it is", "implement supctl_authority"))
    head = policy.authority.head
    if head.id != authority:
        mend = "make its entry point and its id the same"
        raise AuthorityError(about(authority, entry_point, f'calls itself "{head.id}"', mend))
    if head.contract != CONTRACT:
        message = f"was built for contract {head.contract}, and this supctl speaks contract {CONTRACT}"
        raise AuthorityError(about(authority, entry_point, message, "install versions of the two that belong together"))
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
