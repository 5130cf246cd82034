"""`supctl check` on the demo, by West Sussex's policy; its mends, typed."""

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from supctl.cli.main import main
from supctl.store import demo

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
