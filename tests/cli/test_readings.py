"""`supctl authority readings`, `confirm` and `lint`, and what due, why and check say of readings."""

import json
import shutil
from pathlib import Path

import pytest

from supctl.cli.authorities import confirm as confirming
from supctl.documents import Document
from supctl.store.writing import write_service

UNCLEAR = Path(__file__).parents[1] / "exchange" / "unclear"
SETTINGS = 'schema = 1\nid = "unclear-store"\nauthority = "./policy"\nname = "Unclear children\'s social care"\n'


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store that follows a policy whose text contradicts itself, which is the working directory too."""
    folder = tmp_path / "store"
    (folder / "policy").mkdir(parents=True)
    for name in ("policy.toml", "clauses.toml"):
        shutil.copy(UNCLEAR / name, folder / "policy" / name)
    (folder / "supctl.toml").write_text(SETTINGS, encoding="utf-8")
    given = Document("given.toml", (UNCLEAR / "given.toml").read_text(encoding="utf-8")).values
    write_service(folder, given)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    return folder


def written(store) -> str:
    file = store / "readings.toml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


# --- readings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["", "./policy"])
def test_the_readings_of_the_store(store, supctl, named):
    ran = supctl(f"authority readings {named} --format json")
    made = json.loads(ran.out)
    assert ran.code == 0
    assert made["store"] == "Unclear children's social care"
    assert {one["id"]: one["dates"] for one in made["readings"]}["UNC-R1"] == 4


def test_the_readings_of_another_authority_have_no_decisions(store, supctl):
    assert supctl("authority confirm UNC-R2 monthly --by okafor --from 1/11 --yes").code == 0
    shutil.copytree(store / "policy", store.parent / "other")
    made = json.loads(supctl("authority readings ../other --format json").out)
    assert made["store"] is None
    assert not any(one["confirmed"] for one in made["readings"])


def test_outside_a_store_an_authority_is_named(store, supctl, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    ran = supctl("authority readings store/policy")
    assert ran.code == 0
    assert "No store was asked" in ran.out
    assert supctl("authority readings").code == 3


@pytest.mark.parametrize("kind", ["readings", "lint"])
@pytest.mark.parametrize("format_", ["plain", "csv", "markdown", "json"])
def test_every_format(store, supctl, kind, format_):
    ran = supctl(f"authority {kind} --format {format_}")
    assert ran.code == 0
    assert "UNC-R1" in ran.out
    assert "\x1b" not in ran.out


# --- confirm ----------------------------------------------------------------------------------------------------------


def test_a_choice_is_written_and_holds_from_its_day(store, supctl):
    ran = supctl("authority confirm unc-r2 MONTHLY --by okafor --from 1/11/2026 --yes")
    assert ran.code == 0
    assert "readings.toml: UNC-R2 monthly, by Jo Okafor, from Sun 1 Nov 2026." in ran.out
    assert written(store) == '[[reading]]\nid = "UNC-R2"\noption = "monthly"\nby = "j.okafor"\nfrom = 2026-11-01\n'
    due = json.loads(supctl("due reid --activity personal --all --format json").out)["obligations"]
    assert [(one["due"], one["reading"]) for one in due if one["kind"] == "frequency"] == [
        ("2026-11-27", {"id": "UNC-R2", "option": "monthly", "confirmed": True})
    ]
    assert "CONFIRMED 1" in supctl("authority readings").out


def test_on_a_terminal_what_it_changes_is_told_once(store, supctl, monkeypatch):
    monkeypatch.setattr("supctl.cli.authorities.confirm.on_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _text: True)
    ran = supctl("authority confirm UNC-R2 monthly --by okafor --from 1/11/2026")
    assert ran.code == 0
    assert ran.out.count("Decided ") == 1
    assert ran.out.count("UNC-R2 monthly, by Jo Okafor") == 1


def test_it_says_which_dates_move(store, supctl):
    out = supctl("authority confirm UNC-R2 monthly --by okafor --yes").out
    assert "What it changes on Mon 23 Nov 2026:" in out
    assert "Tom Reid" in out
    assert "Fri 27 Nov" in out
    made = json.loads(supctl("authority confirm UNC-R1 enforced --by okafor --from 1/11 --yes --format json").out)
    moved = {(one["subject"]["id"], one["move"], one["status"]) for one in made["dates"]["moved"]}
    assert moved == {("M1", "earlier", "overdue"), ("M2", "earlier", "overdue")}
    assert made["written"] is True


def test_a_child_that_is_overdue_where_it_was_late_is_named(store, supctl):
    out = supctl("authority confirm UNC-R1 enforced --by okafor --from 1/11 --yes").out
    assert "M1 AB" in out
    assert "OVERDUE BY IT 2" in out


def test_what_was_past_by_then_stays_as_it_stood(store, supctl):
    """A choice from today on makes no date overdue that was advice when it passed."""
    made = json.loads(supctl("authority confirm UNC-R1 enforced --by okafor --yes --format json").out)
    assert made["dates"]["moved"] == []


def test_a_decision_for_a_later_day_is_looked_at_on_that_day(store, supctl):
    made = json.loads(supctl("authority confirm UNC-R2 monthly --by okafor --from 1/12 --yes --format json").out)
    assert (made["since"], made["day"]) == ("2026-12-01", "2026-12-01")
    assert json.loads(supctl("authority readings --format json").out)["readings"][0]["confirmed"] is False


def test_without_an_option_what_holds_is_confirmed(store, supctl):
    """And written down by name, so that another default in a later version changes nothing."""
    out = supctl("authority confirm UNC-R2 --by okafor --yes").out
    assert "No date moves by it" in out
    assert 'option = "four-weeks"' in written(store)


def test_what_falls_short_by_a_choice_is_told(store, supctl):
    made = json.loads(supctl("authority confirm UNC-R3 everybody --by okafor --from 1/1/2026 --yes --format json").out)
    assert [(one["code"], one["subject"]) for one in made["more"]] == [("session-length", "t.reid")]
    assert made["fewer"] == []


def test_a_note_is_read_and_agreed(store, supctl):
    out = supctl("authority confirm UNC-R4 --by okafor --yes").out
    assert "read and agreed" in out
    assert "option" not in written(store)
    assert supctl("authority confirm UNC-R4 anything --by okafor --yes").code == 2


def test_a_second_decision_stands_beside_the_first(store, supctl):
    (store / "readings.toml").write_bytes(
        b'# 2025\r\n[[reading]]\r\nid = "UNC-R2"\r\noption = "monthly"\r\nby = "j.okafor"\r\nfrom = 2025-05-01\r\n'
    )
    before = (store / "readings.toml").read_bytes()
    assert supctl("authority confirm UNC-R2 four-weeks --by okafor --from 1/11/2026 --yes").code == 0
    after = (store / "readings.toml").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("UNC-R9 x --by okafor", 'unknown reading "UNC-R9"'),
        ("UNC-R2 montly --by okafor", 'did you mean "monthly"?'),
        ("UNC-R2 monthly --by okafr", "--by: there is no person"),
        ("UNC-R2 monthly --by a-board", "--by: there is no person"),
        ("UNC-R2 monthly --by okafor --from soon", "--from"),
    ],
)
def test_what_cannot_be_taken_is_refused(store, supctl, typed, told):
    ran = supctl(f"authority confirm {typed} --yes")
    assert ran.code == 2
    assert told in ran.err
    assert written(store) == ""


def test_who_decided_is_told(store, supctl):
    assert supctl("authority confirm UNC-R2 monthly --yes").code == 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("four-weeks --from 31/10/2026", "Sat 31 Oct 2026 is not after that"),
        ("four-weeks --from 1/11/2026", "Sun 1 Nov 2026 is not after that"),
        ("monthly --from 2/11/2026", "is decided so already"),
    ],
)
def test_a_decision_does_not_go_behind_the_last_one(store, supctl, typed, code):
    assert supctl("authority confirm UNC-R2 monthly --by okafor --from 1/11/2026 --yes").code == 0
    before = written(store)
    ran = supctl(f"authority confirm UNC-R2 {typed} --by okafor --yes")
    assert ran.code == 2
    assert code in ran.err
    assert "readings.toml:5" in ran.err
    assert written(store) == before
    assert supctl("authority confirm UNC-R2 four-weeks --from 2/11/2026 --by okafor --yes").code == 0


def test_where_nobody_can_be_asked_nothing_is_written(store, supctl):
    ran = supctl("authority confirm UNC-R2 monthly --by okafor")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert written(store) == ""


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 2)])
def test_it_asks_after_it_has_said_what_changes(store, supctl, monkeypatch, answer, code):
    monkeypatch.setattr(confirming, "on_terminal", lambda: True)
    monkeypatch.setattr(confirming.typer, "confirm", lambda _: answer)
    ran = supctl("authority confirm UNC-R2 monthly --by okafor")
    assert ran.code == code
    assert "What it changes on" in ran.out
    assert bool(written(store)) is answer


def test_nothing_is_written_under_another_authority(store, supctl):
    shutil.copytree(store / "policy", store / "other")
    assert supctl("authority confirm UNC-R2 monthly --by okafor --yes --authority ./other").code == 2
    assert written(store) == ""


def test_a_reading_of_a_policy_that_is_not_followed_on_the_day_is_refused(store, supctl):
    shutil.copytree(store / "policy", store / "next")
    text = (store / "next" / "policy.toml").read_text(encoding="utf-8")
    (store / "next" / "policy.toml").write_text(text.replace("UNC-R", "NEW-R").replace('id = "unclear"', 'id = "next"'))
    settings = SETTINGS.replace('authority = "./policy"\n', "")
    entries = '[[authority]]\nid = "./policy"\n[[authority]]\nid = "./next"\nfrom = 2027-01-01\n'
    (store / "supctl.toml").write_text(settings + entries, encoding="utf-8")
    ran = supctl("authority confirm NEW-R2 monthly --by okafor --yes")
    assert (ran.code, written(store)) == (2, "")
    assert "followed from Fri 1 Jan 2027, and not on Mon 23 Nov 2026" in ran.err
    assert supctl("authority confirm NEW-R2 monthly --by okafor --from 1/1/2027 --yes").code == 0
    assert supctl("authority confirm UNC-R2 monthly --by okafor --from 1/1/2027 --yes").code == 2


# --- lint -------------------------------------------------------------------------------------------------------------


def test_lint_exits_0_whatever_it_finds(store, supctl):
    ran = supctl("authority lint")
    assert ran.code == 0
    assert "IN THE DATA" in ran.out
    assert "IN THE DATA" not in supctl("authority lint ./policy --authority ./policy --quiet --as-of 2026-01-01").err


def test_lint_of_a_policy_alone_has_no_data(store, supctl, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    ran = supctl("authority lint store/policy")
    assert ran.code == 0
    assert "IN THE DATA" not in ran.out


# --- what the others say ----------------------------------------------------------------------------------------------


def test_due_marks_what_rests_on_a_reading_not_confirmed(store, supctl):
    out = supctl("due").out
    assert "every 4 weeks   8?" in out
    assert "? rests on a reading not yet confirmed by Unclear: supctl authority readings" in out
    assert "reading UNC-R2 not yet confirmed" in supctl("due --format plain").out
    assert "? rests on a reading not yet confirmed by Unclear." in supctl("due --format markdown").out
    for reading, option in (("UNC-R1", "two-clocks"), ("UNC-R2", "four-weeks")):
        assert supctl(f"authority confirm {reading} {option} --by okafor --yes").code == 0
    assert "?" not in supctl("due").out


def test_check_folds_the_contradiction_into_one_line(store, supctl):
    out = supctl("check").out
    folded = " ".join(out.split())
    assert "Conflict in the policy itself (not a breach): 2 children are inside their 8 weeks" in folded
    assert "upload-late" not in out
    assert "See supctl authority lint" in folded
    made = json.loads(supctl("check --format json").out)
    (one,) = [one for one in made["findings"] if one["code"] == "policy-conflict"]
    assert one["reading"] == {"id": "UNC-R1", "option": "two-clocks", "confirmed": False}
    assert made["summary"]["note"] == 1


@pytest.mark.parametrize("how", ["--all", "--select upload", "--select UNC-11-a"])
def test_check_lists_them_where_that_is_asked(store, supctl, how):
    out = supctl(f"check {how}").out
    assert out.count("warning  upload-late") == 2
    assert "Conflict in the policy itself" not in out


def test_check_says_which_findings_rest_on_a_reading(store, supctl):
    supctl("authority confirm UNC-R3 everybody --by okafor --from 1/1/2026 --yes")
    out = supctl("check --as-of 2026-11-26").out
    assert "personal-supervision-overdue             8 (UNC-8-a) ?" in out
    assert "session-length                           8 (UNC-8-b)\n" in out
    assert "? rests on a reading not yet confirmed by Unclear: supctl authority readings" in out
    plain = supctl("check --as-of 2026-11-26 --format plain").out
    assert "[UNC-8-a; reading UNC-R2 not confirmed]" in plain
    assert "[UNC-8-b]" in plain


def test_why_says_how_much_rests_on_a_reading(store, supctl):
    assert "4 obligations and 0 findings on Mon 23 Nov 2026" in supctl("why UNC-R1").out
    supctl("authority confirm UNC-R3 everybody --by okafor --from 1/1/2026 --yes")
    assert "0 obligations and 1 finding on Mon 23 Nov 2026" in supctl("why UNC-R3").out


def test_a_policy_in_which_nothing_is_unclear(store, supctl):
    out = supctl("authority readings baseline").out
    assert out.splitlines()[1:] == ["Nothing in it is said to be unclear."]
    assert "Nothing in its text is said to be unclear." in supctl("authority lint baseline").out


def test_why_says_how_a_rule_a_chain_and_a_date_are_read(store, supctl):
    for asked in ("difficulty", "session-length", "upload", "UNC-11-a", "reid", "M1"):
        assert "NOT YET CONFIRMED by Unclear" in supctl(f"why {asked}").out
    supctl("authority confirm UNC-R4 --by okafor --from 1/11/2026 --yes")
    assert "Confirmed by Jo Okafor, from Sun 1 Nov 2026" in supctl("why difficulty").out
