"""`supctl check` on stores: one in order, a small one, and one in which much is broken."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from supctl.documents import Document, Origin, read
from supctl.facts import Record
from supctl.store.sealing import as_bytes, sealed_record
from supctl.store.writing import record_file

DAY = ("--as-of", "2026-11-23")
FORMATS = ("table", "plain", "json", "csv", "markdown")


def check(supctl, *more):
    return supctl("check", *more, *DAY)


def found(supctl, *more):
    """The findings of a run, by code."""
    made = json.loads(check(supctl, "--format", "json", *more).out)
    by_code: dict[str, list[dict]] = {}
    for one in made["findings"]:
        by_code.setdefault(one["code"], []).append(one)
    return by_code


# --- a small store ----------------------------------------------------------------------------------------------------


def test_every_overdue_duty_and_failed_requirement_in_one_run(store, supctl):
    codes = found(supctl)
    assert {one["subject"] for one in codes["case-supervision-overdue"]} == {"M1007", "M1052", "M1099"}
    assert [one["subject"] for one in codes["personal-supervision-overdue"]] == ["t.reid"]
    assert [one["subject"] for one in codes["notes-to-supervisee-overdue"]] == ["y.khan"]
    assert [one["subject"] for one in codes["session-length"]] == ["t.reid"]
    assert [one["subject"] for one in codes["to-write-up"]] == ["y.khan"]
    assert {one["subject"] for one in codes["case-no-worker"]} == {"M1052", "M1099"}


def test_a_finding_as_data_has_the_keys_of_the_contract(store, supctl):
    made = json.loads(check(supctl, "--format", "json").out)
    assert list(made) == ["as_of", "authority", "summary", "unread", "findings"]
    assert list(made["summary"]) == ["error", "warning", "note", "waived"]
    keys = ["code", "severity", "message", "path", "line", "subject", "record", "clause", "waived"]
    assert all(list(one)[: len(keys)] == keys for one in made["findings"])
    (one,) = [one for one in made["findings"] if one["code"] == "notes-to-supervisee-overdue"]
    assert one == {
        "code": "notes-to-supervisee-overdue",
        "severity": "error",
        "message": "personal supervision of 2026-11-12 is not shared, due 2026-11-19, 4 days ago",
        "path": "records/2026/11/2026-11-12-personal-supervision-y.khan-x2pd.json",
        "line": 1,
        "subject": "y.khan",
        "record": "2026-11-12-personal-supervision-y.khan-x2pd",
        "clause": ["TIN-7-a"],
        "waived": None,
        "section": "7",
        "mend": one["mend"],
        "due": "2026-11-19",
        "days": -4,
        "basis": "policy",
        "authority": "tiny",
        "reading": None,
    }


def test_the_summary_counts_the_findings(store, supctl):
    made = json.loads(check(supctl, "--format", "json").out)
    for severity in ("error", "warning", "note"):
        assert made["summary"][severity] == sum(one["severity"] == severity for one in made["findings"])


def test_the_exit_code_is_1_on_errors_and_on_warnings_if_told(store, supctl):
    assert check(supctl).code == 1
    assert check(supctl, "--select", "session-length").code == 0
    assert check(supctl, "--select", "session-length", "--fail-on", "warning").code == 1
    assert check(supctl, "--select", "session-length", "--fail-on", "note").code == 2


def test_what_cannot_be_mended_is_told_from_since_on_and_an_error_always(store, supctl):
    assert "session-length" in found(supctl, "--since", "2026-10-19")
    later = found(supctl, "--since", "2026-10-20")
    assert "session-length" not in later
    assert "personal-supervision-overdue" in later
    long_after = supctl("check", "--as-of", "2027-10-20", "--format", "json").out
    assert "session-length" not in long_after
    assert "session-length" in supctl("check", "--as-of", "2027-10-19", "--format", "json").out


def test_what_was_done_late_is_no_finding(store, supctl):
    """Tom's notes of 19 October were shared a day after their five working days."""
    subjects = {one["subject"] for one in found(supctl)["notes-to-supervisee-overdue"]}
    assert "t.reid" not in subjects


