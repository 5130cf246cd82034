"""`supctl log`: a whole session in one line."""

import json
from datetime import date
from pathlib import Path

import pytest

from supctl.store.sealing import broken_links

DAY = ("--as-of", "2026-11-23")


def log(supctl, *more):
    return supctl("log", *more, *DAY)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def logged(store, activity: str = "") -> list[dict[str, object]]:
    """The logged records of the store, facts with steps, the session's own first."""
    found = [
        json.loads(path.read_text()) for path in sorted((store / "records").rglob("*.json")) if activity in path.name
    ]
    return [
        one for one in found if one["facts"]["source"]["kind"] == "logged" and one["facts"]["supervisee"] != "y.khan"
    ]


def test_one_line_makes_one_sealed_record(store, supctl):
    ran = log(supctl, "personal", "reid", "--on", "20/11", "--minutes", "90", "--next", "18/12", "--shared", "23/11")
    assert (ran.code, ran.err) == (0, "")
    [record] = logged(store)
    facts = record["facts"]
    assert facts["id"].startswith("2026-11-20-personal-supervision-t.reid-")
    assert (facts["form"], facts["authority"], facts["source"]) == (None, "tiny", {"kind": "logged"})
    assert facts["words"] == {"held": "elsewhere", "where": None, "digest": None}
    assert (facts["supervisor"], facts["minutes"], facts["next"]) == ("j.okafor", 90, "2026-12-18")
    assert [(step["step"], step["on"], step["by"]) for step in record["steps"]] == [
        ("shared", "2026-11-23", "j.okafor")
    ]
    assert record["steps"][0]["at"].endswith("+00:00")
    assert not list(broken_links(record))


def test_it_says_what_was_written_and_what_that_did_to_the_dates(store, supctl):
    out = log(supctl, "personal", "reid", "--on", "20/11", "--minutes", "90").out
    assert out.startswith("Logged: personal supervision of Tom Reid with Jo Okafor, Fri 20 Nov 2026, 90\n")
    assert "Tom Reid, personal supervision  next due Fri 18 Dec (was Mon 16 Nov)" in out
    assert "Tom Reid, send notes of 20 Nov  by Fri 27 Nov" in out


def test_a_session_of_which_the_policy_hears_only_the_childs_part_logs_that_too(store, supctl):
    """Tiny counts case supervision for a child, and no personal supervision: each child's date moves all the same."""
    ran = log(supctl, "personal", "reid", "--on", "20/11", "--cases", "M1007,M1033", "--reflective", "M1007")
    own, first, second = sorted(
        logged(store), key=lambda one: (one["facts"]["activity"] != "personal-supervision", one["facts"]["cases"])
    )
    assert (own["facts"]["cases"], own["facts"]["reflective"]) == (["M1007", "M1033"], ["M1007"])
    assert (first["facts"]["cases"], first["facts"]["reflective"]) == (["M1007"], ["M1007"])
    assert (second["facts"]["cases"], second["facts"]["reflective"]) == (["M1033"], [])
    assert {one["facts"]["supervisee"] for one in (first, second)} == {"t.reid"}
    assert {one["facts"]["supervisor"] for one in (first, second)} == {"j.okafor"}
    assert "M1007 KL, CP plan" in ran.out
    assert "next due Fri 18 Dec (was Mon 16 Nov)" in ran.out


def test_where_the_policy_counts_the_session_itself_for_its_children_no_other_is_logged(store, supctl):
    policy = store / "policy" / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(
        text.replace(
            'counts = [{ activity = "case-supervision" }]',
            'counts = [{ activity = ["case-supervision", "personal-supervision"] }]',
        ),
        encoding="utf-8",
    )
    ran = log(supctl, "personal", "reid", "--on", "20/11", "--cases", "M1007")
    assert [one["facts"]["activity"] for one in logged(store)] == ["personal-supervision"]
    assert "M1007 KL, CP plan" in ran.out


def test_a_childs_session_that_is_there_is_not_logged_twice(store, supctl):
    log(supctl, "case-sup", "M1007", "--on", "20/11")
    out = log(supctl, "personal", "reid", "--on", "20/11", "--cases", "M1007").out
    assert "M1007 KL: case supervision of that day is there already" in out
    assert len(logged(store, "case-supervision")) == 1


def test_sessions_about_children_named_by_their_worker_are_one_each(store, supctl):
    assert log(supctl, "case-supervision", "reid", "--cases", "M1007", "--cases", "M1033").code == 0
    assert sorted(one["facts"]["cases"] for one in logged(store)) == [["M1007"], ["M1033"]]


