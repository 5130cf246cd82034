"""A session as somebody says that it was held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supctl.answers import Subject


@dataclass(frozen=True)
class Session:
    """A session as somebody says that it was held.

    `supervisor` None: whoever supervises the subject on that day. `steps`: what was done since, and on which day.
    `about`: the events that it answers, as case/event. `where`: where what was put on file lies. `again`: that another
    of the kind is known of that day is no mistake.
    """

    activity: str
    subject: Subject
    day: date
    supervisor: str | None = None
    minutes: int | None = None
    cases: tuple[str, ...] = ()
    reflective: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    team: str | None = None
    about: tuple[str, ...] = ()
    steps: Mapping[str, date] = field(default_factory=dict)
    where: str | None = None
    next: date | None = None
    reason: str | None = field(default=None, repr=False)
    rearranged: date | None = None
    again: bool = False
