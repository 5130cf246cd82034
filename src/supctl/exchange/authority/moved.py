"""What differs between two answers about the same store, as data: by what is asked, and one by one. Never initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers import Obligation
from supctl.answers.compared import Compared, Comparison, Move
from supctl.exchange.authority.words import activity_words, deadline_words
from supctl.exchange.due.data import ClauseData, SubjectData, clause_data
from supctl.exchange.names import Names, spaced
from supctl.exchange.phrases import how_often
from supctl.policy import Policy

MOVES: tuple[Move, ...] = ("same", "earlier", "later", "new", "gone")
WHOSE = {"worker": "a worker", "case": "a child", "team": "a team", "service": "the service"}
_PLACE = {kind: number for number, kind in enumerate(WHOSE)}
MOVED_HEADERS = [
    *("whose", "id", "name", "what", "move", "days", "was due", "was", "is due", "is", "overdue by it", "worker"),
    *("team", "rule", "section", "clauses"),
]


@dataclass(frozen=True)
class MovedData:
    """One thing that one policy asks for and the other one does not, or by another date.

    `move`: earlier, later, new or gone (no longer asked); `days`: by how many, null where either has no date;
    `was_status` and `status` are how it stands by each; `how_often` as the second policy has it, else the first.
    """

    subject: SubjectData
    what: str
    move: Move
    days: int | None
    was_due: date | None
    was_status: str | None
    is_due: date | None
    status: str | None
    becomes_overdue: bool
    due_at_once: bool
    how_often: str
    worker: str | None
    team: str | None
    policy: str
    rule: str
    clause: ClauseData


@dataclass(frozen=True)
class GroupData:
    """How many of one kind of thing are the same, earlier, later, new, or no longer asked."""

    whose: str
    what: str
    same: int
    earlier: int
    later: int
    new: int
    gone: int
    overdue: int
    at_once: int


@dataclass(frozen=True)
class ComparedData:
    """Two answers about the same people and children: counts by what is asked, their sum, and each that differs.

    `overdue`: past its date by the second policy alone; `at_once`: due by the day itself, and before it was not.
    """

    groups: list[GroupData]
    all: GroupData
    moved: list[MovedData]


def compared_data(found: Comparison, first: Names, second: Names) -> ComparedData:
    """The comparison as data; `first` and `second` have the words of the two policies."""
    words = _Words(first, second)
    grouped: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for one in found.found:
        grouped[one.asks.unit.kind, words.group(one)].append(one)
    ordered = sorted(grouped, key=lambda key: (_PLACE[key[0]], -sum(one.move != "same" for one in grouped[key]), key))
    at_once = set(map(id, found.at_once))
    return ComparedData(
        groups=[_counted(WHOSE[kind], what, grouped[kind, what], at_once) for kind, what in ordered],
        all=_counted("", "all", found.found, at_once),
        moved=[words.moved(one, at_once=id(one) in at_once) for one in found.moved],
    )


def _counted(whose: str, what: str, found: Sequence[Compared], at_once: set[int]) -> GroupData:
    same, earlier, later, new, gone = (sum(one.move == move for one in found) for move in MOVES)
    overdue, soon = sum(one.becomes_overdue for one in found), sum(id(one) in at_once for one in found)
    return GroupData(whose, what, same, earlier, later, new, gone, overdue, soon)


@dataclass(frozen=True)
class _Words:
    first: Names
    second: Names

    def _names(self, one: Compared) -> Names:
        return self.second if one.after else self.first

    def group(self, one: Compared) -> str:
        """What is asked, in the words of the policy that asks for it."""
        found, names = one.one, self._names(one)
        if one.asks.kind == "written":
            return "a session written up"
        policy = names.policy.whose(found.basis, found.ruled_on)
        if one.asks.kind == "frequency":
            said = activity_words(policy, [found.activity])
            return f"{said} {spaced(one.asks.how)}".strip()
        rule = next((rule for rule in policy.rules.deadlines if rule.id == found.policy), None)
        return deadline_words(policy, rule) if rule else spaced(found.policy)

    def moved(self, one: Compared, *, at_once: bool) -> MovedData:
        """One thing that differs."""
        found, names = one.one, self._names(one)
        subject = found.subject
        return MovedData(
            subject=SubjectData(subject.kind, subject.id, None if subject.kind == "case" else names.subject(subject)),
            what=self.group(one),
            move=one.move,
            days=one.days,
            was_due=one.before.due if one.before else None,
            was_status=one.before.status if one.before else None,
            is_due=one.after.due if one.after else None,
            status=one.after.status if one.after else None,
            becomes_overdue=one.becomes_overdue,
            due_at_once=at_once,
            how_often=how_often(found),
            worker=found.worker,
            team=found.team,
            policy=found.policy,
            rule=found.rule,
            clause=_clause(found, names.policy),
        )


def _clause(one: Obligation, policy: Policy) -> ClauseData:
    return clause_data(policy.whose(one.basis, one.ruled_on), one.clause)


def moved_rows(moved: Iterable[MovedData]) -> list[list[object]]:
    """One line for each that differs, for a sheet."""
    return [
        [
            *(one.subject.kind, one.subject.id, one.subject.name or "", one.what, _move(one.move), one.days),
            *(one.was_due, one.was_status or "", one.is_due, one.status or "", one.becomes_overdue, one.worker or ""),
            *(one.team or "", one.rule, one.clause.section or "", " ".join(one.clause.ids)),
        ]
        for one in moved
    ]


def _move(move: Move) -> str:
    return "no longer asked" if move == "gone" else move
