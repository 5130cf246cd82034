"""The records of one child: supervision of the case, oversight, and comments on what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from supctl.store.demo.cases import ASSESSED, DISABLED, Case, Happened, Piece
from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, working_from
from supctl.store.demo.drafted import Action, Drafted
from supctl.store.demo.forms import Kind
from supctl.store.demo.habits import NOTHING, Habit
from supctl.store.demo.likely import Rhythm, likely
from supctl.store.demo.roster import SHORT, Person
from supctl.store.demo.scene import Scene, before_last, since_last

SUPERVISION, OVERSIGHT, AD_HOC, COMMENT = (
    "case-supervision",
    "management-oversight",
    "ad-hoc-supervision",
    "management-comment",
)
_NEVER, _LATELY = 0.08, 100
_COMMENTED = frozenset({"assessment-started", "assessment-completed"})


class _Session(NamedTuple):
    """A session about a child: its day, the worker (None where there is none) and who gives it."""

    day: Day
    worker: Person | None
    giver: Person | None
    category: tuple[str, ...]


def case_records(scene: Scene, case: Case) -> Iterator[Drafted]:
    """Every record about the child, each kind by its day."""
    yield from _supervision(scene, case)
    yield from _oversight(scene, case, OVERSIGHT, "oversight")
    yield from _oversight(scene, case, AD_HOC, "ad-hoc")
    yield from _comments(scene, case)
    yield from _after_events(scene, case)


def _supervision(scene: Scene, case: Case) -> Iterator[Drafted]:
    """Sessions with the worker, each looking at the actions of the one before."""
    chance = scene.chance("supervision", case.id)
    sessions = list(_sessions(scene, case, chance, None))[::-1]
    earlier: Drafted | None = None
    for number, session in enumerate(sessions):
        own = scene.chance("supervision", case.id, scene.as_of - session.day)
        following = sessions[number + 1] if number + 1 < len(sessions) else None
        record = _record(SUPERVISION, case, session)
        if earlier:
            record.reviewed = [
                (f"{earlier.id}#{action.id}", _done(earlier, session.day, own)) for action in earlier.actions
            ]
            goes_on = [action for action, done in record.reviewed if not done]
            record.reviewed = [(action, done) for action, done in record.reviewed if done]
        else:
            goes_on = []
        if _may_agree(scene, case, session, following):
            until = session.day + _rhythm(scene, case, session.day, session.category).limit
            record.actions = _actions(session, goes_on, until, own)
        else:
            record.reviewed += [(action, working_from(session.day)) for action in goes_on]
        kept = list(_kept(scene, case, session, record, own))
        yield from kept
        earlier = kept[-1]


def _done(earlier: Drafted, day: Day, chance: Chance) -> Day | None:
    """The day on which an action was done; None where it goes on."""
    return earlier.day + 1 + chance.days((0, max(0, day - earlier.day - 1))) if chance.happens(0.82) else None


def _may_agree(scene: Scene, case: Case, session: _Session, following: _Session | None) -> bool:
    """Whether somebody will look at what is agreed now: the same worker next time, or now that it is still to come."""
    if session.worker is None:
        return False
    if following:
        return following.worker is session.worker
    piece = case.piece(scene.as_of)
    return bool(case.closed is None and piece and piece.worker is session.worker and session.worker.last is None)


def _actions(session: _Session, goes_on: list[str], until: Day, chance: Chance) -> list[Action]:
    """What goes on, and something new."""
    who = session.worker.id if session.worker else ""
    wanted = chance.days((1, 2))
    found = [Action(str(number), who, until, action) for number, action in enumerate(goes_on, start=1)]
    while len(found) < wanted:
        by = until if chance.happens(0.98) else session.day + 14
        found.append(Action(str(len(found) + 1), who, working_from(by)))
    return found


def _oversight(scene: Scene, case: Case, activity: str, rhythm: str) -> Iterator[Drafted]:
    """What a manager looked at between sessions; an unplanned talk is with the worker."""
    chance = scene.chance(activity, case.id)
    for session in _sessions(scene, case, chance, likely().rhythm[rhythm]):
        seen = session if activity == AD_HOC else session._replace(worker=None)
        if seen.giver and (seen.worker or activity == OVERSIGHT):
            yield from _kept(scene, case, seen, _record(activity, case, seen), chance)


def _comments(scene: Scene, case: Case) -> Iterator[Drafted]:
    """A manager's comment when an assessment begins and ends."""
    for number, event in enumerate(case.events, start=1):
        if event.kind not in _COMMENTED:
            continue
        chance = scene.chance("comment", case.id, scene.as_of - event.day)
        late = chance.happens(likely().records.late)
        day = working_from(event.day + chance.days((6, 14) if late else (0, 3)))
        piece = case.piece(event.day)
        if day > scene.as_of or piece is None or piece.worker is None:
            continue
        giver = scene.roster.above(piece.worker.place(day), day)
        if giver:
            record = _record(COMMENT, case, _Session(day, None, giver, piece.category))
            record.about = f"{case.id}/e{number}"
            yield from _kept(scene, case, _Session(day, None, giver, piece.category), record, chance)


