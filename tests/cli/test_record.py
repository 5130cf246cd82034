"""`supctl record`: a form filled in with what is known, the session logged with it, and taking both back."""

import json
import sys
import tomllib
from pathlib import Path

import pytest

from supctl.hooks import find_authorities
from supctl.store.writing import write_service

DAY = ("--as-of", "2026-11-23")
FORM = """\
id = "individual-record"
title = "Individual Supervision Record"
version = "2026-01"
activity = "personal-supervision"
synonyms = ["Appendix 4"]
clause = ["TIN-8-b"]

[[section]]
id = "session"
title = "Session"

  [[section.field]]
  id = "supervisee"
  label = "Name of worker"
  type = "person"
  part = "supervisee"
  required = true

  [[section.field]]
  id = "minutes"
  label = "Minutes"
  part = "minutes"
  required = true

  [[section.field]]
  id = "private"
  label = "Private"
  type = "yes-no"
  required = true

  [[section.field]]
  id = "second"
  label = "Second reader"
  type = "person"

[[section]]
id = "check-in"
title = "Check-in"

  [[section.field]]
  id = "notes"
  label = "Check-in"
  type = "prose"
  required = true

[[section]]
id = "talk"
title = "Cases"

  [[section.field]]
  id = "discussed"
  label = "Cases discussed"
  type = "case"
  part = "cases"
  many = true

  [[section.field]]
  id = "private"
  label = "Private too"
  type = "yes-no"
"""
CASE_FORM = """\
id = "child-record"
title = "Child Record"
activity = "case-supervision"
subject = "case"
clause = ["TIN-9-a"]

[[section]]
id = "what"
title = "What is needed"

  [[section.field]]
  id = "notes"
  label = "What is needed"
  type = "prose"
  required = true
"""


@pytest.fixture
def forms(store) -> Path:
    """The tiny store, with a form for a worker's session and one for a child's."""
    folder = store / "policy" / "forms"
    folder.mkdir()
    (folder / "individual-record.toml").write_text(FORM, encoding="utf-8")
    (folder / "child-record.toml").write_text(CASE_FORM, encoding="utf-8")
    return store


def record(supctl, *more):
    return supctl("record", *more, *DAY)


