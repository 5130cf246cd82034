"""One frequency policy for one subject: which row governs when, what counted, and when it is next due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from supctl.answers.circumstances import Circumstances
from supctl.answers.diary import diary
from supctl.answers.events import Event, counted_events
from supctl.answers.schedule import Due, Stretch, Terms, next_due, runs, stretches
from supctl.answers.scope import Scope
from supctl.answers.subject import Subject
from supctl.answers.subjects import alive
from supctl.facts import Approval, Interval, Record, Service
from supctl.policy import FrequencyPolicy, Policy, Row


@dataclass(frozen=True)
class Rota:
    """One frequency policy for one subject: its stretches, what counted, and when it is next due."""

    frequency: FrequencyPolicy
    subject: Subject
    service: Service
    policy: Policy
    as_of: date

    @cached_property
    def circumstances(self) -> Circumstances:
        """What holds of the subject."""
        return Circumstances(self.service, self.subject)

    @cached_property
    def alive(self) -> list[tuple[date, date]]:
        """When the subject is there: [first day, day after the last)."""
        return alive(self.subject, self.service)

    def is_alive(self, day: date) -> bool:
        """Whether the subject is there on a day."""
        return any(start <= day < end for start, end in self.alive)

    @cached_property
    def events(self) -> list[Event]:
        """What counts, by day."""
        return counted_events(self.frequency.counts, self.subject, self.service)

    @cached_property
    def event_days(self) -> list[date]:
        """The days on which something counted, in order."""
        return [event.day for event in self.events]

    @cached_property
    def runs(self) -> list[list[Stretch]]:
        """The runs of the subject under this policy, past and foreseeable."""
        return runs(self.stretches)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Which row governs when, and on which terms."""
        rows = self.frequency.row
        conditions = [one for row in rows for one in (row.when, row.unless) if one]
        days = self.circumstances.changes(conditions) | self.policy.change_days(rows)
        days |= {agreement.date for agreement in self._agreements}
        days |= {edge for span in self.alive for edge in span}
        pieces = [(day, *self.governing(day)) for day in sorted(days)]
        return stretches(pieces)

    def governing(self, day: date) -> tuple[int | None, Terms | None]:
        """The first row that matches on a day, and its terms; terms None where it exempts."""
        if not self.is_alive(day):
            return None, None
        for index, row in enumerate(self.frequency.row):
            if self._matches(row, day):
                return index, None if row.exempt else self._terms(row, day)
        return None, None

    @cached_property
    def governing_now(self) -> tuple[int | None, Terms | None]:
        """As `governing`, on the day asked."""
        return self.governing(self.as_of)

    def _matches(self, row: Row, day: date) -> bool:
        holds = self.policy.holds_under(row, day) and self.circumstances.hold(row.when, day, row.unless)
        return holds and (row.approved is None or self.approval(row, day) is not None)

    def approval(self, row: Row, day: date) -> Approval | None:
        """The good approval under which a row holds on a day; one that leaves no interval known is none."""
        if row.approved is None:
            return None
        approval = self.circumstances.approval(row.when, row.approved, day)
        return approval if approval and (row.every or approval.every) else None

    def _terms(self, row: Row, day: date) -> Terms:
        approval = self.approval(row, day)
        agreement = self.agreement(day) if row.agreed else None
        return Terms(
            every=row.every,
            first=row.first,
            limit=row.limit if isinstance(row.limit, Interval) else None,
            recommended_only=row.limit == "none",
            after_first=row.after_first,
            times=row.times,
            per=row.per,
            agreed=agreement.every if agreement else None,
            agreed_mode=row.agreed,
            approved=approval.every if approval else None,
        )

    # --- agreements ------------------------------------------------------------------------------------------------

    @cached_property
    def _agreements(self) -> list[Record]:
        """Records that settle an interval for this subject."""
        if not any(row.agreed for row in self.frequency.row):
            return []
        records = self.service.records_of_worker(self.circumstances.person)
        return [record for record in records if record.every and record.supervisee == self.circumstances.person]

    def agreement(self, day: date) -> Record | None:
        """The agreement in force on a day: the latest with whoever then supervises."""
        supervisor = self.subject.with_ or self.service.supervisor(self.circumstances.person, day)
        made = [record for record in self._agreements if record.date <= day]
        with_them = [record for record in made if record.supervisor in {supervisor, None} or supervisor is None]
        return with_them[-1] if with_them else None

    # --- the diary -------------------------------------------------------------------------------------------------

    @cached_property
    def diary(self) -> list[date]:
        """The dates fixed for it, past ones too: in the diary, at the last session, or for a cancelled one."""
        if self.subject.kind == "case":
            return []
        sessions = diary(self.service, self.circumstances.person, self.as_of)
        return [day for day, activity in sessions if activity in self.frequency.activities]

    # --- when it is due ----------------------------------------------------------------------------------------------

    def due(self) -> Due | None:
        """When it is next due: in the run of the day, else in the next one that can be foreseen."""
        for run in self.runs:
            if run[-1].end > self.as_of and (found := next_due(run, self.event_days, self.service.opening, self.as_of)):
                return found
        return None

    def due_if(self, also: Sequence[date]) -> date | None:
        """When it would be due, had it also been held on these days."""
        days = sorted([*self.event_days, *also])
        last = max([self.as_of, *also])
        for run in self.runs:
            if run[-1].end > last and (found := next_due(run, days, self.service.opening, last)):
                return found.due
        return None


def rotas(scope: Scope, policy: Policy, as_of: date) -> Iterator[Rota]:
    """Each frequency policy with each of its subjects."""
    for frequency in policy.frequencies:
        for subject in scope.subjects(frequency.subject, as_of):
            yield Rota(frequency, subject, scope.service, policy, as_of)
