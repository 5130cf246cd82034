"""Where in a plugin's own files something went wrong: file and line, for whoever mends it."""

from __future__ import annotations

import traceback
from pathlib import Path

from supctl.documents import Document

_OURS = Path(__file__).parents[1]


def where_raised(error: BaseException, module: str) -> str:
    """The file and line in the plugin's own code (that of its package) which raised it; empty where it was not there.

    Of a file that is no Python, the file and line that are not.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}"
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_of(frame.filename, module)]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else ""


def hook_of(error: BaseException, module: str) -> str:
    """The plugin's hook in which it was raised; empty where it was in none of its own."""
    frames = traceback.extract_tb(error.__traceback__)
    hooks = [frame.name for frame in frames if frame.name.startswith("supctl_") and _is_of(frame.filename, module)]
    return hooks[0] if hooks else ""


def where_defined(plugin: object, hook: str, module: str) -> str:
    """The file and line of one of the plugin's hooks; empty where it is not its own."""
    function = getattr(plugin, hook, None)
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    is_own = code is not None and _is_of(code.co_filename, module)
    return f"{code.co_filename}:{code.co_firstlineno}" if code is not None and is_own else ""


def where_written(policy: Document, key: str) -> str:
    """The file and line on which policy.toml says something of the authority."""
    return f"{policy.name}:{policy.line(('authority', key)) or 1}"


def _is_of(file: str, module: str) -> bool:
    """Whether a file is one of the module's package."""
    package, path = module.partition(".")[0], Path(file)
    return not path.is_relative_to(_OURS) and (package in path.parent.parts or path.stem == package)
