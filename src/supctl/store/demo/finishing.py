"""How a record is finished: the steps of its kind, in order, on days of their own; and what becomes of it besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, iso, working_from
from supctl.store.demo.drafted import Drafted, Taken
from supctl.store.demo.habits import Taking
from supctl.store.demo.likely import RecordTable, likely

_LATELY = 100
_FORTNIGHT = 14
_SOON = (0, 1)
_EARLY_PART = 8
_LATER = 6
"""Days that are enough for a second version: the next working day, whatever holidays there are."""


def finish(  # noqa: PLR0913, PLR0917 - what it is, with which steps, by chance, up to which days
    record: Drafted, steps: str, chance: Chance, until: Day, as_of: Day, besides: Sequence[Taking] = ()
) -> Drafted:
    """The record with its steps up to `as_of`, none after `until`: the last day on which both parties are here.

    `besides`: what the authority asks for after them.

    Some are weeks late, and of those of the last hundred days a few are never taken.
    """
    table, shares = likely().steps[steps], likely().records
    late = chance.days((0, len(table) - 1)) if chance.happens(shares.late) else None
    never = chance.happens(shares.never) and as_of - record.day < _LATELY
    stops = chance.days((0, len(table) - 1)) if never else None
    people = {"supervisor": record.supervisor or record.supervisee or "", "supervisee": record.supervisee or ""}
    day = record.day
    for number, one in enumerate(table):
        day += chance.days(one.after) + (chance.days(shares.weeks) if number == late else 0)
        on = max(record.day, min(working_from(day), until))
        if on > as_of or number == stops:
            break
        record.steps.append(Taken(one.step, on, people[one.by], people[one.to] if one.to else None, one.where))
    else:
        take(record, besides, chance, until, as_of)
    return record


def take(record: Drafted, steps: Sequence[Taking], chance: Chance, until: Day, as_of: Day) -> None:
    """Steps more, each soon after the one before."""
    day = record.steps[-1].on if record.steps else record.day
    for one in steps:
        by = record.supervisee if one.by == "supervisee" or not record.supervisor else record.supervisor
        day = max(record.day, min(working_from(day + chance.days(_SOON)), until))
        if day > as_of or not by:
            return
        record.steps.append(Taken(one.step, day, by, None, one.where))


def versions(record: Drafted, chance: Chance, until: Day, opening: Day, as_of: Day) -> Iterator[Drafted]:
    """The record as it is kept: mostly as it is, at times only logged, imported, amended, or once too often.

    The last one given is the one that counts.
    """
    shares, drawn = likely().records, chance.part()
    record.named()
    written = bool(record.steps) and record.steps[0].step == "written"
    if as_of - record.day < _FORTNIGHT and drawn < shares.logged:
        yield _logged(record)
    elif (as_of - opening) > _LATELY and record.day < opening + (as_of - opening) // _EARLY_PART:
        yield _imported(record, opening, chance) if drawn < shares.imported else record
    elif written and record.steps[-1].on + _LATER <= min(until, as_of - _FORTNIGHT):
        yield from _in_two(record, shares, drawn)
    else:
        yield record


def _in_two(record: Drafted, shares: RecordTable, drawn: float) -> Iterator[Drafted]:
    """Logged and then written up, amended, or voided beside the right one."""
    if drawn < shares.logged_first:
        yield _logged(record)
        yield _amending(record)
    elif drawn < shares.logged_first + shares.amended:
        first = copy(record)
        first.steps, first.minutes = record.steps[:1], record.minutes and record.minutes - 5
        yield first
        yield _amending(record)
    elif drawn < shares.logged_first + shares.amended + shares.voided and not record.actions:
        twice = copy(record).named(record.id)
        twice.reviewed, written = [], record.steps[0]
        twice.steps = [written, Taken("voided", working_from(written.on), written.by)]
        yield twice
        yield record
    else:
        yield record


def _logged(record: Drafted) -> Drafted:
    logged = copy(record)
    logged.form, logged.form_version, logged.answers = None, None, {}
    logged.steps, logged.source = [], {"kind": "logged"}
    return logged


def _amending(record: Drafted) -> Drafted:
    """The record that takes the place of its first version."""
    later = copy(record).named(record.id)
    later.amends = record.id
    later.steps = [replace(one, on=working_from(one.on + 1)) for one in record.steps]
    return later


def _imported(record: Drafted, opening: Day, chance: Chance) -> Drafted:
    """The record as it came from another system: on no form."""
    imported = copy(record)
    imported.form, imported.form_version, imported.answers = None, None, {}
    row = chance.days((2, 4000))
    imported.source = {"kind": "imported", "file": "sessions-before.csv", "row": row, "batch": iso(opening)}
    return imported
