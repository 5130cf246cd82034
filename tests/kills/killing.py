"""A command stopped at each of its calls: the store is as before or as after, and the next command works."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from supctl.errors import Finding, StoreError
from supctl.facts import Vocabulary
from supctl.store import find_store, open_store
from supctl.store.changes.several import create_all
from supctl.store.drafts import draft_ids
from supctl.store.files import StoreFile, files_below, files_in, is_there

from .calls import Stop, each_stop, every_stop, in_a_child, listed, stopped
from .commands import NEXT, Written, run, tiny_store

State = dict[str, bytes]
_CHANCE = re.compile(r"[0-9a-f]{8}-[0-9]+-[0-9a-f]{8}")
LOCK = ".supctl.lock"
AND_THEN = {"teams/yy.toml": b'name = "And then"\nkind = "other"\n'}
POLICIES = ("policy", "westhaven", "other")
"""Where in a store there may be a policy."""
AFTERWARDS = {"teams/zz.toml": b'name = "Afterwards"\nkind = "other"\n'}


@dataclass
class Counted:
    """What came of stopping one command: its calls, how often it was stopped, and which state was found."""

    name: str
    calls: int = 0
    stops: int = 0
    old: int = 0
    new: int = 0
    nexts: int = 0
    wrong: list[str] = field(default_factory=list)


def read_through(folder: Path) -> State:
    """What a reader finds in a store, file by file; nothing where there is no store."""
    try:
        find_store(folder, folder)
    except StoreError:
        return {}
    problems: list[Finding] = []
    read = list(files_below(folder, "records", ".json", problems))
    for where in ("teams", "workers", "cases", "drafts"):
        read += files_in(folder, where, ".toml", problems)
    for where in POLICIES:
        read += files_below(folder, where, ".toml", problems)
    assert not problems
    read += [StoreFile(folder / name, name) for name in ("supctl.toml", "readings.toml") if is_there(folder, name)]
    return {file.name: file.content() for file in read}


def on_disk(folder: Path) -> State:
    """Every file of a folder but the lock, as it lies there."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def loads(folder: Path, state: State) -> bool:
    """Whether the store opens, with no problem, and holds just the records and drafts of that state."""
    loaded = open_store(folder).load(Vocabulary())
    records = {one.id for one in loaded.service.records}
    return (
        not [one for one in loaded.problems if one.code not in {"unknown-word", "wrong-value"}]
        and records == {Path(name).stem for name in state if name.startswith("records/")}
        and set(draft_ids(folder)) == {Path(name).stem for name in state if name.startswith("drafts/")}
    )


@dataclass
class Killing:
    """One command, stopped in every way in a copy of its store."""

    command: Written
    room: Path
    some: Callable[[list[Stop]], list[Stop]] = list
    nexts: bool = True
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def counted(self) -> Counted:
        """Stop it at every call (or every so many), and whoever comes next at each of theirs."""
        found = Counted(self.command.name)
        old, new, made = self.ends()
        found.calls = len(made)
        for stop in self.some(list(every_stop(made))):
            self._once(stop, old, new, found)
        return found

    @property
    def template(self) -> Path:
        return self.room / "template"

    @property
    def store(self) -> Path:
        return self.room / "store"

    def ends(self) -> tuple[State, State, list[str]]:
        """The state before and after the command, and its calls."""
        if self.command.makes:
            self.template.mkdir()
        else:
            tiny_store(self.template)
        for typed in self.command.before:
            assert in_a_child(run(self.template, typed)) == 0
        old = read_through(self.template)
        self._warm_up()
        self._afresh()
        code, made = listed(run(self.store, self.command.typed), self.store)
        assert code == 0
        new = read_through(self.store)
        assert new != old
        return old, new, made

    def _warm_up(self) -> None:
        """Do it once here, so that what it imports need not be imported again in every process."""
        self._afresh()
        before = os.getcwd()
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                run(self.store, self.command.typed)()
                run(self.store, NEXT)()
        finally:
            os.chdir(before)

    def _afresh(self, of: Path | None = None) -> None:
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(of or self.template, self.store)

    def _once(self, stop: Stop, old: State, new: State, found: Counted) -> None:
        self._afresh()
        stopped(run(self.store, self.command.typed), self.store, stop)
        found.stops += 1
        state = self._judged(stop, old, new, found)
        left = _shape(self.store)
        if state is None or left in self.seen:
            return
        self.seen.add(left)
        kept = self.room / "left"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.store, kept)
        if state and not loads(self.store, state):
            found.wrong.append(f"{stop}: it does not load as it should")
        if state and self.nexts and not is_clean(self.store):
            self._stop_the_next(kept, state, stop, found)
            self._afresh(kept)
        self._next_works(state, new, stop, found)

    def _judged(self, stop: object, old: State, new: State, found: Counted) -> State | None:
        state = read_through(self.store)
        if state == old:
            found.old += 1
        elif state == new:
            found.new += 1
        else:
            found.wrong.append(f"{stop}: neither the old state nor the new")
            return None
        return state

    def _stop_the_next(self, left: Path, state: State, first: Stop, found: Counted) -> None:
        """Stop the next writer at each of its calls too, and let another one come."""
        self._afresh(left)
        _, made = listed(self._write_next(), self.store)
        after = {**state, **AFTERWARDS}
        for stop in each_stop(made):
            self._afresh(left)
            stopped(self._write_next(), self.store, stop)
            found.nexts += 1
            reached = read_through(self.store)
            if reached not in (state, after):
                found.wrong.append(f"{first}, then {stop}: neither state")
            code = in_a_child(lambda: create_all(self.store, AND_THEN))
            if code or read_through(self.store) != {**reached, **AND_THEN} or not is_clean(self.store):
                found.wrong.append(f"{first}, then {stop}: the one after that leaves something, or loses it")

    def _write_next(self) -> Callable[[], object]:
        return lambda: create_all(self.store, AFTERWARDS)

    def _next_works(self, state: State, new: State, stop: Stop, found: Counted) -> None:
        """The next command that is typed works, and leaves nothing but what it was to write."""
        typed = NEXT if state else self.command.typed
        if self.command.name == "demo" and not state:
            return  # a demo that was stopped is no store: it is made again elsewhere
        expected = new if typed == self.command.typed else None
        if in_a_child(run(self.store, typed)):
            found.wrong.append(f"{stop}: the next command fails")
        elif not is_clean(self.store):
            found.wrong.append(f"{stop}: the next command leaves something behind")
        elif not _goes_on(read_through(self.store), state, expected):
            found.wrong.append(f"{stop}: after the next command something is not as it should be")


def _goes_on(after: State, state: State, expected: State | None) -> bool:
    """Whether it is the state from which the next command came, with what that was to write."""
    return after == expected if expected else {**after, **state} == after and set(after) == {*state, "teams/west.toml"}


def is_clean(folder: Path) -> bool:
    """Whether nothing lies there but what is read, the policy, and what git is told."""
    read = read_through(folder)
    return not [name for name in on_disk(folder) if name not in read and not name.startswith(("policy/", ".gitignore"))]


def _shape(folder: Path) -> tuple[object, ...]:
    """What lies in a folder, but for names that chance makes, so that each is looked into only once."""
    return tuple(
        sorted((_CHANCE.sub("", path.relative_to(folder).as_posix()), _end(path)) for path in folder.rglob("*"))
    )


def _end(path: Path) -> bytes:
    return path.read_bytes()[-64:] if path.is_file() else b"a folder"
