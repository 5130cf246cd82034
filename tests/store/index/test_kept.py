"""What units owe is worked out once, kept as long as it holds, and never given to another question."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from supctl.answers.door import standing
from supctl.answers.lasting import Lasting
from supctl.answers.scope import Unit
from supctl.answers.shapes import Owed
from supctl.cache import frozen
from supctl.documents import Document
from supctl.facts.watched import Span
from supctl.policy.in_force import joined
from supctl.policy.overlay import own_rules, read_overlay
from supctl.policy.sources import Choice
from supctl.store.index import owed, refresh
from supctl.store.index.owed import Kept

from .asking import DAY, asked, edited, indexed, is_the_same, kept_of, perhaps_indexed, policy_of, right

OWN = """
[[source]]
id = "ours"
title = "Ours"
[[clause]]
id = "OWN-1"
source = "ours"
section = "1"
says = "Said."
[[frequency]]
id = "own"
counts = [{ activity = "personal-supervision" }]
row = [{ id = "all", every = "3 days", clause = ["OWN-1"] }]
"""

pytestmark = pytest.mark.usefixtures("later")


def test_what_was_asked_once_is_not_asked_again_on_that_day_nor_while_it_lasts(store, policy):
    first, everybody = asked(store, policy)
    assert (first, everybody) == (right(store, policy), 5)  # a team, two workers, a case, the service
    assert asked(store, policy) == (first, 0)
    again, anew = asked(store, policy, DAY + timedelta(days=1))
    assert again == right(store, policy, DAY + timedelta(days=1))
    assert anew < everybody


def test_only_what_rests_on_a_change_is_asked_again(store, policy):
    asked(store, policy)
    edited(store, "cases/M1001.toml", "child-in-need", "looked-after")
    found, anew = asked(store, policy)
    assert (found, anew) == (right(store, policy), 1)


def test_the_days_on_which_something_holds_never_overlap(store, policy):
    """Asked to and fro: of each unit one answer holds on a day."""
    for days in (0, 40, -40, 10, 25, -10, 3):
        asked(store, policy, DAY + timedelta(days=days))
    connection = indexed(store).index.connection
    rows = connection.execute("SELECT kind, unit, first, until FROM owed ORDER BY kind, unit, first").fetchall()
    ends = [(one[:2], one[3], other[2]) for one, other in itertools.pairwise(rows) if one[:2] == other[:2]]
    assert ends
    assert all(until <= first for _, until, first in ends)


def test_an_answer_is_kept_only_for_days_that_have_none(store):
    """However long it would last, on either side."""
    connection = indexed(store).index.connection
    for first, end, day in ((10, 12, 11), (1, 20, 5), (5, 30, 15), (1, 40, 11)):
        span = Span(date.fromordinal(first), date.fromordinal(end))
        one = Lasting(Unit("worker", "t.reid"), Owed(), span, frozenset())
        owed._put(connection, owed._Asked(one, frozen(one.owed), date.fromordinal(day)))
    rows = connection.execute("SELECT first, until FROM owed ORDER BY first").fetchall()
    assert rows == [(1, 10), (10, 12), (12, 30)]


def test_the_last_day_of_all_has_an_answer_too(store, policy):
    assert asked(store, policy, date.max)[0] == asked(store, policy, date.max)[0] == right(store, policy, date.max)


def test_an_answer_with_a_longer_interval_is_never_given_to_who_asks_by_a_shorter_one(store, policy):
    other = policy_of("9 months")
    one, two = kept_of(indexed(store), policy), kept_of(indexed(store), other)
    assert right(store, policy) != right(store, other)
    for _ in range(2):
        for kept in (one, two):
            assert standing(kept.of_all(DAY), kept.policy, DAY).obligations == right(store, kept.policy)
            assert kept.number(DAY) == len(right(store, kept.policy))


@pytest.mark.parametrize(
    ("old", "new"), [("from = 2026-01-05", "from = 2026-11-02"), ("closures = []", "closures = [2026-10-19]")]
)
def test_what_the_settings_say_is_part_of_the_question(store, policy, old, new):
    before = asked(store, policy)[0]
    edited(store, "supctl.toml", old, new)
    assert asked(store, policy)[0] == right(store, policy) != before


def test_how_the_service_reads_the_policy_is_part_of_the_question(store, policy):
    chosen = [Choice.model_validate({"id": "X-R", "option": "few", "by": "j.okafor", "from": date(2026, 1, 5)})]
    before = asked(store, policy)[0]
    assert asked(store, policy.with_choices(chosen))[0] == right(store, policy.with_choices(chosen)) != before


def test_the_policies_before_and_after_and_own_rules_are_part_of_the_question(store, policy):
    other, day = policy_of("9 months"), DAY - timedelta(days=30)
    own = own_rules(read_overlay(Document("overlay.toml", OWN)), [policy])
    asked(store, policy)
    for whole in (
        joined([(None, other), (day, policy)]),
        joined([(None, other), (day + timedelta(days=1), policy)]),
        joined([(None, policy), (day, other)]),
        joined([(None, policy)], own),
        joined([(None, policy), (DAY, other)], own),
    ):
        found, anew = asked(store, whole.on(DAY))
        assert (found, anew) == (right(store, whole.on(DAY)), 5)
        assert asked(store, whole.on(DAY)) == (found, 0)


def test_a_day_before_a_change_of_policy_and_one_after_it_are_kept_side_by_side(store, policy):
    whole = joined([(None, policy), (DAY, policy_of("9 months"))])
    before = DAY - timedelta(days=1)
    first = [asked(store, whole.on(day), day)[0] for day in (before, DAY)]
    assert first == [right(store, whole.on(day), day) for day in (before, DAY)]
    assert [asked(store, whole.on(day), day) for day in (before, DAY)] == [(one, 0) for one in first]


def test_who_began_with_another_question_keeps_nothing_under_this_one(store, policy, monkeypatch):
    """Somebody else asks by another policy just while the first one works out what is owed."""
    other, real = policy_of("9 months"), Kept._keep

    def keep(self, *found):
        monkeypatch.setattr(Kept, "_keep", real)
        kept_of(indexed(store), other).number(DAY, DAY - timedelta(days=9999))
        real(self, *found)

    kept_of(indexed(store), policy).of_all(DAY)
    with indexed(store).index.written() as connection:
        connection.execute("DELETE FROM owed")
    monkeypatch.setattr(Kept, "_keep", keep)
    kept_of(indexed(store), policy).of_all(DAY)
    assert asked(store, other)[0] == right(store, other)


def test_what_is_forgotten_meanwhile_is_not_missed(store, policy, monkeypatch):
    """Somebody else sees a change, and forgets what rests on it, between what is missing and what is kept."""
    first, _ = asked(store, policy)
    loaded, real = indexed(store), Kept._missing

    def missing(self, *which, **more):
        found = real(self, *which, **more)
        edited(store, "workers/t.reid.toml", "Tom", "Tim")
        indexed(store)
        return found

    monkeypatch.setattr(Kept, "_missing", missing)
    kept = kept_of(loaded, policy)
    assert standing(kept.of_all(DAY), policy, DAY).obligations == first
    edited(store, "workers/t.reid.toml", "Tim", "Tom")
    indexed(store)
    asked_again = kept_of(indexed(store), policy)
    monkeypatch.setattr(Kept, "_missing", real)
    asked(store, policy)
    monkeypatch.setattr(Kept, "_missing", missing)
    assert asked_again.number(DAY) == len(first)


def test_what_was_worked_out_from_older_facts_is_not_kept(store, policy):
    before = indexed(store)
    list(before.service.workers.values())
    edited(store, "workers/t.reid.toml", "started = 2023-11-06", "started = 2026-11-09")
    edited(store, "workers/t.reid.toml", "from = 2023-11-06", "from = 2026-11-09")
    indexed(store)
    kept_of(before, policy).of_all(DAY)
    assert asked(store, policy)[0] == right(store, policy)


def test_what_cannot_be_kept_is_answered_all_the_same(store, policy):
    loaded = indexed(store)
    assert loaded.index is not None
    loaded.index.connection.execute("PRAGMA query_only = 1")
    kept = kept_of(loaded, policy)
    for _ in range(2):
        assert standing(kept.of_all(DAY), policy, DAY).obligations == right(store, policy)
        assert kept.number(DAY) == len(right(store, policy))


def test_what_was_kept_for_another_question_is_not_used_where_it_cannot_be_forgotten(store, policy):
    other = policy_of("9 months")
    asked(store, other)
    loaded = indexed(store)
    assert loaded.index is not None
    loaded.index.connection.execute("PRAGMA query_only = 1")
    kept = kept_of(loaded, policy)
    assert standing(kept.of_all(DAY), policy, DAY).obligations == right(store, policy)
    assert kept.number(DAY, DAY) == sum(one.due is None or one.due <= DAY for one in right(store, policy))


def test_what_is_answered_names_plain_days(store, policy):
    """The first answer is as the next one: no day in it still watches what is asked of it."""
    kept = kept_of(indexed(store), policy)
    found = [{type(one.due) for one in kept.of_all(DAY).obligations} for _ in range(2)]
    assert found[0] == found[1] == {date}


# --- two processes bring it up to the store at once -------------------------------------------------------------------


@pytest.mark.parametrize("what", ["a folder comes back", "another file", "the same file", "a file goes"])
def test_somebody_else_enters_first_what_was_found(store, what, monkeypatch):
    """Both have looked; the second one to write finds the work done, or that there is more of it."""
    indexed(store)
    folder, aside = store / "records" / "2026", store.parent / "aside"
    if what == "a folder comes back":
        folder.rename(aside)
    else:
        edited(store, "cases/M1001.toml", "JB", "JC")
    real = refresh.writing

    @contextmanager
    def late(connection):
        monkeypatch.setattr(refresh, "writing", real)
        if what == "a folder comes back":
            aside.rename(folder)
            (folder / "10").rename(folder / "09")
        elif what == "another file":
            edited(store, "workers/t.reid.toml", "Tom", "Tim")
        elif what == "a file goes":
            (store / "cases" / "M1001.toml").unlink()
        indexed(store)
        with real(connection):
            yield

    monkeypatch.setattr(refresh, "writing", late)
    perhaps_indexed(store)
    assert refresh.writing is real
    assert is_the_same(store)
    rows = indexed(store).index.connection.execute(
        "SELECT count(*) FROM files WHERE folder NOT IN (SELECT n FROM folders)"
    )
    assert rows.fetchone() == (0,)


def test_two_spellings_of_one_name_are_never_taken_for_one(store):
    """A second file of the same id, by its ending alone: whoever reads every file says which is used."""
    indexed(store)
    (store / "cases" / "M1001.TOML").write_bytes((store / "cases" / "M1001.toml").read_bytes())
    if len(list((store / "cases").iterdir())) == 1:
        pytest.skip("here these are one file")
    assert perhaps_indexed(store) is None
    assert perhaps_indexed(store) is None
    (store / "cases" / "M1001.toml").unlink()
    assert is_the_same(store)
