"""Steps that count only from what set a deadline off, and whose an action is that names nobody."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.answers import Obligation, answer
from supctl.errors import PolicyError

from .written import policy_of, service_from

SIGNED = """
[[deadline]]
id = "signed-copy"
after = {{ activity = "personal-supervision", step = "signed", by = ["supervisee", "supervisor"] }}
must = {{ {must} }}
clause = "X-1"
"""
ACTION = """
[[deadline]]
id = "action"
after = { action = "agreed" }
must = { done = true }
within = "own date"
"""
PEOPLE = """
[workers.asha]
role = "social-worker"
supervisor = "tom"
[workers.tom]
role = "team-manager"
[[records]]
id = "r1"
activity = "personal-supervision"
date = 2026-03-02
supervisee = "asha"
supervisor = "tom"
"""
BOTH = '{ step = "signed", by = "tom", on = 2026-03-03 }, { step = "signed", by = "asha", on = 2026-03-05 }'


def standing(rules: str, given: str) -> list[Obligation]:
    """What is owed, and what was done, by 20 March."""
    policy = policy_of(rules)
    found = answer(service_from(PEOPLE + given, policy), policy, date(2026, 3, 20), history_from=date(2026, 1, 1))
    return [*found.obligations, *found.history]


def shared(*days: str) -> str:
    return f"steps = [{BOTH}" + "".join(f', {{ step = "shared", by = "tom", on = {day} }}' for day in days) + "]"


@pytest.mark.parametrize(
    ("days", "later", "plain"),
    [
        ((), None, None),
        (("2026-03-04",), None, date(2026, 3, 4)),
        (("2026-03-05",), date(2026, 3, 5), date(2026, 3, 5)),
        (("2026-03-04", "2026-03-09"), date(2026, 3, 9), date(2026, 3, 4)),
    ],
)
def test_a_step_taken_before_answers_only_where_later_is_not_asked(
    days: tuple[str, ...], later: date | None, plain: date | None
) -> None:
    (first,) = standing(SIGNED.format(must='step = "shared", later = true'), shared(*days))
    (second,) = standing(SIGNED.format(must='step = "shared"'), shared(*days))
    assert (first.done, second.done) == (later, plain)


@pytest.mark.parametrize(
    ("shared_on", "by", "done"),
    [("2026-03-04", "tom", None), ("2026-03-06", "asha", None), ("2026-03-06", "tom", date(2026, 3, 6))],
)
def test_later_asks_it_of_each_party(shared_on: str, by: str, done: date | None) -> None:
    given = f'steps = [{BOTH}, {{ step = "shared", by = "{by}", on = {shared_on} }}]'
    (one,) = standing(SIGNED.format(must='step = "shared", by = "supervisor", later = true'), given)
    assert one.done == done


@pytest.mark.parametrize(
    ("who", "owner", "held"),
    [("", "", "tom"), ("", 'owner = "supervisee"', "asha"), ('who = "tom", ', 'owner = "supervisee"', "tom")],
)
def test_an_action_that_names_nobody_is_the_supervisor_s_unless_the_policy_says_whose(
    who: str, owner: str, held: str
) -> None:
    (one,) = standing(f'{ACTION}{owner}\nclause = "X-1"\n', f'actions = [{{ id = "1", {who}by = 2026-03-16 }}]')
    assert (one.owner, one.status) == (held, "overdue")


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (SIGNED.format(must='activity = "agreement", later = true'), "later asks when a step was taken"),
        (SIGNED.format(must='step = "shared"') + 'owner = "supervisee"\n', "owner says whose an agreed action is"),
        (ACTION + 'owner = "supervisr"\nclause = "X-1"\n', 'unknown word for "deadline.owner" "supervisr"'),
    ],
)
def test_what_means_nothing_is_refused(rules: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        policy_of(rules)
