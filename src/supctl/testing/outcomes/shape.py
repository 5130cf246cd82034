"""What comes of one expectation, and what it is held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from supctl.answers import Answers, answer
from supctl.checks import Known, references_found
from supctl.checks.duties import duties_found
from supctl.errors import Finding
from supctl.facts import Service, service_as_of
from supctl.policy import Policy
from supctl.testing.expect import Expect
from supctl.testing.given import GivenEscalation

EVER = dt.date(1, 1, 1)


@dataclass(frozen=True)
class Outcome:
    """Of one expectation: nothing expected where it was met, else what was, what came, and why.

    `reached`: the rules that it was about, as `policy/rule` or `kind/id`.
    """

    expected: str = ""
    came: str = ""
    why: str = ""
    reached: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Example:
    """The facts, policy and date of a scenario; what follows from them is worked out once, and only if it is asked."""

    service: Service
    policy: Policy
    as_of: dt.date
    expects: tuple[Expect, ...]
    escalations: tuple[GivenEscalation, ...] = ()
    wide: bool = False
    """Whether what is said of a record is found by its supervisee, case or team alike."""

    @cached_property
    def answers(self) -> Answers:
        """What is due, falls short and is not covered; with what was ever held, where an expectation looks at that."""
        wants_history = any(one.done is not None or "done" in one.status for one in self.expects)
        return answer(self.service, self.policy, self.as_of, history_from=EVER if wants_history else None)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What `check` would find: requirements that are not met, duties, and names that nobody has."""
        known = Known(service_as_of(self.service, self.as_of), self.policy, self.as_of, lambda _: False)
        named = references_found(known.service, self.service, self.policy)
        return (*self.answers.findings, *duties_found(self.answers.obligations, known), *named)


def subjects_of(record: str | None, service: Service) -> frozenset[str | None]:
    """Whom a record may be said to be about: its supervisee, its cases, its team; nobody where there is no record."""
    known = service.record(record or "")
    return frozenset({known.supervisee, *known.cases, known.team} - {None} if known else ())


def plain(value: object) -> str:
    """A value as it stands in a message."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(one)}" for key, one in value.items())
    return " or ".join(map(str, value)) if isinstance(value, tuple) else "none" if value is None else str(value)


def equal(came: object, wanted: object) -> bool:
    """Whether a value is the one wanted: one of several, or none for "none"."""
    if wanted == "none":
        return came is None
    return came in wanted if isinstance(wanted, tuple) else came == wanted


def told(expect: Expect, came: Mapping[str, object], about: str, reached: frozenset[str]) -> Outcome:
    """What is expected of something (`none`: no value) held against what came of it, key by key."""
    wanted = {name: getattr(expect, name) for name in came if getattr(expect, name) is not None}
    differing = [name for name, value in wanted.items() if not equal(came[name], value)]
    if not differing:
        return Outcome(reached=reached)
    expected = ", ".join(f"{name} {plain(wanted[name])}" for name in differing)
    return Outcome(expected, ", ".join(f"{name} {plain(came[name])}" for name in differing), about, reached)
