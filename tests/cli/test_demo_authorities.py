"""The written demo under every authority that is installed: on its forms, and with nothing that cannot be read."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from supctl.cli.main import main
from supctl.hooks import find_authorities
from supctl.store import open_store

DAY = ("--as-of", "2026-11-23")


@pytest.mark.parametrize("name", find_authorities().ids())
def test_the_demo_of_an_authority_is_on_its_own_forms(name, tmp_path, monkeypatch, supctl):
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    assert supctl("demo", str(tmp_path / "demo"), "--authority", name, "--quiet", *DAY).code == 0
    monkeypatch.chdir(tmp_path / "demo")
    owed = supctl("due", "--format", "json", *DAY)
    assert (owed.code, owed.err) == (0, "")
    assert json.loads(owed.out)["authority"] == name
    files = [
        json.loads(file.read_text(encoding="utf-8"))["facts"] for file in (tmp_path / "demo").rglob("records/**/*.json")
    ]
    forms = {form.id: form for form in find_authorities().policy(name).templates}
    on_a_form = [facts for facts in files if facts["form"]]
    assert len(on_a_form) > len(files) // 4
    assert [one["form"] for one in on_a_form if one["form"] not in forms] == []
    assert {one["activity"] for one in on_a_form} == {forms[one["form"]].activity for one in on_a_form}
    checked = json.loads(supctl("check", "--format", "json", *DAY).out)
    assert checked["unread"] == []


SHARES = {"wsussex": 0.15, "sandwell": 0.4}
"""Of what is owed, how much may be overdue or missing. Sandwell's policy asks for little that has a date to keep."""


@pytest.fixture(scope="module")
def demos(tmp_path_factory):
    """The written demo of each authority, made once."""
    folder = tmp_path_factory.mktemp("demos")
    for name in find_authorities().ids():
        assert main(["demo", str(folder / name), "--authority", name, "--quiet", *DAY]) == 0
    return folder


@pytest.mark.parametrize("name", find_authorities().ids())
def test_most_of_what_the_authority_asks_for_is_done(name, demos, monkeypatch, supctl):
    """Done in time, for the greater part: a few things are late or missing, and what is falls to no single rule."""
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    monkeypatch.chdir(demos / name)
    owed = json.loads(supctl("due", "--all", "--format", "json", *DAY).out)["obligations"]
    behind = [one for one in owed if one["status"] in {"overdue", "missing"}]
    assert 0 < len(behind) < SHARES.get(name, 0.25) * len(owed)
    of_a_rule = Counter(one["policy"] for one in behind)
    assert max(of_a_rule.values()) <= 5
    found = json.loads(supctl("check", "--format", "json", *DAY).out)["findings"]
    assert len([one for one in found if one["severity"] == "error"]) < 30


@pytest.mark.parametrize("name", find_authorities().ids())
def test_the_demo_of_an_authority_can_be_read(name, demos):
    loaded = open_store(demos / name).load(find_authorities().policy(name).vocabulary)
    assert loaded.problems == ()
    service = loaded.service
    for record in service.records:
        assert record.date.weekday() < 5
        for step in record.steps:
            assert service.employment(step.by, step.on), record.id
            assert record.date <= step.on <= date(2026, 11, 23), record.id
        assert [step.on for step in record.steps] == sorted(step.on for step in record.steps)
    ids = {record.id for record in service.records}
    named = {one.partition("#")[0] for record in service.records for one in record.about if "#" not in one}
    assert {one for one in named if one.count("-") > 3} <= ids


def test_another_week_has_the_same_demo(demos, tmp_path, supctl):
    """What an authority asks for is done on the demo's own Monday, and moves with it."""
    assert supctl("demo", str(tmp_path / "later"), "--authority", "merton", "--as-of", "2027-03-29").code == 0
    later, now = ([*folder.rglob("records/**/*.json")] for folder in (tmp_path / "later", demos / "merton"))
    assert sorted(file.stem[11:] for file in later) == sorted(file.stem[11:] for file in now)


@pytest.mark.parametrize("name", sorted(set(find_authorities().ids()) - {"wsussex"}))
def test_the_grown_demo_does_what_the_authority_asks_for(name, tmp_path, monkeypatch, supctl):
    """Of the records, few lack what the authority wants done with them; two processes would write the same."""
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    size = ("--workers", "10", "--years", "0.4", "--authority", name, "--quiet", *DAY)
    assert supctl("demo", str(tmp_path / "grown"), *size).code == 0
    monkeypatch.chdir(tmp_path / "grown")
    records = len([*(tmp_path / "grown").rglob("records/**/*.json")])
    owed = json.loads(supctl("due", "--all", "--format", "json", *DAY).out)
    behind = [one for one in owed["obligations"] if one["status"] in {"overdue", "missing"}]
    assert records > 300
    assert len(behind) < 0.12 * records
    assert json.loads(supctl("check", "--format", "json", *DAY).out)["unread"] == []
