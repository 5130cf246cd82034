"""Intervals: every way to write one, and what they come to at ends of months and in leap years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from supctl.facts import Calendar, Interval

units = st.sampled_from(["day", "week", "month", "year"])
intervals = st.builds(Interval, st.integers(1, 30), units)
days = st.dates(date(2019, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("4 weeks", 4, "week"),
        ("1 week", 1, "week"),
        ("a week", 1, "week"),
        ("week", 1, "week"),
        ("four weeks", 4, "week"),
        ("twelve months", 12, "month"),
        ("every 6 weeks", 6, "week"),
        ("every month", 1, "month"),
        ("every four weeks", 4, "week"),
        ("4-weekly", 4, "week"),
        ("6 weekly", 6, "week"),
        ("six-weekly", 6, "week"),
        ("2 monthly", 2, "month"),
        ("daily", 1, "day"),
        ("weekly", 1, "week"),
        ("fortnightly", 2, "week"),
        ("monthly", 1, "month"),
        ("quarterly", 3, "month"),
        ("yearly", 1, "year"),
        ("annually", 1, "year"),
        ("a fortnight", 2, "week"),
        ("2 fortnights", 4, "week"),
        ("a quarter", 3, "month"),
        ("an year", 1, "year"),
        ("12 months", 12, "month"),
        ("10 days", 10, "day"),
        ("5 working days", 5, "working day"),
        ("one working day", 1, "working day"),
        ("  4   Weeks ", 4, "week"),
    ],
)
def test_intervals_are_read_as_people_write_them(text: str, number: int, unit: str) -> None:
    """Numbers in figures and in words, adverbs, articles, any case and spacing."""
    assert Interval.read(text) == Interval(number, unit)


@pytest.mark.parametrize("text", ["bi-monthly", "bimonthly", "biweekly", "bi-weekly"])
def test_what_may_mean_two_things_is_refused_with_a_mend(text: str) -> None:
    """Twice a month, or every two months?"""
    with pytest.raises(ValueError, match=r"mend: .*say 2 months"):
        Interval.read(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "4", "4 moons", "-1 weeks", "1.5 weeks", "thirteen weeks", "4 weeks or so"]
)
def test_what_is_no_interval_is_refused_with_a_mend(text: str) -> None:
    """The message repeats what was written and says how to write it."""
    with pytest.raises(ValueError, match=r'is not an interval; mend: .*"4 weeks"'):
        Interval.read(text)


@given(
    interval=st.builds(Interval, st.integers(1, 400), st.sampled_from(["day", "working day", "week", "month", "year"]))
)
def test_what_an_interval_says_can_be_read_again(interval: Interval) -> None:
    """As text, and as a frequency reads."""
    assert Interval.read(str(interval)) == interval
    assert Interval.read(interval.as_every) == interval


@pytest.mark.parametrize(
    ("day", "interval", "then"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
        (date(2024, 1, 29), "1 month", date(2024, 2, 29)),
        (date(2026, 3, 31), "1 month", date(2026, 4, 30)),
        (date(2026, 2, 28), "1 month", date(2026, 3, 28)),  # the next counts from the date held, not from the 31st
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2024, 2, 29), "4 years", date(2028, 2, 29)),
        (date(2023, 2, 28), "1 year", date(2024, 2, 28)),
        (date(2026, 11, 30), "3 months", date(2027, 2, 28)),
        (date(2024, 2, 28), "1 day", date(2024, 2, 29)),
        (date(2024, 2, 22), "1 week", date(2024, 2, 29)),
        (date(2026, 3, 27), "2 days", date(2026, 3, 29)),  # the clocks go forward
    ],
)
def test_months_are_calendar_months_and_weeks_are_days(day: date, interval: str, then: date) -> None:
    """A month that is too short gives its last day."""
    assert Interval.read(interval).after(day) == then


@given(st.integers(0, 6000), st.dates(date(1900, 1, 1)))
def test_months_are_added_as_dateutil_adds_them(months: int, day: date) -> None:
    try:
        then = day + relativedelta(months=months)
    except (OverflowError, ValueError):
        then = date.max
    assert Interval(months, "month").after(day) == then


def test_working_days_need_a_calendar() -> None:
    """And skip what it skips."""
    with pytest.raises(ValueError, match="calendar"):
        Interval.read("5 working days").after(date(2026, 11, 12))
    assert Interval.read("5 working days").after(date(2026, 11, 12), Calendar()) == date(2026, 11, 19)


@given(interval=intervals, day=days)
def test_an_interval_ends_after_it_begins_and_never_before_an_earlier_one(interval: Interval, day: date) -> None:
    """Later days never end earlier: what the schedule rests on."""
    assert interval.after(day) > day
    assert interval.after(day) <= interval.after(day + timedelta(days=1))


@given(one=intervals, other=intervals)
def test_never_longer_than_is_true_of_every_day(one: Interval, other: Interval) -> None:
    """Where it is claimed, no day of eight years shows otherwise."""
    claimed = one.never_longer_than(other)
    every_day = [date(2023, 1, 1) + timedelta(days=number) for number in range(0, 8 * 366, 3)]
    if claimed:
        assert all(one.after(day) <= other.after(day) for day in every_day)


@given(one=intervals, other=intervals)
def test_of_two_like_intervals_one_is_never_longer(one: Interval, other: Interval) -> None:
    """Days with weeks, and months with years, can always be told apart."""
    length = {"day": 1, "week": 7, "month": 1, "year": 12}
    if {one.unit, other.unit} in ({"day"}, {"week"}, {"day", "week"}, {"month"}, {"year"}, {"month", "year"}):
        shorter = one.number * length[one.unit] <= other.number * length[other.unit]
        assert one.never_longer_than(other) is shorter


@given(number=st.integers(1, 25), day=st.dates(date(2020, 1, 1), date(2026, 12, 31)), other=intervals)
def test_working_days_are_never_longer_than_what_is_claimed(number: int, day: date, other: Interval) -> None:
    """Weekends, Christmas and Easter included."""
    working = Interval(number, "working day")
    if working.never_longer_than(other):
        assert working.after(day, Calendar()) <= other.after(day)
    if other.never_longer_than(working):
        assert other.after(day) <= working.after(day, Calendar())


def test_what_is_longer_than_anybody_lives_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than anybody lives"):
        Interval.read("99999999 weeks")


@pytest.mark.parametrize("text", ["1 month", "1 day", "5000 years"])
def test_past_the_last_day_there_is_no_later_one(text: str) -> None:
    assert Interval.read(text).after(date.max) == date.max


@pytest.mark.parametrize(
    ("one", "other", "shorter"),
    [
        ("4 weeks", "1 month", True),
        ("29 days", "1 month", False),  # in February a month has 28
        ("1 month", "1 month", False),
        ("31 days", "1 month", False),
        ("2 working days", "5 working days", True),
        ("5 working days", "5 working days", False),
        ("5 working days", "2 working days", False),
        ("11 months", "1 year", True),
        ("12 months", "1 year", False),
    ],
)
def test_what_is_shorter_is_never_longer_and_somewhere_less(*, one: str, other: str, shorter: bool) -> None:
    assert Interval.read(one).is_shorter_than(Interval.read(other)) is shorter
