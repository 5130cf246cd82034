"""Another authority from a day on, written into supctl.toml: every other byte stays."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.documents import Document
from supctl.errors import InputError
from supctl.store.following import follow_from, followed_from
from supctl.store.settings import SETTINGS_FILE, Settings, read_settings

DAY = date(2026, 11, 23)
PLAIN = """\
schema = 1
id = "a-store"
authority = "merton"
name = "A service"   # of a town

[opening]
from = 2026-01-01
"""


@pytest.fixture
def store(tmp_path):
    def made(text: str | bytes):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / SETTINGS_FILE).write_bytes(content)
        return tmp_path

    return made


def after(folder, authority: str = "wsussex", from_: date = DAY) -> bytes:
    follow_from(folder, followed_from(folder, authority, from_))
    return (folder / SETTINGS_FILE).read_bytes()


def settings(content: bytes) -> Settings:
    return read_settings(Document(SETTINGS_FILE, content.decode("utf-8-sig")))


def test_one_authority_becomes_two_entries_at_the_end(store):
    written = after(store(PLAIN)).decode()
    entries = '\n[[authority]]\nid = "merton"\n\n[[authority]]\nid = "wsussex"\nfrom = 2026-11-23\n'
    assert written == PLAIN.replace('authority = "merton"\n', "") + entries


def test_a_comment_beside_it_stays(store):
    written = after(store(PLAIN.replace('"merton"\n', '"merton" # since ever\n'))).decode()
    assert "\n# since ever\n" in written
    assert "authority = " not in written


def test_line_ends_and_byte_order_mark_stay(store):
    written = after(store(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode()))
    assert written.startswith(b"\xef\xbb\xbfschema = 1\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")
    assert settings(written).authority_on(DAY) == "wsussex"


def test_it_holds_from_its_day_and_the_one_before_until_then(store):
    found = settings(after(store(PLAIN)))
    assert [found.authority_on(day) for day in (date(2026, 11, 22), DAY)] == ["merton", "wsussex"]


def test_a_third_one_is_added_to_the_entries(store):
    folder = store(PLAIN)
    first = after(folder)
    second = after(folder, "blackpool", date(2027, 1, 4))
    assert second == first + b'\n[[authority]]\nid = "blackpool"\nfrom = 2027-01-04\n'


def test_entries_in_one_list_stay_in_it(store):
    listed = PLAIN.replace('"merton"', '[{ id = "merton" }]')
    found = settings(after(store(listed)))
    assert [(entry.id, entry.from_) for entry in found.authority] == [("merton", None), ("wsussex", DAY)]


@pytest.mark.parametrize(
    ("authority", "from_", "code"),
    [("wsussex", date(2026, 12, 1), "followed-already"), ("blackpool", DAY, "followed-later")],
)
def test_what_is_followed_already_or_later_is_refused_with_its_line(store, authority, from_, code):
    folder = store(PLAIN)
    before = after(folder)
    with pytest.raises(InputError) as refused:
        followed_from(folder, authority, from_)
    finding = refused.value.findings[0]
    assert (finding.code, finding.path) == (code, SETTINGS_FILE)
    assert finding.line == {"followed-already": 12, "followed-later": 13}[code]
    assert (folder / SETTINGS_FILE).read_bytes() == before


def test_a_file_that_changed_meanwhile_is_not_written(store):
    folder = store(PLAIN)
    change = followed_from(folder, "wsussex", DAY)
    (folder / SETTINGS_FILE).write_text(PLAIN + "# mine\n", encoding="utf-8")
    with pytest.raises(InputError, match="changed"):
        follow_from(folder, change)
    assert (folder / SETTINGS_FILE).read_text(encoding="utf-8").endswith("# mine\n")
