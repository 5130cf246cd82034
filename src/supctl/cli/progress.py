"""How far something has come that takes a while: one line on a terminal, written over, and nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TextIO, cast

from supctl.cli.options import Asked


@dataclass
class Progress:
    """Says how many of how many: `what` is being done. Nothing is said where nobody would read it."""

    what: str
    stream: TextIO | None
    _width: int = 0

    def __call__(self, done: int, of: int | None = None) -> None:
        """So many are done, of so many where that is known."""
        number = f"{done:,} of {of:,}" if of else f"{done:,}"
        self._write(f"{self.what}: {number}")

    def end(self) -> None:
        """Leave the line as it was before."""
        if self._width:
            self._write("")

    def _write(self, text: str) -> None:
        if self.stream is None:
            return
        with suppress(OSError):
            self.stream.write(f"\r{text:<{self._width}}" + ("" if text else "\r"))
            self.stream.flush()
        self._width = len(text)


@contextmanager
def told(what: str, asked: Asked) -> Iterator[Progress]:
    """Within it, progress is told on a terminal, unless --quiet was typed."""
    stderr = cast("TextIO | None", sys.stderr)
    shown = stderr if stderr is not None and not asked.quiet and stderr.isatty() else None
    progress = Progress(what, shown)
    try:
        yield progress
    finally:
        progress.end()
