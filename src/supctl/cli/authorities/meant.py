"""The policy that a command is about, with the store whose decisions go with it, where one does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from supctl.cli.authorities.named import policy_named
from supctl.cli.opening import Opened, day_asked, opened, store_folder
from supctl.cli.options import Asked
from supctl.cli.policies import is_folder
from supctl.errors import InputError, StoreError
from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.store import open_store


@dataclass(frozen=True)
class Meant:
    """A policy on a day; `store`: the service that follows it, None where another one was named."""

    policy: Policy
    as_of: date
    code: int
    store: Opened | None


def meant(name: str | None, options: Asked) -> Meant:
    """The store's own policy, with the store; another one that was named, alone."""
    typed = name or options.authority
    if typed is None or _is_own(typed, options):
        store = opened(options)
        return Meant(store.policy, store.as_of, store.code(), store)
    policy, day, code = policy_named(name, options)
    return Meant(policy, day, code, None)


def _is_own(typed: str, options: Asked) -> bool:
    """Whether what was typed is the authority that the store here follows on the day."""
    with suppress(StoreError, InputError):
        own = open_store(store_folder(options)).settings.authority_on(day_asked(options))
        return own == typed or (not is_folder(typed) and own == find_authorities().named(typed))
    return False
