"""With an index and without one, a store says the same, whatever happened to its files."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import astuple, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from supctl.answers.door import answer, standing
from supctl.answers.scope import every_unit
from supctl.answers.shapes import Answers
from supctl.answers.subject import Unit
from supctl.documents import Document
from supctl.errors import InputError, PolicyError
from supctl.exchange.selection import Wanted
from supctl.facts import Service, Vocabulary, service_as_of
from supctl.hooks import find_authorities
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.policy.in_force import joined
from supctl.policy.overlay import own_rules
from supctl.store import Store, open_store
from supctl.store.index import database
from supctl.store.index.owed import Kept
from supctl.store.reading import Loaded

from .asking import CLAUSES
from .happenings import HAPPENS, another_day
from .world import HOUR, OTHER, World, disk_of

LOOKED_AT = ("obligations", "uncovered", "exempt", "unheld")
MANY = os.environ.get("SUPCTL_HYPOTHESIS") == "slow"


@cache
def wsussex() -> Policy:
    """No fixture: what fails is shown with its arguments, and a policy would be pages."""
    return find_authorities().policy("wsussex")


def followed(store: Store, policy: Policy) -> Policy:
    """What the store's own files make of it: policies one after the other, own rules, readings."""
    other = read_policy(PolicyDocuments(Document("policy.toml", OTHER), Document("clauses.toml", CLAUSES)))
    known = {policy.id: policy, other.id: other}
    in_force = joined([(entry.from_, known[entry.id]) for entry in store.settings.authority])
    with suppress(InputError, PolicyError):
        overlay = store.overlay()
        in_force = replace(in_force, local=own_rules(overlay, in_force.parts) if overlay else None)
    return in_force.with_choices(store.choices()).linked[-1]


def quiet(*_: int) -> None:
    """Tells nobody how far it is."""


def words_of(world: World, policy: Policy) -> Vocabulary:
    words = policy.vocabulary
    return replace(words, roles={**words.roles, "juggler": "practitioner"}) if world.other_words else words


# --- facts ------------------------------------------------------------------------------------------------------------


def same_facts(indexed: Loaded, loaded: Loaded) -> None:
    """Everybody and everything, with the same problems, in the same order; and whatever may be looked up."""
    one, other = indexed.service, loaded.service
    assert [str(problem) for problem in indexed.problems] == [str(problem) for problem in loaded.problems]
    for name in ("teams", "workers", "cases"):
        assert list(getattr(one, name).items()) == list(getattr(other, name).items()), name
        assert [str(e.origin) for e in getattr(one, name).values()] == [
            str(e.origin) for e in getattr(other, name).values()
        ]
    assert list(one.records) == list(other.records)
    assert len(one.records) == len(other.records)
    for name in ("unread", "opening", "calendar", "name", "file", "known_since"):
        assert getattr(one, name) == getattr(other, name), name
    assert looked_up(one) == looked_up(other)


def looked_up(service: Service) -> dict[str, object]:
    """What can be looked up of everybody, by id."""
    ids = {*service.workers, *service.cases, *service.teams, *service.unread, "j.okafor", "M77", "gone", "P1"}
    ids |= {record.id for record in service.records} | {one.amends for one in service.records if one.amends}
    people, cases, records = service.people, service.held_cases, service.gathered
    found: dict[str, object] = {
        f"{id_} {name}": list(one(id_))
        for id_ in ids
        for name, one in {
            "supervised": people.supervised_by,
            "in": people.ever_in,
            "held": cases.ever_of,
            "of worker": records.of_worker,
            "of case": records.of_case,
            "of team": records.of_team,
            "amending": records.amending,
            "called": records.called,
        }.items()
    }
    found |= {f"{id_} record": records.with_id(id_) for id_ in ids}
    found |= {kind: set(records.named(kind)) for kind in ("worker", "case", "team")}
    return found | {"nobody": list(records.of_nobody()), "earliest": records.earliest}


# --- answers ----------------------------------------------------------------------------------------------------------


