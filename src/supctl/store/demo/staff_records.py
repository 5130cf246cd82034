"""The records of one person: supervision and what comes with it, from agreement to the archiving of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from supctl.store.demo.cases import caseload
from supctl.store.demo.chance import Chance
from supctl.store.demo.days import Day, working_from, working_until
from supctl.store.demo.drafted import Action, Drafted
from supctl.store.demo.likely import Rhythm, Seldom, likely
from supctl.store.demo.plan import DIRECT_WORK, MANAGERS, SOCIAL_WORKERS, Place
from supctl.store.demo.roster import Person, Supervision
from supctl.store.demo.scene import Scene, before_last, kind_of, since_last

SESSION = "personal-supervision"
_SIX_WEEKS, _HALF_A_YEAR, _YEAR = 42, 182, 362
_EVERY = {"weekly": "1 week", "fortnightly": "2 weeks", "monthly": "1 month", "six-weekly": "6 weeks"}
_GIVEN_BY_NOBODY = frozenset({"supervisee-views", "learning-activity"})
_LATELY = 60


class Session(NamedTuple):
    """A session of personal supervision, and the day by which the next one is to be."""

    day: Day
    giver: Person | None
    until: Day


def staff_records(scene: Scene, person: Person) -> Iterator[Drafted]:
    """Every record of a person's own supervision, each kind by its day."""
    sessions = sessions_of(scene, person)
    yield from _supervision(scene, person, sessions)
    for pair in scene.roster.supervisions(person):
        yield from _of_pair(scene, person, pair)
    for seldom in likely().seldom:
        yield from _seldom(scene, person, seldom)
    yield from _archived(scene, person)


def sessions_of(scene: Scene, person: Person) -> list[Session]:
    """The days on which a person had supervision, oldest first."""
    chance = scene.chance("sessions", person.key)
    end = scene.here_until(person)
    gone = person.last is not None and person.last <= scene.as_of
    day, found = end - (chance.days((0, 9)) if gone else since_last(_rhythm(person, end), chance)), list[Session]()
    while day > person.first and day >= scene.opening:
        day, giver = scene.roster.meeting(person, day)
        if day <= person.first or day < scene.opening:
            break
        found.append(Session(day, giver, day + _rhythm(person, day).limit))
        day -= before_last(_rhythm(person, day), chance)
    return found[::-1]


def booked(scene: Scene, person: Person, sessions: list[Session]) -> Day | None:
    """The next session that stands in the diary, if one does."""
    chance = scene.chance("booked", person.key)
    if not sessions or (person.last and person.last <= scene.as_of) or not chance.happens(likely().records.booked):
        return None
    until = working_until(sessions[-1].until)
    day = until if until > scene.as_of else working_from(scene.as_of + 1 + chance.days((0, 12)))
    return None if person.last and day > person.last else day


def stage(person: Person, day: Day) -> str:
    """The name of the rhythm that a person's supervision has on a day."""
    role, since = person.place(day).role, day - person.first
    if role == "student":
        return "weekly"
    if person.newly_qualified_until and since < _HALF_A_YEAR:
        return "weekly" if since < _SIX_WEEKS else "fortnightly"
    return "six-weekly" if role in MANAGERS and role != "residential-manager" else "monthly"


def _rhythm(person: Person, day: Day) -> Rhythm:
    return likely().rhythm[stage(person, day)]


# --- supervision ------------------------------------------------------------------------------------------------------


