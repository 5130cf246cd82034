"""Every clause of an authority's documents, with what carries it: what an auditor lays beside the policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from supctl.exchange.authority.text import typed, typed_why
from supctl.exchange.columns import WIDTH, Column, broken_to, set_in_columns
from supctl.exchange.tables import as_columns, as_csv, as_markdown, as_narrow_markdown, as_plain
from supctl.facts.days import say_date
from supctl.policy import Policy
from supctl.policy.coverage import KINDS, Covered, coverage
from supctl.policy.sources import ClauseKind

COVERAGE_HEADERS = [
    *(
        "id",
        "source",
        "section",
        "kind",
        "says",
        "carried by",
        "uncarried because",
        "readings",
        "checked on",
        "problem",
    ),
]
NO_KIND = "no kind said"
_LINE = (Column(13, 3), Column(13), Column(49))


@dataclass(frozen=True)
class CarrierData:
    """What carries a clause. `kind`: frequency, deadline, requirement, form, chain, criterion, retention or access."""

    kind: str
    id: str


@dataclass(frozen=True)
class CoveredData:
    """One clause. `uncarried`: the reason why nothing carries it; `problem`: what is wrong, null where nothing is."""

    id: str
    source: str
    section: str
    kind: str | None
    says: str
    carried_by: list[CarrierData]
    uncarried: str | None
    readings: list[str]
    checked_on: date | None
    problem: str | None


@dataclass(frozen=True)
class CountData:
    """How many clauses of one kind there are, and what became of them."""

    kind: str
    clauses: int
    carried: int
    uncarried: int
    problems: int


@dataclass(frozen=True)
class CarriedData:
    """How many clauses things of one kind carry; a clause that several carry counts for each."""

    kind: str
    clauses: int


@dataclass(frozen=True)
class CoverageData:
    """`supctl authority coverage --format json`.

    `complete`: no clause has a problem. A clause is carried, or uncarried with its reason, or has a problem; one that
    is carried and said to be uncarried is both carried and a problem.
    """

    authority: str
    name: str
    complete: bool
    clauses: int
    carried: int
    uncarried: int
    problems: int
    by_carrier: list[CarriedData]
    by_kind: list[CountData]
    items: list[CoveredData]


def coverage_data(policy: Policy) -> CoverageData:
    """The join of an authority's clauses and of what cites them, in the order of its documents."""
    items = [_item(one) for one in coverage(policy)]
    whole = _count("", items)
    kinds = [kind for kind in (*get_args(ClauseKind), None) if any(one.kind == kind for one in items)]
    return CoverageData(
        authority=policy.id,
        name=policy.name,
        complete=whole.problems == 0,
        clauses=whole.clauses,
        carried=whole.carried,
        uncarried=whole.uncarried,
        problems=whole.problems,
        by_carrier=[CarriedData(kind, number) for kind in KINDS if (number := _carried(kind, items))],
        by_kind=[_count(kind or NO_KIND, [one for one in items if one.kind == kind]) for kind in kinds],
        items=items,
    )


def _item(one: Covered) -> CoveredData:
    clause = one.clause
    return CoveredData(
        id=clause.id,
        source=clause.source,
        section=clause.section,
        kind=clause.kind,
        says=clause.says,
        carried_by=[CarrierData(carrier.kind, carrier.id) for carrier in one.carriers],
        uncarried=clause.uncarried,
        readings=list(one.readings),
        checked_on=clause.checked_on,
        problem=one.problem,
    )


def _count(kind: str, items: Sequence[CoveredData]) -> CountData:
    return CountData(
        kind=kind,
        clauses=len(items),
        carried=sum(bool(one.carried_by) for one in items),
        uncarried=sum(not one.carried_by and one.problem is None for one in items),
        problems=sum(one.problem is not None for one in items),
    )


def _carried(kind: str, items: Iterable[CoveredData]) -> int:
    return sum(any(carrier.kind == kind for carrier in one.carried_by) for one in items)


def coverage_text(data: CoverageData, *, everything: bool = False, called: str | None = None) -> str:
    """The coverage on a page of eighty: what has a problem first, then the counts; `everything`: then every clause.

    `called`: how the authority was asked for, for the hints; None: no hints.
    """
    wrong = [one for one in data.items if one.problem]
    parts = [
        broken_to(f"{data.name}: {summary(data)}", WIDTH),
        *([["WITH A PROBLEM", *(line for one in wrong for line in _lines(one))]] if wrong else []),
        ["BY KIND OF CLAUSE", as_columns(_KIND_HEADERS, _kind_rows(data))] if data.by_kind else [],
        ["CARRIED BY", as_columns(["", "clauses"], _carrier_rows(data))] if data.by_carrier else [],
        ["EVERY CLAUSE", *(line for one in data.items for line in _lines(one))] if everything else [],
        [] if called is None else _hints(called, everything=everything),
    ]
    return "\n\n".join("\n".join(part) for part in parts if any(part))


