"""Who has begun something in a store: a name for each commit that says which process makes it, and whether it runs."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import sys
from functools import cache

_NAME = re.compile(r"(?P<machine>[0-9a-f]{8})-(?P<process>[0-9]+)-[0-9a-f]{8}")
_STILL_ACTIVE = 0x102
_NO_SUCH_PROCESS = 87
_MAY_WAIT = 0x100000


def new_name() -> str:
    """A name that no other commit has: the machine, the process, and chance."""
    return f"{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"


def is_gone(name: str) -> bool | None:
    """Whether the process that made a name has ended; None where that cannot be told from here.

    This process itself counts as ended: what it finds of its own it left behind when it was stopped.
    """
    found = _NAME.fullmatch(name)
    if found is None or found["machine"] != _machine():
        return None
    process = int(found["process"])
    return process == os.getpid() or not _runs(process)


@cache
def _machine() -> str:
    """This machine, or this part of one that counts its processes by itself."""
    try:
        within = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no file of anybody's
    except OSError:
        within = ""
    return hashlib.sha256(f"{platform.node()} {within}".encode()).hexdigest()[:8]


if sys.platform == "win32":

    def _runs(process: int) -> bool:
        import ctypes

        system = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = system.OpenProcess(_MAY_WAIT, False, process)  # noqa: FBT003 - as Windows has it
        if not handle:
            return ctypes.get_last_error() != _NO_SUCH_PROCESS
        try:
            return bool(system.WaitForSingleObject(handle, 0) == _STILL_ACTIVE)
        finally:
            system.CloseHandle(handle)

else:

    def _runs(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
