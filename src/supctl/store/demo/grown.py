"""The grown demo: an invented service of any number of people and any length of history, written as a stream.

The same size, day, authority and supctl give the same bytes. A longer history is the same service with more of its
past: the same people at the end, and the same number of children.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from supctl.errors import Finding, InputError
from supctl.store.changes.bulk import create_many, see_on_disk
from supctl.store.demo.likely import likely
from supctl.store.demo.parts import Authority, Count, Order, team_files, written_parts
from supctl.store.formatting import toml_text
from supctl.store.writing import declare, make_room, settings_text

_STORES: Final = uuid.UUID("5d3c3f0e-0a55-4b0e-9a57-0c8a3b1f6d21")
_NAME: Final = "Demo: an invented children's service"
_DAYS_A_YEAR: Final = 365.25
_MOST_PROCESSES: Final = 8

Progress = Callable[[int, int], None]
"""Told how many records are written, and about how many there will be."""


@dataclass(frozen=True)
class Size:
    """How large a service: people in all, years of history, and the seed of its chance."""

    people: int
    years: float
    seed: int = 1

    @property
    def records(self) -> int:
        """About how many records there will be."""
        return round(self.people * self.years * likely().size.records_a_year)

    @property
    def days(self) -> int:
        """How many days the history has."""
        return round(self.years * _DAYS_A_YEAR)


@dataclass(frozen=True)
class Written:
    """What was written; `team` and `worker` are two of them to ask about."""

    folder: Path
    opening: date
    teams: int
    people: int
    cases: int
    records: int
    team: str
    worker: str


def grow(  # noqa: PLR0913 - what the demo is of, and two things that change nothing in it
    folder: Path,
    authority: Authority,
    as_of: date,
    size: Size,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
) -> Written:
    """Write a service of this size as it stands on `as_of`, supctl.toml last, and tell what is in it.

    `processes`: as many as the machine has unless told, for a small demo one. Raises InputError for a size that is none
    and a folder that is not empty, StoreError where it cannot be written.
    """
    _refuse(size)
    order = Order(authority, size.people, size.seed, as_of - timedelta(days=max(1, size.days)), as_of)
    settings = _settings(order, size)
    make_room(folder, settings)
    scene, written = order.scene(), Count()
    create_many(folder, team_files(scene))
    for count, is_last in written_parts(folder, order, scene, processes or _enough(size)):
        written += count
        if progress:
            progress(written.records, written.records if is_last else max(written.records, size.records))
    see_on_disk(folder)
    declare(folder, settings)
    team = next(team for team in scene.roster.plan.teams if len(team.places) > 1)
    worker = next(one for place in team.places[1:] if (one := scene.roster.holder(place.id, scene.as_of)))
    teams = len(scene.roster.plan.teams)
    return Written(folder, order.opening, teams, written.people, written.cases, written.records, team.id, worker.id)


def _refuse(size: Size) -> None:
    table, found = likely().size, list[Finding]()
    least, most = table.people
    if not least <= size.people <= most:
        message = f"a service of {size.people} people cannot be made up"
        found.append(Finding("size", message, mend=f"--workers from {least} to {most:,}"))
    shortest, longest = table.years
    if not shortest <= size.years <= longest:
        message = f"a history of {size.years:g} years cannot be made up"
        found.append(Finding("size", message, mend=f"--years from {shortest:g} (a week) to {longest:g}"))
    if not found and size.records > table.records:
        message = f"that would be about {size.records:,} records"
        found.append(Finding("size", message, mend=f"fewer --workers or --years: at most {table.records:,} records"))
    if found:
        raise InputError(found)


def _enough(size: Size) -> int:
    small = size.records < likely().size.one_process_up_to
    return 1 if small else min(os.cpu_count() or 1, _MOST_PROCESSES)


def _settings(order: Order, size: Size) -> str:
    told = f"{order.as_of.isoformat()} {order.authority.id} {size.people} {float(size.years)!r} {size.seed}"
    text = settings_text(uuid.uuid5(_STORES, told).hex, order.authority.id, _NAME, order.opening)
    return text + "\n" + toml_text({"file": [{"item": "supervision-lead", "date": order.opening}]})
