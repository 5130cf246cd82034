"""What the service decided on readings: only what the policy offers counts, and the rest is named."""

from datetime import date

import pytest

from supctl.documents import Document
from supctl.policy import PolicyDocuments, read_choices, read_policy
from supctl.policy.consistency import choice_problems

POLICY = """
[authority]
contract = 1
id = "x"
name = "X"
[[interpretation]]
id = "X-R"
clause = "X-1"
says = "Ten days of which kind?"
option = [{ id = "calendar", label = "calendar", default = true }, { id = "working", label = "working" }]
"""
CLAUSES = '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "X-1"\nsource = "s"\nsection = "1"\nsays = "Ten days."\n'
DAY = date(2026, 3, 1)


def chosen(id_: str, option: str) -> Document:
    text = f'[[reading]]\nid = "{id_}"\noption = "{option}"\nby = "d.price"\nfrom = 2026-01-01\n'
    return Document("readings.toml", text)


@pytest.fixture
def policy():
    return read_policy(PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)))


def test_a_choice_holds_from_its_day(policy) -> None:
    read = policy.with_choices(read_choices(chosen("X-R", "working")))
    (reading,) = policy.authority.interpretations
    assert [read.option(reading, day) for day in (date(2025, 12, 31), DAY)] == ["calendar", "working"]


@pytest.mark.parametrize(
    ("id_", "option", "line", "said"),
    [("X-R", "workin", 3, 'unknown option "workin"'), ("X-S", "working", 2, 'unknown reading "X-S"')],
)
def test_a_choice_that_is_not_offered_is_named_and_counts_for_nothing(policy, id_, option, line, said) -> None:
    choices = read_choices(chosen(id_, option))
    (problem,) = choice_problems(policy, choices)
    assert (problem.line, said in problem.message) == (line, True)
    assert policy.with_choices(choices).option(policy.authority.interpretations[0], DAY) == "calendar"
