"""The most memory that a process and all that it started had at one time."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from pathlib import Path

_EVERY_SECONDS = 0.2


def peak_of_all(process: subprocess.Popen[bytes]) -> int:
    """Wait for the process to end; gives the most bytes that it and all below it held together (0 if unknown).

    Looked at five times a second. What several of them share is counted for each, so it is more rather than less.
    """
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(one) for one in _all_below(process.pid)))
        time.sleep(_EVERY_SECONDS)
    return peak


def _all_below(process: int) -> list[int]:
    """The process and all that it started, and these."""
    found = [process]
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            found += [one for child in children.read_text().split() for one in _all_below(int(child))]
    return found


def _resident(process: int) -> int:
    """The bytes of memory that a process holds now."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0
