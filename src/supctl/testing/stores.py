"""Stores on disk for tests: a `given` written into the files in which a service would have it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy
from supctl.store.writing import init, write_service
from supctl.testing.given import LONG_AGO, facts_from, files_from

_POLICY = "policy"


def policy_named(authority: str) -> Policy:
    """The policy of an installed authority, or of a folder of policy data. Raises AuthorityError, PolicyError."""
    folder, registry = Path(authority), find_authorities()
    if (folder / "policy.toml").is_file():
        return registry.policy_from(PolicyFolder(folder, folder.name).documents)
    return registry.policy(authority)


def make_store(
    folder: Path, authority: str, policy: Policy, given: Mapping[str, object], opening: date | None = None
) -> None:
    """Make a store of what is given, that follows an installed authority or a copy of a folder of policy data.

    Raises InputError where something in `given` is wrong.
    """
    facts_from(given, policy.vocabulary)
    data = Path(authority)
    is_folder = (data / "policy.toml").is_file()
    init(folder, f"./{_POLICY}" if is_folder else authority, policy.name, opening or LONG_AGO)
    if is_folder:
        shutil.copytree(data, folder / _POLICY)
    write_service(folder, files_from(given))
