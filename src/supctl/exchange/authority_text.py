"""Authorities: which are installed, and what one of them asks for, from its policy's own data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.exchange.columns import WIDTH, Column, broken_to, listed, set_in_columns
from supctl.exchange.days import say_date, say_version
from supctl.exchange.due_data import ClauseData, clause_data
from supctl.exchange.names import spaced
from supctl.exchange.schedules import deadline_limit, requirement_words, row_schedule
from supctl.exchange.tables import as_columns
from supctl.policy import Interpretation, Policy

SUBJECTS = {
    "worker": "a worker",
    "case": "a child",
    "team": "a team",
    "pair": "a worker with their supervisor",
    "action": "an action",
    "service": "the service",
}
_LINE = (Column(31, 3), Column(22), Column(7), Column(14))
POLICY_HEADERS = ["subject", "what", "rule", "schedule", "section", "clauses"]
AUTHORITIES_HEADERS = ["authority", "version", "package", "problem"]


@dataclass(frozen=True)
class AuthorityData:
    """One authority that a package offers; `problem` says why it cannot be used, if it cannot."""

    id: str
    version: str
    package: str
    problem: str | None


@dataclass(frozen=True)
class AuthoritiesData:
    """`supctl authority list --format json`."""

    authorities: list[AuthorityData]


@dataclass(frozen=True)
class SourceData:
    """A document that the policy comes from."""

    id: str
    title: str
    version: str | None
    in_force_from: date | None


@dataclass(frozen=True)
class AskedData:
    """One thing that the policy asks for: of whom, what, how often or by when."""

    subject: str
    what: str
    rule: str
    schedule: str
    clause: ClauseData


@dataclass(frozen=True)
class UnclearData:
    """A place where the text is unclear, and how it is read."""

    id: str
    says: str
    option: str | None
    read_as: str | None
    confirmed: bool


@dataclass(frozen=True)
class PolicyData:
    """`supctl authority show --format json`."""

    id: str
    name: str
    sources: list[SourceData]
    clauses: int
    uncarried: int
    checked_on: date | None
    how_often: list[AskedData]
    by_when: list[AskedData]
    requirements: list[AskedData]
    unclear: list[UnclearData]


def policy_data(policy: Policy, as_of: date) -> PolicyData:
    """What one authority asks for, as data."""
    authority, rules = policy.authority, policy.rules
    checked = [clause.checked_on for clause in authority.clauses if clause.checked_on]
    how_often = [
        AskedData(
            frequency.subject,
            policy.activity_name(frequency.activity),
            row.id,
            row_schedule(row),
            clause_data(policy, row.clause),
        )
        for frequency in policy.frequencies
        for row in frequency.row
    ]
    by_when = [
        AskedData(one.subject or "", spaced(one.id), one.id, deadline_limit(one), clause_data(policy, one.clause))
        for one in rules.deadlines
    ]
    requirements = [
        AskedData(one.on.kind, spaced(one.id), one.id, requirement_words(one), clause_data(policy, one.clause))
        for one in rules.requirements
    ]
    return PolicyData(
        id=policy.id,
        name=policy.name,
        sources=[SourceData(one.id, one.title, one.version, one.in_force_from) for one in authority.sources],
        clauses=len(authority.clauses),
        uncarried=sum(clause.uncarried is not None for clause in authority.clauses),
        checked_on=max(checked, default=None),
        how_often=how_often,
        by_when=by_when,
        requirements=requirements,
        unclear=[_unclear_data(policy, one, as_of) for one in authority.interpretations],
    )


def _unclear_data(policy: Policy, one: Interpretation, as_of: date) -> UnclearData:
    option = policy.option(one, as_of)
    label = next((known.label for known in one.option if known.id == option), None)
    return UnclearData(one.id, one.says, option, label, policy.choice(one.id, as_of) is not None)


def policy_text(data: PolicyData, *, quiet: bool = False) -> str:
    """What one authority asks for, as a person reads it."""
    parts = [
        _heading(data),
        _how_often(data.how_often),
        _asked("BY WHEN", data.by_when),
        _asked("WHAT MUST BE TRUE", data.requirements),
        _unclear(data.unclear),
    ]
    if not quiet:
        parts.append(["What one clause or rule says: supctl why CLAUSE"])
    return "\n\n".join("\n".join(part) for part in parts if part)


def policy_rows(data: PolicyData) -> list[list[str]]:
    """What is asked for as rows: of whom, what, rule, schedule, section, clauses."""
    asked = [*data.how_often, *data.by_when, *data.requirements]
    return [
        [one.subject, one.what, one.rule, one.schedule, one.clause.section or "", " ".join(one.clause.ids)]
        for one in asked
    ]


POLICYAUTHORITIES_HEADERS = ["subject", "what", "rule", "schedule", "section", "clauses"]


def authorities_text(data: AuthoritiesData) -> str:
    """The authorities installed, as a table."""
    if not data.authorities:
        return "No authority is installed. Install one: pip install supctl-NAME"
    rows = [[one.id, one.version, one.package, "-" if one.problem is None else "see below"] for one in data.authorities]
    table = as_columns(AUTHORITIES_HEADERS, rows)
    problems = [f"{one.id}: {one.problem}" for one in data.authorities if one.problem]
    return "\n\n".join([table, *problems, "What one asks for: supctl authority show NAME"])


def authorities_rows(data: AuthoritiesData) -> list[list[str]]:
    """The authorities as rows."""
    return [[one.id, one.version, one.package, one.problem or ""] for one in data.authorities]


def _heading(data: PolicyData) -> list[str]:
    lines = [line for source in data.sources for line in broken_to(f"{data.name}: {_source(source)}", WIDTH)]
    read = f"; last read {say_date(data.checked_on)}" if data.checked_on else ""
    carried = data.clauses - data.uncarried
    told = f"{data.clauses} clauses: {carried} carried, {data.uncarried} not, each with its reason{read}"
    return [*(lines or [data.name]), *broken_to(told, WIDTH)]


def _source(source: SourceData) -> str:
    version = f", {say_version(source.version)}" if source.version else ", no date or version is printed in it"
    force = f", in force from {say_date(source.in_force_from)}" if source.in_force_from else ""
    return source.title + version + force


def _how_often(asked: Sequence[AskedData]) -> list[str]:
    groups = defaultdict[tuple[str, str], list[AskedData]](list)
    for one in asked:
        groups[one.subject, one.what].append(one)
    lines = ["HOW OFTEN"] if asked else []
    for (subject, activity), rows in groups.items():
        lines.append(f" {SUBJECTS.get(subject, subject)}: {activity}")
        lines += [line for one in rows for line in _line(spaced(one.rule), one)]
    return lines


def _asked(title: str, asked: Sequence[AskedData]) -> list[str]:
    return [title, *(line for one in asked for line in _line(one.what, one))] if asked else []


def _line(label: str, one: AskedData) -> list[str]:
    return set_in_columns([label, one.schedule, one.clause.section or "", listed(one.clause.ids, 14)], _LINE)


def _unclear(unclear: Sequence[UnclearData]) -> list[str]:
    if not unclear:
        return []
    confirmed = sum(one.confirmed for one in unclear)
    places = "1 place. It has a reading" if len(unclear) == 1 else f"{len(unclear)} places. Each has a reading"
    title = f"UNCLEAR IN THE TEXT: {places}; {confirmed} confirmed by the service"
    return [*broken_to(title, WIDTH), *(line for one in unclear for line in _unclear_line(one))]


def _unclear_line(one: UnclearData) -> Iterable[str]:
    read = f" Read as: {one.read_as}" if one.read_as else ""
    mark = " (confirmed)" if one.confirmed else ""
    return set_in_columns([one.id, f"{one.says}{read}{mark}"], (Column(12, 2), Column(65)))
