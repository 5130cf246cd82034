"""`supctl book`: sessions fixed in the diary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.naming import Entry
from supctl.cli.opening import Opened
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.people.lists import names_on, show_page
from supctl.cli.people.typed import Typed
from supctl.cli.records.writing import again_if_changed, opened_to_write, several
from supctl.errors import Finding, InputError
from supctl.facts import Worker
from supctl.facts.days import say_date

if TYPE_CHECKING:
    from supctl.exchange.people.booked import Diary

app = new_app()

USUAL = "personal-supervision"


@app.command(cls=Command)
def book(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="a person, or a pair (a+b)")],
    dates: Annotated[list[str], typer.Argument(metavar="DATE...", help="one date or several: 29/12 26/1")],
    activity: Annotated[
        str, typer.Option(metavar="X", help="observation, appraisal ...; personal supervision unless told")
    ] = USUAL,
) -> int:
    """Put sessions into somebody's diary: supctl book begum 29/12 26/1."""
    options = asked(ctx)
    return again_if_changed(options, lambda: _book(options, subject, dates, activity))


def _book(options: Asked, subject: str, dates: Sequence[str], activity: str) -> int:
    from supctl.exchange.people.booked import Diary, booked_page
    from supctl.store.appending import WORKERS, write_edits

    store = opened_to_write(options)
    typed = Typed(store)
    whose, supervisor = _whose(store, subject)
    worker = store.facts.workers[whose]
    what = typed.one("activity", "--activity", activity) or USUAL
    days = _days(typed, several(dates), Diary(store.facts, store.policy, store.as_of, worker, what))
    typed.refuse()
    entries = [{"date": day, "activity": what} for day in days]
    edit = WORKERS.added(store.folder, worker, {"planned": entries}, store.facts.vocabulary)
    data = Diary(store.facts, store.policy, store.as_of, worker, what).booked(days, edit.name)
    write_edits(store.folder, [edit])
    show_page(booked_page(data, names_on(store, options), _notes(store, worker, supervisor, days)), data, options)
    return 0


def _whose(store: Opened, subject: str) -> tuple[str, str | None]:
    """The person, and of a pair the supervisor. Raises InputError."""
    _refuse_what_has_no_diary(store, subject)
    found = store.directory.find(subject, ("worker", "pair"))
    worker, _, supervisor = found.id.partition("+")
    return worker, supervisor or None


def _refuse_what_has_no_diary(store: Opened, subject: str) -> None:
    """Raises InputError for a child, a team, a record or a draft: sessions are booked in a person's diary."""
    names = store.directory
    if "+" in subject or names.fitting(subject, ("worker",)):
        return
    found = names.fitting(subject, ("case", "team", "record", "draft"))
    if not found:
        return
    one, *more = found
    what = {"case": "a child's case"}.get(one.kind, f"a {one.kind}")
    said, worker = (f'"{subject}" is nobody', None) if more else (f"{one.id} is {what}", _whose_diary(store, one))
    message = f"{said}; a session is booked in a person's diary"
    raise InputError([Finding("no-diary", message, mend=f"supctl book {worker or 'NAME'} DATE")])


def _whose_diary(store: Opened, found: Entry) -> str | None:
    """Whose it may have been meant to be: the child's worker, the record's supervisee."""
    if found.kind == "case":
        return store.facts.case_worker(found.id, store.as_of)
    record = store.facts.record(found.id)
    return record.supervisee if record else None


def _days(typed: Typed, dates: Sequence[str], diary: Diary) -> list[date]:
    """The days as typed, in order; every one that cannot be booked is a problem."""
    found: list[date] = []
    for text in dates:
        day = typed.coming("DATE", text, diary.as_of)
        if day is not None and _may_be_booked(typed, day, diary, found):
            found.append(day)
    return sorted(found)


def _may_be_booked(typed: Typed, day: date, diary: Diary, before: Sequence[date]) -> bool:
    worker, said = diary.worker, say_date(day)
    if day < diary.as_of:
        mend = f"held already? supctl log {diary.activity} {worker.id} --on {day}"
        typed.wrong("in-the-past", f"{said} is past; a session is booked ahead", mend)
    elif day in before:
        typed.wrong("booked-twice", f"{said} is typed twice", "type each day once")
    elif day in diary.before:
        typed.wrong("booked-already", f"{said} is booked already", f"see: supctl worker show {worker.id}")
    elif not diary.service.employment(worker.id, day):
        typed.wrong("not-employed", f"{worker.name} is not employed on {said}", f"see: supctl worker show {worker.id}")
    else:
        return True
    return False


def _notes(store: Opened, worker: Worker, supervisor: str | None, days: Sequence[date]) -> list[str]:
    """That somebody else supervises on a day than was typed: the diary says when, and not with whom."""
    notes = []
    for day in days:
        then = store.facts.supervisor(worker.id, day)
        if supervisor and then != supervisor:
            known = store.facts.workers.get(then or "")
            who = known.name if known else then or "nobody"
            notes.append(f"on {say_date(day)} the supervisor is {who}; the diary does not say with whom")
    return notes
