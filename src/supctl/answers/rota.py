"""One frequency policy for one subject: which row governs when, what counted, and when it is next due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from supctl.answers.circumstances import Circumstances
from supctl.answers.diary import diary
from supctl.answers.events import Event, counted_events
from supctl.answers.schedule import FAR, Due, Since, Stretch, Terms, next_due, runs, stretches
from supctl.answers.subject import Subject
from supctl.answers.subjects import alive
from supctl.facts import Approval, Interval, Record, Service
from supctl.facts.histories import ONE_DAY
from supctl.policy import FrequencyPolicy, Policy, Row


@dataclass(frozen=True)
class Rota:
    """One frequency policy for one subject: its stretches, what counted, and when it is next due.

    `before`: the rotas of the policy that the store followed until this one came into force, for the same activity and
    subject. What counted under them counts; a date of theirs that was missed stands until something is held.
    """

    frequency: FrequencyPolicy
    subject: Subject
    service: Service
    policy: Policy
    as_of: date
    before: tuple[Rota, ...] = ()

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
        return counted_events(self.frequency.counts, self.subject, self.service, self.policy)

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
        """Records that settle an interval for this subject: a worker's own, or a child's."""
        if not any(row.agreed for row in self.frequency.row):
            return []
        if self.subject.kind == "case":
            return [record for record in self.service.records_of_case(self.subject.id) if record.every]
        records = self.service.records_of_worker(self.circumstances.person)
        return [record for record in records if record.every and record.supervisee == self.circumstances.person]

    def agreement(self, day: date) -> Record | None:
        """The agreement in force on a day: the latest with whoever then supervises; of a case, the latest."""
        if self.subject.kind == "case":
            return next((record for record in reversed(self._agreements) if record.date <= day), None)
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
            if run[-1].end > self.as_of and (found := self.due_in(run, self.event_days, self.as_of)):
                return found
        return None

    def due_in(self, run: Sequence[Stretch], events: Sequence[date], as_of: date) -> Due | None:
        """When it is due in one run, with these events."""
        known, since = self._with_what_was_made_ahead(run, as_of), self.policy.since
        when = (Since(since, self.counts_anew and run[0].start < since),) if since else ()
        found = next_due(known, events, self.counts_from, as_of, *when)
        if found and found.base_is == "opening" and found.base == self.policy.since:
            return replace(found, base_is="change")
        return found

    def _with_what_was_made_ahead(self, run: Sequence[Stretch], as_of: date) -> Sequence[Stretch]:
        """The run of a pair; from the day of what the two made before it began, where a row asks to look at that again.

        An agreement that both sign in the week before they begin is there from the first day.
        """
        first, terms = run[0], run[0].terms
        if self.subject.kind != "pair" or terms is None or not terms.after_first or terms.times:
            return run
        ended = max((one[-1].end for one in self.runs if one[-1].end <= first.start), default=date.min)
        named = (event.day for event in self.events if event.record.supervisor == self.subject.with_)
        ahead = [day for day in named if ended <= day < first.start and day <= as_of]
        return [replace(first, start=ahead[-1]), *run[1:]] if ahead else run

    @cached_property
    def counts_from(self) -> date | None:
        """The day from which it counts where nothing is known: the opening, or the day of a change of policy.

        Where the policy before asked for the same, and for as many, its clock goes on.
        """
        opening, since = self.service.opening, self.policy.since
        if since is None:
            return opening
        if self.counts_anew:
            return max(since, opening) if opening else since
        terms = self.governing(since)[1]
        went_on = [one.counts_from for one in self.before if one.asked(since, terms)]
        return min((day for day in went_on if day), default=None) if all(went_on) else None

    @cached_property
    def counts_anew(self) -> bool:
        """Whether the policy before asked for nothing of the kind, or of a quota for fewer."""
        since = self.policy.since
        return since is not None and not any(one.asked(since, self.governing(since)[1]) for one in self.before)

    def asked(self, since: date, terms: Terms | None) -> bool:
        """Whether it asked for something until `since`, when a policy with these terms took its place.

        Of a quota: for as many, on the day before or, had it gone on, on the day itself.
        """
        (row, until), (_, on) = self.governing(since - ONE_DAY), self.governing(since)
        if row is None or until is None:
            return False
        times = max((own.times or 0 for own in (until, on) if own), default=0)
        return terms is None or terms.times is None or times >= terms.times

    # --- what was missed under an earlier policy ---------------------------------------------------------------------

    def missed(self) -> tuple[Rota, Due] | None:
        """A date of an earlier policy that was missed in the run of the day asked, and that stands."""
        now = next((run for run in self.runs if run[0].start <= self.as_of < run[-1].end), None)
        return self.missed_in(now, self.event_days, self.as_of) if now else None

    def missed_in(
        self, run: Sequence[Stretch], held: Sequence[date], as_of: date, until: date | None = None
    ) -> tuple[Rota, Due] | None:
        """A date that was past when this policy took over the run, with nothing held by then, and nothing since.

        A change of policy inside a run is a change of terms: what an earlier policy asked of the same run comes first.
        `held`: the days on which something counted under this policy and later ones; `until`: as it was before that
        day.
        """
        since = self.policy.since
        for one in self.before if since and run[0].start <= since else ():
            found = one.left_open(since or as_of, held, as_of, until)
            if found:
                return found
        return None

    def left_open(
        self, since: date, held: Sequence[date], as_of: date, until: date | None = None
    ) -> tuple[Rota, Due] | None:
        """The date that was past when another policy took over the run on a day, its own or one of a policy before."""
        run = next((run for run in self.runs if run[0].start < since <= run[-1].end), None)
        if run is None:
            return None
        own = [day for day in self.event_days if until is None or day < until]
        found = self.missed_in(run, [*held, *own], as_of, until)
        if found:
            return found
        goes_on = [*run, Stretch(run[-1].end, FAR, None, None, run[-1].end)]  # under the policy that followed
        due = self.due_in(goes_on, own, as_of)
        if due and due.due and due.due < since:
            later = {day for day in held if due.due <= day} - set(own)
            due = self.due_in(goes_on, sorted([*own, *later]), as_of) if later else due
        return (self, due) if due and due.due and due.due < since else None

    def due_if(self, also: Sequence[date]) -> date | None:
        """When it would be due, had it also been held on these days."""
        days = sorted([*self.event_days, *also])
        last = max([self.as_of, *also])
        for run in self.runs:
            if run[-1].end > last:
                missed = self.missed_in(run, days, last)
                found = missed[1] if missed else self.due_in(run, days, last)
                if found:
                    return found.due
        return None
