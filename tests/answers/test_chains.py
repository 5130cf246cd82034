"""Which chain a matter takes, and who takes its steps."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from supctl.answers.chains import Escalation, Matter, Raised, Taker, escalation
from supctl.policy import Policy

from .written import policy_of, service_from

DAY = date(2026, 3, 2)
PEOPLE = """
[workers]
asha = { role = "social-worker", supervisor = "tom", line_manager = "lin", professional_supervisor = "pat" }
lee = { role = "senior-social-worker", supervisor = "sue" }
tom = { role = "team-manager", supervisor = "sue" }
lin = { role = "practice-manager", supervisor = "sue" }
sue = { role = "service-manager", supervisor = "hal" }
hal = { role = "head-of-service" }
pat = { role = "principal-social-worker" }
[cases.M1]
status = [{ from = 2026-01-05, category = "child-protection", worker = "asha" }]
"""
RECORD = """
[[records]]
id = "r1"
activity = "personal-supervision"
date = 2026-02-02
supervisee = "asha"
supervisor = "lin"
"""
READING = """
[[interpretation]]
id = "R"
clause = "X-1"
says = "."
option = [{ id = "a", label = "A", default = true }, { id = "b", label = "B" }]
"""
NUMBERS = count()


def chain(*steps: str, head: str = 'kind = "disagreement"') -> str:
    """A chain with these steps."""
    written = "".join(f'[[chain.step]]\nid = "s{number}"\nsays = "."\n{step}\n' for number, step in enumerate(steps))
    return f'[[chain]]\nid = "c{next(NUMBERS)}"\ntitle = "C"\nclause = "X-1"\n{head}\n{written}'


def escalated(policy: Policy, raised: Raised, given: str = PEOPLE, day: date = DAY) -> Escalation | None:
    return escalation(service_from(given, policy), policy, day, raised)


def names(policy: Policy, raised: Raised, given: str = PEOPLE, day: date = DAY) -> list[list[str]]:
    """Who takes each step."""
    found = escalated(policy, raised, given, day)
    assert found
    return [[taker.name for taker in stage.takers] for stage in found.stages]


def disagreement(about: str, by: str | None = None) -> Raised:
    return Raised(about, by, "disagreement")


def practice(about: str, by: str | None = None) -> Raised:
    return Raised(about, by, "practice")


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ('by = "supervisee"', ["asha"]),
        ('by = "supervisor"', ["tom"]),
        ('by = "line-manager"', ["lin"]),
        ('by = "professional-supervisor"', ["pat"]),
        ('by = "case-worker"', ["asha"]),
        ('by = "above"', ["sue"]),
        ('by = "above"\nlevel = 2', ["hal"]),
        ('by = "above"\nlevel = 3', ["above"]),
        ('by = ["supervisee", "supervisor", "above"]', ["asha", "tom", "sue"]),
        ('by_role = "head-of-service"', ["hal"]),
        ('by_role = ["head-of-service", "service-manager"]', ["sue"]),
        ('by_role = "director"', ["director"]),
        ('by_role = "principal-social-worker"', ["pat"]),
        ('by = "above"\nby_role = "service-manager"', ["sue"]),
        ("outside = true", []),
    ],
)
def test_who_takes_a_step(step: str, who: list[str]) -> None:
    """A party by id, a role by the nearest who has it, else the party or the role itself; each person once."""
    assert names(policy_of(chain(step)), disagreement("asha", "asha")) == [who]


def test_neither_of_the_two_decides_by_role() -> None:
    """A supervisor who has the role is a party; the next one up who has one of the roles is meant."""
    policy = policy_of(chain('by_role = ["service-manager", "head-of-service"]'))
    assert names(policy, disagreement("lee")) == [["hal"]]


def test_a_chain_that_settles_no_dispute_may_end_with_the_supervisor() -> None:
    policy = policy_of(chain('by_role = "service-manager"', head=""))
    assert names(policy, Raised("lee", clause="X-1")) == [["sue"]]


def test_between_whom_it_is() -> None:
    """As the record says; else by post, from whichever side it is raised."""
    policy = policy_of(chain('by = ["supervisee", "supervisor"]'))
    assert names(policy, disagreement("r1"), PEOPLE + RECORD) == [["asha", "lin"]]
    for raised in (disagreement("asha"), disagreement("asha", "tom"), disagreement("tom", "asha"), disagreement("M1")):
        assert names(policy, raised) == [["asha", "tom"]]


def test_the_posts_of_the_day_count() -> None:
    """A new supervisor from 1 March is the other party from that day."""
    given = """
    [workers.asha]
    post = [
      { from = 2025-01-06, role = "social-worker", supervisor = "tom" },
      { from = 2026-03-01, role = "social-worker", supervisor = "lin" },
    ]
    [workers]
    tom = { role = "team-manager" }
    lin = { role = "team-manager" }
    """
    policy = policy_of(chain('by = "supervisor"'))
    assert names(policy, disagreement("asha"), given, date(2026, 2, 28)) == [["tom"]]
    assert names(policy, disagreement("asha"), given, date(2026, 3, 1)) == [["lin"]]


@pytest.mark.parametrize("raised", [practice("tom", "asha"), practice("asha", "asha"), practice("asha")])
def test_nobody_decides_a_concern_about_themselves(raised: Raised) -> None:
    """Alone, the supervisor's step goes to the next above; with the supervisee it stays a talk between the two."""
    steps = ('by = ["supervisee", "supervisor"]', 'by = "supervisor"', 'by_role = ["team-manager", "head-of-service"]')
    policy = policy_of(chain(*steps, head='kind = "practice"'))
    assert names(policy, raised) == [["asha", "tom"], ["sue"], ["hal"]]
    found = escalated(policy, raised)
    assert found
    assert found.matter == Matter("asha", "tom", None, against="tom")


