"""Whether a rule's conditions hold for a record: of its supervisee, of the cases that it is about, and of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.events import records_of
from supctl.answers.said import says
from supctl.answers.scope import home_of
from supctl.answers.subject import Subject
from supctl.answers.subjects import alive
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
    """Whether the record before it lies further back; else the start of whom it is about, or the opening, if later."""
    case = case_of(record, policy)
    subject = Subject("case", case) if case else home_of(record)
    earlier = [one.date for one in records_of(subject, service, (record.activity,)) if one.date < record.date]
    base = max(earlier) if earlier else _known_from(subject, record.date, service)
    return base is not None and longest.after(base) < record.date


def _known_from(subject: Subject, day: date, service: Service) -> date | None:
    """The first day of the time in which the subject is there on a day, or the opening; None for who is not there."""
    known = {"worker": service.workers, "case": service.cases, "team": service.teams}.get(subject.kind, {})
    if subject.kind != "service" and subject.id not in known:
        return None
    start = next((start for start, end in alive(subject, service) if start <= day < end), None)
    return max(start, service.opening) if start and service.opening else start
