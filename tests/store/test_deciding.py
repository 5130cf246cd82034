"""A decision of the service is added to readings.toml, and every byte that stood there stays."""

from dataclasses import replace
from datetime import date

import pytest

from supctl.errors import InputError
from supctl.policy import Choice
from supctl.store import open_store
from supctl.store.changes.journal import change_of
from supctl.store.deciding import decide, with_choice
from supctl.store.files import is_there

SETTINGS = 'schema = 1\nid = "s"\nauthority = "x"\n'
ENTRY = '[[reading]]\nid = "X-1"\noption = "monthly"\nby = "ann"\nfrom = 2026-12-01\n'


def choice(id_: str = "X-1", option: str | None = "monthly") -> Choice:
    return Choice.model_validate({"id": id_, "option": option, "by": "ann", "from": date(2026, 12, 1)})


@pytest.fixture
def store(tmp_path):
    (tmp_path / "supctl.toml").write_text(SETTINGS, encoding="utf-8")
    return open_store(tmp_path)


def written(store, before: bytes | None, one: Choice) -> bytes:
    file = store.folder / "readings.toml"
    if before is not None:
        file.write_bytes(before)
    decide(store, with_choice(store, one))
    return file.read_bytes()


def test_the_first_decision_makes_the_file(store):
    assert written(store, None, choice()) == ENTRY.encode()
    assert [(one.id, one.option, one.by, one.from_) for one in store.choices()] == [
        ("X-1", "monthly", "ann", date(2026, 12, 1))
    ]


def test_a_note_that_was_read_has_no_option(store):
    assert b"option" not in written(store, None, choice(option=None))


BEFORE = '# what we decided\n[[reading]]\nid = "X-0"   # in May\nby = "bob"\nfrom = 2026-05-01\n'
OLD = '{ id = "X-0", by = "bob", from = 2026-05-01 }'
NEW = '{ id = "X-1", option = "monthly", by = "ann", from = 2026-12-01 }'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE.encode(), (BEFORE + "\n" + ENTRY).encode()),
        (BEFORE.replace("\n", "\r\n").encode(), (BEFORE + "\n" + ENTRY).replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf" + BEFORE.encode(), b"\xef\xbb\xbf" + (BEFORE + "\n" + ENTRY).encode()),
        (b"# nothing yet\n", b"# nothing yet\n\n" + ENTRY.encode()),
        (
            f"reading = [{OLD}]\n".encode(),
            f"reading = [{OLD}, {NEW}]\n".encode(),
        ),
    ],
    ids=["lf", "crlf", "byte-order mark", "comment alone", "one list"],
)
def test_every_byte_that_stood_there_stays(store, before, after):
    assert written(store, before, choice()) == after


def test_nothing_is_written_over_what_changed_meanwhile(store):
    file = store.folder / "readings.toml"
    file.write_text(BEFORE, encoding="utf-8")
    change = with_choice(store, choice())
    file.write_text(BEFORE + "# more\n", encoding="utf-8")
    with pytest.raises(InputError, match="somebody changed it meanwhile"):
        decide(store, change)
    assert file.read_text(encoding="utf-8") == BEFORE + "# more\n"


def test_nor_is_a_file_made_where_somebody_else_was_faster(store):
    change = with_choice(store, choice())
    (store.folder / "readings.toml").write_text(BEFORE, encoding="utf-8")
    with pytest.raises(InputError, match="already"):
        decide(store, change)
    assert (store.folder / "readings.toml").read_text(encoding="utf-8") == BEFORE


def test_a_file_that_a_commit_is_putting_there_is_there(store, monkeypatch):
    """Who reads after the commit finds the decision, wherever its writer was stopped."""
    change = with_choice(store, choice())
    waiting = {change.name: change}
    monkeypatch.setattr("supctl.store.files.pending", lambda _: waiting)
    assert is_there(store.folder, change.name)
    assert [one.id for one in store.choices()] == ["X-1"]
    gone = replace(change, after=None)
    waiting[change.name] = gone
    (store.folder / change.name).write_text(BEFORE, encoding="utf-8")
    assert not is_there(store.folder, change.name)


def test_own_rules_and_own_forms_that_a_commit_is_putting_there_are_there(store, monkeypatch):
    form = 'id = "talk"\ntitle = "Our form"\nactivity = "personal-supervision"\nclause = ["X-1"]\n'
    form += '[[section]]\nid = "all"\ntitle = "All"\nfield = [{ id = "said", label = "Said", type = "text" }]\n'
    rule = '[[source]]\nid = "own"\ntitle = "Ours"\n'
    made = {
        name: change_of(name, None, text.encode())
        for name, text in {"overlay.toml": rule, "forms/talk.toml": form}.items()
    }
    assert (store.overlay(), store.own_forms()) == (None, ())
    monkeypatch.setattr("supctl.store.files.pending", lambda _: made)
    overlay = store.overlay()
    assert overlay
    assert [one.id for one in overlay.source] == ["own"]
    assert [one.id for one in store.own_forms()] == ["talk"]
