"""What every command that writes records needs: a store that may be written, the time, the letters taken."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from supctl.answers import Subject, answer
from supctl.cli import opening
from supctl.cli.asking import units_of_records
from supctl.cli.naming import Directory
from supctl.cli.opening import Opened, opened, read_day, store_folder
from supctl.cli.options import Asked
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.days import say_dates_in
from supctl.facts import Record, Service
from supctl.facts.dates_typed import Prefer, read_date
from supctl.facts.overlaid import with_records
from supctl.records.effects import Effects, effects
from supctl.records.ids import Taken
from supctl.records.sessions import Logbook, Stamp
from supctl.records.typed import read_minutes
from supctl.store.drafts import draft_ids


def opened_to_write(options: Asked, *, only_shown: bool = False) -> Opened:
    """The store, if all of it can be read and its own policy is asked. Raises StoreError or InputError otherwise.

    `only_shown`: what would be written is printed, and nothing is written: then all of that may be.
    """
    store = opened(options)
    if only_shown:
        return replace(store, to_write=True)
    if store.problems:
        raise StoreError("nothing was written: first mend what could not be read")
    if store.what_if:
        mend = "leave --authority out: records follow the policy of the store"
        raise InputError([Finding("what-if", "--authority asks what if; nothing is written under it", mend=mend)])
    return replace(store, to_write=True)


def again_if_changed(options: Asked, act: Callable[[], int]) -> int:
    """Do it; where somebody else wrote in the same file meanwhile, once more from the start, with nobody else writing.

    For what asks nobody anything, and says nothing before it has written.
    """
    try:
        return act()
    except InputError as error:
        if {finding.code for finding in error.findings} != {"changed-meanwhile"}:
            raise
    from supctl.store.changes.committing import alone

    with alone(store_folder(options)):
        return act()


def logbook(store: Opened, day: date | None = None) -> Logbook:
    """The book in which sessions of a day are logged now: up to the day asked, and never after today."""
    taken = Taken(partial(_called, store.facts), {*store.facts.unread, *draft_ids(store.folder)})
    return Logbook(store.facts, store.policy.on(day), min(store.as_of, opening.today()), taken, stamp())


def _called(facts: Service, four: str) -> list[str]:
    """The records that end with four letters, and the drafts that logged one: those are not everywhere."""
    drafts = (record.source.file or "" for record in facts.gathered.drafted(four))
    return [*facts.gathered.called(four), *(Path(draft).stem for draft in drafts)]


def effects_of(store: Opened, records: Sequence[Record]) -> Effects:
    """What new records change on the day."""
    return effects_between(store, with_records(store.facts, records), records)


def effects_between(store: Opened, then: Service, records: Sequence[Record]) -> Effects:
    """What differs once `records` are as `then` knows them: asked of those alone whom they are about."""
    units = units_of_records(records)
    before = answer(store.facts, store.policy, store.as_of, units=units)
    known = {record.id for record in records if store.facts.record(record.id) is None}
    return effects(before, answer(then, store.policy, store.as_of, units=units), known)


def stamp() -> Stamp:
    """This moment, and the account that supctl runs under."""
    return Stamp(datetime.now(UTC).replace(microsecond=0), _account())


def _account() -> str | None:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
    domain = os.environ.get("USERDOMAIN") if os.name == "nt" else None
    return f"{domain}\\{user}" if domain else user


def day_typed(option: str, typed: str | None, *, prefer: Prefer = "past") -> date | None:
    """A date as typed for an option; None where it was left out. `prefer`: which way a weekday alone is meant.

    Raises InputError.
    """
    if typed is None:
        return None
    with suppress(ValueError):
        return read_date(typed, opening.today(), prefer=prefer)
    return read_day(option, typed)


def minutes_typed(typed: str | None) -> int | None:
    """A length as typed: 90, 1.5h, 1h30; None where it was left out. Raises InputError."""
    if typed is None or re.fullmatch(r"-?\d+", typed.strip()):
        return int(typed) if typed else None
    try:
        return read_minutes(typed)
    except ValueError as error:
        message, _, mend = str(error).partition("; mend: ")
        raise InputError([Finding("wrong-value", f"--minutes: {message}", mend=mend)]) from None


def several(typed: Sequence[str] | None) -> list[str]:
    """What was typed with commas between, once or several times."""
    return [part.strip() for one in typed or () for part in one.split(",") if part.strip()]


def events_named(typed: Sequence[str], subject: Subject, children: Sequence[str], names: Directory) -> tuple[str, ...]:
    """Events of children as typed, each as case/event: M1/e3, or e3 where the session is about one child.

    Raises InputError.
    """
    own = (subject.id,) if subject.kind == "case" else tuple(children)
    return tuple(_event_named(one, own, names) for one in typed)


def _event_named(typed: str, children: Sequence[str], names: Directory) -> str:
    case, _, event = typed.rpartition("/")
    if case:
        return f"{names.one('case', case)}/{event}"
    if len(children) == 1:
        return f"{children[0]}/{event}"
    message = f"--about {typed}: whose event is it?"
    raise InputError([Finding("no-subject", message, mend=f"write it with its child: --about REFERENCE/{event}")])


@contextmanager
def said_with_dates(day_option: str = "--on") -> Iterator[None]:
    """Within it, what is wrong is said with dates as people read them; `day_option` is how the day is typed."""
    try:
        yield
    except InputError as error:
        raise InputError([_readable(finding, day_option) for finding in error.findings]) from None


def _readable(finding: Finding, day_option: str) -> Finding:
    mend = finding.mend.replace("--on DATE", f"{day_option} DATE") if finding.mend else None
    return replace(finding, message=say_dates_in(finding.message), mend=mend)
