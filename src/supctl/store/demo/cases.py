"""Children's cases: one after the other on each place of a caseload, with their history, the last one first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, as_date, working_from
from supctl.store.demo.likely import likely
from supctl.store.demo.lives import Life, leader_of, lives_of
from supctl.store.demo.names import initials
from supctl.store.demo.plan import GROUP, Place
from supctl.store.demo.roster import Person, Roster

ASSESSED = frozenset({"assessment", "contact"})
DISABLED = "disabled-child"
_MOST = 20  # children on a caseload
_FIRST_NUMBER = 100_000
_YEAR = 364
_REASON = "Settled at home, nothing to worry about, and seen by school and short breaks besides."

Table = dict[str, object]


@dataclass(frozen=True)
class Piece:
    """A time in one category with one worker; `last` None while it holds."""

    first: Day
    last: Day | None
    category: tuple[str, ...]
    worker: Person | None


@dataclass(frozen=True)
class Happened:
    """An event of a case."""

    day: Day
    kind: str


@dataclass
class Case:
    """One child's case; `closed` the day from which it is."""

    id: str
    initials: str
    family: str | None
    place: Place
    pieces: list[Piece]
    closed: Day | None
    events: list[Happened] = field(default_factory=list)
    approvals: list[tuple[Day, Person | None]] = field(default_factory=list)
    plan: Day | None = None

    def piece(self, day: Day) -> Piece | None:
        """The piece that holds on that day."""
        index = bisect_right(self.pieces, day, key=lambda one: one.first) - 1
        found = self.pieces[index] if index >= 0 else None
        return found if found and (found.last is None or day <= found.last) else None

    def approved(self, day: Day) -> bool:
        """Whether a longer interval is approved on that day."""
        return any(first <= day <= first + _YEAR for first, _ in self.approvals)


@lru_cache(maxsize=12)
def caseload(roster: Roster, place: Place) -> tuple[Case, ...]:
    """Every case of a place's caseload since the opening."""
    return tuple(
        case
        for slot in range(place.children)
        for life in lives_of(roster, place, slot)
        if (case := _case(roster, place, slot, life))
    )


def case_file(case: Case, more: Sequence[Happened] = ()) -> Table:
    """The case as its file has it; `more`: events after all the others."""
    status: list[Table] = [
        {
            "from": as_date(piece.first),
            "category": piece.category[0] if len(piece.category) == 1 else list(piece.category),
            "worker": piece.worker.id if piece.worker else None,
            "team": None if piece.worker else case.place.team,
        }
        for piece in case.pieces
    ]
    if case.closed:
        status.append({"from": as_date(case.closed), "category": "closed"})
    return {
        "initials": case.initials,
        "family": case.family,
        "status": status,
        "event": [
            {"id": f"e{number}", "date": as_date(one.day), "kind": one.kind}
            for number, one in enumerate([*case.events, *more], start=1)
        ],
        "approval": [_approval(first, by) for first, by in case.approvals],
        "file": [{"item": "plan", "date": as_date(case.plan)}] if case.plan else [],
    }


def _approval(first: Day, by: Person | None) -> Table:
    return {
        "what": "longer-interval",
        "by": by.id if by else None,
        "role": GROUP,
        "date": as_date(first),
        "reason": _REASON,
        "until": as_date(first + _YEAR),
    }


# --- who holds them ---------------------------------------------------------------------------------------------------


def _case(roster: Roster, place: Place, slot: int, life: Life) -> Case | None:
    leader = leader_of(roster.seed, place, slot)
    chance = Chance(roster.seed, "case", place.id, slot, life.number)
    pieces = [one for one in _pieces(roster, place, slot, life) if one.last is None or one.last >= roster.opening]
    if not pieces:
        return None
    younger = slot + 1 < place.children and leader_of(roster.seed, place, slot + 1) == leader
    family = leader != slot or younger
    case = Case(
        _reference(roster, place, slot, life.number),
        initials(chance)[0] + initials(Chance(roster.seed, "family", place.id, leader, life.number))[1],
        "F" + _reference(roster, place, leader, life.number)[1:] if family else None,
        place,
        pieces,
        life.closed,
    )
    case.events = sorted(_events(roster, life, chance), key=lambda one: one.day)
    case.plan = _plan(roster, life, chance)
    case.approvals = list(_approvals(roster, case, life, chance))
    return case


def _reference(roster: Roster, place: Place, slot: int, number: int) -> str:
    return f"M{_FIRST_NUMBER + (number * len(roster.plan.places) + place.number) * _MOST + slot}"


