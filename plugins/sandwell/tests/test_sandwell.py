"""Sandwell's plugin: the suite that every plugin runs, and what only this note asks to be held against it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from supctl.hooks import find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Answers, answer, facts_from, run_scenarios
from supctl.testing.conformance import suite

TestConformance = suite("sandwell")

OVERSIGHT = {
    "SAN-intro-d": "assessment-completed",
    "SAN-intro-e": "plan-made",
    "SAN-intro-f": "plan-updated",
    "SAN-intro-g": "review-held",
    "SAN-intro-h": "significant-event",
}
NUMBER_OF_CLAUSES = {
    "intro": 11,
    "what": 8,
    "why": 11,
    "model": 3,
    "prep": 2,
    "kolb": 8,
    "close": 3,
    "point 1": 2,
    "point 2": 2,
    "point 3": 2,
    "point 4": 3,
    "point 5": 1,
    "point 6": 1,
    "point 7": 2,
    "read": 2,
    "end": 1,
}
DAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as it is installed."""
    return find_authorities().policy("sandwell")


def test_every_clause_of_the_note_stands_under_its_heading(policy: Policy) -> None:
    """So many under each, in the order of the note, and none of the baseline's among them."""
    assert Counter(clause.section for clause in policy.authority.clauses) == NUMBER_OF_CLAUSES
    assert list(dict.fromkeys(clause.section for clause in policy.authority.clauses)) == list(NUMBER_OF_CLAUSES)
    assert {clause.id.partition("-")[0] for clause in policy.authority.clauses} == {"SAN"}


def test_no_rule_cites_a_clause_that_is_marked_as_carried_by_nothing(policy: Policy) -> None:
    """`uncarried` and a rule that cites the clause contradict each other."""
    uncarried = {clause.id for clause in policy.authority.clauses if clause.uncarried}
    assert [one.id for one in carriers(policy) if uncarried & set(one.clause)] == []


def test_every_reading_with_options_has_a_rule_under_each(policy: Policy) -> None:
    """And no rule is written under a reading without options."""
    options = {f"{reading.id}:{one.id}" for reading in policy.authority.interpretations for one in reading.option}
    assert options == {rule.under for rule in policy.rules.requirements if rule.under}


# --- oversight -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("clause", "event"), OVERSIGHT.items())
def test_each_kind_of_event_has_its_own_duty_of_oversight(clause: str, event: str, policy: Policy) -> None:
    """One rule for each, which has no time limit."""
    rules = [rule for rule in policy.rules.deadlines if clause in rule.clause]
    assert [(rule.after.event, rule.within) for rule in rules] == [((event,), None)]


def test_what_answers_an_event_is_the_same_for_all_five(policy: Policy) -> None:
    """The note asks for one thing in one sentence."""
    rules = [rule for rule in policy.rules.deadlines if set(OVERSIGHT) & set(rule.clause)]
    said = {tuple(one.model_dump_json() for one in rule.alternatives) for rule in rules}
    assert (len(rules), len(said)) == (5, 1)


def test_the_same_people_may_give_it_in_a_record_of_either_kind(policy: Policy) -> None:
    """By role, by standing, and nobody on a case of their own; and the same people supervise."""
    deadline = next(rule for rule in policy.rules.deadlines if rule.id == "oversight-of-assessment")
    supervise = next(rule for rule in policy.rules.requirements if rule.id == "given-by-supervisor")
    said = {(one.by_role, one.by_standing, one.not_by) for one in deadline.alternatives}
    assert said == {(supervise.by_role, supervise.standing, supervise.not_by)}


def test_no_time_of_the_case_study_became_a_rule(policy: Policy) -> None:
    """No rule of the note's own has an interval; what is reflected on has the next session."""
    assert {str(rule.within) for rule in policy.rules.deadlines} == {"None", "next session"}
    assert [one.id for one in policy.frequencies if not one.use] == []


# --- the national baseline -----------------------------------------------------------------------------------------


def test_how_often_is_asked_of_the_baseline_for_the_clauses_that_say_regular(policy: Policy) -> None:
    """And of nobody else."""
    assert [(one.id, one.basis, one.clause) for one in policy.frequencies] == [
        ("personal-supervision", "baseline", ("SAN-intro-b", "SAN-why-b", "SAN-why-k")),
    ]


def test_every_row_of_the_baseline_is_reached_by_an_example(policy: Policy) -> None:
    """Though the rows are not this package's, what they give here is shown."""
    results = run_scenarios(policy, find_authorities().data("sandwell").scenarios())
    rows = {f"{one.id}/{row.id}" for one in policy.frequencies for row in one.row}
    assert rows - {rule for result in results for rule in result.reached} == set()


def everybody(policy: Policy) -> Answers:
    """What is owed by one person of each role, by a newly qualified social worker and a registered manager."""
    people: dict[str, object] = {role: {"role": role, "supervisor": "tom"} for role in policy.vocabulary.roles}
    for who, role, standing in (("ana", "social-worker", "newly-qualified"), ("rae", "team-manager", "registered")):
        people[who] = {"role": role, "supervisor": "tom", "standing": [{"is": standing, "from": date(2020, 1, 6)}]}
    return answer(facts_from({"workers": people}, policy.vocabulary), policy, DAY)


def test_whatever_has_an_interval_says_that_it_is_the_baselines(policy: Policy) -> None:
    """The basis, and a clause of the baseline's own source, never of the note's."""
    owed = [one for one in everybody(policy).obligations if one.kind == "frequency"]
    sources = {source.id for source in policy.authority.sources}
    assert {one.basis for one in owed} == {"baseline"}
    assert {policy.clauses[clause].source for one in owed for clause in one.clause} & sources == set()
    assert {one.subject.id for one in owed} == {
        "student",
        "social-worker",
        "senior-social-worker",
        "advanced-practitioner",
        "ana",
        "rae",
    }


def test_of_whom_neither_speaks_that_is_said(policy: Policy) -> None:
    """Everybody else is listed as somebody for whom there is no interval."""
    answers = everybody(policy)
    owed = {one.subject.id for one in answers.obligations if one.kind == "frequency"}
    assert {one.subject.id for one in answers.uncovered} == {*policy.vocabulary.roles} - owed


# --- silence -------------------------------------------------------------------------------------------------------


def test_on_what_the_note_is_silent_nothing_is_made_up(policy: Policy) -> None:
    """No retention, no access, no second step of a disagreement, and nobody above the two."""
    assert (list(policy.rules.retention), list(policy.rules.access)) == ([], [])
    assert [(chain.id, [step.by for step in chain.step]) for chain in policy.chains] == [
        ("challenge", [("supervisee", "supervisor")]),
    ]


def placed(policy: Policy) -> Iterator[str]:
    """Every place that a rule asks a record to be at."""
    for rule in policy.rules.deadlines:
        for one in rule.alternatives:
            yield from one.where


def test_two_places_are_known_and_oversight_is_on_lcs_alone(policy: Policy) -> None:
    """LCS, and the child's file; a record of oversight has only the first."""
    assert set(placed(policy)) == {"LCS", "child's file"}
    oversight = [
        one for rule in policy.rules.deadlines for one in rule.alternatives if "management-oversight" in one.activity
    ]
    assert {one.where for one in oversight} == {("LCS",)}
