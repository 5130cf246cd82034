"""Scenarios, run in memory, no folder each: what came of every one, and why one fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from supctl.documents import Document
from supctl.errors import Finding, InputError, Place
from supctl.policy import Policy
from supctl.testing.given import LONG_AGO, last_day_of, service_of
from supctl.testing.labels import with_fields
from supctl.testing.outcomes import Example, outcome
from supctl.testing.scenarios import Scenario, Unread, each_scenario, read_scenarios
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
    place: Place | None = None
    reached: frozenset[str] = frozenset()


def run_scenarios(policy: Policy, documents: Iterable[Document]) -> list[Result]:
    """Hold the policy to every scenario of the documents. Raises InputError where a file is wrong."""
    scenarios = read_scenarios(documents)
    problems = [problem for scenario in scenarios for problem in names_unknown(scenario, policy)]
    if problems:
        raise InputError(problems)
    return [run_scenario(policy, scenario, number) for number, scenario in enumerate(scenarios, 1)]


def run_each(policy: Policy, documents: Iterable[Document]) -> list[Result]:
    """As `run_scenarios`, of files by somebody who need not know the policy's own names.

    A scenario that cannot be read, or that names what is not there, fails and says so; the others are judged. A duty
    about a record is found by its supervisee, its case or its team, whichever of them the policy lays it on. Raises
    InputError where none of them can be judged.
    """
    came = [_judged(policy, one, number) for number, one in enumerate(each_scenario(documents), 1)]
    if came and all(refused for _, refused in came):
        raise InputError([problem for _, refused in came for problem in refused])
    return [_refused(result, refused) if refused else result for result, refused in came]


def _judged(policy: Policy, scenario: Scenario | Unread, number: int) -> tuple[Result, Sequence[Finding]]:
    """What came of one; of one that cannot be judged, why not."""
    failed = Result(_named(scenario, number), scenario.title, scenario.clause, passed=False)
    if isinstance(scenario, Unread):
        return failed, scenario.findings
    try:
        refused = names_unknown(scenario, policy, cited=False)
        return (failed, refused) if refused else (run_scenario(policy, scenario, number, wide=True), ())
    except InputError as error:
        return failed, error.findings
    except ValueError as error:  # a date of which no calendar knows
        return failed, (Finding("cannot-be-judged", str(error), place=scenario.origin),)


def _refused(result: Result, findings: Sequence[Finding]) -> Result:
    """A scenario that fails for what it says: each mistake with its line, and how to mend it."""
    lines = [f" (line {one.line})" if len(findings) > 1 and one.line else "" for one in findings]
    came = "; ".join(one.message + line for one, line in zip(findings, lines, strict=True))
    mends = [one.mend for one in findings if one.mend]
    near = [mend for mend in mends if len(mends) == 1 or mend.startswith("did you mean")]
    why = "; ".join(dict.fromkeys(near))
    place = next((one.place for one in findings if one.place), None)
    return replace(result, expected="a scenario that can be judged", came=came, why=why, place=place)


def _named(scenario: Scenario | Unread, number: int) -> str:
    return scenario.id or f"{scenario.clause[0] if scenario.clause else 'scenario'}#{number}"


def _day(scenario: Scenario, policy: Policy) -> dt.date:
    """The day of a scenario; where it needs none, the last one given, else that on which the policy was last read."""
    read_on = max((one.checked_on for one in policy.authority.clauses if one.checked_on), default=LONG_AGO)
    return scenario.as_of or last_day_of(scenario.given) or read_on


def run_scenario(policy: Policy, scenario: Scenario, number: int = 1, *, wide: bool = False) -> Result:
    """Hold the policy to one scenario: the first expectation that is not met decides.

    `wide`: a duty about a record is found by any subject of that record.
    """
    service = service_of(with_fields(scenario.given, policy), scenario.origin.at("given"), policy.vocabulary)
    chosen, raised = policy.with_choices(scenario.given.readings), tuple(scenario.given.escalations.values())
    example = Example(service, chosen, _day(scenario, policy), scenario.expect, raised, wide=wide)
    name = _named(scenario, number)
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
