"""`supctl worker|team|case add|list|show` on a store."""

import csv
import io
import json
import tomllib

import pytest

from supctl.cli.people.ids import free_id, person_id, team_id

DAY = ("--as-of", "23/11/2026")
STARTER = ("Nkem Ade", "--role", "social-worker", "--team", "east", "--supervisor", "okafor")


@pytest.fixture
def typed(supctl):
    def run(line, *more):
        return supctl(*line.split(), *more, *DAY)

    return run


def written(store, name):
    return tomllib.loads((store / name).read_text(encoding="utf-8"))


def files(store):
    return {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}


# --- add a person -------------------------------------------------------------------------------------------------


def test_a_new_starter_is_written_and_due_at_once(store, typed):
    ran = typed("worker add", *STARTER, "--newly-qualified-to", "31/8", "--standing", "registered")
    assert (ran.code, ran.err) == (0, "")
    assert (store / "workers" / "n.ade.toml").read_text(encoding="utf-8") == (
        'name = "Nkem Ade"\nstarted = 2026-11-23\n\n'
        '[[standing]]\nis = "newly-qualified"\nfrom = 2026-11-23\nto = 2027-08-31\n\n'
        '[[standing]]\nis = "registered"\nfrom = 2026-11-23\n\n'
        '[[post]]\nfrom = 2026-11-23\nrole = "social-worker"\nteam = "east"\nsupervisor = "j.okafor"\n'
    )
    assert "personal supervision: by Mon 7 Dec 2026 (fortnightly, section 8.1)" in ran.out
    assert "supctl book n.ade DATE" in ran.out
    assert json.loads(typed("due n.ade --count --all --format json").out) == {"count": 2}


def test_who_starts_later_is_told_what_is_due_from_then(store, typed):
    ran = typed("worker add", *STARTER, "--from", "30/11", "--employment", "agency", "--ended", "28/2")
    assert "personal supervision: by Mon 28 Dec 2026" in ran.out
    assert "worked out for the first day, Mon 30 Nov 2026" in ran.out
    made = written(store, "workers/n.ade.toml")
    assert (str(made["started"]), str(made["ended"]), made["employment"]) == ("2026-11-30", "2027-02-28", "locum")
    assert "n.ade" not in typed("worker list --format csv").out
    assert "1 to come, the first on Mon 30 Nov 2026: supctl worker list --as-of 2026-11-30" in typed("worker list").out
    shown = typed("worker show ade")
    assert (shown.code, "n.ade is not known on Mon 23 Nov 2026" in shown.err) == (2, True)


def test_the_first_person_of_a_store_needs_no_supervisor(store, typed):
    ran = typed("worker add Ola Berg --role team-manager --team safeguarding")
    assert ran.code == 0
    assert "no supervisor is named" in ran.out
    assert "supctl worker add NAME --role ROLE --supervisor o.berg" in ran.out
    assert "(Jo Okafor manages the team" in typed("worker add Kit Lowe --role social-worker --team east").out


def test_everything_wrong_is_told_at_once_and_nothing_is_written(store, typed):
    before = files(store)
    ran = typed(
        "worker add con --id con --role sociel-worker --team westt --supervisor b.shaw --from 1/1/2025"
        " --started 1/2/2025 --ended 1/1/2025 --employment permanentt --standing regstered --newly-qualified-to never"
    )
    assert (ran.code, ran.out) == (2, "")
    for said in (
        'unknown role "sociel-worker"\n  mend: did you mean "social-worker"?',
        'there is no team called "westt"',
        "before the employment starts on Sat 1 Feb 2025",
        "--ended: Wed 1 Jan 2025 is before they start, on Sat 1 Feb 2025",
        'unknown kind of employment "permanentt"',
        'unknown standing "regstered"',
        '--newly-qualified-to: "never" is not understood',
        'Windows keeps the name "con" for itself',
    ):
        assert said in ran.err
    assert ran.err.count("mend:") == 8
    assert files(store) == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Aisha Begum --role other", "the same person? supctl worker show a.begum; somebody else: --id a.begum2"),
        ("Ben Shaw --role other", "back again? write [[employment]] and [[post]] into workers/b.shaw.toml"),
        ("Adam Begum --role other", "another person or team: --id a.begum2"),
        ("Ann --id A.BEGUM --role other", '"A.BEGUM" is taken: workers/a.begum.toml'),
        ("Ann --id a/b --role other", '"a/b" cannot be the id of a worker'),
        ("Ann --role other --supervisor shaw", "Ben Shaw is not employed on Mon 23 Nov 2026: left on Fri 13 Nov 2026"),
        ("Ann --role other --supervisor ha --team east", '--supervisor: "ha" may mean'),
        ("!! --role other", "no id can be made from this name"),
        ("Ann --role other --team xyz", "mend: to add one: supctl team add NAME; here: east, safeguarding"),
        (
            "Ann --role other --supervisor xyz",
            "mend: to add one: supctl worker add NAME --role ROLE; here: a.begum, b.",
        ),
    ],
)
def test_a_person_that_cannot_be_added(store, typed, line, said):
    before = files(store)
    ran = typed(f"worker add {line}")
    assert ran.code == 2
    assert said in ran.err
    assert files(store) == before


