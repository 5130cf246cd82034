"""Westmorland and Furness's plugin: the suite that every plugin runs, and what this guidance asks besides."""

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Scenario, run_scenario
from supctl.testing.conformance import suite

# The clauses that set a number, a day, or an order of steps.
HOW_OFTEN = [
    "WAF-std7-a",
    "WAF-contract-e",
    "WAF-supervisor-i",
    "WAF-supervisee-g",
    "WAF-frequency-c",
    "WAF-competence-b",
]
BY_WHEN = ["WAF-std6-b", "WAF-contract-b", "WAF-supervisee-c", "WAF-std3-c"]
WHO_NEXT = ["WAF-qa-b", "WAF-qa-c", "WAF-effective-b", "WAF-onetoone-c", "WAF-supervisor-k"]

TestConformance = suite("westmorland")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as it is installed."""
    return find_authorities().policy("westmorland")


@pytest.mark.parametrize("clause", [*HOW_OFTEN, *BY_WHEN, *WHO_NEXT])
def test_a_clause_that_sets_a_number_or_a_step_is_carried_by_a_rule(clause: str, policy: Policy) -> None:
    """And not by a form or a criterion alone."""
    rules = {"frequency", "deadline", "chain"}
    assert [one.id for one in carriers(policy) if clause in one.clause and one.kind in rules]


def test_no_rule_cites_a_clause_that_is_marked_as_carried_by_nothing(policy: Policy) -> None:
    """`uncarried` and a rule that cites the clause contradict each other."""
    uncarried = {clause.id for clause in policy.authority.clauses if clause.uncarried}
    assert [one.id for one in carriers(policy) if uncarried & set(one.clause)] == []


def test_every_reading_with_options_has_a_rule_that_holds_under_one_of_them_only(policy: Policy) -> None:
    """And no rule is written under a reading without options."""
    readings = {reading.id for reading in policy.authority.interpretations if reading.option}
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    counts = [counted for frequency in policy.frequencies for counted in frequency.counts]
    rules = [*rows, *counts, *policy.rules.deadlines, *policy.rules.requirements]
    assert readings == {rule.under.partition(":")[0] for rule in rules if rule.under}


def test_the_guidance_sets_no_period_for_keeping_records(policy: Policy) -> None:
    """And so none stands here."""
    assert list(policy.rules.retention) == []


def test_roles_of_every_partner_agency_are_known_by_their_group(policy: Policy) -> None:
    """Who works with children, who manages, and who neither does nor manages."""
    roles = policy.vocabulary.roles
    own = {role.id: role.group for role in policy.authority.roles}
    assert {role: roles[role] for role in own} == own
    assert {"health-visitor", "teacher", "early-years-practitioner"} <= {
        role for role, group in own.items() if group == "direct-work"
    }
    assert own["designated-safeguarding-lead"] == "other"


@pytest.mark.parametrize("option", ["everybody", "direct-work", "listed-groups"])
def test_no_role_is_left_without_a_row(option: str, policy: Policy) -> None:
    """Whoever works here and however Standard 3 is read: a date, or that nothing is asked."""
    given = {
        "workers": {role: {"role": role, "supervisor": "tom"} for role in policy.vocabulary.roles},
        "readings": [{"id": "WAF-6.4", "option": option, "by": "grace", "from": "2020-01-01"}],
    }
    assert [role for role in policy.vocabulary.roles if _is_gap(policy, given, role)] == []


def _is_gap(policy: Policy, given: dict[str, object], role: str) -> bool:
    expect = {"subject": role, "policy": "supervision", "uncovered": True}
    told = {"title": "No row matches", "as_of": "2026-03-02", "given": given, "expect": [expect]}
    return run_scenario(policy, Scenario.model_validate(told)).passed
