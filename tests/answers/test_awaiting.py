"""A session that is only logged is to be written up; what only its form can say is not asked of it before."""

from datetime import date

import pytest

from supctl.answers import answer
from supctl.documents import Document
from supctl.policy import PolicyDocuments, read_policy
from supctl.testing import facts_from

CLAUSES = """
[[source]]
id = "doc"
title = "A policy"
[[clause]]
id = "X-1"
source = "doc"
section = "1"
says = "Something."
"""
POLICY = """
[authority]
contract = 1
id = "x"
name = "X"
[[deadline]]
id = "filed"
after = { activity = "personal-supervision" }
must = { step = "filed" }
clause = ["X-1"]
[[deadline]]
id = "shared"
after = { activity = "personal-supervision" }
must = { step = "shared" }
within = "5 working days"
clause = ["X-1"]
[[requirement]]
id = "agenda"
on = { activity = "personal-supervision" }
test = "filled"
of = "session.agenda"
clause = ["X-1"]
[[requirement]]
id = "an-hour"
on = { activity = "personal-supervision" }
test = "value"
of = "minutes"
min = 60
clause = ["X-1"]
"""
FORM = """
id = "record"
title = "Record"
activity = "{activity}"
clause = ["X-1"]
[[section]]
id = "session"
title = "Session"
field = [{{ id = "agenda", label = "Agenda", type = "prose" }}]
"""
HELD = {"activity": "personal-supervision", "date": date(2026, 11, 2), "supervisee": "asha", "minutes": 45}
LOGGED = HELD | {"source": {"kind": "logged"}}


def said(record: dict[str, object], form_for: str = "personal-supervision") -> tuple[set[str], set[str]]:
    """The duties that are open and the codes that fall short, of one session."""
    documents = PolicyDocuments(
        policy=Document("policy.toml", POLICY),
        clauses=Document("clauses.toml", CLAUSES),
        forms=(Document("forms/record.toml", FORM.format(activity=form_for)),),
    )
    policy = read_policy(documents)
    given = {"workers": {"asha": {"supervisor": "tom"}, "tom": {"role": "team-manager"}}, "records": [record]}
    answers = answer(facts_from(given, policy.vocabulary), policy, date(2026, 11, 3))
    return {one.policy for one in answers.obligations}, {one.code for one in answers.findings}


def test_a_logged_session_is_to_be_written_up_and_shared_in_time() -> None:
    """Its clock runs from the day it was held; filing has no clock, and what was said of its length is known."""
    assert said(LOGGED) == ({"to-write-up", "shared"}, {"an-hour"})


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(HELD | {"form": "record"}, id="on its form"),
        pytest.param(LOGGED | {"steps": [{"step": "written", "on": date(2026, 11, 2)}]}, id="written up elsewhere"),
    ],
)
def test_what_is_written_up_is_asked_for_everything(record: dict[str, object]) -> None:
    assert said(record) == ({"filed", "shared"}, {"agenda", "an-hour"})


def test_where_the_authority_has_no_form_nothing_waits_for_one() -> None:
    assert said(LOGGED, form_for="appraisal") == ({"filed", "shared"}, {"agenda", "an-hour"})
