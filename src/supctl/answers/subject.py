"""Whom or what a rule is about, and the units that answers are asked of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from supctl.policy import SubjectKind


@dataclass(frozen=True)
class Subject:
    """Whom or what a rule is about. A pair's id is supervisee+supervisor, an action's record#action.

    `worker` is the person through whom a pair or an action is seen; `with_` the supervisor of a pair.
    """

    kind: SubjectKind
    id: str
    worker: str | None = None
    with_: str | None = None


UnitKind = Literal["worker", "case", "team", "service"]


class Unit(NamedTuple):
    """A person, a case, a team or the whole service, by id ("service" for the last)."""

    kind: UnitKind
    id: str


SERVICE = Unit("service", "service")


def unit_of(subject: Subject) -> Unit:
    """The unit that a subject belongs to."""
    if subject.kind == "pair" or subject.kind == "action":  # noqa: PLR1714 - so that mypy sees which kinds are left
        return Unit("worker", subject.worker or "")
    if subject.kind == "service" or not subject.id:
        return SERVICE
    return Unit(subject.kind, subject.id)
