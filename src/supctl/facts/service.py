"""All that is known of a service, with look-ups by date. Nothing here reads a file or a clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from supctl.facts.calendar import Calendar
from supctl.facts.cases import Case, Status
from supctl.facts.gathered import Cases, ListedCases, ListedPeople, ListedRecords, People, Records, by_date
from supctl.facts.histories import holds, in_force
from supctl.facts.people import Absence, Employment, Post, Team, Worker
from supctl.facts.records import Record, Step
from supctl.facts.timeline import Timeline
from supctl.facts.words import Vocabulary


@dataclass(frozen=True)
class Service:
    """Facts: workers, teams and cases by id, and the records that count, ordered by date and id.

    `opening` is the day from which the store is complete (None: it always was). `unread` holds the ids of people and
    cases whose files could not be used: they are known to be there, and nothing else is known of them.
    """

    workers: Mapping[str, Worker] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    records: Collection[Record] = ()
    opening: date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    name: str = ""
    unread: frozenset[str] = frozenset()
    file: Sequence[tuple[str, date]] = ()

    @cached_property
    def people(self) -> People:
        """The workers, with whom they supervise and in which teams they were."""
        return self.workers if isinstance(self.workers, People) else ListedPeople(self.workers)

    @cached_property
    def held_cases(self) -> Cases:
        """The cases, with who ever held them."""
        return self.cases if isinstance(self.cases, Cases) else ListedCases(self.cases)

    @cached_property
    def gathered(self) -> Records:
        """The records, by whom they are about."""
        return self.records if isinstance(self.records, Records) else ListedRecords(self.records)

    @cached_property
    def known_since(self) -> date:
        """The first day of which anything is known; date.max in an empty store."""
        return min(self.people.earliest, self.held_cases.earliest, self.gathered.earliest)

    # --- people ---------------------------------------------------------------------------------------------------

    def employment(self, worker: str | None, day: date) -> Employment | None:
        """The worker's employment on that day; None before, after, between and for nobody."""
        known = self.workers.get(worker or "")
        return in_force(known.employment, day) if known else None

    def post(self, worker: str | None, day: date) -> Post | None:
        """The worker's post on that day; None in a vacancy and outside employment."""
        known = self.workers.get(worker or "")
        return in_force(known.post, day) if known and self.employment(worker, day) else None

    def role(self, worker: str | None, day: date) -> str | None:
        """The worker's role on that day."""
        post = self.post(worker, day)
        return post.role if post else None

    def standings(self, worker: str, day: date) -> frozenset[str]:
        """What holds of the worker on that day: newly-qualified, registered, part-time ..."""
        known = self.workers.get(worker)
        return frozenset(standing.is_ for standing in known.standing if holds(standing, day)) if known else frozenset()

    def absence(self, worker: str | None, day: date) -> Absence | None:
        """The absence that the worker is in on that day."""
        known = self.workers.get(worker or "")
        absences = [absence for absence in known.absence if holds(absence, day)] if known else []
        return min(absences, key=lambda absence: (absence.from_, absence.to or date.max), default=None)

    def cover(self, worker: str | None, day: date, for_: str) -> str | None:
        """Who stands in for this person on that day, for "people" or "cases"; of several, the latest named."""
        known = self.workers.get(worker or "")
        covers = [cover for cover in known.cover if holds(cover, day) and cover.for_ in {for_, "all"}] if known else []
        latest = max(covers, key=lambda cover: (cover.from_, cover.by), default=None)
        return latest.by if latest else None

    def supervisor(self, worker: str | None, day: date) -> str | None:
        """Who supervises the worker on that day."""
        post = self.post(worker, day)
        return post.supervisor if post else None

    def supervisees(self, worker: str, day: date) -> list[str]:
        """Whom this person supervises on that day, by id."""
        return [other for other in self.people.supervised_by(worker) if self.supervisor(other, day) == worker]

    def posts_under(self, worker: str) -> list[tuple[str, Post]]:
        """Every post, at any time, that this person supervises, with whose post it is."""
        return [
            (other, post)
            for other in self.people.supervised_by(worker)
            if (known := self.workers.get(other))
            for post in known.post
            if post.supervisor == worker
        ]

    def above(self, worker: str | None, day: date) -> list[str]:
        """The line above: the supervisor, the supervisor's supervisor, and so on."""
        line: list[str] = []
        while (worker := self.supervisor(worker, day)) and worker not in line:
            line.append(worker)
        return line

    def manager(self, team: str | None, day: date, besides: str = "") -> str | None:
        """Who holds the manager's post of a team on that day, or of the nearest team above that has one.

        `besides`: somebody who cannot be meant, nor anybody below them in the line (nobody manages who is above them).
        """
        seen: set[str] = set()
        while team and team not in seen:
            seen.add(team)
            for group in ("manager", "senior-manager"):
                for worker in sorted({*self.people.ever_in(team)} - {besides}):
                    post = self.post(worker, day)
                    if not post or post.team != team or self.vocabulary.roles.get(post.role) != group:
                        continue
                    if not besides or besides not in self.above(worker, day):
                        return worker
            known = self.teams.get(team)
            team = known.parent if known else None
        return None

    # --- cases ----------------------------------------------------------------------------------------------------

    def status(self, case: str, day: date) -> Status | None:
        """The case's open status on that day; None before it begins, in a gap, and once it is closed."""
        known = self.cases.get(case)
        status = in_force(known.status, day) if known else None
        return status if status and status.is_open else None

    def case_worker(self, case: str, day: date) -> str | None:
        """The allocated worker, if still employed on that day; a worker whose file cannot be read still counts."""
        status = self.status(case, day)
        worker = status.worker if status else None
        return worker if self.employment(worker, day) or worker in self.unread else None

    def case_team(self, case: str, day: date) -> str | None:
        """The case's team: its own, else its worker's on that day, and it stays when the worker goes.

        None only where no entry of the case has ever led to a team that the store knows.
        """
        known = self.cases.get(case)
        for status in reversed([entry for entry in known.status if entry.from_ <= day] if known else []):
            team = status.team or self._latest_team(status.worker, day)
            if team is not None:
                return team
        return None

    def _latest_team(self, worker: str | None, day: date) -> str | None:
        known = self.workers.get(worker or "")
        posts = [post for post in known.post if post.from_ <= day and post.team] if known else []
        return posts[-1].team if posts else None

    def team_and_below(self, team: str) -> frozenset[str]:
        """A team and every team under it."""
        found = {team}
        while more := {other.id for other in self.teams.values() if other.parent in found} - found:
            found |= more
        return frozenset(found)

    def cases_ever_of(self, worker: str) -> Sequence[Case]:
        """Every case that was ever allocated to this worker."""
        known = [case for one in self.held_cases.ever_of(worker) if (case := self.cases.get(one))]
        return [case for case in known if any(status.worker == worker for status in case.status)]

    def cases_of(self, worker: str, day: date) -> list[str]:
        """The open cases allocated to this worker on that day."""
        held = [case.id for case in self.cases_ever_of(worker)]
        return [case for case in held if (status := self.status(case, day)) and status.worker == worker]

    def holds_cases(self, worker: str, day: date) -> bool:
        """Whether any open case is allocated to this worker on that day."""
        return bool(self.cases_of(worker, day))

    # --- records --------------------------------------------------------------------------------------------------

    def records_of_worker(self, worker: str) -> Timeline:
        """Records whose supervisee, or one of those present, is this person."""
        return self._timeline("worker", worker, self.gathered.of_worker)

    def records_of_case(self, case: str) -> Timeline:
        """Records about this case."""
        return self._timeline("case", case, self.gathered.of_case)

    def records_of_team(self, team: str) -> Timeline:
        """Records of this team's own sessions."""
        return self._timeline("team", team, self.gathered.of_team)

    def all_records(self) -> Timeline:
        """Every record that counts."""
        return self._timeline("", "", lambda _: self.gathered)

    def record(self, record: str) -> Record | None:
        """The record with this id, if it counts."""
        return self.gathered.with_id(record)

    @cached_property
    def _timelines(self) -> dict[tuple[str, str], Timeline]:
        return {}

    def _timeline(self, of: str, id_: str, gather: Callable[[str], Iterable[Record]]) -> Timeline:
        """Gathered once: an answer asks for the same records again and again."""
        if (of, id_) not in self._timelines:
            self._timelines[of, id_] = Timeline(gather(id_))
        return self._timelines[of, id_]


