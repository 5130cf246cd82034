"""What `check` found as data, in the shapes of the contract: ids, and never a name or a child's initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from supctl.errors import Finding, Severity
from supctl.exchange.check.view import Checked
from supctl.exchange.due.data import ReadingData, reading_data
from supctl.exchange.phrases import policy_of
from supctl.policy import Policy

_WRITTEN = re.compile(r"""(["'])((?:(?!\1).)*)\1""", re.DOTALL)
_CAN_BE_AN_ID = re.compile(r"[a-z0-9][a-z0-9._+#-]*|[A-Za-z]{0,3}\d[A-Za-z0-9-]*|[A-Z]{3}-[\w.-]+")


@dataclass(frozen=True)
class SummaryData:
    """How many there are of each; what was waived is counted apart."""

    error: int
    warning: int
    note: int
    waived: int


@dataclass(frozen=True)
class CheckedData:
    """One finding. `section` is that of the first clause; `line` counts from 1.

    `basis`: whose rule it falls short of: policy, baseline, local (the service's own) or agreement; null for supctl's
    own checks. `authority`: whose policy that is, an earlier one's where that was followed on the day.
    `due`: the day by which it was wanted; `days` from the day asked to that. `reading`: the one that it rests on.
    """

    code: str
    severity: Severity
    message: str
    path: str
    line: int
    subject: str | None
    record: str | None
    clause: list[str]
    waived: str | None
    section: str | None
    mend: str | None
    due: date | None
    days: int | None
    basis: str | None
    authority: str
    reading: ReadingData | None


@dataclass(frozen=True)
class CheckData:
    """`supctl check --format json`. `unread`: files that were not used; nothing that follows from them is told."""

    as_of: date
    authority: str
    summary: SummaryData
    unread: list[str]
    findings: list[CheckedData]


def check_data(checked: Checked) -> CheckData:
    """Every finding, worst first, then by file and line."""
    return CheckData(
        as_of=checked.as_of,
        authority=checked.policy.id,
        summary=SummaryData(checked.count("error"), checked.count("warning"), checked.count("note"), waived=0),
        unread=list(checked.unread),
        findings=[checked_data(one, checked) for one in checked.findings],
    )


def _unless_an_id(found: re.Match[str]) -> str:
    """What somebody wrote where it does not belong may be a name: a log is told only what can be an id."""
    return found[0] if _CAN_BE_AN_ID.fullmatch(found[2]) else '"..."'


def _authority(one: Finding, policy: Policy) -> str:
    whose = policy_of(policy, one)
    return policy.id if whose.is_local else whose.id


def checked_data(one: Finding, checked: Checked) -> CheckedData:
    """One finding as data."""
    return CheckedData(
        code=one.code,
        severity=one.severity,
        message=_WRITTEN.sub(_unless_an_id, one.message),
        path=one.path or "",
        line=one.line or 1,
        subject=one.subject,
        record=one.record,
        clause=list(one.clause),
        waived=None,
        section=checked.section(one) or None,
        mend=one.mend,
        due=one.due,
        days=(one.due - checked.as_of).days if one.due else None,
        basis=one.basis,
        authority=_authority(one, checked.policy),
        reading=reading_data(checked.reading(one)),
    )
