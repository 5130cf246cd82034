"""The grown demo in parts, each written by itself: a place with those who held it, and its children.

What a part holds follows from the seed and from names alone, so that several processes may write them in any order.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from supctl.errors import InputError, StoreError
from supctl.facts import Vocabulary
from supctl.policy import Policy
from supctl.store.changes.bulk import create_many
from supctl.store.demo.case_records import case_records, events_more
from supctl.store.demo.cases import case_file, caseload
from supctl.store.demo.drafted import Drafted, sealed_file
from supctl.store.demo.forms import Forms, OnForm
from supctl.store.demo.habits import Habits
from supctl.store.demo.people import team_file, worker_file
from supctl.store.demo.plan import Place, ServicePlan
from supctl.store.demo.roster import Person, Roster
from supctl.store.demo.scene import Scene
from supctl.store.demo.staff_records import booked, sessions_of, staff_records
from supctl.store.demo.team_records import team_records
from supctl.store.formatting import toml_text, without_empty

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Authority:
    """The authority that a demo follows: its id and its words.

    `on_form` says on which form a record is; it goes to other processes, so it is a function of a module. `leaving`:
    the activities that are asked for when somebody has left. `policy` reads its rules, as another function of a module.
    """

    id: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    on_form: OnForm | None = None
    leaving: tuple[str, ...] = ()
    policy: Callable[[], Policy] | None = None


@dataclass(frozen=True)
class Order:
    """What is to be made up: for which authority, of how many people, by which seed, from which day to which."""

    authority: Authority
    people: int
    seed: int
    opening: date
    as_of: date

    def scene(self) -> Scene:
        """Its people and places; every process makes the same."""
        roster = Roster(ServicePlan(self.people), self.seed, self.opening.toordinal(), self.as_of.toordinal())
        forms = Forms(self.authority.on_form, self.authority.vocabulary)
        policy = self.authority.policy() if self.authority.policy else None
        habits = Habits(policy, self.authority.on_form, roster.as_of) if policy else None
        return Scene(roster, self.authority.id, forms, self.authority.leaving, habits)


@dataclass(frozen=True)
class Count:
    """How much was written."""

    people: int = 0
    cases: int = 0
    records: int = 0

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(self.people + other.people, self.cases + other.cases, self.records + other.records)


def team_files(scene: Scene) -> Files:
    """The file of each team, begun when its first people came."""
    for team in scene.roster.plan.teams:
        began = min(stint.first for place in team.places for stint in scene.roster.stints[place.id])
        yield f"teams/{team.id}.toml", toml_text(team_file(team, began)).encode()


def written_parts(folder: Path, order: Order, scene: Scene, processes: int) -> Iterator[tuple[Count, bool]]:
    """Write every part; as each is done, how much it was, and whether it was the last."""
    number = len(scene.roster.plan.places)
    counts = _one_by_one(folder, scene) if processes == 1 else _by_several(folder, order, number, processes)
    for done, count in enumerate(counts, start=1):
        yield count, done == number


def _one_by_one(folder: Path, scene: Scene) -> Iterator[Count]:
    for place in scene.roster.plan.places:
        yield _write(folder, scene, place)


# --- several processes ------------------------------------------------------------------------------------------------

_HERE: list[tuple[Path, Scene]] = []
"""In a process that writes some of the parts: where, and of what."""


def _by_several(folder: Path, order: Order, number: int, processes: int) -> Iterator[Count]:
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (folder, order))
    try:
        yield from (one.result() for one in as_completed([pool.submit(_write_here, part) for part in range(number)]))
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(folder: Path, order: Order) -> None:
    """Ctrl-C is for the process that started the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE.append((folder, order.scene()))


def _write_here(part: int) -> Count:
    folder, scene = _HERE[-1]
    try:
        return _write(folder, scene, scene.roster.plan.places[part])
    except InputError as error:  # findings do not travel between processes
        raise StoreError(str(error)) from None


# --- one part ---------------------------------------------------------------------------------------------------------


def _write(folder: Path, scene: Scene, place: Place) -> Count:
    """Write one part, file by file, and count what it holds."""
    count = dict.fromkeys(("workers", "cases", "records"), 0)

    def counted() -> Files:
        for name, content in _part(scene, place):
            count[name.partition("/")[0]] += 1
            yield name, content

    create_many(folder, counted())
    return Count(*count.values())


def _part(scene: Scene, place: Place) -> Files:
    """The people who held a place last, its children, and of a manager's place the team's sessions."""
    roster = scene.roster
    team = roster.teams[place.team]
    if place is team.places[0]:
        yield from _sealed(scene, team_records(scene, team))
    for stint in roster.stints[place.id]:
        person = roster.people[stint.key]
        if person.stints[-1] is stint:
            yield _file_of(scene, person)
            yield from _sealed(scene, staff_records(scene, person))
    for case in caseload(roster, place):
        yield f"cases/{case.id}.toml", toml_text(without_empty(case_file(case, events_more(scene, case)))).encode()
        yield from _sealed(scene, case_records(scene, case))


def _file_of(scene: Scene, person: Person) -> tuple[str, bytes]:
    values = worker_file(scene, person, booked(scene, person, sessions_of(scene, person)))
    return f"workers/{person.id}.toml", toml_text(without_empty(values)).encode()


def _sealed(scene: Scene, records: Iterator[Drafted]) -> Files:
    for record in records:
        yield record.file, sealed_file(record, scene.authority)
