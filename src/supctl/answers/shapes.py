"""What the answers look like: obligations with their explanation, windows, findings, and what no rule covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.answers.subject import Subject
from supctl.documents import Origin
from supctl.errors import Finding

Kind = Literal["frequency", "deadline", "presence"]
Status = Literal["overdue", "late", "missing", "to-write-up", "soon", "ok", "done"]
Basis = Literal["policy", "baseline", "local", "agreement"]
WindowState = Literal["open", "used", "closed"]
UnheldBecause = Literal["left", "none", "away", "unknown"]
Because = Literal["post", "cover", "vacant"]

OPEN: tuple[Status, ...] = ("overdue", "late", "missing", "to-write-up", "soon")


@dataclass(frozen=True)
class Reading:
    """The reading that an answer rests on: which option, and whether the service has confirmed it."""

    id: str
    option: str | None
    confirmed: bool


@dataclass(frozen=True)
class Passed:
    """A time under an earlier row that ended before the date that it would have given."""

    row: str
    until: date
    would_be: date | None


@dataclass(frozen=True)
class Before:
    """The row that governed until the day before: `last` its last day, `lapsed` what then ceased to hold."""

    row: str
    last: date
    lapsed: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Explanation:
    """How a date came about: what it was counted from, the row that governs, why that row, and the sum.

    `base_is`: event, start, opening, or what a deadline follows; `interval` as written; `governs_from` the first day of
    the row's unbroken time; `because` the conditions that hold, each with the words that hold of the subject;
    `before` the row that governed until then; `passed` the stretches walked over; `counted_from` the day from which
    a quota's period counts; `last_record` the record of the last event; `place` where the base fact was written;
    `policy_from` the day on which its policy took the place of another one, if it did.
    """

    base: date | None
    base_is: str
    base_record: str | None = None
    interval: str | None = None
    row: str | None = None
    governs_from: date | None = None
    because: tuple[tuple[str, tuple[str, ...]], ...] = ()
    before: Before | None = None
    passed: tuple[Passed, ...] = ()
    used_first: bool = False
    agreed: str | None = None
    agreed_record: str | None = None
    approval: date | None = None
    limit_interval: str | None = None
    stretch_start: date | None = None
    counted: tuple[date, ...] = ()
    counted_from: date | None = None
    last_record: str | None = None
    place: Origin | None = None
    policy_from: date | None = None


@dataclass(frozen=True)
class Beside:
    """Another rule that asks for the same, and whose date is later: it says nothing of its own.

    `basis` and `ruled_on` tell whose rule it is, as in an obligation.
    """

    policy: str
    rule: str
    due: date | None
    limit: date | None
    clause: tuple[str, ...]
    basis: Basis = "policy"
    ruled_on: date | None = None


@dataclass(frozen=True)
class Obligation:
    """Something that must happen, for one subject, by one rule. `days`: from the day asked to the due date.

    `diary`: every date fixed for it, past ones too; `booked`: the first of them from the day asked on.
    `recommended`: the date is a recommendation, and what is past it is late, never overdue. `ruled_on`: a day whose
    policy asks for it, where that is no longer the one in force; `beside`: rules that ask for the same later.
    """

    id: str
    kind: Kind
    subject: Subject
    policy: str
    rule: str
    activity: str
    activities: tuple[str, ...]
    due: date | None
    limit: date | None
    status: Status
    clause: tuple[str, ...]
    explanation: Explanation
    basis: Basis = "policy"
    worker: str | None = None
    team: str | None = None
    owner: str | None = None
    owner_because: Because = "post"
    last: date | None = None
    done: date | None = None
    days: int | None = None
    booked: date | None = None
    have: int | None = None
    need: int | None = None
    after: str | None = None
    away: bool = False
    reading: Reading | None = None
    recommended: bool = False
    diary: tuple[date, ...] = ()
    ruled_on: date | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def late_by(self) -> int | None:
        """Of something done: how many days after its due date; 0 or less when in time."""
        return (self.done - self.due).days if self.done and self.due else None


@dataclass(frozen=True)
class Uncovered:
    """A subject for which no row of a frequency policy holds on the day: the policy sets nothing, and that is said."""

    subject: Subject
    policy: str
    activity: str
    worker: str | None
    team: str | None
    owner: str | None
    owner_because: Because


@dataclass(frozen=True)
class Exempt:
    """A subject that a row of a frequency policy exempts on the day."""

    subject: Subject
    policy: str
    rule: str
    activity: str
    clause: tuple[str, ...]
    reading: Reading | None


@dataclass(frozen=True)
class Window:
    """A time in which somebody may act; `settled` the step that silence has settled, from the day after `until`.

    `until` is None where it closes with the next session, and none has been held. `ruled_on` as in an obligation.
    """

    id: str
    rule: str
    subject: Subject
    record: str
    opened: date
    until: date | None
    state: WindowState
    settled: str | None
    clause: tuple[str, ...]
    ruled_on: date | None = None


@dataclass(frozen=True)
class Unheld:
    """An open case without a worker: gone, none named, one that no file knows, or away without cover."""

    case: str
    why: UnheldBecause
    worker: str | None
    since: date | None


@dataclass(frozen=True)
class Owed:
    """What is owed and by whom nothing is: the part of the answers that changes only with the facts.

    `obligations` do not say yet how they stand on a day; `windows` are those that nobody used, open ones and some
    that are over. Everything here is in the order in which it was found.
    """

    obligations: tuple[Obligation, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    unheld: tuple[Unheld, ...] = ()
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Answers:
    """Everything that follows from facts and policy on a day.

    `obligations` open or in time, ordered by due date (none last), then subject and id; `history` what was done, in the
    same order; `findings` what falls short, each once.
    """

    as_of: date
    obligations: tuple[Obligation, ...]
    history: tuple[Obligation, ...]
    uncovered: tuple[Uncovered, ...]
    exempt: tuple[Exempt, ...]
    windows: tuple[Window, ...]
    unheld: tuple[Unheld, ...]
    findings: tuple[Finding, ...]


def in_order(obligations: list[Obligation]) -> tuple[Obligation, ...]:
    """Obligations by due date (none last), subject and id."""
    return tuple(sorted(obligations, key=lambda one: (one.due or date.max, one.subject.id, one.id)))