def test_a_surname_first_is_turned_round(store, typed):
    assert typed("worker add Ade, Nkem --role other").code == 0
    assert written(store, "workers/n.ade.toml")["name"] == "Nkem Ade"


def test_ids_made_from_names():
    names = ["Aisha Begum", "Mary-Ann O'Neil", "Zoë Łukasz-Ødegård", "Dr. Anna van der Berg", "Prince", "Strauß Groß"]
    assert [person_id(name) for name in names] == [
        *("a.begum", "m.oneil", "z.lukasz-odegard", "d.berg", "prince", "s.gross")
    ]
    assert (team_id("Safeguarding & Support: East"), team_id("王")) == ("safeguarding-support-east", "")
    assert free_id("a.begum", {"a.begum", "a.begum2"}) == "a.begum3"


def test_nothing_is_written_where_a_file_cannot_be_read_or_another_policy_is_asked(store, typed):
    what_if = typed("worker add", *STARTER, "--authority", "wsussex")
    assert (what_if.code, "nothing is written under it" in what_if.err) == (2, True)
    (store / "cases" / "M1007.toml").write_text("initials = ", encoding="utf-8")
    ran = typed("worker add Ann Other --role other")
    assert (ran.code, ran.out) == (3, "")
    assert not (store / "workers" / "a.other.toml").exists()


# --- add a team ---------------------------------------------------------------------------------------------------


def test_a_new_team(store, typed):
    ran = typed("team add Leaving Care --kind leaving-care --parent safeguarding --started 30/11")
    assert ran.code == 0
    assert (store / "teams" / "leaving-care.toml").read_text(encoding="utf-8") == (
        'name = "Leaving Care"\nkind = "leaving-care"\nstarted = 2026-11-30\nparent = "safeguarding"\n'
    )
    assert "supctl worker add NAME --role team-manager --team leaving-care" in ran.out
    assert json.loads(typed("team add West --format json").out)["written"] == "teams/west.toml"


def test_a_team_that_cannot_be_added(store, typed):
    ran = typed("team add East --kind sfeguarding --parent nowhere")
    assert ran.code == 2
    assert '"east" is taken: teams/east.toml\n  mend: another person or team: --id east2' in ran.err
    assert 'unknown kind of team "sfeguarding"\n  mend: did you mean "safeguarding"?' in ran.err
    assert '--parent: there is no team called "nowhere"' in ran.err


# --- add a case ---------------------------------------------------------------------------------------------------


def test_a_new_case_is_due_at_once(store, typed):
    ran = typed("case add M2001 --initials j.b. --category", "CP plan, court", "--worker", "begum", "--family", "F9")
    assert (ran.code, ran.err) == (0, "")
    assert (store / "cases" / "M2001.toml").read_text(encoding="utf-8") == (
        'initials = "JB"\nfamily = "F9"\n\n'
        '[[status]]\nfrom = 2026-11-23\ncategory = ["child-protection", "court"]\nworker = "a.begum"\n'
    )
    assert ran.out.startswith("Added: M2001 JB, CP plan and court\n")
    assert "case supervision: by Mon 21 Dec 2026 (every 4 weeks, section 9)" in ran.out
    assert typed("due M2001 --count --all").out == "1\n"


