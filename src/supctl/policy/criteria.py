"""Audit criteria, and the evidence that facts alone can lay beside one."""

from typing import Literal, Self

from pydantic import model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.deadlines import Parties
from supctl.policy.rules import Rule

KINDS = ("in_time", "held", "item", "answered", "counted", "step", "actions", "requirement")
OF_RECORDS = ("answered", "counted", "step")


class Evidence(Entry):
    """What a program can see over a period, one thing of eight (held and item may stand together: either shows it).

    Good where every part of it is.

    in_time     frequency policies or deadlines: what was held or done, and what was late or is overdue
    held        activities: the days of the records that there are; `newer_than` asks that the last is no older
    item        items on file, likewise
    answered    fields: in how many records of `activity` they were answered, as far as the record's form has them
    counted     cases, reflective, actions or present: in how many records of `activity` there is at least one
    step        in how many records of `activity` the step was taken, by each of `by` where parties are named
    actions     of what was agreed: done, carried on, open past its date, never looked at again
    requirement   requirements: what fell short of them
    `of_cases`: the records of the worker's cases, and not of the worker.
    """

    in_time: Words = ()
    held: Words = ()
    item: Words = ()
    answered: Words = ()
    counted: Literal["cases", "reflective", "actions", "present"] | None = None
    step: str | None = None
    by: Parties = ()
    actions: bool = False
    requirement: Words = ()
    activity: Words = ()
    of_cases: bool = False
    newer_than: Interval | None = None

    @property
    def kind(self) -> str:
        """Which of the eight it is."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        named = [kind for kind in KINDS if getattr(self, kind)]
        if named == ["held", "item"]:
            named = ["held"]  # a record of it or an item on file: either shows it
        if len(named) != 1:
            message = f"evidence names one of {', '.join(KINDS)}; mend: keep one"
            raise ValueError(message)
        if (named[0] in OF_RECORDS) != bool(self.activity):
            message = "answered, counted and step name the activity of the records; mend: add or drop activity = ..."
            raise ValueError(message)
        if self.newer_than and named[0] not in {"held", "item"}:
            message = "newer_than speaks of held and item; mend: drop it"
            raise ValueError(message)
        if self.by and not self.step:
            message = "by says who took a step; mend: drop it, or add step = ..."
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