def _supervision(scene: Scene, person: Person, sessions: list[Session]) -> Iterator[Drafted]:
    """Each session looks at what the one before agreed; one that comes late may have been cancelled first."""
    earlier: Drafted | None = None
    diary = booked(scene, person, sessions)
    for number, session in enumerate(sessions):
        chance = scene.chance("session", person.key, scene.as_of - session.day)
        following = sessions[number + 1] if number + 1 < len(sessions) else None
        meant = following.day if following else diary or max(working_until(session.until), session.day + 1)
        was_late = following is not None and following.day > session.until + 3
        record = Drafted(SESSION, session.day, person.id, session.giver.id if session.giver else None)
        record.next = max(working_until(session.until), session.day + 1) if was_late else meant
        record.minutes = _minutes(person, session.day, chance)
        _talk_about_children(scene, person, record, chance)
        going = [] if earlier is None else _reviewed(record, earlier, chance)
        if following or person.last is None:
            record.actions = _agreed(person, session, going, max(meant, session.until), chance)
        else:
            record.reviewed += [(action, session.day) for action in going]
        kept = list(scene.keep(record, _steps(person, session.day, chance), chance))
        yield from kept
        earlier = kept[-1]
        if following and was_late:
            yield from _cancelled(scene, person, session, following.day, chance)
        elif following is None and session.until < scene.as_of and person.last is None:
            yield from _cancelled(scene, person, session, diary, chance)


def _minutes(person: Person, day: Day, chance: Chance) -> int:
    role = person.place(day).role
    if role in SOCIAL_WORKERS | {"student"}:
        return 75 if chance.happens(likely().records.short) else 90
    return chance.one((60, 75, 90))


def _talk_about_children(scene: Scene, person: Person, record: Drafted, chance: Chance) -> None:
    """Some of the children whom the person holds on that day, one of them in depth."""
    cases = caseload(scene.roster, person.place(record.day))
    held = [case.id for case in cases if (piece := case.piece(record.day)) and piece.worker is person]
    if not held:
        return
    begin = chance.days((0, len(held) - 1))
    some = [held[(begin + number) % len(held)] for number in range(min(len(held), chance.days((2, 5))))]
    record.cases = sorted(some)
    record.reflective = [chance.one(some)] if chance.happens(likely().records.reflective) else []


def _reviewed(record: Drafted, earlier: Drafted, chance: Chance) -> list[str]:
    """What became of the actions of the session before; those that go on are given back."""
    going: list[str] = []
    for action in earlier.actions:
        name = f"{earlier.id}#{action.id}"
        if chance.happens(0.8):
            record.reviewed.append((name, earlier.day + chance.days((1, max(1, record.day - earlier.day)))))
        else:
            going.append(name)
    return going


def _agreed(person: Person, session: Session, going: list[str], until: Day, chance: Chance) -> list[Action]:
    wanted = chance.days((0, 3))
    found = [Action(str(number), person.id, until, name) for number, name in enumerate(going, start=1)]
    while len(found) < wanted:
        mine = session.giver is None or chance.happens(0.85)
        by = until if chance.happens(0.97) else session.day + 14
        found.append(Action(str(len(found) + 1), person.id if mine or not session.giver else session.giver.id, by))
    return found


def _steps(person: Person, day: Day, chance: Chance) -> str:
    if person.place(day).kind == "residential":
        return "residential"
    return "disagreed" if chance.happens(likely().records.disagreed) else "staff"


def _cancelled(scene: Scene, person: Person, session: Session, held: Day | None, chance: Chance) -> Iterator[Drafted]:
    """A session that did not happen on its day: why, and when it is instead."""
    day = working_until(session.until)
    if not chance.happens(likely().records.cancelled) or day <= session.day or (held and held <= day):
        return
    if person.absence(day) or (session.giver and scene.here_until(session.giver) < day):
        return
    record = Drafted("cancelled-session", day, person.id, session.giver.id if session.giver else None)
    record.reason, record.rearranged = chance.one(likely().records.reason), held
    yield record.named()


# --- agreements, reviews, observations ... ----------------------------------------------------------------------------


