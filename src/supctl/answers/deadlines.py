"""What must follow something else, and by when: one duty for each trigger, open or done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from supctl.answers.forms import awaits_its_form
from supctl.answers.owners import Held, held_by
from supctl.answers.readings import reading_of
from supctl.answers.responses import Responses
from supctl.answers.scope import Scope
from supctl.answers.shapes import Explanation, Obligation
from supctl.answers.subjects import alive
from supctl.answers.triggers import Trigger, Triggers, is_pending, last_day, permitted_until
from supctl.facts import Interval, Service
from supctl.policy import Conditions, Deadline, Policy


@dataclass(frozen=True)
class Duties:
    """One deadline held against the facts."""

    deadline: Deadline
    scope: Scope
    policy: Policy
    as_of: date

    @property
    def service(self) -> Service:
        """The facts of the day."""
        return self.scope.service

    def open(self) -> Iterator[Obligation]:
        """A duty for each trigger that nothing has answered; how it stands on the day is not said yet."""
        triggers = Triggers(self.deadline, self.scope, self.policy, self.as_of, open_only=True)
        for trigger in triggers.in_any_circumstances() if self.deadline.must else ():
            if self._responses(trigger).are_there() or (trigger.until and trigger.until <= self.as_of):
                continue  # done, or what began has ended: nothing can be mended there
            if not triggers.apply_to(trigger):
                continue
            if self._still_there(trigger) and not self._waits(trigger):
                yield self._obligation(trigger, None)

    def done(self) -> Iterator[Obligation]:
        """A duty for each trigger that was answered, with the day on which it was."""
        triggers = Triggers(self.deadline, self.scope, self.policy, self.as_of)
        for trigger in triggers if self.deadline.must else ():
            done = self._responses(trigger).first_day()
            if done:
                yield self._obligation(trigger, done)

    def _responses(self, trigger: Trigger) -> Responses:
        return Responses(trigger, self.deadline.alternatives, self.service, self.policy, self.as_of)

    def _waits(self, trigger: Trigger) -> bool:
        """Whether nothing can be done yet: for want of the next session, or of the form.

        What is not written cannot be filed: where there is no limit, that it is to be written up says it all.
        """
        if is_pending(trigger, self.deadline, self.service):
            return True
        on_the_record = all(not one.activity and (one.step or one.field) for one in self.deadline.alternatives)
        if self.deadline.within or trigger.record is None or not on_the_record:
            return False
        return awaits_its_form(trigger.record, self.policy, self.service)

    def _still_there(self, trigger: Trigger) -> bool:
        """A duty about a closed case, or about somebody who has left, can no longer be met (but what ended may ask)."""
        if self.deadline.after.ended:
            return True
        subject = trigger.subject
        if subject.kind == "action" and not any(
            start <= self.as_of < end for start, end in alive(subject, self.service)
        ):
            return False
        if subject.kind == "case" and subject.id in self.service.cases:
            return any(start <= self.as_of < end for start, end in alive(subject, self.service))
        if subject.kind in {"worker", "pair", "action"} and (subject.worker or subject.id) in self.service.workers:
            return self.service.employment(subject.worker or subject.id, self.as_of) is not None
        return True

    def _obligation(self, trigger: Trigger, done: date | None) -> Obligation:
        due, deadline = last_day(trigger, self.deadline, self.service), self.deadline
        held = self._held(trigger)
        activities = self._activities()
        return Obligation(
            id=f"{trigger.subject.id}/{deadline.id}/{trigger.after}",
            kind="deadline" if deadline.within else "presence",
            subject=trigger.subject,
            policy=deadline.id,
            rule=deadline.id,
            activity=activities[0],
            activities=activities,
            due=due,
            limit=permitted_until(trigger, deadline, self.service),
            status="done" if done else "ok" if due else "missing",
            clause=deadline.clause,
            explanation=self._explanation(trigger, done),
            worker=held.worker,
            team=held.team,
            owner=self._carries_out(trigger) or held.owner,
            owner_because=held.because,
            done=done,
            after=trigger.after,
            away=held.away,
            reading=reading_of(deadline, self.policy, self.as_of),
            recommended=deadline.limit == "none",
            basis="local" if self.policy.is_local else "policy",
            ruled_on=self.policy.ruled(self.as_of, trigger.judged),
        )

    def _carries_out(self, trigger: Trigger) -> str | None:
        """Who carries an agreed action out: whom it names, else whom the deadline does."""
        if trigger.action is None or trigger.action.who:
            return trigger.action.who if trigger.action else None
        return trigger.record.supervisee if trigger.record and self.deadline.owner else None

    def _held(self, trigger: Trigger) -> Held:
        """Who has to see to it; of what ended, who had to on the last day, or their team's manager now."""
        held = held_by(trigger.subject, self.service, self.as_of)
        if held.owner or not self.deadline.after.ended:
            return held
        then = held_by(trigger.subject, self.service, trigger.day)
        there = self.service.employment(then.owner, self.as_of) is not None
        owner = then.owner if there else self.service.manager(then.team, self.as_of)
        return replace(then, owner=owner, because="post" if owner else "vacant", away=False)

    def _activities(self) -> tuple[str, ...]:
        """What it is known by: what must follow, else what it follows."""
        must = [word for one in self.deadline.alternatives for word in (*one.activity, *one.planned, *one.event)]
        other = [word for one in self.deadline.alternatives for word in (one.step, one.field) if word]
        after = self.deadline.after
        return tuple(dict.fromkeys([*(must or after.activity), *other])) or (after.trigger,)

    def _explanation(self, trigger: Trigger, done: date | None) -> Explanation:
        deadline, within = self.deadline, self.deadline.within
        return Explanation(
            base=trigger.day,
            base_is=_base_is(trigger, deadline),
            base_record=trigger.record.id if trigger.record else None,
            interval=str(within) if within else None,
            limit_interval=str(deadline.limit) if isinstance(deadline.limit, Interval) else None,
            row=deadline.id,
            because=_because(deadline.when),
            counted=(done,) if done else (),
            place=trigger.origin,
        )


def _base_is(trigger: Trigger, deadline: Deadline) -> str:
    """What the day is from which it counts."""
    return "opening" if trigger.from_opening else "change" if trigger.from_change else deadline.after.trigger


def _because(when: Conditions) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The conditions of a deadline, those of a record among them."""
    found = [(name, tuple(words)) for name, words in when.words().items()]
    found += [("answered", when.answered)] if when.answered else []
    found += [("gap_over", (str(when.gap_over),))] if when.gap_over else []
    return tuple(found)
