"""Record templates, escalation chains, audit criteria, retention and access: the other things an authority supplies."""

from __future__ import annotations

from typing import Literal

from supctl.documents import Entry
from supctl.facts.cases import Words
from supctl.facts.durations import Interval
from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.rules import ClauseIds, Rule

FieldType = Literal[
    "text",
    "prose",
    "date",
    "choice",
    "yes-no",
    "rating",
    "person",
    "case",
    "list",
    "rows",
    "actions",
    "signature",
    "evidence",
    "statement",
]


class FormField(Entry):
    """One field of a form; `options` of a choice, `columns` of rows."""

    id: str
    label: str
    type: FieldType = "text"
    required: bool = False
    prompt: str | None = None
    options: Words = ()
    columns: Words = ()
    when: Conditions = Conditions()


class FormSection(Entry):
    """One section of a form, in the order in which it is printed."""

    id: str
    title: str
    field: tuple[FormField, ...] = ()
    when: Conditions = Conditions()


class RecordTemplate(Entry):
    """A form; `derived` where it is built from what the document says and its own page is not in it."""

    id: str
    title: str
    version: str | None = None
    derived: bool = False
    activity: str
    subject: SubjectKind = "worker"
    clause: ClauseIds
    section: tuple[FormSection, ...] = ()


class ChainStep(Entry):
    """One step of a chain: who decides or acts, by relation or role, and what they do."""

    id: str
    by: Words = ()
    by_role: Words = ()
    says: str | None = None
    within: Interval | None = None


class EscalationChain(Rule):
    """Who takes up a disagreement or a concern about practice, in order."""

    kind: Literal["disagreement", "practice"] = "disagreement"
    step: tuple[ChainStep, ...] = ()


class AuditCriterion(Rule):
    """One criterion of an audit; `judged` by a person unless facts alone can decide it."""

    title: str
    judged: bool = True
    evidence: Words = ()


class Retention(Rule):
    """How long records are kept, and from when."""

    subject: SubjectKind = "worker"
    keep: Interval | None = None
    counted_from: Literal["ended", "closed", "record"] = "ended"


class Access(Rule):
    """Who may read what: parties, roles and purposes."""

    of: Words = ()
    by: Words = ()
    by_role: Words = ()
    purpose: Words = ()
