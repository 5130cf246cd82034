"""The answers that a command needs and no more: by what the index keeps, where there is one, else from the facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date

from supctl.answers.shapes import Answers
from supctl.answers.standing import standing
from supctl.answers.subject import SERVICE, Unit
from supctl.cli.opening import Opened
from supctl.cli.options import Asked
from supctl.cli.progress import told
from supctl.errors import SupctlError
from supctl.exchange.selection import Wanted
from supctl.facts import Record, service_as_of
from supctl.facts.gathered import people_of
from supctl.store import open_store
from supctl.store.index.owed import Kept


def standing_of(store: Opened, wanted: Wanted, soon_days: int, asked: Asked) -> Answers:
    """What is owed of what is wanted, and perhaps of more; without history and findings, of windows those open."""
    if store.index is None:
        from supctl.answers.door import answer

        return answer(store.facts, store.policy, store.as_of, soon_days=soon_days, units=units_of(store, wanted))
    with told("working out who owes what", asked) as progress:
        kept = Kept(store.index, store.facts, store.policy, progress)
        units = units_of(store, wanted)
        if units is not None:
            owed = kept.of_units(units, store.as_of)
        elif wanted.team is not None:
            known = service_as_of(store.facts, store.as_of)
            owed = kept.of_teams(known.team_and_below(wanted.team), set(known.teams), store.as_of)
        else:
            owed = kept.of_all(store.as_of)
    return standing(owed, store.policy, store.as_of, soon_days)


def number_owed(store: Opened, until: date | None, asked: Asked) -> int | None:
    """How much the whole service owes: with no date or one up to `until`; None where there is no index to tell."""
    if store.index is None:
        return None
    with told("working out who owes what", asked) as progress:
        return Kept(store.index, store.facts, store.policy, progress).number(store.as_of, until)


def keep_up(store: Opened, records: Iterable[Record]) -> None:
    """Bring the index up to records that were just written, and what is owed because of them: who asks next need not.

    Said to nobody, and no matter where it cannot be done: the next command does it.
    """
    if store.index is None:
        return
    with suppress(SupctlError, OSError, ValueError, sqlite3.Error):
        loaded = open_store(store.folder).indexed(store.facts.vocabulary, store.key, _silently)
        if loaded and loaded.index:
            kept = Kept(loaded.index, loaded.service, store.policy, _silently)
            kept.of_units(units_of_records(records), store.as_of)


def _silently(_done: int, _of: int | None = None) -> None:
    return


def units_of(store: Opened, wanted: Wanted) -> Collection[Unit] | None:
    """The units of which something may be wanted; None where that may be anybody."""
    if wanted.subject is None:
        return None
    kind, id_ = wanted.subject
    if kind == "worker":
        return [Unit("worker", id_), *(Unit("case", case) for case in store.facts.held_cases.ever_of(id_))]
    if kind == "pair":
        return [Unit("worker", id_.partition("+")[0])]
    if kind == "record":
        record = store.facts.record(id_)
        return units_of_records([record] if record else [])
    return [Unit(kind, id_)]


def units_of_records(records: Iterable[Record]) -> Collection[Unit]:
    """The units for which something may follow from these records."""
    found = {SERVICE}
    for record in records:
        found |= {Unit("worker", worker) for worker in people_of(record)}
        found |= {Unit("case", case) for case in record.cases}
        found |= {Unit("team", record.team)} if record.team else set()
    return found
