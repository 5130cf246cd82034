"""The due list as CSV: what JSON has, in flat columns; whom no rule covers is a row too, with the status no-rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supctl.exchange.due.data import DueData, HistoryData, ObligationData, UncoveredData
from supctl.exchange.tables import as_csv

COLUMNS = [
    "id",
    "kind",
    "subject_kind",
    "subject",
    "subject_name",
    "worker",
    "team",
    "owner",
    "owner_because",
    "policy",
    "rule",
    "activity",
    "last",
    "due",
    "limit",
    "status",
    "days",
    "booked",
    "have",
    "need",
    "after",
    "away",
    "basis",
    "clause_source",
    "clause_ids",
    "clause_section",
    "reading",
    "reading_option",
    "reading_confirmed",
    "authority",
]


def due_csv(data: DueData) -> str:
    """What is due."""
    return _written([*(_row(one) for one in data.obligations), *(_uncovered(one) for one in data.uncovered)], COLUMNS)


def history_csv(data: HistoryData) -> str:
    """What was done."""
    rows = [_row(one) | {"done": one.done, "late_by": one.late_by} for one in data.obligations]
    return _written(rows, [*COLUMNS, "done", "late_by"])


def _row(one: ObligationData) -> dict[str, object]:
    same = {name: getattr(one, name) for name in COLUMNS if name in ObligationData.__dataclass_fields__}
    return same | {
        "subject_kind": one.subject.kind,
        "subject": one.subject.id,
        "subject_name": one.subject.name,
        "clause_source": one.clause.source,
        "clause_ids": " ".join(one.clause.ids),
        "clause_section": one.clause.section,
        "reading": one.reading.id if one.reading else None,
        "reading_option": one.reading.option if one.reading else None,
        "reading_confirmed": one.reading.confirmed if one.reading else None,
    }


def _uncovered(one: UncoveredData) -> dict[str, object]:
    same = {name: getattr(one, name) for name in COLUMNS if name in UncoveredData.__dataclass_fields__}
    subject = {"subject_kind": one.subject.kind, "subject": one.subject.id, "subject_name": one.subject.name}
    return same | subject | {"kind": "frequency", "status": "no-rule"}


def _written(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    return as_csv(columns, [[row.get(name) for name in columns] for row in rows])
