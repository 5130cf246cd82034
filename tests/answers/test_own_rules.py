"""The service's own rules stand beside the authority's: the earlier date governs, and nothing can be loosened."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.answers import answer
from supctl.documents import Document
from supctl.policy import Policy
from supctl.policy.in_force import joined
from supctl.policy.overlay import own_rules, read_overlay

from .test_in_force import BEFORE, CHANGE, PAIR, deadline, every, facts, held, owed, policy_of

OWN = """
[[source]]
id = "ours"
title = "Our standards"
[[clause]]
id = "OWN-1"
source = "ours"
section = "2"
says = "Ours."
"""

BY_BOTH = '{ activity = "case-supervision", by = "above", by_role = "director", both = true }'
HELD_WHEN = '{ activity = "case-supervision", when = { role = "student" } }'


def with_own(rules: str, own: str) -> Policy:
    policy = policy_of("merton", rules)
    overlay = read_overlay(Document("overlay.toml", OWN + own.replace('"C-1"', '"OWN-1"')))
    return joined([(None, policy)], own_rules(overlay, [policy])).on(BEFORE)


def own_every(interval: str, more: str = "") -> str:
    return every(interval, more).replace('id = "personal-supervision"', 'id = "own-supervision"')


def test_the_earlier_of_two_dates_governs_and_names_the_other():
    policy = with_own(every('every = "6 weeks"'), own_every('every = "4 weeks"'))
    (one,) = owed(facts(held("2026-10-12")), policy, "2026-11-01")
    assert (one.due, one.basis, one.policy) == (date(2026, 11, 9), "local", "own-supervision")
    (other,) = one.beside
    assert (other.due, other.basis, other.policy) == (date(2026, 11, 23), "policy", "personal-supervision")


def test_a_longer_own_interval_changes_nothing_but_is_named():
    policy = with_own(every('every = "4 weeks"'), own_every('every = "6 weeks"'))
    (one,) = owed(facts(held("2026-10-12")), policy, "2026-11-01")
    assert (one.due, one.basis, [other.basis for other in one.beside]) == (date(2026, 11, 9), "policy", ["local"])


def test_an_own_recommendation_does_not_make_an_overdue_session_merely_late():
    policy = with_own(every('every = "6 weeks"'), own_every('every = "4 weeks"\nlimit = "none"'))
    service = facts(held("2026-09-07"))
    (late,), (overdue,) = owed(service, policy, "2026-10-10"), owed(service, policy, "2026-11-01")
    assert (late.due, late.limit, late.status) == (date(2026, 10, 5), date(2026, 10, 19), "late")
    assert overdue.status == "overdue"


def test_an_own_hard_date_ends_what_the_policy_only_recommends():
    policy = with_own(every('every = "4 weeks"\nlimit = "3 months"'), own_every('every = "6 weeks"'))
    (one,) = owed(facts(held("2026-09-07")), policy, "2026-11-01")
    assert (one.due, one.limit, one.status) == (date(2026, 10, 5), date(2026, 10, 19), "overdue")


def test_an_own_rule_that_says_by_whom_stands_by_itself():
    own = own_every('every = "4 weeks"').replace("counts = [{ ", 'counts = [{ by = "above", ')
    found = owed(facts(held("2026-10-12")), with_own(every('every = "6 weeks"'), own), "2026-11-01")
    assert sorted(one.basis for one in found) == ["local", "policy"]


def test_an_own_rule_asks_where_the_policy_has_no_row():
    none = every('every = "6 weeks"\nwhen = { role = "director" }')
    found = answer(facts(), with_own(none, own_every('every = "4 weeks"')), BEFORE)
    assert {one.subject.id for one in found.obligations} == {"asha", "tom"}
    assert not found.uncovered
    some = answer(facts(), with_own(none, own_every('every = "4 weeks"\nwhen = { role = "social-worker" }')), BEFORE)
    assert [one.subject.id for one in some.uncovered] == ["tom"]


def test_an_own_row_that_exempts_takes_nothing_away():
    found = owed(facts(), with_own(every('every = "6 weeks"'), own_every("exempt = true")), "2026-11-01")
    assert [one.basis for one in found] == ["policy"]


SHARED = 'after = { activity = "personal-supervision" }\nmust = { step = "shared" }\n'


def test_the_earlier_deadline_on_the_same_step_of_the_same_record_governs():
    policy = with_own(
        deadline("notes", SHARED + 'within = "10 days"'), deadline("own-notes", SHARED + 'within = "3 days"')
    )
    (one,) = owed(facts(held("2026-10-30")), policy, "2026-11-01", "shared")
    assert (one.due, one.basis, [other.policy for other in one.beside]) == (date(2026, 11, 2), "local", ["notes"])


def test_another_step_of_the_same_record_is_another_thing():
    filed = SHARED.replace("shared", "filed") + 'within = "3 days"'
    policy = with_own(deadline("notes", SHARED + 'within = "10 days"'), deadline("own-filing", filed))
    found = owed(facts(held("2026-10-30")), policy, "2026-11-01")
    assert sorted(one.basis for one in found) == ["local", "policy"]


def test_what_is_missing_without_a_date_stays_missing_whatever_date_an_own_rule_sets():
    """Missing is asked for at once: a date three days away would be later."""
    policy = with_own(deadline("notes", SHARED), deadline("own-notes", SHARED + 'within = "3 days"'))
    (one,) = owed(facts(held("2026-10-20")), policy, "2026-11-01", "shared")
    assert (one.status, one.due, [other.due for other in one.beside]) == ("missing", None, [date(2026, 10, 23)])


def test_what_falls_short_of_an_own_requirement_says_so():
    rule = '[[requirement]]\nid = "{}"\non = { activity = "personal-supervision" }\ntest = "value"\nof = "minutes"\n'
    theirs, ours = (
        rule.replace("{}", id_) + f'min = {number}\nclause = ["C-1"]\n' for id_, number in (("l", 60), ("own-l", 90))
    )
    found = answer(facts(held("2026-10-12", minutes=70)), with_own(theirs, ours), BEFORE).findings
    assert [(one.code, one.basis) for one in found] == [("own-l", "local")]


def test_own_rules_stand_beside_every_policy_that_was_followed():
    old, new = policy_of("merton", every('every = "4 weeks"')), policy_of("west-sussex", every('every = "8 weeks"'))
    overlay = read_overlay(Document("overlay.toml", OWN + own_every('every = "6 weeks"').replace("C-1", "OWN-1")))
    whole = joined([(None, old), (CHANGE, new)], own_rules(overlay, [old, new]))
    service = facts(held("2026-10-12"))
    (before,), (after,) = owed(service, whole.on(BEFORE), "2026-11-01"), owed(service, whole.on(CHANGE), "2026-11-02")
    assert (before.due, before.basis, after.due, after.basis) == (
        date(2026, 11, 9),
        "policy",
        date(2026, 11, 23),
        "local",
    )


def test_an_own_agreement_deadline_and_the_policy_s_are_one_thing():
    policy = with_own(deadline("agreement", PAIR), deadline("own-agreement", PAIR.replace("4 weeks", "2 weeks")))
    (one,) = owed(facts(started="2026-10-19"), policy, "2026-11-01", "agreement")
    assert (one.due, one.basis) == (date(2026, 11, 2), "local")


def test_the_history_tells_what_was_held_by_own_rules_too():
    policy = with_own("", own_every('every = "4 weeks"'))
    done = answer(facts(held("2026-10-12")), policy, BEFORE, history_from=date(2026, 10, 1)).history
    assert [(one.basis, one.done) for one in done] == [("local", date(2026, 10, 12))]


@pytest.mark.parametrize(
    ("theirs", "ours", "lines"),
    [
        ('{ item = "training" }', '{ item = "training" }', 1),
        ('{ item = "training" }', '{ item = "course" }', 2),
        (BY_BOTH, BY_BOTH, 1),
        (BY_BOTH.replace(", both = true", ""), BY_BOTH, 2),
        (HELD_WHEN, HELD_WHEN, 1),
        (HELD_WHEN, HELD_WHEN.replace("student", "director"), 2),
    ],
)
def test_two_rules_ask_for_the_same_where_all_that_counts_is_the_same(theirs, ours, lines):
    """What counts besides the session itself: an item on file, by whom both, in which circumstances."""
    old = 'counts = [{ activity = "personal-supervision" }'
    policy = every('every = "6 weeks"').replace(old, f"{old}, {theirs}")
    own = own_every('every = "4 weeks"').replace(old, f"{old}, {ours}")
    assert policy != every('every = "6 weeks"')
    found = owed(facts(held("2026-10-12")), with_own(policy, own), "2026-11-01")
    assert len(found) == lines


FILED = (
    every('every = "6 weeks"')
    .replace('id = "personal-supervision"', 'id = "filing"')
    .replace('activity = "personal-supervision" }', 'activity = "personal-supervision", step = "filed" }')
)


def test_two_rules_of_the_policy_on_one_activity_stay_two_beside_an_own_one():
    """Holding a session and filing its record are two duties: an own rule on the first takes the second from nobody."""
    policy = with_own(every('every = "4 weeks"') + FILED, own_every('every = "9 months"\nlimit = "none"'))
    found = owed(facts(held("2026-09-07")), policy, "2026-11-01")
    assert sorted((one.policy, one.status) for one in found) == [
        ("filing", "overdue"),
        ("personal-supervision", "overdue"),
    ]
    assert [[other.policy for other in one.beside] for one in found if one.beside] == [["own-supervision"]]


def test_an_own_deadline_without_a_limit_takes_no_date_away():
    policy = with_own(deadline("notes", SHARED + 'within = "3 days"'), deadline("own-notes", SHARED))
    found = owed(facts(held("2026-10-12")), policy, "2026-11-01")
    assert [(one.policy, one.status) for one in found if one.policy == "notes"] == [("notes", "overdue")]
