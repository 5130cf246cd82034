"""How long records are kept, and who may read them."""

from __future__ import annotations

from typing import Literal

from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.conditions import SubjectKind
from supctl.policy.deadlines import Party
from supctl.policy.rules import Rule


class Retention(Rule):
    """How long the records of a subject are kept, and from when; without `keep` the text sets no period.

    `activity`: only records of these; `counted_from`: the end of employment, the closing of the case, or the record's
    own date; `destroys`: whether the text orders destruction when the time is up; `says`: what else it says of keeping.
    """

    subject: SubjectKind = "worker"
    activity: Words = ()
    keep: Interval | None = None
    counted_from: Literal["ended", "closed", "record"] = "ended"
    destroys: bool = False
    says: str | None = None


class Access(Rule):
    """Who may read what: parties, or roles, for a purpose where one is named.

    `of`: activities of the records (none: every record of staff); `by`: what the reader is to the supervisee;
    `informed`: the supervisee is told; `consent`: the supervisee's agreement is needed.
    """

    of: Words = ()
    by: tuple[Party, ...] | Party = ()
    by_role: Words = ()
    purpose: Words = ()
    informed: bool = False
    consent: bool = False
    says: str | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """`by` as a list."""
        return (self.by,) if isinstance(self.by, str) else self.by
