"""What is run when `supctl` is typed: a look ahead at the store, then the command, while that goes on."""

from __future__ import annotations

import sys
from contextlib import suppress

from supctl import ahead

_LOOK_AHEAD = {"due", "why"}
"""What asks about people and cases, and is in a hurry."""


def main() -> int:
    """Run supctl on the arguments that it was started with, and give its exit code."""
    if sys.argv[1:2] and sys.argv[1] in _LOOK_AHEAD:
        with suppress(OSError):  # nowhere to stand, or no more processes: it is looked at later, as ever
            ahead.begin(sys.argv[1:])
    from supctl.cli.main import main as run

    return run()
