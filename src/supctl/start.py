"""What is run when `supctl` is typed: a look ahead at the store, then the command, while that goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from supctl import ahead

_IN_A_HURRY = {"due", "why"}
"""What only asks, about people and cases."""
_BEFORE_IT = {"--store", "--authority", "--as-of"}
"""The options, each with a word of its own, that may stand before the command."""


def main() -> int:
    """Run supctl on the arguments that it was started with, and give its exit code."""
    hurried = _command(sys.argv[1:]) in _IN_A_HURRY
    if hurried:
        with suppress(OSError):  # nowhere to stand, or no more processes: it is looked at later, as ever
            ahead.begin(sys.argv[1:])
    from supctl.cli.main import main as run

    code = run()
    if hurried:
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End the process here: nothing is open, and Python would take everything apart first."""
    with suppress(OSError, ValueError):  # what could not be written is told as ever
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _command(arguments: Sequence[str]) -> str | None:
    """The command that was typed, whatever stands before it; None where there is none."""
    words = iter(arguments)
    for word in words:
        if not word.startswith("-"):
            return word
        if word in _BEFORE_IT:
            next(words, None)
    return None
