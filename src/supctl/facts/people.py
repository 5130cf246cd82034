"""Workers and teams, with their history."""

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from supctl.documents import NOWHERE, ORIGIN, Entry


class Employment(Entry):
    """A time of being employed (for a locum: of the assignment)."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    kind: str = "permanent"


class Standing(Entry):
    """What holds of a person between two days: registered, newly-qualified, extended, probation, part-time ..."""

    is_: str = Field(alias="is")
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    with_: str | None = Field(None, alias="with")


class Post(Entry):
    """A role in a team under a supervisor; it holds until the next post, or its own last day."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    role: str
    team: str | None = None
    supervisor: str | None = None
    professional_supervisor: str | None = None
    line_manager: str | None = None


class Absence(Entry):
    """Days away; open where no last day is known. The reason is shown in no list."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    reason: str | None = Field(None, repr=False)


class Cover(Entry):
    """Who stands in for this person, and for what."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    by: str
    for_: Literal["people", "cases", "all"] = Field("all", alias="for")


class Planned(Entry):
    """A session fixed in the diary."""

    date: dt.date
    activity: str


class HeldItem(Entry):
    """Something held on file: an appraisal, a development plan, training."""

    item: str
    date: dt.date


class Worker(Entry):
    """A person who works here, and everything about their work that changes over time."""

    id: str
    name: str
    employment: tuple[Employment, ...] = ()
    standing: tuple[Standing, ...] = ()
    post: tuple[Post, ...] = ()
    absence: tuple[Absence, ...] = ()
    cover: tuple[Cover, ...] = ()
    planned: tuple[Planned, ...] = ()
    file: tuple[HeldItem, ...] = ()

    also_written: ClassVar[tuple[str, ...]] = ("started", "ended")

    @model_validator(mode="before")
    @classmethod
    def _one_employment_at_the_top(cls, values: Mapping[str, object]) -> Mapping[str, object]:
        """`started`, `ended` and `employment = "locum"` at the top of the file are one employment."""
        given = dict(values)
        if isinstance(given.get("employment"), list | tuple):
            return given
        started, ended, kind = given.pop("started", None), given.pop("ended", None), given.pop("employment", None)
        if started is None:
            message = '"started" is missing; mend: add started = 2025-09-01, the first day of employment'
            raise ValueError(message)
        one: dict[str, object] = {"from": started, ORIGIN: given.get(ORIGIN, NOWHERE)}
        given["employment"] = [one | ({"to": ended} if ended else {}) | ({"kind": kind} if kind else {})]
        return given


class Team(Entry):
    """A team, its kind, and the team above it."""

    id: str
    name: str
    kind: str = "other"
    started: dt.date | None = None
    ended: dt.date | None = None
    parent: str | None = None
