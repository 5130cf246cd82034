"""Calling one plugin by itself: what it gives is put together and held against itself, and what fails has its name."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import TypeVar

import pluggy

from supctl.documents import nearest
from supctl.errors import AuthorityError, PolicyError, SupctlError
from supctl.hooks import spec
from supctl.hooks.data import DataPlugin
from supctl.hooks.found import Offer, about
from supctl.hooks.raised import hook_of, where_defined, where_raised, where_written
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


_TELL = "reinstall it, or tell its authors"


class _WrongResultError(TypeError):
    """A hook gave something else than what it is asked for."""

    def __init__(self, hook: str, gives: str, asked: str) -> None:
        super().__init__(f"{hook} gives {gives}, and not {asked}")
        self.hook = hook


def loaded(authority: str, offer: Offer) -> object:
    """The plugin that a package offers; what it prints meanwhile is no answer. Raises AuthorityError."""
    try:
        with redirect_stdout(sys.stderr):
            return offer.load()
    except (Exception, SystemExit) as error:
        message = f"fails when it is imported: {type(error).__name__}: {_said(error)}"
        raise AuthorityError(about(authority, offer, message, _TELL, where_raised(error, offer.module))) from error


def called(authority: str, entry_point: Offer, plugin: object) -> Policy:
    """What one plugin supplies, whatever goes wrong in it said of it by name."""
    module = entry_point.module
    try:
        with redirect_stdout(sys.stderr):
            policy = _assembled(authority, plugin)
    except SupctlError:
        raise
    except pluggy.PluginValidationError as error:
        message, place = _unknown_hook(str(error), plugin, module)
        raise AuthorityError(about(authority, entry_point, message, "see supctl.hooks.spec", place)) from error
    except _WrongResultError as error:
        place = where_defined(plugin, error.hook, module)
        raise AuthorityError(about(authority, entry_point, f"is wrong: {error}", _TELL, place)) from error
    except (Exception, SystemExit) as error:
        hook = hook_of(error, module)
        message = f"raises {type(error).__name__}: {_said(error)}" + (f" (in its {hook})" if hook else "")
        raise AuthorityError(about(authority, entry_point, message, _TELL, where_raised(error, module))) from error
    if policy is None:
        raise AuthorityError(about(authority, entry_point, "does not say who it is", "implement supctl_authority"))
    head = policy.authority.head
    if head.id != authority:
        mend, place = f'make its entry point and its id the same: id = "{authority}"', _where_it_says(plugin, "id")
        raise AuthorityError(about(authority, entry_point, f'calls itself "{head.id}"', mend, place))
    if head.contract != CONTRACT:
        message = f"was built for contract {head.contract}, and this supctl speaks contract {CONTRACT}"
        raise AuthorityError(about(authority, entry_point, message, "install versions of the two that belong together"))
    problems = policy_problems(policy)
    if problems:
        raise PolicyError(problems)
    return policy


def _said(error: BaseException) -> str:
    """What an exception says, on one line."""
    return " ".join(str(error).split())


def _where_it_says(plugin: object, key: str) -> str:
    return where_written(plugin.documents.policy, key) if isinstance(plugin, DataPlugin) else ""


def _unknown_hook(said: str, plugin: object, module: str) -> tuple[str, str]:
    """What is wrong with a hook of the plugin that does not fit any of ours, and where it stands."""
    found = re.search(r"hook '(\w+)'", said)
    hook = found.group(1) if found else ""
    known = [name for name in vars(spec) if name.startswith("supctl_")]
    place = where_defined(plugin, hook, module)
    if hook in known:
        wrong = re.search(r"Argument\(s\) \{(.*?)\}", said)
        asks = " for " + wrong.group(1).replace("'", "") if wrong else ""
        return f"has a {hook} that asks{asks}: it is given nothing", place
    near = nearest(hook, known)
    return f"has a hook that supctl does not know: {hook}" + (f' (did you mean "{near}"?)' if near else ""), place


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
    """What a plugin gave for a hook, if it gave anything. Raises an error of ours where that is something else."""
    if not results:
        return None
    if not isinstance(results[0], shape):
        raise _WrongResultError(hook, type(results[0]).__name__, shape.__name__)
    return results[0]


def _all_of(shape: type[Result], results: Sequence[object], hook: str) -> tuple[Result, ...]:
    """As `_of`, of a hook that gives several."""
    given = results[0] if results else ()
    if not isinstance(given, tuple):
        raise _WrongResultError(hook, type(given).__name__, "a tuple")
    return tuple(one for item in given if (one := _of(shape, [item], hook)) is not None)
