"""Circumstances: made from what the rules of policies name, and asked of the rules as anybody is."""

from __future__ import annotations

from datetime import date

import pytest
from tests.answers.written import policy_of

from supctl.answers.circumstance import Circumstance
from supctl.answers.rota import Rota
from supctl.answers.scope import Scope
from supctl.answers.told_apart import Circumstanced
from supctl.hooks import find_authorities
from supctl.policy import Policy

DAY = date(2026, 11, 23)
STAGES = """
[[frequency]]
id = "personal"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "new"
  when = { standing = "newly-qualified", tenure_under = "6 weeks" }
  every = "1 week"
  clause = "X-1"
  [[frequency.row]]
  id = "half-a-year"
  when = { standing = "newly-qualified", tenure_under = "6 months" }
  every = "2 weeks"
  clause = "X-1"
  [[frequency.row]]
  id = "manager"
  when = { role = "practice-manager", holds_cases = true }
  every = "3 weeks"
  clause = "X-1"
  [[frequency.row]]
  id = "locum"
  when = { employment = "locum" }
  every = "5 weeks"
  clause = "X-1"
  [[frequency.row]]
  id = "extended"
  when = { standing = "extended" }
  every = "8 weeks"
  clause = "X-1"
  [[frequency.row]]
  id = "all"
  when = { role_group = "direct-work" }
  every = "4 weeks"
  clause = "X-1"
"""
CASES = """
[[frequency]]
id = "case"
subject = "case"
counts = [{ activity = "case-supervision" }]
  [[frequency.row]]
  id = "longer"
  when = { category = "looked-after", approval = "longer-interval" }
  every = "12 weeks"
  approved = { by_role = ["head-of-service"] }
  clause = "X-1"
  [[frequency.row]]
  id = "team"
  when = { team_kind = "disability" }
  every = "9 weeks"
  clause = "X-1"
  [[frequency.row]]
  id = "looked-after"
  when = { category = "looked-after" }
  every = "8 weeks"
  clause = "X-1"
"""


def told_apart(policy: Policy) -> Circumstanced:
    rules = [(row.when, row.unless) for one in policy.frequencies for row in one.row]
    return Circumstanced(rules, policy.vocabulary)


def governing(policy: Policy, one: Circumstance) -> str | None:
    frequency = policy.frequencies[0]
    row = one.asked(DAY, policy.vocabulary).row(policy, frequency.subject, frequency.row)
    return row.id if row else None


def test_each_threshold_begins_a_stage_and_each_stage_is_governed_by_its_row():
    policy = policy_of(STAGES)
    staged = [one for one in told_apart(policy).workers() if one.standing == ("registered", "newly-qualified")]
    assert [(one.stage, one.under) for one in staged] == [
        ("", "6 weeks"),
        ("6 weeks", "6 months"),
        ("6 months", ""),
    ]
    assert [governing(policy, one) for one in staged] == ["new", "half-a-year", "all"]


def test_a_stage_begins_on_the_day_on_which_the_one_before_is_over():
    policy = policy_of(STAGES)
    staged = [one for one in told_apart(policy).workers() if one.stage == "6 weeks"]
    started = staged[0].asked(DAY, policy.vocabulary).started
    assert (DAY - started).days == 42


def test_every_role_standing_and_employment_that_a_rule_names_is_a_circumstance():
    policy = policy_of(STAGES)
    found = {governing(policy, one) for one in told_apart(policy).workers()}
    assert found >= {"new", "half-a-year", "manager", "locum", "all", None}


def test_the_usual_one_comes_first_and_what_is_told_apart_has_it_for_a_parent():
    known = told_apart(policy_of(STAGES))
    first, *others = known.workers()
    assert first == known.usual
    assert known.parent(first) is None
    locum = next(one for one in others if one.employment == "locum")
    assert known.parent(locum) == first
    manager = next(one for one in others if one.role == "practice-manager" and one.holds_cases)
    assert known.parent(manager) == known.of_role("practice-manager")
    assert known.parent(known.of_role("practice-manager")) == known.of_role("team-manager")
    extended = next(one for one in others if "extended" in one.standing and one.stage == "6 weeks")
    assert extended.standing == ("registered", "newly-qualified", "extended")
    parent = known.parent(extended)
    assert parent
    assert (parent.standing, parent.stage) == (("registered", "newly-qualified"), "6 weeks")


def test_a_child_of_each_category_and_with_what_a_rule_names_beside_it():
    policy = policy_of(CASES)
    found = told_apart(policy).cases()
    assert "closed" not in {one.category[0] for one in found}
    by_row = {governing(policy, one) for one in found}
    assert by_row == {"longer", "team", "looked-after", None}
    longer = [one for one in found if one.approval]
    assert [one.category for one in longer] == [("looked-after",)]
    assert {one.category[0] for one in found if one.team_kind} == {
        one.category[0] for one in found if not one.team_kind
    }


@pytest.mark.parametrize(
    ("kind", "subject", "holds"),
    [("worker", "case", False), ("case", "worker", False), ("worker", "pair", True), ("team", "team", True)],
)
def test_a_rule_is_asked_of_its_own_kind_of_subject_alone(kind, subject, holds):
    policy = policy_of(STAGES)
    one = Circumstance(kind, role="social-worker", category=("other",))
    row = policy.frequencies[0].row[-1].model_copy(update={"when": type(policy.frequencies[0].row[0].when)()})
    assert one.asked(DAY, policy.vocabulary).holds(subject, row.when) is holds


@pytest.mark.parametrize("name", ["blackpool", "merton", "sandwell", "westmorland", "wsussex"])
def test_a_circumstance_is_governed_by_the_row_that_governs_anybody_like_that(name):
    """The row found for it is the one by which its date would be worked out."""
    policy = find_authorities().policy(name)
    known, seen = told_apart(policy), set[str]()
    for one in (*known.workers(), *(each for each in known.cases() if not each.approval), *known.teams()):
        asked = one.asked(DAY, policy.vocabulary)
        scope = Scope(asked.service)
        for frequency in policy.frequencies:
            kinds = {"pair": "worker", "action": "none"}
            if kinds.get(frequency.subject, frequency.subject) != one.kind:
                continue
            found = asked.row(policy, frequency.subject, frequency.row)
            mine = [
                each for each in scope.subjects(frequency.subject, DAY) if each.id.startswith(("some", "CHILD", "team"))
            ]
            for subject in mine:
                index = Rota(frequency, subject, scope.service, policy, DAY).governing(DAY)[0]
                assert (found.id if found else None) == (None if index is None else frequency.row[index].id)
                seen.add(frequency.id)
    assert seen
