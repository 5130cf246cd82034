"""Which policy is in force in a store: a folder of it, one after the other, own rules, own forms, and what if."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from supctl.store import reading
from supctl.store.sealing import as_bytes, seal

from .conftest import Ran

Run = Callable[..., Ran]

FORM = """\
id = "session-record"
title = "Session record"
version = "1"
derived = true
activity = "personal-supervision"
clause = ["TIN-7-a"]

[[section]]
id = "session"
title = "Session"
field = [
  { id = "notes", label = "What was said", type = "prose", required = true },
  { id = "private", label = "Private", type = "yes-no" },
]
"""
OWN_FORM = (
    FORM.replace("derived = true\n", "").replace("Session record", "Our page").replace("What was said", "Talked about")
)
OVERLAY = """\
[[source]]
id = "ours"
title = "Our practice standards"

[[clause]]
id = "OWN-1"
source = "ours"
section = "2.1"
says = "Everybody is seen every three weeks."

[[frequency]]
id = "own-supervision"
counts = [{ activity = "personal-supervision" }]

  [[frequency.row]]
  id = "everybody"
  when = { role = "social-worker" }
  every = "3 weeks"
  clause = ["OWN-1"]

[[requirement]]
id = "own-length"
on = { activity = "personal-supervision" }
test = "value"
of = "minutes"
min = 93
clause = ["OWN-1"]
"""
ENTRIES = """\
[[authority]]
id = "./policy"

[[authority]]
id = "./new"
from = 2026-11-16
"""


@pytest.fixture
def with_form(store: Path) -> Path:
    (store / "policy" / "forms").mkdir()
    (store / "policy" / "forms" / "session-record.toml").write_text(FORM, encoding="utf-8")
    return store


@pytest.fixture
def own_rules(store: Path) -> Path:
    (store / "overlay.toml").write_text(OVERLAY, encoding="utf-8")
    return store


@pytest.fixture
def changed(store: Path) -> Path:
    """From Monday 16 November on the service follows another policy: every six weeks, and ninety-five minutes."""
    new = shutil.copytree(store / "policy", store / "new")
    edit(new / "policy.toml", 'id = "tiny"', 'id = "newer"', 'short = "Tiny"', 'short = "Newer"')
    edit(new / "policy.toml", 'every = "4 weeks"', 'every = "6 weeks"', "min = 90", "min = 120")
    edit(store / "supctl.toml", 'authority = "./policy"\n', "")
    with (store / "supctl.toml").open("a", encoding="utf-8") as settings:
        settings.write(ENTRIES)
    return store


def edit(path: Path, *pairs: str) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def owed(supctl: Run, more: str = "") -> dict[str, tuple[str | None, str, str, str]]:
    """What is owed by id: due, status, basis and authority; the same with the index and without it."""
    ran = supctl(f"due --all --format json {more}")
    assert ran.code == 0, ran.err
    found = {
        one["id"]: (one["due"], one["status"], one["basis"], one["authority"])
        for one in json.loads(ran.out)["obligations"]
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "index_of", lambda *_: None)
        assert json.loads(supctl(f"due --all --format json {more}").out) == json.loads(ran.out)
    return found


# --- a folder of policy data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "due",
        "why a.begum",
        "why TIN-8-b",
        "record new session-record a.begum --stdout",
        "record list",
        "record show 7k2m",
        "action list",
        "authority show",
        "authority show ./policy",
        "authority coverage ./policy",
        "worker list",
        "worker show a.begum",
        "case list",
    ],
)
def test_a_folder_of_policy_data_answers_every_command_with_nothing_installed(with_form, supctl, command):
    ran = supctl(command)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_check_answers_by_a_folder_too(with_form, supctl):
    assert supctl("check").code == 1
    assert json.loads(supctl("check --format json").out)["authority"] == "tiny"


SCENARIO = """\
[[scenario]]
title = "Four weeks"
clause = "TIN-8-b"
as_of = 2026-03-01

[scenario.given.workers.asha]
started = 2026-02-01
role = "social-worker"

