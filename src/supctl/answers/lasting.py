"""What a unit owes, with the days and the facts for which that holds: what may be kept and need not be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.answers.door import owed_to_date
from supctl.answers.shapes import Owed
from supctl.answers.subject import Unit
from supctl.facts import Service
from supctl.facts.noted import Asked, noting
from supctl.facts.watched import Span, WatchedDay
from supctl.policy import Policy


@dataclass(frozen=True)
class Lasting:
    """What a unit owes on every day of `span`, as long as nothing changes that `rests_on` names."""

    unit: Unit
    owed: Owed
    span: Span
    rests_on: frozenset[Asked]


def lasting(facts: Service, policy: Policy, as_of: date, unit: Unit) -> Lasting:
    """What a unit owes on a day, and how long that lasts."""
    span, noted = Span(), set[Asked]()
    owed = owed_to_date(noting(facts, noted), policy, WatchedDay.of(as_of, span), (unit,))
    return Lasting(unit, owed, span, frozenset(noted))
