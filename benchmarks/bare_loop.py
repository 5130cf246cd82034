"""Reads and validates every team, worker, case and record file of a store in a loop, and keeps nothing but a count.

python -m benchmarks.bare_loop STORE          as supctl must: the shape, and what must hold of the file by itself
python -m benchmarks.bare_loop STORE --barer  only parsed and held against the shape, as pydantic does it
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from supctl.facts import Vocabulary
from supctl.store.entries import CASES, RECORDS, TEAMS, WORKERS
from supctl.store.files import StoreFile

from .vocabulary import words_of

KINDS = (TEAMS, WORKERS, CASES, RECORDS)


def files(store: Path, folder: str, ending: str) -> Iterator[StoreFile]:
    """The files of a kind, wherever below its folder."""
    start = len(str(store)) + 1
    for here, _, names in os.walk(store / folder):
        for name in names:
            if name.endswith(ending):
                path = Path(here, name)
                yield StoreFile(path, str(path)[start:])


def read_all(store: Path, words: Vocabulary) -> int:
    """Read every file and check all that can be checked of it by itself; gives how many. Raises InputError."""
    count = 0
    for kind in KINDS:
        for file in files(store, kind.folder, kind.ending):
            kind.entity(file, words)
            count += 1
    return count


def read_all_barer(store: Path) -> int:
    """Read every file and hold it against its shape alone; gives how many."""
    count = 0
    for kind in KINDS:
        for file in files(store, kind.folder, kind.ending):
            content = file.path.read_bytes()
            if kind is RECORDS:
                sealed = json.loads(content)
                facts = {key: value for key, value in sealed["facts"].items() if value is not None}
                values = {**facts, "steps": sealed["steps"], "digest": sealed["digest"]}
            else:
                values = {**tomllib.loads(content.decode()), "id": file.stem}
            kind.shape.model_validate(values)
            count += 1
    return count


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    vocabulary = words_of(folder)
    print(read_all_barer(folder) if "--barer" in sys.argv else read_all(folder, vocabulary))
