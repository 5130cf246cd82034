"""What must be true of a person, a case or a record by itself before anything is worked out from it.

Each problem is a finding that points at its line. A file with a problem is not used; everything else still is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from supctl.documents import Origin, unknown_word
from supctl.errors import Finding
from supctl.facts.cases import Case
from supctl.facts.histories import Dated
from supctl.facts.people import Team, Worker
from supctl.facts.records import Record
from supctl.facts.words import CLOSED, Vocabulary

_PERSON_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_CASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_INITIALS = re.compile(r"[^\W\d_](?:[.'-]*[^\W\d_]){0,4}[.]?")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


class _Located(Dated, Protocol):
    """A dated entry that knows where it was written."""

    @property
    def origin(self) -> Origin:
        """Its file and key."""


def worker_problems(worker: Worker, words: Vocabulary) -> list[Finding]:
    """What is wrong with a worker's file."""
    return list(_worker_problems(worker, words))


def case_problems(case: Case, words: Vocabulary) -> list[Finding]:
    """What is wrong with a case's file."""
    return list(_case_problems(case, words))


def team_problems(team: Team, words: Vocabulary) -> list[Finding]:
    """What is wrong with a team's file."""
    found = list(_id_problems("team", team.id, _PERSON_ID, team.origin))
    found.extend(_word_problems("kind of team", [(team.kind, team.origin.at("kind"))], words.team_kinds))
    found.extend(_name_problems(team.name, team.origin))
    if team.started and team.ended and team.ended < team.started:
        message = f"it ended on {team.ended}, before it started on {team.started}"
        found.append(_wrong("ends-before-it-begins", message, team.origin.at("ended"), "one of the two dates is wrong"))
    if team.parent == team.id:
        found.append(
            _wrong("own-parent", f"team {team.id} is its own parent", team.origin.at("parent"), "name another")
        )
    return found


def record_problems(record: Record, words: Vocabulary) -> list[Finding]:
    """What is wrong with a record's facts."""
    found = list(_word_problems("activity", [(record.activity, record.origin.at("activity"))], words.activities))
    steps = [(step.step, record.origin) for step in record.steps]
    found.extend(_word_problems("step", steps, words.steps))
    if record.minutes is not None and record.minutes <= 0:
        found.append(_wrong("bad-minutes", f"{record.minutes} minutes", record.origin.at("minutes"), "more than none"))
    if record.every and record.every.number == 0:
        found.append(
            _wrong("bad-interval", f"every {record.every}", record.origin.at("every"), "an interval of some days")
        )
    if record.supervisee and record.supervisee == record.supervisor:
        message = f"{record.supervisee} is both supervisee and supervisor"
        found.append(_wrong("own-supervisor", message, record.origin.at("supervisor"), "name who gave the session"))
    return found


def id_clashes(ids: Sequence[tuple[str, Origin]]) -> Iterator[Finding]:
    """Ids that are the same, or differ only in case (one file on Windows, two on Linux)."""
    seen: dict[str, tuple[str, Origin]] = {}
    for one, origin in ids:
        other = seen.setdefault(one.casefold(), (one, origin))
        if other[1] is not origin:
            message = f"{one} is the id of {other[1].path} too"
            yield _wrong("id-twice", message, origin, "rename one of the two files")


def _worker_problems(worker: Worker, words: Vocabulary) -> Iterator[Finding]:
    yield from _id_problems("worker", worker.id, _PERSON_ID, worker.origin)
    yield from _name_problems(worker.name, worker.origin)
    yield from _order_problems("employment", worker.employment)
    yield from _order_problems("post", worker.post)
    for entries in (worker.employment, worker.standing, worker.post, worker.absence, worker.cover):
        yield from _end_problems(entries)
    yield from _word_problems("role", [(post.role, post.origin.at("role")) for post in worker.post], words.roles)
    standings = [(standing.is_, standing.origin.at("is")) for standing in worker.standing]
    yield from _word_problems("standing", standings, words.standings)
    kinds = [(employment.kind, employment.origin.at("employment")) for employment in worker.employment]
    yield from _word_problems("kind of employment", kinds, words.employments)
    planned = [(planned.activity, planned.origin.at("activity")) for planned in worker.planned]
    yield from _word_problems("activity", planned, words.activities)
    for post in worker.post:
        if worker.id in {post.supervisor, post.professional_supervisor, post.line_manager}:
            message = f"{worker.id} is their own supervisor"
            yield _wrong("own-supervisor", message, post.origin.at("supervisor"), "name somebody else, or leave it out")


