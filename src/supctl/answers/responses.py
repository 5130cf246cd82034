"""What answers a trigger: a record, a step, a field, an event or a date in the diary, and on which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supctl.answers.events import concerns, relations, timeline_of
from supctl.answers.steps import Steps, party
from supctl.answers.subjects import action_ends
from supctl.answers.triggers import Trigger
from supctl.answers.windows import settled_by_silence
from supctl.facts import Record, Service
from supctl.policy import Must, Policy


@dataclass(frozen=True)
class Response:
    """One way in which a trigger may be answered."""

    trigger: Trigger
    must: Must
    service: Service
    policy: Policy
    as_of: date

    def days(self) -> Iterator[date]:
        """The days on which it was answered, by as-of, in no order."""
        yield from (day for day in self._days() if day <= self.as_of)

    def _days(self) -> Iterator[date]:
        must, trigger = self.must, self.trigger
        if must.activity:
            yield from self._answering_records()
        elif must.step and trigger.record:
            yield from self._step(trigger.record)
        elif must.field and trigger.record:
            yield from (trigger.record.date for _ in range(1) if trigger.record.answers.get(must.field))
        elif must.event:
            case = self.service.cases.get(trigger.subject.id)
            events = case.event if case else ()
            yield from (event.date for event in events if event.kind in must.event and event.date >= trigger.day)
        elif must.planned:
            yield from self._planned()
        elif must.done:
            yield from action_ends(trigger.subject, self.service)

    def _answering_records(self) -> Iterator[date]:
        trigger, must = self.trigger, self.must
        for record in self._may_answer():
            linked = trigger.after in record.about
            elsewhere = bool(record.about) and not linked and trigger.after.count("/") == 1
            if (must.linked and not linked) or elsewhere or not self._given_by_the_right_person(record):
                continue
            if must.field and not record.answers.get(must.field):
                continue
            days = self._step(record) if must.step else iter((record.date,))
            yield from (day for day in days if linked or record is trigger.record or day >= trigger.since)

    def _may_answer(self) -> Iterator[Record]:
        """The trigger's own record, and those of the subject that are linked to it or not dated before it."""
        trigger, activities = self.trigger, self.must.activity
        if trigger.record and trigger.record.activity in activities:
            yield trigger.record
        known = timeline_of(trigger.subject, self.service)
        if self.must.step:
            found = known.of(activities)
        else:
            found = [*known.since(trigger.since, activities), *known.about(trigger.after, activities)]
        yield from (one for one in found if concerns(one, trigger.subject))

    def _given_by_the_right_person(self, record: Record) -> bool:
        """By any one of those asked for (role, standing, what they are to the supervisee), by none of `not_by`."""
        must, day, giver = self.must, record.date, record.supervisor
        if any(giver in party(record, name, self.service, self._case) for name in must.excluded):
            return False
        wanted = () if must.step else must.parties
        if not (must.by_role or must.by_standing or wanted):
            return True
        return (
            self.service.role(giver, day) in must.by_role
            or bool(self.service.standings(giver or "", day) & set(must.by_standing))
            or bool(relations(giver, self._supervisee(record), self.service, day) & set(wanted))
        )

    def _supervisee(self, record: Record) -> str | None:
        return self.trigger.subject.worker or record.supervisee

    def _step(self, record: Record) -> Iterator[date]:
        since = self.trigger.day if self.must.later else date.min
        step, steps = str(self.must.step), Steps(record, self.service, self._case, self.must.where, since)
        taken = steps.day(step, self.must.parties)
        if taken:
            yield taken
        settled = settled_by_silence(record, step, self.service, self.policy, self.as_of)
        day = steps.day(step, self.must.parties, settled) if settled and settled >= since else None
        if day:
            yield day

    @property
    def _case(self) -> str | None:
        return self.trigger.subject.id if self.trigger.subject.kind == "case" else None

    def _planned(self) -> Iterator[date]:
        """A new date in the diary, or a session held since."""
        trigger, planned = self.trigger, self.must.planned
        if trigger.record and trigger.record.rearranged:
            yield trigger.day
        worker = self.service.workers.get(trigger.subject.worker or trigger.subject.id)
        booked = worker.planned if worker else ()
        yield from (trigger.day for one in booked if one.activity in planned and one.date > trigger.day)
        for record in timeline_of(trigger.subject, self.service).since(trigger.day, planned):
            later = record.date > trigger.day or (record.next and record.next > trigger.day)
            if later and concerns(record, trigger.subject):
                yield record.date


@dataclass(frozen=True)
class Responses:
    """All the ways in which a trigger may be answered; any of them will do."""

    trigger: Trigger
    alternatives: tuple[Must, ...]
    service: Service
    policy: Policy
    as_of: date

    def first_day(self) -> date | None:
        """The first day by as-of on which it was answered; None while it is not."""
        return min(self._days(), default=None)

    def are_there(self) -> bool:
        """Whether it was answered by as-of."""
        return next(self._days(), None) is not None

    def _days(self) -> Iterator[date]:
        for must in self.alternatives:
            yield from Response(self.trigger, must, self.service, self.policy, self.as_of).days()