def test_a_case_with_nobody_stands_first(store, typed):
    ran = typed("case add M2002 --initials XY --category in-need --from 16/11")
    assert ran.code == 0
    assert "no worker is named: it stands first in the due list until one is" in ran.out
    assert "NO WORKER" in ran.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("M2001 --initials Jane --category court", "--initials: these are no initials"),
        ("M2001 --initials Sam --category court", "--initials: these are no initials"),
        ("M2001 --initials ABCDE --category court", "--initials: these are no initials"),
        ("Smithson --initials JS --category court", "the reference has no number in it"),
        ("M2001 --initials JS --family Smithson --category court", "--family has no number in it"),
        ("M2001 --initials JS", "--category is missing: it decides how often\n  mend: one of: contact, "),
        ("M2001 --initials JS --category cort", 'unknown category "cort"\n  mend: did you mean "court"?'),
        ("M2001 --initials JS --category closed,court", "it is closed and court at once"),
        ("M2001 --initials JS --category court --worker shaw", "Ben Shaw is not employed on Mon 23 Nov 2026"),
        ("m1007 --initials JS --category court", '"m1007" is taken: cases/M1007.toml'),
        ("M_1 --initials JS --category court", '"M_1" cannot be the id of a case'),
        ("com1 --initials JS --category court", 'Windows keeps the name "com1" for itself'),
    ],
)
def test_a_case_that_cannot_be_added_and_no_name_is_repeated(store, typed, line, said):
    before = files(store)
    ran = typed(f"case add {line}")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not {"Jane", "Sam", "Smithson", "ABCDE"} & set(ran.err.replace(":", " ").split())
    assert files(store) == before


# --- list ---------------------------------------------------------------------------------------------------------


def test_who_works_here(store, typed):
    ran = typed("worker list --team east")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Safeguarding East: 5 people on Mon 23 Nov 2026\n\nName ")
    assert "Tom Reid           social worker     Safeguarding East Jo Okafor     3 Mar 2025\n" in ran.out
    assert "Ben Shaw" not in ran.out
    assert (
        "Ben Shaw           social worker     Safeguarding East Jo Okafor     left 13 Nov"
        in typed("worker list --all").out
    )


def test_people_as_data(store, typed):
    lines = {one["id"]: one for one in json.loads(typed("worker list --all --format json").out)["workers"]}
    assert lines["b.shaw"]["ended"] == "2026-11-13"
    assert (lines["a.begum"]["children"], lines["r.palmer"]["away"]) == (2, True)
    assert typed("worker list --format csv").out.startswith("id,name,role,team,supervisor,since,employment,")
    plain = typed("worker list --format plain").out
    assert (
        "Yusuf Khan (y.khan), social worker, newly qualified, Safeguarding East, with Jo Okafor, since 5 Oct 2026"
        in plain
    )


def test_teams_with_their_people_and_children(store, typed):
    assert "manager Jo Okafor, people 5, children 6" in typed("team list --format plain").out.replace("(east)", "")
    assert [one["id"] for one in json.loads(typed("team list --team safeguarding --format json").out)["teams"]] == [
        *("safeguarding", "east")
    ]


def test_cases_in_tables_have_initials_and_nowhere_else(store, typed):
    table = typed("case list").out
    assert "M1052 AR      in need            NO WORKER         Safeguarding East 2 Mar 2026" in table
    for format_ in ("plain", "json", "csv", "markdown"):
        out = typed(f"case list --all --format {format_}").out
        assert "M1052" in out
        assert not any(initials in out for initials in (" AR", '"AR"', " KL", '"KL"'))
    assert [one["id"] for one in json.loads(typed("case list --worker reid --format json").out)["cases"]] == [
        *("M1007", "M1033")
    ]


def test_closed_cases_only_with_all(store, typed):
    (store / "cases" / "M1.toml").write_text(
        'initials = "C"\n[[status]]\nfrom = 2026-01-05\ncategory = "court"\n'
        '[[status]]\nfrom = 2026-05-05\ncategory = "closed"\n'
    )
    assert "M1 C" not in typed("case list").out
    assert "M1 C          closed" in typed("case list --all").out


# --- show ---------------------------------------------------------------------------------------------------------


