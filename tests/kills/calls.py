"""The calls by which a process changes files: counted, and the process stopped before, halfway through or after one.

Only calls on files below one folder count. That none escapes the list is held by Python's own audit of what it does.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ON_PATHS = ("chmod", "link", "mkdir", "remove", "rename", "replace", "rmdir", "symlink", "truncate", "unlink", "utime")
ON_FILES = ("fchmod", "fsync", "ftruncate", "write")
_AUDITED = ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate", "utime")
AUDITED = {f"os.{name}" for name in _AUDITED}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KILLED = 99


@dataclass(frozen=True)
class Stop:
    """Where a process is stopped: at which call, counted from 1; before, halfway or after; killed, or by Ctrl-C."""

    call: int
    when: str
    by: str = "kill"


def every_stop(made: Sequence[str]) -> Iterator[Stop]:
    """Before and after each of these calls, killed and by Ctrl-C; a write is stopped halfway through too."""
    for number, name in enumerate(made, 1):
        yield Stop(number, "before")
        yield Stop(number, "after")
        yield Stop(number, "after", "ctrl-c")
        if name.startswith("write"):
            yield Stop(number, "halfway")


def each_stop(made: Sequence[str]) -> Iterator[Stop]:
    """Each call once: before the first, after every one, and halfway through what is written."""
    yield Stop(1, "before")
    for number, name in enumerate(made, 1):
        yield Stop(number, "after", "ctrl-c" if number % 3 == 0 else "kill")
        if name.startswith("write"):
            yield Stop(number, "halfway")


@dataclass
class Calls:
    """What a process does to the files below `folder`, and where it is stopped."""

    folder: str
    stop: Stop | None = None
    made: list[str] = field(default_factory=list)
    audited: list[str] = field(default_factory=list)
    files: set[int] = field(default_factory=set)
    within: int = 0

    def install(self) -> None:
        """Count from now on, for as long as this process lives."""
        for name in ON_PATHS:
            self._wrap(name, lambda arguments: self._is_below(*arguments[:2]))
        for name in ON_FILES:
            self._wrap(name, lambda arguments: arguments[0] in self.files)
        self._wrap("open", lambda arguments: self._is_below(arguments[0]) and bool(arguments[1] & WRITING))
        self._wrap("sync", lambda arguments: True)
        sys.addaudithook(self._audit)

    def _is_below(self, *paths: object) -> bool:
        named = (os.path.abspath(path) for path in paths if isinstance(path, str | os.PathLike))
        return any(f"{path}{os.sep}".startswith(self.folder) for path in named)

    def _wrap(self, name: str, counts: Callable[[Sequence[object]], bool]) -> None:
        really = getattr(os, name, None)
        if really is None:
            return

        def wrapped(*arguments, **options):
            if not counts(arguments):
                return self._noted(name, arguments, really(*arguments, **options))
            self.made.append(f"{name} {Path(str(arguments[0])).name if name in ON_PATHS or name == 'open' else ''}")
            self._stop_if("before")
            if self.stop and (self.stop.call, self.stop.when) == (len(self.made), "halfway"):
                really(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os._exit(KILLED)
            self.within += 1
            try:
                result = really(*arguments, **options)
            finally:
                self.within -= 1
            self._noted(name, arguments, result)
            self._stop_if("after")
            return result

        setattr(os, name, wrapped)

    def _noted(self, name: str, arguments: Sequence[object], result: object) -> object:
        if name == "open" and isinstance(result, int):
            (self.files.add if self._is_below(arguments[0]) else self.files.discard)(result)
        return result

    def _stop_if(self, when: str) -> None:
        if self.stop and (self.stop.call, self.stop.when) == (len(self.made), when):
            if self.stop.by == "kill":
                os._exit(KILLED)
            raise KeyboardInterrupt

    def _audit(self, event: str, arguments: Sequence[object]) -> None:
        if self.within:
            return
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & WRITING)
        if (writes or event in AUDITED) and self._is_below(*arguments[: 1 if event == "open" else 2]):
            self.audited.append(f"{event} {arguments[0]}")


def in_a_child(act: Callable[[], object]) -> int:
    """Do something in a process of its own, with its output thrown away; gives how it ended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        code = act()
        os._exit(code if isinstance(code, int) else 0)
    except KeyboardInterrupt:
        os._exit(130)
    finally:
        os._exit(70)


def listed(act: Callable[[], object], folder: Path) -> tuple[int, list[str]]:
    """How something ended that was done in a process of its own, and its calls below the folder, in order.

    Raises AssertionError where a call changed a file there that is not on the list.
    """
    here, there = os.pipe()

    def child() -> object:
        calls = Calls(f"{folder}{os.sep}")
        calls.install()
        code = act()
        told = "\n".join([*calls.made, *(f"ESCAPED {one}" for one in calls.audited)])
        os.write(there, told.encode())
        return code

    code = in_a_child(child)
    os.close(there)
    with os.fdopen(here, "rb") as told:
        made = told.read().decode().splitlines()
    escaped = [one for one in made if one.startswith("ESCAPED")]
    assert not escaped, escaped
    return code, made


def stopped(act: Callable[[], object], folder: Path, stop: Stop) -> int:
    """Do something in a process of its own that is stopped; gives how that ended."""

    def child() -> object:
        Calls(f"{folder}{os.sep}", stop).install()
        return act()

    return in_a_child(child)
