"""What every view of a due list is made from: the answers selected, and the words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from supctl.answers import OPEN, Answers, Obligation, Unheld
from supctl.exchange.names import Names
from supctl.exchange.phrases import short_section
from supctl.facts import Service
from supctl.policy import Policy

RANK = {"overdue": 0, "late": 1, "missing": 2, "to-write-up": 3, "soon": 4, "ok": 5, "done": 6}
PAST = ("overdue", "missing")


@dataclass(frozen=True)
class View:
    """A due list: `scope` says whose it is, `filters` what it was narrowed to, `what_if` that another policy was asked.

    `answers` hold every status; `everything` says whether what is in time is shown too. `soon_until` is the last day of
    the look-ahead; `alone`: one subject was asked for; `quiet`: no hints; `team_list`: of a team that was asked why,
    the answers for everybody in it; `commands`: those that this supctl has, with their subcommands (None: all that
    are ever named), so that nobody is told to type what fails.
    """

    answers: Answers
    service: Service
    policy: Policy
    scope: str
    soon_until: date
    filters: tuple[str, ...] = ()
    everything: bool = False
    what_if: bool = False
    alone: bool = False
    quiet: bool = False
    initials: bool = True
    team_list: Answers | None = None
    commands: frozenset[str] | None = None

    @property
    def as_of(self) -> date:
        """The day asked."""
        return self.answers.as_of

    @cached_property
    def names(self) -> Names:
        """Names, with children's initials unless the view is for a log."""
        return Names(self.service, self.policy, self.as_of, self.initials)

    @cached_property
    def names_for_data(self) -> Names:
        """Names without children's initials."""
        return replace(self.names, initials=False)

    @cached_property
    def unheld(self) -> dict[str, Unheld]:
        """The cases that nobody holds, by id."""
        return {one.case: one for one in self.answers.unheld}

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """What is shown: what is open, all of a case that nobody holds, and on request what is in time."""
        return tuple(one for one in self.answers.obligations if self.everything or self._is_shown(one))

    def _is_shown(self, one: Obligation) -> bool:
        return one.status in OPEN or (one.subject.kind == "case" and one.subject.id in self.unheld)

    @cached_property
    def widest_section(self) -> int:
        """The length of the longest word of any section that stands in a narrow column."""
        words = [word for one in self.obligations for word in short_section(one, self.policy).split()]
        return max(map(len, words), default=0)

    def can_be_typed(self, hint: str) -> bool:
        """Whether a hint names no command, or one that is there."""
        named = re.search(r"\bsupctl ([a-z-]+)(?: ([a-z-]+))?", hint)
        return named is None or self.commands is None or bool({named[1], f"{named[1]} {named[2]}"} & self.commands)

    @property
    def counted(self) -> int:
        """The sum of the numbers in the heading: what is open, and with `everything` what is in time."""
        return len(self.answers.obligations) if self.everything else self.count(*OPEN)

    @property
    def is_past(self) -> bool:
        """Whether something is overdue or missing."""
        return any(one.status in PAST for one in self.answers.obligations)

    def count(self, *statuses: str) -> int:
        """How many have one of these statuses."""
        return sum(one.status in statuses for one in self.answers.obligations)


def worst_first(one: Obligation) -> tuple[int, date, str]:
    """By status, then due date, then id."""
    return RANK[one.status], one.due or date.max, one.id
