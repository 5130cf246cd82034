"""Writing the answer: to stdout, coloured on a terminal only, quiet when the reader has gone."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from supctl.errors import SupctlError

if TYPE_CHECKING:  # what is asked is typer's business; what is said before anything was asked needs none of it
    from supctl.cli.options import Asked

_BOLD, _RED, _YELLOW, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[0m"
_COLOURS = {  # words that say the same without a colour
    _RED: re.compile(
        r"^ +OVERDUE|\bOVERDUE$|\bNOT MET$|^NO WORKER|^ +MISSING|\bMISSING$|^  error(?=    )", re.MULTILINE
    ),
    _YELLOW: re.compile(r"^ +LATE|\bLATE$|NOT YET CONFIRMED|NOT WRITTEN UP|^AWAY|^  warning(?=  )", re.MULTILINE),
    _BOLD: re.compile(r"^\d+  [A-Z][^a-z\n]*(?=  |$)", re.MULTILINE),
}


def show(text: str, asked: Asked) -> None:
    """Write the answer to stdout."""
    if asked.format == "table" and sys.stdout and wants_colour(sys.stdout, asked):
        text = coloured(text)
    say(text)


class OutputError(SupctlError):
    """The answer could not be written: the disk is full, the device is gone, stdout is closed."""

    exit_code = 3


def say(text: str) -> None:
    """Write to stdout, whatever was asked. Raises OutputError where it takes nothing."""
    stdout = cast("TextIO | None", sys.stdout)
    if stdout is None:
        raise OutputError("the answer could not be written: stdout is closed")
    try:
        stdout.write(f"{text}\n")
        stdout.flush()
    except BrokenPipeError:  # the reader has seen enough (`supctl due | head`)
        _write_no_more()
    except OSError as error:
        raise unwritten(error) from None


def unwritten(error: OSError) -> OutputError:
    """What to say of an answer that could not be written; the rest of it goes nowhere."""
    _write_no_more()
    return OutputError(f"the answer could not be written: {error.strerror or 'the device refused it'}")


def tell(text: str) -> None:
    """Write what is not the answer to stderr, as far as it takes it."""
    stderr = cast("TextIO | None", sys.stderr)
    if stderr is not None:
        with suppress(OSError):
            stderr.write(f"{text}\n")
            stderr.flush()


def _write_no_more() -> None:
    """Let stdout lead nowhere, so that Python does not try to write the rest when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def wants_colour(stream: TextIO, asked: Asked) -> bool:
    """Whether colour is wanted: on a terminal that takes it, and not refused by --no-color or NO_COLOR."""
    refused = asked.no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    takes = os.name != "nt" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))
    return stream.isatty() and takes and not refused


def coloured(text: str) -> str:
    """The text with its own words coloured; nothing is said by colour alone."""
    for colour, words in _COLOURS.items():
        text = words.sub(lambda found, colour=colour: f"{colour}{found.group()}{_PLAIN}", text)  # type: ignore[misc]  # bound at once
    return text


def typed(folder: Path) -> str:
    """A folder as it is typed after cd: in quotes where it has a space."""
    return f'"{folder}"' if " " in str(folder) else str(folder)
