"""What new records change: which dates move, what is owed since, and what is settled. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from supctl.answers import Answers, Obligation


@dataclass(frozen=True)
class Moved:
    """A date that another one has taken the place of; `was` None where there was none."""

    now: Obligation
    was: date | None


@dataclass(frozen=True)
class Effects:
    """`moved`: dates of frequencies; `owed`: what follows from the new records; `settled`: what is owed no more."""

    moved: tuple[Moved, ...]
    owed: tuple[Obligation, ...]
    settled: tuple[Obligation, ...]


def effects(before: Answers, after: Answers, new: Collection[str]) -> Effects:
    """What differs between two answers of one day; `new` are the ids of the records that the second one knows more."""
    old = {one.id: one for one in before.obligations}
    left = {one.id for one in after.obligations}
    frequencies = [one for one in after.obligations if one.kind == "frequency"]
    moved = [Moved(one, old[one.id].due if one.id in old else None) for one in frequencies if _differs(one, old)]
    other = [one for one in after.obligations if one.kind != "frequency" and one.status != "to-write-up"]
    owed = [one for one in other if (one.after or "").partition("#")[0] in new]
    settled = [one for one in before.obligations if one.id not in left and one.status != "to-write-up"]
    return Effects(tuple(moved), tuple(owed), tuple(settled))


def _differs(one: Obligation, old: dict[str, Obligation]) -> bool:
    before = old.get(one.id)
    return before is None or (one.due, one.have, one.last) != (before.due, before.have, before.last)
