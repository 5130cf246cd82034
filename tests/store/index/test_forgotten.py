"""What a change may touch is forgotten, wherever in the store it rests on it: answers by an old index are of today."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supctl.answers.door import answer, standing
from supctl.exchange.selection import Wanted
from supctl.facts import service_as_of
from supctl.policy import Policy
from supctl.store import open_store
from supctl.store.index import owed
from supctl.store.index.reaching import EACH

from .asking import DAY, WORDS, edited, indexed, is_the_same, kept_of
from .world import records

pytestmark = pytest.mark.usefixtures("later")

WEST = 'name = "West"\nkind = "safeguarding"\n'
HELD = 'initials = "AB"\n[[status]]\nfrom = 2026-03-02\ncategory = ["child-in-need"]\nworker = "{worker}"\n'


@pytest.fixture
def store(store: Path) -> Path:
    """With a second team, two cases with a worker, and one whose worker no file knows."""
    (store / "teams" / "west.toml").write_text(WEST, encoding="utf-8")
    for case, worker in (("M1", "t.reid"), ("M2", "t.reid"), ("M3", "who.ever")):
        (store / "cases" / f"{case}.toml").write_text(HELD.format(worker=worker), encoding="utf-8")
    (store / "workers" / "a.hart.toml").write_text(
        (store / "workers" / "t.reid.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return store


def is_right(store: Path, policy: Policy) -> bool:
    """Whether every list is as it would be without an index: the whole one, and each team's."""
    loaded, by_index = open_store(store).load(policy.vocabulary), indexed(store)
    whole, kept = answer(loaded.service, policy, DAY), kept_of(by_index, policy)
    known = service_as_of(loaded.service, DAY)
    found = [(kept.of_all(DAY), Wanted())]
    found += [(kept.of_teams([team], set(known.teams), DAY), Wanted(team=team)) for team in known.teams]
    return is_the_same(store) and all(
        (one.obligations, one.unheld) == (other.obligations, other.unheld)
        for owed, wanted in found
        for one in [wanted.selected(standing(owed, policy, DAY), known)]
        for other in [wanted.selected(whole, known)]
    )


def sealed(store: Path, id_: str, version: int = 0, month: str = "2026/11") -> None:
    """A record is put in its place, by a rename."""
    beside = store.parent / "beside"
    beside.write_bytes(records()[id_][version])
    (store / "records" / month).mkdir(parents=True, exist_ok=True)
    beside.replace(store / "records" / month / f"{id_}.json")


def away(store: Path, name: str) -> None:
    path = store / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()


CHANGES = {
    "a worker goes to another team, with their cases": [
        lambda store: edited(store, "workers/t.reid.toml", 'team = "east"', 'team = "west"')
    ],
    "a team is no more": [lambda store: away(store, "teams/east.toml")],
    "a team comes": [lambda store: away(store, "teams/west.toml"), lambda store: shutil.copy(*two(store, "teams"))],
    "a worker is no more": [lambda store: away(store, "workers/t.reid.toml")],
    "a worker comes": [lambda store: shutil.copy(*two(store, "workers"))],
    "a case is handed over": [lambda store: edited(store, "cases/M1.toml", "t.reid", "a.hart")],
    "a case has no worker": [lambda store: edited(store, "cases/M1.toml", 'worker = "t.reid"', 'team = "west"')],
    "a case is no more": [lambda store: away(store, "cases/M1.toml")],
    "a case cannot be read": [lambda store: edited(store, "cases/M1.toml", "child-in-need", "weather")],
    "a worker cannot be read": [lambda store: edited(store, "workers/t.reid.toml", "social-worker", "juggler")],
    "a file of another kind cannot be read": [
        lambda store: (store / "teams" / "who.ever.toml").write_bytes(b"name ="),
        lambda store: away(store, "teams/who.ever.toml"),
        lambda store: (store / "records" / "who.ever.json").write_bytes(b"{"),
        lambda store: away(store, "records/who.ever.json"),
    ],
    "a session": [lambda store: sealed(store, "p3"), lambda store: away(store, "records/2026/11/p3.json")],
    "a session is voided": [lambda store: sealed(store, "p3"), lambda store: sealed(store, "p3", 1)],
    "a session becomes somebody else's": [lambda store: sealed(store, "p3"), lambda store: sealed(store, "p3", 4)],
    "a session cannot be read": [lambda store: sealed(store, "p3"), lambda store: sealed(store, "p3", 6)],
    "a chain of amendments, each about somebody else": [
        lambda store: sealed(store, "p1"),
        lambda store: sealed(store, "p1a"),
        lambda store: sealed(store, "p1b"),
        lambda store: sealed(store, "p1", 2),
        lambda store: sealed(store, "p1b", 1),
        lambda store: sealed(store, "p1a", 1),
        lambda store: away(store, "records/2026/11/p1.json"),
        lambda store: away(store, "records/2026/11/p1a.json"),
    ],
    "an amendment about somebody else alone": [
        lambda store: sealed(store, "p1"),
        lambda store: sealed(store, "p1a", 4),
    ],
    "an amendment from the other end": [
        lambda store: sealed(store, "p1b", month="2026/12"),
        lambda store: sealed(store, "p1", month="2026/10"),
        lambda store: sealed(store, "p1a"),
        lambda store: away(store, "records/2026/11"),
    ],
    "a session of a child whom no file knows": [lambda store: sealed(store, "c2")],
    "a month goes and comes back": [
        lambda store: sealed(store, "p3"),
        lambda store: (store / "records/2026").rename(store / "aside"),
        lambda store: (store / "aside").rename(store / "records/2026"),
    ],
}


def two(store: Path, kind: str) -> tuple[Path, Path]:
    """A file of a kind, and another one that is not there."""
    return max((store / kind).glob("*.toml")), store / kind / "z.toml"


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_in_every_list(store, policy, what):
    assert is_right(store, policy)
    for change in CHANGES[what]:
        change(store)
        assert is_right(store, policy)


def test_a_linked_record_is_read_where_it_leads(store, policy):
    """What a link leads to may change while the folder of the link looks as before."""
    target = store.parent / "p3.json"
    target.write_bytes(records()["p3"][0])
    (store / "records" / "p3.json").symlink_to(target)
    assert is_right(store, policy)
    for version in (4, 6, 0):
        target.write_bytes(records()["p3"][version])
        assert is_right(store, policy)


def test_a_file_that_is_written_again_with_the_same_words_makes_nobody_be_asked_again(store, policy):
    kept_of(indexed(store), policy).of_all(DAY)
    file = store / "workers" / "t.reid.toml"
    text = file.read_bytes()
    file.unlink()
    file.write_bytes(text)
    assert is_right(store, policy)
    kept = kept_of(indexed(store), policy)
    assert kept._missing(owed._reached([EACH]), DAY) == []
    edited(store, "workers/t.reid.toml", "Tom", "Tim")
    kept = kept_of(indexed(store), policy)
    assert kept._missing(owed._reached([EACH]), DAY) != []


def test_a_record_is_found_by_its_ending_in_capitals_or_not(store):
    by_index, by_file = indexed(store).service.gathered, open_store(store).load(WORDS).service.gathered
    ids = [record.id for record in by_file]
    assert ids
    for id_ in ids:
        last = id_.rpartition("-")[2]
        for typed in (id_, id_.upper(), last, last.upper(), last.capitalize(), id_.partition("-")[2].upper()):
            assert sorted(by_index.called(typed)) == sorted(by_file.called(typed))