def test_a_teams_session(store, supctl):
    assert log(supctl, "group", "east", "--present", "begum, reid").code == 0
    [record] = logged(store)
    assert (record["facts"]["team"], record["facts"]["supervisee"]) == ("east", None)
    assert (record["facts"]["present"], record["facts"]["supervisor"]) == (["a.begum", "t.reid"], "j.okafor")


def test_a_cancelled_session_owes_no_form(store, supctl):
    assert log(supctl, "cancelled", "reid", "--reason", "sickness", "--rearranged", "30/11").code == 0
    [record] = logged(store)
    assert (record["facts"]["reason"], record["facts"]["rearranged"]) == ("sickness", "2026-11-30")
    assert "cancelled" not in supctl("due", "reid", *DAY).out


def test_whoever_covers_is_taken_and_said(store, supctl):
    path = store / "workers" / "j.okafor.toml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + '\n[[cover]]\nfrom = 2026-11-16\nto = 2026-11-30\nby = "a.begum"\nfor = "all"\n',
        encoding="utf-8",
    )
    out = log(supctl, "personal", "reid", "--on", "20/11").out
    assert logged(store)[0]["facts"]["supervisor"] == "a.begum"
    assert "Aisha Begum stands in" in out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["personal", "reid", "--on", "30/11"], "Mon 30 Nov 2026 is still to come"),
        (["personal", "reid", "--on", "1/3/2025"], "t.reid started on Mon 3 Mar 2025, after Sat 1 Mar 2025"),
        (
            ["personal", "shaw", "--on", "20/11"],
            "was not employed on Fri 20 Nov 2026: the last day was Fri 13 Nov 2026",
        ),
        (["personal", "okafor"], "who gave this personal supervision of j.okafor"),
        (["personal", "reid", "--with", "reid"], "both supervisee and supervisor"),
        (["personal", "reid", "--cases", "M1099", "--on", "1/2/2026"], "the case M1099 is not open"),
        (["personal", "reid", "--cases", "X9"], 'there is no case called "X9"'),
        (["personal", "nobody"], 'called "nobody"'),
        (["personal", "M1007"], "Personal supervision is about a person; M1007 is a child"),
        (["case-sup", "reid"], "case supervision is about a child; t.reid is a person"),
        (["personal", "reid", "--written", "20/11"], "--written: Fri 20 Nov 2026 is before the session"),
        (["personal", "reid", "--shared", "24/11"], "--shared: Tue 24 Nov 2026 is still to come"),
        (["personal", "reid", "--next", "23/11"], "--next: Mon 23 Nov 2026 is not after the session"),
        (["personal", "reid", "--minutes", "0"], "a session of 0 minutes"),
        (["personal", "reid", "--reason", "x"], "--reason belongs to a session that was cancelled"),
        (["cancelled", "reid", "--minutes", "30"], "a cancelled session was not held"),
        (["personal", "y.khan", "--on", "12/11"], "is there already (x2pd)"),
        (["personal", "reid", "--on", "someday"], "--on: "),
        (["group", "reid"], "group supervision is about a team; t.reid is a person"),
        (["personal", "a"], '"a" is too short to say what is meant'),
        (["personal", "reid", "--minutes", "long"], "--minutes: this is not a number of minutes"),
        (["cancelled", "reid", "--on", "27/11"], "a session cancelled ahead is logged on the day"),
        (["cancelled", "reid", "--reason", "x" * 81], "--reason has 81 letters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(store, supctl, typed, said):
    before = bytes_of(store)
    ran = log(supctl, *typed)
    assert ran.code == 2
    assert said in ran.err
    assert bytes_of(store) == before


def test_everything_wrong_is_named_at_once(store, supctl):
    err = log(supctl, "personal", "reid", "--minutes", "-5", "--next", "1/11", "--written", "1/11").err
    assert err.count("mend:") == 3


def test_a_second_one_of_the_day_only_if_that_is_said(store, supctl):
    assert log(supctl, "personal", "y.khan", "--on", "12/11", "--again").code == 0


def test_the_same_commands_give_the_same_ids(store, supctl):
    first = json.loads(log(supctl, "personal", "reid", "--format", "json").out)["records"][0]["id"]
    for path in (store / "records").rglob("2026-11-23-*.json"):
        path.unlink()
    assert json.loads(log(supctl, "personal", "reid", "--format", "json").out)["records"][0]["id"] == first


def test_nothing_is_written_in_a_store_that_cannot_be_read_whole_or_under_another_policy(store, supctl):
    before = bytes_of(store)
    assert supctl("log", "personal", "reid", "--authority", "wsussex", *DAY).code == 2
    assert bytes_of(store) == before
    (store / "workers" / "broken.toml").write_text("name = ", encoding="utf-8")
    ran = log(supctl, "personal", "reid")
    assert ran.code == 3
    assert "nothing was written" in ran.err


def test_written_up_elsewhere_is_owed_no_form(store, supctl):
    log(supctl, "personal", "reid", "--on", "20/11", "--written", "20/11")
    assert "NOT WRITTEN UP" not in supctl("due", "reid", *DAY).out
    log(supctl, "personal", "begum", "--on", "20/11")
    assert "NOT WRITTEN UP" in supctl("due", "begum", *DAY).out


def test_as_data(store, supctl):
    made = json.loads(log(supctl, "personal", "reid", "--on", "20/11", "--cases", "M1007", "--format", "json").out)
    assert [one["activity"] for one in made["records"]] == ["personal-supervision", "case-supervision"]
    assert all((store / one["path"]).is_file() for one in made["records"])
    moved = {one["id"]: (one["due"], one["was"]) for one in made["dates"]}
    assert moved["t.reid/personal-supervision"] == ("2026-12-18", "2026-11-16")
    assert moved["M1007/case-supervision"] == ("2026-12-18", "2026-11-16")
    assert [one["due"] for one in made["owed"]] == ["2026-11-27"]


def test_west_sussex_a_personal_session_with_its_children(demo, supctl):
    """There a child's date hears case supervision alone; what is filed is what goes on the child's record."""
    ran = log(
        supctl,
        "1:1",
        "reid",
        "--on",
        "20/11",
        "--minutes",
        "90",
        "--cases",
        "M1007,M1033",
        "--filed",
        "23/11",
        "--format",
        "json",
    )
    assert ran.code == 0
    made = json.loads(ran.out)
    assert [one["cases"] for one in made["records"]] == [["M1007", "M1033"], ["M1007"], ["M1033"]]
    assert {step["step"] for one in made["records"] for step in one["steps"]} == {"filed"}
    moved = {one["subject"]: one["due"] for one in made["dates"]}
    assert (moved["t.reid"], moved["M1007"], moved["M1033"]) == ("2026-12-20", "2026-12-18", "2027-01-15")


def test_an_ad_hoc_talk_about_a_child_is_no_case_supervision(demo, supctl):
    made = json.loads(log(supctl, "ad hoc", "reid", "--cases", "M1007", "--format", "json").out)
    assert [one["activity"] for one in made["records"]] == ["ad-hoc-supervision"]


def test_a_child_of_another_worker_is_said(store, supctl):
    ran = log(supctl, "personal", "begum", "--on", "20/11", "--cases", "M1007")
    assert (ran.code, ran.err) == (0, "")
    assert "Note:   M1007 KL is with Tom Reid, not with Aisha Begum\n" in ran.out
    made = json.loads(log(supctl, "personal", "reid", "--cases", "M1007", "--format", "json").out)
    assert made["not_theirs"] == []


def test_who_covers_for_the_childs_worker_talks_of_an_own_child(store, supctl):
    path = store / "workers" / "t.reid.toml"
    cover = '\n[[cover]]\nfrom = 2026-11-16\nto = 2026-11-30\nby = "a.begum"\nfor = "cases"\n'
    path.write_text(path.read_text(encoding="utf-8") + cover, encoding="utf-8")
    assert "Note:" not in log(supctl, "personal", "begum", "--on", "20/11", "--cases", "M1007").out


def test_what_has_not_happened_is_not_logged_whatever_day_is_asked(store, supctl, monkeypatch):
    monkeypatch.setattr("supctl.cli.opening.today", lambda: date(2026, 11, 22))
    before = bytes_of(store)
    ran = supctl("log", "personal", "reid", "--on", "2026-11-23", "--as-of", "2026-12-01")
    assert (ran.code, "Mon 23 Nov 2026 is still to come" in ran.err) == (2, True)
    assert bytes_of(store) == before
    made = json.loads(log(supctl, "personal", "reid", "--on", "22/11", "--format", "json").out)
    assert made["records"][0]["date"] == "2026-11-22"


def test_a_new_date_is_printed_back_and_stands_in_the_diary(store, supctl):
    """The date that was cancelled stands there no more."""
    path = store / "workers" / "a.begum.toml"
    planned = '\n[[planned]]\ndate = 2026-11-23\nactivity = "personal-supervision"\n'
    path.write_text(path.read_text(encoding="utf-8") + planned, encoding="utf-8")

    def booked() -> list[str | None]:
        wanted = ("--activity", "personal-supervision", "--all", "--format", "json")
        found = json.loads(supctl("due", "begum", *wanted, *DAY).out)["obligations"]
        return [one["booked"] for one in found if one["kind"] == "frequency"]

    assert booked() == ["2026-11-23"]
    out = log(supctl, "cancelled", "begum", "--reason", "sickness", "--rearranged", "26/11").out
    assert "rearranged for Thu 26 Nov" in out
    assert "Note:   the reason is kept with the facts: no names belong in it" in out
    assert booked() == ["2026-11-26"]


@pytest.mark.parametrize("activity", ["supervisee-views", "learning"])
def test_what_nobody_gives_has_no_supervisor(store, supctl, activity):
    assert log(supctl, activity, "reid").code == 0
    assert [one["facts"]["supervisor"] for one in logged(store)] == [None]


@pytest.mark.parametrize(("typed", "minutes"), [("90", 90), ("1.5h", 90), ("1h30", 90), ("45 min", 45)])
def test_a_length_as_people_write_it(store, supctl, typed, minutes):
    log(supctl, "personal", "reid", "--minutes", typed)
    assert [one["facts"]["minutes"] for one in logged(store)] == [minutes]


def test_in_the_formats_for_scripts_the_records_alone(store, supctl):
    typed = ("--cases", "M1007", "--format")
    rows = log(supctl, "personal", "reid", "--on", "20/11", *typed, "csv").out.splitlines()
    assert rows[0] == "id,path,activity,date,supervisee,supervisor,team,cases"
    assert [row.split(",")[2:5] for row in rows[1:]] == [
        ["personal-supervision", "2026-11-20", "t.reid"],
        ["case-supervision", "2026-11-20", "t.reid"],
    ]
    plain = log(supctl, "personal", "reid", "--on", "19/11", *typed, "plain").out
    assert plain.count("\n") == 2
    assert "KL" not in plain
    assert log(supctl, "personal", "reid", "--on", "18/11", *typed, "markdown").out.startswith("| Record")


def test_case_alone_is_case_supervision(demo, supctl):
    """There is an audit of a case file too."""
    made = json.loads(log(supctl, "case", "M1033", "--format", "json").out)
    assert [one["activity"] for one in made["records"]] == ["case-supervision"]


# --- what a record answers, and where it lies -------------------------------------------------------------------------

EVENTS = """
[[event]]
id = "e1"
date = 2026-11-10
kind = "assessment-completed"
[[event]]
id = "e2"
date = 2026-11-12
kind = "review-held"
"""


@pytest.fixture
def happened(store):
    """The store, with two events of one child."""
    case = store / "cases" / "M1007.toml"
    case.write_text(case.read_text(encoding="utf-8") + EVENTS, encoding="utf-8")
    return store


def test_oversight_names_the_event_that_it_answers_and_where_it_was_filed(happened, supctl):
    oversight = ("management-oversight", "M1007", "--on", "20/11", "--about", "e1")
    ran = log(supctl, *oversight, "--filed", "21/11", "--where", "LCS")
    assert (ran.code, ran.err) == (0, "")
    [record] = logged(happened, "oversight")
    assert record["facts"]["about"] == "M1007/e1"
    assert [(step["step"], step["on"], step["where"]) for step in record["steps"]] == [("filed", "2026-11-21", "LCS")]


def test_of_two_events_answered_on_one_day_each_has_its_record_and_only_one(happened, supctl):
    oversight = ("management-oversight", "M1007", "--on", "20/11")
    assert [log(supctl, *oversight, "--about", one).code for one in ("e1", "e2", "M1007/e2")] == [0, 0, 2]
    assert {one["facts"]["about"] for one in logged(happened, "oversight")} == {"M1007/e1", "M1007/e2"}


def test_each_child_of_a_session_answers_its_own_events(happened, supctl):
    session = ("case-supervision", "reid", "--on", "20/11", "--cases", "M1007,M1033")
    assert log(supctl, *session, "--about", "M1007/e1,M1007/e2").code == 0
    found = {one["facts"]["cases"][0]: one["facts"]["about"] for one in logged(happened, "case-supervision-M")}
    assert found == {"M1007": ["M1007/e1", "M1007/e2"], "M1033": None}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--about", "e9"], "known by then: e1 assessment-completed Tue 10 Nov 2026, e2 review-held Thu 12 Nov 2026"),
        (["--about", "M1033/e1"], "the session is not about M1033"),
        (["--on", "9/11", "--about", "e1"], "has no such event by Mon 9 Nov 2026"),
        (["--where", "LCS"], "--filed DATE"),
        (["--filed", "20/11", "--where", "a" * 81], "at most 80 letters"),
    ],
)
def test_an_event_that_did_not_happen_to_the_child_and_a_place_without_a_day_are_refused(happened, supctl, typed, said):
    ran = log(supctl, "management-oversight", "M1007", *typed)
    assert ran.code == 2
    assert said in ran.err
    assert logged(happened, "oversight") == []


def test_an_event_typed_for_a_session_of_several_children_says_whose_it_is(happened, supctl):
    ran = log(supctl, "case-supervision", "reid", "--cases", "M1007,M1033", "--about", "e1")
    assert (ran.code, "--about REFERENCE/e1" in ran.err) == (2, True)