def begin(supctl, *more) -> dict[str, object]:
    ran = record(supctl, "new", *more, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def draft_of(store: Path, made: dict[str, object]) -> dict[str, dict[str, object]]:
    return tomllib.loads((store / str(made["path"])).read_text(encoding="utf-8"))


def change(store: Path, made: dict[str, object], old: str, new: str) -> None:
    path = store / str(made["path"])
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- beginning ------------------------------------------------------------------------------------------------------


def test_friday_and_tuesday(forms, supctl):
    """What is begun on Friday is logged: on Tuesday nothing is overdue, and it is to be written up."""
    assert "OVERDUE" in supctl("due", "reid", "--activity", "personal-supervision", *DAY).out
    assert supctl("record", "new", "personal", "reid", "--as-of", "2026-11-20").code == 0
    due = supctl("due", "reid", "--activity", "personal-supervision", "--as-of", "2026-11-24").out
    assert "OVERDUE" not in due
    assert "held Fri 20 Nov, NOT WRITTEN UP" in due


def test_a_session_to_come_is_drafted_and_not_logged(forms, supctl):
    before = set((forms / "records").rglob("*.json"))
    made = begin(supctl, "personal", "reid", "--date", "1/12")
    assert (made["logged"], made["records"], made["date"]) == (None, [], "2026-12-01")
    assert set((forms / "records").rglob("*.json")) == before
    assert (forms / str(made["path"])).is_file()


def test_the_logged_session_knows_its_draft_and_the_draft_its_session(forms, supctl):
    made = begin(supctl, "personal", "reid")
    [logged] = made["records"]
    facts = json.loads((forms / logged["path"]).read_text())["facts"]
    assert facts["source"] == {"kind": "logged", "file": made["path"]}
    assert made["logged"] == logged["id"] == draft_of(forms, made)["draft"]["logged"]


def test_what_is_logged_already_is_written_up(forms, supctl):
    made = begin(supctl, "--for", "x2pd")
    assert (made["supervisee"], made["date"], made["records"]) == ("y.khan", "2026-11-12", [])
    assert str(made["logged"]).endswith("x2pd")
    assert draft_of(forms, made)["session"]["minutes"] == 90


def test_a_session_of_that_day_that_is_logged_is_found_and_said(forms, supctl):
    ran = record(supctl, "new", "personal", "khan", "--date", "12/11")
    assert "Logged: Thu 12 Nov 2026 already, as x2pd; this draft writes it up" in ran.out


@pytest.mark.parametrize("typed", ["individual-record", "Appendix 4", "individual superv", "personal", "one to one"])
def test_a_form_by_its_id_title_synonym_or_activity(forms, supctl, typed):
    assert begin(supctl, typed, "reid")["form"] == "individual-record"


def test_a_form_about_a_child(forms, supctl):
    made = begin(supctl, "case-supervision", "M1007", "--date", "20/11")
    assert (made["form"], made["cases"], made["supervisee"], made["supervisor"]) == (
        "child-record",
        ["M1007"],
        "t.reid",
        "j.okafor",
    )
    assert [one["cases"] for one in made["records"]] == [["M1007"]]


def test_answers_set_by_whole_id_own_id_or_part(forms, supctl):
    typed = ("--set", "minutes=1h 30", "--set", "session.private=y", "--set", "cases=m1007", "--set", "second=begum")
    made = begin(supctl, "personal", "reid", *typed)
    draft = draft_of(forms, made)
    assert (draft["session"]["minutes"], draft["session"]["private"], draft["session"]["second"]) == (
        90,
        "yes",
        "a.begum",
    )
    assert draft["talk"]["discussed"] == ["M1007"]
    assert [one["cases"] for one in made["records"]] == [["M1007"], ["M1007"]]


def test_answers_from_a_file_whole_or_nested_and_set_over_them(forms, supctl, tmp_path):
    file = tmp_path / "answers.json"
    answers = {
        "session": {"minutes": 75, "private": True},
        "check-in.notes": "Well.\nAll is ''' well.",
        "discussed": ["M1007"],
    }
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(answers).encode())
    draft = draft_of(forms, begin(supctl, "personal", "reid", "--from", str(file), "--set", "minutes=80"))
    assert (draft["session"]["minutes"], draft["session"]["private"]) == (80, "yes")
    assert "All is ''' well." in draft["check-in"]["notes"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["personal", "reid", "--set", "minuts=90"], 'unknown field "minuts"\n  mend: did you mean "minutes"?'),
        (["personal", "reid", "--set", "quite-else=90"], "--stdout shows its fields"),
        (["nonsense", "reid"], "an activity or a form"),
        (["personal", "reid", "--set", "private=yes"], "stands several times on this form"),
        (["personal", "reid", "--set", "minutes=long"], "minutes: Minutes: this is not a number of minutes"),
        (["personal", "reid", "--set", "second=nobody"], 'second: there is no person called "nobody"'),
        (["personal", "reid", "--set", "supervisee=begum"], "supervisee: this is not an answer on the form here"),
        (["personal", "reid", "--set", "minutes"], "no FIELD=VALUE"),
        (["personal", "reid", "--from", "nowhere.json"], "it cannot be read"),
        (["personal", "M1007"], "Personal supervision is about a person; M1007 is a child"),
        (["individual-record", "M1007"], '"Individual Supervision Record" is about a person; M1007 is a child'),
        (["observation", "reid"], "Tiny has no form for observation"),
        (["nonsense", "reid"], 'called "nonsense"'),
        (["personal"], "whom is the record about?"),
        (["--for", "7k2m"], "7k2m is written up already"),
        (["--for", "x2pd", "--date", "20/11"], "x2pd is personal supervision of y.khan on Thu 12 Nov 2026"),
        (["child-record", "--for", "x2pd"], '"Child Record" is about a child; y.khan is a person'),
        (["personal", "begum", "--date", "3/11"], "is written up already (7k2m)"),
        (["personal", "okafor"], "who gave this personal supervision"),
    ],
)
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(forms, supctl, typed, said):
    before = bytes_of(forms)
    ran = record(supctl, "new", *typed)
    assert ran.code == 2
    assert said in ran.err
    assert bytes_of(forms) == before


def test_every_wrong_answer_is_named_at_once(forms, supctl):
    err = record(
        supctl, "new", "personal", "reid", "--set", "minutes=long", "--set", "second=nobody", "--set", "x=1"
    ).err
    assert err.count("mend:") == 3


@pytest.mark.parametrize("typed", [("personal", "reid", "--date", "1/12"), ("--for", "x2pd")])
def test_a_draft_that_is_there_is_gone_on_with(forms, supctl, typed):
    made = begin(supctl, *typed)
    before, four = bytes_of(forms), str(made["id"])[-4:]
    ran = record(supctl, "new", *typed)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"There is a draft of it already ({four})\n")
    assert "Still missing: " in ran.out
    assert json.loads(record(supctl, "new", *typed, "--format", "json").out)["draft"]["id"] == made["id"]
    assert bytes_of(forms) == before


def test_on_a_terminal_the_draft_that_is_there_is_opened(forms, supctl, terminal, editor):
    made = begin(supctl, "personal", "reid")
    assert "To put right" not in record(supctl, "new", "personal", "reid").out
    assert draft_of(forms, made)["session"]["private"] == "yes"


def test_answers_for_a_draft_that_is_there_are_refused_unless_it_is_another_one(forms, supctl):
    made = begin(supctl, "personal", "reid", "--date", "1/12")
    ran = record(supctl, "new", "personal", "reid", "--date", "1/12", "--set", "minutes=90")
    assert (ran.code, str(made["id"])[-4:] in ran.err) == (2, True)
    assert begin(supctl, "personal", "reid", "--date", "1/12", "--again")["id"] != made["id"]