def _of_pair(scene: Scene, person: Person, pair: Supervision) -> Iterator[Drafted]:
    """What the beginning of a supervision calls for: the file handed over, and an agreement."""
    _, first, last, supervisor = pair
    end = min(scene.here_until(person, supervisor), last or scene.as_of)
    if supervisor is None or end < scene.opening:
        return
    chance = scene.chance("pair", person.key, supervisor.key, scene.as_of - first)
    changed = first > person.first and first >= scene.opening
    soon = chance.days((0, 12)) if first == person.first else 0 if chance.happens(0.93) else chance.days((1, 9))
    begins = [first + soon if first >= scene.opening else scene.opening + chance.days((3, 50))]
    if person.newly_qualified_until:
        begins += [person.first + days for days in (_SIX_WEEKS, _HALF_A_YEAR)]
    done: set[Day] = set()
    for begun in begins:
        day = _both_there(begun, person, supervisor)
        if first <= day <= end and day >= scene.opening and day not in done:
            done.add(day)
            record = Drafted("agreement", day, person.id, supervisor.id, every=_EVERY[stage(person, day)])
            record.next = day + _YEAR
            yield from scene.keep(record, "signed", chance)
    if changed and (scene.as_of - first > _LATELY or chance.happens(0.8)):
        day = _both_there(first + chance.days((0, 4)), person, supervisor)
        if day <= end:
            yield from scene.keep(Drafted("handover", day, person.id, supervisor.id), "file", chance)


def _both_there(day: Day, person: Person, supervisor: Person) -> Day:
    """The first working day from `day` on which neither is away for long."""
    for one in (person, supervisor):
        away = one.absence(day)
        if away and away.last:
            day = away.last + 1
    return working_from(day)


def _seldom(scene: Scene, person: Person, seldom: Seldom) -> Iterator[Drafted]:
    """What comes now and then, the last time first."""
    chance, end = scene.chance(seldom.activity, *seldom.of, person.key), scene.here_until(person)
    rhythm = scene.rhythm(seldom.activity, kind_of(person, end), seldom.rhythm)
    gone = person.last is not None and person.last <= scene.as_of
    day = end - (chance.days((0, rhythm.limit)) if gone else since_last(rhythm, chance))
    while True:
        day, giver = scene.roster.meeting(person, day)
        if day <= person.first + 20 or day < scene.opening:
            return
        place = person.place(day)
        record = Drafted(seldom.activity, day, person.id)
        record.supervisor = giver.id if giver and seldom.activity not in _GIVEN_BY_NOBODY else None
        record.next = day + seldom.next if seldom.next else None
        child = _child(scene, person, day, chance) if "holds-cases" in seldom.of else None
        record.cases = [child] if child else []
        known = giver is not None or seldom.activity in _GIVEN_BY_NOBODY
        if known and _concerns(place, seldom) and (child or "holds-cases" not in seldom.of):
            yield from scene.keep(record, seldom.steps, chance)
        day -= before_last(rhythm, chance)


def _concerns(place: Place, seldom: Seldom) -> bool:
    groups = {"everybody", place.role}
    groups |= {"direct-work"} if place.role in DIRECT_WORK else set()
    groups |= {"supervises"} if place.role in MANAGERS else set()
    groups |= {"holds-cases"} if place.children else set()
    return bool(groups & set(seldom.of))


def _child(scene: Scene, person: Person, day: Day, chance: Chance) -> str | None:
    cases = caseload(scene.roster, person.place(day))
    held = [case.id for case in cases if (piece := case.piece(day)) and piece.worker is person]
    return chance.one(held) if held else None


def _archived(scene: Scene, person: Person) -> Iterator[Drafted]:
    """What the authority asks for when somebody has left; of those who left lately it is not always there yet."""
    if person.last is None or not scene.opening <= person.last <= scene.as_of:
        return
    chance, day = scene.chance("left", person.key), working_from(person.last)
    giver = scene.roster.above(person.place(person.last), day)
    if day > scene.as_of or giver is None or (scene.as_of - day < _LATELY and chance.happens(0.5)):
        return
    for activity in scene.leaving:
        yield from scene.keep(Drafted(activity, day, person.id, giver.id), "file", chance)
