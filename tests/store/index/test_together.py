"""Eight processes write and ask, all at once: nobody fails, nobody is wrong, and in the end all say the same."""

from __future__ import annotations

import multiprocessing
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from supctl.documents import Document, Origin, read
from supctl.facts import Record
from supctl.store import open_store
from supctl.store.recording import write_records

from .asking import WORDS, indexed, is_the_same, perhaps_indexed, said

PROCESSES = 8
EACH = 12 if os.environ.get("SUPCTL_HYPOTHESIS") == "slow" else 3


def a_record(process: int, number: int) -> Record:
    day = date(2026, 1 + process, 1) + timedelta(days=number)
    values = {
        "id": f"{day}-personal-supervision-t.reid-{process:02}{number:02}",
        "activity": "personal-supervision",
        "date": day,
        "supervisee": "t.reid",
        "supervisor": "j.okafor",
        "steps": [{"step": "written", "on": day, "by": "j.okafor"}],
    }
    return read(Record, values, Origin(Document("records", "")))


def work(store: Path, process: int) -> None:
    """Write, and see at once what was written."""
    for number in range(EACH):
        record = a_record(process, number)
        write_records(store, [record])
        loaded = perhaps_indexed(store) or open_store(store).load(WORDS)  # as every command does
        service = loaded.service
        assert service.gathered.with_id(record.id) is not None
        assert record.id in {one.id for one in service.records_of_worker("t.reid")}


@pytest.mark.skipif(sys.platform == "win32", reason="there, every process loads everything anew")
def test_eight_processes_write_and_ask_at_once(store):
    context = multiprocessing.get_context("fork")
    started = [context.Process(target=work, args=(store, process)) for process in range(PROCESSES)]
    for one in started:
        one.start()
    for one in started:
        one.join()
    assert [one.exitcode for one in started] == [0] * PROCESSES
    assert len(indexed(store).service.records) == 1 + PROCESSES * EACH
    assert is_the_same(store)
    assert said(indexed(store)) == said(indexed(store, authority="another"))
