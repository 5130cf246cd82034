"""A store that changes its policy: last year is judged by last year's policy, and the new one asks from its day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supctl.answers import answer
from supctl.answers.lasting import lasting
from supctl.answers.subject import Unit
from supctl.documents import Document
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.policy.in_force import beginning, joined
from supctl.testing import facts_from

CHANGE = date(2026, 11, 2)
BEFORE = date(2026, 11, 1)


def policy_of(id_: str, rules: str) -> Policy:
    head = f'[authority]\ncontract = 1\nid = "{id_}"\nname = "{id_.title()}"\n'
    clauses = f'[[source]]\nid = "{id_}"\ntitle = "The policy of {id_}"\n[[clause]]\nid = "C-1"\nsource = "{id_}"\n'
    clauses += f'section = "{len(id_)}"\nsays = "Said by {id_}."\n'
    return read_policy(PolicyDocuments(Document("policy.toml", head + rules), Document("clauses.toml", clauses)))


def every(interval: str, more: str = "", activity: str = "personal-supervision") -> str:
    return f"""
[[frequency]]
id = "{activity}"
counts = [{{ activity = "{activity}" }}]
  [[frequency.row]]
  id = "all"
  clause = ["C-1"]
  {interval}
{more}
"""


def deadline(id_: str, rule: str) -> str:
    return f'[[deadline]]\nid = "{id_}"\nclause = ["C-1"]\n{rule}\n'


def held(day: str, activity: str = "personal-supervision", **more: object) -> dict[str, object]:
    known = {"activity": activity, "date": date.fromisoformat(day), "supervisee": "asha", "supervisor": "tom"}
    return {**known, **more}


def facts(*records: dict[str, object], started: str = "2025-01-06", opening: str | None = None):
    settings = {"opening": {"from": date.fromisoformat(opening)}} if opening else {}
    workers = {
        "asha": {"started": date.fromisoformat(started), "role": "social-worker", "supervisor": "tom"},
        "tom": {"role": "team-manager"},
    }
    return facts_from(
        {"workers": workers, "records": list(records), "settings": settings}, policy_of("x", "").vocabulary
    )


def changed(old: str, new: str, day: date = CHANGE) -> Policy:
    return joined([(None, policy_of("merton", old)), (day, policy_of("west-sussex", new))]).on(day)


def owed(service, policy: Policy, as_of: str, activity: str = "personal-supervision", subject: str = "asha"):
    found = answer(service, policy, date.fromisoformat(as_of)).obligations
    return [one for one in found if one.subject.id.startswith(subject) and (not activity or activity in one.activities)]


def whose(policy: Policy, one, as_of: str) -> str:
    return policy.on(date.fromisoformat(as_of)).whose(one.basis, one.ruled_on).id


def test_before_the_day_the_old_policy_answers_and_from_the_day_on_the_new_one():
    policy, service = changed(every('every = "4 weeks"'), every('every = "6 weeks"')), facts(held("2026-10-12"))
    (before,), (after,) = owed(service, policy, "2026-11-01"), owed(service, policy, "2026-11-02")
    assert (before.due, whose(policy, before, "2026-11-01")) == (date(2026, 11, 9), "merton")
    assert (after.due, whose(policy, after, "2026-11-02")) == (date(2026, 11, 23), "west-sussex")


def test_a_session_held_last_month_is_a_session_for_the_new_policy_too():
    policy = changed(every('every = "4 weeks"'), every('every = "4 weeks"'))
    (one,) = owed(facts(held("2026-10-20")), policy, "2026-11-10")
    assert (one.last, one.due, one.explanation.policy_from) == (date(2026, 10, 20), date(2026, 11, 17), CHANGE)


def test_no_date_of_the_new_policy_falls_before_its_first_day():
    policy = changed(every('every = "8 weeks"'), every('every = "2 weeks"'))
    (one,) = owed(facts(held("2026-10-05")), policy, "2026-11-02")
    assert (one.due, one.status, whose(policy, one, "2026-11-02")) == (CHANGE, "soon", "west-sussex")


def test_a_date_missed_under_the_old_policy_stands_until_something_is_held():
    policy = changed(every('every = "4 weeks"'), every('every = "12 weeks"'))
    (missed,) = owed(facts(held("2026-09-01")), policy, "2026-11-20")
    assert (missed.due, missed.status, whose(policy, missed, "2026-11-20")) == (date(2026, 9, 29), "overdue", "merton")
    (beside,) = missed.beside
    assert beside.due == date(2026, 11, 24)
    (now,) = owed(facts(held("2026-09-01"), held("2026-11-10")), policy, "2026-11-20")
    assert (now.due, now.ruled_on, now.beside) == (date(2027, 2, 2), None, ())


def test_a_date_missed_under_the_old_policy_falls_away_where_the_new_one_asks_for_nothing():
    policy = changed(every('every = "4 weeks"'), every('every = "4 weeks"', activity="observation"))
    assert not owed(facts(held("2026-09-01")), policy, "2026-11-20")


def test_the_clock_of_somebody_who_never_had_a_session_goes_on():
    policy = changed(every('every = "4 weeks"'), every('every = "6 weeks"'))
    (one,) = owed(facts(started="2026-10-19"), policy, "2026-11-05")
    assert (one.due, one.explanation.base_is) == (date(2026, 11, 30), "start")


def test_what_the_old_policy_never_asked_for_counts_from_the_day_unless_it_was_held():
    policy = changed(every('every = "4 weeks"'), every('every = "3 months"', activity="observation"))
    (one,) = owed(facts(), policy, "2026-11-05", "observation")
    assert (one.due, one.explanation.base_is) == (date(2027, 2, 2), "change")
    (known,) = owed(facts(held("2026-09-14", "observation")), policy, "2026-11-05", "observation")
    assert (known.due, known.explanation.base_is) == (date(2026, 12, 14), "event")


def test_a_quota_that_asks_for_more_counts_from_the_day_and_one_that_does_not_goes_on():
    two, eight = 'times = 2\nper = "12 months"', 'times = 8\nper = "12 months"'
    service = facts(held("2026-03-02"), started="2026-01-05")
    (more,) = owed(service, changed(every(two), every(eight)), "2026-11-05")
    (same,) = owed(service, changed(every(two), every(two)), "2026-11-05")
    assert (more.due, same.due) == (date(2027, 11, 2), date(2027, 1, 5))


@pytest.mark.parametrize("before", [2, 7, 8, 12])
def test_a_quota_that_asks_for_more_counts_from_the_day_however_many_were_held_over_the_years(before):
    """Who held more than others before the change is not overdue for it."""
    two, eight = 'times = 2\nper = "12 months"', 'times = 8\nper = "12 months"'
    days = [date(2026, 9, 1) - timedelta(days=100 * number) for number in range(before)]
    service = facts(*(held(day.isoformat()) for day in sorted(days)), started="2020-01-06")
    (more,) = owed(service, changed(every(two), every(eight)), "2026-11-05")
    assert (more.due, more.status) == (date(2027, 11, 2), "ok")


def test_a_deadline_set_off_before_the_day_stays_judged_by_the_old_policy():
    old = deadline(
        "notes", 'after = { activity = "personal-supervision" }\nmust = { step = "shared" }\nwithin = "20 days"'
    )
    policy = changed(old, old.replace("20 days", "5 days"))
    service = facts(held("2026-10-30"), held("2026-11-03"))
    first, second = owed(service, policy, "2026-11-04", "shared")
    assert [one.due for one in (first, second)] == [date(2026, 11, 8), date(2026, 11, 19)]
    assert [whose(policy, one, "2026-11-04") for one in (first, second)] == ["west-sussex", "merton"]
    (still,) = owed(facts(held("2026-10-30")), policy, "2026-12-30", "shared")
    assert (still.status, still.ruled_on) == ("overdue", date(2026, 10, 30))


def test_what_follows_a_step_of_an_old_record_is_judged_by_the_policy_of_the_record():
    rule = deadline("agree", 'after = { step = "shared" }\nmust = { step = "agreed" }\nwithin = "10 days"')
    policy = changed(rule, rule.replace("10 days", "1 day"))
    record = held("2026-10-30", steps=[{"step": "shared", "by": "tom", "on": date(2026, 11, 4)}])
    (one,) = owed(facts(record), policy, "2026-11-05", "agreed")
    assert one.due == date(2026, 11, 14)


def test_silence_settles_an_old_record_by_the_old_policy():
    object_ = deadline("object", 'after = { step = "shared" }\nmay = { step = "disagreed" }\nwithin = "5 days"')
    silence = object_ + 'silence = "agreed"\n'
    agree = deadline(
        "agree", 'after = { activity = "personal-supervision" }\nmust = { step = "agreed" }\nwithin = "9 days"'
    )
    policy = changed(silence + agree, agree)
    record = held("2026-10-30", steps=[{"step": "shared", "by": "tom", "on": date(2026, 11, 4)}])
    assert not owed(facts(record), policy, "2026-11-20", "agreed")


PAIR = 'after = { began = "pair" }\nmust = { activity = "agreement" }\nwithin = "4 weeks"'


def test_a_pair_that_was_there_before_is_asked_for_an_agreement_from_the_day_on():
    policy = changed("", deadline("agreement", PAIR))
    (one,) = owed(facts(), policy, "2026-11-05", "agreement")
    assert (one.due, one.explanation.base_is) == (date(2026, 11, 30), "change")
    assert not owed(facts(held("2026-02-02", "agreement")), policy, "2026-11-05", "agreement")


def test_a_pair_that_the_old_policy_asked_already_is_not_asked_twice():
    policy = changed(deadline("first-agreement", PAIR), deadline("agreement", PAIR))
    (one,) = owed(facts(started="2026-10-19"), policy, "2026-11-05", "agreement")
    assert (one.due, whose(policy, one, "2026-11-05")) == (date(2026, 11, 16), "merton")


MINUTES = '[[requirement]]\nid = "length"\non = { activity = "personal-supervision" }\ntest = "value"\nof = "minutes"\n'


def test_a_record_is_held_to_the_requirements_of_its_own_day():
    old, new = (f'{MINUTES}min = {number}\nclause = ["C-1"]\n' for number in (60, 90))
    service = facts(held("2026-10-30", minutes=70), held("2026-11-03", minutes=70))
    found = [one for one in answer(service, changed(old, new), date(2026, 11, 10)).findings if one.code == "length"]
    assert [one.day for one in found] == [date(2026, 11, 3)]


def test_the_history_shows_each_stretch_by_the_policy_of_its_day():
    policy = changed(every('every = "2 weeks"'), every('every = "6 weeks"'))
    service = facts(held("2026-09-21"), held("2026-10-12"), held("2026-11-16"))
    done = answer(service, policy, date(2026, 11, 20), history_from=date(2026, 10, 1)).history
    found = [(one.done, one.due, whose(policy, one, "2026-11-20")) for one in done if one.kind == "frequency"]
    assert found == [
        (date(2026, 10, 12), date(2026, 10, 5), "merton"),
        (
            date(2026, 11, 16),
            date(2026, 10, 26),
            "merton",
        ),  # missed before the change: late by the date that was missed
    ]


def test_three_policies_one_after_the_other():
    parts = [policy_of(name, every(f'every = "{weeks} weeks"')) for name, weeks in (("a", 4), ("bb", 6), ("ccc", 2))]
    policy = joined([(None, parts[0]), (date(2026, 6, 1), parts[1]), (date(2026, 11, 2), parts[2])]).on(
        date(2026, 11, 2)
    )
    (first,) = owed(facts(held("2026-04-01")), policy, "2026-11-20")
    assert (first.due, whose(policy, first, "2026-11-20")) == (date(2026, 4, 29), "a")
    (second,) = owed(facts(held("2026-05-10")), policy, "2026-11-20")
    assert (second.due, whose(policy, second, "2026-11-20")) == (date(2026, 6, 21), "bb")
    (third,) = owed(facts(held("2026-10-26")), policy, "2026-11-20")
    assert (third.due, whose(policy, third, "2026-11-20")) == (date(2026, 11, 9), "ccc")


def test_the_days_for_which_an_answer_is_kept_end_with_the_policy():
    policy, unit = changed(every('every = "4 weeks"'), every('every = "6 weeks"')), Unit("worker", "asha")
    before = lasting(facts(held("2026-10-12")), policy, BEFORE, unit)
    assert before.span.end == CHANGE
    assert lasting(facts(held("2026-10-12")), policy, CHANGE, unit).span.first == CHANGE


def test_a_policy_that_is_to_begin_changes_nothing_before():
    now, new = policy_of("merton", every('every = "4 weeks"')), policy_of("west-sussex", every('every = "1 week"'))
    service, policy = facts(held("2026-10-20")), beginning(now, new, CHANGE).on(BEFORE)
    assert answer(service, policy, BEFORE).obligations == answer(service, now, BEFORE).obligations
    assert [one.id for one in beginning(policy, now, date(2026, 12, 1)).parts] == ["merton", "west-sussex", "merton"]


@pytest.mark.parametrize("as_of", ["2026-10-01", "2026-11-02", "2027-03-01"])
def test_a_change_to_the_same_policy_changes_no_open_date(as_of):
    rules = every('every = "4 weeks"') + deadline("agreement", PAIR)
    rules += every('times = 2\nper = "6 months"', activity="observation").replace('id = "observation"', 'id = "o"')
    service = facts(held("2026-08-03"), held("2026-05-04", "observation"), started="2026-03-02")
    same, plain = changed(rules, rules), policy_of("merton", rules)
    dates = [[(one.id, one.due, one.status) for one in owed(service, policy, as_of, "")] for policy in (same, plain)]
    assert dates[0] == dates[1]


def unbroken(rules: str, service, as_of: str, activity: str = "personal-supervision"):
    """What is owed where the policy changes to the same policy, which is as without a change."""
    policy = changed(rules, rules)
    plain = owed(service, policy_of("merton", rules), as_of, activity)
    joint = owed(service, policy, as_of, activity)
    assert [(one.id, one.due, one.status) for one in joint] == [(one.id, one.due, one.status) for one in plain]
    return joint


def test_a_missed_date_stands_where_the_new_policy_knows_no_date():
    """A row that goes by an agreement which nobody has made: required, and what was missed before it is not lost."""
    first = 'when = { tenure_under = "6 months" }\n  every = "4 weeks"'
    then = '[[frequency.row]]\n  id = "agreed"\n  clause = ["C-1"]\n  agreed = "only"\n'
    (one,) = unbroken(every(first, then), facts(started="2026-04-06"), "2026-11-20")
    assert (one.due, one.status, one.beside[0].due) == (date(2026, 5, 4), "overdue", None)


def test_a_missed_date_falls_away_with_the_employment_in_which_it_was_missed():
    again = {
        "asha": {
            "role": "social-worker",
            "employment": [
                {"from": date(2026, 1, 5), "to": date(2026, 11, 10)},
                {"from": date(2026, 11, 16), "kind": "permanent"},
            ],
        }
    }
    service = facts_from({"workers": again}, policy_of("x", "").vocabulary)
    (one,) = unbroken(every('every = "4 weeks"'), service, "2026-11-20")
    assert (one.due, one.ruled_on) == (date(2026, 12, 14), None)


def test_a_quota_missed_in_circumstances_that_have_ended_is_answered_by_the_next_session():
    """As within one policy: what is held after the row's time counts for the row that follows."""
    first = 'when = { tenure_under = "12 months" }\n  times = 2\n  per = "3 months"'
    then = '[[frequency.row]]\n  id = "later"\n  clause = ["C-1"]\n  every = "8 weeks"\n'
    service = facts(held("2026-11-18"), started="2025-11-10")
    (one,) = unbroken(every(first, then), service, "2026-11-20")
    assert (one.due, one.ruled_on) == (date(2027, 1, 13), None)