def _after_events(scene: Scene, case: Case) -> Iterator[Drafted]:
    """What the authority wants to follow an event besides the comment that there is."""
    for number, event in enumerate(case.events, start=1):
        piece = case.piece(event.day)
        habit, worker = _habit(scene, case, event, piece), piece.worker if piece else None
        chance = scene.chance("event", case.id, scene.as_of - event.day)
        for place, following in enumerate(habit.following):
            if worker is None or piece is None:
                continue
            day = working_from(event.day + chance.days((0, 3)))
            giver = scene.roster.above(worker.place(day), day)
            higher = scene.roster.above(giver.place(day), day) if giver and following.higher else None
            giver = higher or giver
            gone = worker.last is not None and day > worker.last
            if day > scene.as_of or giver is None or gone or _never(scene, day, chance):
                continue
            person = worker.id if following.of_person else None
            record = Drafted(following.activity, day, person, giver.id, cases=[case.id], about=f"{case.id}/e{number}")
            kind = Kind("", worker.place(day).role, "permanent", (), case.place.kind, True, piece.category)  # noqa: FBT003
            until = scene.here_until(worker if person else None, giver)
            yield scene.follow(record, following, kind, chance, until, f"{case.id} {number} {place}")


def _never(scene: Scene, day: Day, chance: Chance) -> bool:
    return chance.happens(_NEVER) and scene.as_of - day < _LATELY


def _habit(scene: Scene, case: Case, event: Happened, piece: Piece | None) -> Habit:
    if scene.habits is None or piece is None:
        return NOTHING
    comment = COMMENT if event.kind in _COMMENTED else None
    kind = piece.worker.place(event.day).kind if piece.worker else case.place.kind
    return scene.habits.of_event(event.kind, piece.category, kind, comment)


def events_more(scene: Scene, case: Case) -> list[Happened]:
    """Events that the authority wants to follow those that there are."""
    found: list[Happened] = []
    for event in case.events:
        for kind in _habit(scene, case, event, case.piece(event.day)).events:
            chance = scene.chance("event more", case.id, kind, scene.as_of - event.day)
            day = working_from(event.day + chance.days((0, 3)))
            if day <= min(scene.as_of, (case.closed or scene.as_of + 1) - 1) and not _never(scene, day, chance):
                found.append(Happened(day, kind))
    return found


def _record(activity: str, case: Case, session: _Session) -> Drafted:
    return Drafted(
        activity,
        session.day,
        supervisee=session.worker.id if session.worker else None,
        supervisor=session.giver.id if session.giver else None,
        cases=[case.id],
    )


def _kept(scene: Scene, case: Case, session: _Session, record: Drafted, chance: Chance) -> Iterable[Drafted]:
    return scene.keep(record, "child", chance, case.place, session.category)


# --- on which days ----------------------------------------------------------------------------------------------------


def _sessions(scene: Scene, case: Case, chance: Chance, rhythm: Rhythm | None) -> Iterator[_Session]:
    """The sessions about a child, the last one first; without a rhythm in that of the child's category."""
    end = case.closed - 1 if case.closed else scene.as_of
    last = case.piece(end)
    if last is None:
        return
    began = case.pieces[0].first
    first_rhythm = rhythm or _rhythm(scene, case, end, last.category)
    since = since_last(first_rhythm, chance) if case.closed is None else chance.days((0, 12))
    session = _held(scene, case, end - since, rhythm is not None)
    while session and session.day > began and session.day >= scene.opening:
        yield session
        gap = before_last(rhythm or _rhythm(scene, case, session.day, session.category), chance)
        session = _held(scene, case, session.day - gap, rhythm is not None)


def _rhythm(scene: Scene, case: Case, day: Day, category: tuple[str, ...]) -> Rhythm:
    name = "four-weekly-child" if "child-protection" in category else "child"
    if DISABLED in category and case.approved(day):
        name = "three-monthly-child"
    kind = Kind("", None, "permanent", ("registered",), case.place.kind, True, category)  # noqa: FBT003
    return scene.rhythm(SUPERVISION, kind, likely().rhythm[name])


def _held(scene: Scene, case: Case, day: Day, in_assessment: bool) -> _Session | None:  # noqa: FBT001
    """The session on the last day by `day` on which one can be held; None where there is none any more."""
    while (piece := case.piece(day)) and day >= scene.opening:
        if piece.worker is None or (not in_assessment and ASSESSED & set(piece.category)):
            day = piece.first - 1
            continue
        worker: Person | None = piece.worker
        last = piece.worker.last
        if last and last < day:  # left, and nobody has come
            day = last
            continue
        away = piece.worker.absence(day)
        if away and (away.last is None or away.last - away.first >= SHORT):
            worker = scene.roster.by_id[away.by] if away.by else None
        found = _with(scene, piece.worker, worker, day)
        if found and found[0] >= piece.first:
            return _Session(found[0], worker, found[1], piece.category)
        day = min(found[0] if found else piece.first - 1, day - 1)
    return None


def _with(scene: Scene, own: Person, worker: Person | None, day: Day) -> tuple[Day, Person | None] | None:
    """When worker and manager can meet; where nobody stands in, the manager alone looks at the case."""
    if worker is not None:
        met, giver = scene.roster.meeting(worker, day)
        return (met, giver) if met >= worker.first else None
    met = day
    while met >= own.first:
        giver = scene.roster.above(own.place(met), met)
        at_work = working_from(met) == met
        if giver and at_work and not giver.absence(met):
            return met, giver
        met -= 1
    return None