def test_a_concern_about_whoever_has_nobody_above_names_the_party() -> None:
    policy = policy_of(chain('by = "supervisor"', head='kind = "practice"'))
    assert names(policy, practice("hal", "sue")) == [["above"]]


def test_the_first_chain_that_fits_is_taken() -> None:
    """By kind, by the supervisee's circumstances, and by the supervisor's role."""
    policy = policy_of(
        chain('by = "above"', head='kind = "disagreement"\nwhen = { role = "team-manager" }\nwith_role = "director"')
        + chain('by = "supervisor"', head='kind = "disagreement"\nwhen = { role = "team-manager" }')
        + chain('by = "supervisee"')
    )
    assert names(policy, disagreement("tom")) == [["sue"]]
    assert names(policy, disagreement("asha")) == [["asha"]]
    assert escalated(policy, practice("asha")) is None


def test_a_chain_about_cases_looks_at_the_case() -> None:
    head = 'subject = "case"\nwhen = { category = "child-protection" }'
    policy = policy_of(chain('by = "case-worker"', head=head))
    assert names(policy, Raised("M1", clause="X-1")) == [["asha"]]
    assert escalated(policy, Raised("asha", clause="X-1")) is None
    other = PEOPLE.replace('"child-protection"', '"child-in-need"')
    assert escalated(policy, Raised("M1", clause="X-1"), other) is None


def test_a_chain_holds_between_its_days_and_under_its_reading() -> None:
    later = policy_of(chain('by = "above"', head='kind = "disagreement"\nfrom = 2026-03-03'))
    assert escalated(later, disagreement("asha")) is None
    assert escalated(later, disagreement("asha"), day=date(2026, 3, 3))
    under = {
        option: policy_of(READING + chain('by = "above"', head=f'kind = "disagreement"\nunder = "R:{option}"'))
        for option in ("a", "b")
    }
    assert escalated(under["a"], disagreement("asha"))
    assert escalated(under["b"], disagreement("asha")) is None


def test_a_clause_of_a_step_finds_the_chain() -> None:
    policy = policy_of(chain('by = "above"\nclause = "X-2"', head=""))
    assert escalated(policy, Raised("asha", clause="X-2"))
    assert escalated(policy, Raised("asha", clause="X-3")) is None


def test_whoever_has_left_takes_no_step() -> None:
    """The party is said in their place."""
    given = PEOPLE.replace('tom = { role = "team-manager"', 'tom = { role = "team-manager", ended = 2026-03-01')
    assert names(policy_of(chain('by = "supervisor"')), disagreement("asha"), given) == [["supervisor"]]
    assert names(policy_of(chain('by = "supervisor"')), disagreement("asha"), given, date(2026, 3, 1)) == [["tom"]]


def test_who_is_next() -> None:
    """The first step before any is taken, the following one after each, and nobody once the chain has ended."""
    found = escalated(policy_of(chain('by = "supervisee"', 'by = "above"')), disagreement("asha"))
    assert found
    first, second = found.next(), found.next("s0")
    assert first
    assert second
    assert (first.takers, second.takers) == ((Taker("asha"),), (Taker("sue"),))
    assert found.next("s1") is None
