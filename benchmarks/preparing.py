"""What is made once and kept between runs: the stores, tox in an environment of its own, Taskwarrior's tasks."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
import uuid
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from .memory import peak_of_all
from .places import AS_OF, AUTHORITY, HUNDRED, PROJECT, ROOM, SEED, SUPCTL, TASKS, TOX, Store, surroundings
from .timing import CannotRunError

REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")
_DAY: Final = 86_400


@dataclass(frozen=True)
class Made:
    """What was noted when a store was written: the order, the records, how long it took, the most memory of all."""

    order: str
    records: int
    seconds: float
    peak: int
    code: str

    @property
    def is_of_this_code(self) -> bool:
        """Whether the supctl of today would write it in the same way."""
        return self.code == code_that_writes()


def tell(text: str) -> None:
    """Say on stderr what is being done: some of it takes minutes."""
    print(text, file=sys.stderr, flush=True)


# --- stores -----------------------------------------------------------------------------------------------------------


def prepared(store: Store) -> Made:
    """The store, written if it is not there, and what was noted then. Raises CannotRunError."""
    order = ["--workers", str(store.people), "--years", str(store.years), "--seed", str(SEED), "--as-of", str(AS_OF)]
    if (found := noted(store)) and found.order == " ".join(order):
        return found
    tell(f"writing the store {store.name}: once, it is kept")
    store.note.unlink(missing_ok=True)
    shutil.rmtree(store.folder, ignore_errors=True)
    store.folder.parent.mkdir(parents=True, exist_ok=True)
    said = ROOM / "demo.json"
    began = time.perf_counter()
    with said.open("w", encoding="utf-8") as out:
        command = [SUPCTL, "demo", str(store.folder), "--authority", AUTHORITY, *order, "--format", "json"]
        process = subprocess.Popen(command, stdout=out, env=surroundings(), cwd=PROJECT)
        peak = peak_of_all(process)
    if process.returncode:
        raise CannotRunError(f"supctl demo ended with {process.returncode}")
    seconds = time.perf_counter() - began
    records = int(json.loads(said.read_text(encoding="utf-8"))["records"])
    made = Made(" ".join(order), records, seconds, peak, code_that_writes())
    store.note.write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
    return made


def noted(store: Store) -> Made | None:
    """What was noted when the store was written; None where it is not there."""
    if not store.note.exists() or not (store.folder / "supctl.toml").exists():
        return None
    return Made(**json.loads(store.note.read_text(encoding="utf-8")))


def code_that_writes() -> str:
    """The digest of what decides what a demo holds and how it is written."""
    folder = PROJECT / "src" / "supctl" / "store"
    code = [*folder.glob("demo/*.*"), folder / "changes" / "bulk.py"]
    return sha256(b"\0".join(file.read_bytes() for file in sorted(code) if file.is_file())).hexdigest()[:16]


# --- tox --------------------------------------------------------------------------------------------------------------


def tox() -> str:
    """tox in an environment of its own, installed if it is not there or another one is pinned."""
    installed = TOX / REQUIREMENTS.name
    if not installed.exists() or installed.read_bytes() != REQUIREMENTS.read_bytes():
        tell("installing tox: once, it is kept")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(TOX)], check=True)
        install = [
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(REQUIREMENTS),
        ]
        subprocess.run([str(TOX / "bin" / "python"), *install], check=True)
        shutil.copyfile(REQUIREMENTS, installed)
    return str(TOX / "bin" / "tox")


# --- Taskwarrior ------------------------------------------------------------------------------------------------------


def tasks(overdue: int) -> list[str] | None:
    """How Taskwarrior is asked to count its overdue tasks; None where it is not installed.

    100,000 of them are pending, and so many overdue: by the real clock, since Taskwarrior knows no other.
    """
    found = shutil.which("task")
    if found is None:
        return None
    rc, data, told = TASKS / "rc", TASKS / "pending.data", TASKS / "overdue"
    if not told.exists() or told.read_text(encoding="utf-8") != str(overdue):
        shutil.rmtree(TASKS, ignore_errors=True)
        TASKS.mkdir(parents=True)
        rc.write_text("confirmation=off\n", encoding="utf-8")
        data.write_text("".join(_task(number, overdue) for number in range(HUNDRED)), encoding="utf-8")
        (TASKS / "completed.data").touch()
        told.write_text(str(overdue), encoding="utf-8")
    return [found, f"rc:{rc}", f"rc.data.location={TASKS}", "+OVERDUE", "count"]


def _task(number: int, overdue: int) -> str:
    """A line of Taskwarrior's own file: overdue for up to sixty days, or due in one to two years."""
    chance = random.Random(number)
    now = int(time.time())
    is_overdue = number * overdue % HUNDRED < overdue  # spread evenly
    due = now - chance.randrange(1, 61) * _DAY if is_overdue else now + chance.randrange(365, 731) * _DAY
    values = {
        "description": f"Supervise worker {number}",
        "due": due,
        "entry": now - 90 * _DAY,
        "modified": now - 90 * _DAY,
        "project": f"team{number % 500}",
        "status": "pending",
        "uuid": uuid.UUID(int=chance.getrandbits(128), version=4),
    }
    return "[" + " ".join(f'{key}:"{value}"' for key, value in values.items()) + "]\n"
