"""Prints the module src/supctl/facts/bank_holidays.py; `make holidays` puts it there."""

import holidays

FIRST_YEAR = 1975
LAST_YEAR = 2050

HEAD = '''\
"""England's bank holidays, {first} to {last}: those of every year and those proclaimed for one year only.

Where one falls on a weekend, the weekday given instead is listed as well. Made by `make holidays` from the `holidays`
package, which follows https://www.gov.uk/bank-holidays; do not edit. A holiday proclaimed later is missing until a new
release of that package is pinned and the table made anew; tests/facts/test_calendar.py says when they differ.
"""

from datetime import date
from typing import Final

FIRST_YEAR: Final = {first}
LAST_YEAR: Final = {last}

_MONTHS_AND_DAYS: Final = {{
'''

FOOT = """\
}

BANK_HOLIDAYS: Final = frozenset(
    date.fromisoformat(f"{year}-{month_and_day}")
    for year, months_and_days in _MONTHS_AND_DAYS.items()
    for month_and_day in months_and_days.split()
)
"""


def main() -> None:
    """The module's text on standard output, one line a year."""
    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    print(HEAD.format(first=FIRST_YEAR, last=LAST_YEAR), end="")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        print(f'    {year}: "{" ".join(f"{day:%m-%d}" for day in sorted(days) if day.year == year)}",')
    print(FOOT, end="")


if __name__ == "__main__":
    main()
