"""Which of the answers are asked for: of a team, an owner, a person, a child, an activity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from supctl.answers import Answers, Exempt, Obligation, Subject, Uncovered, Unheld, Window
from supctl.errors import Finding
from supctl.facts import Service

Kind = Literal["worker", "team", "case", "pair", "record"]


class Wanted(NamedTuple):
    """What is asked for; everything named must fit. `subject` is a kind and an id, the rest are ids.

    `children`: only what is about children, or only what is not; None for both.
    """

    subject: tuple[Kind, str] | None = None
    team: str | None = None
    owner: str | None = None
    activity: str | None = None
    children: bool | None = None

    def selected(self, answers: Answers, service: Service) -> Answers:
        """The answers that fit."""
        return _Selection(self, answers, service).answers()


@dataclass(frozen=True)
class _Selection:
    wanted: Wanted
    all: Answers
    service: Service

    def answers(self) -> Answers:
        """Everything that fits; a case that nobody holds stays with whatever is owed for it."""
        obligations = tuple(one for one in self.all.obligations if self._fits(one))
        uncovered = tuple(one for one in self.all.uncovered if self._uncovered_fits(one))
        subjects = [*(one.subject for one in obligations), *(one.subject for one in uncovered)]
        cases = {one.id for one in subjects if one.kind == "case"}
        return replace(
            self.all,
            obligations=obligations,
            uncovered=uncovered,
            history=tuple(one for one in self.all.history if self._fits(one)),
            exempt=tuple(one for one in self.all.exempt if self._exempt_fits(one)),
            windows=tuple(one for one in self.all.windows if self._window_fits(one)),
            unheld=tuple(one for one in self.all.unheld if self._unheld_fits(one, cases)),
            findings=tuple(one for one in self.all.findings if self._finding_fits(one)),
        )

    @property
    def _day(self) -> date:
        return self.all.as_of

    @cached_property
    def _last_held_by(self) -> dict[str, str | None]:
        """The cases that nobody holds, each with whoever held it last: they stand in that person's list too."""
        return {one.case: one.worker for one in self.all.unheld}

    @cached_property
    def _teams(self) -> frozenset[str]:
        return self.service.team_and_below(self.wanted.team) if self.wanted.team else frozenset()

    @cached_property
    def _known_teams(self) -> frozenset[str]:
        return frozenset(self.service.teams)

    def _fits(self, one: Obligation) -> bool:
        wanted = self.wanted
        return (
            (wanted.owner is None or one.owner == wanted.owner)
            and (wanted.activity is None or wanted.activity in (one.activity, *one.activities))
            and self._in_team(one.subject, one.team)
            and self._about(one.subject, one.worker, (one.after, one.explanation.base_record))
        )

    def _uncovered_fits(self, one: Uncovered) -> bool:
        wanted = self.wanted
        return (
            (wanted.owner is None or one.owner == wanted.owner)
            and (wanted.activity is None or one.activity == wanted.activity)
            and self._in_team(one.subject, one.team)
            and self._about(one.subject, one.worker, ())
        )

    def _exempt_fits(self, one: Exempt) -> bool:
        worker, team = self._of(one.subject)
        named = self.wanted.activity is None or one.activity == self.wanted.activity
        return named and self._in_team(one.subject, team) and self._about(one.subject, worker, ())

    def _window_fits(self, one: Window) -> bool:
        worker, team = self._of(one.subject)
        wanted = self.wanted
        owned = wanted.owner is None or wanted.owner == self.service.supervisor(worker, self._day)
        in_team = self._in_team(one.subject, team)
        if not (owned and in_team and self._about(one.subject, worker, (one.record,))):
            return False
        record = self.service.record(one.record) if wanted.activity else None
        return wanted.activity is None or (record is not None and record.activity == wanted.activity)

    def _unheld_fits(self, one: Unheld, cases: set[str]) -> bool:
        subject, team = Subject("case", one.case), self.service.case_team(one.case, self._day)
        if (self.wanted.owner or self.wanted.activity) and one.case not in cases:
            return False
        return self._in_team(subject, team) and self._about(subject, one.worker, ())

    def _finding_fits(self, one: Finding) -> bool:
        subject = self._subject(one.subject or "")
        worker, team = self._of(subject)
        return self._in_team(subject, team) and self._about(subject, worker, (one.record,))

    def _subject(self, id_: str) -> Subject:
        """What an id stands for; a worker where it is neither a child's nor a team's."""
        if id_ in self.service.cases:
            return Subject("case", id_)
        is_team = id_ in self.service.teams and id_ not in self.service.workers
        return Subject("team" if is_team else "worker", id_)

    def _of(self, subject: Subject) -> tuple[str | None, str | None]:
        """Worker and team of a subject on the day."""
        if subject.kind == "case":
            return self.service.case_worker(subject.id, self._day), self.service.case_team(subject.id, self._day)
        if subject.kind == "team":
            return None, subject.id
        worker = subject.worker or subject.id
        post = self.service.post(worker, self._day)
        return worker, post.team if post else None

    def _in_team(self, subject: Subject, team: str | None) -> bool:
        """In the team or one below it. What belongs to no team that the store knows stands in every team's list."""
        if self.wanted.team is None:
            return True
        if team in self._teams:
            return True
        return team not in self._known_teams and (team is not None or subject.kind == "case")

    def _about(self, subject: Subject, worker: str | None, records: tuple[str | None, ...]) -> bool:
        if self.wanted.children is not None and self.wanted.children != (subject.kind == "case"):
            return False
        if self.wanted.subject is None:
            return True
        kind, id_ = self.wanted.subject
        held_by = {worker, subject.worker, self._last_held_by.get(subject.id) if subject.kind == "case" else None}
        fits: dict[Kind, Callable[[], bool]] = {
            "worker": lambda: id_ in held_by or (subject.kind, subject.id) == ("worker", id_),
            "case": lambda: subject.kind == "case" and subject.id == id_,
            "pair": lambda: subject.kind == "pair" and subject.id == id_,
            "team": lambda: subject.kind == "team" and subject.id == id_,
            "record": lambda: id_ in records or subject.id.partition("#")[0] == id_,
        }
        return fits[kind]()
