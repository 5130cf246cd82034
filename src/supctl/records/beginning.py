"""Beginning a record: the draft on its form, and the session that is logged with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, cast

from supctl.answers import Subject
from supctl.answers.forms import asked_form
from supctl.answers.owners import held_by
from supctl.facts import Record, service_as_of
from supctl.facts.words import ACTIVITIES, GIVEN_BY_NOBODY, ONCE_WRITTEN
from supctl.policy import Policy, RecordTemplate
from supctl.records.drafting.draft import Draft
from supctl.records.ids import record_id
from supctl.records.session import Session
from supctl.records.sessions import NOT_BY_THE_SUPERVISOR, Logbook, Logged

_OF_A_SESSION: Final = ("minutes", "cases", "reflective", "present", "next", "reason", "rearranged")


@dataclass(frozen=True)
class Beginning:
    """What is to be begun: a form, whom it is about (worker, case or team), the day, and who supervises.

    `session`: the logged session that is written up. `given`: answers by whole field id. `about`: the events that it
    answers, as case/event. `again`: another session of the kind is known of that day.
    """

    form: RecordTemplate
    subject: Subject
    day: date
    supervisor: str | None = None
    session: Record | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Begun:
    """A draft, and what was logged with it: None where the session was logged before, or is none, or still to come."""

    draft: Draft
    logged: Logged | None


def begin(beginning: Beginning, book: Logbook, draft_file: str) -> Begun:
    """The draft and the session logged with it; `draft_file` is the name of a draft's file, with {} for the id.

    The logged session says which draft it came from, so that withdrawing the draft can take it back. Raises InputError
    where the session cannot be.
    """
    _refuse_without_supervisor(beginning, book)
    id_ = record_id(beginning.day, beginning.form.activity, beginning.subject.id, book.taken)
    book = replace(book, taken=book.taken.besides(id_))
    logged = None
    held = beginning.day <= book.as_of and is_held(beginning.form.activity, book.policy)
    if beginning.session is None and held:
        logged = _from_draft(book.log(_session(beginning)), draft_file.format(id_))
    session = beginning.session or (logged.records[0] if logged else None)
    return Begun(draft_of(id_, beginning, book, session), logged)


def is_held(activity: str, policy: Policy) -> bool:
    """Whether the activity is held on a day, so that to begin its record logs it: the core knows it, or a rule does.

    What is only there once it is written and signed (an agreement, an audit ...) is not held. A sheet that no rule asks
    for (a list of what a file holds) is an aid, and happens on no day.
    """
    if activity in ONCE_WRITTEN:
        return False
    ruled = {word for one in policy.frequencies for word in one.activities}
    ruled |= {word for one in policy.rules.deadlines for word in (*one.after.activity, *one.session)}
    ruled |= {word for one in policy.rules.deadlines for must in one.alternatives for word in must.activity}
    ruled |= {word for one in policy.rules.requirements for word in one.on.activity}
    return activity in ACTIVITIES or activity in ruled


def _refuse_without_supervisor(beginning: Beginning, book: Logbook) -> None:
    """What is not logged is held against the facts all the same: who gives it, who is there. Raises InputError."""
    written = beginning.form.activity in ONCE_WRITTEN and beginning.session is None
    if written and beginning.day <= book.as_of:
        book.checked(_session(beginning))


def logged_by(record: Record, draft_file: str) -> bool:
    """Whether the beginning of this draft logged the record."""
    return record.source.kind == "logged" and record.source.file == draft_file


def _from_draft(logged: Logged, draft_file: str) -> Logged:
    records = [
        record.model_copy(update={"source": record.source.model_copy(update={"file": draft_file})})
        for record in logged.records
    ]
    return replace(logged, records=tuple(records))


def _session(beginning: Beginning) -> Session:
    """The session as the answers given say that it was."""
    parts = _parts(beginning)
    one_case = beginning.subject.kind == "case"
    return Session(
        activity=beginning.form.activity,
        subject=beginning.subject,
        day=beginning.day,
        supervisor=beginning.supervisor,
        minutes=cast("int | None", parts.get("minutes")),
        cases=() if one_case else _all_of(parts.get("cases")),
        reflective=_all_of(parts.get("reflective")),
        present=_all_of(parts.get("present")),
        about=beginning.about,
        next=cast("date | None", parts.get("next")),
        reason=cast("str | None", parts.get("reason")),
        rearranged=cast("date | None", parts.get("rearranged")),
        again=beginning.again,
    )


def _parts(beginning: Beginning) -> dict[str, object]:
    """What was given of the record's own parts, by part."""
    of = {whole: one.part for whole, _, one in beginning.form.fields() if one.part}
    return {str(of[whole]): value for whole, value in beginning.given.items() if whole in of}


def _all_of(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(str(one) for one in values if one)


def draft_of(id_: str, beginning: Beginning, book: Logbook, session: Record | None) -> Draft:
    """The draft of that id, with what is known; `session` the logged one that it writes up, if there is one."""
    subject, day = beginning.subject, beginning.day
    service = service_as_of(book.facts, day)
    held = held_by(subject, service, day)
    in_post = None if _is_by_another(beginning.form) else held.owner
    supervisor = beginning.supervisor or (session.supervisor if session else None) or in_post
    worker = subject.id if subject.kind == "worker" else (session.supervisee if session else None) or held.worker
    return Draft(
        id=id_,
        form=asked_form(beginning.form, _subject_of(beginning.form, subject, supervisor), service, day),
        day=day,
        supervisee=worker,
        supervisor=supervisor,
        cases=(subject.id,) if subject.kind == "case" else (),
        team=subject.id if subject.kind == "team" else None,
        logged=session.id if session else None,
        given={**_known(beginning.form, session, subject), **beginning.given},
    )


def _is_by_another(form: RecordTemplate) -> bool:
    """Whether the supervisor in post is not filled in: somebody else does it, or nobody does and the form asks none."""
    asked = any(one.part == "supervisor" for _, _, one in form.fields())
    return form.activity in NOT_BY_THE_SUPERVISOR or (form.activity in GIVEN_BY_NOBODY and not asked)


def _subject_of(form: RecordTemplate, subject: Subject, supervisor: str | None) -> Subject:
    """The subject as the form has it: of a form about a pair, the supervisee with their supervisor."""
    if form.subject == "pair" and subject.kind == "worker" and supervisor:
        return Subject("pair", f"{subject.id}+{supervisor}", worker=subject.id, with_=supervisor)
    return subject


def _known(form: RecordTemplate, session: Record | None, subject: Subject) -> dict[str, object]:
    """What the logged session says of the record's own parts."""
    if session is None:
        return {}
    found: dict[str, object] = {}
    for whole, _, one in form.fields():
        if one.part in _OF_A_SESSION and not (one.part == "cases" and subject.kind == "case"):
            value = getattr(session, one.part)
            if value:
                found[whole] = value if one.many or not isinstance(value, tuple) else value[0]
    return found