def test_stdout_prints_the_draft_and_writes_nothing(forms, supctl):
    before = bytes_of(forms)
    ran = record(supctl, "new", "personal", "reid", "--stdout")
    assert ran.code == 0
    assert tomllib.loads(ran.out)["session"]["supervisee"] == "t.reid"
    assert bytes_of(forms) == before
    made = begin(supctl, "personal", "reid")
    lines = (forms / str(made["path"])).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("logged = ")] == ran.out.splitlines()


def test_stdout_of_a_session_that_is_logged_names_it(forms, supctl):
    assert tomllib.loads(record(supctl, "new", "--for", "x2pd", "--stdout").out)["draft"]["logged"].endswith("x2pd")


def test_stdout_is_no_data(forms, supctl):
    ran = record(supctl, "new", "personal", "reid", "--stdout", "--format", "json")
    assert (ran.code, "--stdout prints the draft itself" in ran.err) == (2, True)


def test_a_session_for_which_the_authority_has_no_form_is_owed_none(forms, supctl):
    supctl("log", "observation", "reid", *DAY)
    supctl("log", "case-supervision", "M1007", *DAY)
    due = supctl("due", "reid", *DAY).out
    assert due.count("NOT WRITTEN UP") == 1
    assert "M1007 KL: case" in due


# --- the editor -----------------------------------------------------------------------------------------------------

