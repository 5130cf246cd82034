"""Words in a store's files that a policy does not know: its own roles, standings, categories, kinds of approval ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from supctl.errors import Finding
from supctl.facts import Case, Service, Vocabulary, Worker
from supctl.facts.histories import ONE_DAY, DatedType, in_force
from supctl.facts.wellformed import case_problems, team_problems, worker_problems


def unknown_words(facts: Service, words: Vocabulary, from_: date) -> list[Finding]:
    """Each word in force on a day or after it that is not among these, where it was written, with the nearest known.

    What had ended by then stays as it was written, and so does what happened.
    """
    return list(dict.fromkeys(_unknown(facts, words, from_)))


def _unknown(facts: Service, words: Vocabulary, from_: date) -> Iterator[Finding]:
    own = facts.vocabulary
    for team_id in sorted(facts.teams):
        team = facts.teams[team_id]
        if team.ended is None or team.ended >= from_:
            yield from _new(team_problems(team, words), team_problems(team, own), team_id)
    for worker_id in sorted(facts.workers):
        person = _from(facts.workers[worker_id], from_)
        yield from _new(worker_problems(person, words), worker_problems(person, own), worker_id)
    for case_id in sorted(facts.cases):
        case = _case_from(facts.cases[case_id], from_)
        if case.status:
            yield from _new(case_problems(case, words), case_problems(case, own), case_id)


def _new(found: Sequence[Finding], known: Sequence[Finding], subject: str) -> Iterator[Finding]:
    """What is wrong with other words alone."""
    yield from (replace(one, subject=subject) for one in found if one not in known)


def _from(worker: Worker, day: date) -> Worker:
    """What a person's file says of a day and the time after it."""
    return worker.model_copy(
        update={
            "employment": _later(worker.employment, day),
            "post": _later(worker.post, day),
            "standing": tuple(one for one in worker.standing if one.to is None or one.to >= day),
            "planned": tuple(one for one in worker.planned if one.date >= day),
        }
    )


def _case_from(case: Case, day: date) -> Case:
    status = _later(case.status, day)
    return case.model_copy(
        update={
            "status": status if any(one.is_open for one in status) else (),
            "approval": tuple(one for one in case.approval if one.until is None or one.until >= day),
            "event": tuple(one for one in case.event if one.date >= day),
        }
    )


def _later(history: Sequence[DatedType], day: date) -> tuple[DatedType, ...]:
    """The entry of a history that holds on a day, and those that begin after it."""
    now = in_force(history, day)
    return (*([now] if now else ()), *(one for one in history if one.from_ >= day + ONE_DAY))
