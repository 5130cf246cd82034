"""What is wrong with a session that somebody says was held: each problem a finding, in words that a person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from supctl.errors import Finding
from supctl.facts import Service
from supctl.facts.words import CANCELLED, GIVEN_BY_NOBODY
from supctl.records.session import Session

_LONGEST: Final = 24 * 60
_LONGEST_REASON: Final = 80


def session_problems(session: Session, service: Service, as_of: date) -> Iterator[Finding]:
    """What cannot be: a day to come, somebody not there, a child whose case was not open, steps out of order."""
    if session.day > as_of:
        yield _to_come(session)
        return
    yield from _people(session, service)
    yield from _cases(session, service)
    yield from _events(session, service)
    yield from _place(session)
    yield from _dates(session, as_of)
    yield from _cancelled(session)
    if session.minutes is not None and not 0 < session.minutes <= _LONGEST:
        message = f"a session of {session.minutes} minutes"
        yield Finding("wrong-value", message, mend="write its length in minutes, for example --minutes 90")


def _to_come(session: Session) -> Finding:
    subject, day = session.subject, session.day
    if session.activity == CANCELLED:
        message = f"{day} is still to come: a session cancelled ahead is logged on the day that it was to be held"
        written = f"; until then take the date out of workers/{subject.id}.toml" if subject.kind == "worker" else ""
        return Finding("future-session", message, mend=f"log it on {day}{written}")
    message = f"{day} is still to come: what is planned is booked, and logged once it is held"
    mend = f"supctl book {subject.id} {day}" if subject.kind == "worker" else f"log it on {day}"
    return Finding("future-session", message, mend=mend)


def _people(session: Session, service: Service) -> Iterator[Finding]:
    worker = session.subject.id if session.subject.kind == "worker" else None
    there = worker is None or service.employment(worker, session.day) is not None
    if session.supervisor is None and there and session.activity not in GIVEN_BY_NOBODY:
        said = session.activity.replace("-", " ")
        message = f"who gave this {said} of {session.subject.id} on {session.day} is not known"
        yield Finding("no-supervisor", message, subject=session.subject.id, mend="say who it was: --with NAME")
    elif session.supervisor and session.supervisor == worker:
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


def _events(session: Session, service: Service) -> Iterator[Finding]:
    """What the session answers has happened to one of its own children, by that day."""
    children = {session.subject.id} if session.subject.kind == "case" else set(session.cases)
    for one in session.about:
        case, _, event = one.rpartition("/")
        known = service.cases[case].event if case in service.cases else ()
        if case not in children:
            message = f"--about {one}: the session is not about {case}"
            yield Finding("wrong-value", message, subject=case, mend="name the child as the subject, or with --cases")
        elif not any(found.id == event and found.date <= session.day for found in known):
            there = ", ".join(f"{found.id} {found.kind} {found.date}" for found in known if found.date <= session.day)
            message = f"--about {one}: {case} has no such event by {session.day}; known by then: {there or 'none'}"
            mend = f"name one of them, or write it into cases/{case}.toml: [[event]]"
            yield Finding("unknown-event", message, subject=case, mend=mend)


def _place(session: Session) -> Iterator[Finding]:
    if session.where and "filed" not in session.steps:
        yield Finding("wrong-value", "--where says where it was filed", mend="say when, too: --filed DATE")
    elif session.where and len(session.where) > _LONGEST_REASON:
        message = f"--where has {len(session.where)} letters: it names a place, such as a system or a folder"
        yield Finding("wrong-value", message, mend=f"at most {_LONGEST_REASON} letters, and nobody's name")


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
    if session.reason and len(session.reason) > _LONGEST_REASON:
        message = (
            f"--reason has {len(session.reason)} letters: it is kept with the facts, so it says why in a few words"
        )
        yield Finding("wrong-value", message, mend=f"at most {_LONGEST_REASON} letters, and nobody's name")
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
