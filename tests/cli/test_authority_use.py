"""`supctl authority use`: what another policy would change, and following it from a day on."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from supctl.cli.main import main

DAY = ("--as-of", "2026-11-23")
DRY = ("authority", "use", "wsussex", "--dry-run", *DAY)
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("use") / "demo"
    assert main(["demo", str(folder), "--authority", "merton", "--quiet", *DAY]) == 0
    return folder


@pytest.fixture
def merton(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo store of Merton's, which is the working directory too."""
    copy = tmp_path / "demo"
    shutil.copytree(made, copy)
    monkeypatch.chdir(copy)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    return copy


def settings(folder: Path) -> str:
    return (folder / "supctl.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "format_"), [("authority-use.txt", "table"), ("authority-use.md", "markdown")])
def test_a_dry_run_on_the_demo(merton, supctl, name, format_):
    """The whole page; SUPCTL_UPDATE=1 writes it anew. Nothing is written."""
    before = settings(merton)
    ran = supctl(*DRY, "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    file = HERE / "expected" / name
    if os.environ.get("SUPCTL_UPDATE"):
        file.write_text(ran.out, encoding="utf-8", newline="\n")
    assert ran.out == file.read_text(encoding="utf-8")
    assert settings(merton) == before


def test_a_long_name_of_a_section_is_not_broken_within_a_word(merton, supctl):
    out = supctl("authority use westmorland --dry-run").out
    assert "Effective" in out
    assert "Supervisi\n" not in out


def test_a_policy_outside_the_store_is_no_package(store, supctl):
    edit = (store / "supctl.toml").read_text(encoding="utf-8").replace('"./policy"', '"../policy"')
    (store / "supctl.toml").write_text(edit, encoding="utf-8")
    ran = supctl("due")
    assert ran.code == 2
    assert 'a folder of policy data in the store: "./policy"' in ran.err


def test_a_dry_run_has_room_on_a_page_of_eighty(merton, supctl):
    out = supctl(*DRY).out
    assert out.isascii()
    assert max(map(len, out.splitlines())) <= 80


def test_every_format_counts_the_same(merton, supctl):
    data = json.loads(supctl(*DRY, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(supctl(*DRY, "--format", "csv").out)))
    all_ = data["dates"]["all"]
    moved = data["dates"]["moved"]
    assert len(rows) == len(moved) == all_["earlier"] + all_["later"] + all_["new"] + all_["gone"]
    sums = {
        key: sum(one[key] for one in data["dates"]["groups"]) for key in ("same", "earlier", "later", "new", "gone")
    }
    assert sums == {key: all_[key] for key in sums}
    assert (data["written"], data["first_day"], data["before"]["id"], data["after"]["id"]) == (
        False,
        "2026-11-23",
        "merton",
        "wsussex",
    )


@pytest.mark.parametrize("format_", ["json", "csv", "markdown", "plain"])
def test_no_initials_of_a_child_in_data_or_pages(merton, supctl, format_):
    out = supctl(*DRY, "--format", format_).out
    assert not [initials for initials in ("M1007 KL", "M1019 TE", "M1012 DW") if initials in out]


def test_the_dates_it_told_are_the_dates_that_come(merton, supctl):
    """What a dry run says is due is what `due` says once it is followed."""
    told = json.loads(supctl(*DRY, "--format", "json").out)["dates"]["moved"]
    assert supctl("authority", "use", "wsussex", "--yes", *DAY).code == 0
    owed = json.loads(supctl("due", "--all", "--format", "json", *DAY).out)["obligations"]
    known = {(one["subject"]["id"], one["policy"], one["due"]) for one in owed}
    coming = [one for one in told if one["move"] != "gone"]
    assert coming
    assert [one for one in coming if (one["subject"]["id"], one["policy"], one["is_due"]) not in known] == []


def test_it_is_written_and_holds_from_its_day(merton, supctl):
    before = settings(merton)
    ran = supctl("authority use wsussex --from 1/1/2027 --yes")
    assert ran.code == 0
    assert "West Sussex County Council from Fri 1 Jan 2027 on" in ran.out
    kept = [line for line in before.splitlines() if not line.startswith("authority = ")]
    assert [line for line in kept if line not in settings(merton).splitlines()] == []
    assert settings(merton).endswith(
        '[[authority]]\nid = "merton"\n\n[[authority]]\nid = "wsussex"\nfrom = 2027-01-01\n'
    )
    whose = [
        json.loads(supctl("due", "--format", "json", "--as-of", day).out)["authority"]
        for day in ("2026-12-31", "2027-01-01")
    ]
    assert whose == ["merton", "wsussex"]


def test_with_nobody_to_ask_nothing_is_changed(merton, supctl):
    before = settings(merton)
    ran = supctl("authority use wsussex")
    assert ran.code == 2
    assert "--dry-run" in ran.err
    assert settings(merton) == before


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 2)])
def test_it_asks_on_a_terminal(merton, supctl, monkeypatch, answer, code):
    monkeypatch.setattr("supctl.cli.authorities.use.on_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _text: answer == "y")
    ran = supctl("authority use wsussex")
    assert ran.code == code
    assert "DUE DATES" in ran.out
    assert ("wsussex" in settings(merton)) is (answer == "y")


def test_a_word_that_the_new_policy_does_not_know_is_named_and_settled_first(merton, supctl):
    file = merton / "workers" / "a.begum.toml"
    file.write_text(file.read_text().replace('role = "social-worker"', 'role = "human-resources"', 1), encoding="utf-8")
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "human-resources" in text)
    out = supctl(*DRY).out
    assert f'workers/a.begum.toml:{line}: unknown role "human-resources"' in " ".join(out.split())
    refused = supctl("authority use wsussex --yes")
    assert refused.code == 2
    assert f"workers/a.begum.toml:{line}: West Sussex does not know it" in refused.err
    assert "wsussex" not in settings(merton)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("authority use merton", "supctl.toml:3: merton is followed already"),
        ("authority use baseline", "the national baseline is no authority"),
        ("authority use nowhere", 'the authority "nowhere" is not installed'),
        ("authority use ./nowhere", "there is no policy.toml in ./nowhere"),
        ("authority use wsussex --from never", "--from"),
        ("authority use wsussex --authority blackpool", "--authority asks what if"),
    ],
)
def test_what_cannot_be_followed_is_refused(merton, supctl, typed, said):
    before = settings(merton)
    ran = supctl(typed)
    assert ran.code == 2
    assert said in ran.err
    assert settings(merton) == before


