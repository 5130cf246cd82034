"""What was known on a day, and which records count."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.facts import Case, Record, Service, Team, Worker, service_as_of
from supctl.facts.service import counting

JANUARY = date(2026, 1, 1)


def day(number: int) -> date:
    """The n-th day from 1 January 2026."""
    return JANUARY + timedelta(days=number)


def record(name: str, held: int, *, amends: str | None = None, **steps: int) -> Record:
    """A session held on a day, with steps by the day on which they were taken."""
    taken = [{"step": step, "on": day(number)} for step, number in steps.items()]
    values = {"id": name, "activity": "personal-supervision", "date": day(held), "amends": amends, "steps": taken}
    return Record.model_validate(values)


def ids(records: object) -> list[str]:
    """The ids, in order."""
    return [one.id for one in records]


def test_nothing_that_begins_later_is_seen() -> None:
    """People, posts, standings, absences, cover, cases, events, approvals, files and records after the day are not."""
    dated = {"from": day(5)}
    amy = Worker.model_validate(
        {
            "id": "amy",
            "name": "Amy",
            "employment": [{"from": day(1)}],
            "post": [{"from": day(1), "role": "student"}, {**dated, "role": "social-worker"}],
            "standing": [{**dated, "is": "registered"}],
            "absence": [dated],
            "cover": [{**dated, "by": "ben"}],
            "planned": [{"date": day(9), "activity": "appraisal"}],
            "file": [{"item": "appraisal", "date": day(5)}],
        }
    )
    new = Worker.model_validate({"id": "new", "name": "New", "employment": [dated]})
    child = Case.model_validate(
        {
            "id": "C1",
            "status": [{"from": day(1), "category": "assessment"}, {**dated, "category": "closed"}],
            "event": [{"id": "e", "date": day(5), "kind": "visit"}],
            "approval": [{"what": "longer-interval", "date": day(5)}],
        }
    )
    facts = Service(
        workers={"amy": amy, "new": new},
        teams={"east": Team(id="east", name="East", started=day(5))},
        cases={"C1": child},
        records=[record("r", 5)],
        file=[("audit", day(5))],
    )
    before, then = service_as_of(facts, day(4)), service_as_of(facts, day(5))
    assert (list(before.workers), list(before.teams), tuple(before.records), before.file) == (["amy"], [], (), [])
    seen = before.workers["amy"]
    assert [len(entries) for entries in (seen.post, seen.standing, seen.absence, seen.cover, seen.file)] == [
        1,
        0,
        0,
        0,
        0,
    ]
    assert len(seen.planned) == 1  # fixed ahead
    assert [
        len(entries) for entries in (before.cases["C1"].status, before.cases["C1"].event, before.cases["C1"].approval)
    ] == [1, 0, 0]
    assert (then.workers, then.cases, ids(then.records)) == (facts.workers, facts.cases, ["r"])


def test_ends_already_written_are_seen() -> None:
    """`to` and `until` after the day."""
    amy = Worker.model_validate({"id": "amy", "name": "Amy", "employment": [{"from": day(1), "to": day(90)}]})
    assert service_as_of(Service(workers={"amy": amy}), day(2)).workers["amy"].employment[0].to == day(90)


@given(earlier=st.integers(0, 40), later=st.integers(0, 40))
def test_what_a_later_day_sees_takes_nothing_from_an_earlier_one(earlier: int, later: int) -> None:
    """As of a later day and then of an earlier one is as of the earlier one, as long as nothing is void or amended."""
    earlier, later = sorted((earlier, later))
    facts = Service(
        records=[record("a", 3, shared=9), record("b", 12, shared=20)],
        teams={"east": Team(id="east", name="East", started=day(8))},
    )
    twice = service_as_of(service_as_of(facts, day(later)), day(earlier))
    once = service_as_of(facts, day(earlier))
    assert (list(twice.records), dict(twice.teams)) == (list(once.records), dict(once.teams))


@pytest.mark.parametrize(
    ("records", "as_of", "count"),
    [
        # a void counts from its day
        ([record("a", 0, voided=5)], 4, ["a"]),
        ([record("a", 0, voided=5)], 5, []),
        # an amendment counts from the day it was written, alone
        ([record("a", 0), record("b", 0, amends="a", written=5)], 4, ["a"]),
        ([record("a", 0), record("b", 0, amends="a", written=5)], 5, ["b"]),
        # the latest of several
        ([record("a", 0), record("b", 0, amends="a", written=5), record("c", 0, amends="b", written=7)], 9, ["c"]),
        ([record("a", 0), record("b", 0, amends="a", written=7), record("c", 0, amends="a", written=5)], 9, ["b"]),
        # an amendment that is voided gives way to what it amended
        ([record("a", 0), record("b", 0, amends="a", written=5, voided=8)], 7, ["b"]),
        ([record("a", 0), record("b", 0, amends="a", written=5, voided=8)], 8, ["a"]),
        # the middle one voided: the last still stands for them all
        (
            [record("a", 0), record("b", 0, amends="a", written=5, voided=8), record("c", 0, amends="b", written=7)],
            9,
            ["c"],
        ),
        # an amendment of something that is not here counts
        ([record("b", 3, amends="lost", written=5)], 9, ["b"]),
    ],
)
def test_voids_and_amendments(records: list[Record], as_of: int, count: list[str]) -> None:
    """Whatever the order in which they are read."""
    for order in permutations(records):
        assert ids(service_as_of(Service(records=order), day(as_of)).records) == count


chains = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.none() | st.integers(0, 30)), max_size=8
)


@given(chains=chains)
def test_of_each_chain_of_amendments_one_record_counts(chains: list[tuple[int, int | None, int | None]]) -> None:
    """The latest that is not voided, by brute force: group whatever is linked, and take the one known from last."""
    records = []
    for number, (held, amends, voided) in enumerate(chains):
        steps = {} if voided is None else {"voided": voided}
        earlier = f"r{amends}" if amends is not None and amends < number else None
        records.append(record(f"r{number}", held, amends=earlier, **steps))
    groups = {one.id: {one.id} for one in records}
    for one in records:
        if one.amends:
            together = groups[one.id] | groups[one.amends]
            groups |= dict.fromkeys(together, together)
    standing = {one.id: one for one in records if not any(step.step == "voided" for step in one.steps)}
    expected = {
        max((one for one in group if one in standing), key=lambda one: (standing[one].known_from(), one))
        for group in map(frozenset, groups.values())
        if group & set(standing)
    }
    found = counting(records)
    assert set(ids(found)) == expected
    assert [(one.date, one.id) for one in found] == sorted((one.date, one.id) for one in found)
