"""The same text says the same: it is read once, and again where anything about it is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from supctl.cache import as_read, cache_folder
from supctl.documents import Document, Origin, read
from supctl.errors import InputError
from supctl.store.settings import Settings, read_settings

TEXT = """\
schema = 1
id = "store"
name = "Children's social care"

[[authority]]
id = "wsussex"
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPCTL_CACHE", str(tmp_path))
    return tmp_path / "supctl"


@pytest.fixture
def times() -> list[str]:
    """The texts that were really read."""
    return []


def settings(text: str, times: list[str]) -> Settings:
    def make(document: Document) -> Settings:
        times.append(document.text)
        return read(Settings, document.values, Origin(document))

    return as_read(Document("supctl.toml", text), Settings, make)


def test_a_text_is_read_once(times: list[str]) -> None:
    first = settings(TEXT, times)
    again = settings(TEXT, times)
    assert first == again
    assert (again.origin.path, again.authority[0].origin.at("id").line) == ("supctl.toml", 6)
    assert times == [TEXT]


def test_another_text_is_another(times: list[str]) -> None:
    settings(TEXT, times)
    assert settings(TEXT.replace("wsussex", "baseline"), times).authority[0].id == "baseline"
    assert settings(TEXT, times).authority[0].id == "wsussex"
    assert len(times) == 2


def test_two_texts_under_one_name_are_not_taken_for_one_another(
    times: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supctl.cache.texts.crc32", lambda _: 1)
    settings(TEXT, times)
    assert settings(TEXT.replace("wsussex", "baseline"), times).authority[0].id == "baseline"


def test_what_is_wrong_is_said_each_time(cache: Path, times: list[str]) -> None:
    for _ in range(2):
        with pytest.raises(InputError, match="schemma"):
            settings(TEXT.replace("schema", "schemma"), times)
    assert len(times) == 2
    assert not cache.exists() or list(cache.iterdir()) == []


def test_a_damaged_entry_is_read_again(cache: Path, times: list[str]) -> None:
    settings(TEXT, times)
    (kept,) = cache.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[:-5])
    assert settings(TEXT, times).authority[0].id == "wsussex"
    assert len(times) == 2
    assert kept.read_bytes() == good


def test_without_a_cache_it_is_read_each_time(cache: Path, times: list[str]) -> None:
    cache.write_text("no folder", encoding="utf-8")
    assert cache_folder() is None
    assert settings(TEXT, times) == settings(TEXT, times)
    assert len(times) == 2


def test_settings_are_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("supctl.toml", TEXT)
    first = read_settings(document)
    monkeypatch.setattr("supctl.store.settings.read", lambda *_: pytest.fail("read again"))
    assert read_settings(Document("supctl.toml", TEXT)) == first
