"""What every rule has: an id, its clauses, the days between which it held, and the reading it may depend on."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.policy.conditions import Conditions

ClauseIds = Annotated[Words, Field(min_length=1)]


class Rule(Entry):
    """A rule cites the clauses that it comes from; without one it does not load."""

    id: str
    clause: ClauseIds
    when: Conditions = Conditions.plain()
    unless: Conditions | None = None
    under: str | None = None
    from_: dt.date | None = Field(None, alias="from")
    to: dt.date | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            message = f"it ends on {self.to}, before it begins on {self.from_}; mend: one of the two dates is wrong"
            raise ValueError(message)
        return self

    def held(self, day: dt.date) -> bool:
        """Whether the rule was in force on that day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)
