"""Ids that lead nowhere: a worker, supervisor or team that is named, and that no file knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from supctl.answers.scope import Scope
from supctl.documents import Origin, unknown_word
from supctl.errors import Finding
from supctl.facts import Service


class Reference(NamedTuple):
    """A name that one entry gives for something else: a worker or a team."""

    what: str
    named: str | None
    by: str
    place: Origin


def unknown_ids(scope: Scope, facts: Service) -> Iterator[Finding]:
    """One finding for each entry that names somebody unknown to the whole of `facts`, with the nearest known id."""
    known = {"worker": sorted(facts.workers), "team": sorted(facts.teams)}
    for one in _references(scope):
        if one.named and known[one.what] and one.named not in known[one.what] and one.named not in facts.unread:
            message, mend = unknown_word(one.what, one.named, known[one.what])
            mend = mend if mend.startswith("did you mean") else f"add its file, or write another {one.what}"
            code = f"unknown-{one.what}"
            yield Finding(code, message, place=one.place, subject=one.by, mend=mend)


def _references(scope: Scope) -> Iterator[Reference]:
    service = scope.service
    for worker in map(service.workers.__getitem__, scope.workers):
        for post in worker.post:
            for key in ("supervisor", "professional_supervisor", "line_manager"):
                yield Reference("worker", getattr(post, key), worker.id, post.origin.at(key))
            yield Reference("team", post.team, worker.id, post.origin.at("team"))
    for team in map(service.teams.__getitem__, scope.teams):
        yield Reference("team", team.parent, team.id, team.origin.at("parent"))
    for case in map(service.cases.__getitem__, scope.cases):
        for status in case.status:
            yield Reference("worker", status.worker, case.id, status.origin.at("worker"))
            yield Reference("team", status.team, case.id, status.origin.at("team"))
