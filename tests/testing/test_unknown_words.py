"""An expectation in words that no answer has is refused at its line: it could only ever fail, or never be looked at."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import InputError
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing import run_scenarios

POLICY = """\
[authority]
contract = 1
id = "x"
name = "X"
[[frequency]]
id = "talks"
counts = [{ activity = "personal-supervision" }]
[[frequency.row]]
id = "all"
every = "4 weeks"
clause = "X-1"
"""
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
EXAMPLE = """\
[[scenario]]
title = "T"
as_of = 2026-03-02
given.workers.asha = { started = 2026-03-02, role = "social-worker" }
[[scenario.expect]]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)))


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ('subject = "asha"\nstatus = "overdeu"', 'x.toml:7: unknown status "overdeu"\n  mend: did you mean "overdue"?'),
        ('subject = "asha"\nstatus = ["ok", "son"]', 'x.toml:7: unknown status "son"'),
        ('subject = "asha"\nkind = "frequent"\ndue = 2026-03-30', 'x.toml:7: unknown kind "frequent"'),
        ('subject = "asha"\nbasis = "polcy"', 'x.toml:7: unknown basis "polcy"\n  mend: did you mean "policy"?'),
        ('finding = "X-1"\nseverity = "bad"', 'x.toml:7: unknown severity "bad"\n  mend: one of: error, warning, note'),
        ('window = "X-1"\nstate = "opened"', 'x.toml:7: unknown state "opened"\n  mend: did you mean "open"?'),
        ("due = 2026-03-30", 'x.toml:5: "scenario.expect": it names nothing\n  mend: say subject = "..."'),
        ('subject = "asha"', 'x.toml:5: "scenario.expect": it expects nothing of what it names\n  mend: say due'),
        ('subject = "tom"\nnone = true', 'x.toml:6: unknown subject "tom"'),
        ('form = "record"\nderived = true', 'x.toml:6: unknown form "record"\n  mend: the policy has no form'),
        ('criterion = "C"\nresult = "met"', 'x.toml:6: unknown criterion "C"'),
    ],
)
def test_it_is_refused_at_its_line_with_a_mend(policy: Policy, expect: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        run_scenarios(policy, [Document("x.toml", EXAMPLE + expect)])
    assert str(refused.value).startswith(said)


def test_what_may_be_said_is_held(policy: Policy) -> None:
    said = 'subject = "asha"\nstatus = ["ok", "soon"]\nkind = "frequency"\nbasis = "policy"\ndue = 2026-03-30\n'
    (came,) = run_scenarios(policy, [Document("x.toml", EXAMPLE + said)])
    assert came.passed