def test_a_folder_of_the_store_is_followed_by_its_name_there(store, supctl, monkeypatch):
    shutil.copytree(store / "policy", store / "newer")
    hint = "supctl authority diff ./policy ./newer"
    assert hint in supctl("authority use ./newer --dry-run").out
    assert supctl(hint.removeprefix("supctl ")).code == 0
    assert supctl("authority use ./newer/ --yes").code == 0
    assert '[[authority]]\nid = "./policy"\n\n[[authority]]\nid = "./newer"\nfrom = 2026-11-23\n' in settings(store)
    monkeypatch.chdir(store / "newer")
    assert supctl("due").code == 0


def test_a_folder_outside_the_store_is_refused(store, supctl, tmp_path):
    shutil.copytree(store / "policy", tmp_path / "outside")
    ran = supctl("authority", "use", "../outside", "--yes")
    assert ran.code == 2
    assert "does not lie in the store" in ran.err


def test_from_a_day_that_is_past_it_tells_how_dates_stand_now(merton, supctl):
    """Several weeks by the new policy lie behind: what it made due in them is overdue."""
    asked = ("authority", "use", "wsussex", "--from", "2026-10-01", "--format", "json")
    told = json.loads(supctl(*asked, "--dry-run", *DAY).out)
    assert (told["first_day"], told["as_of"]) == ("2026-10-01", "2026-11-23")
    assert supctl(*asked, "--yes", *DAY).code == 0
    owed = json.loads(supctl("due", "--all", "--format", "json", *DAY).out)["obligations"]
    known = {(one["subject"]["id"], one["policy"], one["due"], one["status"]) for one in owed}
    coming = [one for one in told["dates"]["moved"] if one["move"] != "gone"]
    missed = [one for one in coming if (one["subject"]["id"], one["policy"], one["is_due"], one["status"]) not in known]
    assert missed == []
    before = {one["policy"] for one in told["dates"]["moved"] if one["becomes_overdue"]}
    assert all(any(one["policy"] == policy and one["status"] == "overdue" for one in owed) for policy in before)
