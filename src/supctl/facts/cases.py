"""Children, by reference and initials, never by name."""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field

from supctl.documents import Entry
from supctl.facts.durations import Interval
from supctl.facts.people import HeldItem
from supctl.facts.words import CLOSED


def one_as_list(value: object) -> object:
    """A word that stands by itself as a list of one."""
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(one_as_list, json_schema_input_type=str | list[str])]


class Status(Entry):
    """What a case is, and who holds it, until the next entry or its own last day."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    category: Words
    worker: str | None = None
    team: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the case is open while this entry holds."""
        return CLOSED not in self.category


class CaseEvent(Entry):
    """Something that happened and may call for oversight or a comment."""

    id: str
    date: dt.date
    kind: str


class Approval(Entry):
    """Somebody with the grade agreed to an exception, from `date` to `until`; it mends nothing already missed."""

    what: str
    by: str | None = None
    role: str | None = None
    date: dt.date
    reason: str | None = Field(None, repr=False)
    every: Interval | None = None
    until: dt.date | None = None

    @property
    def from_(self) -> dt.date:
        """The first day it holds."""
        return self.date

    @property
    def to(self) -> dt.date | None:
        """The last day it holds."""
        return self.until


class Case(Entry):
    """One child's case."""

    id: str
    initials: str = ""
    family: str | None = None
    status: tuple[Status, ...] = ()
    event: tuple[CaseEvent, ...] = ()
    approval: tuple[Approval, ...] = ()
    file: tuple[HeldItem, ...] = ()
