"""What holds of a change of policy and of own rules, whatever the facts and the policies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supctl.answers import Answers, Obligation, answer
from supctl.policy import Policy
from supctl.policy.in_force import joined
from supctl.policy.policy import LOCAL

from .strategies import Example, examples, policies

DAYS = st.integers(-400, 400).map(lambda days: timedelta(days=days))


def own(policy: Policy) -> Policy:
    """The rules of a policy as a service's own, under ids of their own."""
    head = policy.authority.head.model_copy(update={"id": LOCAL})
    named = [one.model_copy(update={"id": f"own-{one.id}", "basis": "local"}) for one in policy.frequencies]
    deadlines = [one.model_copy(update={"id": f"own-{one.id}"}) for one in policy.rules.deadlines if one.must]
    rules = replace(policy.rules, deadlines=tuple(deadlines), requirements=())
    return replace(policy, authority=replace(policy.authority, head=head), frequencies=tuple(named), rules=rules)


def last_permitted(one: Obligation) -> date:
    return date.max if one.recommended or one.due is None else one.limit or one.due


def is_kept(one: Obligation, found: Answers) -> bool:
    """Whether the rule still has a line, its own or one that names it, that asks no later than it did."""
    lines = [two for two in found.obligations if two.subject == one.subject and two.after == one.after]
    same = [two for two in lines if one.policy in {two.policy, *(other.policy for other in two.beside)}]
    return any(
        (two.due or date.min) <= (one.due or date.min)
        and (two.due is None or last_permitted(two) <= last_permitted(one))
        for two in same
    )


@given(examples(), policies())
def test_own_rules_never_loosen(example: Example, other: Policy) -> None:
    alone = answer(example.facts, example.policy, example.as_of)
    beside = answer(example.facts, joined([(None, example.policy)], own(other)).on(example.as_of), example.as_of)
    assert all(is_kept(one, beside) for one in alone.obligations)
    assert all(
        sum(other.basis != "local" for other in one.beside) <= (one.basis == "local") for one in beside.obligations
    )
    assert {one.subject for one in beside.uncovered} <= {one.subject for one in alone.uncovered}
    assert set(alone.exempt) == set(beside.exempt)


@given(examples(), DAYS)
def test_a_change_to_the_same_policy_changes_nothing(example: Example, days: timedelta) -> None:
    """Every clock goes on, what was missed is missed, and nothing is asked twice."""
    whole = joined([(None, example.policy), (example.as_of + days, example.policy)]).on(example.as_of)
    plain, changed = (answer(example.facts, one, example.as_of) for one in (example.policy, whole))
    asked = [{(one.id, one.due, one.limit, one.status) for one in found.obligations} for found in (plain, changed)]
    assert asked[0] == asked[1]
    short = [{(one.code, one.subject, one.record) for one in found.findings} for found in (plain, changed)]
    assert short[0] == short[1]


@given(examples(), policies(), DAYS)
def test_no_date_of_a_new_policy_falls_before_its_first_day(example: Example, new: Policy, days: timedelta) -> None:
    day = example.as_of - abs(days)
    whole = joined([(None, example.policy), (day, new)]).on(example.as_of)
    found = answer(example.facts, whole, example.as_of).obligations
    assert all(one.due >= day for one in found if one.due and one.ruled_on is None and one.kind == "frequency")


@given(examples(), policies(), DAYS)
def test_before_the_change_everything_is_as_without_it(example: Example, new: Policy, days: timedelta) -> None:
    day = example.as_of + abs(days) + timedelta(days=1)
    whole = joined([(None, example.policy), (day, new)])
    plain, before = (answer(example.facts, one, example.as_of) for one in (example.policy, whole.on(example.as_of)))
    assert plain == before
