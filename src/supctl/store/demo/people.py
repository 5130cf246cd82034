"""The files of teams and workers of the grown demo."""

from __future__ import annotations

from supctl.store.demo.days import Day, as_date, working_from
from supctl.store.demo.likely import likely
from supctl.store.demo.plan import MANAGERS, SOCIAL_WORKERS, TeamPlan
from supctl.store.demo.roster import Person
from supctl.store.demo.scene import Scene
from supctl.store.demo.staff_records import SESSION

Table = dict[str, object]
_REGISTERED = MANAGERS | SOCIAL_WORKERS
_LATELY, _A_YEAR = 90, 365


def team_file(team: TeamPlan, started: Day) -> Table:
    """A team as its file has it."""
    return {"name": team.name, "started": as_date(started), "kind": team.kind, "parent": team.parent}


def worker_file(scene: Scene, person: Person, booked: Day | None) -> Table:
    """A person as their file has it, from the post that they were in at the opening on."""
    employment = person.stints[0].employment
    away = [one for one in person.away if one.last is None or one.last >= scene.opening]
    return {
        "name": person.name,
        "started": as_date(person.first),
        "ended": _date(person.last),
        "employment": None if employment == "permanent" else employment,
        "standing": _standings(person),
        "post": _posts(scene, person),
        "absence": [{"from": as_date(one.first), "to": _date(one.last)} for one in away],
        "cover": [{"from": as_date(one.first), "to": _date(one.last), "by": one.by} for one in away if one.by],
        "planned": [{"date": as_date(booked), "activity": SESSION}] if booked else [],
        "file": _held(scene, person),
    }


def _standings(person: Person) -> list[Table]:
    first, until = as_date(person.first), person.newly_qualified_until
    found: list[Table] = []
    if any(stint.place.role in _REGISTERED for stint in person.stints):
        found.append({"is": "registered", "from": first, "with": "Social Work England"})
    if until:
        found.append({"is": "newly-qualified", "from": first, "to": as_date(until)})
    if person.part_time:
        found.append({"is": "part-time", "from": first})
    return found


def _posts(scene: Scene, person: Person) -> list[Table]:
    return [
        {
            "from": as_date(first),
            "role": place.role,
            "team": place.team,
            "supervisor": supervisor.id if supervisor else None,
        }
        for place, first, last, supervisor in scene.roster.supervisions(person)
        if first <= scene.as_of and (last is None or last >= scene.opening)
    ]


def _held(scene: Scene, person: Person) -> list[Table]:
    """The supervision file, and training; the supervisor of nobody needs none."""
    chance, table = scene.chance("held", person.key), likely().person
    lately = scene.as_of - person.first < _LATELY
    items: list[tuple[str, Day]] = []
    if not (lately and chance.happens(table.without_file * 10)):
        items.append(("supervision-file", working_from(person.first + chance.days((0, 9)))))
    if person.place(scene.as_of).role in MANAGERS and chance.happens(table.trained):
        items.append(("supervision-training", working_from(person.first + chance.days((0, 120)))))
    if person.last is None and scene.as_of - person.first > _A_YEAR:
        items.append(("appraisal", working_from(scene.as_of - chance.days((20, 340)))))
    return [{"item": item, "date": as_date(day)} for item, day in items if day <= scene.as_of]


def _date(day: Day | None) -> object:
    return None if day is None else as_date(day)
