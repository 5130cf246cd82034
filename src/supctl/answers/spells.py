"""Times that begin and end: an employment, a post, with a supervisor or a line manager, in a category."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from supctl.answers.circumstances import category_began
from supctl.answers.subject import Subject
from supctl.answers.subjects import alive, spans
from supctl.documents import Origin
from supctl.facts import Post, Service
from supctl.facts.histories import as_one, edges
from supctl.policy import Span, SubjectKind

SPANS_OF: Mapping[Span, SubjectKind] = {"pair": "pair", "category": "case"}
"""Whose the times of a kind are, where they are not a worker's."""


@dataclass(frozen=True)
class Spell:
    """A time of employment, in a post, with a supervisor, under a line manager or in a category: [start, end).

    `follows`: another one came before it; `since`: the end of the same subject's spell before, if there was one.
    """

    subject: Subject
    start: date
    end: date
    origin: Origin | None
    follows: bool
    since: date = date.min


def spells(span: Span, subject: Subject, service: Service, category: Collection[str] = ()) -> Iterator[Spell]:
    """Each unbroken time of a kind that a subject has; `category`: in one of these (in the same ones if none)."""
    if span == "category":
        return _categories(subject, service, category)
    return _SPELLS[span](subject, service)


def _employments(subject: Subject, service: Service) -> Iterator[Spell]:
    worker, since = service.workers[subject.id], date.min
    for start, end in alive(subject, service):
        origin = next((one.origin for one in worker.employment if one.from_ == start), worker.origin)
        yield Spell(subject, start, end, origin, follows=since > date.min, since=since)
        since = end


def _posts(subject: Subject, service: Service) -> Iterator[Spell]:
    times = as_one(service.workers[subject.id].post, lambda post: post.model_dump(exclude={"from_", "to"}))
    for index, (post, start, end) in enumerate(times):
        yield Spell(subject, start, end, post.origin, follows=index > 0, since=start)


def _pairs(subject: Subject, service: Service) -> Iterator[Spell]:
    worker, since = service.workers[subject.worker or ""], date.min
    for start, end in alive(subject, service):
        post = _post_of(worker.post, start)
        earlier = [one.supervisor for one in worker.post if one.from_ < start and one.supervisor]
        follows = bool(earlier) and earlier[-1] != subject.with_
        yield Spell(subject, start, end, post.origin, follows, since)
        since = end


def _line_managers(subject: Subject, service: Service) -> Iterator[Spell]:
    """Each time under one line manager: the supervisor, where the post names nobody else."""
    worker = service.workers[subject.id]
    days = edges(worker.employment) | edges(worker.post)
    before: str | None = None
    for manager, start, end in _unbroken(days, lambda day: line_manager(subject.id, service, day)):
        follows = before not in {None, manager}
        yield Spell(subject, start, end, _post_of(worker.post, start).origin, follows, since=start)
        before = manager


def line_manager(worker: str, service: Service, day: date) -> str | None:
    """Who manages somebody on a day: whom the post names, else the supervisor."""
    post = service.post(worker, day)
    return (post.line_manager or post.supervisor) if post else None


def _unbroken(days: set[date], named: Callable[[date], str | None]) -> Iterator[tuple[str, date, date]]:
    """Each name with the days [first, day after the last) on which it holds without a break, in order."""
    names = {name for day in days if (name := named(day))}
    found = [(start, end, name) for name in names for start, end in spans(days, partial(_is, named, name))]
    yield from ((name, start, end) for start, end, name in sorted(found))


def _is(named: Callable[[date], str | None], name: str, day: date) -> bool:
    return named(day) == name


def _post_of(posts: tuple[Post, ...], day: date) -> Post:
    return [post for post in posts if post.from_ <= day][-1]


def _categories(subject: Subject, service: Service, wanted: Collection[str]) -> Iterator[Spell]:
    case = service.cases[subject.id]
    days = sorted(edges(case.status))
    for day in days:
        status = service.status(case.id, day)
        if not status or (wanted and not set(wanted) & set(status.category)):
            continue
        if category_began(case.status, day, wanted) == day:
            ends = [later for later in days if later > day and category_began(case.status, later, wanted) != day]
            follows = day > case.status[0].from_
            yield Spell(subject, day, min(ends, default=date.max), status.origin, follows, since=day)


_SPELLS: Mapping[Span, Callable[[Subject, Service], Iterator[Spell]]] = {
    "employment": _employments,
    "post": _posts,
    "pair": _pairs,
    "line-management": _line_managers,
}
