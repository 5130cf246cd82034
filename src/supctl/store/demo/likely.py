"""The tables of likely.toml as shapes: how the grown demo's service is made up, and how likely things are in it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from supctl.documents import Shape

Range = tuple[int, int]


class SizeTable(Shape):
    """How large a service may be, and how its people are divided into teams."""

    people: Range
    years: tuple[float, float]
    records: int
    team: float
    teams_to_a_service_manager: int
    vacant: float
    records_a_year: int
    one_process_up_to: int


class TeamTable(Shape):
    """A kind of team: its manager's role, the others' in order, and how many children each of them holds."""

    kind: str
    name: str
    manager: str
    roles: tuple[str, ...]
    children: int


class PersonTable(Shape):
    """Shares of the people who come into a place."""

    locum: float
    seconded: float
    newly_qualified: float
    part_time: float
    moved: float
    leaving: float
    without_file: float
    trained: float


class AwayTable(Shape):
    """Days away: in summer, and long ones."""

    leave: float
    leave_days: Range
    long: float
    long_days: Range
    covered: float


class Stage(Shape):
    """A category and how many days a case is in it."""

    is_: str
    days: Range


class Way(Shape):
    """One way that a case may go in a kind of team."""

    kind: str
    share: float
    stage: tuple[Stage, ...]


class CaseTable(Shape):
    """How cases follow one another on a worker's caseload, and what is held and happens."""

    open: float
    next: Range
    siblings: float
    left: float
    plan_after: Range
    no_plan: float
    longer: float
    visit: Range
    review: Range


class RecordTable(Shape):
    """What becomes of records: only logged, amended, voided, late, never finished."""

    logged: float
    logged_first: float
    amended: float
    voided: float
    imported: float
    cancelled: float
    never: float
    late: float
    weeks: Range
    disagreed: float
    booked: float
    reason: tuple[str, ...]
    short: float
    reflective: float


class Rhythm(Shape):
    """Days between two sessions: at most `limit` in time, mostly `usual`; how many are late, overdue and due soon."""

    limit: int
    usual: Range
    late: Range
    often_late: float
    overdue: float
    soon: float


class Seldom(Shape):
    """What comes now and then: for whom, in what rhythm, with which steps; `next`: its own next date, days ahead."""

    activity: str
    of: tuple[str, ...]
    rhythm: Rhythm
    steps: str
    next: int | None = None


class StepTable(Shape):
    """One step: by whom, to whom, where, and how many days after the one before."""

    step: str
    by: str
    after: Range
    to: str | None = None
    where: str | None = None


class NameTable(Shape):
    """Parts of names."""

    first: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    teams: tuple[str, ...]


class Likely(Shape):
    """All of it."""

    size: SizeTable
    team: tuple[TeamTable, ...]
    stay: dict[str, Range]
    empty: dict[str, Range]
    person: PersonTable
    away: AwayTable
    way: tuple[Way, ...]
    case: CaseTable
    records: RecordTable
    rhythm: dict[str, Rhythm]
    seldom: tuple[Seldom, ...]
    steps: dict[str, tuple[StepTable, ...]]
    names: NameTable


@cache
def likely() -> Likely:
    """The tables, read once."""
    text = files("supctl.store.demo").joinpath("likely.toml").read_text(encoding="utf-8")
    return Likely.model_validate(tomllib.loads(text))
