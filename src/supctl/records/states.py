"""Where a record stands: only logged, written, amended since, or voided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.facts import Record

State = Literal["draft", "logged", "written", "amended", "voided"]


@dataclass(frozen=True)
class Standing:
    """A record as it stood on a day; `amended_by` the record that has taken its place."""

    record: Record
    state: State
    amended_by: str | None = None


def standings(records: Iterable[Record], day: date) -> list[Standing]:
    """Every record known by that day, voided and amended ones too, newest first; steps taken later are not seen."""
    known = [_as_of(record, day) for record in records if max(record.date, record.known_from()) <= day]
    amended = {record.amends: record.id for record in known if record.amends and not _voided(record)}
    ordered = sorted(known, key=lambda record: (record.date, record.id), reverse=True)
    return [Standing(record, _state(record, amended), amended.get(record.id)) for record in ordered]


def _as_of(record: Record, day: date) -> Record:
    return record.model_copy(update={"steps": tuple(step for step in record.steps if step.on <= day)})


def _voided(record: Record) -> bool:
    return any(step.step == "voided" for step in record.steps)


def _state(record: Record, amended: Mapping[str, str]) -> State:
    if _voided(record):
        return "voided"
    if record.id in amended:
        return "amended"
    return "logged" if record.form is None and record.source.kind == "logged" else "written"
