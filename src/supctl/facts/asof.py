"""The service as it was known to be on a day: nothing dated after it, save what was already settled.

Ends already written (`to`, `until`, `ended`), dates fixed ahead (`[[planned]]`, `next`, an action's `by`) and tenure
are seen; everything else that is dated later is not. So a past answer is the answer of that day. Only what is asked
for is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from supctl.documents import Entry
from supctl.facts.cases import Case
from supctl.facts.gathered import Cases, ListedRecords, Named, People, Records, drafted_by, is_about_nobody, people_of
from supctl.facts.histories import Dated
from supctl.facts.people import Team, Worker
from supctl.facts.records import Record
from supctl.facts.service import Service, counting

DatedType = TypeVar("DatedType", bound=Dated)
EntryType = TypeVar("EntryType", bound=Entry)
Known = TypeVar("Known", Worker, Case, Team)


def service_as_of(service: Service, day: date) -> Service:
    """The service with nothing dated after `day`; records that are voided or amended by then count as such."""
    return replace(
        service,
        workers=_PeopleAsOf(service.people, day),
        teams=_AsOf(service.teams, lambda team: team if team.started is None or team.started <= day else None),
        cases=_CasesAsOf(service.held_cases, day),
        records=_counted(service.gathered, day),
        file=[(item, held) for item, held in service.file if held <= day],
    )


class _AsOf(Mapping[str, Known], Generic[Known]):
    """What of a mapping is there on the day, as it then is; each is looked at once, when it is asked for."""

    def __init__(self, known: Mapping[str, Known], seen: Callable[[Known], Known | None]) -> None:
        self._known: Mapping[str, Known] = known
        self._seen: Callable[[Known], Known | None] = seen
        self._looked_at: dict[str, Known | None] = {}

    def _look(self, key: object) -> Known | None:
        if not isinstance(key, str):
            return None
        if key not in self._looked_at:
            known = self._known.get(key)
            self._looked_at[key] = self._seen(known) if known is not None else None
        return self._looked_at[key]

    def __getitem__(self, key: str) -> Known:
        found = self._look(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._look(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._known if self._look(key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)  # the first will do


class _PeopleAsOf(_AsOf[Worker], People):
    """Workers on a day: those whose employment has begun."""

    def __init__(self, people: People, day: date) -> None:
        super().__init__(people, lambda worker: _worker(worker, day))
        self._people = people

    def supervised_by(self, worker: str) -> Sequence[str]:
        """As asked for in `People`."""
        return self._people.supervised_by(worker)

    def ever_in(self, team: str) -> Collection[str]:
        """As asked for in `People`."""
        return self._people.ever_in(team)

    @property
    def earliest(self) -> date:
        """As asked for in `People`."""
        return self._people.earliest


class _CasesAsOf(_AsOf[Case], Cases):
    """Cases on a day: those that have begun."""

    def __init__(self, cases: Cases, day: date) -> None:
        super().__init__(cases, lambda case: _case(case, day))
        self._cases = cases

    def ever_of(self, worker: str) -> Sequence[str]:
        """As asked for in `Cases`."""
        return self._cases.ever_of(worker)

    @property
    def earliest(self) -> date:
        """As asked for in `Cases`."""
        return self._cases.earliest


def _counted(records: Records, day: date) -> Records:
    """The records that count on the day: at once where all of them are at hand, else as they are asked for."""
    if isinstance(records, ListedRecords):
        return ListedRecords(counting(_by_then(records, day)), records.earliest)
    return _RecordsAsOf(records, day)


class _RecordsAsOf(Records):
    """The records that count on a day, gathered as they are asked for; the same one is always the same object."""

    def __init__(self, records: Records, day: date) -> None:
        self._records = records
        self._day = day
        self._found: dict[str, Record] = {}
        self._answered: dict[tuple[str, str], Sequence[Record]] = {}

    @cached_property
    def _all(self) -> Sequence[Record]:
        return [self._same(record) for record in counting(_by_then(self._records, self._day))]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._all)

    def __contains__(self, record: object) -> bool:
        return record in self._all

    def __len__(self) -> int:
        return len(self._all)

    def of_worker(self, worker: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("worker", worker, self._records.of_worker, lambda record: worker in people_of(record))

    def of_case(self, case: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("case", case, self._records.of_case, lambda record: case in record.cases)

    def of_team(self, team: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("team", team, self._records.of_team, lambda record: record.team == team)

    def of_nobody(self) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("", "", lambda _: self._records.of_nobody(), is_about_nobody)

    def named(self, kind: Named) -> Collection[str]:
        """As asked for in `Records`; some may be named only later."""
        return self._records.named(kind)

    def called(self, ending: str) -> Collection[str]:
        """As asked for in `Records`."""
        return [id_ for id_ in self._records.called(ending) if self.with_id(id_)]

    def drafted(self, ending: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("drafted", ending, self._records.drafted, lambda record: drafted_by(record) == ending)

    def with_id(self, record: str) -> Record | None:
        """As asked for in `Records`."""
        return next(iter(self._of("id", record, self._with_id, lambda one: one.id == record)), None)

    def amending(self, record: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of("amends", record, self._records.amending, lambda one: one.amends == record)

    @property
    def earliest(self) -> date:
        """As asked for in `Records`."""
        return self._records.earliest

    def _with_id(self, record: str) -> Sequence[Record]:
        known = self._records.with_id(record)
        return [known] if known else []

    def _of(
        self, kind: str, key: str, gather: Callable[[str], Sequence[Record]], fits: Callable[[Record], bool]
    ) -> Sequence[Record]:
        if (kind, key) not in self._answered:
            versions = self._records.with_versions(gather(key))
            counted = counting(_by_then(versions, self._day))
            self._answered[kind, key] = [self._same(record) for record in counted if fits(record)]
        return self._answered[kind, key]

    def _same(self, record: Record) -> Record:
        return self._found.setdefault(record.id, record)


def _by_then(records: Iterable[Record], day: date) -> list[Record]:
    known = list(records)
    if max(map(_last_day, known), default=date.min) <= day:  # a store is mostly past
        return known
    return [_record(record, day) for record in known if max(record.date, record.known_from()) <= day]


def _worker(worker: Worker, day: date) -> Worker | None:
    known = _changed(
        worker,
        employment=_begun(worker.employment, day),
        standing=_begun(worker.standing, day),
        post=_begun(worker.post, day),
        absence=_begun(worker.absence, day),
        cover=_begun(worker.cover, day),
        file=tuple(item for item in worker.file if item.date <= day),
    )
    return known if known.employment else None


def _case(case: Case, day: date) -> Case | None:
    known = _changed(
        case,
        status=_begun(case.status, day),
        event=tuple(event for event in case.event if event.date <= day),
        approval=_begun(case.approval, day),
        file=tuple(item for item in case.file if item.date <= day),
    )
    return known if known.status else None


def _last_day(record: Record) -> date:
    return max([record.date, *[step.on for step in record.steps]])


def _record(record: Record, day: date) -> Record:
    return _changed(record, steps=tuple(step for step in record.steps if step.on <= day))


def _begun(entries: tuple[DatedType, ...], day: date) -> tuple[DatedType, ...]:
    return tuple(entry for entry in entries if entry.from_ <= day)


def _changed(entry: EntryType, **values: tuple[object, ...]) -> EntryType:
    """The entry with other values; itself where nothing differs (a store is mostly past)."""
    different = {name: value for name, value in values.items() if len(value) != len(getattr(entry, name))}
    return entry.model_copy(update=different) if different else entry
