"""One finding for one thing: what two rules say of the same place by the same clause is said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from supctl.errors import Finding, Severity

RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, worst first, then by file, line and code; each thing once, with every clause that asks for it."""
    kept: list[Finding] = []
    at: dict[tuple[object, ...], list[int]] = {}
    for one in sorted(findings, key=in_order):
        same = at.setdefault((one.path, one.subject, one.record, one.message), [])
        number = next((number for number in same if _same_rule(kept[number], one)), None)
        if number is None:
            same.append(len(kept))
            kept.append(one)
        else:
            clauses = dict.fromkeys((*kept[number].clause, *one.clause))
            kept[number] = replace(kept[number], clause=tuple(clauses))
    return tuple(kept)


def in_order(one: Finding) -> tuple[int, str, int, str, str, date]:
    """By severity, file, line, code and message."""
    return RANK[one.severity], one.path or "", one.line or 0, one.code, one.message, one.due or date.max


def _same_rule(one: Finding, other: Finding) -> bool:
    return one.code == other.code or not set(one.clause).isdisjoint(other.clause)
