"""A cache of its own for each test; nothing waits for the disk."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from supctl.policy import Policy
from supctl.store.index import refresh

from .asking import policy_of


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that SUPCTL_CACHE names."""
    monkeypatch.setenv("SUPCTL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return tmp_path / "cache"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock by which everything was written long ago: nothing is doubted."""
    monkeypatch.setattr(refresh, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + 3600 * 10**9))


@pytest.fixture(scope="session")
def policy() -> Policy:
    """Of personal and of case supervision: every four weeks."""
    return policy_of("4 weeks")
