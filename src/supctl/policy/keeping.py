"""How long records are kept, and who may read them."""

from typing import Literal, Self

from pydantic import Field, model_validator

from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.deadlines import Parties
from supctl.policy.rules import Rule


class Retention(Rule):
    """How long the records of a subject are kept, and from when; without `keep` the text sets no period.

    `activity`: only records of these; `counted_from`: the end of employment, the closing of the case, or the record's
    own date; `copies`: it speaks of the copies that the supervisee has, and not of the service's record; `destroys`:
    whether the text orders destruction when the time is up; `says`: what else it says of keeping.
    """

    subject: Literal["worker", "case", "team"] = "worker"
    activity: Words = ()
    keep: Interval | None = None
    counted_from: Literal["ended", "closed", "record"] = "ended"
    copies: bool = False
    destroys: bool = False
    says: str | None = None

    @model_validator(mode="after")
    def _is_counted_from_something(self) -> Self:
        fitting = {"worker": "ended", "case": "closed"}.get(self.subject, "record")
        if self.keep and self.counted_from not in {fitting, "record"}:
            message = f'the records of a {self.subject} are counted from "{fitting}" or "record"; mend: set one of them'
            raise ValueError(message)
        return self


class Access(Rule):
    """Who may read what: parties, or roles, for a purpose where one is named.

    Where neither is named: anybody for the purpose, or with the supervisee's consent.

    `of`: activities of the records (none: every record of staff); `by`: what the reader is to the supervisee, `above`
    being everybody above the supervisor, or with `level` only the manager so many steps above; `restricted`: it reaches
    restricted records, and those only; `informed`: the supervisee is told; `consent`: they must have agreed; `now`:
    `by` is whoever that is on the day asked, and not whom the record names.
    """

    of: Words = ()
    by: Parties = ()
    by_role: Words = ()
    level: int | None = Field(None, ge=1)
    purpose: Words = ()
    restricted: bool = False
    informed: bool = False
    consent: bool = False
    now: bool = False
    says: str | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`."""
        return self.by

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.parties or self.by_role or self.purpose or self.consent):
            message = "nobody may read by this; mend: add by, by_role, purpose or consent = true"
            raise ValueError(message)
        if self.level and "above" not in self.parties:
            message = 'level counts the steps above the supervisor; mend: add by = "above", or drop level'
            raise ValueError(message)
        return self
