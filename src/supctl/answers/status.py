"""The word for where something that is owed stands on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from supctl.answers.shapes import Obligation, Status

_WITHOUT_DATE: tuple[Status, ...] = ("done", "to-write-up")


def status_of(due: date | None, limit: date | None, as_of: date, soon_days: int) -> Status:
    """Missing without a date; on the due date it is in time; late up to a separate limit, overdue after the last."""
    if due is None:
        return "missing"
    if as_of > (limit or due):
        return "overdue"
    if as_of > due:
        return "late"
    return "soon" if due <= as_of + timedelta(days=soon_days) else "ok"


def standing_on(one: Obligation, as_of: date, soon_days: int) -> Obligation:
    """The obligation with its status and its days on a day; what is done, or to be written up, stays so."""
    days = (one.due - as_of).days if one.due else None
    if one.status in _WITHOUT_DATE:
        return one if one.days == days else replace(one, days=days)
    limit = date.max if one.recommended else one.limit
    return replace(one, status=status_of(one.due, limit, as_of, soon_days), days=days)
