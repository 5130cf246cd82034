"""A sealed file that was checked before gives the same record without being checked again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from supctl.errors import InputError
from supctl.facts import Record, Vocabulary
from supctl.store.demo import demo
from supctl.store.entries import RECORDS
from supctl.store.files import StoreFile
from supctl.store.known import known_record

WORDS = Vocabulary()


def files(folder: Path) -> list[StoreFile]:
    """Every sealed file below a folder."""
    return [StoreFile(path, path.relative_to(folder).as_posix()) for path in sorted(folder.glob("records/*/*/*.json"))]


def test_each_record_of_the_demo_is_the_one_that_checking_gives(tmp_path):
    known = files(demo(tmp_path / "demo", "wsussex", date(2026, 11, 23)))
    assert len(known) > 50
    for file in known:
        ours, theirs = known_record(file, WORDS), RECORDS.entity(file, WORDS)
        assert ours == theirs
        assert ours.model_dump() == theirs.model_dump()
        assert ours.origin.path == theirs.origin.path
        assert vars(ours).keys() == vars(theirs).keys()


def test_every_field_of_a_record_is_known():
    """A field that the shape learns is learnt here too."""
    from supctl.store import known

    wanted = {info.alias or name for name, info in Record.model_fields.items()} - {"@origin", "earlier"}
    assert set(known._RECORD) == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("minutes", "95"),
        ("minutes", 95.0),
        ("about", "M1/e1"),
        ("date", "2026-11-03T00:00:00"),
        ("answers", {"a.b": ["x", "y"]}),
        ("restricted", "yes"),
    ],
)
def test_what_is_written_in_an_unusual_way_is_read_as_checking_reads_it(tmp_path, key, value):
    facts = {"id": "r", "activity": "observation", "date": "2026-11-03", key: value}
    (tmp_path / "r.json").write_text(json.dumps({"facts": facts, "digest": "sha256:0", "steps": []}))
    file = StoreFile(tmp_path / "r.json", "r.json")
    assert known_record(file, WORDS) == RECORDS.entity(file, WORDS)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"facts": 3, "digest": "", "steps": []}', '{"facts": {"id": "r"}, "digest": "", "steps": []}'],
)
def test_a_file_that_is_no_record_now_is_refused(tmp_path, text):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(InputError):
        known_record(StoreFile(tmp_path / "r.json", "r.json"), WORDS)
