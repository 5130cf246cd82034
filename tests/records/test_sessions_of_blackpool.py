"""A session logged under a policy that counts talks about children for the worker, or, as it may be read, for each."""

from datetime import UTC, date, datetime

import pytest

from supctl.answers import Subject
from supctl.hooks import find_authorities
from supctl.policy.sources import Choice
from supctl.records.ids import Taken
from supctl.records.session import Session
from supctl.records.sessions import Logbook, Stamp
from supctl.testing import facts_from

DAY = date(2026, 11, 23)
GIVEN = {
    "workers": {"asha": {"role": "social-worker", "supervisor": "tom"}, "tom": {"role": "team-manager"}},
    "cases": {"C1": {"status": [{"from": "2026-01-05", "category": "child-in-need", "worker": "asha"}]}},
}


@pytest.mark.parametrize(("reading", "made"), [("worker", []), ("child", ["case-supervision"])])
def test_a_personal_session_that_is_logged_is_none_about_children(reading: str, made: list[str]) -> None:
    """Nothing is logged beside it, unless the service reads the guidance so that each child has a clock."""
    choice = Choice.model_validate({"id": "BPL-G5", "option": reading, "by": "d", "from": DAY})
    policy = find_authorities().policy("blackpool").with_choices([choice])
    book = Logbook(
        facts_from(GIVEN, policy.vocabulary), policy, DAY, Taken(), Stamp(datetime(2026, 11, 23, tzinfo=UTC))
    )
    held = Session("personal-supervision", Subject("worker", "asha"), DAY, cases=("C1",))
    assert [one.activity for one in book.log(held).records] == ["personal-supervision", *made]


def test_a_talk_about_a_child_is_its_workers_too() -> None:
    """The policy counts it for whoever holds the case on that day."""
    policy = find_authorities().policy("blackpool")
    book = Logbook(
        facts_from(GIVEN, policy.vocabulary), policy, DAY, Taken(), Stamp(datetime(2026, 11, 23, tzinfo=UTC))
    )
    [record] = book.log(Session("case-supervision", Subject("case", "C1"), DAY)).records
    assert (record.supervisee, record.supervisor, record.cases) == ("asha", "tom", ("C1",))