def test_a_team(store, supctl):
    assert check(supctl, "--team", "east").out.startswith("Safeguarding East: check on")
    assert {one["subject"] for rows in found(supctl, "--team", "east").values() for one in rows} >= {"t.reid", "M1052"}
    assert check(supctl, "--team", "wset").code == 2


def test_only_data_formats_hold_no_name_and_no_initials(store, supctl):
    table = check(supctl).out
    assert "Tom Reid (t.reid)" in table
    assert "M1052 AR, in need" in table
    for format_ in FORMATS[1:]:
        out = check(supctl, "--format", format_).out
        assert not re.search(r"Reid|Okafor|Khan|Shaw|\b(?:AR|KL|QQ)\b", out)


def test_a_plain_line_can_be_clicked(store, supctl):
    lines = check(supctl, "--format", "plain").out.splitlines()
    assert all(re.match(r"[\w./-]+:\d+: (error|warning|note) [a-z-]+ \S", line) for line in lines)
    assert (
        "records/2026/10/2026-10-19-case-supervision-M1007-mm11.json:1: error case-supervision-overdue "
        "M1007: case supervision was due 2026-11-16, 7 days ago [TIN-9-a]" in lines
    )


def test_the_table_has_eighty_columns(store, supctl):
    assert max(map(len, check(supctl).out.splitlines())) <= 80


def test_on_a_terminal_the_weight_of_a_finding_is_coloured(store, supctl, monkeypatch):
    plain = check(supctl).out
    monkeypatch.setattr("supctl.cli.output.wants_colour", lambda *_: True)
    shown = check(supctl).out
    assert shown.count("\033[31m  error\033[0m    ") == len(re.findall("^  error ", plain, re.MULTILINE)) > 0
    assert shown.count("\033[33m  warning\033[0m  ") == len(re.findall("^  warning ", plain, re.MULTILINE)) > 0
    assert re.sub(r"\033\[\d+m", "", shown) == plain


def test_quiet_leaves_the_hints_out(store, supctl):
    assert "supctl why" in check(supctl).out
    assert "What a code means" not in check(supctl, "--quiet").out


def test_what_if_by_another_policy(store, supctl):
    ran = check(supctl, "--authority", "baseline")
    assert "WHAT IF" in ran.out


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_refused_with_the_nearest(store, supctl, option):
    ran = check(supctl, option, "case-no-wroker")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "case-no-worker"' in ran.err


def test_every_code_that_is_found_explains_itself(store, supctl):
    for code in found(supctl):
        ran = supctl("why", code, *DAY)
        assert ran.code == 0, code
        assert ran.out.startswith(f"{code}: "), code