def counting(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records that count, ordered by date and id: no voided one, and of amendments the latest, alone.

    What was done with an earlier version (shared, signed, filed) was done: the latest one knows of it.
    """
    by_id = {record.id: record for record in records}
    kept = [record for record in by_id.values() if all(step.step != "voided" for step in record.steps)]
    amended = {record.amends for record in by_id.values() if record.amends}
    versions = [record for record in kept if record.amends or record.id in amended]
    latest: dict[str, Record] = {}
    earlier: dict[str, tuple[Step, ...]] = defaultdict(tuple)
    for record in sorted(versions, key=lambda record: (record.known_from(), record.id)):
        first = _first_of_chain(record, by_id)
        before = latest.get(first)
        earlier[first] += before.steps if before else ()
        latest[first] = record
    counted = [
        record.model_copy(update={"earlier": earlier[first]}) if earlier[first] else record
        for first, record in latest.items()
    ]
    alone = [record for record in kept if not record.amends and record.id not in amended]
    return tuple(sorted([*alone, *counted], key=by_date))


def _first_of_chain(record: Record, by_id: Mapping[str, Record]) -> str:
    seen = {record.id}
    while record.amends and record.amends not in seen:
        seen.add(record.amends)
        if record.amends not in by_id:
            return record.amends
        record = by_id[record.amends]
    return record.id
