"""Two answers beside one another: what moves, what is new, what is no longer asked, and what becomes overdue by it."""

from __future__ import annotations

from datetime import date

from tests.answers.written import policy_of, service_from

from supctl.answers import answer
from supctl.answers.compared import Answered, Compared, Comparison, compared
from supctl.policy import Policy
from supctl.policy.in_force import beginning

DAY = date(2026, 11, 23)
FACTS = """
[workers.asha]
started = 2025-01-06
role = "social-worker"
supervisor = "tom"
[workers.tom]
role = "team-manager"
[cases.M1]
status = [{ from = 2026-09-01, category = "child-in-need", worker = "asha" }]
[[records]]
activity = "personal-supervision"
date = 2026-10-28
supervisee = "asha"
supervisor = "tom"
"""


def every(interval: str, activity: str = "personal-supervision", subject: str = "worker", more: str = "") -> str:
    return f"""
[[frequency]]
id = "{activity}-{subject}"
subject = "{subject}"
counts = [{{ activity = "{activity}" }}]
  [[frequency.row]]
  id = "all"
  when = {{ {'category = "child-in-need"' if subject == "case" else 'role = "social-worker"'} }}
  clause = "X-1"
  every = "{interval}"
  {more}
"""


def deadline(step: str, within: str, id_: str) -> str:
    return f"""
[[deadline]]
id = "{id_}"
after = {{ activity = "personal-supervision" }}
must = {{ step = "{step}" }}
within = "{within}"
clause = "X-1"
"""


def held_against(first: str, second: str, *, join: bool = False) -> Comparison:
    """What the second policy changes on the same facts; `join`: from the day on, and not all the time."""
    old, new = policy_of(first), policy_of(second)
    service = service_from(FACTS, old)
    after: Policy = beginning(old, new, DAY).on(DAY) if join else new
    return compared(Answered(answer(service, old, DAY), old), Answered(answer(service, after, DAY), after))


def the_one(first: str, second: str) -> Compared:
    found = held_against(first, second).found
    assert len(found) == 1
    return found[0]


def test_a_longer_interval_comes_later_and_a_shorter_one_earlier():
    longer = the_one(every("4 weeks"), every("6 weeks"))
    assert (longer.move, longer.days, longer.becomes_overdue) == ("later", 14, False)
    shorter = the_one(every("6 weeks"), every("4 weeks"))
    assert (shorter.move, shorter.days, shorter.becomes_overdue) == ("earlier", -14, False)
    same = the_one(every("4 weeks"), every("28 days"))
    assert (same.move, same.days) == ("same", 0)


def test_what_only_one_policy_asks_is_new_or_gone():
    assert the_one("", every("4 weeks")).move == "new"
    gone = the_one(every("4 weeks"), "")
    assert (gone.move, gone.after, gone.days) == ("gone", None, None)
    assert gone.one is gone.before


def test_a_date_that_is_past_by_the_second_policy_alone_becomes_overdue():
    found = held_against(every("4 weeks"), every("2 weeks"))
    assert [one.after.due for one in found.overdue if one.after] == [date(2026, 11, 11)]
    both = held_against(every("3 weeks"), every("2 weeks"))  # it was overdue before
    assert both.overdue == ()
    assert [one.move for one in both.moved] == ["earlier"]


def test_what_was_past_advice_and_is_past_what_binds_becomes_overdue():
    advice, binding = every("3 weeks", more='limit = "none"'), every("3 weeks")
    assert [one.asks.unit.id for one in held_against(advice, binding).overdue] == ["asha"]
    assert held_against(binding, advice).overdue == ()


def test_the_longest_overdue_comes_first():
    found = held_against("", every("3 weeks") + every("1 week", "case-supervision", "case"))
    assert [one.asks.unit.id for one in found.overdue] == ["M1", "asha"]


def test_what_follows_from_a_change_on_the_day_is_due_at_once_and_not_overdue():
    found = held_against(every("6 weeks"), every("2 weeks"), join=True)
    assert found.overdue == ()
    assert [one.after.due for one in found.at_once if one.after] == [DAY]
    assert held_against(every("6 weeks"), every("5 weeks"), join=True).at_once == ()


def test_what_is_counted_for_a_child_and_for_a_worker_are_two_things():
    found = held_against(every("4 weeks", "case-supervision", "case"), every("4 weeks", "case-supervision"))
    assert [(one.asks.unit.kind, one.move) for one in found.found] == [("case", "gone"), ("worker", "new")]


def test_deadlines_are_the_same_where_they_ask_for_the_same_step_whatever_they_are_called():
    one = the_one(deadline("shared", "20 working days", "a"), deadline("shared", "25 working days", "b"))
    assert one.move == "later"
    two = held_against(deadline("shared", "20 working days", "a"), deadline("filed", "20 working days", "a"))
    assert sorted(one.move for one in two.found) == ["gone", "new"]


def test_of_several_rules_alike_those_of_one_name_are_laid_beside_one_another():
    first = every("4 weeks") + every("8 weeks").replace("personal-supervision-worker", "other")
    second = every("8 weeks").replace("personal-supervision-worker", "other") + every("5 weeks")
    found = held_against(first, second)
    assert sorted((one.one.policy, one.move) for one in found.found) == [
        ("other", "same"),
        ("personal-supervision-worker", "later"),
    ]


def test_a_last_permitted_day_that_moves_is_a_move():
    limited = every("4 weeks", more='limit = "8 weeks"')
    assert the_one(limited, every("4 weeks", more='limit = "6 weeks"')).move == "earlier"
    assert the_one(limited, every("4 weeks", more='limit = "none"')).move == "later"


def test_a_date_that_was_missed_is_owed_once_though_two_new_rules_ask_for_the_same():
    both = (
        every("5 weeks")
        + """
[[frequency]]
id = "either"
counts = [{ activity = ["case-supervision", "personal-supervision"] }]
  [[frequency.row]]
  id = "all"
  when = { role = "social-worker" }
  clause = "X-2"
  every = "6 weeks"
"""
    )
    found = held_against(every("3 weeks"), both, join=True)
    assert [(one.move, one.after.due, len(one.after.beside)) for one in found.found if one.after] == [
        ("same", date(2026, 11, 18), 2)
    ]
    assert found.overdue == ()
