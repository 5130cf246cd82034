"""Working days: every day but weekends, England's bank holidays and the days on which the service is closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from supctl.facts.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one service; `closures` are the days it is shut on top of weekends and bank holidays."""

    closures: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the service works on `day`.

        Raises ValueError for a weekday that is no closure in a year whose bank holidays are not known.
        """
        if day.weekday() >= _SATURDAY or day in self.closures:
            return False
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = (
                f"bank holidays are known from {FIRST_YEAR} to {LAST_YEAR} only, "
                f"so whether {day.isoformat()} is a working day cannot be said; mend: check the year"
            )
            raise ValueError(message)
        return day not in BANK_HOLIDAYS

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`: the last day that is "within n working days of" it.

        `day` itself is not counted, whatever day it is; 0 gives `day` back. Raises ValueError where `n` is negative,
        and where a day has to be counted in a year whose bank holidays are not known.
        """
        if n < 0:
            message = f"working days are counted forwards, not {n} of them; mend: give 0 or more"
            raise ValueError(message)
        for _ in range(n):
            day += _ONE_DAY
            while not self.is_working_day(day):
                day += _ONE_DAY
        return day
