"""Until which day records are kept, as far as the document says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.subject import Subject
from supctl.facts import Record, Service, service_as_of
from supctl.facts.histories import ONE_DAY, edges
from supctl.policy import Policy, Retention

Why = Literal["counted", "no-rule", "no-period", "still-here", "unknown"]


@dataclass(frozen=True)
class Kept:
    """Until when (that day included), or None and why there is no day.

    `why`: counted; no-rule (the document says nothing of these records); no-period (it sets none); still-here (the
    worker has not left, or the case is open); unknown (nothing is known of the subject). `counted_from`: the day of
    leaving, of closing, or of the record.
    """

    until: date | None
    why: Why
    rule: Retention | None = None
    counted_from: date | None = None


def kept_until(facts: Service, policy: Policy, day: date, about: str, clause: str | None = None) -> Kept:
    """Until when the records about a worker, case or team are kept, or one record by its id.

    Of several rules the one that keeps longest decides. `clause`: only what this clause says; without it, rules about
    the supervisee's own copies are no answer.
    """
    service = service_as_of(facts, day)
    record = service.record(about)
    subjects = _subjects(service, policy, about, record)
    if not subjects:
        return Kept(None, "unknown")
    rules = [rule for rule in policy.rules.retention if policy.holds_under(rule, day)]
    rules = [rule for rule in rules if (clause in rule.clause if clause else not rule.copies)]
    found = [
        _kept(rule, subject, record, service, day)
        for rule in rules
        for subject in subjects
        if _fits(rule, subject, record, service, day)
    ]
    if not found:
        return Kept(None, "no-rule")
    return max(found, key=lambda kept: (kept.why == "still-here", kept.until or date.min))


def _subjects(service: Service, policy: Policy, about: str, record: Record | None) -> list[Subject]:
    """Whose record it is: a child's, else the supervisee's, else the team's; those that files know."""
    if record is not None:
        workers = [record.supervisee] if record.supervisee and case_of(record, policy) is None else []
        cases = [] if workers else list(record.cases)
        teams = [record.team] if record.team and not (workers or cases) else []
    else:
        workers, cases, teams = [about], [about], [about]
    return [
        *(Subject("worker", one) for one in workers if one in service.workers),
        *(Subject("case", one) for one in cases if one in service.cases),
        *(Subject("team", one) for one in teams if one in service.teams),
    ][: None if record else 1]


def _fits(rule: Retention, subject: Subject, record: Record | None, service: Service, day: date) -> bool:
    """Whether the rule speaks of this subject's records: as it stood on its last day, if that is past."""
    of_these = record.activity in rule.activity if rule.activity and record else not rule.activity
    last = _last_day(subject, service, day) or day
    holds = Circumstances(service, subject).hold(rule.when, last, rule.unless)
    return rule.subject == subject.kind and of_these and holds


def _kept(rule: Retention, subject: Subject, record: Record | None, service: Service, day: date) -> Kept:
    if rule.keep is None:
        return Kept(None, "no-period", rule)
    from_ = _last_day(subject, service, day)
    if rule.counted_from == "record":
        from_ = record.date if record else _last_record(subject, service)
        if from_ is None:
            return Kept(None, "unknown", rule)
    if from_ is None:
        return Kept(None, "still-here", rule)
    return Kept(rule.keep.after(from_, service.calendar), "counted", rule, from_)


def _last_day(subject: Subject, service: Service, day: date) -> date | None:
    """The last day of employment, or the day on which the case was closed; None for whoever is still here."""
    if subject.kind == "worker":
        ends = [one.to for one in service.workers[subject.id].employment]
        here = any(end is None or end >= day for end in ends)
        return None if here else max(end for end in ends if end)
    if subject.kind == "case":
        if service.status(subject.id, day) is not None:
            return None
        days = sorted((one for one in edges(service.cases[subject.id].status) if one <= day), reverse=True)
        closed = (one for one in days if service.status(subject.id, one - ONE_DAY) is not None)
        return next(closed, days[-1] if days else None)
    return None


def _last_record(subject: Subject, service: Service) -> date | None:
    """The day of the last record: until then none of them is past its time as a whole."""
    records = {
        "worker": service.records_of_worker,
        "case": service.records_of_case,
        "team": service.records_of_team,
    }[subject.kind](subject.id)
    return max((record.date for record in records), default=None)
