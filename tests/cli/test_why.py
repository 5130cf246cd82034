"""`supctl why` on a store."""

import json

import pytest

DAY = ("--as-of", "2026-11-23")


def why(supctl, *more):
    return supctl("why", *more, *DAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("begum", "Aisha Begum (a.begum), social worker, Safeguarding East, with Jo Okafor"),
        ("1052", "M1052 AR, in need, NO WORKER, Safeguarding East"),
        ("east", "Safeguarding East (east)"),
        ("begum+okafor", "Aisha Begum with Jo Okafor (a.begum+j.okafor)"),
        ("7K2M", "Personal supervision of Aisha Begum"),
        ("tin-8-b", "TIN-8-b: clause of Tiny County Council"),
        ("session-length", "session-length: requirement of Tiny County Council"),
        ("case-no-worker", "case-no-worker: check of supctl itself"),
    ],
)
def test_about(store, supctl, typed, said):
    ran = why(supctl, typed)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(said)


@pytest.mark.parametrize("format_", ["plain", "json", "csv", "markdown"])
@pytest.mark.parametrize("typed", ["reid", "M1007", "TIN-8-b"])
def test_formats(store, supctl, typed, format_):
    ran = why(supctl, typed, "--format", format_)
    assert ran.code == 0
    assert " KL" not in ran.out
    if format_ == "json":
        json.loads(ran.out)


def test_cases(store, supctl):
    assert "M1007 KL, CP PLAN: CASE SUPERVISION" in why(supctl, "reid", "--cases").out
    assert "M1007" not in why(supctl, "reid").out
    made = json.loads(why(supctl, "reid", "--format", "json").out)
    assert {one["subject"]["kind"] for one in made["obligations"]} == {"worker"}
    assert made["obligations"][0]["explanation"]["interval"] == "4 weeks"


def test_nothing_by_that_name(store, supctl):
    ran = why(supctl, "TIN-8-z")
    assert ran.code == 2
    assert 'nothing here is called "TIN-8-z"\n  mend: did you mean "TIN-8-' in ran.err


def test_a_team_points_to_its_list(store, supctl):
    out = why(supctl, "east").out
    assert "Nothing is owed" not in out
    assert "THE TEAM'S LIST" in out
    assert "supctl due --team east" in out
    counts = supctl("due", "--team", "east", *DAY).out.split("\n\n")[1].strip().partition("    ")[0]
    for format_ in ("table", "plain", "csv", "markdown"):
        assert counts in why(supctl, "east", "--format", format_).out


@pytest.mark.parametrize("typed", ["reid", "m1052", "7k2m", "east", "TIN-8-b", "session-length"])
def test_markdown_and_csv_explain(store, supctl, typed):
    made = why(supctl, typed, "--format", "markdown").out
    assert made.startswith("# ")
    assert "- **" in made
    assert why(supctl, typed, "--format", "csv").out.startswith("item,title,status,label,text\n")
    assert "AR" not in made.split("\n")[0]