def same_answers(indexed: Loaded, loaded: Loaded, policy: Policy, as_of: date) -> None:
    """What everybody owes, each team's list, each unit's, and how much it is."""
    assert indexed.index is not None
    kept, policy = Kept(indexed.index, indexed.service, policy, quiet), policy.on(as_of)
    whole = answer(loaded.service, policy, as_of)
    same(standing(kept.of_all(as_of), policy, as_of), whole)
    known = service_as_of(loaded.service, as_of)
    for team in [*known.teams, "gone"]:
        wanted = Wanted(team=team)
        owed = kept.of_teams(known.team_and_below(team), set(known.teams), as_of)
        some = wanted.selected(standing(owed, policy, as_of), service_as_of(indexed.service, as_of))
        same(some, wanted.selected(whole, known))
    assert kept.number(as_of) == len(whole.obligations)
    until = as_of - timedelta(days=7)
    due = [one for one in whole.obligations if one.due is None or one.due <= until]
    assert kept.number(as_of, until) == len(due)


def same_units(indexed: Loaded, loaded: Loaded, policy: Policy, as_of: date) -> None:
    """Of each unit by itself, and of one that nobody knows."""
    assert indexed.index is not None
    kept, policy = Kept(indexed.index, indexed.service, policy, quiet), policy.on(as_of)
    for unit in [*every_unit(loaded.service), Unit("worker", "no.body")]:
        whole = answer(loaded.service, policy, as_of, units=[unit])
        same(standing(kept.of_units([unit], as_of), policy, as_of), whole)
    assert kept.of_units([], as_of).obligations == ()


def same(one: Answers, other: Answers) -> None:
    for name in LOOKED_AT:
        assert getattr(one, name) == getattr(other, name), name
    open_ones = [[str(astuple(each)) for each in both.windows if each.state == "open"] for both in (one, other)]
    assert sorted(open_ones[0]) == sorted(open_ones[1])


# --- the property -----------------------------------------------------------------------------------------------------


def compared(world: World, policy: Policy, *, answers: bool) -> Loaded | None:
    """Ask with the index and without it."""
    store = open_store(world.store)
    words = words_of(world, policy)
    loaded = store.load(words)
    with disk_of(world):
        indexed = store.indexed(words, "wsussex", quiet)
    if indexed is None:
        assert world.in_doubt(), world.log
        return None
    same_facts(indexed, loaded)
    if answers:
        same_answers(indexed, loaded, followed(store, policy), world.as_of)
    return indexed


def lived(seed: int, tmp_path: Path, policy: Policy, *, steps: int, answers: bool) -> None:
    """Let a store live for some steps, each of one or two things that happen, and ask after each step.

    All the while it is one index that is kept, until the policy has other words.
    """
    chance = Random(seed)
    coarse = chance.random() < 0.25
    world = World(tmp_path, coarse=coarse, clock=0 if coarse else chance.choice([0, 3 * HOUR, 3 * HOUR, 3 * HOUR]))
    world.begin()
    shutil.rmtree(Path(os.environ["SUPCTL_CACHE"]), ignore_errors=True)
    with patch.object(database, "_put_in_place", wraps=database._put_in_place) as made:
        live(world, chance, policy, steps=steps, answers=answers)
    assert made.call_count <= 1 + world.log.count("words")


def live(world: World, chance: Random, policy: Policy, *, steps: int, answers: bool) -> None:
    compared(world, policy, answers=answers)
    for _ in range(steps):
        for _ in range(chance.randint(1, 2)):
            if world.clock > 0:
                world.tick()
            with suppress(FileExistsError, NotADirectoryError):  # where a folder is none
                world.log.append(chance.choice(HAPPENS)(world, chance))
        if answers and chance.random() < 0.5:
            another_day(world, chance)
        compared(world, policy, answers=answers)
    if answers:
        indexed, loaded = (
            compared(world, policy, answers=False),
            open_store(world.store).load(words_of(world, policy)),
        )
        if indexed is not None:
            same_units(indexed, loaded, followed(open_store(world.store), policy), world.as_of)


@settings(max_examples=1500 if MANY else 25)
@given(seed=st.integers(0, 2**32))
def test_the_facts_are_the_same_whatever_happened(seed, tmp_path_factory):
    lived(seed, tmp_path_factory.mktemp("world"), wsussex(), steps=20, answers=False)


@settings(max_examples=600 if MANY else 12)
@given(seed=st.integers(0, 2**32))
def test_the_answers_are_the_same_whatever_happened(seed, tmp_path_factory):
    lived(seed, tmp_path_factory.mktemp("world"), wsussex(), steps=10, answers=True)
