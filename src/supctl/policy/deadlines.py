"""Deadlines: after something, something must follow; or somebody may object, and silence may settle it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from supctl.documents import Entry, unknown_word
from supctl.errors import Finding, PolicyError
from supctl.facts.cases import Words, one_as_list
from supctl.facts.durations import Interval
from supctl.policy.conditions import SubjectKind
from supctl.policy.rules import Rule

Party = Literal["supervisor", "supervisee", "line-manager", "professional-supervisor", "case-worker", "above"]
Parties = Annotated[tuple[Party, ...], BeforeValidator(one_as_list, json_schema_input_type=Party | list[Party])]
"""One or several parties; a single one may be written without a list."""
Span = Literal["employment", "post", "pair", "line-management", "category"]
TRIGGERS = ("activity", "step", "event", "began", "ended", "cancelled", "action")


class After(Entry):
    """What sets it off: one thing of seven.

    An activity, a step (of an activity), an event of a case, the beginning or end of an employment, post, pair, time
    under a line manager or category, the cancelling of a session, or an agreed action. `changed` asks that a pair, line
    manager or post follows another one; `category` says which category begins or ends; `by` who took the step.
    """

    activity: Words = ()
    step: str | None = None
    event: Words = ()
    began: Span | None = None
    ended: Span | None = None
    cancelled: bool = False
    action: Literal["agreed"] | None = None
    changed: bool = False
    category: Words = ()
    by: Parties = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by

    @property
    def trigger(self) -> str:
        """Which of the seven it is; a step of an activity is a step, a cancelled one is cancelled."""
        named = [name for name in TRIGGERS if getattr(self, name)]
        return next((name for name in ("step", "cancelled") if name in named), named[0])

    @model_validator(mode="after")
    def _one_trigger(self) -> Self:
        """A deadline follows one thing."""
        named = {name for name in TRIGGERS if getattr(self, name)} - (
            {"activity"} if self.step or self.cancelled else set()
        )
        if len(named) != 1:
            message = f"after names one of {', '.join(TRIGGERS)}; mend: keep one (an activity may stand beside a step)"
            raise ValueError(message)
        return self


class Must(Entry):
    """What must follow: an activity, a step by named parties, a field, an event, a planned date, or an action done.

    `step`: by each party of `by`. `activity`: given by any one of those of `by` (what they are to the supervisee),
    `by_role` and `by_standing`, and by none of `not_by`; with a `step` of it taken, or a `field` of it filled;
    `linked` asks that the record names the event it answers (`about`). `where`: the places at which the step was
    taken. `later`: not before what set the deadline off (a copy shared before both had signed is no signed copy).
    `as`: whatever answers another deadline, by its id.
    """

    activity: Words = ()
    step: str | None = None
    field: str | None = None
    event: Words = ()
    planned: Words = ()
    done: bool = False
    by: Parties = ()
    by_role: Words = ()
    by_standing: Words = ()
    where: Words = ()
    not_by: Parties = ()
    linked: bool = False
    later: bool = False
    as_: str | None = Field(None, alias="as")

    @property
    def excluded(self) -> tuple[str, ...]:
        """Those of `not_by`."""
        return self.not_by

    @property
    def parties(self) -> tuple[str, ...]:
        """Those of `by`; empty where anybody will do."""
        return self.by

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        """One thing must follow."""
        of_a_record = self.activity or self.step or self.field
        if sum(map(bool, (of_a_record, self.event, self.planned, self.done, self.as_))) != 1:
            named = "activity, step, field, event, planned, done, as"
            message = f"must names one of {named}; mend: keep one, or a step of an activity"
            raise ValueError(message)
        if self.later and not self.step:
            message = "later asks when a step was taken; mend: add step, or drop later"
            raise ValueError(message)
        return self


def _as_alternatives(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


Alternatives = Annotated[tuple[Must, ...], BeforeValidator(_as_alternatives)]


class Deadline(Rule):
    """After something, something must follow within a duration, by its own date, or by the next session.

    The next session is one of `session`; if that is not said, of the activity that it follows, else personal
    supervision. `limit`: the last permitted time beyond a recommended `within`, or "none": late, but never overdue.
    Without `within` it is missing until it is there. `may` in place of `must` is a window in which somebody may act,
    never an obligation; `silence` is the step that counts as taken when the window has closed unused. `subject` is
    whom it concerns: by default the pair or worker for what begins, the case for an event, and for a record its
    supervisee, else its cases, else its team. `owner`: who sees to an agreed action that names nobody, as its record
    has them; else the supervisor.
    """

    after: After
    alternatives: Alternatives = Field((), alias="must")
    may: Must | None = None
    within: Interval | Literal["own date", "next session"] | None = None
    limit: Interval | Literal["none"] | None = None
    session: Words = ()
    silence: str | None = None
    subject: SubjectKind | None = None
    owner: Literal["supervisee"] | None = None

    @property
    def must(self) -> Must | None:
        """What must follow, the first of the alternatives; None for a right to object."""
        return self.alternatives[0] if self.alternatives else None

    @field_validator("within", mode="before")
    @classmethod
    def _read_within(cls, value: object) -> object:
        """An interval in words, or one of the two words that are no interval."""
        return Interval.read(value) if isinstance(value, str) and value not in {"own date", "next session"} else value

    @field_validator("limit", mode="before")
    @classmethod
    def _read_limit(cls, value: object) -> object:
        """An interval, or that there is none."""
        return Interval.read(value) if isinstance(value, str) and value != "none" else value

    @model_validator(mode="after")
    def _limit_is_later(self) -> Self:
        """A limit stands beyond a time that is recommended."""
        if self.limit and (self.may or self.within is None):
            message = "limit is the last permitted time beyond within; mend: add within, or drop limit"
            raise ValueError(message)
        if isinstance(self.limit, Interval) and not (
            isinstance(self.within, Interval) and self.within.never_longer_than(self.limit)
        ):
            message = f"within ({self.within}) may be longer than limit ({self.limit}); mend: make limit the longer one"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _owner_of_an_action(self) -> Self:
        """An owner stands in where an agreed action names none."""
        if self.owner and not self.after.action:
            message = 'owner says whose an agreed action is; mend: after = { action = "agreed" }, or drop owner'
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _must_or_may(self) -> Self:
        """A duty or a right, and silence only settles a right."""
        if bool(self.alternatives) == (self.may is not None):
            message = "a deadline has must, or may; mend: write one of the two"
            raise ValueError(message)
        if self.may and self.within in {None, "own date"}:
            message = 'a right to object needs a window; mend: for example within = "5 working days"'
            raise ValueError(message)
        if self.silence and not self.may:
            message = "silence settles a right to object (may), not a duty; mend: drop silence"
            raise ValueError(message)
        return self


def answered_alike(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """The deadlines, each with what answers it in full: where it says `as`, what answers the deadline of that id.

    Raises PolicyError where there is no such deadline, or where that one says `as` itself.
    """
    own = {
        one.id: one.alternatives for one in deadlines if one.alternatives and not any(m.as_ for m in one.alternatives)
    }
    found: list[Deadline] = []
    for deadline in deadlines:
        answers: list[Must] = []
        for must in deadline.alternatives:
            if must.as_ and must.as_ not in own:
                message, mend = unknown_word("deadline", must.as_, list(own))
                place = deadline.origin.at("must", "as")
                mend = mend if own else "no deadline says by itself what must follow: write it out"
                raise PolicyError([Finding("unknown-deadline", message, place=place, mend=mend)])
            answers += own[must.as_] if must.as_ else [must]
        same = tuple(answers) == deadline.alternatives
        found.append(deadline if same else deadline.model_copy(update={"alternatives": tuple(answers)}))
    return tuple(found)
