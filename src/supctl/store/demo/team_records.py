"""The records of one team: group supervision."""

from __future__ import annotations

from collections.abc import Iterator

from supctl.store.demo.drafted import Drafted
from supctl.store.demo.likely import likely
from supctl.store.demo.plan import TeamPlan
from supctl.store.demo.scene import Scene, before_last, since_last

_GROUP = "group-supervision"


def team_records(scene: Scene, team: TeamPlan) -> Iterator[Drafted]:
    """Each group session with those who were there, the last one first."""
    if len(team.places) < 2:  # noqa: PLR2004 - a manager alone is no group
        return
    rhythm, chance = likely().rhythm["group"], scene.chance("group", team.id)
    day, following = scene.as_of - since_last(rhythm, chance), scene.as_of + 14
    while day >= scene.opening:
        manager = scene.roster.holder(team.places[0].id, day)
        first = manager.first if manager else scene.roster.stints[team.places[0].id][0].first
        if manager:
            day, _ = scene.roster.meeting(manager, day)
        here = [scene.roster.holder(place.id, day) for place in team.places[1:]]
        present = sorted(one.id for one in here if one and not one.absence(day))
        if manager and present and first <= day and day >= scene.opening:
            record = Drafted(_GROUP, day, None, manager.id, team.id, minutes=chance.one((60, 90)), present=present)
            record.next = following
            yield from scene.keep(record, "team", chance, team.places[0])
        following, day = max(day, scene.opening), day - before_last(rhythm, chance)
