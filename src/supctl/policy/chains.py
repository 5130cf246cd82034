"""Escalation chains: who takes up a disagreement or a concern, in order, as far as the document goes and no further."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.deadlines import Parties
from supctl.policy.rules import Rule


class ChainStep(Entry):
    """One step: who decides or acts, and what they do, in our own words.

    `by`: parties, each of them; `above` is the manager `level` steps above the supervisor. `by_role`: the nearest in
    the line above who has one of the roles, else the role. `outside`: taken elsewhere (a grievance, another body),
    which supctl only names. A step whose `within` is left out has no time limit in the text.
    """

    id: str
    says: str
    by: Parties = ()
    by_role: Words = ()
    level: int = Field(1, ge=1)
    within: Interval | Literal["next session"] | None = None
    outside: bool = False
    clause: Words = ()

    @field_validator("within", mode="before")
    @classmethod
    def _read_within(cls, value: object) -> object:
        """An interval in words, or the next session, which is no interval."""
        return Interval.read(value) if isinstance(value, str) and value != "next session" else value

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`."""
        return self.by

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.parties or self.by_role or self.outside):
            message = "nobody takes this step; mend: add by, by_role, or outside = true"
            raise ValueError(message)
        return self


class EscalationChain(Rule):
    """What happens in order, and how it ends.

    `kind`: the chain that a disagreement (about a record or a decision), or a concern about how somebody supervises,
    takes; one without a kind is found by its clauses alone. Of several, the first that fits: whose `when` holds of the
    supervisee (of the case, where `subject` is case), with a supervisor of `with_role`, if roles are named.
    """

    title: str
    kind: Literal["disagreement", "practice"] | None = None
    subject: Literal["worker", "case"] = "worker"
    with_role: Words = ()
    step: tuple[ChainStep, ...] = Field(min_length=1)
    ends: str | None = None
    """How it ends where the text says so, or that the text says no more, in our own words."""

    @model_validator(mode="after")
    def _steps_once(self) -> Self:
        ids = [step.id for step in self.step]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice:
            message = f'two steps are called "{twice}"; mend: give one another id'
            raise ValueError(message)
        return self
