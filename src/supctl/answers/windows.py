"""Times in which somebody may object, and what silence settles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supctl.answers.scope import Scope
from supctl.answers.shapes import Window, WindowState
from supctl.answers.steps import Steps
from supctl.answers.triggers import Triggers, last_day
from supctl.facts import Record, Service
from supctl.facts.histories import ONE_DAY
from supctl.policy import Policy


def windows(triggers: Triggers) -> Iterator[Window]:
    """The times in which somebody may act under one right to object."""
    rule = triggers.deadline
    may = rule.may
    if may is None:
        return
    for trigger in triggers:
        if trigger.record is None:
            continue
        until = last_day(trigger, rule, triggers.service)
        acted = Steps(trigger.record, triggers.service).day(str(may.step), may.parties)
        used = acted is not None and (until is None or acted <= until)
        state: WindowState = "used" if used else "closed" if until and triggers.as_of > until else "open"
        yield Window(
            id=f"{trigger.subject.id}/{rule.id}/{trigger.after}",
            rule=rule.id,
            subject=trigger.subject,
            record=trigger.record.id,
            opened=trigger.day,
            until=until,
            state=state,
            settled=rule.silence if state == "closed" else None,
            clause=rule.clause,
        )


def settled_by_silence(record: Record, step: str, service: Service, policy: Policy, as_of: date) -> date | None:
    """The day from which silence counts as this step, if a right to object has run out unused by `as_of`."""
    for rule in policy.rules.deadlines:
        if rule.silence == step:
            for window in windows(Triggers(rule, Scope(service), policy, as_of, only=record)):
                if window.settled and window.until:
                    return window.until + ONE_DAY
    return None
