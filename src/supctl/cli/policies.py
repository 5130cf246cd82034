"""Which policy a command answers by: the store's own with all that stands beside it, or another one, to see what if."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from supctl.errors import AuthorityError, Finding, InputError
from supctl.facts import Record, Vocabulary
from supctl.facts.days import say_date
from supctl.hooks.registry import Registry, find_authorities
from supctl.policy import Choice, Clause, Policy
from supctl.policy.in_force import InForce, joined, words_of
from supctl.store import Store
from supctl.store.files import pending
from supctl.store.settings import AuthorityFrom

if TYPE_CHECKING:
    from supctl.policy import RecordTemplate

Result = TypeVar("Result")


@dataclass(frozen=True)
class Followed:
    """The policy of the day asked, with all others that the store follows beside it.

    `problems`: what of the service's own could not be used. `words` are all that the store may use; `key` tells what is
    kept of the store by this policy from what is kept by another. `what_if`: it is not the store's own.
    """

    policy: Policy
    words: Vocabulary
    key: str
    problems: tuple[Finding, ...] = ()
    what_if: bool = False


def followed(store: Store, registry: Registry, as_of: date, authority: str | None = None) -> Followed:
    """What the store follows; or, where an authority is named that it does not follow on the day, that one alone.

    What if another policy were followed: then that policy is asked for all the time, without the service's own rules
    and forms. Raises AuthorityError, PolicyError where the policy of the day cannot be had.
    """
    own = store.settings.authority_on(as_of)
    named = _meant(authority, store, registry) if authority else own
    if named != own:
        return _what_if(store, registry, named)
    choices, problems = _or_problems(store.choices)
    entries, missing = _entries(store, registry, own)
    in_force, wrong = _with_own(store, joined(entries))
    all_read = in_force.with_choices(choices or ())
    alone = len(all_read.parts) == 1 and all_read.local is None
    policy = all_read.parts[0] if alone else all_read.on(as_of)
    unknown = _unknown_choices(policy, choices) if choices else []
    words = words_of([*in_force.parts])
    return Followed(policy, words, _key(in_force.parts), (*problems, *missing, *wrong, *unknown))


def policy_of(authority: str, store: Store | None, registry: Registry) -> Policy:
    """The policy of an installed authority, or of a folder of policy data: as seen from here, else in the store.

    Raises AuthorityError, PolicyError, and InputError where a folder holds no policy.
    """
    if not is_folder(authority):
        return registry.policy(authority)
    folder = folder_meant(authority, store.folder if store else None)
    if store and folder.resolve().is_relative_to(store.folder.resolve()):
        return _in_store(folder.resolve().relative_to(store.folder.resolve()).as_posix(), store, registry)
    from supctl.hooks import PolicyFolder

    return registry.policy_in(folder, authority, lambda: PolicyFolder(folder, authority).documents)


def is_folder(authority: str) -> bool:
    """Whether a folder is named in place of an installed authority: by a path, with slashes or backslashes."""
    return authority.startswith(".") or "/" in authority or "\\" in authority


def folder_meant(authority: str, store: Path | None) -> Path:
    """The folder of policy data that is meant: as named from here, else in the store. Raises InputError."""
    here = Path(authority)
    within = store / authority.replace("\\", "/") if store else None
    for folder in (here, within):
        if folder and (folder / "policy.toml").is_file():
            return folder
    message, mend = f"there is no policy.toml in {authority}", "name a folder of policy data, or an installed authority"
    if below := next(here.glob("src/*/policy.toml"), None):  # a package that holds one
        mend = f"name the folder that holds it: ./{below.parent.as_posix()}"
    raise InputError([Finding("missing-file", message, mend=mend)])


def _in_store(folder: str, store: Store, registry: Registry) -> Policy:
    """The policy of a folder in the store, by its name there."""
    name = store.policy_folder(folder)
    if pending(store.folder):  # files are being put in place: what lies there may be old or new
        return registry.policy_from(store.policy_documents(name))
    return registry.policy_in(store.folder / name, name, lambda: store.policy_documents(name))


def policy_of_record(record: Record, policy: Policy) -> Policy | None:
    """The policy on whose form a record was written, which need not be followed any more; None where it is gone."""
    then = policy.on(record.date)
    if record.authority in {None, then.id}:
        return then
    known = next((one for one in reversed(policy.parts) if one.id == record.authority), None)
    if known is None and record.form and record.authority:
        with suppress(AuthorityError, InputError):
            known = find_authorities().policy(record.authority)
    return known or (None if record.form else then)


# --- the store's own ------------------------------------------------------------------------------------------------


def _entries(
    store: Store, registry: Registry, own: str
) -> tuple[list[tuple[date | None, Policy | None]], list[Finding]]:
    """Each policy that the settings name with its first day; one that is not installed any more is missed.

    Raises AuthorityError, PolicyError where it is the one of the day asked.
    """
    found: list[tuple[date | None, Policy | None]] = []
    problems: list[Finding] = []
    known: dict[str, Policy] = {}
    for entry in store.settings.authority:
        try:
            known[entry.id] = known.get(entry.id) or _own_policy(entry.id, store, registry)
        except (AuthorityError, InputError) as error:
            if entry.id == own:
                raise
            problems.append(_gone(entry, error))
        found.append((entry.from_, known.get(entry.id)))
    return found, problems


def _gone(entry: AuthorityFrom, error: AuthorityError | InputError) -> Finding:
    """A policy that the store followed, or will follow, and that cannot be used."""
    from_ = f", followed from {say_date(entry.from_)}," if entry.from_ else ""
    why, _, mend = str(error).partition("\n  mend: ")
    message = f'the policy of "{entry.id}"{from_} cannot be used, so nothing is told of what it asked: {why}'
    return Finding("policy-gone", message, place=entry.origin.at("id"), mend=mend or "install it again")


def _own_policy(authority: str, store: Store, registry: Registry) -> Policy:
    """The policy that the settings name: "./policy" is a folder in the store, whatever lies here."""
    return _in_store(authority, store, registry) if authority.startswith("./") else registry.policy(authority)


def _with_own(store: Store, in_force: InForce) -> tuple[InForce, list[Finding]]:
    """What is followed with the service's own rules and forms; what is wrong with them."""
    overlay, problems = _or_problems(store.overlay)
    forms, wrong = _or_problems(store.own_forms)
    problems += wrong
    if forms:
        also = overlay.clause if overlay else ()
        in_force, wrong = _with_forms(in_force, forms, also)
        problems += wrong
    if overlay:
        from supctl.policy.overlay import own_rules

        local, wrong = _or_problems(lambda: own_rules(overlay, in_force.parts))
        in_force, problems = replace(in_force, local=local), (*problems, *wrong)
    return in_force, [*problems]


