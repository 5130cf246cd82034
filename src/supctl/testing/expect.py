"""What an example may expect: one of ten things, each found by what it names, and held against what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from supctl.documents import Entry, Shape
from supctl.facts.cases import Words, one_as_list
from supctl.facts.durations import Interval

FOUND_BY = ("activity", "policy", "rule", "clause", "kind", "after")
TOLD = (
    "due",
    "limit",
    "status",
    "days",
    "last",
    "owner",
    "done",
    "have",
    "need",
    "basis",
    "booked",
    "away",
    "reading",
)
TOLD_OF_A_FORM = (
    "labels",
    "required",
    "absent",
    "optional",
    "options",
    "added",
    "at_most",
    "scale",
    "evidence",
    "sections",
    "fields",
    "derived",
    "subject",
)

# Of each thing that may be expected: its name, the keys that say something of it, and those of which one is needed.
A: dict[str, str] = {
    "obligation": "an obligation",
    "uncovered": "a gap",
    "exemption": "an exemption",
    "finding": "a finding",
    "window": "a window",
    "form": "a form",
    "escalation": "an escalation",
    "criterion": "a criterion",
    "retain": "how long records are kept",
    "access": "who may read",
}
KEYS: dict[str, set[str]] = {
    "obligation": {"subject", *FOUND_BY, *TOLD, "none"},
    "uncovered": {"subject", "activity", "policy", "uncovered"},
    "exemption": {"subject", "activity", "policy", "rule", "clause", "exempt"},
    "finding": {"finding", "subject", "record", "count", "severity", "present", "due"},
    "window": {"window", "subject", "record", "until", "state", "settled", "none"},
    "form": {"form", *TOLD_OF_A_FORM, "answers", "none"},
    "escalation": {"escalation", "steps", "next", "within", "none"},
    "criterion": {"criterion", "subject", "result", "from", "evidence"},
    "retain": {"retain", "until", "none", "clause", "rule"},
    "access": {"access", "allowed", "informed", "rule"},
}
NEEDED: dict[str, tuple[str, ...]] = {
    "obligation": (*TOLD, "none"),
    "form": (*TOLD_OF_A_FORM, "none"),
    "escalation": ("steps", "next", "within", "none"),
    "criterion": ("result", "evidence"),
    "retain": ("until", "none"),
    "access": ("allowed", "informed"),
}


Together = Annotated[tuple[str, ...], BeforeValidator(one_as_list)]
"""Those who take one step: a name, or several who take it together."""


class Raised(Shape):
    """What is raised: about a worker, a case or a record, by whom, of which kind or by which clause.

    `after`: the step last taken, for `next`.
    """

    about: str
    raised_by: str | None = None
    kind: Literal["disagreement", "practice"] | None = None
    clause: str | None = None
    after: str | None = None

    @model_validator(mode="after")
    def _names_a_chain(self) -> Self:
        if not (self.kind or self.clause):
            message = 'it names no chain; mend: say kind = "disagreement", kind = "practice" or clause = "..."'
            raise ValueError(message)
        return self


class Reader(Shape):
    """Who wants to read a record, or what a clause speaks of: a person of the given, a role or a party.

    `purpose`: what for; `consent`: the supervisee has agreed; `about`: the supervisee, where `to` is a clause.
    """

    to: str
    by: str
    purpose: str | None = None
    consent: bool = False
    about: str | None = None


class Expect(Entry):
    """What must follow.

    An obligation is found by subject and any of activity, policy, rule, clause, kind, after. `due = "none"` and
    `limit = "none"` expect no date; `none = true` expects no such obligation (window, form, chain, or period);
    `uncovered = true` that no row matches.
    """

    subject: str | None = None
    activity: str | None = None
    policy: str | None = None
    rule: str | None = None
    clause: str | None = None
    kind: str | None = None
    after: str | None = None
    due: dt.date | Literal["none"] | None = None
    limit: dt.date | Literal["none"] | None = None
    status: Words = ()
    days: int | None = None
    last: dt.date | Literal["none"] | None = None
    owner: str | None = None
    done: dt.date | None = None
    have: int | None = None
    need: int | None = None
    basis: str | None = None
    booked: dt.date | Literal["none"] | None = None
    away: bool | None = None
    reading: str | None = None
    none: bool = False
    uncovered: bool = False
    exempt: bool = False
    finding: str | None = None
    record: str | None = None
    count: int | None = None
    severity: str | None = None
    present: bool = True
    window: str | None = None
    until: dt.date | Literal["none"] | None = None
    state: str | None = None
    settled: str | None = None
    form: str | None = None
    labels: Words = ()
    required: Words = ()
    optional: Words = ()
    absent: Words = ()
    options: Words | Mapping[str, Words] = ()
    answers: Mapping[str, Words] = Field(default_factory=dict)
    added: Words = ()
    at_most: Mapping[str, int] = Field(default_factory=dict)
    scale: Mapping[str, tuple[int, int]] = Field(default_factory=dict)
    sections: int | None = None
    fields: int | None = None
    derived: bool | None = None
    escalation: Raised | None = None
    steps: tuple[Together, ...] = ()
    next: Together = ()
    within: Interval | Literal["next session", "none"] | None = None
    criterion: str | None = None
    result: Literal["met", "not-met", "cannot-tell", "judgement", "not-applicable"] | None = None
    evidence: Words | Mapping[str, Words] = ()
    from_: dt.date | None = Field(None, alias="from")
    retain: str | None = None
    access: Reader | None = None
    allowed: bool | None = None
    informed: bool | None = None

    @property
    def about(self) -> str:
        """Which of the ten things is expected; an obligation where none of the others is named."""
        named = [kind for kind in ("finding", "window", *list(NEEDED)[1:]) if getattr(self, kind) is not None]
        named += [kind for kind, is_named in (("uncovered", self.uncovered), ("exemption", self.exempt)) if is_named]
        return next(iter(named), "obligation")

    @field_validator("within", mode="before")
    @classmethod
    def _read_within(cls, value: object) -> object:
        """An interval in words, or one of the two words that are no interval."""
        return Interval.read(value) if isinstance(value, str) and value not in {"next session", "none"} else value

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        kind = self.about
        if kind == "obligation" and self.subject is None:
            message = 'it names nothing; mend: say subject = "...", finding = "..." or window = "..."'
            raise ValueError(message)
        written = {
            info.alias or name for name, info in type(self).model_fields.items() if name in self.model_fields_set
        }
        foreign = sorted(name for name in written - {"@origin"} if name not in KEYS[kind])
        if foreign:
            message = f"{', '.join(foreign)} says nothing of {A[kind]}; mend: leave it out"
            raise ValueError(message)
        if self.evidence and isinstance(self.evidence, Mapping) != (kind == "form"):
            message = "the evidence of a criterion is a list of lines, that of a form a table from label to such a list"
            raise ValueError(f"{message}; mend: write it so")
        told = any(_is_told(getattr(self, name), name) for name in NEEDED.get(kind, ()))
        if kind in NEEDED and not told:
            examples = ", ".join(NEEDED[kind][:3]) if kind != "obligation" else "due, status, none = true ..."
            message = f"it expects nothing of what it names; mend: say {examples}"
            raise ValueError(message)
        return self


def _is_told(value: object, name: str) -> bool:
    """Whether a key says something: false and 0 do too, but `none = false` does not."""
    return bool(value) if name == "none" else value not in (None, (), {})
