"""Times in which somebody may object, and what silence settles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supctl.answers.scope import Scope
from supctl.answers.shapes import Window, WindowState
from supctl.answers.steps import Steps
from supctl.answers.triggers import Trigger, Triggers, last_day
from supctl.facts import Record, Service
from supctl.facts.histories import ONE_DAY
from supctl.policy import Policy


def windows(triggers: Triggers) -> Iterator[Window]:
    """The times in which somebody may act under one right to object."""
    for trigger in triggers if triggers.deadline.may else ():
        if trigger.record is not None:
            until = last_day(trigger, triggers.deadline, triggers.service)
            over = until is not None and triggers.as_of > until
            state: WindowState = "used" if _used(trigger.record, until, triggers) else "closed" if over else "open"
            yield _window(trigger, trigger.record, until, triggers, state)


def unused_windows(triggers: Triggers, last: date) -> Iterator[Window]:
    """Those of them that nobody used and that run beyond the `last` record of all, as if they were open."""
    for trigger in triggers.in_any_circumstances() if triggers.deadline.may else ():
        until = last_day(trigger, triggers.deadline, triggers.service)
        if trigger.record is None or (until and until < last) or _used(trigger.record, until, triggers):
            continue
        if triggers.apply_to(trigger):
            yield _window(trigger, trigger.record, until, triggers, "open")


def _used(record: Record, until: date | None, triggers: Triggers) -> bool:
    """Whether those who may act did so in time."""
    may = triggers.deadline.may
    acted = Steps(record, triggers.service).day(str(may.step), may.parties) if may else None
    return acted is not None and (until is None or acted <= until)


def _window(trigger: Trigger, record: Record, until: date | None, of: Triggers, state: WindowState) -> Window:
    rule = of.deadline
    return Window(
        id=f"{trigger.subject.id}/{rule.id}/{trigger.after}",
        rule=rule.id,
        subject=trigger.subject,
        record=record.id,
        opened=trigger.day,
        until=until,
        state=state,
        settled=rule.silence if state == "closed" else None,
        clause=rule.clause,
        ruled_on=of.policy.ruled(of.as_of, trigger.judged),
    )


def settled_by_silence(record: Record, step: str, service: Service, policy: Policy, as_of: date) -> date | None:
    """The day from which silence counts as this step, if a right to object has run out unused by `as_of`."""
    for rule in policy.rules.deadlines:
        if rule.silence == step:
            for window in windows(Triggers(rule, Scope(service), policy, as_of, only=record)):
                if window.settled and window.until:
                    return window.until + ONE_DAY
    return None
