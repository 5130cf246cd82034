"""The words that a store may use: those of its authority's policy on its last day."""

from __future__ import annotations

from pathlib import Path

from supctl.facts import Vocabulary
from supctl.hooks.registry import find_authorities
from supctl.store import open_store

from .places import AS_OF


def words_of(folder: Path) -> Vocabulary:
    """The words of the store in a folder."""
    return find_authorities().policy(open_store(folder).settings.authority_on(AS_OF)).vocabulary
