"""What every command that writes records needs: a store that may be written, the time, the letters taken."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime

from supctl.answers import answer
from supctl.cli.opening import Opened, opened, read_day, today
from supctl.cli.options import Asked
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.days import say_dates_in
from supctl.exchange.names import last_four
from supctl.facts import Record
from supctl.facts.dates_typed import Prefer, read_date
from supctl.records.effects import Effects, effects
from supctl.records.sessions import Logbook, Stamp
from supctl.store.drafts import draft_ids


def opened_to_write(options: Asked) -> Opened:
    """The store, if all of it can be read and its own policy is asked. Raises StoreError or InputError otherwise."""
    store = opened(options)
    if store.problems:
        raise StoreError("nothing was written: first mend what could not be read")
    if store.what_if:
        mend = "leave --authority out: records follow the policy of the store"
        raise InputError([Finding("what-if", "--authority asks what if; nothing is written under it", mend=mend)])
    return store


def logbook(store: Opened) -> Logbook:
    """The book in which sessions of this store are logged now."""
    ids = [*(record.id for record in store.facts.records), *store.facts.unread, *draft_ids(store.folder)]
    taken = frozenset(last_four(one).casefold() for one in ids)
    return Logbook(store.facts, store.policy, store.as_of, taken, stamp())


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
        return read_date(typed, today(), prefer=prefer)
    return read_day(option, typed)


def several(typed: Sequence[str] | None) -> list[str]:
    """What was typed with commas between, once or several times."""
    return [part.strip() for one in typed or () for part in one.split(",") if part.strip()]


@contextmanager
def said_with_dates() -> Iterator[None]:
    """Within it, what is wrong is said with dates as people read them."""
    try:
        yield
    except InputError as error:
        raise InputError([_readable(finding) for finding in error.findings]) from None


def _readable(finding: Finding) -> Finding:
    return replace(finding, message=say_dates_in(finding.message))
