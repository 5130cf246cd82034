"""Records written into a store, one more step on a record, and drafts."""

from datetime import date

import pytest

from supctl.errors import InputError
from supctl.facts import Record, Step
from supctl.store.drafts import draft_file, draft_ids, read_draft_file, remove_draft
from supctl.store.recording import add_steps, write_records

ID = "2026-11-20-observation-a.begum-7k2m"
RECORD = Record(id=ID, activity="observation", date=date(2026, 11, 20), supervisee="a.begum")
FILE = f"records/2026/11/{ID}.json"
VOIDED = Step(step="voided", on=date(2026, 11, 23))


def test_all_or_none(tmp_path):
    taken = tmp_path / "drafts" / "x.toml"
    taken.parent.mkdir()
    taken.write_text("mine")
    with pytest.raises(InputError, match=r"there is a x\.toml"):
        write_records(tmp_path, [RECORD], {"drafts/x.toml": b"yours"})
    assert taken.read_text() == "mine"
    assert not (tmp_path / FILE).exists()
    assert write_records(tmp_path, [RECORD], {"drafts/y.toml": b"yours"}) == [FILE]
    assert (tmp_path / "drafts" / "y.toml").read_bytes() == b"yours"


def test_a_step_is_linked_and_what_was_sealed_stays(tmp_path):
    write_records(tmp_path, [RECORD])
    before = (tmp_path / FILE).read_text()
    assert add_steps(tmp_path, [(RECORD, VOIDED)]) == [FILE]
    after = (tmp_path / FILE).read_text()
    assert after.startswith(before.partition('"steps"')[0])
    assert '"step": "voided"' in after


@pytest.mark.parametrize("text", ["", "{}", '{"facts": {"id": "x"}, "digest": "sha256:0", "steps": []}'])
def test_a_file_that_is_not_what_was_sealed_is_left_alone(tmp_path, text):
    write_records(tmp_path, [RECORD])
    (tmp_path / FILE).write_text(text)
    with pytest.raises(InputError, match="changed since it was sealed"):
        add_steps(tmp_path, [(RECORD, VOIDED)])
    assert (tmp_path / FILE).read_text() == text


def test_drafts_are_listed_read_and_taken_away(tmp_path):
    assert draft_ids(tmp_path) == []
    (tmp_path / "drafts").mkdir()
    (tmp_path / draft_file(ID)).write_bytes(b"\xef\xbb\xbf[session]\r\n")
    (tmp_path / "drafts" / f".{ID}.toml.swp").write_text("")
    (tmp_path / "drafts" / f"{ID}.toml~").write_text("")
    assert draft_ids(tmp_path) == [ID]
    assert read_draft_file(tmp_path, ID).text == "[session]\r\n"
    remove_draft(tmp_path, ID)
    remove_draft(tmp_path, ID)
    assert draft_ids(tmp_path) == []
