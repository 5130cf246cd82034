"""Until which day records are kept, and why no day can be given."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.answers.retention import Kept, kept_until
from supctl.policy import Policy

from .written import policy_of, service_from

DAY = date(2026, 4, 1)
GIVEN = """
records = [
  { id = "r1", activity = "personal-supervision", date = 2021-05-04, supervisee = "gone" },
  { id = "r2", activity = "observation", date = 2022-06-01, supervisee = "here" },
  { id = "r3", activity = "case-supervision", date = 2023-06-01, cases = ["M1"] },
]
[workers]
gone = { role = "social-worker", started = 2020-01-06, ended = 2026-03-31 }
here = { role = "student", started = 2020-01-06 }
[cases.M1]
status = [{ from = 2023-01-05, category = "court" }, { from = 2024-02-29, category = "closed" }]
[cases.M2]
status = [{ from = 2023-01-05, category = "court", to = 2024-06-30 }]
[cases.M3]
status = [{ from = 2023-01-05, category = "court" }]
[teams.east]
"""


def rule(body: str, id_: str = "r") -> str:
    return f'[[retention]]\nid = "{id_}"\nclause = "X-1"\n{body}\n'


def kept(policy: Policy, about: str, day: date = DAY, clause: str | None = None) -> Kept:
    return kept_until(service_from(GIVEN, policy), policy, day, about, clause)


SEVEN = rule('keep = "7 years"\ncounted_from = "ended"')


@pytest.mark.parametrize(
    ("about", "until", "why"),
    [
        ("gone", date(2033, 3, 31), "counted"),
        ("r1", date(2033, 3, 31), "counted"),
        ("here", None, "still-here"),
        ("r2", None, "still-here"),
        ("M1", None, "no-rule"),
        ("r3", None, "no-rule"),
        ("nobody", None, "unknown"),
    ],
)
def test_counted_from_the_end_of_employment(about: str, until: date | None, why: str) -> None:
    found = kept(policy_of(SEVEN), about)
    assert (found.until, found.why) == (until, why)


def test_the_last_day_is_told_that_it_counts_from() -> None:
    assert kept(policy_of(SEVEN), "gone").counted_from == date(2026, 3, 31)
    assert kept(policy_of(SEVEN), "here").counted_from is None


@pytest.mark.parametrize(
    ("about", "until"), [("M1", date(2027, 2, 28)), ("M2", date(2027, 7, 1)), ("M3", None), ("r3", date(2027, 2, 28))]
)
def test_counted_from_the_closing_of_the_case(about: str, until: date | None) -> None:
    """The first day on which it is no longer open; 29 February is clipped."""
    policy = policy_of(rule('subject = "case"\nkeep = "3 years"\ncounted_from = "closed"'))
    assert kept(policy, about).until == until


def test_counted_from_the_record_itself() -> None:
    """Of one record its own day; of somebody's records as a whole, the last one's."""
    policy = policy_of(rule('keep = "2 years"\ncounted_from = "record"'))
    assert kept(policy, "r2").until == date(2024, 6, 1)
    assert kept(policy, "here").until == date(2024, 6, 1)
    assert kept(policy_of(rule('subject = "team"\nkeep = "2 years"\ncounted_from = "record"')), "east").why == "unknown"


def test_a_rule_about_some_records_leaves_the_others_alone() -> None:
    policy = policy_of(rule('activity = "observation"\nkeep = "1 year"\ncounted_from = "record"'))
    assert kept(policy, "r2").until == date(2023, 6, 1)
    assert kept(policy, "r1").why == "no-rule"
    assert kept(policy, "gone").why == "no-rule"


def test_of_several_rules_the_longest_decides() -> None:
    """Whoever is still here has no end, whatever else is counted."""
    both = rule('keep = "1 year"\ncounted_from = "record"', "short") + SEVEN
    assert kept(policy_of(both), "r1").until == date(2033, 3, 31)
    assert kept(policy_of(both), "r2").why == "still-here"


def test_no_period_is_an_answer() -> None:
    found = kept(policy_of(rule('says = "As long as needed."')), "gone")
    assert (found.until, found.why) == (None, "no-period")


def test_what_is_said_of_copies_is_not_said_of_records() -> None:
    policy = policy_of(rule("copies = true"))
    assert kept(policy, "gone").why == "no-rule"
    assert kept(policy, "gone", clause="X-1").why == "no-period"


def test_conditions_are_those_of_the_last_day() -> None:
    """Somebody who has left no longer has a role; the one they had decides."""
    policy = policy_of(rule('keep = "7 years"\nwhen = { role = "social-worker" }'))
    assert kept(policy, "gone").until == date(2033, 3, 31)
    assert kept(policy, "here").why == "no-rule"


def test_an_end_in_the_future_is_not_yet_a_leaving() -> None:
    """On the last day itself they are still here."""
    assert kept(policy_of(SEVEN), "gone", date(2026, 3, 31)).why == "still-here"


def test_a_record_of_several_children_is_kept_as_long_as_any_of_them_asks() -> None:
    """And one of somebody whom no file knows is kept for no known time, rather than failing."""
    policy = policy_of(rule('subject = "case"\nkeep = "1 year"\ncounted_from = "closed"'))
    status = 'status = [{{ from = 2025-01-06, category = "child-in-need" }}, {{ from = {}, category = "closed" }}]'
    given = f"""
records = [
  {{ id = "both", activity = "case-supervision", date = 2025-06-02, cases = ["M1", "M2"] }},
  {{ id = "ghosts", activity = "case-supervision", date = 2025-06-02, cases = ["M9"] }},
]
[cases]
M1 = {{ {status.format("2025-09-01")} }}
M2 = {{ {status.format("2025-12-01")} }}
"""
    service = service_from(given, policy)
    assert kept_until(service, policy, DAY, "both").until == date(2026, 12, 1)
    assert kept_until(service, policy, DAY, "ghosts").why == "unknown"
