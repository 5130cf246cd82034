"""The way in, and the one place that makes exit codes. It imports next to nothing: `supctl --version` needs no more.

0    done
1    findings, something overdue or missing, failed scenarios: what a command itself gives
2    wrong usage or bad input; nothing was changed
3    the store cannot be used, not all of it could be read, or the answer could not be written
70   a fault of supctl's own, with the path of a report that holds no case data
130  stopped with Ctrl-C
"""

from __future__ import annotations

import errno
import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from supctl import __version__
from supctl.cli.output import say, tell, unwritten
from supctl.errors import SupctlError

FAULT, STOPPED = 70, 130
_SELDOM = (200_000, 20, 20)
"""How often Python searches for memory to be had back. A run is short, and most of what it makes it keeps."""

NO_ROOM = {errno.ENOSPC, errno.EIO, errno.EFBIG}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run supctl on these arguments (those it was started with) and give its exit code."""
    if arguments is not None:
        return _answered(arguments)
    gc.set_threshold(*_SELDOM)
    try:
        return _answered(None)
    finally:
        gc.freeze()  # the process ends here: Python need not search what it drops


def _answered(arguments: Sequence[str] | None) -> int:
    """The exit code, whatever happens."""
    _speak_utf8()
    try:
        return _run(arguments)
    except SupctlError as error:
        return _said(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _said("stopped", STOPPED)
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours, and nobody is shown a traceback
        return _fault(error)


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command that was typed; which supctl this is can be told without knowing any."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if typed == ["--version"]:
        say(f"supctl {__version__}")
        return 0
    from supctl.cli.app import run

    return run(arguments)


def _refused(error: OSError) -> int:
    """A disk that is full is no fault of supctl's; whatever else the machine refuses here we had not foreseen."""
    if error.filename or error.errno not in NO_ROOM:
        return _fault(error)
    lost = unwritten(error)
    return _said(str(lost), lost.exit_code)


def _said(text: str, code: int) -> int:
    tell(text)
    return code


def _fault(error: Exception) -> int:
    from supctl.cli.faults import write_report

    report: Path | None = write_report(error)
    lies = f"a report without case data lies in {report}" if report else "a report could not be written"
    return _said(
        f"supctl itself failed here: this is a fault of the program, not of your files; {lies}",
        FAULT,
    )


def _speak_utf8() -> None:
    """Write UTF-8 wherever it goes: pipes and consoles on Windows would take another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


__all__ = ["main"]
