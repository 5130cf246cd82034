"""The policy that a command of `supctl authority` is about: an installed one, a folder of policy data, the store's."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from supctl.cli.opening import day_asked, opened, policy_of, store_folder
from supctl.cli.options import Asked
from supctl.errors import Finding, InputError, StoreError
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy


def policy_named(name: str | None, options: Asked) -> tuple[Policy, date, int]:
    """The policy named, or the store's own as the service reads it; the day; and the exit code."""
    own = folder_named(name, options) if name else None
    if own:
        return find_authorities().policy_from(own.documents), day_asked(options), 0
    if name or (options.authority and not options.authority.startswith("./")):
        return policy_of(name or options.authority or "", None, find_authorities()), day_asked(options), 0
    store = opened(options)
    return store.policy, store.as_of, store.code()


def folder_named(name: str, options: Asked) -> PolicyFolder | None:
    """The folder of policy data that is meant: as named from here or, for "./policy", from the store; None: no folder.

    Raises InputError where "./policy" is neither.
    """
    if (Path(name) / "policy.toml").is_file():
        return PolicyFolder(Path(name), name)
    if not name.startswith("./"):
        return None
    with suppress(StoreError):
        inside = store_folder(options) / name
        if (inside / "policy.toml").is_file():
            return PolicyFolder(inside, name)
    message, mend = f"there is no policy.toml in {name}", "name a folder of policy data, or an installed authority"
    raise InputError([Finding("missing-file", message, mend=mend)])
