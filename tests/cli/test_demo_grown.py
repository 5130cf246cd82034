"""`supctl demo` of a size that is asked for, by West Sussex's policy."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

DAY = ("--as-of", "2026-11-23")
ASKED = ("--authority", "wsussex", *DAY)
WORKERS_AND_YEARS = ("--workers", "40", "--years", "0.1")
OF_PEOPLE = {"case-no-worker", "case-worker-away"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "grown"


def test_what_it_tells_can_be_typed(folder: Path, supctl, monkeypatch: pytest.MonkeyPatch) -> None:
    told = supctl("demo", str(folder), "--workers", "16", "--years", "0.05", *ASKED)
    assert (told.code, told.err) == (0, "")
    assert re.search(r"\d+ teams, \d+ people and \d+ children\nwith [\d,]+ records since", told.out)
    enter, *commands = [line.split() for line in told.out.splitlines() if line.startswith("  ")]
    assert enter == ["cd", str(folder)]
    monkeypatch.chdir(folder)
    for _, *command in commands:
        ran = supctl(*command)
        assert ran.code == 0
        assert len(ran.out.splitlines()) > 5


def test_its_data_are_right_and_most_people_are_seen_in_time(
    folder: Path, supctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = supctl("demo", str(folder), *WORKERS_AND_YEARS, *ASKED, "--format", "json")
    data = json.loads(made.out)
    assert set(data) == {"folder", "authority", "opening", "teams", "people", "cases", "records"}
    monkeypatch.chdir(folder)
    checked = json.loads(supctl("check", *DAY, "--format", "json").out)
    from supctl.checks.core import CORE

    of_data = {code.id for code in CORE.values() if code.family == "data"} - OF_PEOPLE
    assert [one for one in checked["findings"] if one["code"] in of_data] == []
    assert checked["unread"] in ([], 0, None)

    duties = json.loads(supctl("due", "--all", *DAY, "--format", "json").out)["obligations"]
    seen = Counter(one["status"] for one in duties if one["policy"] == "personal-supervision")
    people = sum(seen.values())
    assert people > 30
    assert 0.6 < seen["ok"] / people < 0.92
    assert seen["overdue"] / people < 0.2
    children = Counter(one["status"] for one in duties if one["policy"] == "case-supervision")
    assert 0.75 < children["ok"] / sum(children.values()) < 0.98
    all_of_it = Counter(one["status"] for one in duties)
    assert {"ok", "soon", "overdue", "missing", "to-write-up"} <= set(all_of_it)
    assert all_of_it["ok"] > 0.7 * len(duties)


def test_records_are_on_the_authoritys_forms(folder: Path, supctl) -> None:
    assert supctl("demo", str(folder), "--workers", "40", "--years", "0.06", *ASKED, "--quiet").code == 0
    facts = [json.loads(path.read_bytes())["facts"] for path in folder.glob("records/*/*/*.json")]
    forms = {(one["activity"], one["form"]) for one in facts if one["source"]["kind"] == "typed"}
    assert forms >= {
        ("personal-supervision", "personal-supervision-record"),
        ("personal-supervision", "operational-manager-record"),
        ("personal-supervision", "residential-staff-record"),
        ("case-supervision", "case-supervision-record"),
    }
    assert all(one["answers"] for one in facts if one["form"] == "personal-supervision-record")
    assert {one["form"] for one in facts if one["source"]["kind"] == "logged"} == {None}


def test_without_a_size_it_is_the_small_one(folder: Path, supctl) -> None:
    assert supctl("demo", str(folder), *ASKED).code == 0
    assert sorted(path.stem for path in folder.glob("teams/*")) == ["duty", "east", "larch-house", "safeguarding"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--workers", "0"), "0 people"),
        (("--years", "-1"), "-1 years"),
        (("--workers", "5000", "--years", "60"), "about"),
        (("--workers", "many"), "workers"),
        (("--seed", "1.5"), "seed"),
    ],
)
def test_a_size_that_is_none_is_refused(folder: Path, supctl, typed: tuple[str, ...], said: str) -> None:
    refused = supctl("demo", str(folder), *typed, *ASKED)
    assert refused.code == 2
    assert said in refused.err
    assert "mend:" in refused.err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("terminal", "quiet", "says"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_on_a_terminal_it_says_how_far_it_is(
    folder: Path, supctl, monkeypatch: pytest.MonkeyPatch, *, terminal: bool, quiet: bool, says: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    ran = supctl("demo", str(folder), "--workers", "12", "--years", "0.02", *ASKED, *(["--quiet"] if quiet else []))
    assert ran.code == 0
    assert bool(re.search(r"written \d+ of about \d+ records", ran.err)) is says


def test_several_processes_write_the_same(folder: Path) -> None:
    """Each reads the authority's forms for itself."""
    from datetime import date

    from supctl.cli.demo import _followed
    from supctl.hooks.registry import find_authorities
    from supctl.store.demo import Size, grow

    authority = _followed(find_authorities().policy("wsussex"))
    stores = [
        grow(folder / str(number), authority, date(2026, 11, 23), Size(12, 0.1), processes=number) for number in (1, 2)
    ]
    written = [
        {path.relative_to(one.folder): path.read_bytes() for path in one.folder.rglob("*") if path.is_file()}
        for one in stores
    ]
    assert written[0] == written[1]
