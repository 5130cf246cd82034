"""What a plugin needs to supply an authority: the hook marker, and its data files as a policy."""

from supctl.hooks.data import PolicyFolder
from supctl.hooks.registry import Installed, Registry, find_authorities
from supctl.hooks.spec import hookimpl

__all__ = ["Installed", "PolicyFolder", "Registry", "find_authorities", "hookimpl"]
