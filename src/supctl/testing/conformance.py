"""The suite that every plugin runs on itself: it is found, it fits together, its examples hold, and reach every rule.

# plugins/<authority>/tests/test_conformance.py
from supctl.testing.conformance import suite

TestConformance = suite("merton")
"""

from __future__ import annotations

from collections.abc import Collection

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy, RecordTemplate, Rule
from supctl.policy.coverage import coverage
from supctl.testing.runner import Result, run_scenarios


def rules_of(policy: Policy) -> set[str]:
    """Every rule, form, chain and criterion of the policy's own, as a scenario's `reached` names them."""
    rows = {f"{one.id}/{row.id}" for one in policy.frequencies if not one.use for row in one.row}
    deadlines = {f"{deadline.id}/{deadline.id}" for deadline in policy.rules.deadlines}
    others: dict[str, Collection[Rule | RecordTemplate]] = {
        "requirement": policy.rules.requirements,
        "form": policy.templates,
        "chain": policy.chains,
        "criterion": policy.criteria,
        "retention": policy.rules.retention,
        "access": policy.rules.access,
    }
    return rows | deadlines | {f"{kind}/{one.id}" for kind, rules in others.items() for one in rules}


def unreached(policy: Policy, results: list[Result]) -> list[str]:
    """The rules that no scenario reaches, in order."""
    return sorted(rules_of(policy) - {rule for result in results for rule in result.reached})


def suite(authority: str) -> type:
    """The tests of one installed authority, as a class for pytest to collect."""
    registry = find_authorities()
    policy = registry.policy(authority)
    results = run_scenarios(policy, registry.data(authority).scenarios())

    class Conformance:
        """What holds of every authority's plugin."""

        @pytest.mark.parametrize("result", results, ids=[result.id for result in results])
        def test_scenario(self, result: Result) -> None:
            """The example comes out as its policy officer wrote it."""
            told = f"{result.title}\nexpected {result.expected}\ncame     {result.came}\nwhy      {result.why}"
            assert result.passed, told

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
