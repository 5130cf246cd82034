"""The suite that every authority runs on itself: its examples hold and reach every rule, and every clause is carried.

`suite` is for an authority that is installed, `suite_of` for a folder of policy data:

# tests/test_conformance.py
from supctl.testing import suite

TestConformance = suite("merton")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from supctl.errors import SupctlError
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import coverage
from supctl.testing.reached import rules_of, unreached
from supctl.testing.runner import Result, run_scenarios

Examined = tuple[Policy, Sequence[Result]]
"""A policy, and what came of its examples."""


def suite(authority: str) -> type:
    """The tests of one installed authority, as a class for pytest to collect.

    The class must be given a name that pytest looks for: `TestConformance = suite("merton")`. What keeps the authority
    from being read at all (it is not installed, a file is wrong) is one test that fails and says what and where.
    """
    registry = find_authorities()

    def examined() -> Examined:
        policy = registry.policy(authority)
        return policy, run_scenarios(policy, registry.data(authority).scenarios())

    return _suite(examined)


def suite_of(folder: Path | str) -> type:
    """As `suite`, of a folder of policy data that need not be installed: policy.toml, clauses.toml, forms, scenarios.

    A relative path is one from the folder in which pytest was started.
    """

    def examined() -> Examined:
        data = PolicyFolder(Path(folder), Path(folder).name)
        policy = find_authorities().policy_from(data.documents)
        return policy, run_scenarios(policy, data.scenarios())

    return _suite(examined)


def _suite(examine: Callable[[], Examined]) -> type:
    """The tests of what can be read; else the one test that says why it cannot."""
    try:
        policy, results = examine()
    except SupctlError as error:
        return _unread(str(error))
    return _of(policy, results)


def _unread(why: str) -> type:
    class Conformance:
        """What keeps the policy from being held to its examples."""

        def test_it_can_be_read(self) -> None:
            """Nothing is wrong with its files, and it is there."""
            pytest.fail(why, pytrace=False)

    return Conformance


def _of(policy: Policy, results: Sequence[Result]) -> type:
    class Conformance:
        """What holds of every authority."""

        def test_there_are_examples(self) -> None:
            """Somebody wrote down what must follow."""
            assert results

        @pytest.mark.parametrize("result", results, ids=[result.id for result in results])
        def test_scenario(self, result: Result) -> None:
            """The example comes out as its policy officer wrote it."""
            if not result.passed:
                pytest.fail(told(result), pytrace=False)

        def test_every_rule_is_reached(self) -> None:
            """No rule stands there that no example shows."""
            assert unreached(policy, results) == []

        def test_every_clause_is_read(self) -> None:
            """Each clause says something, and when somebody last held it against the document."""
            unread = [clause.id for clause in policy.authority.clauses if not (clause.says and clause.checked_on)]
            assert unread == []

        def test_every_clause_is_carried_or_says_why(self) -> None:
            """A rule, a form, a chain or a criterion cites it, or it says why none does; a duty, with a reading."""
            wrong = [f"{one.clause.id}: {one.problem}" for one in coverage(policy) if one.problem]
            assert wrong == [], "\n".join(wrong)

    return Conformance


def told(result: Result) -> str:
    """What a failed example says of itself: its title, what was expected, what came, why, and where it stands."""
    where = f"\nin       {result.place.path}:{result.place.line}" if result.place else ""
    why = f"\nwhy      {result.why}" if result.why else ""
    return f"{result.title}\nexpected {result.expected}\ncame     {result.came}{why}{where}"


__all__ = ["rules_of", "suite", "suite_of", "told", "unreached"]