SCRIPT = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_bytes().decode()
text = text.replace('private = ""', 'private = "yes"', 1).replace("\\n", "\\r\\n")
path.write_bytes(text.encode())
"""


@pytest.fixture
def terminal(monkeypatch):
    for module in ("records.new", "records.withdraw"):
        monkeypatch.setattr(f"supctl.cli.{module}.on_terminal", lambda: True)


@pytest.fixture
def editor(tmp_path, monkeypatch) -> None:
    script = tmp_path / "editor.py"
    script.write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' {script} --wait")


def test_the_editor_is_opened_and_what_is_missing_is_said(forms, supctl, terminal, editor):
    ran = record(supctl, "new", "personal", "reid", "--set", "minutes=90")
    assert (ran.code, ran.err) == (0, "")
    assert "Still missing: 1" in ran.out
    assert "Check-in: not answered yet" in ran.out
    draft = next((forms / "drafts").iterdir())
    assert b'private = "yes"' in draft.read_bytes()
    assert b"\r\n" in draft.read_bytes()


def test_no_editor_where_none_is_wanted(forms, supctl, terminal, editor):
    assert "Still missing" not in record(supctl, "new", "personal", "reid", "--no-edit").out


def test_an_editor_that_cannot_be_started_loses_nothing(forms, supctl, terminal, monkeypatch):
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    ran = record(supctl, "new", "personal", "reid")
    assert ran.code == 0
    assert 'the editor "no-such-editor-here" could not be started' in ran.out
    assert len(list((forms / "drafts").iterdir())) == 1


def test_edit_opens_a_draft_by_its_own_letters_or_those_of_its_session(forms, supctl, terminal, editor):
    made = begin(supctl, "--for", "x2pd")
    for letters in (str(made["id"])[-4:], "x2pd"):
        assert "Still missing" in record(supctl, "edit", letters).out


def test_edit_without_a_terminal_says_where_the_draft_is(forms, supctl):
    made = begin(supctl, "personal", "reid")
    out = record(supctl, "edit", str(made["id"])[-4:]).out
    assert "There is no terminal to edit in" in out
    assert "Still missing: 3" in out


def test_a_sealed_record_is_not_edited(forms, supctl):
    ran = record(supctl, "edit", "7k2m")
    assert (ran.code, "7k2m is sealed" in ran.err) == (2, True)
    ran = record(supctl, "edit", "x2pd")
    assert "supctl record new --for x2pd" in ran.err


def test_a_draft_whose_day_has_come_asks_to_be_logged(forms, supctl):
    made = begin(supctl, "personal", "reid", "--date", "1/12")
    out = supctl("record", "edit", str(made["id"])[-4:], "--as-of", "2026-12-01").out
    assert "supctl log personal-supervision t.reid --on 2026-12-01" in out


# --- lists ----------------------------------------------------------------------------------------------------------


def test_list_newest_first_with_drafts(forms, supctl):
    begin(supctl, "personal", "reid", "--date", "1/12")
    out = record(supctl, "list", "reid").out.split("\n")
    assert [line[6:16].strip() for line in out[:2]] == ["Tue  1 Dec", "Mon 19 Oct"]
    assert "draft" in out[0]
    assert "shared" in out[1]
    assert "NOT WRITTEN UP" in record(supctl, "list", "khan").out


def test_list_narrowed(forms, supctl):
    made = json.loads(record(supctl, "list", "--from", "1/11", "--to", "5/11", "--format", "json").out)
    assert {one["date"] for one in made["records"]} == {"2026-11-03", "2026-11-05"}
    assert json.loads(record(supctl, "list", "M1007", "--format", "json").out)["records"][0]["cases"] == ["M1007"]
    assert "No record" in record(supctl, "list", "--drafts").out
    assert "Tom Reid" in record(supctl, "list", "--team", "east").out


@pytest.mark.parametrize("format_", ["plain", "csv", "markdown", "json"])
def test_no_childs_initials_but_on_a_terminal(forms, supctl, format_):
    assert "KL" in record(supctl, "list", "M1007").out
    assert "KL" not in record(supctl, "list", "M1007", "--format", format_).out


def test_show_a_record(forms, supctl):
    out = record(supctl, "show", "7k2m").out
    assert out.startswith("Personal supervision of Aisha Begum with Jo Okafor, Tue 3 Nov 2026  (7k2m)\n")
    assert "written Tue 3 Nov 2026 by Jo Okafor" in out
    made = json.loads(record(supctl, "show", "7k2m", "--format", "json").out)
    assert (made["state"], [one["step"] for one in made["steps"]]) == ("written", ["written", "shared"])
    assert "supctl record new --for x2pd" in record(supctl, "show", "x2pd").out


def test_a_reason_is_shown_to_people_only(forms, supctl):
    made = json.loads(supctl("log", "cancelled", "reid", "--reason", "a cold", "--format", "json", *DAY).out)
    four = made["records"][0]["id"][-4:]
    assert "a cold" in record(supctl, "show", four).out
    for format_ in ("plain", "csv", "markdown", "json"):
        assert "a cold" not in record(supctl, "show", four, "--format", format_).out


def test_show_a_draft_says_what_is_missing_and_no_word_of_what_was_said(forms, supctl):
    made = begin(supctl, "personal", "reid", "--set", "check-in.notes=Something private.")
    four = str(made["id"])[-4:]
    out = record(supctl, "show", four).out
    assert "Minutes: not answered yet" in out
    assert "Something private" not in out
    data = json.loads(record(supctl, "show", four, "--format", "json").out)
    assert "check-in.notes" in data["answered"]
    assert {one["kind"] for one in data["problems"]} == {"missing"}
    line = next(one["line"] for one in data["problems"] if "Minutes" in one["message"])
    text = (forms / str(made["path"])).read_text(encoding="utf-8").split("\n")
    assert text[line - 1].startswith("minutes =")


# --- withdrawing ----------------------------------------------------------------------------------------------------


def owed(supctl) -> str:
    return supctl("due", "--all", *DAY).out


def test_withdrawing_a_draft_takes_back_the_sessions_that_it_logged(forms, supctl):
    before = owed(supctl)
    made = begin(supctl, "personal", "reid", "--set", "cases=M1007")
    assert owed(supctl) != before
    ran = record(supctl, "withdraw", str(made["id"])[-4:])
    assert (ran.code, ran.err) == (0, "")
    assert owed(supctl) == before
    assert not (forms / str(made["path"])).exists()
    steps = [json.loads((forms / one["path"]).read_text())["steps"] for one in made["records"]]
    assert [[step["step"] for step in one] for one in steps] == [["voided"], ["voided"]]


def test_withdrawing_a_draft_leaves_a_session_that_was_logged_before(forms, supctl):
    made = begin(supctl, "--for", "x2pd")
    before = owed(supctl)
    assert record(supctl, "withdraw", str(made["id"])[-4:]).code == 0
    assert owed(supctl) == before
    assert not (forms / str(made["path"])).exists()


def test_what_somebody_has_written_is_not_lost_unasked(forms, supctl):
    made = begin(supctl, "personal", "reid")
    change(forms, made, "notes = '''\n", "notes = '''\nShe is well.\n")
    before, four = bytes_of(forms), str(made["id"])[-4:]
    ran = record(supctl, "withdraw", four)
    assert (ran.code, "somebody has written in the draft" in ran.err) == (2, True)
    assert bytes_of(forms) == before
    assert record(supctl, "withdraw", four, "--yes").code == 0
    assert not (forms / str(made["path"])).exists()


def test_on_a_terminal_somebody_is_asked(forms, supctl, terminal, monkeypatch):
    made = begin(supctl, "personal", "reid", "--no-edit")
    change(forms, made, "notes = '''\n", "notes = '''\nShe is well.\n")
    monkeypatch.setattr("supctl.cli.records.withdraw.typer.confirm", lambda _: False)
    assert record(supctl, "withdraw", str(made["id"])[-4:]).code == 2
    monkeypatch.setattr("supctl.cli.records.withdraw.typer.confirm", lambda _: True)
    assert record(supctl, "withdraw", str(made["id"])[-4:]).code == 0


def test_withdrawing_a_logged_session_voids_it_in_the_open(forms, supctl):
    ran = record(supctl, "withdraw", "x2pd")
    assert ran.code == 0
    assert "Voided: personal supervision of Yusuf Khan" in ran.out
    assert "voided" in record(supctl, "list", "khan").out
    assert "NOT WRITTEN UP" not in supctl("due", "khan", *DAY).out
    assert record(supctl, "withdraw", "x2pd").code == 2
    assert record(supctl, "new", "--for", "x2pd").code == 2


def logged_with_child(supctl) -> tuple[str, str]:
    made = json.loads(supctl("log", "personal", "reid", "--cases", "M1007", "--format", "json", *DAY).out)
    own, child = (one["id"][-4:] for one in made["records"])
    return own, child


def test_a_session_is_withdrawn_with_its_childrens_that_were_logged_along_with_it(forms, supctl):
    before = owed(supctl)
    own, child = logged_with_child(supctl)
    out = record(supctl, "withdraw", own).out
    assert f"Voided: case supervision of M1007 KL with Jo Okafor, Mon 23 Nov 2026  ({child})" in out
    assert owed(supctl) == before


def test_a_childs_record_that_a_draft_writes_up_stays_and_the_whole_command_is_said(forms, supctl):
    own, child = logged_with_child(supctl)
    begin(supctl, "--for", child)
    assert f"supctl record withdraw {child}\n" in record(supctl, "withdraw", own).out


def test_what_is_withdrawn_is_voided_today_whatever_day_is_asked(forms, supctl):
    assert supctl("record", "withdraw", "x2pd", "--as-of", "2026-12-24").code == 0
    path = next((forms / "records").rglob("*-x2pd.json"))
    assert [one["on"] for one in json.loads(path.read_text())["steps"]] == ["2026-11-23"]


@pytest.mark.parametrize("typed", ["7k2m", "9zzz"])
def test_what_is_sealed_or_not_there_is_not_withdrawn(forms, supctl, typed):
    before = bytes_of(forms)
    assert record(supctl, "withdraw", typed).code == 2
    assert bytes_of(forms) == before


def test_a_session_that_a_draft_writes_up_is_withdrawn_with_its_draft_first(forms, supctl):
    made = begin(supctl, "personal", "reid")
    ran = record(supctl, "withdraw", str(made["logged"])[-4:])
    assert (ran.code, f"supctl record withdraw {str(made['id'])[-4:]}" in ran.err) == (2, True)


def test_a_sealed_file_that_was_changed_is_left_alone(forms, supctl):
    path = next((forms / "records").rglob("*-x2pd.json"))
    path.write_text(path.read_text().replace('"minutes": 90', '"minutes": 95'))
    before = bytes_of(forms)
    ran = record(supctl, "withdraw", "x2pd")
    assert (ran.code, "changed since it was sealed" in ran.err) == (2, True)
    assert bytes_of(forms) == before


# --- West Sussex ----------------------------------------------------------------------------------------------------


def test_every_form_of_west_sussex_can_be_begun(demo, supctl):
    """By its own id, for somebody whom it is about; what prints reads back as TOML."""
    found = {}
    for form in supctl_policy().templates:
        subject = {"case": "M1007", "team": "east"}.get(form.subject, "reid")
        ran = record(supctl, "new", form.id, subject, "--with", "finch", "--date", "20/11", "--stdout")
        assert (ran.code, ran.err) == (0, "")
        found[form.id] = tomllib.loads(ran.out)["draft"]
    assert len(found) == 13
    assert all("logged" not in draft for draft in found.values())


@pytest.mark.parametrize(
    "form", ["supervision-agreement", "supervision-audit", "supervisee-views", "reflective-aide-memoire"]
)
def test_what_is_only_there_once_written_is_not_logged_by_its_beginning(demo, supctl, form):
    """To begin its form settles nothing; what is held on a day is logged."""
    before = owed(supctl)
    made = begin(supctl, form, "marsh", "--with", "finch")
    assert (made["logged"], made["records"], owed(supctl)) == (None, [], before)
    assert begin(supctl, "observation", "marsh", "--with", "finch")["records"]


def test_an_agreement_that_is_begun_is_missing_still(demo, supctl):
    missing = supctl("due", "d.price", *DAY).out
    assert "MISSING" in missing
    begin(supctl, "agreement", "d.price", "--with", "finch")
    assert supctl("due", "d.price", *DAY).out == missing
    assert supctl("log", "agreement", "d.price", "--with", "finch", *DAY).code == 0
    assert "MISSING" not in supctl("due", "d.price", *DAY).out


def test_nobody_below_is_taken_as_supervisor(demo, supctl):
    """D. Price stands above everybody: Vera Hart manages the team, and D. Price supervises her."""
    for typed in (("record", "new", "agreement", "d.price"), ("log", "personal", "d.price")):
        ran = supctl(*typed, *DAY)
        assert (ran.code, "say who it was: --with NAME" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("case", "begum"), 2, "Case supervision is about a child; a.begum is a person"),
        (("case", "M1007"), 0, "Case Supervision Record"),
        (("audit", "okafor"), 2, "supervision-audit  WSCC Supervision Effectiveness Audit Tool\n"),
    ],
)
def test_a_word_alone_is_the_activity_that_begins_with_it(demo, supctl, typed, code, said):
    ran = record(supctl, "new", *typed, "--stdout")
    assert ran.code == code
    assert said.casefold() in (ran.out + ran.err).casefold()
    assert ran.err.count("supervision-audit") <= 1


def supctl_policy():
    return find_authorities().policy("wsussex")


@pytest.mark.parametrize(
    ("subject", "form"),
    [
        ("reid", "personal-supervision-record"),
        ("okafor", "operational-manager-record"),
        ("lowe", "residential-staff-record"),
    ],
)
def test_of_several_forms_for_an_activity_the_one_that_fits_the_person(demo, supctl, subject, form):
    assert begin(supctl, "personal supervision", subject)["form"] == form


def test_what_is_worked_out_is_laid_beside_an_audit(demo, supctl):
    out = record(supctl, "new", "supervision-audit", "marsh", "--with", "finch", "--stdout").out
    assert "# worked out: yes: Supervision Agreement" in out
    ran = record(supctl, "new", "supervision-audit", "marsh")
    assert (ran.code, "say who it was: --with NAME" in ran.err) == (2, True)


def test_written_up_and_withdrawn_with_west_sussex(demo, supctl):
    before = owed(supctl)
    made = begin(supctl, "--for", "c4hw")
    assert (made["form"], made["supervisee"], made["date"]) == ("personal-supervision-record", "c.diaz", "2026-11-19")
    assert draft_of(demo, made)["session"]["minutes"] == 75
    path = demo / str(made["path"])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    four = str(made["id"])[-4:]
    assert "Cara Diaz" in record(supctl, "show", four).out
    assert record(supctl, "withdraw", four).code == 0  # line ends are nothing that anybody wrote
    assert owed(supctl) == before


# --- what is not as it was, or cannot be read -----------------------------------------------------------------------


def test_another_day_or_person_than_was_logged_is_to_be_put_right(forms, supctl):
    made = begin(supctl, "personal", "reid", "--date", "20/11")
    change(forms, made, 'supervisee = "t.reid"', 'supervisee = "a.begum"')
    change(forms, made, "date = 2026-11-20", "date = 2026-11-19")
    four = str(made["id"])[-4:]
    said = (
        "the session is logged on Fri 20 Nov 2026 with Tom Reid, given by Jo Okafor; "
        "the draft says Thu 19 Nov 2026, Aisha Begum"
    )
    assert said in " ".join(record(supctl, "edit", four).out.split())
    shown = json.loads(record(supctl, "show", four, "--format", "json").out)
    [problem] = [one for one in shown["problems"] if one["mend"]]
    assert (problem["kind"], problem["mend"]) == (
        "problem",
        f"put it back; or begin anew, after supctl record withdraw {four}",
    )
    lines = (forms / str(made["path"])).read_text(encoding="utf-8").split("\n")
    assert lines[problem["line"] - 1].startswith("date = ")
    assert "1 to put right" in record(supctl, "list", "--drafts").out


def test_a_child_of_another_worker_is_noted_when_the_draft_is_read(forms, supctl):
    made = begin(supctl, "personal", "begum", "--date", "1/12", "--set", "cases=M1007")
    four, said = str(made["id"])[-4:], "M1007 is with Tom Reid, not with Aisha Begum"
    assert said in " ".join(record(supctl, "show", four).out.split())
    assert f"Note: {said}" in record(supctl, "edit", four).out
    assert "To put right" not in record(supctl, "show", four).out


@pytest.fixture
def unreadable(forms, supctl) -> str:
    """A draft saved in another encoding, a folder that is called like one, and the letters of a good one."""
    drafts = forms / "drafts"
    made = begin(supctl, "personal", "reid", "--date", "1/12")
    (drafts / "2026-11-20-personal-supervision-a.begum-bad2.toml").write_bytes(b"notes = '\xe9'")
    (drafts / "2026-11-20-personal-supervision-t.reid-bad3.toml").mkdir()
    return str(made["id"])[-4:]


def test_one_draft_that_cannot_be_read_hides_no_other(forms, supctl, unreadable):
    ran = record(supctl, "list", "--drafts")
    assert ran.code == 3
    assert unreadable in ran.out
    assert "bad2.toml: it cannot be read: it is not UTF-8 text" in ran.err
    assert "bad3.toml: it cannot be read" in ran.err
    assert record(supctl, "show", unreadable).code == 0
    assert record(supctl, "show", "x2pd").code == 0
    assert record(supctl, "withdraw", unreadable).code == 0
    for letters in ("bad2", "bad3"):
        ran = record(supctl, "show", letters)
        assert (ran.code, f"{letters}.toml: it cannot be read" in ran.err) == (3, True)


def test_a_draft_that_cannot_be_read_is_taken_away_only_if_that_is_sure(forms, supctl, unreadable):
    assert record(supctl, "withdraw", "bad2").code == 2
    assert record(supctl, "withdraw", "bad2", "--yes").code == 0
    assert not list((forms / "drafts").glob("*bad2*"))


@pytest.mark.parametrize("command", ["show", "edit", "withdraw"])
def test_a_record_whose_file_cannot_be_read_is_named(forms, supctl, command):
    path = next((forms / "records").rglob("*-x2pd.json"))
    path.write_text("{", encoding="utf-8")
    before = bytes_of(forms)
    ran = record(supctl, command, "x2pd")
    assert ran.code == 3
    assert "x2pd.json:1: this is not JSON" in ran.err
    assert bytes_of(forms) == before


def test_a_draft_that_was_emptied_says_what_stood_there(forms, supctl):
    made = begin(supctl, "personal", "reid", "--date", "1/12")
    (forms / str(made["path"])).write_text("", encoding="utf-8")
    four = str(made["id"])[-4:]
    out = " ".join(record(supctl, "show", four).out.split())
    assert f'[draft], then id = "{made["id"]}", then form = "individual-record"' in out
    assert f"supctl record withdraw {four}" in out


def test_a_session_that_owes_no_form_is_not_to_be_written_up(demo, supctl):
    for activity in ("cancelled", "handover", "learning"):
        made = json.loads(supctl("log", activity, "reid", "--format", "json", *DAY).out)
        four = made["records"][0]["id"][-4:]
        shown = record(supctl, "show", four).out
        assert "Stands        logged\n" in shown
        assert "Write up" not in shown
        assert "Words" not in shown
    assert "NOT WRITTEN UP" not in record(supctl, "list", "reid").out
    assert "Write up" not in record(supctl, "list", "reid").out


def test_written_elsewhere_the_words_are_elsewhere(store, supctl):
    made = json.loads(supctl("log", "personal", "reid", "--written", "23/11", "--format", "json", *DAY).out)
    assert "Words         elsewhere" in record(supctl, "show", made["records"][0]["id"][-4:]).out


def test_the_day_is_called_as_it_is_typed_here(forms, supctl):
    err = record(supctl, "new", "personal", "reid", "--date", "1/1/2020").err
    assert "mend: see the day: --date DATE" in err
    assert "who gave" not in err


@pytest.mark.parametrize("typed", [("record", "new", "--for"), ("why",)])
def test_a_draft_where_a_record_is_wanted_is_called_a_draft(forms, supctl, typed):
    four = str(begin(supctl, "personal", "reid", "--date", "1/12")["id"])[-4:]
    ran = supctl(*typed, four, *DAY)
    assert (ran.code, f"{four} is a draft" in ran.err) == (2, True)


def test_an_answer_given_twice_is_refused_and_one_in_the_file_is_replaced(forms, supctl):
    ran = record(supctl, "new", "personal", "reid", "--set", "minutes=60", "--set", "session.minutes=90")
    assert (ran.code, "session.minutes: it is answered twice" in ran.err) == (2, True)
    (forms / "answers.json").write_text('{"minutes": 60}', encoding="utf-8")
    made = begin(supctl, "personal", "reid", "--from", "answers.json", "--set", "minutes=90")
    assert draft_of(forms, made)["session"]["minutes"] == 90


@pytest.mark.parametrize("typed", ["Check-in", "check-in", "Cases discussed"])
def test_an_answer_by_its_printed_label_or_title(forms, supctl, typed):
    value = "M1007" if typed == "Cases discussed" else "She is well."
    draft = draft_of(forms, begin(supctl, "personal", "reid", "--set", f"{typed}={value}"))
    found = draft["talk"]["discussed"] if typed == "Cases discussed" else draft["check-in"]["notes"]
    assert found in (["M1007"], "She is well.\n", "She is well.")


def test_no_line_is_wider_than_the_page(forms, supctl):
    (forms / "drafts").mkdir()
    (forms / "drafts" / "minutes-of-somebodys.toml").write_text("", encoding="utf-8")
    begin(supctl, "personal", "reid", "--date", "1/12")
    for typed in (("list",), ("edit", "somebodys"), ("show", "somebodys")):
        assert max(len(line) for line in record(supctl, *typed).out.split("\n") if "/" not in line) <= 80


# --- nothing by halves, and as of its own day -----------------------------------------------------------------------


def drafted(ran) -> dict:
    return tomllib.loads(ran.out)


def test_withdrawing_voids_all_of_its_sessions_or_none(demo, supctl):
    """One of the children's records was changed since it was sealed: nothing at all is done."""
    set_ = ("--set", "cases=M1001,M1012")
    made = json.loads(record(supctl, "new", "personal", "begum", *set_, "--no-edit", "--format", "json").out)
    changed = max((demo / "records").rglob("*-case-supervision-M1012-*.json"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("j.okafor", "h.patel"), encoding="utf-8")
    before = bytes_of(demo)
    ran = record(supctl, "withdraw", made["id"], "--yes")
    assert (ran.code, "changed since it was sealed" in ran.err) == (2, True)
    assert bytes_of(demo) == before


def test_a_draft_for_a_day_to_come_is_begun_and_read_as_of_that_day(demo, supctl):
    """Somebody else supervises by then, and somebody has started by then."""
    worker = demo / "workers" / "t.reid.toml"
    post = '\n[[post]]\nfrom = 2026-12-01\nrole = "social-worker"\nteam = "east"\nsupervisor = "m.lall"\n'
    worker.write_text(worker.read_text(encoding="utf-8") + post, encoding="utf-8")
    for day, supervisor in (("30/11/2026", "j.okafor"), ("10/12/2026", "m.lall")):
        out = drafted(record(supctl, "new", "personal", "reid", "--date", day, "--stdout"))
        assert out["session"]["supervisor"] == supervisor
    assert supctl("worker", "add", "Zoe Quill", "--role", "other", "--started", "1/12/2026").code == 0
    made = json.loads(
        record(supctl, "new", "agreement", "quill", "--date", "8/12", "--with", "okafor", "--format", "json").out
    )
    assert "To put right" not in record(supctl, "show", made["id"]).out


def test_a_draft_for_an_earlier_day_tells_what_was_open_on_that_day(demo, supctl):
    out = record(supctl, "new", "personal", "begum", "--date", "20/10/2026", "--stdout").out
    assert 'action = "h3ve-1"' in out
    assert "# None of the children is due." in out
    on_the_day = supctl("record", "new", "personal", "begum", "--stdout", "--as-of", "20/10/2026").out
    assert out == on_the_day


def test_what_is_written_up_is_not_withdrawn(demo, supctl):
    (logged,) = (demo / "records").rglob("*-c4hw.json")
    facts = json.loads(logged.read_text(encoding="utf-8"))["facts"]
    written = facts | {"id": facts["id"][:-4] + "zzz9", "form": "personal-supervision-record", "amends": facts["id"]}
    written |= {"source": {"kind": "typed"}}
    write_service(demo, {"records": [{key: value for key, value in written.items() if value is not None}]})
    before = bytes_of(demo)
    ran = record(supctl, "withdraw", "c4hw")
    assert (ran.code, "written up, in zzz9" in ran.err) == (2, True)
    assert bytes_of(demo) == before


def test_the_letters_of_a_draft_that_is_gone_are_not_given_again(demo, supctl):
    """A copy of the store without its drafts must not void a session that another draft logged."""
    made = json.loads(record(supctl, "new", "personal", "begum", "--no-edit", "--format", "json").out)
    (demo / made["path"]).unlink()
    again = json.loads(record(supctl, "new", "personal", "begum", "--no-edit", "--format", "json").out)
    assert again["id"] != made["id"]


def test_a_draft_is_found_by_the_day_that_it_says(demo, supctl):
    """Begun for Tuesday, moved to Friday, logged on Friday: there is one draft of it, not two."""
    made = begin(supctl, "personal", "begum", "--date", "24/11", "--no-edit")
    change(demo, made, "date = 2026-11-24", "date = 2026-11-20")
    assert supctl("log", "personal", "begum", "--on", "20/11", "--minutes", "90", *DAY).code == 0
    logged = next((demo / "records").rglob("2026-11-20-personal-supervision-a.begum-*.json")).stem
    ran = record(supctl, "new", "--for", logged, "--no-edit")
    assert ran.out.startswith("There is a draft of it already")
    assert len(list((demo / "drafts").iterdir())) == 1


def test_a_childs_own_record_has_no_children(demo, supctl):
    """Taking back what was logged of one child says nothing of the session in which it was talked of."""
    ran = supctl("log", "personal", "reid", "--on", "20/11", "--minutes", "90", "--cases", "M1007", *DAY)
    assert ran.code == 0
    child = next((demo / "records").rglob("2026-11-20-case-supervision-M1007-*.json")).stem
    own = next((demo / "records").rglob("2026-11-20-personal-supervision-t.reid-*.json")).stem
    out = record(supctl, "withdraw", child).out
    assert own[-4:] not in out


def test_what_is_said_of_an_emptied_draft_can_be_typed(demo, supctl):
    made = begin(supctl, "personal", "begum", "--date", "24/11", "--no-edit")
    (demo / str(made["path"])).write_text("", encoding="utf-8")
    four = str(made["id"])[-4:]
    assert f"supctl record withdraw {four} --yes" in " ".join(record(supctl, "show", four).out.split())
    assert record(supctl, "withdraw", four, "--yes").code == 0


def test_a_record_begun_about_an_event_logs_that_it_answers_it(forms, supctl):
    case = forms / "cases" / "M1007.toml"
    event = '\n[[event]]\nid = "e1"\ndate = 2026-11-10\nkind = "assessment-completed"\n'
    case.write_text(case.read_text(encoding="utf-8") + event, encoding="utf-8")
    ran = supctl("record", "new", "case", "M1007", "--about", "e1", "--no-edit", "--as-of", "2026-11-23")
    assert (ran.code, ran.err) == (0, "")
    [logged] = (forms / "records" / "2026" / "11").glob("2026-11-23-case-supervision-M1007-*.json")
    assert json.loads(logged.read_text(encoding="utf-8"))["facts"]["about"] == "M1007/e1"
