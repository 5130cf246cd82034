"""Opening a draft in somebody's editor, where there is somebody: on a terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO, cast


def on_terminal() -> bool:
    """Whether somebody sits there: both what is typed and what is answered go through a terminal."""
    streams = [cast("TextIO | None", stream) for stream in (sys.stdin, sys.stdout)]
    return all(stream is not None and stream.isatty() for stream in streams)


def editor_command(environment: Mapping[str, str], *, windows: bool) -> list[str]:
    """The editor and its arguments: VISUAL, else EDITOR, else Notepad on Windows; empty where there is none."""
    typed = next((said for name in ("VISUAL", "EDITOR") if (said := environment.get(name, "").strip())), "")
    if not typed:
        return ["notepad"] if windows else []
    if Path(typed).is_file():  # a path with spaces, which nobody has put in quotes
        return [typed]
    try:
        parts = shlex.split(typed, posix=not windows)
    except ValueError:  # a quotation mark that is not closed
        return [typed]
    return [part[1:-1] if windows and part[:1] == part[-1:] == '"' and len(part) > 1 else part for part in parts]


def edit(path: Path) -> str | None:
    """Open a file and wait until the editor closes; gives what went wrong, in words, or None."""
    command = editor_command(os.environ, windows=os.name == "nt")
    if not command:
        return "no editor is set (VISUAL or EDITOR): open the file in one of your own"
    program = shutil.which(command[0]) or command[0]
    try:
        done = subprocess.run([program, *command[1:], str(path)], check=False)  # noqa: S603 - the person's own editor
    except OSError as error:
        return f'the editor "{command[0]}" could not be started: {error.strerror or error}'
    return f'the editor "{command[0]}" ended with code {done.returncode}' if done.returncode else None
