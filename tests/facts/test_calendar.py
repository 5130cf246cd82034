"""Working days, and the table of bank holidays that they rest on."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.facts.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR
from supctl.facts.calendar import Calendar

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR - 1, 12, 31))


def test_the_table_is_what_the_holidays_package_says() -> None:
    assert frozenset(ENGLAND) == BANK_HOLIDAYS, "mend: run `make holidays` and read what changed"


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2020, 5, 8), id="moved for VE Day"),
        pytest.param(date(2022, 6, 3), id="platinum jubilee"),
        pytest.param(date(2022, 9, 19), id="state funeral"),
        pytest.param(date(2023, 5, 8), id="coronation"),
        pytest.param(date(2026, 12, 28), id="Boxing Day falls on a Saturday"),
        pytest.param(date(2027, 12, 28), id="Christmas Day and Boxing Day fall on a weekend"),
    ],
)
def test_bank_holidays_that_no_rule_of_every_year_gives(day: date) -> None:
    assert not Calendar().is_working_day(day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 12, 24), False),  # closed
        (date(2026, 12, 25), False),  # Christmas Day
        (date(2020, 5, 4), True),  # the first Monday of the May whose bank holiday was moved
    ],
)
def test_weekends_closures_and_bank_holidays_are_not_worked(day: date, works: bool) -> None:
    assert Calendar(frozenset({date(2026, 12, 24)})).is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "n", "within"),
    [
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),  # nothing to count: a Saturday stays
        (date(2026, 11, 12), 5, date(2026, 11, 19)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # from Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from Saturday: the same Monday
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # from Sunday: the same Monday
        (date(2026, 12, 23), 1, date(2026, 12, 29)),  # closed on the 24th, then Christmas, a weekend and Monday 28th
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
    ],
)
def test_within_n_working_days_is_the_nth_working_day_after(day: date, n: int, within: date) -> None:
    assert Calendar(frozenset({date(2026, 12, 24)})).add_working_days(day, n) == within


@given(day=days, n=st.integers(0, 60), offsets=st.frozensets(st.integers(-5, 90)))
def test_adding_working_days_agrees_with_counting_them_day_by_day(day: date, n: int, offsets: frozenset[int]) -> None:
    closures = frozenset(day + timedelta(days=offset) for offset in offsets)
    within, counted = day, 0
    while counted < n:
        within += timedelta(days=1)
        counted += within.isoweekday() < 6 and within not in ENGLAND and within not in closures
    assert Calendar(closures).add_working_days(day, n) == within


def test_a_year_outside_the_table_matters_only_where_a_bank_holiday_could_decide() -> None:
    closed = date(LAST_YEAR + 1, 1, 3)
    calendar = Calendar(frozenset({closed}))
    assert not calendar.is_working_day(closed)
    assert not calendar.is_working_day(date(LAST_YEAR + 1, 1, 1))  # a Sunday
    with pytest.raises(ValueError, match=rf"from {FIRST_YEAR} to {LAST_YEAR} only.*{LAST_YEAR + 1}-01-02"):
        calendar.is_working_day(date(LAST_YEAR + 1, 1, 2))
    with pytest.raises(ValueError, match=f"{FIRST_YEAR - 1}-12-31"):
        calendar.is_working_day(date(FIRST_YEAR - 1, 12, 31))


def test_counting_stops_only_when_it_needs_a_year_outside_the_table() -> None:
    last_friday = date(LAST_YEAR, 12, 30)
    assert Calendar().add_working_days(date(LAST_YEAR, 12, 29), 1) == last_friday
    assert Calendar().add_working_days(date(FIRST_YEAR - 1, 12, 31), 1) == date(FIRST_YEAR, 1, 2)
    assert Calendar().add_working_days(date(LAST_YEAR + 9, 6, 1), 0) == date(LAST_YEAR + 9, 6, 1)
    with pytest.raises(ValueError, match=f"{LAST_YEAR + 1}-01-02"):
        Calendar().add_working_days(last_friday, 1)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Calendar().add_working_days(date(2026, 11, 16), -1)
