"""`supctl check` on the demo, by West Sussex's policy; its mends, typed."""

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from supctl.cli.main import main
from supctl.store.demo import demo

DAY = ("--as-of", "2026-11-23")
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check") / "demo"
    assert main(["demo", str(folder), "--authority", "wsussex", "--quiet", *DAY]) == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "demo"
    shutil.copytree(made, copy)
    monkeypatch.chdir(copy)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return copy


def findings(supctl) -> list[dict]:
    return json.loads(supctl("check", "--format", "json", *DAY).out)["findings"]


def test_a_field_is_called_by_what_the_form_prints(folder, supctl):
    ran = supctl("check", "--authority", "merton", "--format", "json", *DAY)
    messages = {one["message"] for one in json.loads(ran.out)["findings"]}
    unfilled = [one for one in messages if re.search(r'^".+" is not filled in', one)]
    assert unfilled
    assert [one for one in messages if re.match(r"[a-z-]+\.[a-z-]+( is|:) ", one)] == []


def test_whoever_gave_it_is_told_from_somebody_of_that_standing(folder, supctl):
    ran = supctl("check", "--authority", "merton", "--format", "json", *DAY)
    messages = [one["message"] for one in json.loads(ran.out)["findings"] if one["message"].startswith("given by")]
    assert any(", and not by somebody registered" in one for one in messages)


@pytest.mark.parametrize(("name", "format_"), [("check.txt", "table"), ("check.json", "json")])
def test_the_demo(folder: Path, supctl, name: str, format_: str) -> None:
    """The whole page and the whole data; SUPCTL_UPDATE=1 writes them anew."""
    ran = supctl("check", "--format", format_, *DAY)
    assert (ran.code, ran.err) == (1, "")
    file = HERE / "expected" / name
    if os.environ.get("SUPCTL_UPDATE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(ran.out, encoding="utf-8", newline="\n")
    assert ran.out == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["table", "plain", "json", "csv", "markdown"])
def test_every_format_tells_of_every_code(folder: Path, supctl, format_: str) -> None:
    out = supctl("check", "--all", "--format", format_, *DAY).out
    assert {one["code"] for one in findings(supctl)} <= set(re.findall(r"[a-z]+(?:-[a-z]+)*", out))


def test_codes_explain_themselves(folder: Path, supctl) -> None:
    for code in sorted({one["code"] for one in findings(supctl)})[::4]:
        ran = supctl("why", code, *DAY)
        assert (ran.code, ran.out.partition(":")[0]) == (0, code)
        assert re.search(r"\d+ findings? on", ran.out), code


def test_sections_and_clauses_can_be_selected(folder: Path, supctl) -> None:
    chosen = json.loads(supctl("check", "--select", "WSX-8", "--format", "json", *DAY).out)["findings"]
    assert chosen
    assert all(any(clause.startswith("WSX-8-") for clause in one["clause"]) for one in chosen)


def test_what_a_mend_says_to_type_can_be_typed(folder: Path, supctl) -> None:
    """Each command that a mend names, as it is written, with a day where it says DATE."""
    typed = sorted({one["mend"] for one in findings(supctl) if "supctl " in (one["mend"] or "")})
    for mend in typed:
        command = mend.partition("supctl ")[2].replace("DATE", "2026-11-24").replace("NAME", "h.patel")
        ran = supctl(*command.split(), *DAY)
        assert ran.code == 0, f"{mend}\n{ran.err}"


def test_a_session_is_logged_as_the_mend_says_and_the_finding_is_gone(folder: Path, supctl) -> None:
    (one,) = [
        one for one in findings(supctl) if one["subject"] == "t.reid" and one["code"] == "personal-supervision-overdue"
    ]
    ran = supctl(*one["mend"].partition("supctl ")[2].split(), *DAY)
    assert ran.code == 0, ran.err
    left = {(one["code"], one["subject"]) for one in findings(supctl)}
    assert ("personal-supervision-overdue", "t.reid") not in left
    assert ("to-write-up", "t.reid") in left


@pytest.mark.parametrize("item", ["supervision-file", "supervision-training"])
def test_what_is_to_be_held_is_added_as_the_mend_says(folder: Path, supctl, item: str) -> None:
    (one,) = [one for one in findings(supctl) if f'item = "{item}"' in (one["mend"] or "")]
    name = re.search(r"add \[\[file\]\] to (\S+)", one["mend"])[1]
    file = folder / name
    file.write_text(file.read_text(encoding="utf-8") + f'\n[[file]]\nitem = "{item}"\ndate = 2026-11-20\n', "utf-8")
    assert (one["code"], one["subject"]) not in {(left["code"], left["subject"]) for left in findings(supctl)}


def test_the_demo_of_another_day_checks_too(tmp_path: Path, supctl) -> None:
    folder = demo(tmp_path / "demo", "wsussex", date(2028, 2, 29))
    assert supctl("check", "--store", str(folder), "--as-of", "2028-02-29").code == 1


def test_where_an_interval_is_to_be_agreed_the_mend_is_an_agreement(folder: Path, supctl) -> None:
    """A session would settle none, and the same would be said after it."""
    assert supctl("worker", "add", "Pat", "Moor", "--role", "other", "--team", "east", *DAY).code == 0
    mends = {one["code"]: one["mend"] for one in findings(supctl) if one["subject"] == "p.moor"}
    assert mends["personal-supervision-missing"] == "agree how often: supctl record new agreement p.moor"
    assert mends["agreement-missing"] == "supctl record new agreement p.moor"
    out = " ".join(supctl("why", "p.moor", *DAY).out.split())
    assert "agree how often: supctl record new agreement p.moor" in out


def test_whom_nobody_supervises_gets_an_agreement_with_somebody_named(folder: Path, supctl) -> None:
    mends = {one["code"]: one["mend"] for one in findings(supctl) if one["subject"] == "d.price"}
    assert mends["agreement-missing"] == "supctl record new agreement d.price --with NAME"


@pytest.mark.parametrize("everything", [(), ("--all",)])
def test_every_line_of_the_demo_fits_eighty_columns(folder: Path, supctl, everything: tuple[str, ...]) -> None:
    """Also with the longest hints."""
    long_code = ("--select", "personal-supervision-overdue")
    printed = [supctl("check", *more, *everything, *DAY).out for more in ((), long_code)]
    printed.append(supctl("why", "r.palmer", *DAY).out)
    assert max(len(line) for out in printed for line in out.splitlines()) <= 80


def test_a_command_stands_on_one_line_where_there_is_room(folder: Path, supctl) -> None:
    shown = [line.strip() for line in supctl("check", "--all", *DAY).out.splitlines()]
    for one in findings(supctl):
        _, typed, command = (one["mend"] or "").partition("supctl ")
        assert not typed or len(command) > 60 or any(line.endswith(typed + command) for line in shown), one["mend"]


def test_what_may_be_a_name_is_in_no_data(folder: Path, supctl) -> None:
    """A name typed where a word belongs: people see it, a log sees the file and the line."""
    case = folder / "cases" / "M1007.toml"
    case.write_text(case.read_text(encoding="utf-8").replace("child-protection", "Jamie Smith"), encoding="utf-8")
    worker = folder / "workers" / "t.reid.toml"
    worker.write_text("Jamie = 1\n" + worker.read_text(encoding="utf-8"), encoding="utf-8")
    for format_ in ("json", "csv", "plain", "markdown"):
        out = supctl("check", "--format", format_, *DAY).out
        assert "Jamie" not in out
        assert "cases/M1007.toml" in out
    assert '"Jamie Smith"' in " ".join(supctl("check", "--all", *DAY).out.split())