def _case_problems(case: Case, words: Vocabulary) -> Iterator[Finding]:
    yield from _id_problems("case", case.id, _CASE_ID, case.origin)
    yield from _order_problems("status", case.status)
    yield from _status_problems(case)
    if case.initials and not _INITIALS.fullmatch(case.initials):
        mend = 'write initials, for example initials = "JB"'
        yield _wrong("no-initials", "these are no initials; a child is never named", case.origin.at("initials"), mend)
    approvals = [(approval.what, approval.origin.at("what")) for approval in case.approval]
    yield from _word_problems("approval", approvals, words.approvals)
    yield from _end_problems(case.status)
    yield from _end_problems(case.approval)
    categories = [(word, status.origin.at("category")) for status in case.status for word in status.category]
    yield from _word_problems("category", categories, words.categories)
    kinds = [(event.kind, event.origin.at("kind")) for event in case.event]
    yield from _word_problems("kind of event", kinds, words.events)
    seen: set[str] = set()
    for event in case.event:
        if event.id in seen:
            yield _wrong("id-twice", f'two events have the id "{event.id}"', event.origin.at("id"), "rename one")
        seen.add(event.id)


def _status_problems(case: Case) -> Iterator[Finding]:
    if not case.status:
        mend = "add [[status]] with from, category and worker"
        yield _wrong("no-status", "no [[status]] says what this case is", case.origin, mend)
    for status in case.status:
        if not status.category:
            yield _wrong("no-category", "it has no category", status.origin.at("category"), "name at least one")
        elif not status.is_open and len(status.category) > 1:
            message = f"it is closed and {' and '.join(word for word in status.category if word != CLOSED)} at once"
            yield _wrong("closed-and-open", message, status.origin.at("category"), "keep one of the two")


def _name_problems(name: str, origin: Origin) -> Iterator[Finding]:
    if not name.strip() or not name.isprintable():
        yield _wrong("bad-name", "the name is empty, or holds what is no letter", origin.at("name"), "write it afresh")


def _order_problems(what: str, history: Sequence[_Located]) -> Iterator[Finding]:
    for earlier, later in pairwise(history):
        if later.from_ <= earlier.from_:
            message = f"this {what} is from {later.from_}, and the one above it from {earlier.from_}"
            yield _wrong("history-order", message, later.origin.at("from"), "put the oldest first, each day once")
        elif earlier.to is not None and earlier.to >= later.from_:
            message = f"this {what} ends on {earlier.to}, and the next begins on {later.from_}"
            yield _wrong("history-order", message, earlier.origin.at("to"), "end it the day before, or leave `to` out")


def _end_problems(entries: Iterable[_Located]) -> Iterator[Finding]:
    for entry in entries:
        if entry.to is not None and entry.to < entry.from_:
            message = f"it ends on {entry.to}, before it begins on {entry.from_}"
            yield _wrong("ends-before-it-begins", message, entry.origin.at("to"), "one of the two dates is wrong")


def _word_problems(what: str, words: Iterable[tuple[str, Origin]], known: Iterable[str]) -> Iterator[Finding]:
    allowed = list(known)
    for word, origin in words:
        if word not in allowed:
            message, mend = unknown_word(what, word, allowed)
            yield _wrong("unknown-" + what.split(maxsplit=1)[0], message, origin, mend)


def _id_problems(what: str, id_: str, pattern: re.Pattern[str], origin: Origin) -> Iterator[Finding]:
    if not pattern.fullmatch(id_):
        mend = (
            "small letters, digits, dot, dash; for example a.begum" if pattern is _PERSON_ID else "letters and digits"
        )
        yield _wrong("bad-id", f'"{id_}" cannot be the id of a {what}', origin, mend)
    elif id_.split(".", maxsplit=1)[0].casefold() in _RESERVED:
        yield _wrong("bad-id", f'Windows keeps the name "{id_}" for itself', origin, "choose another id")


def _wrong(code: str, message: str, origin: Origin, mend: str) -> Finding:
    return Finding(code, message, place=origin, mend=mend)
