"""What is wrong with a session that somebody says was held: each problem a finding, in words that a person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from supctl.errors import Finding
from supctl.facts import Service
from supctl.facts.words import CANCELLED
from supctl.records.session import Session

_LONGEST: Final = 24 * 60


def session_problems(session: Session, service: Service, as_of: date) -> Iterator[Finding]:
    """What cannot be: a day to come, somebody not there, a child whose case was not open, steps out of order."""
    if session.day > as_of:
        message = f"{session.day} is still to come: what is planned is booked, and logged once it is held"
        subject = session.subject.id
        yield Finding("future-session", message, mend=f"supctl book {subject} {session.day}")
        return
    yield from _people(session, service)
    yield from _cases(session, service)
    yield from _dates(session, as_of)
    yield from _cancelled(session)
    if session.minutes is not None and not 0 < session.minutes <= _LONGEST:
        message = f"a session of {session.minutes} minutes"
        yield Finding("wrong-value", message, mend="write its length in minutes, for example --minutes 90")


def _people(session: Session, service: Service) -> Iterator[Finding]:
    worker = session.subject.id if session.subject.kind == "worker" else None
    if session.supervisor is None:
        message = f"who gave this {session.activity} of {session.subject.id} on {session.day} is not known"
        yield Finding("no-supervisor", message, subject=session.subject.id, mend="say who it was: --with NAME")
    elif session.supervisor == worker:
        message = f"{worker} is both supervisee and supervisor"
        yield Finding("own-supervisor", message, subject=worker, mend="name who gave the session: --with NAME")
    for who in dict.fromkeys([worker, session.supervisor, *session.present]):
        if who and who in service.workers and not service.employment(who, session.day):
            yield Finding(
                "not-employed", _absent(who, service, session.day), subject=who, mend="see the day: --on DATE"
            )
        elif who and who not in service.workers:
            yield Finding("not-employed", f"{who} does not work here yet", subject=who, mend="see the day, or the name")


def _absent(worker: str, service: Service, day: date) -> str:
    """That somebody was not employed on a day: when they came, or went."""
    times = service.workers[worker].employment
    first = min(times, key=lambda one: one.from_)
    if day < first.from_:
        return f"{worker} started on {first.from_}, after {day}"
    ended = max((one.to for one in times if one.to and one.to < day), default=None)
    return f"{worker} was not employed on {day}" + (f": the last day was {ended}" if ended else "")


def _cases(session: Session, service: Service) -> Iterator[Finding]:
    own = (session.subject.id,) if session.subject.kind == "case" else ()
    for case in dict.fromkeys([*own, *session.cases]):
        if not service.status(case, session.day):
            message = f"the case {case} is not open on {session.day}"
            yield Finding("case-not-open", message, subject=case, mend=f"see its history: supctl case show {case}")
    if own and set(session.cases) - set(own):
        message = "each child has a record of its own: one child is the subject, and others are named by --cases"
        yield Finding("wrong-value", message, mend="log each child by itself, or name the worker as the subject")


def _dates(session: Session, as_of: date) -> Iterator[Finding]:
    for step, day in session.steps.items():
        if day < session.day:
            message = f"--{step}: {day} is before the session, {session.day}"
            yield Finding("wrong-date", message, mend="see the two dates")
        elif day > as_of:
            message = f"--{step}: {day} is still to come"
            yield Finding("wrong-date", message, mend="give a day that has come")
    for name, later in (("--next", session.next), ("--rearranged", session.rearranged)):
        if later and later <= session.day:
            message = f"{name}: {later} is not after the session, {session.day}"
            yield Finding("wrong-date", message, mend="see the two dates")


def _cancelled(session: Session) -> Iterator[Finding]:
    if session.activity == CANCELLED:
        held = {
            "--minutes": session.minutes,
            "--reflective": session.reflective,
            **{f"--{step}": day for step, day in session.steps.items() if step != "written"},
        }
        for name in [name for name, value in held.items() if value]:
            message = f"a cancelled session was not held: {name} says nothing of it"
            yield Finding("wrong-value", message, mend=f"leave {name} out")
        return
    for name, value in (("--reason", session.reason), ("--rearranged", session.rearranged)):
        if value:
            message = f"{name} belongs to a session that was cancelled"
            mend = "supctl log cancelled-session SUBJECT --reason TEXT --rearranged DATE"
            yield Finding("wrong-value", message, mend=mend)
