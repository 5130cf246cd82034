"""Audit criteria, and the evidence that facts alone can lay beside one."""

from typing import Literal, Self

from pydantic import model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.deadlines import Parties
from supctl.policy.rules import Rule

KINDS = ("in_time", "held", "item", "event", "answered", "counted", "step", "actions", "requirement")
THERE = ("held", "item", "event")
OF_RECORDS = ("answered", "counted", "step")


class Evidence(Entry):
    """What a program can see over a period, one thing of nine (held, item and event may stand together).

    Good where every part of it is.

    in_time     frequency policies or deadlines: what was held or done, and what was late or is overdue; `limit`: late
                only past the last permitted date
    held        activities: the days of the records that there are; `newer_than` asks that the last is no older,
                `gap_over` that no two neighbours lie further apart (nor the first from the beginning, or the last from
                the end)
    item        items on file, likewise
    event       what happened in the case, likewise
    answered    fields: in how many records of `activity` they were answered (`field:answer`: so), as far as the
                record's form has them
    counted     cases, reflective, actions or present: in how many records of `activity` there is at least one
    step        in how many records of `activity` the step was taken, by each of `by` where parties are named, at one of
                `where` where places are
    actions     of what was agreed: done, carried on, open past its date, never looked at again
    requirement   requirements: what fell short of them
    `of_cases`: the records of the worker's cases, and not of the worker. `once`: good where one record of the period
    has it, and not only where all have.
    """

    in_time: Words = ()
    held: Words = ()
    item: Words = ()
    answered: Words = ()
    counted: Literal["cases", "reflective", "actions", "present"] | None = None
    step: str | None = None
    by: Parties = ()
    where: Words = ()
    actions: bool = False
    requirement: Words = ()
    activity: Words = ()
    of_cases: bool = False
    once: bool = False
    limit: bool = False
    event: Words = ()
    newer_than: Interval | None = None
    gap_over: Interval | None = None

    @property
    def kind(self) -> str:
        """Which of the nine it is; what is there, whichever of the three shows it, is held."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        named = [kind for kind in KINDS if getattr(self, kind)]
        if set(named) <= set(THERE):
            named = named[:1]  # a record of it, an item on file or an event: any of them shows it
        if len(named) != 1:
            message = f"evidence names one of {', '.join(KINDS)}; mend: keep one"
            raise ValueError(message)
        if (named[0] in OF_RECORDS) != bool(self.activity):
            message = "answered, counted and step name the activity of the records; mend: add or drop activity = ..."
            raise ValueError(message)
        if (self.newer_than or self.gap_over) and named[0] not in THERE:
            message = f"{'newer_than' if self.newer_than else 'gap_over'} speaks of held, item and event; mend: drop it"
            raise ValueError(message)
        if self.event and not self.of_cases:
            message = "events happen in cases; mend: add of_cases = true"
            raise ValueError(message)
        if self.once and named[0] not in OF_RECORDS:
            message = "once speaks of answered, counted and step; mend: drop it"
            raise ValueError(message)
        if self.limit and named[0] != "in_time":
            message = "limit speaks of in_time; mend: drop it"
            raise ValueError(message)
        if (self.by or self.where) and not self.step:
            said = "by says who took a step" if self.by else "where is the place of a step"
            message = f"{said}; mend: drop it, or add step = ..."
            raise ValueError(message)
        return self


class AuditCriterion(Rule):
    """One criterion of an audit, under its printed title; `judged` by a person unless facts alone can decide it.

    `group`: the heading it stands under; `asks`: what it asks, in our own words, where the title is short.
    A program lays evidence beside a judged criterion and never the judgement, save where `missing_decides`: evidence
    that falls short is then enough to say that it is not met.
    """

    title: str
    group: str | None = None
    asks: str | None = None
    judged: bool = True
    missing_decides: bool = False
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _can_be_decided(self) -> Self:
        if (self.missing_decides or not self.judged) and not self.evidence:
            message = "what facts decide needs evidence; mend: add [[criterion.evidence]], or judged = true"
            raise ValueError(message)
        return self
