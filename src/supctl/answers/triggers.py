"""What sets a deadline off: sessions, steps, events, beginnings and ends, cancelled sessions, agreed actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers.circumstances import Circumstances
from supctl.answers.events import concerns, timeline_of
from supctl.answers.of_record import hold_for_record
from supctl.answers.scope import Scope
from supctl.answers.spells import SPANS_OF, Spell, spells
from supctl.answers.steps import Steps
from supctl.answers.subject import Subject
from supctl.answers.subjects import actions_of
from supctl.documents import Origin
from supctl.facts import Action, Interval, Record, Service
from supctl.facts.histories import ONE_DAY
from supctl.facts.words import CANCELLED, PERSONAL_SUPERVISION
from supctl.policy import Deadline, Policy, SubjectKind


@dataclass(frozen=True)
class Trigger:
    """Something that sets a deadline off: the day, whom it concerns, and the record, event or entry that it is.

    `from_opening`: it came before the opening and counts from that; `from_change`: before the day on which this policy
    took the place of another one, and counts from that. `since`: what is dated before cannot answer it.
    `until`: the day from which it no longer matters.
    """

    day: date
    subject: Subject
    after: str
    since: date
    record: Record | None = None
    action: Action | None = None
    origin: Origin | None = None
    from_opening: bool = False
    from_change: bool = False
    until: date | None = None

    @property
    def judged(self) -> date:
        """The day whose policy it is judged by: a record's own, whatever is done on it later."""
        return self.record.date if self.record else self.day


@dataclass(frozen=True)
class Triggers:
    """What sets one deadline off; `only` looks at one record alone, whoever is asked about.

    `open_only` leaves out what can be seen at once to be answered: a record on which the step that is wanted was taken,
    an action that has ended.
    """

    deadline: Deadline
    scope: Scope
    policy: Policy
    as_of: date
    only: Record | None = None
    open_only: bool = False

    @property
    def service(self) -> Service:
        """The facts of the day."""
        return self.scope.service

    def __iter__(self) -> Iterator[Trigger]:
        """Everything up to the day that sets the deadline off, whatever has answered it since."""
        return (trigger for trigger in self.in_any_circumstances() if self.apply_to(trigger))

    def in_any_circumstances(self) -> Iterator[Trigger]:
        """The same, and those to which the deadline does not apply by its conditions, which take longest to tell."""
        return (one for one in _TRIGGERS[self.deadline.after.trigger](self) if one.day <= self.as_of)

    def apply_to(self, trigger: Trigger) -> bool:
        """Whether the deadline's conditions hold, on the day of the trigger."""
        rule = self.deadline
        if not self.policy.holds_under(rule, trigger.day) or not self.policy.in_force(trigger.judged):
            return False
        if trigger.record is None:
            return Circumstances(self.service, trigger.subject).hold(rule.when, trigger.day, rule.unless)
        cases = (trigger.subject.id,) if trigger.subject.kind == "case" else trigger.record.cases
        return hold_for_record(rule, trigger.record, self.policy, self.service, cases)

    def _records(self, activities: Sequence[str]) -> Sequence[Record]:
        """Those of these activities; all where none is named."""
        if self.only is not None:
            return [self.only] if not activities or self.only.activity in activities else []
        known = self.scope.records.of(activities)
        return [one for one in known if not self._is_answered_by_itself(one)] if self.open_only else known

    def _is_answered_by_itself(self, record: Record) -> bool:
        """Whether a step that is wanted was taken, where it is all the same by whom, at which place, for which case."""
        for must in self.deadline.alternatives:
            if must.step and not (must.activity or must.by or must.where or must.later):
                for step in record.steps:
                    if step.step == must.step and step.case is None:
                        return True
        return False

    def after_record(self) -> Iterator[Trigger]:
        """A session, agreement, comment ... of one of the activities."""
        for record in self._records(self.deadline.after.activity):
            yield from self._of_record(record, record.date)

    def after_step(self) -> Iterator[Trigger]:
        """A step of a record, on the first day on which it was taken (by those named)."""
        after = self.deadline.after
        for record in self._records(after.activity):
            day = Steps(record, self.service).day(str(after.step), after.parties)
            if day:
                yield from self._of_record(record, day)

    def after_cancelled(self) -> Iterator[Trigger]:
        """A session that was cancelled (an activity beside it: what was cancelled, kept in `about`)."""
        wanted = set(self.deadline.after.activity)
        for record in self._records((CANCELLED,)):
            if not wanted or not record.about or wanted & set(record.about):
                yield from self._of_record(record, record.date)

    def after_action(self) -> Iterator[Trigger]:
        """An agreed action, done or not."""
        for worker in self.scope.workers:
            for subject, record, action in actions_of(worker, self.service, self.as_of if self.open_only else None):
                if self._known(record.date):
                    yield Trigger(record.date, subject, subject.id, record.date, record, action, record.origin)

    def after_event(self) -> Iterator[Trigger]:
        """Something that happened in a case."""
        for case in map(self.service.cases.__getitem__, self.scope.cases):
            for event in case.event:
                if event.kind in self.deadline.after.event and self._known(event.date):
                    subject = Subject("case", case.id)
                    yield Trigger(event.date, subject, f"{case.id}/{event.id}", event.date, origin=event.origin)

    def after_began(self) -> Iterator[Trigger]:
        """The beginning of an employment, post, pair or category; one from before the opening counts from there.

        So does one from before the day on which this policy took the place of another one.
        """
        for spell in self._spells():
            opening, since = self.service.opening, self.policy.since
            day = max(spell.start, opening or spell.start, since or spell.start)
            if self.deadline.after.changed and (day > spell.start or not spell.follows):
                continue  # a change before that day: what was done about it may not be known, or was not asked
            if spell.end > day:
                yield Trigger(
                    day,
                    spell.subject,
                    f"{spell.subject.id}@{spell.start}",
                    spell.since,
                    origin=spell.origin,
                    from_opening=spell.start < day == opening,
                    from_change=spell.start < day == since != opening,
                    until=spell.end,
                )

    def after_ended(self) -> Iterator[Trigger]:
        """The last day of an employment, post, pair or category."""
        for spell in self._spells():
            if spell.end <= self.as_of and self._known(spell.end):
                last = spell.end - ONE_DAY
                yield Trigger(last, spell.subject, f"{spell.subject.id}@{spell.start}", last, origin=spell.origin)

    def _spells(self) -> Iterator[Spell]:
        """Each subject with each time of the kind that begins or ends."""
        after = self.deadline.after
        span = after.began or after.ended or "employment"
        for subject in self.scope.subjects(SPANS_OF.get(span, "worker"), self.as_of):
            yield from spells(span, subject, self.service, after.category)

    def _of_record(self, record: Record, day: date) -> Iterator[Trigger]:
        """A record's trigger, once for each subject that the deadline is about."""
        if not self._known(record.date):
            return
        for subject in _subjects_of_record(record, self.deadline.subject):
            if self.only is None and not self.scope.covers(subject):
                continue
            yield Trigger(day, subject, record.id, day, record, origin=record.origin)

    def _known(self, day: date) -> bool:
        return self.service.opening is None or day >= self.service.opening