# --- stores with nothing to say ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_store(store, supctl, format_):
    for file in [*store.rglob("workers/*"), *store.rglob("cases/*"), *store.rglob("teams/*"), *store.rglob("*.json")]:
        file.unlink()
    ran = check(supctl, "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    if format_ == "table":
        assert "This store holds nobody yet." in ran.out
        assert "Nothing falls short." in ran.out
    if format_ == "json":
        assert json.loads(ran.out)["findings"] == []


def test_a_store_in_order(store, supctl):
    for file in [*store.rglob("cases/*"), *store.rglob("*.json")]:
        file.unlink()
    for name in ("t.reid", "y.khan", "a.begum", "r.palmer", "b.shaw"):
        (store / "workers" / f"{name}.toml").unlink()
    ran = check(supctl)
    assert ran.code == 0
    assert "Nothing falls short." in ran.out


def test_a_store_that_cannot_be_opened_is_3(store, supctl, tmp_path):
    assert supctl("check", "--store", str(tmp_path)).code == 3
    (store / "supctl.toml").write_text("schema = 1\nid = ", encoding="utf-8")
    assert check(supctl).code == 3


def test_a_policy_that_is_broken_is_2(store, supctl):
    (store / "policy" / "policy.toml").write_text("[authority", encoding="utf-8")
    assert check(supctl).code == 2


# --- a store in which much is broken ----------------------------------------------------------------------------------

APPROVED = """\
  [[frequency.row]]
  id = "by-approval"
  when = { category = "child-in-need", approval = "longer-interval" }
  every = "8 weeks"
  approved = { by_role = ["head-of-service"] }
  clause = ["TIN-9-a"]

  [[frequency.row]]
  id = "need-or-protection"
"""
AGREEMENT = """
[[deadline]]
id = "agreement"
after = { began = "pair" }
must = { activity = "agreement" }
clause = ["TIN-7-a"]
"""
FORM = """\
id = "personal-record"
title = "Personal Record"
version = "1"
activity = "personal-supervision"
subject = "worker"
clause = ["TIN-7-a"]
[[section]]
id = "notes"
title = "Notes"
  [[section.field]]
  id = "notes"
  label = "Notes"
  type = "prose"
"""


def write(store: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (store / name).parent.mkdir(parents=True, exist_ok=True)
    (store / name).write_text(text, encoding=encoding, newline="\n")


def sealed(store: Path, **values: object) -> None:
    record = read(Record, values, Origin(Document("records", "")))
    path = store / record_file(record)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(sealed_record(record)))


@pytest.fixture
def broken(store: Path) -> Path:
    policy = store / "policy" / "policy.toml"
    text = policy.read_text(encoding="utf-8").replace('  [[frequency.row]]\n  id = "need-or-protection"\n', APPROVED)
    assert "by-approval" in text
    policy.write_text(text + AGREEMENT, encoding="utf-8")
    write(store, "policy/forms/personal-record.toml", FORM)
    worker = '\n[[post]]\nfrom = 2026-02-02\nrole = "social-worker"\nteam = "east"\n'
    write(store, "workers/open.quote.toml", 'name = "Open Quote\nstarted = 2026-02-02\n')
    write(store, "workers/un.known.toml", f'name = "Un Known"\nstarted = 2026-02-02\nnickname = "U"{worker}')
    write(store, "workers/odd.role.toml", f'name = "Odd"\nstarted = 2026-02-02{worker}'.replace("social", "sozial"))
    write(store, "workers/no.where.toml", f'name = "No Where"\nstarted = 2026-02-02{worker}supervisor = "j.okafr"\n')
    write(store, "teams/west.toml", 'name = "Caf\u00e9"\n', "latin-1")
    write(store, "cases/M2001.toml", '[[status]]\nfrom = 2026-02-30\ncategory = "child-in-need"\n')
    status = '[[status]]\nfrom = 2026-03-02\ncategory = "child-in-need"\nworker = "t.reid"\n'
    approval = '\n[[approval]]\nwhat = "longer-interval"\nrole = "head-of-service"\ndate = 2026-04-01\n'
    write(store, "cases/M2002.toml", status + approval)
    write(store, "cases/M2003.toml", '[[status]]\nfrom = 2026-03-02\ncategory = "child-in-need"\n')
    write(store, "cases/M2004.toml", status)
    write(store, "cases/m2004.toml", status)
    one = store / "records/2026/10/2026-10-26-case-supervision-M1033-mm22.json"
    one.write_text(one.read_text(encoding="utf-8")[:200], encoding="utf-8")
    other = store / "records/2026/11/2026-11-05-case-supervision-M1040-mm33.json"
    other.write_text(other.read_text(encoding="utf-8").replace('"2026-11-05"', '"2026-11-31"'), encoding="utf-8")
    day = date(2026, 11, 17)
    who = {"supervisee": "t.reid", "supervisor": "j.okafor", "date": day, "activity": "personal-supervision"}
    sealed(store, id="2026-11-17-personal-supervision-t.reid-f0rm", form="personal-recrod", minutes=90, **who)
    sealed(store, id="2026-11-17-personal-supervision-t.reid-str4", form="personal-record", minutes=30, **who)
    sealed(store, id="2026-11-17-case-supervision-M9-c4se", activity="case-supervision", date=day, cases=["M9999"])
    return store


EXPECTED = [
    ("not-toml", "workers/open.quote.toml", 1),
    ("unknown-key", "workers/un.known.toml", 3),
    ("unknown-role", "workers/odd.role.toml", 5),
    ("unknown-worker", "workers/no.where.toml", 7),
    ("unreadable", "teams/west.toml", 1),
    ("not-toml", "cases/M2001.toml", 2),
    ("approval-without-reason", "cases/M2002.toml", 6),
    ("case-no-worker", "cases/M2003.toml", 1),
    ("not-json", "records/2026/10/2026-10-26-case-supervision-M1033-mm22.json", None),
    ("wrong-value", "records/2026/11/2026-11-05-case-supervision-M1040-mm33.json", 1),
    ("unknown-form", "records/2026/11/2026-11-17-personal-supervision-t.reid-f0rm.json", 1),
    ("session-length", "records/2026/11/2026-11-17-personal-supervision-t.reid-str4.json", 1),
    ("unknown-case", "records/2026/11/2026-11-17-case-supervision-M9-c4se.json", 1),
    ("agreement-missing", "workers/t.reid.toml", None),
]


@pytest.mark.parametrize("format_", FORMATS)
def test_everything_that_is_broken_is_named_in_one_run(broken, supctl, format_):
    ran = check(supctl, "--format", format_, "--all")
    assert ran.code == 1
    for code, path, _ in EXPECTED:
        assert code in ran.out
        assert path in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80 or format_ != "table"


def test_each_has_its_code_path_and_line(broken, supctl):
    made = json.loads(check(supctl, "--format", "json").out)["findings"]
    at = {(one["code"], one["path"]): one for one in made}
    for code, path, line in EXPECTED:
        assert (code, path) in at, (code, path)
        assert line in {None, at[code, path]["line"]}, (code, path, at[code, path]["line"])
    assert all(one["line"] >= 1 and one["path"] for one in made)


def test_a_duty_that_an_unread_record_may_answer_says_so(broken, supctl):
    by_case = {one["subject"]: one["message"] for one in found(supctl)["case-supervision-overdue"]}
    assert by_case["M1040"].endswith("; not read, and may answer it: mm33")
    assert "not read" not in by_case["M1052"]


def test_a_damaged_record_is_put_back_and_not_edited(broken, supctl):
    for code in ("wrong-value", "not-json"):
        assert "put the file back from a copy" in found(supctl)[code][0]["mend"]


def test_ids_that_differ_only_in_case_are_named(broken, supctl):
    if (broken / "CASES").exists():
        pytest.skip("this disk does not tell capitals from small letters")
    (one,) = found(supctl)["id-twice"]
    assert one["path"] == "cases/m2004.toml"


def test_what_a_broken_file_hides_is_said(broken, supctl):
    ran = check(supctl)
    assert "NOT READ: " in ran.out
    assert ran.err == ""
    for format_ in FORMATS[1:]:
        assert "not used, so nothing that follows from them is told: " in check(supctl, "--format", format_).err
    assert "workers/open.quote.toml" in json.loads(check(supctl, "--format", "json").out)["unread"]


def test_a_broken_file_is_told_of_to_every_team_and_in_every_selection(broken, supctl):
    assert "unreadable" in found(supctl, "--team", "safeguarding")
    assert "unreadable" in found(supctl, "--select", "session-length")
    assert "unreadable" not in found(supctl, "--ignore", "unreadable")


def test_nothing_is_hidden_by_folding(broken, supctl):
    for number in range(15):
        write(broken, f"cases/N{number}.toml", '[[status]]\nfrom = 2026-03-02\ncategory = "child-in-need"\n')
    folded, whole = check(supctl).out, check(supctl, "--all").out
    assert re.search(r"^\.\.\. and \d+ more \(--all shows them\), about \d+ children, ", folded, re.MULTILINE)
    assert "--all shows them" not in whole
    made = json.loads(check(supctl, "--format", "json").out)["findings"]
    assert len(re.findall(r"^  (?:error|warning|note) ", whole, re.MULTILINE)) == len(made)


def test_nothing_is_changed(broken, supctl):
    def contents():
        return {path: path.read_bytes() for path in broken.rglob("*") if path.is_file()}

    before = contents()
    check(supctl)
    assert contents() == before


# --- mends ------------------------------------------------------------------------------------------------------------


def mended(store, supctl, code, subject):
    """Whether a finding is gone."""
    return subject not in {one["subject"] for one in found(supctl).get(code, [])}


def mend_of(supctl, code, subject):
    (one,) = [one for one in found(supctl)[code] if one["subject"] == subject]
    return one["mend"]


def entry(mend: str) -> str:
    """The TOML of a mend that says which [[entry]] to add with what."""
    name = re.search(r"\[\[(\w+)\]\]", mend)[1]
    values = re.findall(r'(\w+) = ("[^"]*"|\[[^\]]*\]|[\d-]+)', mend)
    return f"\n[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in values)


def test_a_case_without_a_worker_is_mended_as_it_says(store, supctl):
    mend = mend_of(supctl, "case-no-worker", "M1052")
    assert mend.startswith("add [[status]] to cases/M1052.toml ")
    file = store / "cases" / "M1052.toml"
    file.write_text(file.read_text(encoding="utf-8") + entry(mend).replace('"ID"', '"t.reid"'), encoding="utf-8")
    assert mended(store, supctl, "case-no-worker", "M1052")


def test_a_case_that_began_today_is_mended_in_the_entry_that_is_there(store, supctl):
    """Another one of the same day would make the file one that cannot be used."""
    file = store / "cases" / "M1099.toml"
    text = re.sub(r"(?<=from = )[\d-]+", "2026-11-23", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    mend = mend_of(supctl, "case-no-worker", "M1099")
    assert mend == 'write worker = "ID" in the last [[status]] of cases/M1099.toml'
    assert mend in " ".join(supctl("why", "M1099", *DAY).out.split())
    file.write_text(text + 'worker = "t.reid"\n', encoding="utf-8")
    assert mended(store, supctl, "case-no-worker", "M1099")
    assert "history-order" not in found(supctl)


def test_a_worker_away_is_mended_as_it_says(store, supctl):
    mend = mend_of(supctl, "case-worker-away", "M1040")
    file = store / "workers" / "r.palmer.toml"
    file.write_text(file.read_text(encoding="utf-8") + entry(mend).replace('"ID"', '"t.reid"'), encoding="utf-8")
    assert mended(store, supctl, "case-worker-away", "M1040")


def test_nobody_is_told_to_type_what_fails(store, supctl):
    """A mend names commands of this supctl only."""
    from supctl.cli.commands import typed_commands

    for rows in found(supctl).values():
        for one in rows:
            named = re.search(r"supctl ([a-z]+)(?: ([a-z]+))?", one["mend"] or "")
            assert named is None or {named[1], f"{named[1]} {named[2]}"} & typed_commands()


def test_what_somebody_wrote_into_the_wrong_key_is_not_repeated(store, supctl):
    words = "a long story that nobody else is to read, about somebody"
    file = store / "workers" / "t.reid.toml"
    file.write_text(f'name = "Tom Reid"\nstarted = "{words}"\n', encoding="utf-8")
    for format_ in FORMATS:
        ran = check(supctl, "--format", format_)
        assert "wrong-value" in ran.out
        assert words not in ran.out + ran.err


def test_a_policy_that_is_silent_is_said_to_be(store, supctl):
    """No row of the tiny policy is about a care leaver."""
    assert re.search(r"^Where no rule of the policy matches, no date is known: \d+ ", check(supctl).out, re.MULTILINE)


def test_a_name_that_leads_nowhere_weighs_the_same_in_check_and_in_why(store, supctl):
    """What stands in a TOML file can be mended, so it is an error."""
    file = store / "workers" / "t.reid.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("j.okafor", "j.okafr"), encoding="utf-8")
    (checked,) = found(supctl)["unknown-worker"]
    shown = json.loads(supctl("why", "t.reid", "--format", "json", *DAY).out)["findings"]
    (explained,) = [one for one in shown if one["code"] == "unknown-worker"]
    assert (checked["severity"], explained["severity"]) == ("error", "error")
    assert checked["mend"] == explained["mend"] == 'did you mean "j.okafor"?'