def _with_forms(
    in_force: InForce, forms: Sequence[RecordTemplate], also: Sequence[Clause]
) -> tuple[InForce, tuple[Finding, ...]]:
    """Each own form on the policies that have one by its id; on the latest policy, where none has."""
    from supctl.policy.own_forms import with_own_forms

    has = [{form.id for form in one.templates} for one in in_force.parts]
    parts: list[Policy] = []
    problems: tuple[Finding, ...] = ()
    for number, part in enumerate(in_force.parts):
        last = number == len(has) - 1
        its = [one for one in forms if one.id in has[number] or (last and not any(one.id in ids for ids in has))]
        made, wrong = _or_problems(partial(with_own_forms, part, its, also))
        problems += wrong
        parts.append(made or part)
    return replace(in_force, parts=tuple(parts)), problems


def _unknown_choices(policy: Policy, choices: Sequence[Choice]) -> list[Finding]:
    """Choices that no policy offers which the store follows."""
    from supctl.policy.consistency import choice_problems

    problems = [choice_problems(one, choices) for one in policy.parts]
    everywhere = set.intersection(*({(one.code, one.path, one.line) for one in found} for found in problems))
    return [one for one in problems[-1] if (one.code, one.path, one.line) in everywhere]


# --- what if ----------------------------------------------------------------------------------------------------------


def _what_if(store: Store, registry: Registry, named: str) -> Followed:
    policy = policy_of(named, store, registry)
    choices, problems = _or_problems(store.choices)
    mine: list[Policy] = []
    for entry in store.settings.authority:
        with suppress(AuthorityError, InputError):
            mine.append(_own_policy(entry.id, store, registry))
    return Followed(policy.with_choices(choices or ()), words_of([*mine, policy]), policy.id, problems, what_if=True)


def _meant(authority: str, store: Store, registry: Registry) -> str:
    """The authority that was typed, as the settings would have it."""
    if not is_folder(authority):
        return registry.named(authority)
    folder, within = folder_meant(authority, store.folder).resolve(), store.folder.resolve()
    return f"./{folder.relative_to(within).as_posix()}" if folder.is_relative_to(within) else authority


def _key(parts: Sequence[Policy]) -> str:
    return "+".join(dict.fromkeys(one.id for one in parts))


def _or_problems(read: Callable[[], Result]) -> tuple[Result | None, tuple[Finding, ...]]:
    try:
        return read(), ()
    except InputError as error:
        return None, error.findings


__all__ = ["Followed", "folder_meant", "followed", "is_folder", "policy_of", "policy_of_record"]
