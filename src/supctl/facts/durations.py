"""Intervals as people write them, and the calendar arithmetic they mean.

Months and years are calendar months (31 January + 1 month is the last of February); weeks and days are days; working
days need a calendar. Intervals are never compared with one another, only the dates that they give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from supctl.facts.calendar import Calendar

Unit = Literal["day", "working day", "week", "month", "year"]

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ADVERBS: dict[str, tuple[int, Unit]] = {
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
}
_DAYS: dict[Unit, tuple[int, int]] = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
_MOST = 5000
_ONE_DAY = timedelta(days=1)
_WRITTEN = re.compile(
    r"(?:every )?(?:(\d+|a|an|[a-z]+)[ -])?(working day|day|week|fortnight|month|quarter|year)s?(?:ly)?"
)


@dataclass(frozen=True)
class Interval:
    """A number of days, working days, weeks, months or years."""

    number: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> Interval:
        """Read "4 weeks", "a month", "six weeks", "fortnightly", "5 working days". Raises ValueError with a mend."""
        words = " ".join(text.casefold().split())
        if words in _ADVERBS:
            return cls(*_ADVERBS[words])
        found = _WRITTEN.fullmatch(words)
        number = _number(found.group(1)) if found else None
        if not found or number is None:
            hint = "bi-monthly may mean two things: say 2 months" if words.startswith("bi") else 'for example "4 weeks"'
            message = (
                f'"{text}" is not an interval; mend: write a number and days, working days, weeks or months, {hint}'
            )
            raise ValueError(message)
        if number > _MOST:
            raise ValueError(f'"{text}" is longer than anybody lives; mend: write at most {_MOST}')
        unit = found.group(2)
        if unit == "fortnight":
            return cls(2 * number, "week")
        if unit == "quarter":
            return cls(3 * number, "month")
        return cls(number, cast("Unit", unit))

    def after(self, day: date, calendar: Calendar | None = None) -> date:
        """The day this long after `day`; working days need the calendar."""
        if self.unit == "working day":
            if calendar is None:
                message = "working days need a calendar"
                raise ValueError(message)
            return calendar.add_working_days(day, self.number)
        try:
            if self.unit in {"month", "year"}:
                return _months_after(day, self.number * (12 if self.unit == "year" else 1))
            return day + timedelta(days=self.number * _DAYS[self.unit][0])
        except (OverflowError, ValueError):  # past the last day that there is
            return date.max

    def never_longer_than(self, other: Interval) -> bool:
        """Whether no calendar can make this interval end after the other one, counted from the same day."""
        mine, theirs = self._in_months(), other._in_months()
        if mine and theirs:
            return mine <= theirs
        if self.unit == other.unit:
            return self.number <= other.number
        return self._longest() <= other._shortest()

    def is_shorter_than(self, other: Interval) -> bool:
        """Whether this interval never ends after the other one, and in some calendar before it."""
        return self.never_longer_than(other) and not other.never_longer_than(self)

    def _in_months(self) -> int | None:
        return {"month": self.number, "year": 12 * self.number}.get(self.unit)

    def _longest(self) -> int:
        if self.unit == "working day":
            return 3 * self.number + 14  # every working day may be followed by two days of weekend and by holidays
        return self.number * _DAYS[self.unit][1]

    def _shortest(self) -> int:
        return self.number * (1 if self.unit == "working day" else _DAYS[self.unit][0])

    def __str__(self) -> str:
        return f"{self.number} {self.unit}" + ("" if self.number == 1 else "s")

    @property
    def as_every(self) -> str:
        """As a frequency reads: "weekly", "monthly", "every 6 weeks"."""
        said = next((adverb for adverb, pair in _ADVERBS.items() if pair == (self.number, self.unit)), None)
        return said if said in {"weekly", "fortnightly", "monthly", "yearly"} else f"every {self}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from text; an Interval stays as it is."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            _to_interval, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """An interval is a string in every file."""
        return {"type": "string", "examples": ["4 weeks", "1 month", "5 working days"]}


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = date.max if (first.year, first.month) == (MAXYEAR, 12) else _first_of_next(first) - _ONE_DAY
    return first.replace(day=min(day.day, last.day))


def _first_of_next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _to_interval(value: object) -> Interval:
    if isinstance(value, Interval):
        return value
    if isinstance(value, str):
        return Interval.read(value)
    message = f'{value!r} is not an interval; mend: write it in quotes, for example "4 weeks"'
    raise ValueError(message)


def _number(word: str | None) -> int | None:
    if word in {None, "a", "an"}:
        return 1
    if word and word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None
