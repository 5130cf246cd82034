"""Dates as people type and read them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supctl.facts.dates_typed import read_date
from supctl.facts.days import MONTHS, WEEKDAYS, say_date, say_date_long

MONDAY = date(2026, 11, 23)
FIRST_OF_DECEMBER = date(2026, 12, 1)

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
todays = st.dates(date(2015, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-01", "1/12/2026", "01/12/2026", "1/12/26", "1-12-2026", "1.12.2026", "01.12.26", "1/12", "01/12"),
        *(
            "1 Dec 2026",
            "1 December 2026",
            "1 dec 26",
            "1 December",
            "1 Dec",
            "1st December",
            "1-Dec-2026",
            "1 Dec, 2026",
        ),
        *(
            "Tue 1 Dec 2026",
            "Tuesday 1 December 2026",
            "tuesday, 1 december",
            "Tues 1 Dec",
            "TUE 1/12",
            "tue 2026-12-01",
        ),
        "  1   Dec  2026 ",
    ],
)
def test_the_first_of_december_in_every_accepted_way(text: str) -> None:
    assert read_date(text, MONDAY) == FIRST_OF_DECEMBER


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("today", MONDAY, MONDAY),
        ("Yesterday", date(2026, 11, 22), date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 24), date(2026, 11, 24)),
        ("mon", MONDAY, MONDAY),
        ("Monday", MONDAY, MONDAY),
        ("tue", date(2026, 11, 17), date(2026, 11, 24)),
        ("tues", date(2026, 11, 17), date(2026, 11, 24)),
        ("weds", date(2026, 11, 18), date(2026, 11, 25)),
        ("thurs", date(2026, 11, 19), date(2026, 11, 26)),
        ("Fri", date(2026, 11, 20), date(2026, 11, 27)),
        ("saturday", date(2026, 11, 21), date(2026, 11, 28)),
        ("SUN", date(2026, 11, 22), date(2026, 11, 29)),
    ],
)
def test_words_for_days_near_today(text: str, past: date, future: date) -> None:
    assert read_date(text, MONDAY) == past
    assert read_date(text, MONDAY, prefer="future") == future


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("29/12", date(2026, 11, 23), date(2026, 12, 29)),
        ("29/12", date(2027, 1, 4), date(2026, 12, 29)),
        ("4/1", date(2026, 12, 29), date(2027, 1, 4)),
        ("25 May", date(2026, 11, 23), date(2026, 5, 25)),  # 182 days back
        ("24 May", date(2026, 11, 23), date(2027, 5, 24)),  # 183 days back, 182 on
        ("1 Jul", date(2027, 12, 31), date(2027, 7, 1)),  # 183 days either way: the earlier
        ("29/2", date(2024, 5, 1), date(2024, 2, 29)),
        ("29 Feb", date(2027, 12, 1), date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_nearest(text: str, today: date, meant: date) -> None:
    assert read_date(text, today) == meant


@pytest.mark.parametrize(("text", "year"), [("1/9/98", 1998), ("1/9/26", 2026), ("1/9/75", 2075), ("1/9/76", 1976)])
def test_a_year_of_two_digits_is_the_nearest(text: str, year: int) -> None:
    assert read_date(text, MONDAY) == date(year, 9, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/2/2026", "February has no day 31"),
        ("29/2/2026", "no 29 February in 2026"),
        ("29/2", "no 29 February in 2026"),
        ("31 Nov", "November has no day 31"),
        ("0/12/2026", "December has no day 0"),
        ("32/12", "December has no day 32"),
        ("2026-02-30", "February has no day 30"),
        ("13/13", "there is no month 13"),
        ("12/13/2026", "there is no month 13"),
        ("1/0/2026", "there is no month 0"),
        ("2026-13-01", "there is no month 13"),
        ("Mon 1 Dec 2026", "does not fit: 1 December 2026 is a Tuesday"),
        ("Fri 29/2/2028", "does not fit: 29 February 2028 is a Tuesday"),
        ("1/12/1899", "years go from 1900 to 2099"),
        ("1/12/0026", "years go from 1900 to 2099"),
        ("2206-12-01", "years go from 1900 to 2099"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_and_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f'^"{text}" .*{why}; mend: write the day first.*2026-12-01.*a weekday$'):
        read_date(text, MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "1",
            "12",
            "2026",
            "10am",
            "10 am",
            "10:30",
            "10.30",
            "1.12",
            "1-12",
            "1/12/206",
            "1/12-2026",
            "1 12 2026",
        ),
        *(
            "2026/12/01",
            "2026-12-1",
            "20261201",
            "2026-W49-2",
            "2026-12-01T10:00",
            "Dec 1 2026",
            "December",
            "1 Smarch",
        ),
        *("next tue", "tue 10am", "foo 1 Dec", "1 Dec 2026 x", "1/12/2026/", "-1/12/2026", "٣/٤/٢٠٢٦", "a.begum"),
    ],
)
def test_what_may_mean_something_else_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="is not understood; mend: "):
        read_date(text, MONDAY)


def test_a_long_text_is_not_repeated_in_full() -> None:
    with pytest.raises(ValueError, match=r'^"x{37}\.\.\." is not understood'):
        read_date("x" * 500, MONDAY)


@given(day=days, today=todays)
def test_what_is_said_can_be_read_again(day: date, today: date) -> None:
    for said in (say_date(day), say_date_long(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert read_date(said, today) == day


@given(day=days, today=todays)
def test_a_wrong_weekday_is_refused(day: date, today: date) -> None:
    wrong = WEEKDAYS[(day.weekday() + 1) % 7]
    with pytest.raises(ValueError, match="does not fit"):
        read_date(f"{wrong} {day.day} {MONTHS[day.month - 1]} {day.year}", today)


@given(today=todays, offset=st.integers(-182, 182))
@example(today=date(2028, 2, 29), offset=0)
def test_a_day_within_half_a_year_needs_no_year(today: date, offset: int) -> None:
    day = today + timedelta(days=offset)
    assert read_date(f"{day.day}/{day.month}", today) == day
    assert read_date(f"{day.day} {MONTHS[day.month - 1]}", today) == day
    assert read_date(f"{day.day}/{day.month}/{day.year % 100:02}", today) == day


@given(today=todays, weekday=st.integers(0, 6))
def test_a_weekday_is_the_nearest_on_the_side_preferred(today: date, weekday: int) -> None:
    past = read_date(WEEKDAYS[weekday], today)
    future = read_date(WEEKDAYS[weekday][:3], today, prefer="future")
    assert past.weekday() == future.weekday() == weekday
    assert 0 <= (today - past).days < 7
    assert 0 <= (future - today).days < 7


@given(text=st.text(alphabet="0123456789/-. abcdefjlmnoprstuvy", max_size=14), today=todays)
def test_any_other_text_is_read_or_refused_with_the_accepted_ways(text: str, today: date) -> None:
    try:
        read_date(text, today)
    except ValueError as refused:
        assert "2026-12-01" in str(refused)  # noqa: PT017 - most texts are refused, some are dates


def test_dates_are_said_in_words_that_do_not_depend_on_the_machine() -> None:
    assert say_date(FIRST_OF_DECEMBER) == "Tue 1 Dec 2026"
    assert say_date_long(FIRST_OF_DECEMBER) == "Tuesday 1 December 2026"
