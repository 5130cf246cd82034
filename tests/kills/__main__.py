"""Every command that writes, stopped at each of its calls, and several that write at once: `make kills`.

With names of commands behind it, only those; with --calls, what each of them does to files, call by call.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tabulate import tabulate

from .calls import Stop
from .commands import COMMANDS, Written, one_day, tiny_store
from .killing import Killing
from .together import no_lock, stumbling, together

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where files are made fast: a process that is killed leaves there what it would leave on any disk."""
HANDS, TOGETHER = 8, 200
LOCKS = (
    ("the lock, from the files", nullcontext, nullcontext, None),
    ("the lock, by an index", nullcontext, nullcontext, "cache"),
    ("a lock that always succeeds, from the files", no_lock, nullcontext, None),
    ("the same, every step slowed by chance", no_lock, stumbling, None),
    ("the same, by an index", no_lock, stumbling, "cache"),
)


def spread(stops: list[Stop]) -> list[Stop]:
    """The first, the last, and some in between: a demo makes hundreds of files in the same way."""
    return [*stops[:12], *stops[12:-24:60], *stops[-24:]]


def killed(commands: list[Written]) -> list[str]:
    """Print what came of stopping each; gives what was wrong."""
    rows, wrong = [], []
    for command in commands:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(dir=MEMORY) as room, one_day():
            found = Killing(command, Path(room), spread if command.name == "demo" else list).counted()
        rows.append([found.name, found.calls, found.stops, found.old, found.new, found.nexts, len(found.wrong)])
        wrong += [f"{command.name}: {one}" for one in found.wrong]
        print(f"{command.name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(tabulate(rows, ["command", "calls", "kills", "old", "new", "kills of the next writer", "wrong"]))
    return wrong


def at_once() -> list[str]:
    """Print what came of several that write at once; gives what was lost."""
    rows, lost = [], []
    for name, lock, pace, cache in LOCKS:
        with tempfile.TemporaryDirectory() as room, one_day(Path(room, cache) if cache else None), lock(), pace():
            tiny_store(Path(room, "store"))
            came = together(Path(room, "store"), HANDS, TOGETHER)
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(came.by_kind.items()))
        rows.append([name, HANDS, came.done, came.refused, len(came.lost), f"{came.seconds:.1f}", kinds])
        lost += [f"{name}: {one}" for one in came.lost]
    print(tabulate(rows, ["with", "processes", "done", "refused, then done", "lost", "seconds", "of which"]))
    return lost


def calls(commands: list[Written]) -> None:
    """Print the calls of each command, in order."""
    for command in commands:
        with tempfile.TemporaryDirectory(dir=MEMORY) as room, one_day():
            *_, made = Killing(command, Path(room)).ends()
        print(f"{command.name}: {len(made)} calls", *made, sep="\n  ")


def main(arguments: list[str]) -> int:
    """1 where anything was wrong."""
    names = [one for one in arguments if not one.startswith("-")]
    commands = [one for one in COMMANDS if not names or one.name in names]
    if "--calls" in arguments:
        calls(commands)
        return 0
    wrong = killed(commands)
    if not names:
        print()
        wrong += at_once()
    print(*wrong, sep="\n")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
