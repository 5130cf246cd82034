"""Blackpool's plugin: the suite that every plugin runs, and what only this document asks to be held against it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Scenario, Service, answer, facts_from, run_scenario
from supctl.testing.conformance import suite

# The clauses that set a number or a day, by the kind of rule that they are.
# fmt: off
HOW_OFTEN = ["BPL-3-c", "BPL-3-d", "BPL-3-g", "BPL-4-h", "BPL-4-i", "BPL-4-j", "BPL-6-a", "BPL-A2-e"]
HOW_MANY_TIMES = ["BPL-3-m", "BPL-3-n", "BPL-3-o", "BPL-3-p", "BPL-7-a", "BPL-7-c"]
BY_WHEN = ["BPL-6-e", "BPL-7-g", "BPL-7-j"]
# fmt: on
AS_OF = dt.date(2026, 11, 23)
STUDENTS = ["case-supervision", "formal-supervision", "personal-supervision"]

TestConformance = suite("blackpool")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as it is installed."""
    return find_authorities().policy("blackpool")


@pytest.mark.parametrize("clause", [*HOW_OFTEN, *HOW_MANY_TIMES, *BY_WHEN])
def test_a_clause_that_sets_a_number_or_a_day_is_carried_by_a_rule(clause: str, policy: Policy) -> None:
    """Some rule cites it."""
    assert [one.id for one in carriers(policy) if clause in one.clause and one.kind != "form"]


def test_no_rule_cites_a_clause_that_is_marked_as_carried_by_nothing(policy: Policy) -> None:
    """`uncarried` and a rule that cites the clause contradict each other."""
    uncarried = {clause.id for clause in policy.authority.clauses if clause.uncarried}
    assert [one.id for one in carriers(policy) if uncarried & set(one.clause)] == []


def test_every_reading_with_options_has_a_rule_that_holds_under_one_of_them_only(policy: Policy) -> None:
    """And no rule is written under a reading without options."""
    readings = {reading.id for reading in policy.authority.interpretations if reading.option}
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    counted = [one for frequency in policy.frequencies for one in frequency.counts]
    rules = [*rows, *counted, *policy.rules.deadlines, *policy.rules.requirements, *policy.chains]
    assert readings == {rule.under.partition(":")[0] for rule in rules if rule.under}


def test_only_students_are_left_without_a_row(policy: Policy) -> None:
    """The guidance says nothing of students; nobody else goes without an answer."""
    gaps = [
        (role, frequency.id)
        for frequency in policy.frequencies
        for role in policy.vocabulary.roles
        if _is_gap(policy, role, frequency.id)
    ]
    assert sorted(gaps) == [("student", one) for one in STUDENTS]


def test_nothing_says_how_long_records_are_kept(policy: Policy) -> None:
    """The guidance sets no period, so no rule does."""
    assert list(policy.rules.retention) == []


def test_the_question_bank_is_whole(policy: Policy) -> None:
    """Four stages, with 14, 21, 25 and 16 questions."""
    note = next(form for form in policy.templates if form.id == "reflective-supervision-children-families")
    stages = [field.prompt for section in note.section if section.id == "cycle" for field in section.field]
    assert [len(prompt) for prompt in stages if isinstance(prompt, tuple)] == [14, 21, 25, 16]


def test_a_private_record_answers_nothing_and_owes_nothing(policy: Policy) -> None:
    """With it and without it, the same is owed."""
    session = {"activity": "personal-supervision", "date": "2026-10-05", "supervisee": "asha", "supervisor": "tom"}
    private = {**session, "activity": "confidential-record", "restricted": True}
    owed = [_owed(policy, [session, *more]) for more in ([], [private])]
    assert owed[0] == owed[1]


def _is_gap(policy: Policy, role: str, frequency: str) -> bool:
    expect = {"subject": role, "policy": frequency, "uncovered": True}
    given = {"workers": {role: {"role": role, "supervisor": "tom"}}}
    told = {"title": "No row matches", "as_of": "2026-03-02", "given": given, "expect": [expect]}
    return run_scenario(policy, Scenario.model_validate(told)).passed


def _owed(policy: Policy, records: list[dict[str, object]]) -> list[str]:
    return sorted(_obligations(policy, facts_from(_given(records), policy.vocabulary)))


def _given(records: list[dict[str, object]]) -> dict[str, object]:
    workers = {"asha": {"role": "social-worker", "supervisor": "tom"}, "tom": {"role": "team-manager"}}
    return {"workers": workers, "records": records}


def _obligations(policy: Policy, facts: Service) -> Iterator[str]:
    for one in answer(facts, policy, AS_OF).obligations:
        yield f"{one.id} {one.status} {one.due}"
