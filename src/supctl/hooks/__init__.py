"""What a plugin needs to supply an authority: its data files as a plugin, or the hook marker for Python of its own.

Each name is loaded when it is asked for: to answer by a policy that was kept, no plugin is called.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supctl.hooks.data import DataPlugin, PolicyFolder
    from supctl.hooks.registry import Installed, Registry, find_authorities
    from supctl.hooks.spec import hookimpl

__all__ = ["DataPlugin", "Installed", "PolicyFolder", "Registry", "find_authorities", "hookimpl"]

_IN = {
    "DataPlugin": "data",
    "Installed": "registry",
    "PolicyFolder": "data",
    "Registry": "registry",
    "find_authorities": "registry",
    "hookimpl": "spec",
}


def __getattr__(name: str) -> object:
    """One of the names above."""
    if name not in _IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_IN[name]}"), name)
