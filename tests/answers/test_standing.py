"""What was asked once stands on later days as if it were asked again: the status, what is booked, open windows."""

from datetime import date, timedelta

from hypothesis import given, settings

from supctl.answers import answer
from supctl.answers.door import standing
from supctl.answers.lasting import lasting
from supctl.answers.scope import every_unit
from supctl.answers.subject import Unit

from .strategies import ONE_DAY, Example, examples
from .written import policy_of, service_from


@settings(max_examples=settings.default.max_examples // 3)
@given(examples())
def test_what_is_kept_stands_as_the_answers_do_on_every_day_of_its_span(example: Example) -> None:
    for unit in every_unit(example.facts):
        kept = lasting(example.facts, example.policy, example.as_of, unit)
        for day in (example.as_of, example.as_of + 3 * ONE_DAY, example.as_of + 20 * ONE_DAY, kept.span.end - ONE_DAY):
            if not kept.span.first <= day < kept.span.end or day.year > example.as_of.year + 5:
                continue
            stands = standing(kept.owed, example.policy, day)
            asked = answer(example.facts, example.policy, day, units=(unit,))
            assert stands.windows == tuple(one for one in asked.windows if one.state == "open")
            for name in ("obligations", "uncovered", "exempt", "unheld"):
                assert getattr(stands, name) == getattr(asked, name), (name, day)


POLICY = """
[[frequency]]
id = "personal-supervision"
subject = "worker"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "everybody"
  every = "3 months"
  clause = ["X-1"]
[[deadline]]
id = "reply"
after = { activity = "personal-supervision", step = "shared" }
may = { step = "disagreed", by = "supervisee" }
within = "10 days"
clause = ["X-2"]
"""
FACTS = """
[workers.w]
role = "social-worker"
started = 2026-01-01
planned = [
  { date = 2026-03-10, activity = "personal-supervision" },
  { date = 2026-04-10, activity = "personal-supervision" },
]
[[records]]
supervisee = "w"
date = 2026-03-01
activity = "personal-supervision"
steps = [{ step = "shared", on = 2026-03-02 }]
"""
ASKED = date(2026, 3, 5)


def test_a_date_that_passes_in_the_diary_ends_nothing() -> None:
    policy = policy_of(POLICY)
    kept = lasting(service_from(FACTS, policy), policy, ASKED, Unit("worker", "w"))
    assert kept.span.end > date(2026, 5, 1)
    for day, booked in (("03-05", "03-10"), ("03-10", "03-10"), ("03-11", "04-10"), ("04-11", None)):
        (owed,) = standing(kept.owed, policy, date.fromisoformat(f"2026-{day}")).obligations
        assert owed.booked == (date.fromisoformat(f"2026-{booked}") if booked else None)


def test_a_window_that_closes_ends_nothing() -> None:
    policy = policy_of(POLICY)
    kept = lasting(service_from(FACTS, policy), policy, ASKED, Unit("worker", "w"))
    last = date(2026, 3, 12)
    assert [one.until for one in standing(kept.owed, policy, last).windows] == [last]
    assert standing(kept.owed, policy, last + timedelta(days=1)).windows == ()
