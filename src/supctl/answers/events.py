"""What counts: the days on which something happened that a policy counts for a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers.circumstances import Circumstances
from supctl.answers.said import says
from supctl.answers.steps import Steps
from supctl.answers.subject import Subject
from supctl.facts import Record, Service
from supctl.facts.timeline import Timeline
from supctl.facts.words import GROUP_SUPERVISION
from supctl.policy import Counted, Policy


@dataclass(frozen=True)
class Event:
    """A counted day and the record that it stands in."""

    day: date
    record: Record


def counted_events(counts: Iterable[Counted], subject: Subject, service: Service, policy: Policy) -> list[Event]:
    """Everything that counts for the subject, ordered by day and record, each record once a day."""
    seen = {
        (event.day, event.record.id): event
        for counted in counts
        if not counted.item
        for record in records_of(subject, service, counted.activity)
        if policy.reads_as(counted.under, record.date)
        for event in _events(counted, record, subject, service)
    }
    for event in _on_file(counts, subject, service, policy):
        seen[event.day, event.record.id] = event
    return [seen[key] for key in sorted(seen)]


def _on_file(counts: Iterable[Counted], subject: Subject, service: Service, policy: Policy) -> Iterator[Event]:
    """Items that count, each as if a record said that it is held; nobody finds one by its id."""
    who = subject.worker or subject.id
    worker = service.workers.get(who) if subject.kind in {"worker", "pair"} else None
    holder = service.cases.get(who) if subject.kind == "case" else worker
    of = Circumstances(service, subject)
    for counted in counts:
        for one in holder.file if holder and counted.item else ():
            if one.item not in counted.item or not policy.reads_as(counted.under, one.date):
                continue
            if of.hold(counted.when, one.date, counted.unless):
                id_ = f"{who}/{one.item}@{one.date}"
                yield Event(one.date, Record(id=id_, activity=one.item, date=one.date, origin=one.origin))


def records_of(subject: Subject, service: Service, activities: Sequence[str] = ()) -> Iterator[Record]:
    """The subject's records of these activities (all where none is named), by date."""
    return (one for one in timeline_of(subject, service).of(activities) if concerns(one, subject))


def timeline_of(subject: Subject, service: Service) -> Timeline:
    """The records of the person, the case or the team that the subject is or belongs to."""
    if subject.kind == "case":
        return service.records_of_case(subject.id)
    if subject.kind == "team":
        return service.records_of_team(subject.id)
    if subject.kind == "service":
        return service.all_records()
    return service.records_of_worker(subject.worker or subject.id)


def concerns(record: Record, subject: Subject) -> bool:
    """Whether a record of the person, the case or the team concerns the subject itself."""
    if subject.kind in {"case", "team", "service"}:
        return True
    if subject.kind == "action":
        return any(found.action == subject.id for found in record.reviewed)
    own = record.supervisee == (subject.worker or subject.id)
    attended = record.activity == GROUP_SUPERVISION
    with_them = subject.kind == "worker" or record.supervisor in {subject.with_, None}
    return (own or attended) and with_them


def _events(counted: Counted, record: Record, subject: Subject, service: Service) -> Iterator[Event]:
    day = _day(counted, record, subject, service)
    if day and _by(counted, record, subject, service) and _circumstances(counted, record, subject, service):
        yield Event(day, record)


def _day(counted: Counted, record: Record, subject: Subject, service: Service) -> date | None:
    """The day on which a record counts: its own, or the one on which the step was taken by everybody asked for."""
    if counted.step is None:
        return record.date
    case = subject.id if subject.kind == "case" else None
    return Steps(record, service, case, counted.where).day(counted.step, counted.relations)


def _by(counted: Counted, record: Record, subject: Subject, service: Service) -> bool:
    """Whether the one who gave it is of those asked for, by role or by what they are to the worker."""
    wanted = () if counted.step else counted.relations
    if not counted.by_role and not wanted:
        return True
    day = record.date
    who = subject.worker or (record.supervisee if subject.kind in {"case", "team", "service"} else subject.id)
    of_role = service.role(record.supervisor, day) in counted.by_role
    related = bool(relations(record.supervisor, who, service, day) & set(wanted))
    return (of_role and related) if counted.both else (of_role or related)


def _circumstances(counted: Counted, record: Record, subject: Subject, service: Service) -> bool:
    of, cases = Circumstances(service, subject), (subject.id,) if subject.kind == "case" else ()
    return of.hold(counted.when, record.date, counted.unless, lambda asked: says(record, asked.answered, cases))


def relations(giver: str | None, worker: str | None, service: Service, day: date) -> set[str]:
    """What the one who gave a session is to the worker on that day; a stand-in is what the person covered for is."""
    post = service.post(worker, day)
    if giver is None or post is None:
        return set()
    named = {
        "supervisor": post.supervisor,
        "professional-supervisor": post.professional_supervisor,
        "line-manager": post.line_manager or post.supervisor,
    }
    found = {relation for relation, who in named.items() if who and giver in {who, service.cover(who, day, "people")}}
    if giver in service.above(worker, day)[1:]:
        found.add("above")
    return found or {"other"}
