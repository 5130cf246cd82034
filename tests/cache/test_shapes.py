"""What is kept and read again is the same, names only our own shapes, and finds its lines when somebody asks."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import dataclass
from fractions import Fraction
from zlib import crc32

import pytest

from supctl.cache import frozen, thawed
from supctl.documents import Document, Entry, Origin, read
from supctl.errors import Finding
from supctl.facts import Calendar, Interval, Record, Worker

SESSION = {
    "id": "2026-01-02-abcd",
    "activity": "personal-supervision",
    "date": dt.date(2026, 1, 2),
    "supervisee": "a.begum",
    "cases": ["C-1", "C-2"],
    "answers": {"one.two": True, "one.three": "text", "one.four": ["a", "b"]},
    "next": dt.date(2026, 2, 1),
    "every": "4 weeks",
    "steps": [
        {"step": "written", "on": dt.date(2026, 1, 2), "by": "j.doe", "at": "2026-01-02T10:00:00Z"},
        {"step": "signed", "on": dt.date(2026, 1, 3), "by": "a.begum", "at": "2026-07-02T10:00:00+01:00"},
    ],
}
PERSON = """\
name = "Aisha Begum"
started = 2025-09-01

[[post]]
from = 2025-09-01
role = "social-worker"
"""


def a_record() -> Record:
    return read(Record, SESSION, Origin(Document("records/2026/one.json", "")))


def a_worker() -> Worker:
    document = Document("workers/a.begum.toml", PERSON)
    return read(Worker, document.values, Origin(document), id="a.begum")


@pytest.mark.parametrize("made", [a_record(), a_worker()], ids=["record", "worker"])
def test_a_shape_comes_back_as_it_was(made: Entry) -> None:
    again = thawed(frozen(made))
    assert isinstance(again, type(made))
    assert again == made
    assert again.model_fields_set == made.model_fields_set
    assert again.model_dump() == made.model_dump()
    assert list(again.__dict__) == list(made.__dict__)


def test_a_shape_that_came_back_is_used_as_any_other() -> None:
    record = thawed(frozen(a_record()))
    assert isinstance(record, Record)
    changed = record.model_copy(update={"reason": "told"})
    assert changed.reason == "told"
    assert thawed(frozen(changed)) == changed
    assert "reason" not in record.model_fields_set
    with pytest.raises(ValueError, match="frozen"):
        record.reason = "another"  # type: ignore[misc]


def test_a_moment_is_the_same_moment_in_the_same_zone() -> None:
    record = thawed(frozen(a_record()))
    assert isinstance(record, Record)
    assert [step.at.isoformat() for step in record.steps if step.at] == [
        "2026-01-02T10:00:00+00:00",
        "2026-07-02T10:00:00+01:00",
    ]


def test_what_is_kept_of_a_document_is_its_name() -> None:
    data = frozen(a_worker())
    assert b"workers/a.begum.toml" in data
    assert b"[[post]]" not in data


def test_a_line_is_found_in_the_text_as_somebody_else_reads_it_and_only_when_asked() -> None:
    read_now: list[str] = []

    def text_of(name: str) -> str:
        read_now.append(name)
        return PERSON

    worker = thawed(frozen(a_worker()), text_of)
    assert isinstance(worker, Worker)
    assert worker.post[0].origin.path == "workers/a.begum.toml"
    assert read_now == []
    assert worker.post[0].origin.at("role").line == 6
    assert worker.post[0].origin.line == 4
    assert read_now == ["workers/a.begum.toml"]


def test_a_document_that_had_no_text_is_never_read_again() -> None:
    def text_of(name: str) -> str:
        raise AssertionError(name)

    record = thawed(frozen(a_record()), text_of)
    assert isinstance(record, Record)
    assert record.steps[0].origin.line == 1


def test_without_a_reader_every_line_is_the_first() -> None:
    worker = thawed(frozen(a_worker()))
    assert isinstance(worker, Worker)
    assert worker.post[0].origin.at("role").line == 1


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"a": [1, 2.5, "x", b"y", True], "b": (frozenset({1}), {2})},
        [dt.date(2026, 2, 28), dt.timedelta(days=3)],
        Interval(4, "week"),
        Calendar(frozenset({dt.date(2026, 12, 29)})),
        Finding("code", "a message", place=Origin(Document("a.toml", "x = 1\n"), ("x",)), day=dt.date(2026, 1, 1)),
    ],
    ids=["nothing", "plain", "days", "interval", "calendar", "finding"],
)
def test_plain_values_and_dataclasses_come_back_as_they_were(value: object) -> None:
    assert thawed(frozen(value)) == value


@dataclass
class Foreign:
    """A class that is not supctl's."""

    one: int = 1


@pytest.mark.parametrize("value", [Fraction(1, 2), Foreign(), lambda: 1, {"deep": [Foreign()]}, object()])
def test_nothing_but_our_own_is_kept(value: object) -> None:
    with pytest.raises(ValueError, match=r"cannot be kept|is no shape of supctl"):
        thawed(frozen(value))


class Runs:
    """What a pickle can do that supctl never lets it do."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("1/0",)


def as_kept(pickled: bytes) -> bytes:
    return crc32(pickled).to_bytes(4, "big") + pickled


@pytest.mark.parametrize(
    "data",
    [
        as_kept(pickle.dumps(Runs())),
        as_kept(pickle.dumps(Fraction(1, 2))),
        as_kept(b"csupctl.store.files\nStoreFile\n."),
        as_kept(b"csupctl.documents\nread\n."),
        as_kept(b"csupctl.facts.words\nROLES\n."),
        as_kept(b"csupctl.facts.nowhere\nRecord\n."),
        as_kept(b"csupctl.facts.records\nRecord\n(C\x01\x01tR."),
        as_kept(b"csupctl.facts.records\nStep\n(C\x01\xfftR."),
        as_kept(b""),
        as_kept(b"no pickle at all"),
        b"",
        b"abc",
    ],
)
def test_bytes_that_are_not_ours_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        thawed(data)


def test_a_byte_that_was_changed_is_seen() -> None:
    data = frozen(a_record())
    for place in range(0, len(data), 7):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(ValueError, match="not as they were kept"):
            thawed(changed)
