"""The plan of a service: its teams, and in each team the places that people hold one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, lcm

from supctl.store.demo.likely import TeamTable, likely

HEAD, SERVICE, GROUP = "head-of-service", "service-manager", "group-manager"
MANAGERS = frozenset({HEAD, SERVICE, GROUP, "team-manager", "practice-manager", "residential-manager"})
SOCIAL_WORKERS = frozenset({"social-worker", "senior-social-worker", "advanced-practitioner"})
DIRECT_WORK = SOCIAL_WORKERS | {"personal-adviser", "family-support-worker"}
_WITHOUT_CHILDREN = frozenset({"student"})


@dataclass(frozen=True)
class Place:
    """One place in a team; `above` is the place of whoever supervises it, `number` its number in the service."""

    id: str
    number: int
    team: str
    kind: str
    role: str
    above: str | None
    children: int = 0

    @property
    def stays(self) -> str:
        """Which people's tenure is like that of those who hold it."""
        named = {"student": "student", **dict.fromkeys(MANAGERS, "manager")}
        return named.get(self.role, "social-worker" if self.role in SOCIAL_WORKERS else "other")


@dataclass(frozen=True)
class TeamPlan:
    """A team and its places, the manager's first."""

    id: str
    name: str
    kind: str
    parent: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ServicePlan:
    """All teams of a service of so many people; the same number of people makes the same plan."""

    people: int

    @cached_property
    def teams(self) -> tuple[TeamPlan, ...]:
        """The teams, those of the senior managers first."""
        size = likely().size
        areas = max(1, round(self.people / (size.team * size.teams_to_a_service_manager)))
        in_teams = round((self.people - 1 - areas) / (1 - size.vacant))
        number = max(1, round(in_teams / size.team))
        tables = [likely().team[index % len(likely().team)] for index in range(number)]
        sizes = [in_teams // number + (index < in_teams % number) for index in range(number)]
        return (*self._senior(areas, number, tables), *self._operational(areas, tables, sizes))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of the teams."""
        return tuple(place for team in self.teams for place in team.places)

    def _senior(self, areas: int, number: int, tables: list[TeamTable]) -> list[TeamPlan]:
        """The head of service, and a senior manager for each area: a group manager where disabled children are."""
        head = Place("head", 0, "children-and-families", "non-operational", HEAD, None)
        teams = [TeamPlan(head.team, "Children and Families", head.kind, None, (head,))]
        per_area = ceil(number / areas)
        for area in range(areas):
            below = tables[area * per_area : (area + 1) * per_area]
            role = GROUP if any(table.kind == "disability" for table in below) else SERVICE
            team = f"area-{area + 1}"
            place = Place(team, area + 1, team, "non-operational", role, head.id)
            teams.append(TeamPlan(team, f"Area {area + 1}", place.kind, head.team, (place,)))
        return teams

    def _operational(self, areas: int, tables: list[TeamTable], sizes: list[int]) -> list[TeamPlan]:
        teams: list[TeamPlan] = []
        per_area, next_number = ceil(len(tables) / areas), areas + 1
        for index, (table, size) in enumerate(zip(tables, sizes, strict=True)):
            name = _team_name(table, index)
            id_ = name.lower().replace(" ", "-")
            area = f"area-{index // per_area + 1}"
            manager = Place(f"{id_}/0", next_number, id_, table.kind, table.manager, area)
            roles = [table.roles[place % len(table.roles)] for place in range(size - 1)]
            others = [
                Place(f"{id_}/{place}", next_number + place, id_, table.kind, role, manager.id, _children(role, table))
                for place, role in enumerate(roles, start=1)
            ]
            next_number += size
            teams.append(TeamPlan(id_, name, table.kind, area, (manager, *others)))
        return teams


def _team_name(table: TeamTable, index: int) -> str:
    """A name of its own: a kind of team and a tree, and a number when these are used up."""
    names = likely().names.teams
    again = index // lcm(len(names), len(likely().team))
    return table.name.format(names[index % len(names)]) + (f" {again + 1}" if again else "")


def _children(role: str, table: TeamTable) -> int:
    return 0 if role in _WITHOUT_CHILDREN else table.children
