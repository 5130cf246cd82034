"""Whether a rule's conditions hold for a record: of its supervisee, of the cases that it is about, and of itself."""

from __future__ import annotations

from collections.abc import Sequence

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.events import records_of
from supctl.answers.said import says
from supctl.answers.scope import home_of
from supctl.answers.subject import Subject
from supctl.facts import Interval, Record, Service
from supctl.policy import Conditions, Policy, Rule

_CASE_ONLY = ("category", "approval", "event")


def hold_for_record(rule: Rule, record: Record, policy: Policy, service: Service, cases: Sequence[str]) -> bool:
    """Whether a rule's conditions hold for a record on its day: of its supervisee, of any one of `cases`, of itself."""
    of_worker = Circumstances(service, Subject("worker", record.supervisee or ""))
    of_cases = [Circumstances(service, Subject("case", case)) for case in cases]

    def hold(conditions: Conditions) -> bool:
        if conditions.of_record and not _says(record, conditions, policy, service, cases):
            return False
        on_worker = dict(conditions.words())
        on_case = {name: on_worker.pop(name) for name in _CASE_ONLY if name in on_worker}
        if on_case and not any(one.have(on_case, record.date) for one in of_cases):
            return False
        return of_worker.have(on_worker, record.date) and of_worker.are_new(conditions, record.date)

    return hold(rule.when) and not (rule.unless is not None and rule.unless.named() and hold(rule.unless))


def _says(record: Record, conditions: Conditions, policy: Policy, service: Service, cases: Sequence[str]) -> bool:
    if conditions.answered and not says(record, conditions.answered, cases):
        return False
    return conditions.gap_over is None or _gap_is_over(conditions.gap_over, record, policy, service)


def _gap_is_over(longest: Interval, record: Record, policy: Policy, service: Service) -> bool:
    """Whether the record before it lies further back; before the first one that is known there is no gap."""
    case = case_of(record, policy)
    subject = Subject("case", case) if case else home_of(record)
    earlier = [one.date for one in records_of(subject, service, (record.activity,)) if one.date < record.date]
    return bool(earlier) and longest.after(max(earlier)) < record.date
