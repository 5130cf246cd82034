"""What an answer means: the text that somebody typed for a field, as the date, choice or number that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from supctl.documents import nearest
from supctl.facts import Interval
from supctl.facts.dates_typed import read_date
from supctl.policy import Column, FormField

_YES: Final = {"yes", "y", "true", "\u2713", "\u2714"}
_NO: Final = {"no", "n", "false"}
_MINUTES: Final = re.compile(r"(\d{1,4})(?:\s*(?:m|min|mins|minutes?)\.?)?")
_HOURS: Final = re.compile(
    r"(\d{1,2})(?:[.,](\d{1,2}))?\s*(?:h|hrs?|hours?)\.?(?:\s*(?:and\s+)?(\d{1,2})\s*(?:m|min|mins|minutes?)?\.?)?"
)
_CURLY: Final = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u00a0", "''\"\"-- ")
_SHORTEST_PART: Final = 3


@dataclass(frozen=True)
class Asks:
    """What a field or a column asks for: its printed label, its type, and what narrows the answer.

    `ahead`: a weekday alone is the next one, as of something still to be done.
    """

    label: str
    type: str
    part: str | None = None
    options: tuple[str, ...] = ()
    many: bool = False
    lowest: int | None = None
    highest: int | None = None
    ahead: bool = False

    @classmethod
    def of_field(cls, field: FormField) -> Asks:
        """What a field asks for."""
        return cls(
            label=field.label,
            type=field.type,
            part=field.part,
            options=field.options,
            many=field.many,
            lowest=field.lowest,
            highest=field.highest,
            ahead=field.part in {"next", "rearranged"},
        )

    @classmethod
    def of_column(cls, column: Column) -> Asks:
        """What a column asks for."""
        return cls(column.label, column.type, options=column.options, ahead=column.id == "by")


class Unfit(Exception):  # noqa: N818 - it is what the answer is, and it never leaves this room
    """An answer that cannot be taken: what it is, what to write, and perhaps a detail that helps."""

    def __init__(self, what: str, mend: str, detail: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.detail = what, mend, detail

    @property
    def bidding(self) -> str:
        """What to write, with the detail."""
        return f"{self.mend} ({self.detail})" if self.detail else self.mend


def typed_value(field: FormField, text: str, day: date) -> object:
    """What a text typed for this field means: a date, "yes", a number, an option, a tuple of several, or the text.

    People and cases stay as typed. `day` is the day of the draft, near which a date without a year lies. Raises
    ValueError with a mend, in the form's own words.
    """
    asks = Asks.of_field(field)
    try:
        return _typed(asks, text, day)
    except Unfit as unfit:
        what = f"{unfit.what} ({unfit.detail})" if unfit.detail else unfit.what
        raise ValueError(f"{field.label}: {what}; mend: {unfit.mend}") from None


def _typed(asks: Asks, text: str, day: date) -> object:
    if asks.type in {"rows", "actions"}:
        raise Unfit("this is written in rows", "write it in the draft, or give it in the file of --from")
    if asks.type in {"signature", "evidence", "statement"}:
        raise Unfit("nothing is filled in here", "leave it out")
    return _several(asks, text, day) if asks.many or asks.type == "list" else meaning(asks, text, day)


def meaning(asks: Asks, text: str, day: date) -> object:
    """What one answer means; text, people and cases stay as they are. Raises Unfit."""
    plain = " ".join(text.translate(_CURLY).split())
    kind = asks.part if asks.part in {"minutes", "every"} else asks.type
    read = _READ.get(kind)
    if read:
        return read(asks, plain, day)
    return plain if kind in {"person", "case"} else text


def _several(asks: Asks, text: str, day: date) -> tuple[object, ...]:
    if asks.type == "list":
        return tuple(one.strip() for one in re.split(r"[;\n]", text) if one.strip())
    if asks.type == "choice" and any(_folded(option) == _folded(text) for option in asks.options):
        return (meaning(asks, text, day),)
    parts = re.split(r"[;\n]" if ";" in text else r"[,\n]", text)
    return tuple(dict.fromkeys(meaning(asks, one, day) for one in parts if one.strip()))


def _yes_or_no(_asks: Asks, plain: str, _day: date) -> str:
    said = plain.casefold().rstrip(".!")
    if said in _YES or said in _NO:
        return "yes" if said in _YES else "no"
    raise Unfit("this is neither yes nor no", 'write "yes" or "no" in quotes')


def _date(asks: Asks, plain: str, day: date) -> date:
    """A date as people write it, near the day of the draft, which is what "today" means here."""
    try:
        return read_date(plain, day, prefer="future" if asks.ahead else "past")
    except ValueError as problem:
        found = re.search(r"(?:is not a date|does not fit): ([^;]+)", str(problem))
        raise Unfit("this is not a date", "write a date, such as 2026-12-15", found.group(1) if found else "") from None


def _minutes(_asks: Asks, plain: str, _day: date) -> int:
    said = plain.casefold()
    if found := _MINUTES.fullmatch(said):
        return int(found.group(1))
    if found := _HOURS.fullmatch(said):
        whole, part, more = found.groups()
        return int(whole) * 60 + (round(float(f"0.{part}") * 60) if part else 0) + int(more or 0)
    raise Unfit("this is not a number of minutes", "write the number of minutes, such as 90")


def read_minutes(text: str) -> int:
    """A length as people write it: 90, 90 min, 1.5h, 1h30. Raises ValueError with a mend."""
    try:
        return _minutes(Asks("", "text"), " ".join(text.split()), date.min)
    except Unfit as unfit:
        raise ValueError(f"{unfit.what}; mend: {unfit.mend}") from None


def _every(_asks: Asks, plain: str, _day: date) -> str:
    try:
        return str(Interval.read(plain))
    except ValueError:
        raise Unfit("this is not an interval", 'write a number and days, weeks or months, such as "4 weeks"') from None


def _rating(asks: Asks, plain: str, _day: date) -> int:
    low, high = asks.lowest or 0, asks.highest or 0
    wanted = Unfit("this is not on the scale", f"write a whole number from {low} to {high}")
    found = re.fullmatch(rf"(-?\d{{1,6}})(?:\s*(?:/|out of|of)\s*{high})?", plain)
    if not found or not low <= int(found.group(1)) <= high:
        raise wanted
    return int(found.group(1))


def _option(asks: Asks, plain: str, _day: date) -> str:
    said = _folded(plain)
    exact = [option for option in asks.options if _folded(option) == said]
    begun = [option for option in asks.options if len(said) >= _SHORTEST_PART and _folded(option).startswith(said)]
    numbered = dict(enumerate(asks.options, start=1))
    by_number = [numbered[int(said)]] if said.isdigit() and int(said) in numbered else []
    found = exact or begun or by_number
    if len(found) == 1:
        return found[0]
    near = nearest(plain, asks.options)
    detail = f'did you mean "{near}"?' if near and not found else ""
    raise Unfit("this is none of the choices", "write one of: " + "; ".join(asks.options), detail)


def _folded(text: str) -> str:
    return " ".join(text.translate(_CURLY).casefold().split()).rstrip(".")


_READ: Mapping[str, Callable[[Asks, str, date], object]] = {
    "minutes": _minutes,
    "every": _every,
    "date": _date,
    "yes-no": _yes_or_no,
    "rating": _rating,
    "choice": _option,
}
