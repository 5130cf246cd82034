"""The word for where a due date stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

from supctl.answers.shapes import Status


def status_of(due: date | None, limit: date | None, as_of: date, soon_days: int) -> Status:
    """Missing without a date; on the due date it is in time; late up to a separate limit, overdue after the last."""
    if due is None:
        return "missing"
    if as_of > (limit or due):
        return "overdue"
    if as_of > due:
        return "late"
    return "soon" if due <= as_of + timedelta(days=soon_days) else "ok"
