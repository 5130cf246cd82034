"""Scenarios, run in memory, no folder each: what came of every one, and why one fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supctl.documents import Document, Origin
from supctl.errors import InputError
from supctl.policy import Policy
from supctl.testing.given import service_of
from supctl.testing.outcomes import Example, outcome
from supctl.testing.scenarios import Scenario, read_scenarios
from supctl.testing.unknown import names_unknown


@dataclass(frozen=True)
class Result:
    """What came of one scenario. Of one that failed: what was expected, what came, and why, in a line each.

    `reached`: the rules that it was about: policy/rule, requirement/id, form/id, chain/id, criterion/id, retention/id,
    access/id.
    """

    id: str
    title: str
    clause: tuple[str, ...]
    passed: bool
    expected: str = ""
    came: str = ""
    why: str = ""
    place: Origin | None = None
    reached: frozenset[str] = frozenset()


def run_scenarios(policy: Policy, documents: Iterable[Document]) -> list[Result]:
    """Hold the policy to every scenario of the documents. Raises InputError where a file is wrong."""
    scenarios = read_scenarios(documents)
    problems = [problem for scenario in scenarios for problem in names_unknown(scenario, policy)]
    if problems:
        raise InputError(problems)
    return [run_scenario(policy, scenario, number) for number, scenario in enumerate(scenarios, 1)]


def run_scenario(policy: Policy, scenario: Scenario, number: int = 1) -> Result:
    """Hold the policy to one scenario: the first expectation that is not met decides."""
    service = service_of(scenario.given, scenario.origin.at("given"), policy.vocabulary)
    chosen, raised = policy.with_choices(scenario.given.readings), tuple(scenario.given.escalations.values())
    example = Example(service, chosen, scenario.as_of, scenario.expect, raised)
    name = scenario.id or f"{scenario.clause[0] if scenario.clause else 'scenario'}#{number}"
    reached: set[str] = set()
    for expect in scenario.expect:
        came = outcome(expect, example)
        reached |= came.reached
        if came.expected:
            return Result(
                name,
                scenario.title,
                scenario.clause,
                passed=False,
                expected=came.expected,
                came=came.came,
                why=came.why,
                place=expect.origin,
                reached=frozenset(reached),
            )
    return Result(name, scenario.title, scenario.clause, passed=True, place=scenario.origin, reached=frozenset(reached))
