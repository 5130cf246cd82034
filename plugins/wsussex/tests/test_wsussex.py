"""West Sussex's plugin: the suite that every plugin runs, and what only this document asks to be held against it."""

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Scenario, run_scenario
from supctl.testing.conformance import suite

# The clauses that set a number or a day, by the kind of rule that they are; one said again in an appendix stands twice.
# fmt: off
HOW_OFTEN = [
    "WSX-1-b", "WSX-8-a", "WSX-8-b", "WSX-8-c", "WSX-8-d", "WSX-8-e", "WSX-8-f", "WSX-8-h", "WSX-8-i", "WSX-8-p",
    "WSX-10-c", "WSX-15-j", "WSX-A1-d", "WSX-A1-e", "WSX-A1-f", "WSX-A3-b", "WSX-A10-g", "WSX-A10-i",
    "WSX-A14.3-a", "WSX-A14.3-b", "WSX-A14.3-e", "WSX-A14.4-a", "WSX-A14.5-a",
]
HOW_MANY_TIMES = ["WSX-15-c", "WSX-15-f", "WSX-16-a", "WSX-16-g"]
BY_WHEN = [
    "WSX-8-m", "WSX-8-n", "WSX-11-g", "WSX-16-d", "WSX-A3-h", "WSX-A5-e", "WSX-A6-c", "WSX-A7-d",
    "WSX-A14.3-c", "WSX-A14.7-a",
]
NEXT_DATES = ["WSX-A3-n", "WSX-A4-f", "WSX-A5-f", "WSX-A7-e", "WSX-A9-b", "WSX-A14.7-b"]
# fmt: on

TestConformance = suite("wsussex")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as it is installed."""
    return find_authorities().policy("wsussex")


@pytest.mark.parametrize("clause", [*HOW_OFTEN, *HOW_MANY_TIMES, *BY_WHEN, *NEXT_DATES])
def test_a_clause_that_sets_a_number_or_a_day_is_carried_by_a_rule(clause: str, policy: Policy) -> None:
    """Some rule cites it."""
    assert [one.id for one in carriers(policy) if clause in one.clause]


def test_no_rule_cites_a_clause_that_is_marked_as_carried_by_nothing(policy: Policy) -> None:
    """`uncarried` and a rule that cites the clause contradict each other."""
    uncarried = {clause.id for clause in policy.authority.clauses if clause.uncarried}
    assert [one.id for one in carriers(policy) if uncarried & set(one.clause)] == []


def test_every_reading_with_options_has_a_rule_that_holds_under_one_of_them_only(policy: Policy) -> None:
    """And no rule is written under a reading without options."""
    readings = {reading.id for reading in policy.authority.interpretations if reading.option}
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    rules = [*rows, *policy.rules.deadlines, *policy.rules.requirements]
    assert readings == {rule.under.partition(":")[0] for rule in rules if rule.under}


def test_no_role_and_no_category_is_left_without_a_row(policy: Policy) -> None:
    """Whoever works here, and whatever a case is: each frequency asks for something, or says that it asks nothing."""
    gaps = [
        f"{frequency.id} says nothing of {subject}"
        for frequency in policy.frequencies
        for subject, given in _everybody(policy, frequency.subject)
        if _is_gap(policy, given, {"subject": subject, "policy": frequency.id, "uncovered": True})
    ]
    assert gaps == []


def _everybody(policy: Policy, kind: str) -> list[tuple[str, dict[str, object]]]:
    """A subject for each category of case, or for each role, with what is given of it."""
    if kind == "case":
        open_ones = [category for category in policy.vocabulary.categories if category != "closed"]
        return [(one, {"cases": {one: {"status": [{"from": "2026-01-05", "category": one}]}}}) for one in open_ones]
    session = {"activity": "personal-supervision", "date": "2026-01-05", "supervisor": "tom", "actions": [{"id": "1"}]}
    return [
        (
            f"{role}#1" if kind == "action" else role,
            {
                "workers": {role: {"role": role, "supervisor": "tom"}},
                "records": [{**session, "id": role, "supervisee": role}],
            },
        )
        for role in policy.vocabulary.roles
    ]


def _is_gap(policy: Policy, given: dict[str, object], expect: dict[str, object]) -> bool:
    told = {"title": "No row matches", "as_of": "2026-03-02", "given": given, "expect": [expect]}
    return run_scenario(policy, Scenario.model_validate(told)).passed
