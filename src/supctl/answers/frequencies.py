"""What must happen again and again: each frequency policy, held against each of its subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from supctl.answers.circumstances import Circumstances, Subject, has_grade
from supctl.answers.events import Event, counted_events
from supctl.answers.owners import held_by
from supctl.answers.readings import reading_of
from supctl.answers.schedule import Due, Stretch, Terms, next_due, runs, stretches
from supctl.answers.shapes import Before, Exempt, Explanation, Obligation, Passed, Uncovered
from supctl.answers.status import status_of
from supctl.answers.subjects import alive, subjects_of
from supctl.documents import Origin
from supctl.errors import Finding
from supctl.facts import Approval, Interval, Record, Service
from supctl.facts.histories import ONE_DAY
from supctl.policy import Conditions, FrequencyPolicy, Policy, Row


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

    def _is_alive(self, day: date) -> bool:
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
        conditions = [one for row in rows for one in (row.when, row.unless or Conditions())]
        days = self.circumstances.changes(conditions) | self.policy.change_days(rows)
        days |= {agreement.date for agreement in self._agreements}
        days |= {edge for span in self.alive for edge in span}
        pieces = [(day, *self._governing(day)) for day in sorted(days)]
        return stretches(pieces)

    def _governing(self, day: date) -> tuple[int | None, Terms | None]:
        """The first row that matches on a day, and its terms; terms None where it exempts."""
        if not self._is_alive(day):
            return None, None
        for index, row in enumerate(self.frequency.row):
            if self._matches(row, day):
                return index, None if row.exempt else self._terms(row, day)
        return None, None

    def _matches(self, row: Row, day: date) -> bool:
        holds = self.policy.holds_under(row, day) and self.circumstances.hold(row.when, day, row.unless)
        return holds and (row.approved is None or self._approval(row, day) is not None)

    def _approval(self, row: Row, day: date) -> Approval | None:
        approval = self.circumstances.approval(row.when, row.approved, day)
        return approval if approval and (row.every or approval.every) else None

    def _terms(self, row: Row, day: date) -> Terms:
        approval = self._approval(row, day) if row.approved else None
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
        if self.subject.kind not in {"worker", "pair"}:
            return []
        records = self.service.records_of_worker(self.circumstances.person)
        return [record for record in records if record.every and record.supervisee == self.circumstances.person]

    def agreement(self, day: date) -> Record | None:
        """The agreement in force on a day: the latest with whoever then supervises."""
        supervisor = self.subject.with_ or self.service.supervisor(self.circumstances.person, day)
        made = [record for record in self._agreements if record.date <= day]
        with_them = [record for record in made if record.supervisor in {supervisor, None} or supervisor is None]
        return with_them[-1] if with_them else None

    # --- answers ---------------------------------------------------------------------------------------------------

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

    def obligation(self, soon_days: int) -> Obligation | None:
        """What is owed, if anything is."""
        due = self.due()
        return self._obligation(due, soon_days) if due else None

    def uncovered(self) -> Uncovered | None:
        """That no row holds on the day, where the subject exists and none is foreseen."""
        if not self._is_alive(self.as_of) or self._governing(self.as_of)[0] is not None or self.due():
            return None
        held = held_by(self.subject, self.service, self.as_of)
        name = self.frequency
        return Uncovered(self.subject, name.id, name.activity, held.worker, held.team, held.owner, held.because)

    def exempt(self) -> Exempt | None:
        """That a row exempts the subject on the day."""
        index, terms = self._governing(self.as_of)
        if index is None or terms is not None:
            return None
        row, frequency = self.frequency.row[index], self.frequency
        reading = reading_of(row, self.policy, self.as_of)
        return Exempt(self.subject, frequency.id, row.id, frequency.activity, row.clause, reading)

    def history(self, from_: date) -> Iterator[Obligation]:
        """What was held on or after `from_`, with the date on which it was due at the time."""
        for index, event in enumerate(self.events):
            run = next((run for run in self.runs if run[0].start <= event.day < run[-1].end), None)
            if run is None or event.day < from_:
                continue
            before = self.event_days[:index]
            due = next_due(run, before, self.service.opening, event.day)
            stretch = next(stretch for stretch in run if stretch.start <= event.day < stretch.end)
            known = due or Due(None, None, stretch, event.day, "event")
            yield self._done(known, event)

    def _done(self, due: Due, event: Event) -> Obligation:
        made = self._obligation(due, 0)
        return replace(made, id=f"{made.id}/{event.record.id}", done=event.day, status="done", after=event.record.id)

    def _obligation(self, due: Due, soon_days: int) -> Obligation:
        row = self.frequency.row[due.stretch.row or 0]
        held = held_by(self.subject, self.service, self.as_of)
        terms = due.stretch.terms or Terms()
        agreed = terms.agreed is not None and self._agreement_decides(due, terms)
        last = self.events[-1].day if self.events else None
        return Obligation(
            id=f"{self.subject.id}/{self.frequency.id}",
            kind="frequency",
            subject=self.subject,
            policy=self.frequency.id,
            rule=row.id,
            activity=self.frequency.activity,
            activities=self.frequency.activities or (self.frequency.activity,),
            due=due.due,
            limit=due.limit,
            status=status_of(due.due, date.max if terms.recommended_only else due.limit, self.as_of, soon_days),
            clause=row.clause,
            explanation=self._explanation(due, row, terms),
            basis="agreement" if agreed and self.frequency.basis == "policy" else self.frequency.basis,
            worker=held.worker,
            team=held.team,
            owner=held.owner,
            owner_because=held.because,
            last=last,
            days=(due.due - self.as_of).days if due.due else None,
            booked=self._booked(),
            have=due.have,
            need=due.need,
            away=held.away,
            reading=reading_of(row, self.policy, self.as_of),
        )

    def _agreement_decides(self, due: Due, terms: Terms) -> bool:
        plain = Terms(every=terms.every, first=terms.first, limit=terms.limit)
        written = plain.dates(due.base, terms.every)
        return due.due is not None and (written is None or max(written[0], due.stretch.start) != due.due)

    def _booked(self) -> date | None:
        """The next date in the diary for this, from the day asked on."""
        if self.subject.kind == "case":
            return None
        worker = self.service.workers.get(self.circumstances.person)
        ahead = (
            {planned.date for planned in worker.planned if planned.activity in self.frequency.activities}
            if worker
            else set()
        )
        ahead |= {event.record.next for event in self.events[-1:] if event.record.next}
        return min((day for day in ahead if day >= self.as_of), default=None)

    def _explanation(self, due: Due, row: Row, terms: Terms) -> Explanation:
        event = next(
            (event for event in reversed(self.events) if due.base_is == "event" and event.day == due.base), None
        )
        agreement = self.agreement(due.stretch.start) if terms.agreed else None
        approval = self._approval(row, due.stretch.start) if row.approved else None
        counted = [event.day for event in self.events if terms.per and terms.per.after(event.day) >= self.as_of]
        interval = terms.first if due.used_first else terms.per or terms.every or (approval.every if approval else None)
        return Explanation(
            base=due.stretch.row_start if due.used_first else due.base,
            base_is="start" if due.used_first else due.base_is,
            base_record=event.record.id if event else None,
            interval=str(interval) if interval else None,
            row=row.id,
            governs_from=due.stretch.row_start,
            because=self._holding(row, due.stretch.start),
            before=self._before(due.stretch),
            passed=tuple(
                Passed(self.frequency.row[stretch.row or 0].id, stretch.end, would_be)
                for stretch, would_be in due.passed
            ),
            used_first=due.used_first,
            agreed=str(terms.agreed) if terms.agreed else None,
            agreed_record=agreement.id if agreement else None,
            approval=approval.date if approval else None,
            limit_interval=str(terms.limit) if terms.limit else None,
            stretch_start=due.stretch.start,
            counted=tuple(counted),
            counted_from=due.counted_from,
            last_record=self.events[-1].record.id if self.events else None,
            place=event.record.origin if event else self._place(),
        )

    def _holding(self, row: Row, day: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A row's conditions, each with the words of it that hold of the subject on a day."""
        words = [
            (name, tuple(sorted(set(wanted) & self.circumstances.words(name, day))))
            for name, wanted in row.when.words().items()
        ]
        if row.when.tenure_under:
            words.append(("tenure_under", (str(row.when.tenure_under),)))
        return tuple(words)

    def _before(self, stretch: Stretch) -> Before | None:
        """The row that governed until the stretch's row began to, and what of it ceased to hold."""
        earlier = [one for one in self.stretches if one.end == stretch.row_start and one.row is not None]
        if not earlier:
            return None
        row = self.frequency.row[earlier[0].row or 0]
        held = self._holding(row, stretch.row_start - ONE_DAY)
        still = dict(self._holding(row, stretch.row_start))
        tenure = row.when.tenure_under
        ended = tenure is not None and not self.circumstances.hold(Conditions(tenure_under=tenure), stretch.row_start)
        lapsed = tuple(
            (name, words) for name, words in held if not still.get(name) or (name == "tenure_under" and ended)
        )
        return Before(row.id, stretch.row_start - ONE_DAY, lapsed)

    def _place(self) -> Origin | None:
        """Where the subject's current entry was written."""
        if self.subject.kind == "case":
            status = self.service.status(self.subject.id, self.as_of)
            return status.origin if status else None
        post = self.service.post(self.circumstances.person, self.as_of)
        return post.origin if post else None

    # --- findings --------------------------------------------------------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        """Agreements that go beyond the rule, and approvals that cannot be used."""
        due = self.due()
        terms = due.stretch.terms if due else None
        if due and terms and terms.agreed_is_too_long(due.base):
            agreement = self.agreement(self.as_of)
            row = self.frequency.row[due.stretch.row or 0]
            yield Finding(
                "agreed-interval-too-long",
                f"agreed every {terms.agreed}, longer than the policy allows; the policy's date stands",
                place=agreement.origin if agreement else None,
                subject=self.circumstances.person,
                record=agreement.id if agreement else None,
                clause=row.clause,
                mend="agree an interval within the policy's",
            )
        if self.subject.kind == "case":
            yield from self._approval_findings()

    def _approval_findings(self) -> Iterator[Finding]:
        case = self.service.cases[self.subject.id]
        for row in self.frequency.row:
            for approval in case.approval:
                if (
                    row.approved is None
                    or approval.what not in row.when.approval
                    or not self._would_match(row, approval)
                ):
                    continue
                if not approval.reason:
                    yield self._unusable(approval, row, "approval-without-reason", "has no reason", "add reason = ...")
                if not (row.every or approval.every):
                    yield self._unusable(
                        approval, row, "approval-without-interval", "names no interval", "add every = ..."
                    )
                if not has_grade(approval, row.approved, self.service):
                    roles = " or ".join(row.approved.by_role)
                    yield self._unusable(approval, row, "approval-without-grade", f"is not by a {roles}", "ask one")

    def _would_match(self, row: Row, approval: Approval) -> bool:
        others = row.when.model_copy(update={"approval": ()})
        return self.circumstances.hold(others, max(approval.date, self._first_day()), row.unless)

    def _first_day(self) -> date:
        return min((start for start, _ in self.alive), default=date.min)

    def _unusable(self, approval: Approval, row: Row, code: str, what: str, mend: str) -> Finding:
        message = f"the approval of {approval.date} {what}, so it does not lengthen the interval"
        return Finding(code, message, place=approval.origin, subject=self.subject.id, clause=row.clause, mend=mend)


def rotas(service: Service, policy: Policy, as_of: date) -> Iterator[Rota]:
    """Each frequency policy with each of its subjects."""
    for frequency in policy.frequencies:
        for subject in subjects_of(frequency.subject, service, as_of):
            yield Rota(frequency, subject, service, policy, as_of)
