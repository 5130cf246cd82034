"""What every command that writes records needs: a store that may be written, the time, the letters taken."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from supctl.answers import answer
from supctl.cli import opening
from supctl.cli.opening import Opened, opened, read_day
from supctl.cli.options import Asked
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.days import say_dates_in
from supctl.exchange.names import last_four
from supctl.facts import Record
from supctl.facts.dates_typed import Prefer, read_date
from supctl.records.effects import Effects, effects
from supctl.records.sessions import Logbook, Stamp
from supctl.records.typed import read_minutes
from supctl.store.drafts import draft_ids


def opened_to_write(options: Asked) -> Opened:
    """The store, if all of it can be read and its own policy is asked. Raises StoreError or InputError otherwise."""
    store = opened(options)
    if store.problems:
        raise StoreError("nothing was written: first mend what could not be read")
    if store.what_if:
        mend = "leave --authority out: records follow the policy of the store"
        raise InputError([Finding("what-if", "--authority asks what if; nothing is written under it", mend=mend)])
    return replace(store, to_write=True)


def logbook(store: Opened) -> Logbook:
    """The book in which sessions of this store are logged now: up to the day asked, and never after today."""
    records = store.facts.records
    begun = [Path(record.source.file).stem for record in records if record.source.file]  # drafts are not everywhere
    ids = [*(record.id for record in records), *begun, *store.facts.unread, *draft_ids(store.folder)]
    taken = frozenset(last_four(one).casefold() for one in ids)
    return Logbook(store.facts, store.policy, min(store.as_of, opening.today()), taken, stamp())


def effects_of(store: Opened, records: Sequence[Record]) -> Effects:
    """What new records change on the day."""
    longer = replace(store.facts, records=[*store.facts.records, *records])
    before = answer(store.facts, store.policy, store.as_of)
    return effects(before, answer(longer, store.policy, store.as_of), {record.id for record in records})


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