def test_a_persons_history(store, typed):
    ran = typed("worker show begum")
    assert (ran.code, ran.err) == (0, "")
    for line in (
        "Aisha Begum (a.begum), social worker\n",
        "   Employed   permanent from Mon 1 Sep 2025\n",
        "   Standing   newly qualified from Mon 1 Sep 2025 to Mon 31 Aug 2026\n",
        "   Post       from Mon 1 Sep 2025: social worker, Safeguarding East, with Jo\n              Okafor\n",
        "   Away       from Mon 9 Nov 2026 to Fri 13 Nov 2026\n",
        "   Children   M1060 ZZ, care leaver; M1070 EE, contact\n",
        "   Booked     Tue 1 Dec 2026: personal supervision\n",
        "   Written in workers/a.begum.toml\n",
    ):
        assert line in ran.out
    assert "never shown" not in ran.out + typed("worker show begum --format json").out


def test_as_of_an_earlier_day_later_things_are_not_known(store, supctl):
    shown = json.loads(supctl("worker show begum --as-of 2025-12-01 --format json").out)
    assert (shown["absence"], shown["children"], len(shown["post"])) == ([], [], 1)
    assert "not employed on that day" in supctl("worker show shaw --as-of 2026-11-20").out


def test_a_supervisor_and_a_team(store, typed):
    assert "Supervises Aisha Begum (a.begum), Ruth Palmer (r.palmer)" in typed("worker show okafor").out
    shown = json.loads(typed("team show east --format json").out)
    assert (shown["manager"], shown["parent"]) == ("j.okafor", "safeguarding")
    assert shown["people"] == ["a.begum", "j.okafor", "r.palmer", "t.reid", "y.khan"]
    assert "Below it   Safeguarding East (east)" in typed("team show safeguarding --format table").out


CASE = """\
initials = "NN"
family = "F1"
[[status]]
from = 2026-03-02
category = "looked-after"
worker = "t.reid"
[[event]]
id = "e1"
date = 2026-04-01
kind = "visit"
[[approval]]
what = "longer-interval"
by = "j.okafor"
role = "head-of-service"
date = 2026-05-01
until = 2027-05-01
every = "12 weeks"
reason = "a settled placement"
[[file]]
item = "plan"
date = 2026-03-05
"""


def test_a_cases_history_and_the_reason_of_an_approval_in_the_table_alone(store, typed):
    (store / "cases" / "M1.toml").write_text(CASE)
    (store / "cases" / "M2.toml").write_text(CASE.replace("NN", "OO"))
    ran = typed("case show M1")
    page = " ".join(ran.out.split())
    for line in (
        "M1 NN, LAC\n",
        "   Status     from Mon 2 Mar 2026: LAC, Tom Reid\n",
        "   Family     F1, with M2 OO\n",
        "   Events     Wed 1 Apr 2026: visit (e1)\n",
        "   On file    Thu 5 Mar 2026: plan\n",
    ):
        assert line in ran.out
    approved = "longer interval, every 12 weeks, from Fri 1 May 2026 to Sat 1 May 2027, by Jo Okafor (head of service)"
    assert f"{approved}: a settled placement" in page
    for format_ in ("plain", "json", "csv", "markdown"):
        out = typed(f"case show M1 --format {format_}").out
        assert "M2" in out
        assert not any(private in out for private in ("settled", "NN", "OO"))


@pytest.mark.parametrize("format_", ["table", "plain", "json", "csv", "markdown"])
@pytest.mark.parametrize(
    "line",
    ["worker list", "worker show reid", "team list", "team show east", "case list", "case show M1007"],
)
def test_every_format(store, typed, line, format_):
    ran = typed(f"{line} --format {format_}")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80 or format_ != "table"


@pytest.mark.parametrize("format_", ["table", "plain", "json", "csv", "markdown"])
def test_what_was_added_in_every_format(store, typed, format_):
    worker = typed("worker add", *STARTER, "--format", format_)
    assert worker.code == 0
    assert format_ != "table" or max(map(len, worker.out.splitlines())) <= 80
    case = typed("case add M3 --initials QZ --category court --worker ade --format", format_)
    assert case.code == 0
    assert ("QZ" in case.out) is (format_ == "table")
    assert typed("team add West --format", format_).code == 0
    if format_ == "json":
        made = json.loads(case.out)
        assert (made["written"], made["case"]["id"]) == ("cases/M3.toml", "M3")