def test_a_missed_quota_stands_until_enough_is_held():
    rules = every('times = 2\nper = "3 months"')
    (one,) = unbroken(rules, facts(held("2026-11-05"), started="2026-03-02"), "2026-11-20")
    assert (one.due, one.status, one.have) == (date(2026, 6, 2), "overdue", 1)
    (done,) = unbroken(rules, facts(held("2026-11-05"), held("2026-11-12"), started="2026-03-02"), "2026-11-20")
    assert (done.due, done.ruled_on) == (date(2027, 2, 5), None)


def test_of_two_rules_of_one_activity_each_goes_on_by_itself():
    """Eight a year, and two of them by the supervisor: what was missed of the one hides nothing of the other."""
    two = every('times = 2\n  per = "12 months"').replace('id = "personal-supervision"', 'id = "by-supervisor"')
    two = two.replace('"personal-supervision" }', '"personal-supervision", by = ["above"] }')
    service = facts(held("2026-10-20"), started="2025-01-06")
    found = unbroken(every('every = "4 weeks"') + two, service, "2026-11-20")
    assert [(one.policy, one.due, one.status) for one in found] == [
        ("by-supervisor", date(2026, 1, 6), "overdue"),
        ("personal-supervision", date(2026, 11, 17), "overdue"),
    ]


def test_what_was_held_answers_the_date_that_was_missed_in_its_own_run():
    rules = every('every = "4 weeks"')
    policy, service = changed(rules, rules), facts(held("2026-11-16"), started="2026-09-07")
    (done,) = (
        one
        for one in answer(service, policy, date(2026, 11, 20), history_from=date(2026, 1, 1)).history
        if one.kind == "frequency"
    )
    assert (done.done, done.due) == (date(2026, 11, 16), date(2026, 10, 5))


def test_for_who_came_after_the_change_a_quota_counts_as_ever():
    """What was not known before the opening is no matter of the change: it was long past."""
    quota = every('times = 1\n  per = "1 month"')
    service = facts(held("2026-11-12"), started="2026-11-10", opening="2026-11-20")
    (plain,), (after,) = (
        owed(service, policy, "2026-12-01") for policy in (policy_of("merton", quota), changed(quota, quota))
    )
    assert (after.due, after.status) == (plain.due, plain.status) == (date(2026, 12, 12), "ok")
