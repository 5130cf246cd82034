"""What must follow something else: triggers, what answers them, and the date by which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers.circumstances import Circumstances, Subject, category_began, hold_for_record
from supctl.answers.events import records_of
from supctl.answers.owners import held_by
from supctl.answers.readings import reading_of
from supctl.answers.shapes import Explanation, Obligation, Window, WindowState
from supctl.answers.status import status_of
from supctl.answers.steps import Steps, party
from supctl.answers.subjects import actions_of, alive, subjects_of
from supctl.documents import Origin
from supctl.facts import Action, Interval, Record, Service
from supctl.facts.histories import ONE_DAY, edges
from supctl.facts.words import CANCELLED
from supctl.policy import Deadline, Must, Policy, SubjectKind


@dataclass(frozen=True)
class Trigger:
    """Something that sets a deadline off: the day, whom it concerns, and the record, event or entry that it is.

    `began`: its own first day, where it came before the opening and counts from that. `until`: the day from which it no
    longer matters.
    """

    day: date
    subject: Subject
    after: str
    record: Record | None = None
    action: Action | None = None
    origin: Origin | None = None
    began: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Duties:
    """One deadline held against the facts."""

    deadline: Deadline
    service: Service
    policy: Policy
    as_of: date
    only: Record | None = None

    @property
    def records(self) -> Sequence[Record]:
        """The records that may set it off: all, or the one asked about."""
        return self.service.records if self.only is None else [self.only]

    def triggers(self) -> Iterator[Trigger]:
        """Everything up to the day that sets the deadline off, whatever has answered it since."""
        for trigger in _TRIGGERS[self.deadline.after.trigger](self):
            if trigger.day <= self.as_of and self._applies(trigger):
                yield trigger

    def _applies(self, trigger: Trigger) -> bool:
        if not self.policy.holds_under(self.deadline, trigger.day):
            return False
        if trigger.record is None:
            return Circumstances(self.service, trigger.subject).hold(
                self.deadline.when, trigger.day, self.deadline.unless
            )
        cases = (trigger.subject.id,) if trigger.subject.kind == "case" else trigger.record.cases
        return hold_for_record(self.deadline, trigger.record, self.service, cases)

    # --- what sets it off ------------------------------------------------------------------------------------------

    def after_record(self) -> Iterator[Trigger]:
        """A session, agreement, comment ... of one of the activities."""
        for record in self.records:
            if record.activity in self.deadline.after.activity:
                yield from self._of_record(record, record.date)

    def after_step(self) -> Iterator[Trigger]:
        """A step of a record, on the first day on which it was taken."""
        after = self.deadline.after
        for record in self.records:
            days = [step.on for step in record.steps if step.step == after.step]
            if days and (not after.activity or record.activity in after.activity):
                yield from self._of_record(record, min(days))

    def after_cancelled(self) -> Iterator[Trigger]:
        """A session that was cancelled (an activity beside it: what was cancelled, kept in `about`)."""
        wanted = set(self.deadline.after.activity)
        for record in self.records:
            if record.activity == CANCELLED and (not wanted or not record.about or wanted & set(record.about)):
                yield from self._of_record(record, record.date)

    def after_action(self) -> Iterator[Trigger]:
        """An agreed action that is still open."""
        for worker in sorted(self.service.workers):
            for subject in actions_of(worker, self.service, self.as_of):
                record_id, _, action_id = subject.id.partition("#")
                record = self.service.record(record_id)
                if record and self._known(record.date):
                    action = next(action for action in record.actions if action.id == action_id)
                    yield Trigger(record.date, subject, subject.id, record, action, action.origin)

    def after_event(self) -> Iterator[Trigger]:
        """Something that happened in a case."""
        for case in self.service.cases.values():
            for event in case.event:
                if event.kind in self.deadline.after.event and self._known(event.date):
                    yield Trigger(event.date, Subject("case", case.id), f"{case.id}/{event.id}", origin=event.origin)

    def after_began(self) -> Iterator[Trigger]:
        """The beginning of an employment, post, pair or category; one from before the opening counts from there."""
        for subject, start, end, origin, is_change in self._spells():
            if is_change or not self.deadline.after.changed:
                opening = self.service.opening
                day = max(start, opening) if opening else start
                if end > day:
                    began = start if start < day else None
                    yield Trigger(day, subject, f"{subject.id}@{start}", origin=origin, began=began, until=end)

    def after_ended(self) -> Iterator[Trigger]:
        """The day after the end of an employment, post, pair or category."""
        for subject, start, end, origin, _ in self._spells():
            if end <= self.as_of and self._known(end):
                yield Trigger(end - ONE_DAY, subject, f"{subject.id}@{start}", origin=origin)

    def _spells(self) -> Iterator[tuple[Subject, date, date, Origin | None, bool]]:
        """Each subject with each time of the kind that begins and ends, and whether it follows another one."""
        span = self.deadline.after.began or self.deadline.after.ended
        kind: SubjectKind = {"pair": "pair", "category": "case"}.get(str(span), "worker")  # type: ignore[assignment]
        for subject in subjects_of(kind, self.service, self.as_of):
            if span == "post":
                worker = self.service.workers[subject.id]
                for index, post in enumerate(worker.post):
                    later = [following.from_ for following in worker.post[index + 1 : index + 2]]
                    end = min([*later, *([post.to + ONE_DAY] if post.to else [])], default=date.max)
                    yield subject, post.from_, end, post.origin, index > 0
            elif span == "category":
                yield from self._category_spells(subject)
            else:
                for start, end in alive(subject, self.service):
                    yield subject, start, end, self._origin(subject, start), self._follows(subject, start)

    def _category_spells(self, subject: Subject) -> Iterator[tuple[Subject, date, date, Origin | None, bool]]:
        case, wanted = self.service.cases[subject.id], set(self.deadline.after.category)
        days = sorted(edges(case.status))
        for day in days:
            status = self.service.status(case.id, day)
            if status and (not wanted or wanted & set(status.category)) and category_began(case.status, day) == day:
                ends = [later for later in days if later > day and category_began(case.status, later) != day]
                yield subject, day, min(ends, default=date.max), status.origin, day > case.status[0].from_

    def _origin(self, subject: Subject, start: date) -> Origin | None:
        worker = self.service.workers.get(subject.worker or subject.id)
        posts = [post.origin for post in worker.post if post.from_ <= start] if worker else []
        return posts[-1] if posts else worker.origin if worker else None

    def _follows(self, subject: Subject, start: date) -> bool:
        """Whether the worker had another supervisor before (for a pair), or had begun before (otherwise)."""
        if subject.kind == "pair":
            worker = self.service.workers[subject.worker or ""]
            earlier = [post.supervisor for post in worker.post if post.from_ < start and post.supervisor]
            return bool(earlier) and earlier[-1] != subject.with_
        return any(begun < start for begun, _ in alive(subject, self.service))

    def _of_record(self, record: Record, day: date) -> Iterator[Trigger]:
        """A record's trigger, once for each subject that the deadline is about."""
        if not self._known(record.date):
            return
        for subject in _subjects_of_record(record, self.deadline.subject):
            yield Trigger(day, subject, record.id, record, origin=record.origin)

    def _known(self, day: date) -> bool:
        return self.service.opening is None or day >= self.service.opening

    # --- what answers it -------------------------------------------------------------------------------------------

    def answered(self, trigger: Trigger, must: Must) -> date | None:
        """The day on which the trigger was answered, by as-of; None while it is not."""
        days = [day for day in self._answers(trigger, must) if day <= self.as_of]
        return min(days, default=None)

    def _answers(self, trigger: Trigger, must: Must) -> Iterator[date]:
        if must.activity:
            for record in self._answering_records(trigger, must):
                day = self._step_day(trigger, record, must) if must.step else record.date
                if day:
                    yield day
        elif must.step and trigger.record:
            day = self._step_day(trigger, trigger.record, must)
            if day:
                yield day
        elif must.field and trigger.record:
            if trigger.record.answers.get(must.field):
                yield trigger.record.date
        elif must.event:
            case = self.service.cases.get(trigger.subject.id)
            yield from (
                (event.date for event in case.event if event.kind in must.event and event.date >= trigger.day)
                if case
                else ()
            )
        elif must.planned:
            yield from self._planned(trigger, must)

    def _answering_records(self, trigger: Trigger, must: Must) -> Iterator[Record]:
        own = [trigger.record] if trigger.record and trigger.record.activity in must.activity else []
        for record in [*own, *records_of(trigger.subject, self.service, must.activity)]:
            linked = trigger.after in record.about
            elsewhere = record.about and not linked and trigger.after.count("/") == 1
            in_time = record.date >= (trigger.began or trigger.day) or linked
            if (linked or not must.linked) and not elsewhere and in_time and self._given_by(record, must, trigger):
                yield record

    def _given_by(self, record: Record, must: Must, trigger: Trigger) -> bool:
        if must.by_role or must.by_standing:
            role = self.service.role(record.supervisor, record.date)
            standings = self.service.standings(record.supervisor or "", record.date)
            if role not in must.by_role and not standings & set(must.by_standing):
                return False
        if must.step or not must.parties:
            return True
        case = trigger.subject.id if trigger.subject.kind == "case" else None
        return any(record.supervisor in party(record, name, self.service, case) for name in must.parties)

    def _step_day(self, trigger: Trigger, record: Record, must: Must) -> date | None:
        step, case = str(must.step), trigger.subject.id if trigger.subject.kind == "case" else None
        settled = settled_by_silence(record, step, self.service, self.policy, self.as_of)
        return Steps(record, self.service, case, must.where).day(step, must.parties, settled)

    def _planned(self, trigger: Trigger, must: Must) -> Iterator[date]:
        """A new date in the diary, or a session held since."""
        if trigger.record and trigger.record.rearranged:
            yield trigger.day
        worker = self.service.workers.get(trigger.subject.worker or trigger.subject.id)
        for planned in worker.planned if worker else ():
            if planned.activity in must.planned and planned.date > trigger.day:
                yield trigger.day
        for record in records_of(trigger.subject, self.service, must.planned):
            if record.date > trigger.day or (record.next and record.next > trigger.day and record.date >= trigger.day):
                yield record.date

    # --- by when ---------------------------------------------------------------------------------------------------

    def due(self, trigger: Trigger) -> date | None:
        """The last day on which it is in time; None where the policy gives none, or none can be told yet."""
        within = self.deadline.within
        if within is None:
            return None
        if isinstance(within, Interval):
            return within.after(trigger.day, self.service.calendar)
        if within == "own date":
            return trigger.action.by if trigger.action else trigger.record.next if trigger.record else None
        return self._next_session(trigger)

    def _next_session(self, trigger: Trigger) -> date | None:
        """The day of the first session held after the trigger; what begins may be answered on its first day too."""
        activities = (trigger.record.activity,) if trigger.record else self.deadline.session
        for record in records_of(trigger.subject, self.service, activities):
            if record.date > trigger.day or (trigger.record is None and record.date == trigger.day):
                return record.date
        return None

    # --- answers ---------------------------------------------------------------------------------------------------

    def obligations(self, soon_days: int) -> Iterator[Obligation]:
        """A duty for each trigger: open, or done."""
        must = self.deadline.must
        if must is None:
            return
        for trigger in self.triggers():
            done = self.answered(trigger, must)
            if done is None and trigger.until and trigger.until <= self.as_of:
                continue  # what began has ended: nothing can be mended there
            if done is None and not self._still_there(trigger):
                continue
            yield self._obligation(trigger, must, done, soon_days)

    def _still_there(self, trigger: Trigger) -> bool:
        """A duty about a closed case, or about somebody who has left, can no longer be met (but what ended may ask)."""
        if self.deadline.after.ended:
            return True
        subject = trigger.subject
        if subject.kind == "case" and subject.id in self.service.cases:
            return any(start <= self.as_of < end for start, end in alive(subject, self.service))
        if subject.kind in {"worker", "pair", "action"} and (subject.worker or subject.id) in self.service.workers:
            return self.service.employment(subject.worker or subject.id, self.as_of) is not None
        return True

    def _obligation(self, trigger: Trigger, must: Must, done: date | None, soon_days: int) -> Obligation:
        due, deadline = self.due(trigger), self.deadline
        held = held_by(trigger.subject, self.service, self.as_of)
        activity = (
            must.activity or deadline.after.activity or must.planned or must.event or (must.step or must.field or "",)
        )[0]
        names = (*must.activity, *deadline.after.activity, *must.planned)
        return Obligation(
            id=f"{trigger.subject.id}/{deadline.id}/{trigger.after}",
            kind="deadline" if deadline.within else "presence",
            subject=trigger.subject,
            policy=deadline.id,
            rule=deadline.id,
            activity=activity,
            activities=tuple(dict.fromkeys((activity, *names))),
            due=due,
            limit=None,
            status="done" if done else status_of(due, None, self.as_of, soon_days),
            clause=deadline.clause,
            explanation=self._explanation(trigger, done),
            worker=held.worker,
            team=held.team,
            owner=held.owner,
            owner_because=held.because,
            done=done,
            days=(due - self.as_of).days if due else None,
            after=trigger.after,
            away=held.away,
            reading=reading_of(deadline, self.policy, self.as_of),
        )

    def _explanation(self, trigger: Trigger, done: date | None) -> Explanation:
        within = self.deadline.within
        return Explanation(
            base=trigger.day,
            base_is="opening" if trigger.began else self.deadline.after.trigger,
            base_record=trigger.record.id if trigger.record else None,
            interval=str(within) if within else None,
            row=self.deadline.id,
            because=tuple((name, tuple(words)) for name, words in self.deadline.when.words().items()),
            counted=(done,) if done else (),
            place=trigger.origin,
        )

    def windows(self) -> Iterator[Window]:
        """The times in which somebody may act."""
        may, within = self.deadline.may, self.deadline.within
        if may is None or not isinstance(within, Interval):
            return
        for trigger in self.triggers():
            if trigger.record is None:
                continue
            until = within.after(trigger.day, self.service.calendar)
            acted = Steps(trigger.record, self.service).day(str(may.step), may.parties)
            used = acted is not None and acted <= until
            state: WindowState = "used" if used else "open" if self.as_of <= until else "closed"
            settled = self.deadline.silence if state == "closed" else None
            yield Window(
                id=f"{trigger.subject.id}/{self.deadline.id}/{trigger.after}",
                rule=self.deadline.id,
                subject=trigger.subject,
                record=trigger.record.id,
                opened=trigger.day,
                until=until,
                state=state,
                settled=settled,
                clause=self.deadline.clause,
            )


