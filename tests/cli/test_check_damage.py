"""No damage to the files of a store stops a check: each file is used, or named as not used."""

import contextlib
import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.cli.main import main
from supctl.documents import Document
from supctl.facts import Vocabulary
from supctl.store import open_store
from supctl.store.writing import write_service

DAY = ("--as-of", "2026-11-23")
TINY = Path(__file__).parents[1] / "exchange" / "tiny"
SETTINGS = """\
schema = 1
id = "tiny-store"
authority = "./policy"
name = "Tiny"

[opening]
from = 2026-01-01
"""
READINGS = b'[[reading]]\nid = "TIN-R1"\noption = "rolling"\nfrom = 2026-01-01\nby = "j.okafor"\n'


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a tiny policy of its own, so that a run takes no time."""
    folder = tmp_path_factory.mktemp("small") / "store"
    (folder / "policy").mkdir(parents=True)
    for name in ("policy.toml", "clauses.toml"):
        shutil.copy(TINY / name, folder / "policy" / name)
    (folder / "supctl.toml").write_text(SETTINGS, encoding="utf-8")
    write_service(folder, Document("given.toml", (TINY / "given.toml").read_text(encoding="utf-8")).values)
    return folder


def facts_of(folder: Path) -> list[Path]:
    """The files of people, cases and records."""
    return sorted(path for where in ("teams", "workers", "cases", "records") for path in (folder / where).rglob("*.*"))


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The file cut short, with bytes changed, lines swapped or left out, or other text in the middle."""
    kind = draw(st.sampled_from(["cut", "flip", "swap", "drop", "insert", "digits"]))
    at = draw(st.integers(0, max(len(whole) - 1, 0)))
    lines = whole.splitlines(keepends=True)
    if kind == "cut":
        return whole[:at]
    if kind == "flip":
        return whole[:at] + bytes([draw(st.integers(0, 255))]) + whole[at + 1 :]
    if kind == "digits":
        places = [place for place, byte in enumerate(whole) if 48 <= byte <= 57] or [0]
        place = draw(st.sampled_from(places))
        return whole[:place] + bytes([draw(st.integers(48, 57))]) + whole[place + 1 :]
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in "ab")
    if kind == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == "drop":
        del lines[one]
    else:
        lines.insert(one, draw(st.text(max_size=30)).encode("utf-8", "surrogatepass") + b"\n")
    return b"".join(lines)


@given(data=st.data())
def test_whatever_a_file_holds_it_is_used_or_named(small: Path, data: st.DataObject) -> None:
    """No damage to a file of people, cases or records stops a check: each file is used, or named as not used."""
    file = data.draw(st.sampled_from(facts_of(small)))
    whole = file.read_bytes()
    try:
        file.write_bytes(data.draw(damaged(whole)))
        _check(small)
    finally:
        file.write_bytes(whole)


@given(data=st.data())
def test_damaged_settings_and_readings_are_no_fault_of_supctl(small: Path, data: st.DataObject) -> None:
    file = small / data.draw(st.sampled_from(["supctl.toml", "readings.toml"]))
    whole = file.read_bytes() if file.exists() else b""
    try:
        file.write_bytes(data.draw(damaged(whole or READINGS)))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            assert main(["check", "--store", str(small), *DAY]) in {0, 1, 2, 3}
    finally:
        file.write_bytes(whole) if whole else file.unlink()


def _check(folder: Path) -> None:
    out = _json_of(folder)
    loaded = open_store(folder).load(Vocabulary()).service
    used = {f"workers/{id_}.toml" for id_ in loaded.workers} | {f"cases/{id_}.toml" for id_ in loaded.cases}
    used |= {f"teams/{id_}.toml" for id_ in loaded.teams} | {Path(one.id).name + ".json" for one in loaded.records}
    for file in facts_of(folder):
        name = file.relative_to(folder).as_posix()
        assert name in used or file.name in used or name in out["unread"], name
    named = {one["path"] for one in out["findings"] if one["code"]}
    assert set(out["unread"]) <= named
    assert all(one["line"] >= 1 for one in out["findings"])


def _json_of(folder: Path) -> dict:
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(io.StringIO()):
        code = main(["check", "--format", "json", "--store", str(folder), *DAY])
    out = json.loads(text.getvalue())
    assert code == (1 if out["summary"]["error"] else 0)
    return out
