"""Dates in words."""

from datetime import date

import pytest

from supctl.exchange.columns import both_ends, listed
from supctl.exchange.days import say_dates_in, say_distance, say_in_column, say_version
from supctl.facts.days import say_days, say_near

MONDAY = date(2026, 11, 23)


def test_near_and_far():
    assert say_near(date(2026, 12, 1), MONDAY) == "Tue 1 Dec"
    assert say_near(date(2027, 9, 15), MONDAY) == "15 Sep 2027"
    assert say_in_column(date(2026, 12, 1), MONDAY) == "Tue  1 Dec"


@pytest.mark.parametrize(("number", "said"), [(0, "today"), (1, "1 day"), (-1, "1 day"), (-7, "7 days")])
def test_days(number, said):
    assert say_days(number) == said


def test_distance():
    assert [say_distance(number) for number in (-2, 0, 3)] == ["2 days ago", "today", "in 3 days"]


def test_versions():
    assert [say_version(one) for one in ("2021-12", "2.1", "2021-13")] == ["December 2021", "2.1", "2021-13"]


def test_dates_in_a_message_but_not_in_an_id():
    said = say_dates_in("since 2026-11-13, in 2026-11-13-personal-supervision-x-abcd")
    assert said == "since Fri 13 Nov 2026, in 2026-11-13-personal-supervision-x-abcd"


def test_columns():
    assert listed(["aaaa", "bbbb", "cccc"], 11) == "aaaa +2"
    assert both_ends("left", "right") == ["left".ljust(52) + "right"]
    assert len(both_ends("l" * 70, "r" * 20)) == 2
