"""`supctl action list`: what was agreed and is still to be done."""

import json

import pytest

DAY = ("--as-of", "2026-11-23")


def actions(supctl, *more):
    return json.loads(supctl("action", "list", *more, "--format", "json", *DAY).out)["actions"]


def test_worst_first_with_who_by_when_and_from_which_record(demo, supctl):
    found = actions(supctl)
    assert [one["by"] for one in found] == sorted(one["by"] for one in found)
    first = found[0]
    assert (first["who"], first["by"], first["days"], first["status"]) == ("j.okafor", "2026-11-06", -17, "overdue")
    assert (first["id"], first["supervisee"]) == ("2026-10-16-personal-supervision-t.reid-r4tt#2", "t.reid")
    out = supctl("action", "list", *DAY).out
    assert out.startswith("  2 overdue    ")
    assert "OVERDUE  17 days  Fri  6 Nov  Jo Okafor      r4tt-2 of Fri 16 Oct, Tom Reid" in out


def test_what_was_found_done_or_carried_on_is_not_open(demo, supctl):
    """h3ve's two actions were taken up on 3 November; 7k2m is where the later one was agreed."""
    ids = {one["id"].rpartition("-")[2] for one in actions(supctl, "begum")}
    assert "7k2m#1" in ids
    assert not any(one.startswith("h3ve") for one in ids)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["okafor"], {"r4tt#2"}),
        (["reid"], {"r4tt#1", "r4tt#2", "aequ#1"}),
        (["M1007"], {"aequ#1", "r4tt#1", "r4tt#2"}),
        (["--overdue"], {"r4tt#2", "7k2m#1"}),
        (["larch"], set()),
        (["--team", "larch"], set()),
    ],
)
def test_narrowed(demo, supctl, typed, expected):
    assert {one["id"].rpartition("-")[2] for one in actions(supctl, *typed)} == expected


@pytest.mark.parametrize("format_", ["plain", "csv", "markdown", "json"])
def test_no_childs_initials_but_on_a_terminal(demo, supctl, format_):
    assert "M1007 KL" in supctl("action", "list", "M1007", *DAY).out
    assert "KL" not in supctl("action", "list", "M1007", "--format", format_, *DAY).out


def test_none(store, supctl):
    assert supctl("action", "list", *DAY).out == "No action is open.\n"
