"""Fixtures for the tests of a policy. pytest finds them by itself wherever supctl is installed.

Whose policy the tests are about is said once, in the pyproject.toml of the tests:

    [tool.pytest.ini_options]
    supctl_authority = "westhaven"    # an installed authority; or a folder of policy data, from that file: "./policy"

or by a fixture `supctl_authority` of one's own, which gives the same. Then:

    from supctl.testing import answer

    def test_somebody_new_is_seen_within_four_weeks(supctl_policy, supctl_facts):
        facts = supctl_facts({"workers": {"asha": {"started": "2026-11-02", "role": "social-worker"}}})
        (owed,) = answer(facts, supctl_policy, date(2026, 11, 9)).obligations
        assert owed.due == date(2026, 11, 30)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import pytest

if TYPE_CHECKING:
    from datetime import date

    from supctl.facts import Service
    from supctl.policy import Policy
    from supctl.testing import Result

pytest.register_assert_rewrite("supctl.testing.conformance")

_OPTION = "supctl_authority"


class StoreMaker(Protocol):
    """Makes a store of what is given; `opening`: the day from which it is complete."""

    def __call__(self, given: Mapping[str, object] | None = None, opening: date | None = None) -> Path:
        """The folder of the new store."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tell pytest of the setting."""
    parser.addini(_OPTION, "whose policy the tests are about: an installed authority, or a folder of policy data")


@pytest.fixture(scope="session")
def supctl_authority(pytestconfig: pytest.Config) -> str:
    """Whose policy the tests are about: the id of an installed authority, or the path of a folder of policy data."""
    named = cast("str", pytestconfig.getini(_OPTION) or "")
    if not named:
        pytest.fail(f'say whose policy the tests are about: {_OPTION} = "..." in pyproject.toml', pytrace=False)
    return str(pytestconfig.rootpath / named) if named.startswith(".") else named


@pytest.fixture(scope="session")
def supctl_policy(supctl_authority: str) -> Policy:
    """The policy that the tests are about."""
    from supctl.errors import SupctlError
    from supctl.testing.stores import policy_named

    try:
        return policy_named(supctl_authority)
    except SupctlError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def supctl_facts(supctl_policy: Policy) -> Callable[[Mapping[str, object]], Service]:
    """Makes facts of a `given` as examples have it: people, teams, cases and records, for `answer`."""
    from supctl.testing.given import facts_from

    return lambda given: facts_from(given, supctl_policy.vocabulary)


@pytest.fixture
def supctl_scenario(supctl_policy: Policy) -> Callable[[str], Result]:
    """Holds the policy to one example, written as it would stand in scenarios/: what came of it."""
    from supctl.documents import Document
    from supctl.testing.runner import run_scenarios

    def run(text: str) -> Result:
        (result,) = run_scenarios(supctl_policy, [Document("scenario", text)])
        return result

    return run


@pytest.fixture
def supctl_store(supctl_authority: str, supctl_policy: Policy, tmp_path: Path) -> StoreMaker:
    """Makes a store on disk that follows the policy, of what is given, and gives its folder.

    `given` is as in `supctl_facts`, `opening` the day from which the store is complete.
    Without `opening` the store is complete from before everything that is given.
    """
    from supctl.testing.stores import make_store

    made: list[Path] = []

    def make(given: Mapping[str, object] | None = None, opening: date | None = None) -> Path:
        made.append(tmp_path / f"store-{len(made) + 1}")
        make_store(made[-1], supctl_authority, supctl_policy, given or {}, opening)
        return made[-1]

    return make
