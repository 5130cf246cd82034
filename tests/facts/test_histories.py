"""Look-ups by date: posts, employment, managers, the line above, and the team of a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.facts import Case, Service, Team, Worker
from supctl.facts.histories import edges, holds, in_force
from supctl.facts.people import Absence, Post

JANUARY = date(2026, 1, 1)


def day(number: int) -> date:
    """The n-th day from 1 January 2026."""
    return JANUARY + timedelta(days=number)


def worker(name: str, *posts: dict[str, object], **lists: object) -> Worker:
    """Somebody employed since 1 January 2026, with these posts."""
    values = {"employment": [{"from": JANUARY}], "post": [{"from": JANUARY, **post} for post in posts], **lists}
    return Worker.model_validate({"id": name, "name": name, **values})


def service(*workers: Worker, cases: tuple[Case, ...] = (), **teams: str | None) -> Service:
    """A service of these people; teams by id, with the team above."""
    return Service(
        workers={one.id: one for one in workers},
        teams={name: Team(id=name, name=name, parent=parent) for name, parent in teams.items()},
        cases={one.id: one for one in cases},
    )


def case(*status: dict[str, object]) -> Case:
    """A case with these entries, in need unless they say otherwise."""
    return Case.model_validate({"id": "C1", "status": [{"category": "child-in-need", **entry} for entry in status]})


entries = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)), max_size=5, unique_by=lambda entry: entry[0]
).map(
    lambda found: tuple(
        Post.model_validate(
            {"from": day(start), "to": None if length is None else day(start + length), "role": "other"}
        )
        for start, length in sorted(found, key=lambda entry: entry[0])
    )
)


@given(history=entries, number=st.integers(-5, 130))
def test_what_holds_changes_on_edges_only(history: tuple[Post, ...], number: int) -> None:
    """Between two edges the same entry is in force, and the same ones hold."""
    if day(number) not in edges(history):
        assert in_force(history, day(number)) is in_force(history, day(number - 1))
        assert [holds(one, day(number)) for one in history] == [holds(one, day(number - 1)) for one in history]


@given(history=entries, number=st.integers(-5, 130))
def test_the_entry_in_force_is_the_latest_begun_unless_it_has_ended(history: tuple[Post, ...], number: int) -> None:
    """An earlier entry never comes back when a later one ends: a vacancy follows."""
    found = in_force(history, day(number))
    begun = [entry for entry in history if entry.from_ <= day(number)]
    assert found is (begun[-1] if begun and (begun[-1].to is None or day(number) <= begun[-1].to) else None)


def test_first_and_last_days_count() -> None:
    """From the first day to the last one, inclusive."""
    away = (Absence.model_validate({"from": day(3), "to": day(5)}),)
    assert [in_force(away, day(number)) is not None for number in range(2, 7)] == [False, True, True, True, False]


def test_nobody_has_a_post_outside_employment() -> None:
    """A post that is still written down ends with the employment."""
    gone = worker("amy", {"role": "student"}, employment=[{"from": JANUARY, "to": day(10)}, {"from": day(20)}])
    facts = service(gone)
    assert [facts.role("amy", day(number)) for number in (10, 11, 20)] == ["student", None, "student"]
    assert facts.role("nobody", JANUARY) is None
    assert facts.role(None, JANUARY) is None


def test_started_at_the_top_of_a_file_is_one_employment() -> None:
    """With its end and kind."""
    amy = Worker.model_validate(
        {"id": "amy", "name": "Amy", "started": JANUARY, "ended": day(9), "employment": "locum"}
    )
    assert [(one.from_, one.to, one.kind) for one in amy.employment] == [(JANUARY, day(9), "locum")]


def test_the_line_above_stops_where_it_would_go_round() -> None:
    """Supervisor, their supervisor, and so on; two who supervise one another are named once each."""
    facts = service(
        worker("amy", {"role": "student", "supervisor": "ben"}),
        worker("ben", {"role": "team-manager", "supervisor": "cat"}),
        worker("cat", {"role": "director", "supervisor": "ben"}),
    )
    assert facts.above("amy", JANUARY) == ["ben", "cat"]
    assert facts.above("nobody", JANUARY) == []


@pytest.mark.parametrize(
    ("ends", "manager"),
    [
        ({}, "ben"),  # the team's own manager
        ({"ben": day(5)}, "dan"),  # a senior manager of the same team
        ({"ben": day(5), "dan": day(5)}, "cat"),  # the manager of the team above
        ({"ben": day(5), "dan": day(5), "cat": day(5)}, None),
    ],
)
def test_the_manager_is_the_nearest_who_holds_the_post(ends: dict[str, date], manager: str | None) -> None:
    """A vacancy goes to a senior manager of the team, then to the team above."""
    posts = {"ben": ("team-manager", "east"), "dan": ("service-manager", "east"), "cat": ("team-manager", "area")}
    people = [worker(name, {"role": role, "team": team, "to": ends.get(name)}) for name, (role, team) in posts.items()]
    assert service(*people, east="area", area=None).manager("east", day(10)) == manager


def test_teams_above_one_another_are_no_endless_search() -> None:
    """A circle of parents has no manager."""
    assert service(east="area", area="east").manager("east", JANUARY) is None
    assert service(east="area", area="east").team_and_below("east") == {"east", "area"}


def test_a_case_stays_in_its_workers_team_when_the_worker_goes() -> None:
    """Its own team first, else the worker's on the day, else the last that either led to."""
    leaver = worker("amy", {"role": "student", "team": "east"}, employment=[{"from": JANUARY, "to": day(10)}])
    mover = worker("ben", {"role": "student", "team": "east"}, {"from": day(10), "role": "student", "team": "west"})
    for entry, number, team in [
        ({"worker": "amy"}, 5, "east"),
        ({"worker": "amy"}, 20, "east"),
        ({"worker": "amy", "team": "west"}, 5, "west"),
        ({"worker": "ben"}, 9, "east"),
        ({"worker": "ben"}, 10, "west"),
        ({"worker": "nobody"}, 5, None),
        ({}, 5, None),
    ]:
        facts = service(leaver, mover, cases=(case({"from": JANUARY, **entry}),), east=None, west=None)
        assert facts.case_team("C1", day(number)) == team, entry


