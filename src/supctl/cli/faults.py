"""A report of a fault of supctl's own: where in the code it happened, and nothing of anybody's data."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from supctl import __version__


def write_report(error: BaseException) -> Path | None:
    """Write the report into the temporary folder and give its path; None where it cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="supctl-fault-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(report_of(error))
            return Path(file.name)
    except OSError:
        return None


def report_of(error: BaseException) -> str:
    """Type of each exception and file, line and function of each call: no message, no value, no source line."""
    head = f"supctl {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join([head, *_calls(error), ""])


def _calls(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame, line in traceback.walk_tb(current.__traceback__):
            code = frame.f_code
            yield f"  {code.co_filename}:{line}: {code.co_name}"
        current = current.__cause__ or current.__context__
