"""Whom and what rules are about, and when each of them is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from supctl.answers.circumstances import FAR
from supctl.answers.subject import Subject
from supctl.facts import Action, Record, Service
from supctl.facts.histories import ONE_DAY, edges, in_force

Span = tuple[date, date]


def pairs_of(worker: str, service: Service) -> Iterator[Subject]:
    """The worker with each of those who have ever supervised them."""
    for supervisor in dict.fromkeys(post.supervisor for post in service.workers[worker].post if post.supervisor):
        yield Subject("pair", f"{worker}+{supervisor}", worker=worker, with_=supervisor)


def actions_of(worker: str, service: Service, open_on: date | None = None) -> Iterator[tuple[Subject, Record, Action]]:
    """The actions agreed in the worker's own records, done or not; with a day, those that are open on it."""
    for record, action in service.records_of_worker(worker).actions(open_on):
        if record.supervisee == worker and (open_on is None or record.date <= open_on):
            yield Subject("action", f"{record.id}#{action.id}", worker=worker), record, action


def alive(subject: Subject, service: Service) -> list[Span]:
    """The times at which the subject is there, in order: [first day, day after the last)."""
    if subject.kind == "case":
        history = service.cases[subject.id].status
        return spans(edges(history), lambda day: service.status(subject.id, day) is not None)
    if subject.kind == "team":
        team = service.teams[subject.id]
        return [(team.started or service.known_since, team.ended + ONE_DAY if team.ended else FAR)]
    if subject.kind == "service":
        return [(service.opening or service.known_since, FAR)]
    if subject.kind == "action":
        return _action(subject, service)
    worker = service.workers[subject.worker or subject.id]
    if subject.kind == "worker":
        return spans(edges(worker.employment), lambda day: in_force(worker.employment, day) is not None)
    days = edges(worker.employment) | edges(worker.post)
    return spans(days, lambda day: service.supervisor(worker.id, day) == subject.with_)


def _action(subject: Subject, service: Service) -> list[Span]:
    """An action is open from its record until it is found done, or carried on by a later action."""
    record_id, _, _ = subject.id.partition("#")
    record = service.records_of_worker(subject.worker or "").with_id(record_id)
    if record is None:
        return []
    end = min(action_ends(subject, service), default=FAR)
    return [(record.date, end)] if record.date < end else []


def action_ends(subject: Subject, service: Service) -> Sequence[date]:
    """The days on which an action was found done (the day it was, as written) or carried on by a later one."""
    return service.records_of_worker(subject.worker or "").ends_of(subject.id)


def spans(days: set[date], there: Callable[[date], bool]) -> list[Span]:
    """The maximal spans on which something is there, from the days on which that may change."""
    found: list[Span] = []
    ordered = sorted(days)
    for index, day in enumerate(ordered):
        end = ordered[index + 1] if index + 1 < len(ordered) else FAR
        if not there(day):
            continue
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], end)
        else:
            found.append((day, end))
    return found
