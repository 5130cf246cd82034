"""Why, as data: each obligation with its explanation, and the findings, windows and gaps beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers import Beside, Exempt, Explanation, Obligation
from supctl.answers.shapes import Basis
from supctl.errors import Finding, Severity
from supctl.exchange.due.data import (
    ClauseData,
    ObligationData,
    ReadingData,
    SubjectData,
    UncoveredData,
    WindowData,
    authority_of,
    clause_data,
    obligation_data,
    reading_data,
    subject_data,
    uncovered_data,
    window_data,
)
from supctl.exchange.view import View


@dataclass(frozen=True)
class ConditionData:
    """A condition that holds, and the words of which any will do."""

    condition: str
    words: list[str]


@dataclass(frozen=True)
class PassedData:
    """A time under an earlier row that ended before the date that it would have given."""

    row: str
    until: date
    would_be: date | None


@dataclass(frozen=True)
class BeforeData:
    """The row that governed before, its last day, and the conditions that then ceased to hold."""

    row: str
    last: date
    lapsed: list[ConditionData]


@dataclass(frozen=True)
class ExplanationData:
    """How a date came about; `place` is file:line."""

    base: date | None
    base_is: str
    base_record: str | None
    interval: str | None
    row: str | None
    governs_from: date | None
    because: list[ConditionData]
    before: BeforeData | None
    passed: list[PassedData]
    agreed: str | None
    agreed_record: str | None
    approval: date | None
    limit_interval: str | None
    counted: list[date]
    place: str | None


@dataclass(frozen=True)
class BesideData:
    """Another rule that asks for the same, and later: whose it is, and the date that it gives."""

    authority: str
    basis: Basis
    policy: str
    rule: str
    due: date | None
    limit: date | None
    clause: ClauseData


@dataclass(frozen=True)
class ExplainedData(ObligationData):
    """An obligation with its explanation, and the rules that ask for the same later."""

    explanation: ExplanationData
    beside: list[BesideData]


@dataclass(frozen=True)
class FindingData:
    """What falls short. `basis`: whose rule it is, if it is one's: policy, or local (the service's own)."""

    code: str
    severity: Severity
    message: str
    path: str | None
    line: int | None
    subject: str | None
    record: str | None
    clause: list[str]
    mend: str | None
    basis: str | None


@dataclass(frozen=True)
class ExemptData:
    """Somebody whom a row of a frequency policy gives no interval on the day."""

    subject: SubjectData
    policy: str
    rule: str
    activity: str
    clause: ClauseData
    reading: ReadingData | None


@dataclass(frozen=True)
class AboutData:
    """Whom or what was asked about."""

    kind: str
    id: str


@dataclass(frozen=True)
class WhyData:
    """`supctl why SUBJECT --format json`."""

    as_of: date
    authority: str
    subject: AboutData
    obligations: list[ExplainedData]
    findings: list[FindingData]
    windows: list[WindowData]
    uncovered: list[UncoveredData]
    exempt: list[ExemptData]


def why_data(view: View, kind: str, id_: str) -> WhyData:
    """Everything about one subject."""
    answers = view.answers
    return WhyData(
        as_of=view.as_of,
        authority=view.policy.id,
        subject=AboutData(kind, id_),
        obligations=[_explained(view, one) for one in answers.obligations],
        findings=[finding_data(one) for one in answers.findings],
        windows=[window_data(view, one) for one in answers.windows],
        uncovered=[uncovered_data(view, one) for one in answers.uncovered],
        exempt=[_exempt(view, one) for one in answers.exempt],
    )


def finding_data(one: Finding) -> FindingData:
    """A finding as data."""
    return FindingData(
        *(one.code, one.severity, one.message, one.path, one.line, one.subject, one.record),
        clause=list(one.clause),
        mend=one.mend,
        basis=one.basis,
    )


def _exempt(view: View, one: Exempt) -> ExemptData:
    subject, clause = subject_data(view, one.subject), clause_data(view.policy, one.clause)
    return ExemptData(subject, one.policy, one.rule, one.activity, clause, reading_data(one.reading))


def _explained(view: View, one: Obligation) -> ExplainedData:
    beside = [_beside(view, other) for other in one.beside]
    return ExplainedData(**vars(obligation_data(view, one)), explanation=_explanation(one.explanation), beside=beside)


def _beside(view: View, other: Beside) -> BesideData:
    authority = authority_of(view.policy, other.basis, other.ruled_on)
    clause = clause_data(view.policy.whose(other.basis, other.ruled_on), other.clause)
    return BesideData(authority, other.basis, other.policy, other.rule, other.due, other.limit, clause)


def _explanation(found: Explanation) -> ExplanationData:
    place, before = found.place, found.before
    return ExplanationData(
        base=found.base,
        base_is=found.base_is,
        base_record=found.base_record,
        interval=found.interval,
        row=found.row,
        governs_from=found.governs_from,
        because=_conditions(found.because),
        before=BeforeData(before.row, before.last, _conditions(before.lapsed)) if before else None,
        passed=[PassedData(one.row, one.until, one.would_be) for one in found.passed],
        agreed=found.agreed,
        agreed_record=found.agreed_record,
        approval=found.approval,
        limit_interval=found.limit_interval,
        counted=list(found.counted),
        place=f"{place.path}:{place.line}" if place else None,
    )


def _conditions(told: Sequence[tuple[str, tuple[str, ...]]]) -> list[ConditionData]:
    return [ConditionData(name, list(words)) for name, words in told]
