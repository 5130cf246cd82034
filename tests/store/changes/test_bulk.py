"""Very many new files: made in one go, never over another, seen on the disk once."""

import pytest

from supctl.errors import InputError, StoreError
from supctl.store.changes.bulk import create_many, see_on_disk


def test_all_of_them_are_made_with_their_folders(tmp_path):
    wanted = {f"records/{year}/{month:02d}/r.json": bytes([month]) for year in (2025, 2026) for month in range(1, 13)}
    assert create_many(tmp_path / "new", iter(wanted.items())) == 24
    see_on_disk(tmp_path / "new")
    found = (path for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert {path.relative_to(tmp_path / "new").as_posix(): path.read_bytes() for path in found} == wanted


def test_none_is_written_over_another(tmp_path):
    create_many(tmp_path, [("a.json", b"first")])
    with pytest.raises(InputError, match=r"there is a a\.json"):
        create_many(tmp_path, [("a.json", b"second")])
    assert (tmp_path / "a.json").read_bytes() == b"first"


def test_what_the_system_refuses_is_told(tmp_path):
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(StoreError, match=r"cannot write .*records"):
        create_many(tmp_path, [("records/2026/r.json", b"")])
