"""`supctl record new`: the right form, filled in with what is known, ready to write in."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from supctl.answers import Subject, answer
from supctl.answers.audit import evidence_for
from supctl.answers.subject import Unit, unit_of
from supctl.cli.asking import units_of
from supctl.cli.opening import Opened
from supctl.cli.options import Asked
from supctl.cli.output import say, show
from supctl.cli.records.drafts import drafts_of, the_draft
from supctl.cli.records.editor import edit, on_terminal
from supctl.cli.records.form import Choosing, session_named, subject_of
from supctl.cli.records.view import show_one
from supctl.cli.records.writing import day_typed, effects_of, events_named, logbook, said_with_dates
from supctl.errors import Finding, InputError
from supctl.exchange.names import Names, last_four, spaced
from supctl.exchange.record.begun import begun_data, begun_text, stands_text
from supctl.exchange.selection import Wanted
from supctl.facts import Record, service_as_of
from supctl.facts.overlaid import with_records
from supctl.policy import RecordTemplate
from supctl.records import Draft, draft_text
from supctl.records.beginning import Beginning, begin, is_held
from supctl.records.given import Answered, pairs_in, pairs_typed
from supctl.records.sessions import same_session
from supctl.store.drafts import draft_file, draft_ids, settle_drafts
from supctl.store.files import StoreFile
from supctl.store.recording import write_records

_A_YEAR = timedelta(days=364)
"""From the first day of a year to its last."""


@dataclass(frozen=True)
class NewTyped:
    """What was typed after `record new`."""

    form: str | None
    subject: str | None
    day: str | None
    for_: str | None
    with_: str | None
    set_: Sequence[str]
    from_: Path | None
    about: Sequence[str]
    again: bool
    only_shown: bool = False


@dataclass(frozen=True)
class ThereAlready:
    """The id of a draft of the same, which is to be gone on with."""

    draft: str


def beginning_of(store: Opened, typed: NewTyped) -> Beginning | ThereAlready:
    """What is to be begun, or the draft of it that is there. Raises InputError."""
    session = session_named(store, typed.for_) if typed.for_ else None
    if session:
        subject, supervisor, day = _of_session(store, session, typed)
    else:
        subject, supervisor = _subject(store, typed)
        day = day_typed("--date", typed.day) or store.as_of
    store = store.by_policy_of(day)
    choosing = Choosing(store, subject, day)
    form = _form(choosing, session, typed)
    about = events_named(typed.about, subject, (), store.directory)
    if session is None and day <= store.as_of and not typed.again:
        session = _logged_before(store, form, subject, day, about)
    there = None if typed.again or typed.only_shown else _draft_there(store, form, subject, day, session)
    if there and not (typed.set_ or typed.from_):
        return ThereAlready(there)
    if there:
        raise _second(there)
    if typed.with_:
        supervisor = store.directory.one("worker", typed.with_)
    given = _given(store, form, day, typed)
    return Beginning(form, subject, day, supervisor, session, given, about, again=typed.again)


def _of_session(store: Opened, session: Record, typed: NewTyped) -> tuple[Subject, str | None, date]:
    subject = subject_of(session, store)
    wanted = _subject(store, typed)[0] if typed.subject else subject
    day = day_typed("--date", typed.day) or session.date
    if (wanted, day) != (subject, session.date):
        message = f"{last_four(session.id)} is {spaced(session.activity)} of {subject.id} on {session.date}"
        raise InputError([Finding("not-that-session", message, record=session.id, mend="leave SUBJECT and --date out")])
    return subject, session.supervisor, session.date


def _subject(store: Opened, typed: NewTyped) -> tuple[Subject, str | None]:
    """Whom it is about and, of a pair, the supervisor."""
    if not typed.subject:
        mend = "supctl record new FORM SUBJECT, or supctl record new --for RECORD for a session that is logged"
        raise InputError([Finding("no-subject", "whom is the record about?", mend=mend)])
    found = store.directory.find(typed.subject, ("worker", "case", "team", "pair"))
    if found.kind == "pair":
        worker, _, supervisor = found.id.partition("+")
        return Subject("worker", worker), supervisor
    if found.kind == "case":
        return Subject("case", found.id), None
    return (Subject("team", found.id) if found.kind == "team" else Subject("worker", found.id)), None


def _form(choosing: Choosing, session: Record | None, typed: NewTyped) -> RecordTemplate:
    if typed.form is None:
        if session is None:
            mend = "supctl record new FORM SUBJECT, or supctl record new --for RECORD for a session that is logged"
            raise InputError([Finding("no-form", "which form?", mend=mend)])
        return choosing.for_activity(session.activity)
    form = choosing.typed(typed.form)
    if session and form.activity != session.activity:
        said, wanted = spaced(session.activity), spaced(form.activity)
        message = f"{last_four(session.id)} is {said}; the form {form.id} is for {wanted}"
        raise InputError(
            [Finding("wrong-form", message, record=session.id, mend="leave FORM out: the right one is taken")]
        )
    return form


def _logged_before(
    store: Opened, form: RecordTemplate, subject: Subject, day: date, about: Sequence[str]
) -> Record | None:
    """The session of that day that is logged already, to be written up. Raises InputError where it is written up."""
    there = same_session(form.activity, subject, day, service_as_of(store.facts, store.as_of), about)
    if there and (there.form or there.source.kind != "logged"):
        four = last_four(there.id)
        message = f"{spaced(form.activity)} of {subject.id} on {day} is written up already ({four})"
        mend = f"see it: supctl record show {four}; if there was another one on that day: --again"
        raise InputError([Finding("written-up", message, record=there.id, mend=mend)])
    return there


def _draft_there(
    store: Opened, form: RecordTemplate, subject: Subject, day: date, session: Record | None
) -> str | None:
    """The draft of this session, or of the same day, activity and subject: as its name says, or as it says itself."""
    drafts, stem = drafts_of(store), f"{day}-{form.activity}-{subject.id}"
    written = drafts.of_session(session.id) if session else None
    named = (one for one in draft_ids(store.folder) if one.rpartition("-")[0] == stem)
    return written or next(named, None) or drafts.about(form.activity, subject, day)


def _second(there: str) -> InputError:
    four = last_four(there)
    mend = f"go on with it: supctl record edit {four}; for a second one: --again"
    return InputError([Finding("draft-there", f"there is a draft of it already ({four})", mend=mend)])


def _given(store: Opened, form: RecordTemplate, day: date, typed: NewTyped) -> Mapping[str, object]:
    """The answers of --from and, before them, of --set."""
    answered = Answered(form, day, store.directory.one)
    in_file = answered.all(pairs_in(_values(typed.from_), form)) if typed.from_ else {}
    return {**in_file, **answered.all(pairs_typed(typed.set_))}


def _values(file: Path) -> Mapping[str, object]:
    """What a JSON file says. Raises InputError."""
    text = StoreFile(file, str(file)).text()
    try:
        values: object = json.loads(text)
    except ValueError as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(
            [Finding("not-json", f"{file} is not JSON{line}", mend='{"section.field": "answer"}')]
        ) from None
    if not isinstance(values, dict):
        raise InputError([Finding("not-json", f"{file} holds no JSON object", mend='{"section.field": "answer"}')])
    return values


# --- doing it -----------------------------------------------------------------------------------------------------


def begin_record(store: Opened, beginning: Beginning, options: Asked, *, stdout: bool, no_edit: bool) -> int:
    """Write the draft, log the session where that is to be, open the editor where somebody sits there."""
    store = store.by_policy_of(beginning.day)
    with said_with_dates(day_option="--date"):
        begun = begin(beginning, logbook(store, beginning.day), draft_file("{}"))
    records = begun.logged.records if begun.logged else ()
    if stdout:
        not_logged = replace(begun.draft, logged=None) if begun.logged else begun.draft
        say(text_of(store, not_logged, records).rstrip("\n"))
        return store.code()
    path, text = draft_file(begun.draft.id), text_of(store, begun.draft, records)
    changed = effects_of(store, records) if begun.logged else None
    files = write_records(store.folder, records, {path: text.encode()})
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(begun_data(begun, path, files)), options)
        return store.code()
    today = Names(
        service_as_of(store.facts, store.as_of), store.policy, store.as_of, initials=options.format == "table"
    )
    show(begun_text(begun, path, changed, today), options)
    longer = replace(store, facts=with_records(store.facts, records))
    if on_terminal() and not no_edit:
        edit_draft(longer, begun.draft.id, options)
    elif not options.quiet:
        say(f"Write in it: supctl record edit {begun.draft.short}")
    return store.code()


def go_on(store: Opened, there: ThereAlready, options: Asked, *, no_edit: bool) -> int:
    """Go on with a draft that is there already, as `record edit` would."""
    if options.format != "json":
        say(f"There is a draft of it already ({last_four(there.draft)})")
    return edit_one(store, there.draft, options, no_edit=no_edit)


def edit_one(store: Opened, id_: str, options: Asked, *, no_edit: bool = False) -> int:
    """Open a draft in the editor where somebody sits there, else say where it is; then what is missing in it."""
    settle_drafts(store.folder)
    if options.format == "json":
        show_one(store, options, id_)
    elif on_terminal() and not no_edit:
        edit_draft(store, id_, options)
    else:
        why = "" if no_edit else "There is no terminal to edit in: the"
        say(f"{why or 'The'} draft is {store.folder / draft_file(id_)}")
        tell_where_it_stands(store, id_, options)
    return store.code()


def edit_draft(store: Opened, id_: str, options: Asked) -> None:
    """Open a draft in the editor, and say where it stands once it is closed."""
    settle_drafts(store.folder)
    failed = edit(store.folder / draft_file(id_))
    if failed:
        say(f"Note:   {failed}; the draft is {store.folder / draft_file(id_)}")
    tell_where_it_stands(store, id_, options)


def tell_where_it_stands(store: Opened, id_: str, options: Asked) -> None:
    """Say what cannot be taken in a draft, and what is still missing."""
    read = the_draft(store, id_)
    show(stands_text(read, last_four(id_), quiet=options.quiet), options)
    day = read.parts.get("date")
    held = read.form is not None and isinstance(day, date) and day <= store.as_of and read.logged is None
    if held and read.form and is_held(read.form.activity, store.policy) and not options.quiet:
        whom = read.parts.get("supervisee") or read.parts.get("team") or "SUBJECT"
        say(f"It is not logged yet. Held? supctl log {read.form.activity} {whom} --on {day}")


def text_of(store: Opened, draft: Draft, logged: Sequence[Record] = ()) -> str:
    """The draft's text, as of its own day; what is due is told as it was before the session that it is about."""
    of_session = {draft.logged, *(record.id for record in logged)}
    before = with_records(store.facts, (), {one for one in of_session if one})
    service = service_as_of(with_records(store.facts, logged), draft.day)
    answers = answer(before, store.policy, draft.day, units=_units(store, draft))
    return draft_text(draft, store.policy, service, answers, _evidence(store, draft))


def _units(store: Opened, draft: Draft) -> Collection[Unit]:
    """Whom a draft tells what is due of: the people in it, all of their children, its child and its team."""
    holders = (store.facts.case_worker(case, draft.day) for case in draft.cases)
    people = [who for who in (draft.supervisee, draft.supervisor, *holders) if who]
    wanted = [Wanted(subject=("worker", who)) for who in people]
    units = {unit for one in wanted for unit in units_of(store, one) or ()}
    units |= {Unit("case", case) for case in draft.cases}
    return {*units, unit_of(draft.form.subject)}


def _evidence(store: Opened, draft: Draft) -> dict[str, list[str]]:
    """What was worked out of the year up to the draft's day, for a form on which that is laid beside the questions."""
    asked = any(one.field.criterion or one.field.evidence for one in draft.form.fields)
    if not asked or not draft.supervisee:
        return {}
    to = min(draft.day, store.as_of)
    return evidence_for(draft.form, draft.supervisee, store.facts, store.policy, to - _A_YEAR, to)