def _hints(called: str, *, everything: bool) -> list[str]:
    command = typed("coverage", called)
    every = [] if everything else [f"Every clause: {command} --all"]
    return [*every, f"As a sheet: {command} --format csv", f"What one clause says: {typed_why(called)}"]


def coverage_rows(items: Sequence[CoveredData]) -> list[list[object]]:
    """One line a clause, for a sheet."""
    return [
        [
            *(one.id, one.source, one.section, one.kind or "", one.says, carried_words(one), one.uncarried or ""),
            *(" ".join(one.readings), one.checked_on, one.problem or ""),
        ]
        for one in items
    ]


def coverage_csv(data: CoverageData) -> str:
    """Every clause, for the sheet that an auditor works down."""
    return as_csv(COVERAGE_HEADERS, coverage_rows(data.items))


def coverage_plain(data: CoverageData, *, everything: bool = False) -> str:
    """One line a clause: those with a problem, or every one; where none has, how many there are."""
    shown = data.items if everything else [one for one in data.items if one.problem]
    rows = [[one.id, one.section, one.kind, one.says, _standing(one)] for one in shown]
    return as_plain(rows) if rows else f"{data.name}: {summary(data)}"


def coverage_markdown(data: CoverageData, *, everything: bool = False) -> str:
    """The counts and what has a problem, or every clause, as tables for a page."""
    shown = data.items if everything else [one for one in data.items if one.problem]
    parts = [f"# {data.name}: clause by clause", summary(data)]
    if data.by_kind:
        parts.append(as_markdown(_KIND_HEADERS, _kind_rows(data)))
    if shown:
        title = "## Every clause" if everything else "## With a problem"
        parts += [title, clause_table(shown)]
    return "\n\n".join(parts)


def clause_table(items: Sequence[CoveredData]) -> str:
    """Clauses as a Markdown table: id, section, kind, what it says, what carries it or why nothing does."""
    headers = ["clause", "section", "kind", "says", "carried by"]
    return as_narrow_markdown(headers, [[one.id, one.section, one.kind, one.says, _standing(one)] for one in items])


def summary(data: CoverageData) -> str:
    """How many clauses there are, and what became of them, in a sentence."""
    clauses = "1 clause" if data.clauses == 1 else f"{data.clauses} clauses"
    wrong = f"{data.problems} with a problem" if data.problems else "none with a problem"
    return f"{clauses}: {data.carried} carried, {data.uncarried} not carried and the reason said, {wrong}"


def carried_words(one: CoveredData) -> str:
    """What carries a clause: "frequency case-supervision/in-need; form case-supervision-record"."""
    return "; ".join(f"{carrier.kind} {carrier.id}" for carrier in one.carried_by)


def _standing(one: CoveredData) -> str:
    """What carries it or why nothing does, its readings, and what is wrong."""
    parts = [carried_words(one), f"uncarried: {one.uncarried.rstrip('.')}" if one.uncarried else ""]
    parts += [f"read in {', '.join(one.readings)}" if one.readings else "", (one.problem or "").upper()]
    return "; ".join(part for part in parts if part)


def _lines(one: CoveredData) -> list[str]:
    """A clause in three columns, and below what it says what carries it."""
    says = set_in_columns([one.id, f"{one.section}", one.says], _LINE)
    read = f"last read {say_date(one.checked_on)}" if one.checked_on else "never read against the document"
    told = [one.kind or NO_KIND, _standing(one), *([] if one.checked_on else [read])]
    return [*says, *set_in_columns(["", "", "; ".join(part for part in told if part)], _LINE)]


_KIND_HEADERS = ["", "clauses", "carried", "uncarried", "problems"]


def _kind_rows(data: CoverageData) -> list[list[object]]:
    rows: list[list[object]] = [
        [one.kind, one.clauses, one.carried, one.uncarried, one.problems] for one in data.by_kind
    ]
    return [*rows, ["all", data.clauses, data.carried, data.uncarried, data.problems]]


def _carrier_rows(data: CoverageData) -> list[list[object]]:
    return [[one.kind, one.clauses] for one in data.by_carrier]
