"""Several processes that write in one store at the same time: whatever was reported as done is there at the end."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from supctl.cli.main import main

from .calls import in_a_child
from .killing import is_clean, loads, read_through

FIRST_LOGGED, FIRST_BOOKED = date(2026, 3, 3), date(2026, 11, 30)
REFUSED = ("meanwhile", "already", "somebody", "writing in this store")


class AlwaysFree:
    """A lock that holds nobody up."""

    def __init__(self, *_: object, **__: object) -> None:
        """As any lock is made."""

    def acquire(self) -> None:
        """Take it, whoever has it."""

    def release(self) -> None:
        """Give it back."""


@contextlib.contextmanager
def no_lock() -> Iterator[None]:
    """Within it the lock of a store always succeeds, as on a drive that knows none."""
    with patch("filelock.FileLock", AlwaysFree):
        yield


@contextlib.contextmanager
def stumbling() -> Iterator[None]:
    """Within it every step of a commit takes a while, now longer, now shorter: what can come in between does."""
    chance = random.Random()

    def slowly(really: Callable[..., object]) -> Callable[..., object]:
        def act(*arguments: object, **options: object) -> object:
            time.sleep(chance.random() * 0.004)
            return really(*arguments, **options)

        return act

    with contextlib.ExitStack() as held:
        for name in ("rename", "link", "unlink", "fsync", "mkdir", "rmdir"):
            held.enter_context(patch.object(os, name, slowly(getattr(os, name))))
        yield


@dataclass
class Came:
    """What came of several processes at once. `lost`: what was reported as done and is not there."""

    done: int = 0
    refused: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)


@dataclass
class Hand:
    """One process: what it does, one command after the other, each again until it is taken."""

    number: int
    commands: int
    hands: int
    said: list[dict[str, object]] = field(default_factory=list)
    refused: int = 0

    def work(self) -> None:
        """Do all of it."""
        chance = random.Random(self.number)
        kinds = ["log", "log with children", "book", "worker add", "record new", "withdraw"]
        for number in range(self.commands):
            self.do(kinds[chance.randrange(len(kinds))], number * self.hands + self.number)

    def do(self, kind: str, number: int) -> None:
        """One command; `number` is its own among all of them."""
        day = FIRST_LOGGED + timedelta(days=number)
        who = ("reid", "begum")[number % 2]
        if kind == "log":
            self.keep(kind, self.told("log", "observation", who, "--on", f"{day}"))
        elif kind == "log with children":
            self.keep(kind, self.told("log", "personal", who, "--on", f"{day}", "--cases", "M1007,M1033"))
        elif kind == "book":
            booked = FIRST_BOOKED + timedelta(days=number)
            self.told("book", who, f"{booked}")
            self.said.append({"kind": kind, "who": {"reid": "t.reid", "begum": "a.begum"}[who], "day": f"{booked}"})
        elif kind == "worker add":
            name = f"Person {'abcdefghijklmnopqrst'[number // 20]}{'abcdefghijklmnopqrst'[number % 20]}"
            made = self.told("worker", "add", name, "--role", "social-worker", "--team", "east")
            self.said.append({"kind": kind, "name": name, "file": made["written"]})
        else:
            made = self.told("record", "new", "personal", who, "--date", f"{day}", "--no-edit")
            if kind == "record new":
                self.keep(kind, made, draft=made["path"])
            else:
                self.told("record", "withdraw", str(made["id"]), "--yes")
                self.keep(kind, made, gone=made["path"])

    def keep(self, kind: str, made: dict[str, object], **more: object) -> None:
        """Keep what was reported as done."""
        files = [one["path"] for one in made["records"]]
        self.said.append({"kind": kind, "records": files, **more})

    def told(self, *typed: str) -> dict[str, object]:
        """What a command says once it is taken. Raises AssertionError where it is refused for another reason."""
        for _ in range(200):
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main([*typed, "--format", "json"])
            if code == 0:
                return json.loads(out.getvalue())
            assert code in {2, 3}, (typed, code, err.getvalue())
            assert any(word in err.getvalue() for word in REFUSED), (typed, code, err.getvalue())
            self.refused += 1
        raise AssertionError(typed)


def together(folder: Path, hands: int, commands: int) -> Came:
    """Let so many processes work in a store, so many commands in all, and compare what they say with what is there."""
    began = time.monotonic()
    children = []
    for number in range(hands):
        report = folder.parent / f"said-{number}.json"
        child = os.fork()
        if not child:
            os._exit(in_a_child(_hand(folder, report, Hand(number, commands // hands, hands))))
        children.append((child, report))
    came = Came()
    said: list[dict[str, object]] = []
    for child, report in children:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = json.loads(report.read_text(encoding="utf-8"))
        if ended or "failed" in told:
            came.lost.append(f"a process failed: {told}")
            continue
        said += told["said"]
        came.refused += told["refused"]
    came.seconds = time.monotonic() - began
    came.done = len(said)
    for one in said:
        came.by_kind[str(one["kind"])] = came.by_kind.get(str(one["kind"]), 0) + 1
    came.lost += missing(folder, said)
    return came


def _hand(folder: Path, report: Path, hand: Hand) -> Callable[[], int]:
    def act() -> int:
        os.chdir(folder)
        told: dict[str, object] = {}
        try:
            hand.work()
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            told["failed"] = repr(error)
        report.write_text(json.dumps({**told, "said": hand.said, "refused": hand.refused}), encoding="utf-8")
        return 0

    return act


def missing(folder: Path, said: list[dict[str, object]]) -> list[str]:
    """What was reported as done and is not there, what is half there, and what was left behind."""
    there = read_through(folder)
    lost = [f"{one}: {wrong}" for one in said if (wrong := _wrong_with(one, there))]
    if not loads(folder, there):
        lost.append("it does not load as it should")
    if not is_clean(folder):
        lost.append("something is left behind")
    records = [path for one in said for path in one.get("records", ())]
    if len(records) != len(set(records)):
        lost.append("two commands reported the same record")
    return lost


def _wrong_with(one: dict[str, object], there: dict[str, bytes]) -> str | None:
    """What is not as a command reported it."""
    files = [str(path) for path in one.get("records", ())]
    if not all(path in there for path in files):
        return "a record is not there"
    if one["kind"] == "withdraw":
        voided = all(b'"step": "voided"' in there[path] for path in files)
        return None if voided and one["gone"] not in there else "half taken back"
    if one["kind"] == "record new":
        return None if one["draft"] in there else "its draft is not there"
    if one["kind"] == "book":
        planned = tomllib.loads(there[f"workers/{one['who']}.toml"].decode())["planned"]
        return None if [f"{entry['date']}" for entry in planned].count(str(one["day"])) == 1 else "not booked once"
    if one["kind"] == "worker add":
        return None if str(one["name"]).encode() in there.get(str(one["file"]), b"") else "not added"
    return None
