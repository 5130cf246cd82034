"""The policy that a command of `supctl authority` is about: an installed one, a folder of policy data, the store's."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from supctl.cli.opening import day_asked, opened, store_folder
from supctl.cli.options import Asked
from supctl.cli.policies import folder_meant, is_folder, policy_of
from supctl.errors import StoreError
from supctl.hooks import PolicyFolder, find_authorities
from supctl.hooks.registry import BASELINE
from supctl.policy import Policy


def policy_named(name: str | None, options: Asked) -> tuple[Policy, date, int]:
    """The policy named, or the store's own as the service reads it; the day; and the exit code."""
    own = folder_named(name, options) if name else None
    if own:
        return find_authorities().policy_from(own.documents), day_asked(options), 0
    if name or (options.authority and not is_folder(options.authority)):
        return policy_of(name or options.authority or "", None, find_authorities()), day_asked(options), 0
    store = opened(options)
    return store.policy, store.as_of, store.code()


def folder_named(name: str, options: Asked) -> PolicyFolder | None:
    """The folder of policy data that is meant: as named from here or, for "./policy", from the store; None: no folder.

    A bare word is first of all the name of what is installed. Raises InputError where a folder holds no policy.
    """
    if name in (BASELINE, *find_authorities().ids()):
        return None
    if (Path(name) / "policy.toml").is_file():
        return PolicyFolder(Path(name), name)
    if not is_folder(name):
        return None
    store = None
    with suppress(StoreError):
        store = store_folder(options)
    return PolicyFolder(folder_meant(name, store), name)
