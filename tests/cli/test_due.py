"""`supctl due` on a store."""

import json
import sys

import pytest

from supctl.cli import opening

DAY = ("--as-of", "23/11/2026")


def due(supctl, *more):
    return supctl("due", *more, *DAY)


def test_the_list(store, supctl):
    ran = due(supctl, "--team", "east")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Safeguarding East: supervision due on Monday 23 November 2026\nPolicy: Tiny, ")
    assert "  OVERDUE    5 days  Wed 18 Nov  M1052 AR, in need      every 4 weeks   9\n" in ran.out
    assert "\033" not in ran.out


def test_options_before_the_command(store, supctl, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = supctl("--store", str(store), "--as-of", "2026-11-23", "due", "--team", "east")
    assert before.out == supctl("due", "--team", "east", "--store", str(store), *DAY).out
    later = supctl("--store", str(store), "--as-of", "2020-01-01", "due", "--count", *DAY)
    assert later.out == supctl("due", "--count", "--store", str(store), *DAY).out


def test_the_store_from_the_environment(store, supctl, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUPCTL_STORE", str(store))
    assert due(supctl, "--count").code == 0


def test_no_store(supctl, tmp_path, monkeypatch):
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    ran = supctl("due")
    assert ran.code == 3
    assert "supctl.toml" in ran.err


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ((), 9),
        (("--all",), 15),
        (("reid",), 3),
        (("m1007",), 1),
        (("x2pd",), 3),
        (("safeguarding east",), 9),
        (("--owner", "okafor"), 8),
        (("--activity", "one to one"), 5),
        (("--within", "0d"), 7),
        (("--within", "2 weeks"), 11),
        (("--within", "14d"), 11),
        (("--history", "2026-11-01"), 4),
    ],
)
def test_count(store, supctl, arguments, count):
    assert due(supctl, *arguments, "--count").out == f"{count}\n"
    data = json.loads(due(supctl, *arguments, "--count", "--format", "json").out)
    assert data == {"count": count}


def test_json(store, supctl):
    made = json.loads(due(supctl, "--format", "json").out)
    assert (made["as_of"], made["authority"], made["opening"]) == ("2026-11-23", "tiny", "2026-01-01")
    assert len(made["obligations"]) == 10


@pytest.mark.parametrize("format_", ["table", "plain", "json", "csv", "markdown"])
@pytest.mark.parametrize("more", [(), ("--group", "date"), ("--history", "1/10/2026"), ("--quiet",)])
def test_every_format(store, supctl, format_, more):
    ran = due(supctl, "--format", format_, *more)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n")


def test_exit_code(store, supctl):
    assert due(supctl, "--exit-code").code == 1
    assert due(supctl, "begum", "--exit-code").code == 0
    assert due(supctl).code == 0


def test_filters_are_said(store, supctl):
    out = due(supctl, "--owner", "okafor", "--activity", "one to one").out
    assert "only what Jo Okafor has to see to; only personal supervision\n" in out


def test_pair(store, supctl):
    assert due(supctl, "reid+okafor").out.startswith("Tom Reid with Jo Okafor: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("begam",), 'did you mean "a.begum"?'),
        (("m10",), '"m10" may mean 7 things:\n    M1007  case\n'),
        (("--team", "west"), 'there is no team called "west"'),
        (("--owner", "nobody"), 'there is no person called "nobody"'),
        (("--activity", "review"), '"review" may mean 2 things:\n    agreement-review    agreement review\n'),
        (("--activity", "one too one"), 'did you mean "personal-supervision"?'),
        (("reid+nobody",), 'there is no person called "nobody"'),
    ],
)
def test_names(store, supctl, arguments, said):
    ran = due(supctl, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "AR" not in ran.err


def test_files_that_would_not_read(store, supctl):
    worker = store / "workers" / "t.reid.toml"
    worker.write_text(worker.read_text(encoding="utf-8").replace("supervisor =", "supervisr ="), encoding="utf-8")
    (store / "cases" / "M1007.toml").write_text("status = [", encoding="utf-8")
    ran = due(supctl, "--exit-code")
    assert ran.code == 3
    assert 'unknown key "supervisr"\n  mend: did you mean "supervisor"?' in ran.err
    assert "workers/t.reid.toml:" in ran.err
    assert "cases/M1007.toml:1: this is not TOML" in ran.err
    assert "2 files were not used" in ran.err
    assert "NOT READ, so nothing is told of them: M1007, t.reid" in ran.out
    assert "M1033 PT" in ran.out
    assert supctl("why", "M1007", *DAY).code == 3
    assert supctl("due", "t.reid", "--count", *DAY).out == "1\n"


def test_wrong_readings_are_named_and_the_rest_is_answered(store, supctl):
    (store / "readings.toml").write_text("[[reading]]\nid = 'TIN-R1'\n", encoding="utf-8")
    ran = due(supctl)
    assert ran.code == 3
    assert "readings.toml:1" in ran.err
    assert "OVERDUE" in ran.out


def test_a_confirmed_reading_has_no_mark(store, supctl):
    assert "8.3?" in due(supctl, "--all").out
    text = '[[reading]]\nid = "TIN-R1"\noption = "rolling"\nby = "j.okafor"\nfrom = 2026-11-02\n'
    (store / "readings.toml").write_text(text, encoding="utf-8")
    assert "8.3?" not in due(supctl, "--all").out
    assert "Confirmed by Jo Okafor, from Mon 2 Nov 2026 (TIN-R1)." in supctl("why", "reid", *DAY).out


def test_a_damaged_store(store, supctl):
    (store / "supctl.toml").write_text("schema = 1\n", encoding="utf-8")
    ran = due(supctl)
    assert ran.code == 3
    assert "supctl.toml" in ran.err


def test_a_missing_authority(store, supctl):
    ran = due(supctl, "--authority", "nowhere")
    assert ran.code == 2
    assert 'the authority "nowhere" is not installed' in ran.err


def test_what_if(store, supctl):
    ran = due(supctl, "--authority", "baseline")
    assert ran.code == 0
    assert "WHAT IF, by the policy: national baseline" in ran.out
    assert json.loads(due(supctl, "--authority", "baseline", "--format", "json").out)["authority"] == "baseline"


def test_colour_on_a_terminal_only(store, supctl, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda self: True, raising=False)
    coloured = due(supctl).out
    assert "\033[31m  OVERDUE\033[0m" in coloured
    assert "\033" not in due(supctl, "--no-color").out
    assert "\033" not in due(supctl, "--format", "plain").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in due(supctl).out


def test_today_unless_told(store, supctl):
    assert json.loads(supctl("due --format json").out)["as_of"] == opening.today().isoformat()


def test_an_empty_store_says_so(store, supctl):
    for folder in ("workers", "cases", "teams", "records"):
        for file in (store / folder).rglob("*.*"):
            file.unlink()
    assert "This store holds nobody yet." in due(supctl).out
