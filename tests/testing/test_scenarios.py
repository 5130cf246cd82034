"""The runner: what passes, what fails and says why, and what is refused."""

import pytest

from supctl.documents import Document
from supctl.errors import InputError
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing import Result, run_scenarios

POLICY = """
[authority]
contract = 1
id = "puddleby"
name = "Puddleby"

[[frequency]]
id = "case-supervision"
subject = "case"
counts = [{ activity = "case-supervision" }]
  [[frequency.row]]
  id = "assessment"
  when = { category = "assessment" }
  exempt = true
  clause = "P-1"
  [[frequency.row]]
  id = "protection"
  when = { category = "child-protection" }
  every = "4 weeks"
  clause = "P-1"
"""
CLAUSES = (
    '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "P-1"\nsource = "s"\nsection = "1"\nsays = "Four-weekly."\n'
)
GIVEN = """
[[scenario]]
title = "On a plan from 20 March"
clause = "P-1"
as_of = 2026-04-01
[scenario.given.workers.asha]
role = "social-worker"
supervisor = "tom"
[scenario.given.cases.M1]
status = [
  { from = 2026-02-02, category = "assessment", worker = "asha" },
  { from = 2026-03-20, category = "child-protection", worker = "asha" },
]
[[scenario.expect]]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)))


def run(policy: Policy, expect: str) -> Result:
    (result,) = run_scenarios(policy, [Document("plan.toml", GIVEN + expect)])
    return result


def test_a_child_on_a_plan_after_an_exempt_assessment_has_a_clock_of_its_own(policy: Policy) -> None:
    result = run(policy, 'subject = "M1"\ndue = 2026-04-17\nstatus = "ok"\nowner = "tom"')
    assert result.passed
    assert result.reached == {"case-supervision/protection"}


def test_a_failure_says_what_was_expected_what_came_and_why(policy: Policy) -> None:
    result = run(policy, 'subject = "M1"\ndue = 2026-03-20')
    assert not result.passed
    assert (result.expected, result.came) == ("due 2026-03-20", "due 2026-04-17")
    assert result.why == "row protection: start 2026-03-20 + 4 weeks"
    assert result.place
    assert result.place.line == GIVEN.count("\n")


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        ('subject = "M1"\nnone = true', False),
        ('subject = "M1"\nactivity = "agreement"\nnone = true', True),
        ('subject = "M1"\nlimit = "none"', True),
        ('subject = "M1"\nuncovered = true', False),
        ('subject = "asha"\ndue = 2026-04-17', False),
        ('finding = "case-no-worker"\nsubject = "M1"', False),
        ('finding = "case-no-worker"\nsubject = "M1"\npresent = false', True),
        ('finding = "case-no-worker"\ncount = 1', False),
        ('finding = "case-no-worker"\ncount = 0', True),
    ],
)
def test_expectations_can_fail_and_pass(policy: Policy, expect: str, *, passed: bool) -> None:
    assert run(policy, expect).passed is passed


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("due = 2026-04-17", "plan.toml:14:.* it names nothing"),
        ('subject = "M1"', "plan.toml:14:.* it expects nothing"),
        (
            'subject = "M1"\nrule = "protecton"\nstatus = "ok"',
            'plan.toml:16: unknown rule "protecton"\n.*did you mean "protection"',
        ),
        ('subject = "M1"\nclause = "P-2"\nstatus = "ok"', 'unknown clause "P-2"'),
        ('finding = "no-such-code"', 'unknown finding "no-such-code"'),
        ('subject = "M1"\ndeu = 2026-04-17', 'plan.toml:16: unknown key "deu"\n.*did you mean "due"'),
    ],
)
def test_an_expectation_that_means_nothing_is_refused(policy: Policy, expect: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        run(policy, expect)


def test_a_mistake_in_what_is_given_is_found_at_its_line(policy: Policy) -> None:
    text = (GIVEN + 'subject = "M1"\nstatus = "ok"').replace('"social-worker"', '"social-wroker"')
    with pytest.raises(InputError, match=r'plan.toml:7: unknown role "social-wroker"\n.*did you mean "social-worker"'):
        run_scenarios(policy, [Document("plan.toml", text)])


def test_two_scenarios_with_one_id_are_refused(policy: Policy) -> None:
    one = (GIVEN + 'subject = "M1"\nstatus = "ok"\n').replace("[[scenario]]", '[[scenario]]\nid = "S1"', 1)
    with pytest.raises(InputError, match="the id of a scenario at"):
        run_scenarios(policy, [Document("plan.toml", one + one)])


WIDER = POLICY.replace('[{ activity = "case-supervision" }]', '[{ activity = ["case-supervision", "handover"] }]')
FILED = """
[[deadline]]
id = "filed"
after = { began = "employment" }
must = { activity = ["agreement", "appraisal"] }
clause = "P-1"
"""


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        # what another policy also counts is not asked for by it
        ('subject = "M1"\nactivity = "case-supervision"\nnone = true', False),
        ('subject = "M1"\nactivity = "handover"\nnone = true', True),
        ('subject = "M1"\nactivity = "handover"\nstatus = "ok"', True),
        # of a deadline, anything that would answer it is asked for
        ('subject = "asha"\nactivity = "appraisal"\nnone = true', False),
    ],
)
def test_none_of_an_activity_is_none_that_asks_for_it(expect: str, *, passed: bool) -> None:
    made = read_policy(PolicyDocuments(Document("policy.toml", WIDER + FILED), Document("clauses.toml", CLAUSES)))
    assert run(made, expect).passed is passed
