"""What a plugin needs to supply an authority: its data files as a plugin, or the hook marker for Python of its own."""

from supctl.hooks.data import DataPlugin, PolicyFolder
from supctl.hooks.registry import Installed, Registry, find_authorities
from supctl.hooks.spec import hookimpl

__all__ = ["DataPlugin", "Installed", "PolicyFolder", "Registry", "find_authorities", "hookimpl"]
