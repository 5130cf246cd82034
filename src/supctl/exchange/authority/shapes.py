"""What one authority asks for, as data: the shapes that `supctl authority show --format json` writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.exchange.due.data import ClauseData


@dataclass(frozen=True)
class SourceData:
    """A document that the policy comes from."""

    id: str
    title: str
    version: str | None
    in_force_from: date | None


@dataclass(frozen=True)
class AskedData:
    """One thing that the policy asks for: of whom, what, how often or by when.

    `group`: under which heading it is read. `policy`: of a row, the frequency policy that it belongs to. `also`: what
    holds of every row of that policy. `schedule`: empty where the text gives no time. `under`: the reading and the
    option under which alone it holds; `holds`: whether it does on the day; `unconfirmed`: it rests on a reading that
    the service has not confirmed. `basis`: policy, baseline where the national one was asked for, or local: a rule
    of the service's own.
    """

    subject: str
    group: str
    what: str
    who: str
    policy: str | None
    rule: str
    schedule: str
    also: str
    under: str | None
    holds: bool
    unconfirmed: bool
    basis: str
    clause: ClauseData


@dataclass(frozen=True)
class FieldData:
    """A field of a form. `required`: yes, no, or in which circumstances; `questions`: of a question bank."""

    id: str
    label: str
    type: str
    required: str
    options: list[str]
    questions: int
    added: bool
    when: str


@dataclass(frozen=True)
class SectionData:
    """A section of a form; `questions`: of the bank under its title; `completed_by`: who writes this part."""

    id: str
    title: str
    questions: int
    added: bool
    when: str
    completed_by: str | None
    fields: list[FieldData]


@dataclass(frozen=True)
class FormData:
    """A form. `derived`: built from what the document says of it, since its own page is not in the document.

    `own`: the service's own, in the place of a derived one or beside those of the authority.
    """

    id: str
    title: str
    version: str | None
    derived: bool
    own: bool
    activity: str
    subject: str
    who: str
    goes_to: str | None
    completed_by: str | None
    questions: int
    sections: list[SectionData]
    clause: ClauseData


@dataclass(frozen=True)
class StepData:
    """A step of a chain: who takes it, what they do, by when (null: the text sets no time)."""

    id: str
    by: str
    says: str
    within: str | None
    outside: bool
    clause: list[str]


@dataclass(frozen=True)
class ChainData:
    """A chain; `kind`: disagreement, practice, or null; `holds` on the day asked, by the readings chosen."""

    id: str
    title: str
    kind: str | None
    who: str
    steps: list[StepData]
    ends: str | None
    holds: bool
    unconfirmed: bool
    clause: ClauseData


@dataclass(frozen=True)
class CriterionData:
    """A criterion of an audit; `judged` by a person, or worked out from the facts alone.

    `missing_decides`: evidence that falls short is enough to say that it is not met.
    """

    id: str
    title: str
    group: str | None
    asks: str | None
    judged: bool
    missing_decides: bool
    evidence: list[str]
    unconfirmed: bool
    clause: ClauseData


@dataclass(frozen=True)
class KeptData:
    """How long something is kept. `unconfirmed`: it rests on a reading that the service has not confirmed."""

    id: str
    subject: str
    kept: str
    who: str
    says: str | None
    unconfirmed: bool
    clause: ClauseData


@dataclass(frozen=True)
class AccessData:
    """Who may read what."""

    id: str
    of: str
    by: str
    who: str
    says: str | None
    unconfirmed: bool
    clause: ClauseData


@dataclass(frozen=True)
class OptionData:
    """One way to read a clause; `holds` on the day."""

    id: str
    label: str
    default: bool
    holds: bool


@dataclass(frozen=True)
class UnclearData:
    """A place where the text is unclear, and how it is read."""

    id: str
    says: str
    option: str | None
    read_as: str | None
    confirmed: bool
    options: list[OptionData]
    clause: ClauseData


@dataclass(frozen=True)
class PolicyData:
    """`supctl authority show --format json`.

    Of `clauses`: how many are carried, how many are not and say why, and with how many something is wrong. `silent`:
    what the policy says nothing of.
    """

    id: str
    name: str
    sources: list[SourceData]
    clauses: int
    carried: int
    uncarried: int
    problems: int
    checked_on: date | None
    how_often: list[AskedData]
    by_when: list[AskedData]
    requirements: list[AskedData]
    forms: list[FormData]
    chains: list[ChainData]
    criteria: list[CriterionData]
    retention: list[KeptData]
    access: list[AccessData]
    unclear: list[UnclearData]
    silent: list[str]