_TRIGGERS: dict[str, Callable[[Triggers], Iterator[Trigger]]] = {
    "activity": Triggers.after_record,
    "step": Triggers.after_step,
    "cancelled": Triggers.after_cancelled,
    "action": Triggers.after_action,
    "event": Triggers.after_event,
    "began": Triggers.after_began,
    "ended": Triggers.after_ended,
}


def _subjects_of_record(record: Record, kind: SubjectKind | None) -> Sequence[Subject]:
    """Whom a duty about a record concerns: its supervisee, else its cases, else its team; or the kind asked for."""
    if kind in _PARTS_OF_RECORD:
        return _PARTS_OF_RECORD[kind](record)
    return _worker(record) or _cases(record) or _team(record)


def _worker(record: Record) -> Sequence[Subject]:
    return [Subject("worker", record.supervisee)] if record.supervisee else []


def _pair(record: Record) -> Sequence[Subject]:
    if not (record.supervisee and record.supervisor):
        return []
    return [Subject("pair", f"{record.supervisee}+{record.supervisor}", record.supervisee, record.supervisor)]


def _cases(record: Record) -> Sequence[Subject]:
    return [Subject("case", case) for case in dict.fromkeys(record.cases)]


def _team(record: Record) -> Sequence[Subject]:
    return [Subject("team", record.team)] if record.team else []


_PARTS_OF_RECORD: dict[SubjectKind | None, Callable[[Record], Sequence[Subject]]] = {
    "worker": _worker,
    "pair": _pair,
    "case": _cases,
    "team": _team,
}


def permitted_until(trigger: Trigger, rule: Deadline, service: Service) -> date | None:
    """The last day that is permitted beyond the recommended one; None where there is no such day."""
    return rule.limit.after(trigger.day, service.calendar) if isinstance(rule.limit, Interval) else None


def is_pending(trigger: Trigger, rule: Deadline, service: Service) -> bool:
    """Whether it waits for a session that was not held yet; what begins is asked for from the first day."""
    waits = rule.within == "next session" and trigger.until is None
    return waits and _next_session(trigger, rule, service) is None


def last_day(trigger: Trigger, rule: Deadline, service: Service) -> date | None:
    """The last day on which a trigger is answered in time; None where the rule gives none, or none can be told yet."""
    within = rule.within
    if within is None:
        return None
    if isinstance(within, Interval):
        return within.after(trigger.day, service.calendar)
    if within == "own date":
        return trigger.action.by if trigger.action else trigger.record.next if trigger.record else None
    return _next_session(trigger, rule, service)


def _next_session(trigger: Trigger, rule: Deadline, service: Service) -> date | None:
    """The day of the first session held after the trigger; what begins may be answered on its first day too."""
    begins = trigger.until is not None
    activities = rule.session or ((trigger.record.activity,) if trigger.record else (PERSONAL_SUPERVISION,))
    for record in timeline_of(trigger.subject, service).since(trigger.day, activities):
        later = record.date > trigger.day or begins
        if later and concerns(record, trigger.subject):
            return record.date
    return None
