"""Merton's plugin: the suite that every plugin runs, and what only this document asks to be held against it."""

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Scenario, run_scenario
from supctl.testing.conformance import suite

# The clauses that set a number or a day, by the kind of rule that they are.
# fmt: off
HOW_OFTEN = [
    "MER-4-e", "MER-6-h", "MER-8.1-h", "MER-8.1-j", "MER-9-l", "MER-9-m", "MER-9-o", "MER-9-p", "MER-9-q", "MER-9-r",
    "MER-9-t", "MER-10-b", "MER-11-b", "MER-11-n", "MER-13-b", "MER-13-d",
]
HOW_MANY_TIMES = ["MER-8.1-d"]
BY_WHEN = ["MER-4-c", "MER-7-f", "MER-7-g", "MER-7-h", "MER-7-j", "MER-9-k"]
HOW_LONG_AND_HOW_FAR_AHEAD = ["MER-8.1-i", "MER-8.1-k", "MER-8.1-n", "MER-11-d"]
# fmt: on

NOT_IN_THE_TABLE = {"contact", "early-help", "other", "closed"}
"""Categories of case for which section 9 names no interval, and none is made up."""

TestConformance = suite("merton")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as it is installed."""
    return find_authorities().policy("merton")


@pytest.mark.parametrize("clause", [*HOW_OFTEN, *HOW_MANY_TIMES, *BY_WHEN, *HOW_LONG_AND_HOW_FAR_AHEAD])
def test_a_clause_that_sets_a_number_or_a_day_is_carried_by_a_rule(clause: str, policy: Policy) -> None:
    """Some rule cites it, and not a form alone."""
    assert [one.id for one in carriers(policy) if clause in one.clause and one.kind != "form"]


def test_no_rule_cites_a_clause_that_is_marked_as_carried_by_nothing(policy: Policy) -> None:
    """`uncarried` and a rule that cites the clause contradict each other."""
    uncarried = {clause.id for clause in policy.authority.clauses if clause.uncarried}
    assert [one.id for one in carriers(policy) if uncarried & set(one.clause)] == []


def test_every_option_of_a_reading_has_a_rule_of_its_own_or_leaves_one_out(policy: Policy) -> None:
    """A reading with options has a rule under one of them at least, and no rule is under a reading without."""
    readings = {reading.id for reading in policy.authority.interpretations if reading.option}
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    rules = [*rows, *policy.rules.deadlines, *policy.rules.requirements]
    assert readings == {rule.under.partition(":")[0] for rule in rules if rule.under}


@pytest.mark.parametrize("frequency", ["case-supervision", "upload"])
def test_no_category_that_the_table_has_is_left_without_a_row(frequency: str, policy: Policy) -> None:
    """And the case of another category is listed as one of which section 9 says nothing; its uploads are advice."""
    gaps = {category for category in policy.vocabulary.categories if _is_a_gap(policy, frequency, category)}
    assert gaps - {"closed"} == (NOT_IN_THE_TABLE - {"closed"} if frequency == "case-supervision" else set())


@pytest.mark.parametrize("frequency", ["personal-supervision", "observation", "appraisal", "supervision-quality"])
def test_no_role_is_left_without_a_row(frequency: str, policy: Policy) -> None:
    """Whoever works here: each frequency asks for something, or says that it asks nothing."""
    expect: dict[str, object] = {"subject": "ann", "policy": frequency, "uncovered": True}
    given = ({"workers": {"ann": {"role": role, "supervisor": "tom"}}} for role in policy.vocabulary.roles)
    assert [one for one in given if _holds(policy, one, expect)] == []


def _is_a_gap(policy: Policy, frequency: str, category: str) -> bool:
    case = {"status": [{"from": "2026-01-05", "category": category}]}
    return _holds(policy, {"cases": {"m1": case}}, {"subject": "m1", "policy": frequency, "uncovered": True})


def _holds(policy: Policy, given: dict[str, object], expect: dict[str, object]) -> bool:
    told = {"title": "No row matches", "as_of": "2026-03-02", "given": given, "expect": [expect]}
    return run_scenario(policy, Scenario.model_validate(told)).passed