def _pieces(roster: Roster, place: Place, slot: int, life: Life) -> Iterator[Piece]:
    """Each stage, cut where the worker changes."""
    end = life.closed - 1 if life.closed else None
    before: Piece | None = None
    for number, (begun, is_) in enumerate(life.stages):
        last = life.stages[number + 1][0] - 1 if number + 1 < len(life.stages) else end
        holding = _assessing(roster, place) if is_ in ASSESSED else place
        cuts = _cuts(roster, holding.team)
        inside = cuts[bisect_right(cuts, begun) : bisect_left(cuts, (last or roster.as_of) + 1)]
        for day in (begun, *inside):
            worker = _worker(roster, holding, slot, day)
            category = ("child-in-need", DISABLED) if is_ == DISABLED else (is_,)
            if before and before.worker is worker and before.category == category:
                continue
            if before:
                yield Piece(before.first, day - 1, before.category, before.worker)
            before = Piece(day, end, category, worker)
    if before:
        yield before


def _assessing(roster: Roster, place: Place) -> Place:
    """Whose worker assesses a child who then comes to this place: somebody in an assessment team, if there is one."""
    if place.kind == "assessment":
        return place
    duty = _duty(roster)
    return duty[place.number % len(duty)] if duty else place


@lru_cache(maxsize=4)
def _duty(roster: Roster) -> tuple[Place, ...]:
    return tuple(place for place in roster.plan.places if place.kind == "assessment" and place.children)


@lru_cache(maxsize=400)
def _cuts(roster: Roster, team: str) -> list[Day]:
    """The days on which somebody comes to a team or has left it."""
    stints = [one for place in roster.teams[team].places for one in roster.stints[place.id]]
    return sorted({one.first for one in stints} | {one.last + 1 for one in stints if one.last})


def _worker(roster: Roster, place: Place, slot: int, day: Day) -> Person | None:
    """Who holds a case of this place: in a vacancy a colleague, and at the very end at times whoever has left."""
    holder = roster.holder(place.id, day)
    if holder:
        return holder
    stints = roster.stints[place.id]
    gone = [one for one in stints if one.last and one.last < day]
    for_good = bool(gone) and gone[-1] is stints[-1]
    if for_good and Chance(roster.seed, "left", place.id, slot).happens(likely().case.left):
        return roster.people[gone[-1].key]
    others = [one for one in roster.teams[place.team].places if one.children and one is not place]
    turned = [others[(slot + number) % len(others)] for number in range(len(others))]
    return next((colleague for one in turned if (colleague := roster.holder(one.id, day))), None)


# --- what happens in them ---------------------------------------------------------------------------------------------


def _events(roster: Roster, life: Life, chance: Chance) -> Iterator[Happened]:
    """Assessments, plans, reviews, and a visit now and then, from the opening to the last day."""
    table, until = likely().case, (life.closed or roster.as_of + 1) - 1
    found: list[Happened] = []
    for number, (begun, is_) in enumerate(life.stages):
        following = [day for day, _ in life.stages[number + 1 :]][:1]
        if is_ == "assessment":
            found.append(Happened(begun, "assessment-started"))
            found += [Happened(day - 1, "assessment-completed") for day in (*following, life.closed) if day][:1]
        elif is_ not in ASSESSED:
            again = any(one.kind == "plan-made" for one in found)
            found.append(Happened(working_from(begun + 8), "plan-updated" if again else "plan-made"))
    for kind, apart in (("visit", table.visit), ("review-held", table.review)):
        day = life.first + chance.days(apart)
        while day <= until:
            found.append(Happened(working_from(day), kind))
            day += chance.days(apart)
    yield from (one for one in found if roster.opening <= one.day <= min(until, roster.as_of))


def _plan(roster: Roster, life: Life, chance: Chance) -> Day | None:
    begun = next((day for day, is_ in life.stages if is_ not in ASSESSED), None)
    after, none = chance.days(likely().case.plan_after), chance.happens(likely().case.no_plan)
    if begun is None or (none and life.closed is None):
        return None
    day = working_from(begun + after)
    return day if day <= roster.as_of else None


def _approvals(roster: Roster, case: Case, life: Life, chance: Chance) -> Iterator[tuple[Day, Person | None]]:
    """For some disabled children a group manager agrees to a longer interval, year after year."""
    begun = next((day for day, is_ in life.stages if is_ == DISABLED), None)
    if begun is None or not chance.happens(likely().case.longer):
        return
    day = working_from(begun + 60)
    while day <= min(life.closed or roster.as_of, roster.as_of):
        if day + _YEAR >= roster.opening:
            by = roster.above(roster.places[case.place.above or ""], day)
            yield day, by if by and by.place(day).role == GROUP else None
        day += _YEAR + 1
