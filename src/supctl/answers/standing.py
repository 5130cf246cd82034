"""Where things stand on a day: what is owed, its status, its days and what is booked.

What is owed changes with the facts, where it stands with every day; this takes no part of what works the first out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from supctl.answers.shapes import Answers, Obligation, Owed, Status, Window, in_order
from supctl.policy import Deadline, FrequencyPolicy, Policy

SOON_DAYS = 7

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
    """The obligation with its status, its days and what is booked on a day; what is done, or to write up, stays so."""
    days = (one.due - as_of).days if one.due else None
    booked = next((day for day in one.diary if day >= as_of), None)
    status = one.status
    if status not in _WITHOUT_DATE:
        status = status_of(one.due, date.max if one.recommended else one.limit, as_of, soon_days)
    if (one.status, one.days, one.booked) == (status, days, booked):
        return one
    changed: dict[str, object] = {"status": status, "days": days, "booked": booked}
    made = object.__new__(Obligation)  # as `replace` would, of which a list of a service does thousands
    made.__dict__.update(one.__dict__, **changed)
    return made


def standing(owed: Owed, policy: Policy, as_of: date, soon_days: int = SOON_DAYS) -> Answers:
    """How what is owed stands on a day; without history and findings, and of windows those that are open."""
    place = _places(policy, lambda one: one.frequencies)
    return Answers(
        as_of=as_of,
        obligations=in_order([standing_on(one, as_of, soon_days) for one in owed.obligations]),
        history=(),
        uncovered=tuple(sorted(owed.uncovered, key=lambda one: (place[one.policy], one.subject.id))),
        exempt=tuple(sorted(owed.exempt, key=lambda one: (place[one.policy], one.subject.id))),
        windows=windows_in_order((one for one in owed.windows if one.until is None or as_of <= one.until), policy),
        unheld=tuple(sorted(owed.unheld, key=lambda one: one.case)),
        findings=(),
    )


def windows_in_order(windows: Iterable[Window], policy: Policy) -> tuple[Window, ...]:
    """Windows by rule, in the policy's order, and then as they opened."""
    place = _places(policy, lambda one: one.rules.deadlines)
    return tuple(sorted(windows, key=lambda one: (place[one.rule], one.opened, one.record, one.id)))


def _places(policy: Policy, of: Callable[[Policy], Sequence[FrequencyPolicy | Deadline]]) -> dict[str, int]:
    """Where each rule stands in the policy; after its own those of the policies that were followed before."""
    earlier = [one for one in reversed(policy.parts) if one is not policy]
    rules = dict.fromkeys(rule.id for one in (policy, *earlier) for rule in of(one))
    return {id_: number for number, id_ in enumerate(rules)}