def settled_by_silence(record: Record, step: str, service: Service, policy: Policy, as_of: date) -> date | None:
    """The day from which silence counts as this step, if a right to object has run out unused by `as_of`."""
    for deadline in policy.rules.deadlines:
        if deadline.silence == step:
            for window in Duties(deadline, service, policy, as_of, only=record).windows():
                if window.settled:
                    return window.until + ONE_DAY
    return None


_TRIGGERS: dict[str, Callable[[Duties], Iterator[Trigger]]] = {
    "activity": Duties.after_record,
    "step": Duties.after_step,
    "cancelled": Duties.after_cancelled,
    "action": Duties.after_action,
    "event": Duties.after_event,
    "began": Duties.after_began,
    "ended": Duties.after_ended,
}


def _subjects_of_record(record: Record, kind: SubjectKind | None) -> Sequence[Subject]:
    """Whom a duty about a record concerns: its supervisee, else its cases, else its team; or the kind asked for."""
    worker = [Subject("worker", record.supervisee)] if record.supervisee else []
    pair = (
        [Subject("pair", f"{record.supervisee}+{record.supervisor}", record.supervisee, record.supervisor)]
        if record.supervisee and record.supervisor
        else []
    )
    cases = [Subject("case", case) for case in dict.fromkeys(record.cases)]
    team = [Subject("team", record.team)] if record.team else []
    by_kind: dict[str, list[Subject]] = {"worker": worker, "pair": pair, "case": cases, "team": team}
    return by_kind.get(str(kind), worker or cases or team)
