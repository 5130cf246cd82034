"""What to type, or to write, so that something owed is done or stands in the diary."""

from __future__ import annotations

from supctl.answers import Obligation
from supctl.exchange.names import last_four
from supctl.exchange.view import View
from supctl.policy import Deadline

_BOOKED_UNLESS_TOLD = "personal-supervision"


def mend(view: View, one: Obligation) -> list[str]:
    """What to type: once it is done, or to put it into the diary."""
    return [hint for hint in _mend(view, one) if view.can_be_typed(hint)]


def _mend(view: View, one: Obligation) -> list[str]:
    if one.status in {"ok", "done"}:
        return []
    subject = one.subject.worker or one.subject.id
    if one.status == "to-write-up":
        return [f"supctl record new --for {last_four(one.after or '')}"]
    if one.subject.kind == "action":
        return [f"supctl action done {last_four(one.subject.id.partition('#')[0])}"]
    deadline = deadline_of(view, one)
    if deadline and deadline.must:
        return _mend_deadline(deadline, one, subject)
    return _mend_session(one, subject)


def _mend_session(one: Obligation, subject: str) -> list[str]:
    """To put it into the diary, or to say that it was held; a diary is a person's."""
    held = f"held already? supctl log {one.activity} {subject} --on DATE"
    if one.subject.kind not in {"worker", "pair"}:
        return [held]
    if one.booked:
        return [] if one.status == "soon" else [held]
    return [book_hint(subject, one.activity), held]


def book_hint(worker: str, activity: str) -> str:
    """What to type to put a session into the diary."""
    return f"supctl book {worker} DATE" + ("" if activity == _BOOKED_UNLESS_TOLD else f" --activity {activity}")


def _mend_deadline(deadline: Deadline, one: Obligation, subject: str) -> list[str]:
    must, record = deadline.must, one.explanation.base_record
    if must is None:
        return []
    if must.step and not must.activity and record:
        case = f" --case {one.subject.id}" if one.subject.kind == "case" else ""
        return [f"supctl record mark {last_four(record)} {must.step} --on DATE{case}"]
    if must.activity:
        return [f"supctl record new {must.activity[0]} {subject}"]
    if must.planned:
        return [book_hint(subject, must.planned[0])]
    if must.event:
        return [f'add [[event]] to cases/{subject}.toml with id, date and kind = "{must.event[0]}"']
    return [f"supctl record amend {last_four(record)}"] if record else []


def deadline_of(view: View, one: Obligation) -> Deadline | None:
    """The deadline that an obligation comes from, if it comes from one."""
    return next((rule for rule in view.policy.rules.deadlines if rule.id == one.rule), None)
