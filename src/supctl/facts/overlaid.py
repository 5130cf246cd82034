"""Records of a service with some more, or some of them otherwise: what if, without a copy of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from supctl.facts.gathered import ListedRecords, Named, Records, by_date
from supctl.facts.records import Record
from supctl.facts.service import Service


def with_records(service: Service, records: Sequence[Record], without: Collection[str] = ()) -> Service:
    """The service with these records, in the place of any of the same id, and without those of the ids `without`."""
    return replace(service, records=_Overlaid(service.gathered, records, without))


class _Overlaid(Records):
    """Records that lie over others and hide those of the same ids."""

    def __init__(self, under: Records, records: Sequence[Record], without: Collection[str]) -> None:
        self._under = under
        self._over = ListedRecords(sorted(records, key=by_date))
        self._hidden = {*without, *(record.id for record in records)}

    def __iter__(self) -> Iterator[Record]:
        return iter(self._both(self._under, self._over))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, record: object) -> bool:
        return isinstance(record, Record) and self.with_id(record.id) == record

    def of_worker(self, worker: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.of_worker(worker))

    def of_case(self, case: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.of_case(case))

    def of_team(self, team: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.of_team(team))

    def of_nobody(self) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.of_nobody())

    def amending(self, record: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.amending(record))

    def named(self, kind: Named) -> Collection[str]:
        """As asked for in `Records`."""
        return {*self._under.named(kind), *self._over.named(kind)}

    def called(self, ending: str) -> Collection[str]:
        """As asked for in `Records`."""
        under = [id_ for id_ in self._under.called(ending) if id_ not in self._hidden]
        return [*under, *self._over.called(ending)]

    def drafted(self, ending: str) -> Sequence[Record]:
        """As asked for in `Records`."""
        return self._of(lambda records: records.drafted(ending))

    def with_id(self, record: str) -> Record | None:
        """As asked for in `Records`."""
        return self._over.with_id(record) if record in self._hidden else self._under.with_id(record)

    @property
    def earliest(self) -> date:
        """As asked for in `Records`."""
        return min(self._under.earliest, self._over.earliest)

    def _of(self, gather: Callable[[Records], Sequence[Record]]) -> Sequence[Record]:
        return self._both(gather(self._under), gather(self._over))

    def _both(self, under: Collection[Record], over: Collection[Record]) -> Sequence[Record]:
        return sorted([*(one for one in under if one.id not in self._hidden), *over], key=by_date)
