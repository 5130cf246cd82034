"""Whether an answer rests on a reading of the policy, and whether the service has confirmed it by the day."""

from datetime import date

import pytest

from supctl.answers import Reading
from supctl.answers.readings import reading_named, reading_of, reading_of_row
from supctl.documents import Document
from supctl.policy import Choice, Policy, PolicyDocuments, read_policy

MONDAY = date(2026, 11, 23)
CLAUSES = """
[[source]]
id = "s"
title = "S"
""" + "".join(
    f'\n[[clause]]\nid = "A-{number}"\nsource = "s"\nsection = "{number}"\nsays = "..."\n' for number in range(1, 5)
)
POLICY = """
[authority]
contract = 1
id = "a"
name = "A"

[[interpretation]]
id = "NOTE"
clause = ["A-1"]
says = "A gap."

[[interpretation]]
id = "WHO"
clause = ["A-2"]
says = "Whose sessions count is not said."

  [[interpretation.option]]
  id = "anybody"
  label = "Anybody's"
  default = true

  [[interpretation.option]]
  id = "supervisor"
  label = "The supervisor's"

[[frequency]]
id = "observation"
counts = [{ activity = "observation", by = "supervisor" }, { activity = "observation", under = "WHO:anybody" }]

  [[frequency.row]]
  id = "noted"
  when = { role = "student" }
  every = "1 month"
  clause = ["A-1"]

  [[frequency.row]]
  id = "others"
  every = "1 month"
  clause = ["A-3"]

[[frequency]]
id = "appraisal"
counts = [{ activity = "appraisal" }]

  [[frequency.row]]
  id = "everybody"
  every = "1 year"
  clause = ["A-4"]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)))


def choice(option: str, from_: date) -> Choice:
    return Choice.model_validate({"id": "WHO", "option": option, "by": "x", "from": from_})


def of_row(policy: Policy, frequency: int, row: int) -> Reading | None:
    found = policy.frequencies[frequency]
    return reading_of_row(found.row[row], found, policy, MONDAY)


def test_a_row_rests_on_the_reading_of_a_clause_that_it_cites(policy: Policy) -> None:
    assert of_row(policy, 0, 0) == Reading("NOTE", None, confirmed=False)
    assert reading_of(policy.frequencies[0].row[0], policy, MONDAY) == Reading("NOTE", None, confirmed=False)


def test_else_on_that_by_which_something_counts(policy: Policy) -> None:
    assert of_row(policy, 0, 1) == Reading("WHO", "anybody", confirmed=False)
    assert reading_of(policy.frequencies[0].row[1], policy, MONDAY) is None


def test_else_on_none(policy: Policy) -> None:
    assert of_row(policy, 1, 0) is None


@pytest.mark.parametrize(
    ("from_", "option", "confirmed"), [(MONDAY, "supervisor", True), (date(2026, 11, 24), "anybody", False)]
)
def test_it_is_confirmed_from_the_day_of_the_decision_on(
    policy: Policy, from_: date, option: str, *, confirmed: bool
) -> None:
    decided = policy.with_choices([choice("supervisor", from_)])
    assert reading_named("WHO", decided, MONDAY) == Reading("WHO", option, confirmed=confirmed)


@pytest.mark.parametrize("id_", [None, "OTHER"])
def test_a_reading_that_the_policy_does_not_have_is_none(policy: Policy, id_: str | None) -> None:
    assert reading_named(id_, policy, MONDAY) is None
