"""Where rules come from: source documents, their clauses, and readings of what is unclear in them."""

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.policy.rules import ClauseIds


class Source(Entry):
    """A policy document; `in_force_from` only where it prints a day."""

    id: str
    title: str
    version: str | None = None
    in_force_from: dt.date | None = None


ClauseKind = Literal[
    "interval",
    "quota",
    "deadline",
    "horizon",
    "oversight",
    "retention",
    "constraint",
    "recording",
    "file",
    "audit",
    "access",
    "escalation",
    "guidance",
]
DUTIES: tuple[ClauseKind, ...] = ("interval", "quota", "deadline", "oversight", "retention")
"""What may go uncarried only with a reading that says why."""


class Clause(Entry):
    """One clause, in our own words, and what kind of thing it asks for.

    `uncarried` says why no rule, form, chain or criterion carries it.
    """

    id: str
    source: str
    section: str
    says: str
    checked_on: dt.date | None = None
    kind: ClauseKind | None = None
    uncarried: str | None = None


class Option(Entry):
    """One way to read a clause."""

    id: str
    label: str
    default: bool = False


class Interpretation(Entry):
    """What is unclear in the text, in our own words; options only where the readings give different answers."""

    id: str
    clause: ClauseIds
    says: str
    option: tuple[Option, ...] = ()

    @property
    def default(self) -> str | None:
        """The option that holds until the service chooses."""
        return next((option.id for option in self.option if option.default), None)

    @model_validator(mode="after")
    def _options(self) -> Self:
        if len(self.option) == 1 or sum(option.default for option in self.option) != (1 if self.option else 0):
            message = "a reading has two options or more, one of them the default; mend: mark one with default = true"
            raise ValueError(message)
        return self


class Choice(Entry):
    """What the service has decided on a reading, from a day (an entry of readings.toml)."""

    id: str
    option: str | None = None
    by: str
    from_: dt.date = Field(alias="from")


class Activity(Entry):
    """An authority's own name for an activity; an id that the core does not know is a new one."""

    id: str
    name: str
    heading: str | None = None
    synonyms: Words = ()


class Role(Entry):
    """A role that the authority adds, and the group it belongs to."""

    id: str
    group: str
    name: str | None = None


class MoreWords(Entry):
    """Words that the authority adds to those every store may use."""

    standing: Words = ()
    event: Words = ()
    step: Words = ()
    category: Words = ()
    team_kind: Words = ()
    employment: Words = ()


class Head(Entry):
    """Who the authority is, and the contract version that its policy was written for."""

    contract: int
    id: str
    name: str
    short: str | None = None
