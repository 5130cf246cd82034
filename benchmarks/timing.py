"""A whole process, timed from outside: how long it took, of how much of a processor, in how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .places import PROJECT, surroundings

_UNIT = 1 if sys.platform == "darwin" else 1024
"""In how many bytes the system counts the most memory that a process had."""


class CannotRunError(Exception):
    """Something that was to be measured did not run, or gave nothing."""


@dataclass(frozen=True)
class Run:
    """One run of a programme: seconds by the clock, seconds of processors, the most memory in bytes, what it said."""

    seconds: float
    cpu: float
    peak: int
    said: str


Step = Callable[[int], Run]
"""What is done in a round; it is told the round's number, from 0."""


def timed(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a programme to its end. Raises CannotRunError where it fails or says nothing.

    The most memory is the system's own figure for the process. It cannot be less than what this process has when it
    starts another one, so this one stays small: it imports nothing of supctl.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            cwd=PROJECT,
            env=dict(environment or surroundings()),
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
        if process.returncode or not said.strip():
            errors.seek(0)
            raise _failed(command, process.returncode, errors.read().decode("utf-8", "replace"))
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT, said)


def _failed(command: Sequence[str], code: int, errors: str) -> CannotRunError:
    said = errors.strip() or "it said nothing"
    return CannotRunError(f"{' '.join([Path(command[0]).name, *command[1:]])}\n  ended with {code}: {said}")


def rounds(number: int, steps: Mapping[str, Step]) -> dict[str, list[Run]]:
    """Of each step its runs: every round does each of them once, in their order. The first round is not kept."""
    kept: dict[str, list[Run]] = {name: [] for name in steps}
    for turn in range(number + 1):
        for name, step in steps.items():
            run = step(turn)
            if turn:
                kept[name].append(run)
    return kept
