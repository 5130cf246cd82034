"""The commands: of each, the module that is loaded when it is called, and its line in the help."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "due": ("supctl.cli.due", "who is due supervision, and what else is owed"),
    "why": ("supctl.cli.why", "how a date, a finding or a rule came about"),
    "authority": ("supctl.cli.authority", "whose policies are installed, and what they ask for"),
    "init": ("supctl.cli.init", "make a new, empty store"),
    "demo": ("supctl.cli.demo", "make a store of invented people and children to try"),
    "schema": ("supctl.cli.schema", "the JSON Schema of every file and JSON output"),
}
