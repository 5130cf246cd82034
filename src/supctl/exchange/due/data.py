"""The due list as data: the shapes that `--format json` writes, in the order of the contract. Ids, never initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.answers import Obligation, Reading, Subject, Uncovered, Unheld, Window
from supctl.answers.shapes import Basis, Because, Kind, Status
from supctl.exchange.view import View
from supctl.policy import Policy, SubjectKind


@dataclass(frozen=True)
class SubjectData:
    """Whom or what it is about; `name` of a person, team or pair, null for a child."""

    kind: SubjectKind
    id: str
    name: str | None


@dataclass(frozen=True)
class ClauseData:
    """The clauses that a rule cites: the source and section of the first, and every id."""

    source: str | None
    ids: list[str]
    section: str | None


@dataclass(frozen=True)
class ReadingData:
    """The reading that it rests on, the option taken, and whether the service has confirmed it."""

    id: str
    option: str | None
    confirmed: bool


@dataclass(frozen=True)
class ObligationData:
    """One obligation. `days`: from the date asked to the due date, negative when past.

    `authority`: whose policy asks for it, an earlier one's where that did; the one in force beside a rule of the
    service's own, which `basis` names as local.
    """

    id: str
    kind: Kind
    subject: SubjectData
    worker: str | None
    team: str | None
    owner: str | None
    owner_because: Because
    policy: str
    rule: str
    activity: str
    last: date | None
    due: date | None
    limit: date | None
    status: Status
    days: int | None
    booked: date | None
    have: int | None
    need: int | None
    after: str | None
    away: bool
    basis: Basis
    clause: ClauseData
    reading: ReadingData | None
    authority: str


@dataclass(frozen=True)
class DoneData(ObligationData):
    """Something done: when, and how many days after its due date (0 or less: in time; null: it had none)."""

    done: date | None
    late_by: int | None


@dataclass(frozen=True)
class UncoveredData:
    """Somebody for whom no row of a frequency policy holds."""

    subject: SubjectData
    policy: str
    activity: str
    worker: str | None
    team: str | None
    owner: str | None
    owner_because: Because


@dataclass(frozen=True)
class WindowData:
    """A time in which somebody may act."""

    id: str
    rule: str
    subject: SubjectData
    record: str
    opened: date
    until: date | None
    state: Literal["open", "used", "closed"]
    settled: str | None
    clause: ClauseData


@dataclass(frozen=True)
class UnheldData:
    """An open case without a worker: gone, none named, one that no file knows, or away without cover."""

    case: str
    why: Literal["left", "none", "away", "unknown"]
    worker: str | None
    since: date | None


@dataclass(frozen=True)
class DueData:
    """`supctl due --format json`. `windows`: those open; with --all also those used or closed."""

    as_of: date
    authority: str
    opening: date | None
    obligations: list[ObligationData]
    uncovered: list[UncoveredData]
    windows: list[WindowData]
    unheld: list[UnheldData]


@dataclass(frozen=True)
class HistoryData:
    """`supctl due --history FROM --format json`."""

    as_of: date
    authority: str
    opening: date | None
    history_from: date
    obligations: list[DoneData]


@dataclass(frozen=True)
class CountData:
    """`supctl due --count --format json`."""

    count: int


def due_data(view: View) -> DueData:
    """The list as data, ordered by due date (null last), then subject."""
    windows = [one for one in view.answers.windows if view.everything or one.state == "open"]
    return DueData(
        as_of=view.as_of,
        authority=view.policy.id,
        opening=view.service.opening,
        obligations=[obligation_data(view, one) for one in view.obligations],
        uncovered=[uncovered_data(view, one) for one in view.answers.uncovered],
        windows=[window_data(view, one) for one in windows],
        unheld=[unheld_data(one) for one in view.answers.unheld],
    )


def history_data(view: View, from_: date) -> HistoryData:
    """What was done, as data."""
    done = [
        DoneData(**vars(obligation_data(view, one)), done=one.done, late_by=one.late_by) for one in view.answers.history
    ]
    return HistoryData(view.as_of, view.policy.id, view.service.opening, from_, done)


def obligation_data(view: View, one: Obligation) -> ObligationData:
    """One obligation as data."""
    return ObligationData(
        id=one.id,
        kind=one.kind,
        subject=subject_data(view, one.subject),
        worker=one.worker,
        team=one.team,
        owner=one.owner,
        owner_because=one.owner_because,
        policy=one.policy,
        rule=one.rule,
        activity=one.activity,
        last=one.last,
        due=one.due,
        limit=one.limit,
        status=one.status,
        days=one.days,
        booked=one.booked,
        have=one.have,
        need=one.need,
        after=one.after,
        away=one.away,
        basis=one.basis,
        authority=authority_of(view.policy, one.basis, one.ruled_on),
        clause=clause_data(view.policy.whose(one.basis, one.ruled_on), one.clause),
        reading=reading_data(one.reading),
    )


def uncovered_data(view: View, one: Uncovered) -> UncoveredData:
    """A subject without a rule, as data."""
    subject = subject_data(view, one.subject)
    return UncoveredData(subject, one.policy, one.activity, one.worker, one.team, one.owner, one.owner_because)


def window_data(view: View, one: Window) -> WindowData:
    """A window as data."""
    subject, clause = subject_data(view, one.subject), clause_data(view.policy.on(one.ruled_on), one.clause)
    return WindowData(one.id, one.rule, subject, one.record, one.opened, one.until, one.state, one.settled, clause)


def unheld_data(one: Unheld) -> UnheldData:
    """A case that nobody holds, as data."""
    return UnheldData(one.case, one.why, one.worker, one.since)


def subject_data(view: View, subject: Subject) -> SubjectData:
    """Whom or what it is about; a child has no name."""
    named = subject.kind in {"worker", "pair", "team"}
    return SubjectData(subject.kind, subject.id, view.names_for_data.subject(subject) if named else None)


def authority_of(policy: Policy, basis: str | None, ruled_on: date | None) -> str:
    """The id of the authority whose policy asks for something."""
    return policy.id if basis == "local" else policy.on(ruled_on).id


def reading_data(reading: Reading | None) -> ReadingData | None:
    """The reading that an answer rests on, as data."""
    return ReadingData(reading.id, reading.option, reading.confirmed) if reading else None


def clause_data(policy: Policy, ids: tuple[str, ...]) -> ClauseData:
    """The clauses cited, with source and section of the first that is known."""
    first = next((policy.clauses[one] for one in ids if one in policy.clauses), None)
    return ClauseData(first.source if first else None, list(ids), first.section if first else None)
