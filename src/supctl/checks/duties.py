"""Duties that are not met: what is overdue, late or missing, and sessions that are still to be written up.

What was done late is history and no finding. The line is that of the fact from which the duty follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from supctl.answers import Obligation
from supctl.checks.codes import STANDING, duty_code
from supctl.checks.core import TO_WRITE_UP
from supctl.checks.mends import Known, last_four, mend_of_duty
from supctl.errors import Finding
from supctl.facts import Record
from supctl.facts.words import STEPS
from supctl.policy import Must, Policy


def duties_found(obligations: Iterable[Obligation], known: Known, unread: Sequence[str] = ()) -> Iterator[Finding]:
    """One finding for each duty that is not met. To write up is a warning: the session is known and counts.

    `unread`: the ids of records that could not be used; a duty that one of them may have answered says so.
    """
    for one in obligations:
        if one.status not in STANDING and one.status != TO_WRITE_UP:
            continue
        record = known.record_behind(one)
        yield Finding(
            duty_code(one),
            _what(one, record, known) + _doubt(one, unread),
            severity="warning" if one.status == TO_WRITE_UP else STANDING[one.status][0],
            place=one.explanation.place or known.entry(one.subject.kind, one.subject.id),
            subject=one.subject.worker or one.subject.id,
            record=record.id if record else None,
            clause=one.clause,
            mend=mend_of_duty(one, known),
            day=one.explanation.base,
            due=one.due,
            basis=one.basis,
            reading=one.reading.id if one.reading else None,
        )


def _what(one: Obligation, record: Record | None, known: Known) -> str:
    """What was to be done and since when, in words that hold ids and dates only."""
    policy, deadline = known.policy, known.deadline(one)
    if one.status == TO_WRITE_UP:
        return f"{_name(one.activity, policy)} of {one.last} is logged, and its form is not written"
    if one.subject.kind == "action":
        action = one.subject.id.partition("#")[2]
        return f"action {action} of {record.date if record else 'a record'} is not done{_due(one, ', due')}"
    if one.kind == "frequency" or deadline is None or deadline.must is None:
        return _session(one, known)
    return _answer(one, deadline.must, record, known) + _due(one, ", due")


def _session(one: Obligation, known: Known) -> str:
    name = _name(one.activity, known.policy) + (f" {step}" if (step := known.step(one)) else "")
    if one.due is None:
        return f"{name}: no interval is agreed"
    if one.need is not None:
        return f"{name}: {one.have} of {one.need} in {one.explanation.interval}{_due(one, ', due')}"
    return name + _due(one, " was due")


def _answer(one: Obligation, must: Must, record: Record | None, known: Known) -> str:
    policy = known.policy
    whose = f"{_name(record.activity, policy)} of {record.date}" if record else ""
    if must.step and not must.activity and record:
        marked = "" if must.step in STEPS else "marked "
        by = f" by {' and '.join(must.parties)}" if must.parties else ""
        return f"{whose} is not {marked}{must.step}{by}"
    if must.field and not must.activity and record:
        return f"{must.field} is not answered in {whose}"
    if must.planned:
        return f"no new date for {_name(must.planned[0], policy)}"
    wanted = _name(must.activity[0], policy) if must.activity else " or ".join(must.event).replace("-", " ")
    if must.activity and must.step:
        wanted = f"{wanted} {must.step}"
    since = _event(one, known) or f"since {one.explanation.base}"
    return f"no {wanted}, wanted " + (f"after {whose}" if record else since)


def _event(one: Obligation, known: Known) -> str:
    """What has happened, where a duty follows that: "after plan made of 2026-10-05"."""
    case, _, event = (one.after or "").partition("/")
    found = known.service.cases.get(case) if event else None
    happened = next((each for each in found.event if each.id == event), None) if found else None
    return f"after {happened.kind.replace('-', ' ')} of {happened.date}" if happened else ""


def _due(one: Obligation, was_due: str) -> str:
    """The date, how long ago it was, and what is booked; nothing where there is no date."""
    if one.due is None:
        return ""
    days = abs(one.days or 0)
    ago = "1 day ago" if days == 1 else f"{days} days ago"
    limit = f", last permitted day {one.limit}" if one.status == "late" and one.limit else ""
    booked = f"; booked {one.booked}" if one.booked else ""
    return f"{was_due} {one.due}, {ago}{limit}{booked}"


def _doubt(one: Obligation, unread: Sequence[str]) -> str:
    """Which record that could not be used may have answered it, by its id: day, activity, subject, four letters."""
    subject = one.subject.worker or one.subject.id
    about = [f"-{activity}-{subject}-" for activity in one.activities or (one.activity,)]
    found = [last_four(record) for record in unread if any(part in record for part in about)]
    return f"; not read, and may answer it: {', '.join(found)}" if found else ""


def _name(activity: str, policy: Policy) -> str:
    """The authority's own name, as it stands within a sentence."""
    name = policy.activity_name(activity)
    return name[:1].lower() + name[1:] if name[1:].islower() else name
