"""What was agreed and is still open, whoever found it done."""

from datetime import date

import pytest

from supctl.answers import Subject
from supctl.facts import Service, Vocabulary
from supctl.records.open_actions import all_open_actions, open_actions
from supctl.testing import facts_from

AGREED = {"id": "r-7k2m", "activity": "personal-supervision", "date": date(2026, 11, 3), "supervisee": "asha"}
ACTIONS = {"actions": [{"id": "1", "who": "asha", "by": date(2026, 11, 17)}, {"id": "2"}]}
DAY = date(2026, 12, 1)


def facts(*later: dict[str, object]) -> Service:
    people = {"asha": {"supervisor": "tom"}, "tom": {"role": "team-manager"}, "sue": {"role": "team-manager"}}
    records = [AGREED | ACTIONS | {"supervisor": "tom"}, *later]
    return facts_from({"workers": people, "records": records}, Vocabulary())


def found(action: str, **done: date) -> dict[str, object]:
    return AGREED | {
        "id": "r-c4hw",
        "date": date(2026, 11, 24),
        "supervisor": "sue",
        "reviewed": [{"action": action, **done}],
    }


def test_each_is_open_with_the_days_to_its_date():
    opened = open_actions(Subject("worker", "asha"), "personal-supervision", DAY, facts())
    assert [(one.short, one.days, one.is_overdue) for one in opened] == [("7k2m-1", -14, True), ("7k2m-2", None, False)]


@pytest.mark.parametrize(
    "subject", [Subject("worker", "asha"), Subject("pair", "asha+tom", worker="asha", with_="tom")]
)
def test_it_is_closed_whoever_found_it_done(subject: Subject):
    """A pair sees what was agreed between the two, and that somebody else has closed it."""
    service = facts(found("r-7k2m#1", done=date(2026, 11, 24)))
    assert [one.id for one in open_actions(subject, "personal-supervision", DAY, service)] == ["r-7k2m#2"]
    assert [one.id for one in all_open_actions(service, DAY)] == ["r-7k2m#2"]


def test_one_that_is_said_to_be_done_later_is_open_until_then():
    service = facts(found("r-7k2m#1", done=date(2026, 12, 2)))
    assert [one.id for one in all_open_actions(service, DAY)] == ["r-7k2m#1", "r-7k2m#2"]
    assert [one.id for one in all_open_actions(service, date(2026, 12, 2))] == ["r-7k2m#2"]


def test_one_looked_at_and_not_done_stays_open():
    assert len(all_open_actions(facts(found("r-7k2m#1")), DAY)) == 2


def test_other_activities_and_later_sessions_are_no_part_of_it():
    opened = open_actions(Subject("worker", "asha"), "personal-supervision", date(2026, 11, 2), facts())
    assert opened == []
    assert open_actions(Subject("worker", "asha"), "observation", DAY, facts()) == []
