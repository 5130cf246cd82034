"""Sessions put into the diary: which due date each is to answer, whether in time, and what else to know of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from supctl.answers import Obligation
from supctl.answers.diary import booked_from
from supctl.exchange.names import Names
from supctl.exchange.people.added import first_due, view_of
from supctl.exchange.people.page_formats import Page
from supctl.exchange.selection import Wanted
from supctl.facts import Record, Service, Worker, service_as_of
from supctl.facts.days import WEEKDAYS, say_date, say_days
from supctl.policy import Policy

SATURDAY = 5


@dataclass(frozen=True)
class BookedData:
    """A session booked. `due` is the date that it is to answer, `limit` the last permitted one where that is another.

    `days_late`: after the last permitted date; 0 or less is in time, null where no rule gives a date. `notes`: that
    the day is no working day, or that somebody is away.
    """

    date: dt.date
    due: dt.date | None
    limit: dt.date | None
    days_late: int | None
    notes: list[str]


@dataclass(frozen=True)
class BookData:
    """`supctl book --format json`: the file that was written, and what it now holds besides. Ids, no names."""

    written: str
    as_of: dt.date
    authority: str
    worker: str
    activity: str
    booked: list[BookedData]
    before: list[dt.date]


@dataclass(frozen=True)
class Diary:
    """Whose diary, on which day, for which activity; `service` is all that is known, the new dates not among it."""

    service: Service
    policy: Policy
    as_of: dt.date
    worker: Worker
    activity: str

    @property
    def before(self) -> list[dt.date]:
        """The sessions of this activity that are booked already, from the day asked on."""
        known = booked_from(service_as_of(self.service, self.as_of), self.worker.id, self.as_of)
        return [day for day, activity in known if activity == self.activity]

    def booked(self, days: Sequence[dt.date], written: str) -> BookData:
        """These sessions, each with the due date that it is to answer if those before it are held as booked."""
        found = []
        held: list[dt.date] = []
        for day in sorted({*days, *self.before}):
            if day in days:
                found.append(self._booked(day, held))
            held.append(day)
        return BookData(written, self.as_of, self.policy.id, self.worker.id, self.activity, found, self.before)

    def _booked(self, day: dt.date, held: Sequence[dt.date]) -> BookedData:
        owed = self._owed(held)
        last = owed.limit or owed.due if owed else None
        late = (day - last).days if last else None
        due, limit = (owed.due, owed.limit if owed.limit != owed.due else None) if owed else (None, None)
        return BookedData(day, due, limit, late, [*self._of_the_day(day), *self._away(day)])

    def _owed(self, held: Sequence[dt.date]) -> Obligation | None:
        """What is owed next once these sessions are held; of several rules, that which is due first."""
        id_, service = self.worker.id, self.service
        sessions = [
            Record(
                id=f"{day}-{self.activity}-{id_}",
                activity=self.activity,
                date=day,
                supervisee=id_,
                supervisor=service.supervisor(id_, day),
            )
            for day in held
        ]
        own = replace(
            service,
            cases={case.id: case for case in service.cases_ever_of(id_)},
            records=[*service.records_of_worker(id_), *sessions],
        )
        wanted = Wanted(subject=("worker", id_), activity=self.activity, children=False)
        view = view_of(own, self.policy, max([self._first_day, *held]), wanted)
        owed = [one for one in first_due(view) if one.kind == "frequency" and one.due]
        return owed[0] if owed else None

    @property
    def _first_day(self) -> dt.date:
        """The day asked; of somebody who is still to come, their first."""
        if self.service.employment(self.worker.id, self.as_of):
            return self.as_of
        return min((one.from_ for one in self.worker.employment if one.from_ > self.as_of), default=self.as_of)

    def _of_the_day(self, day: dt.date) -> list[str]:
        """That it is no working day, and why."""
        if day.weekday() >= SATURDAY:
            return [f"a {WEEKDAYS[day.weekday()]}"]
        if day in self.service.calendar.closures:
            return ["the service is shut"]
        try:
            return [] if self.service.calendar.is_working_day(day) else ["a bank holiday"]
        except ValueError:  # a year whose bank holidays are not known
            return []

    def _away(self, day: dt.date) -> list[str]:
        supervisor = self.service.supervisor(self.worker.id, day)
        people = {"the supervisee": self.worker.id, "the supervisor": supervisor}
        return [f"{who} is recorded as away" for who, id_ in people.items() if self.service.absence(id_, day)]


def booked_page(data: BookData, names: Names, notes: Sequence[str]) -> Page:
    """What was booked, as people read it."""
    supervisor = names.service.supervisor(data.worker, names.as_of)
    with_ = f", with {names.worker(supervisor)}" if supervisor else ""
    heading = f"Booked: {names.activity(data.activity)} of {names.worker(data.worker)} ({data.worker}){with_}"
    lines = [
        ("Booked", [_line(one) for one in data.booked]),
        ("Before", [", ".join(map(say_date, data.before))] if data.before else []),
        ("Written in", [data.written]),
        ("Note", list(notes)),
    ]
    hints = [f"Why a date: supctl why {data.worker}", f"What is due: supctl due {data.worker} --all"]
    return Page([heading], lines, hints)


def _line(one: BookedData) -> str:
    return "; ".join([f"{say_date(one.date)}: {_in_time(one)}", *one.notes])


def _in_time(one: BookedData) -> str:
    if one.due is None or one.days_late is None:
        return "no rule gives a date for it"
    last = f", last permitted day {say_date(one.limit)}" if one.limit else ""
    if one.days_late > 0:
        return f"{say_days(one.days_late)} too late: due {say_date(one.due)}{last}"
    if one.date > one.due:
        return f"after the day it is due, {say_date(one.due)}{last}"
    return f"in time: due {say_date(one.due)}{last}"