[[scenario.expect]]
subject = "asha"
activity = "personal-supervision"
due = 2026-03-01
"""


def test_the_scenarios_of_a_folder_are_run(with_form, supctl):
    (with_form / "policy" / "scenarios").mkdir()
    file = with_form / "policy" / "scenarios" / "often.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    assert supctl("authority test ./policy").code == 0
    edit(file, "due = 2026-03-01", "due = 2026-03-02")
    assert supctl("authority test ./policy").code == 1


@pytest.mark.parametrize("written", ["'.\\policy'", '"./policy/"', '".\\\\policy"'])
def test_a_folder_may_be_written_as_windows_does(store, supctl, written):
    before = owed(supctl)
    edit(store / "supctl.toml", '"./policy"', written)
    assert owed(supctl) == before


def test_what_is_wrong_in_a_folder_is_named_with_file_line_and_key(with_form, supctl):
    edit(with_form / "policy" / "policy.toml", 'clause = ["TIN-8-a"]', 'clause = ["TIN-8-x"]')
    ran = supctl("due")
    assert ran.code == 2
    assert 'policy/policy.toml:20: unknown clause "TIN-8-x"' in ran.err
    assert "mend: did you mean" in ran.err


def test_a_folder_is_read_once_and_again_when_it_changes(with_form, supctl, monkeypatch):
    for file in (with_form / "policy").rglob("*.toml"):
        os.utime(file, (time.time() - 60, time.time() - 60))
    monkeypatch.setattr("supctl.hooks.kept._YOUNG", 0)
    before = owed(supctl)
    with monkeypatch.context() as patched:
        patched.setattr("supctl.policy.reading.read_policy", None)
        assert owed(supctl) == before
    edit(with_form / "policy" / "policy.toml", 'every = "4 weeks"', 'every = "5 weeks"')
    after = owed(supctl)
    assert after["a.begum/personal-supervision"][0] == "2026-12-08" != before["a.begum/personal-supervision"][0]


# --- one policy after the other ---------------------------------------------------------------------------------------


def test_last_month_is_judged_by_last_month_s_policy(changed, supctl):
    id_ = "a.begum/personal-supervision"
    assert owed(supctl, "--as-of 2026-11-15")[id_] == ("2026-12-01", "ok", "policy", "tiny")
    assert owed(supctl)[id_] == ("2026-12-15", "ok", "policy", "newer")
    assert owed(supctl, "--as-of 2026-11-15")[id_] == ("2026-12-01", "ok", "policy", "tiny")


def test_a_date_missed_before_the_change_stands_and_says_whose_it_was(changed, supctl):
    found = owed(supctl)
    assert found["t.reid/personal-supervision"] == ("2026-11-30", "soon", "policy", "newer")  # due on the very day
    edit(changed / "supctl.toml", "2026-11-16", "2026-11-18")
    assert owed(supctl)["t.reid/personal-supervision"] == ("2026-11-16", "overdue", "policy", "tiny")
    why = supctl("why t.reid").out
    assert "Tiny, followed until Tue 17 Nov 2026" in why
    assert "Newer 8.1 (TIN-8-b): Mon 30 Nov 2026; the earlier date governs" in " ".join(why.split())
    listed = supctl("due").out
    assert "old 8.1" in listed
    assert "old: by the policy of Tiny, followed until Tue 17 Nov 2026." in listed
    assert "by Tiny" in supctl("due --format plain").out


def test_why_names_the_policy_where_there_are_two(changed, supctl):
    said = " ".join(supctl("why a.begum").out.split())
    assert "Newer, followed since Mon 16 Nov 2026; until then Tiny" in said


def test_a_record_is_checked_by_the_policy_of_its_day(changed, supctl):
    found = json.loads(supctl("check --format json").out)["findings"]
    short = {one["record"][-4:]: (one["message"], one["authority"]) for one in found if one["code"] == "session-length"}
    assert "x2pd" not in short  # 90 minutes on 12 November: enough for the policy of that day
    assert short["2fgh"][1] == "tiny"


def new_form(store: Path) -> None:
    """Each of the two policies has a form of its own for a session, under one id."""
    for folder, title, label in (("policy", "Old page", "Told"), ("new", "New page", "Said")):
        (store / folder / "forms").mkdir()
        text = FORM.replace("Session record", title).replace("Private", label)
        (store / folder / "forms" / "session-record.toml").write_text(text, encoding="utf-8")


def test_what_is_written_of_a_day_is_written_on_the_form_of_that_day(changed, supctl):
    new_form(changed)
    old = supctl("record new personal-supervision t.reid --date 2026-11-13 --stdout").out
    new = supctl("record new personal-supervision t.reid --date 2026-11-17 --stdout").out
    assert ("OLD PAGE" in old, 'authority = "tiny"' in old) == (True, True)
    assert ("NEW PAGE" in new, 'authority = "newer"' in new) == (True, True)
    assert "OLD PAGE" in supctl("record new --for x2pd --stdout").out


def test_a_session_of_before_the_change_is_to_be_written_up_where_the_policy_of_its_day_has_a_form(changed, supctl):
    new_form(changed)
    edit(changed / "new" / "forms" / "session-record.toml", '"personal-supervision"', '"observation"')
    id_ = "y.khan/to-write-up/2026-11-12-personal-supervision-y.khan-x2pd"
    assert owed(supctl)[id_] == (None, "to-write-up", "policy", "tiny")


def test_a_draft_is_read_by_the_form_that_it_was_begun_on(changed, supctl):
    new_form(changed)
    assert supctl("record new --for x2pd --no-edit --quiet").code == 0
    (draft,) = (changed / "drafts").iterdir()
    four = draft.stem.rpartition("-")[2]
    assert "Old page" in supctl(f"record show {four}").out
    assert "Said" not in supctl(f"record show {four}").out
    edit(changed / "supctl.toml", "2026-11-16", "2026-11-02")  # the change is dated back: the draft stays what it is
    assert "Old page" in supctl(f"record show {four}").out


def sealed(store: Path, **changed: object) -> None:
    """One record of the store, as it would be had it been written on another form."""
    path = next((store / "records").rglob("*7k2m.json"))
    facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
    path.write_bytes(as_bytes(seal({**facts, **changed})))


ON_A_FORM = {"form": "session-record", "form_version": "1", "answers": {"session.private": "yes"}}


def test_an_old_record_is_shown_under_the_form_it_was_written_on(changed, supctl):
    new_form(changed)
    sealed(changed, authority="tiny", **ON_A_FORM)
    shown = supctl("record show 7k2m").out
    assert ("Old page, 1" in shown, "Told: yes" in shown) == (True, True)
    sealed(changed, authority="newer", **ON_A_FORM)
    assert "Said: yes" in supctl("record show 7k2m").out


def test_a_record_of_an_installed_authority_that_is_not_followed_any_more_has_its_labels(store, supctl):
    sealed(store, authority="wsussex", form="supervision-agreement", form_version=None, answers={})
    shown = supctl("record show 7k2m").out
    assert "Supervision Agreement" in shown
    assert "is not installed" not in shown


def test_a_record_whose_authority_is_gone_is_shown_by_what_it_holds(store, supctl):
    sealed(store, authority="gone-council", **ON_A_FORM)
    ran = supctl("record show 7k2m")
    shown = " ".join(ran.out.split())
    assert ran.code == 0
    assert "session-record, 1" in shown
    assert "session.private: yes" in shown
    assert '"gone-council" is not installed: the record is shown by what it holds' in shown


def test_the_history_tells_by_which_policy(changed, supctl):
    ran = supctl("due --history 2026-10-01")
    assert "Policy: Newer" in ran.out
    assert "until Sun 15 Nov 2026: Tiny" in ran.out


def test_an_earlier_policy_that_is_gone_stops_no_answer_and_is_named(changed, supctl):
    """What is written waits until it is there again."""
    edit(changed / "supctl.toml", 'id = "./policy"', 'id = "gone-council"')
    ran = supctl("due --format json")
    assert (ran.code, bool(json.loads(ran.out)["obligations"])) == (3, True)
    assert 'supctl.toml:8: the policy of "gone-council" cannot be used' in ran.err
    assert supctl("due --as-of 2026-11-01").code == 2
    assert supctl("log personal-supervision t.reid --on 2026-11-20").code == 3


def test_a_reading_counts_where_any_of_the_policies_has_it(changed, supctl):
    edit(changed / "new" / "policy.toml", "TIN-R1", "NEW-R1")
    reading = '[[reading]]\nid = "{}"\noption = "calendar"\nby = "j.okafor"\nfrom = 2026-11-01\n'
    both = "".join(reading.replace("{}", id_) for id_ in ("TIN-R1", "NEW-R1"))
    (changed / "readings.toml").write_text(both, encoding="utf-8")
    assert supctl("due").code == 0
    (changed / "readings.toml").write_text(both + reading.replace("{}", "NO-R1"), encoding="utf-8")
    ran = supctl("due")
    assert (ran.code, ran.err.count("unknown reading")) == (3, 1)
    assert 'readings.toml:12: unknown reading "NO-R1"' in ran.err


def test_entries_out_of_order_are_refused(changed, supctl):
    edit(changed / "supctl.toml", 'id = "./policy"', 'id = "./policy"\nfrom = 2027-01-01')
    ran = supctl("due")
    assert ran.code == 3
    assert "put the oldest first" in ran.err


# --- own rules --------------------------------------------------------------------------------------------------------


def test_an_own_rule_with_the_earlier_date_governs_and_is_shown_as_local(own_rules, supctl):
    found = owed(supctl)
    assert found["a.begum/own-supervision"] == ("2026-11-24", "soon", "local", "tiny")
    assert "a.begum/personal-supervision" not in found
    assert found["y.khan/personal-supervision"][2] == "policy"  # every two weeks: earlier than the own three
    listed = supctl("due")
    assert "own 2.1" in listed.out
    assert "own: this service's own rule." in listed.out
    assert "this service's own rule" in supctl("due --format plain").out


def test_why_names_both_rules(own_rules, supctl):
    said = " ".join(supctl("why a.begum").out.split())
    assert "Our practice standards 2.1 (OWN-1)" in said
    assert "this service's own rule, beside the authority's (overlay.toml)" in said
    assert "Tiny 8.1 (TIN-8-b): Tue 1 Dec 2026; the earlier date governs" in said
    data = json.loads(supctl("why a.begum --format json").out)
    (one,) = [one for one in data["obligations"] if one["policy"] == "own-supervision"]
    assert [(other["authority"], other["basis"], other["due"]) for other in one["beside"]] == [
        ("tiny", "policy", "2026-12-01")
    ]
    assert "OWN-1" in supctl("why OWN-1").out
    assert "own-supervision" in supctl("why own-supervision").out


def test_check_says_which_findings_are_the_service_s_own(own_rules, supctl):
    found = json.loads(supctl("check --format json").out)["findings"]
    assert {one["basis"] for one in found if one["code"] == "own-length"} == {"local"}
    assert {one["section"] for one in found if one["code"] == "own-length"} == {"2.1"}
    assert "own rule 2.1 (OWN-1)" in supctl("check --select own-length").out
    assert supctl("check --select OWN-1").code == 1


def test_authority_show_tells_own_rules_apart(own_rules, supctl):
    shown = supctl("authority show --all").out
    assert "(this service's own rule)" in shown
    assert "every 3 weeks" in shown
    assert "own length (own rule)" in shown
    data = json.loads(supctl("authority show --format json").out)
    asked = [*data["how_often"], *data["requirements"]]
    assert {one["rule"] for one in asked if one["basis"] == "local"} == {"everybody", "own-length"}
    assert data["clauses"] == 8  # the authority's own
    assert "own rule" not in supctl("authority show ./policy --all").out
    assert "this service's own rule" in supctl("authority show --format markdown").out


def test_a_wrong_overlay_is_named_and_the_authority_s_rules_answer(own_rules, supctl):
    edit(own_rules / "overlay.toml", 'every = "3 weeks"', 'evry = "3 weeks"')
    ran = supctl("due")
    assert ran.code == 3
    assert "overlay.toml:18:" in ran.err
    assert "own 2.1" not in ran.out
    found = json.loads(supctl("check --format json").out)["findings"]
    assert [(one["code"], one["line"]) for one in found if one["path"] == "overlay.toml"] == [("unknown-key", 18)]


def test_an_overlay_as_windows_writes_it_is_read(own_rules, supctl):
    file = own_rules / "overlay.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert owed(supctl)["a.begum/own-supervision"][2] == "local"
    file.write_bytes(file.read_bytes().replace(b"every =", b"evry ="))
    assert "overlay.toml:18:" in supctl("due").err


def test_a_change_of_own_rules_is_noticed(own_rules, supctl):
    assert owed(supctl)["a.begum/own-supervision"][0] == "2026-11-24"
    edit(own_rules / "overlay.toml", "3 weeks", "1 week")
    assert owed(supctl)["a.begum/own-supervision"][0] == "2026-11-10"
    (own_rules / "overlay.toml").unlink()
    assert owed(supctl)["a.begum/personal-supervision"][0] == "2026-12-01"


# --- own forms --------------------------------------------------------------------------------------------------------


def with_own_form(store: Path, text: str, name: str = "session-record.toml") -> None:
    (store / "forms").mkdir(exist_ok=True)
    (store / "forms" / name).write_text(text, encoding="utf-8")


def test_an_own_form_takes_the_place_of_a_derived_one(with_form, supctl):
    with_own_form(with_form, OWN_FORM)
    draft = supctl("record new session-record a.begum --stdout").out
    assert "OUR PAGE" in draft
    assert "Talked about" in draft
    assert "your service's own form" in draft
    assert "does not print this form" not in draft
    assert [one["own"] for one in json.loads(supctl("authority show --format json").out)["forms"]] == [True]
    assert "2 fields, this" in supctl("authority show").out  # service's own form, on the next line


def test_a_draft_and_a_record_on_an_own_form_say_so(with_form, supctl):
    with_own_form(with_form, OWN_FORM)
    assert supctl("record new --for x2pd --no-edit --quiet").code == 0
    (draft,) = (with_form / "drafts").iterdir()
    assert "your service's own form" in supctl(f"record show {draft.stem.rpartition('-')[2]}").out
    sealed(with_form, authority="tiny", **ON_A_FORM)
    assert "Our page, 1, your service's own form" in supctl("record show 7k2m").out


def test_another_own_form_stands_beside_those_of_the_authority(with_form, supctl):
    with_own_form(with_form, OWN_FORM.replace("session-record", "short-page"), "short-page.toml")
    assert "SESSION RECORD" in supctl("record new personal-supervision a.begum --stdout").out
    assert "OUR PAGE" in supctl("record new short-page a.begum --stdout").out


def test_a_form_that_the_authority_prints_is_not_replaced(with_form, supctl):
    edit(with_form / "policy" / "forms" / "session-record.toml", "derived = true\n", "")
    with_own_form(with_form, OWN_FORM)
    ran = supctl("due")
    assert ran.code == 3
    assert 'forms/session-record.toml:1: Tiny prints the form "session-record" itself' in ran.err
    assert "SESSION RECORD" in supctl("record new session-record a.begum --stdout").out


def test_an_own_form_without_a_field_that_a_rule_asks_for_is_told(with_form, supctl):
    with (with_form / "policy" / "policy.toml").open("a", encoding="utf-8") as policy:
        policy.write('\n[[requirement]]\nid = "private"\non = { activity = "personal-supervision" }\ntest = "filled"\n')
        policy.write('of = "session.private"\nclause = ["TIN-7-a"]\n')
        policy.write('\n[[requirement]]\nid = "again"\non = { activity = "personal-supervision" }\ntest = "filled"\n')
        policy.write('of = "session.private"\nclause = ["TIN-7-a"]\n')
    with_own_form(with_form, "\n".join(line for line in OWN_FORM.splitlines() if "private" not in line))
    ran = supctl("due")
    assert ran.code == 3
    told = 'forms/session-record.toml:1: the form does not have what rules of the policy ask for: "session.private"\n'
    assert ran.err.count(told) == ran.err.count("session.private") == 1


def test_a_wrong_own_form_is_named(with_form, supctl):
    with_own_form(with_form, OWN_FORM.replace('"yes-no"', '"yes"'))
    ran = supctl("due")
    assert ran.code == 3
    assert "forms/session-record.toml:12:" in ran.err


def test_a_change_of_own_forms_is_noticed(with_form, supctl):
    """A logged session is to be written up where there is a form for it."""
    log = "y.khan/to-write-up/2026-11-12-personal-supervision-y.khan-x2pd"
    assert log in owed(supctl)
    edit(with_form / "policy" / "forms" / "session-record.toml", '"personal-supervision"', '"observation"')
    assert log not in owed(supctl)
    with_own_form(with_form, OWN_FORM.replace("session-record", "ours"))
    assert log in owed(supctl)


# --- what if ----------------------------------------------------------------------------------------------------------

ANSWERS = [
    "due --all",
    "due --history 2026-10-01",
    "why a.begum",
    "record list",
    "record show 7k2m",
    "record new supervision t.reid --stdout",
    "action list",
    "authority show",
    "authority coverage",
    "worker list",
    "worker show a.begum",
    "case list",
    "case show M1007",
    "team list",
    "team show east",
]
WRITES = [
    "log personal-supervision t.reid --on 2026-11-20",
    "book t.reid 2026-12-01",
    "record new supervision t.reid --no-edit",
    "worker add Zoe New --role social-worker --team east --from 2026-11-02",
    "team add West",
    "case add M2 --initials AB --category child-in-need --from 2026-11-02",
    "record withdraw x2pd --yes",
]


@pytest.mark.parametrize("named", ["wsussex", "./other"])
@pytest.mark.parametrize("command", ANSWERS)
def test_every_command_that_answers_can_be_asked_what_if(store, supctl, named, command):
    other = shutil.copytree(store / "policy", store / "other")
    edit(other / "policy.toml", 'id = "tiny"', 'id = "other"', 'name = "Tiny County Council"', 'name = "Other Council"')
    (other / "forms").mkdir()
    (other / "forms" / "a.toml").write_text(FORM.replace("Session record", "Supervision"), encoding="utf-8")
    ran = supctl(f"{command} --authority {named}")
    assert (ran.code, ran.err) == (0, "")
    if command.startswith(("due", "why")):
        assert "WHAT IF" in ran.out.upper()


@pytest.mark.parametrize("command", WRITES)
def test_a_command_that_writes_refuses_to_write_by_another_policy(store, supctl, command):
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    ran = supctl(f"{command} --authority wsussex")
    assert ran.code == 2
    assert "what if" in ran.err.lower()
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before


def test_what_if_asks_the_other_policy_alone(own_rules, supctl):
    shutil.copytree(own_rules / "policy", own_rules / "other")
    found = owed(supctl, "--authority ./other")
    assert not [one for one in found.values() if one[2] == "local"]
    assert found["a.begum/personal-supervision"][0] == "2026-12-01"


def test_the_own_policy_by_its_name_is_no_what_if(own_rules, supctl):
    assert owed(supctl, "--authority ./policy") == owed(supctl)
    assert "WHAT IF" not in supctl("due --authority ./policy").out


def test_a_folder_is_named_as_it_is_seen_from_here(store, supctl, monkeypatch):
    (store / "sub").mkdir()
    shutil.copytree(store / "policy", store / "sub" / "theirs")
    monkeypatch.chdir(store / "sub")
    assert "WHAT IF" in supctl("due --authority ./theirs").out
    assert "WHAT IF" in supctl(f"due --authority {store / 'sub' / 'theirs'}").out
    ran = supctl("due --authority ./nowhere")
    assert ran.code == 2
    assert "there is no policy.toml in ./nowhere" in ran.err


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_every_change_of_what_is_in_force_is_noticed(with_form, supctl):
    """The settings, a policy's files, readings: each time what is owed is what it would be with nothing kept."""
    store, id_ = with_form, "a.begum/personal-supervision"
    assert owed(supctl)[id_][0] == "2026-12-01"
    edit(store / "policy" / "policy.toml", 'every = "4 weeks"', 'every = "5 weeks"')
    assert owed(supctl)[id_][0] == "2026-12-08"
    shutil.copytree(store / "policy", store / "new")
    edit(store / "new" / "policy.toml", 'every = "5 weeks"', 'every = "6 weeks"')
    edit(store / "supctl.toml", 'authority = "./policy"\n', "")
    (store / "supctl.toml").write_text((store / "supctl.toml").read_text(encoding="utf-8") + ENTRIES, encoding="utf-8")
    assert owed(supctl)[id_][0] == "2026-12-15"
    edit(store / "supctl.toml", "2026-11-16", "2026-12-16")
    assert owed(supctl)[id_][0] == "2026-12-08"
    assert owed(supctl, "--as-of 2026-12-16")[id_][:2] == ("2026-12-08", "overdue")
    reading_ = '[[reading]]\nid = "TIN-R1"\noption = "calendar"\nby = "j.okafor"\nfrom = 2026-11-01\n'
    (store / "readings.toml").write_text(reading_, encoding="utf-8")
    data = json.loads(supctl("due --all --format json").out)["obligations"]
    assert {one["reading"]["confirmed"] for one in data if one["activity"] == "observation"} == {True}


def test_two_policies_side_by_side_say_that_own_rules_stand_beside_the_stores(own_rules, supctl):
    """They are in no cell, so they are counted below; beside the other policy there are none."""
    told = supctl("authority", "diff", "wsussex")
    assert told.code == 0
    assert "not shown here, own rules: 2 (overlay.toml)" in " ".join(told.out.split())
    data = json.loads(supctl("authority", "diff", "wsussex", "--format", "json").out)
    assert (data["first"]["own_rules"], data["second"]["own_rules"]) == (2, 0)
