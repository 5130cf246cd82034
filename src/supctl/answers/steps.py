"""Parties to a record, and the day on which they took a step of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supctl.facts import Record, Service, Step


def party(record: Record, name: str, service: Service, case: str | None = None) -> set[str]:
    """Who a party to a record is on its day, by id: supervisor, supervisee, line-manager, above, case-worker ..."""
    day, post = record.date, service.post(record.supervisee, record.date)
    if name == "above":
        return set(service.above(record.supervisee, day)[1:])
    named = {
        "supervisor": record.supervisor or (post.supervisor if post else None),
        "supervisee": record.supervisee,
        "line-manager": (post.line_manager or post.supervisor) if post else None,
        "professional-supervisor": post.professional_supervisor if post else None,
        "case-worker": service.case_worker(case, day) if case else None,
    }
    return {who for who in (named[name],) if who}


@dataclass(frozen=True)
class Steps:
    """The steps of one record, as far as they concern one case, or the record as a whole; taken at one of `where`.

    `since`: those taken before that day are not looked at.
    A step taken on a version that was amended since was taken all the same.
    """

    record: Record
    service: Service
    case: str | None = None
    where: Sequence[str] = ()
    since: date = date.min

    def day(self, step: str, by: Sequence[str] = (), settled: date | None = None) -> date | None:
        """The day by which each party of `by` had taken the step: the latest of their first times; None until then.

        Without parties, the first time that anybody did. `settled`: the day from which silence counts as the
        supervisee's.
        """
        taken = [one for one in (*self.record.steps, *self.record.earlier) if one.step == step and self._concerns(one)]
        if not by:
            return min([*(one.on for one in taken), *([settled] if settled else [])], default=None)
        days: list[date] = []
        for name in by:
            people = party(self.record, name, self.service, self.case)
            own = [one.on for one in taken if one.by in people]
            if settled and name == "supervisee":
                own.append(settled)
            if not own:
                return None
            days.append(min(own))
        return max(days)

    def _concerns(self, step: Step) -> bool:
        is_here = not self.where or _folded(step.where) in map(_folded, self.where)
        return step.case in {None, self.case} and is_here and step.on >= self.since


_SAME = str.maketrans({"-": " ", "\u2019": "'", "\u2018": "'", "\u2010": " ", "\u2011": " "})
"""Signs that people type one for the other."""


def _folded(place: str | None) -> str:
    plain = (place or "").casefold().translate(_SAME)
    return " ".join(plain.split())
