"""Records written into a store, one more step on a record, and drafts."""

from datetime import date

import pytest

from supctl.errors import InputError
from supctl.facts import Record, Step
from supctl.store.changes.committing import commit
from supctl.store.drafts import draft_bytes, draft_file, draft_ids, draft_removed, read_draft_file
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
    commit(tmp_path, [draft_removed(ID, draft_bytes(tmp_path, ID))])
    assert draft_ids(tmp_path) == []


def test_a_draft_in_which_somebody_writes_meanwhile_stays_and_so_does_the_record(tmp_path):
    write_records(tmp_path, [RECORD], {draft_file(ID): b"begun"})
    gone = draft_removed(ID, draft_bytes(tmp_path, ID))
    (tmp_path / draft_file(ID)).write_bytes(b"written in")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError, match=r"somebody changed it meanwhile\n.*type the command again"):
        add_steps(tmp_path, [(RECORD, VOIDED)], [gone])
    assert ((tmp_path / FILE).read_bytes(), (tmp_path / draft_file(ID)).read_bytes()) == (before, b"written in")


def test_a_step_is_refused_where_somebody_took_one_since_the_record_was_read(tmp_path):
    write_records(tmp_path, [RECORD])
    add_steps(tmp_path, [(RECORD, VOIDED)])
    with pytest.raises(InputError, match="somebody changed it meanwhile"):
        add_steps(tmp_path, [(RECORD, VOIDED)])
    assert (tmp_path / FILE).read_text().count('"step": "voided"') == 1