def test_a_case_without_worker_or_team_keeps_the_team_it_had() -> None:
    """An entry that says neither leaves the case where the one before it put it."""
    facts = service(cases=(case({"from": JANUARY, "team": "east"}, {"from": day(5)}),), east=None)
    assert facts.case_team("C1", day(9)) == "east"


def test_closed_cases_and_gaps_have_no_status() -> None:
    """And nobody holds them."""
    entries = (
        {"from": JANUARY, "to": day(3), "worker": "amy"},
        {"from": day(6), "category": "closed", "worker": "amy"},
    )
    facts = service(worker("amy", {"role": "student"}), cases=(case(*entries),))
    assert [facts.status("C1", day(number)) is not None for number in (0, 3, 4, 6)] == [True, True, False, False]
    assert [facts.holds_cases("amy", day(number)) for number in (0, 6)] == [True, False]


def test_a_worker_who_has_left_holds_no_case() -> None:
    """The case is still theirs on paper; nobody works on it."""
    gone = worker("amy", {"role": "student"}, employment=[{"from": JANUARY, "to": day(10)}])
    facts = service(gone, cases=(case({"from": JANUARY, "worker": "amy"}),))
    assert [facts.case_worker("C1", day(number)) for number in (10, 11)] == ["amy", None]


def test_the_latest_cover_stands_in_whatever_the_order() -> None:
    """Of two who cover at one time, the one who began last."""
    covers = [{"from": day(0), "by": "ben"}, {"from": day(5), "by": "cat", "for": "people"}]
    for written in (covers, covers[::-1]):
        facts = service(worker("amy", {"role": "student"}, cover=written))
        assert facts.cover("amy", day(6), "people") == "cat"
        assert facts.cover("amy", day(6), "cases") == "ben"
