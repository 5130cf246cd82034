"""`supctl authority diff`: two policies side by side, and on the store's own people and children."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DAY = ("--as-of", "2026-11-23")
PAIR = ("authority", "diff", "merton", "blackpool", *DAY)


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A folder that is no store, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)


@pytest.mark.parametrize(("name", "format_"), [("authority-diff.txt", "table"), ("authority-diff.md", "markdown")])
def test_merton_and_blackpool(nowhere, supctl, name, format_):
    """The whole page; SUPCTL_UPDATE=1 writes it anew."""
    ran = supctl(*PAIR, "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    file = HERE / "expected" / name
    if os.environ.get("SUPCTL_UPDATE"):
        file.write_text(ran.out, encoding="utf-8", newline="\n")
    assert ran.out == file.read_text(encoding="utf-8")


AUTHORITIES = ("blackpool", "merton", "sandwell", "westmorland", "wsussex", "baseline")


@pytest.mark.parametrize(("first", "second"), list(zip(AUTHORITIES, (*AUTHORITIES[1:], AUTHORITIES[0]), strict=True)))
def test_any_two_on_a_page_of_eighty(nowhere, supctl, first, second):
    ran = supctl("authority", "diff", first, second, *DAY)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.isascii()


@pytest.mark.parametrize("name", AUTHORITIES)
def test_a_policy_does_not_differ_from_itself(nowhere, supctl, name):
    data = json.loads(supctl("authority", "diff", name, name, "--format", "json").out)
    assert [line for matter in data["matters"] for line in matter["lines"] if line["differs"] or line["refused"]] == []
    changes = json.loads(supctl("authority", "diff", name, name, "--changes", "--format", "json").out)
    assert changes["matters"] == []


@pytest.mark.parametrize("format_", ["table", "plain", "markdown"])
def test_two_that_differ_in_nothing_say_so(nowhere, supctl, format_):
    said = "They differ in nothing."
    assert said in supctl("authority", "diff", "merton", "merton", "--changes", "--format", format_).out
    assert said not in supctl(*PAIR, "--changes", "--format", format_).out


def test_changes_alone(nowhere, supctl):
    whole, changes = (json.loads(supctl(*PAIR, *more, "--format", "json").out) for more in ((), ("--changes",)))
    differing = [line for matter in whole["matters"] for line in matter["lines"] if line["differs"]]
    assert [line for matter in changes["matters"] for line in matter["lines"]] == differing
    silent = [one for one in whole["matters"] if one["id"] == "absence"]
    assert silent
    assert "absence" not in [one["id"] for one in changes["matters"]]


def test_the_other_way_round_says_the_same_the_other_way_round(nowhere, supctl):
    there = json.loads(supctl(*PAIR, "--format", "json").out)["matters"]
    back = json.loads(supctl("authority", "diff", "blackpool", "merton", *DAY, "--format", "json").out)["matters"]
    cells = {
        (matter["id"], str(one["first"]), str(one["second"]), one["differs"], one["refused"])
        for matter in there
        for one in matter["lines"]
    }
    mirrored = {
        (matter["id"], str(one["second"]), str(one["first"]), one["differs"], one["refused"])
        for matter in back
        for one in matter["lines"]
    }
    assert cells == mirrored


def test_as_a_sheet(nowhere, supctl):
    rows = list(csv.DictReader(io.StringIO(supctl(*PAIR, "--format", "csv").out)))
    refused = [row for row in rows if row["cannot be set side by side"]]
    assert {row["matter"] for row in refused} == {"A CHILD"}
    assert {row["second"].partition(" (")[0] for row in refused} == {
        "no date for a child: counted per worker",
        "no clock of its own: counted from each session",
    }
    one = next(row for row in rows if row["circumstance"] == "looked after")
    assert (one["first"], one["first sections"]) == ("every 8 weeks", "9")


def test_inside_a_store_one_name_is_held_against_the_stores_own(demo, supctl):
    data = json.loads(supctl("authority diff blackpool --format json").out)
    assert (data["first"]["id"], data["second"]["id"], data["on_our_data"]) == ("wsussex", "blackpool", None)


def test_a_folder_is_held_against_an_installed_one(store, supctl):
    data = json.loads(supctl("authority diff ./policy wsussex --format json").out)
    assert (data["first"]["id"], data["second"]["id"]) == ("tiny", "wsussex")


def test_outside_a_store_one_name_is_not_enough(nowhere, supctl):
    assert supctl("authority diff merton").code == 3


@pytest.mark.parametrize("command", ["show", "coverage"])
def test_a_clause_of_another_authority_is_asked_for_as_the_last_line_says(demo, supctl, command):
    hint = supctl("authority", command, "merton").out.splitlines()[-1].partition(": supctl ")[2]
    ran = supctl(hint.replace("CLAUSE", "MER-9-p"))
    assert (ran.code, ran.out.startswith("MER-9-p: clause of London Borough of Merton")) == (0, True)


def test_what_is_installed_is_not_hidden_by_a_folder_of_that_name(nowhere, supctl):
    folder = Path("merton")
    folder.mkdir()
    (folder / "policy.toml").write_text("[authority]\n", encoding="utf-8")
    (folder / "clauses.toml").write_text("", encoding="utf-8")
    assert supctl("authority show merton").code == 0
    assert supctl("authority show ./merton").code == 2


def test_an_unknown_one_is_refused(nowhere, supctl):
    ran = supctl("authority diff merton nowhere")
    assert ran.code == 2
    assert 'the authority "nowhere" is not installed' in ran.err


def test_on_our_own_data(demo, supctl):
    asked = ("authority", "diff", "blackpool", "--on-our-data", *DAY)
    found = json.loads(supctl(*asked, "--format", "json").out)["on_our_data"]
    owed = {
        name: json.loads(supctl("due", "--all", "--authority", name, "--format", "json", *DAY).out)["obligations"]
        for name in ("wsussex", "blackpool")
    }
    all_ = found["all"]
    assert all_["same"] + all_["earlier"] + all_["later"] + all_["gone"] == len(owed["wsussex"])
    assert all_["same"] + all_["earlier"] + all_["later"] + all_["new"] == len(owed["blackpool"])
    overdue = {name: sum(one["status"] in {"overdue", "late"} for one in list_) for name, list_ in owed.items()}
    assert all_["overdue"] >= overdue["blackpool"] - overdue["wsussex"] > 0
    page = supctl(*asked)
    assert "ON YOUR OWN PEOPLE AND CHILDREN: by Blackpool in place of West Sussex" in page.out
    assert f"OVERDUE BY IT {all_['overdue']}" in page.out
    rows = list(csv.DictReader(io.StringIO(supctl(*asked, "--format", "csv").out)))
    assert len(rows) == len(found["moved"])


def test_on_our_data_has_room_for_long_names(demo, supctl):
    page = supctl("authority", "diff", "baseline", "westmorland", "--on-our-data", *DAY).out
    assert max(map(len, page.splitlines())) <= 80


def test_on_our_data_tells_of_what_could_not_be_read(demo, supctl):
    (demo / "workers" / "t.reid.toml").write_text("name = ", encoding="utf-8")
    ran = supctl("authority diff blackpool --on-our-data --format json")
    assert ran.code == 3
    assert "workers/t.reid.toml" in ran.err


def test_a_store_whose_readings_are_chosen_is_compared_as_it_reads(store, supctl):
    shutil.copytree(store / "policy", store / "other")
    text = (store / "policy" / "policy.toml").read_text(encoding="utf-8")
    (store / "other" / "policy.toml").write_text(
        text.replace('every = "4 weeks"', 'every = "5 weeks"', 1), encoding="utf-8"
    )
    data = json.loads(supctl("authority diff ./other --changes --format json").out)
    lines = [line for matter in data["matters"] for line in matter["lines"]]
    assert ("every 4 weeks", "every 5 weeks") in [
        (line["first"]["entries"][0]["text"], line["second"]["entries"][0]["text"])
        for line in lines
        if line["first"]["entries"] and line["second"]["entries"]
    ]