def test_a_person_whose_file_cannot_be_used(store, typed):
    (store / "workers" / "t.reid.toml").write_text("name = ", encoding="utf-8")
    ran = typed("worker show reid")
    assert "the file of t.reid cannot be used" in ran.err
    assert (typed("worker list").code, typed("team show east").code) == (3, 3)


def test_who_cannot_be_used_is_3_as_it_says(store, typed):
    (store / "workers" / "t.reid.toml").write_text("name = ", encoding="utf-8")
    (store / "cases" / "M1007.toml").write_text("initials = ", encoding="utf-8")
    for line in ("worker show t.reid", "case show M1007"):
        ran = typed(line)
        assert (ran.code, ran.out) == (3, "")
        assert "(exit code 3)" in ran.err


def test_a_file_made_here_takes_a_standing_by_hand(store, typed):
    assert typed("worker add", *STARTER).code == 0
    file = store / "workers" / "n.ade.toml"
    file.write_text(file.read_text() + '\n[[standing]]\nis = "registered"\nfrom = 2026-11-23\n')
    assert "registered" in typed("worker show n.ade").out


def test_a_page_as_csv_has_the_ids_and_iso_dates_of_the_data(store, typed):
    shown = dict(csv.reader(io.StringIO(typed("worker show begum --format csv").out)))
    assert (shown["key"], shown["post.1.supervisor"], shown["booked.1.date"]) == ("value", "j.okafor", "2026-12-01")
    added = typed("case add M9 --initials AB --category child-in-need --worker reid --format csv").out
    assert "case.status.1.worker,t.reid\ncase.status.1.team,\n" in added
    assert "case.status.1.since,2026-11-23\n" in added


def test_a_case_says_who_stands_in_for_a_worker_who_is_away(store, typed):
    assert "Now with   Ruth Palmer, AWAY, no cover recorded, Safeguarding East" in typed("case show M1040").out
    assert "Ruth Palmer is away on that day; no cover is recorded" in " ".join(
        typed("case add M9 --initials AB --category child-in-need --worker palmer").out.split()
    )
    file = store / "workers" / "r.palmer.toml"
    file.write_text(file.read_text() + '\n[[cover]]\nfrom = 2026-11-02\nby = "t.reid"\n')
    assert "Now with   Ruth Palmer, away, covered by Tom Reid, Safeguarding East" in typed("case show M1040").out
    shown = json.loads(typed("case show M1040 --format json").out)
    assert (shown["worker"], shown["away"], shown["cover"]) == ("r.palmer", True, "t.reid")
    assert "Ruth Palmer is away on that day; Tom Reid stands in" in " ".join(
        typed("case add M10 --initials AB --category child-in-need --worker palmer").out.split()
    )


@pytest.mark.parametrize(
    ("more", "noted"),
    [("Jamie1", True), ("SMITH22", True), ("M9 --family smith4", True), ("M9 --family F204", False), ("CIN-9", False)],
)
def test_a_reference_that_reads_like_a_name_is_noted(store, typed, more, noted):
    ran = typed(f"case add {more} --initials JB --category child-in-need")
    assert ran.code == 0
    assert ("reads like a name" in ran.out) is noted


def test_the_next_session_that_a_record_names_is_booked(store, typed):
    logged = typed("log personal-supervision reid --on 23/11 --minutes 90 --next 21/12")
    assert logged.code == 0, logged.err
    assert "Mon 21 Dec 2026: personal supervision" in typed("worker show reid").out
    ran = typed("book reid 21/12")
    assert (ran.code, "Mon 21 Dec 2026 is booked already" in ran.err) == (2, True)


def test_what_is_said_of_a_new_team_fits_eighty_columns(store, typed):
    assert max(map(len, typed("team add Safeguarding East --id safeguarding-east").out.splitlines())) <= 80


def test_nothing_is_booked_for_somebody_who_has_left(demo, supctl):
    """Not even the review that an agreement named; nor is anybody told to book a session."""
    out = supctl("worker", "show", "b.shaw", "--as-of", "2026-11-23").out
    assert "Booked" not in out
    assert "supctl book" not in out
