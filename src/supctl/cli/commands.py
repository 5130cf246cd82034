"""The commands, in the groups of the help: of each, the module that is loaded when it is called, and its line."""

from __future__ import annotations

Told = dict[str, tuple[str, str]]

GROUPS: dict[str, Told] = {
    "Every day": {
        "due": ("supctl.cli.due", "who is due supervision, and what else is owed"),
        "why": ("supctl.cli.why", "how a date, a finding or a rule came about"),
        "log": ("supctl.cli.log", "log a session that was held, in one line"),
        "book": ("supctl.cli.book", "sessions fixed in the diary"),
    },
    "Records": {
        "record": ("supctl.cli.record", "records and their drafts: new, list, show, edit, withdraw"),
        "action": ("supctl.cli.action", "what was agreed, and is still to be done: list"),
    },
    "People and cases": {
        "worker": ("supctl.cli.worker", "people: add, list, show"),
        "team": ("supctl.cli.team", "teams: add, list, show"),
        "case": ("supctl.cli.case", "children's cases: add, list, show"),
    },
    "Assurance": {
        "check": ("supctl.cli.check", "everything that falls short: data, duties and requirements"),
    },
    "Policy": {
        "authority": ("supctl.cli.authority", "whose policies are installed, and what they ask for"),
    },
    "Data": {
        "init": ("supctl.cli.init", "make a new, empty store"),
        "demo": ("supctl.cli.demo", "make a store of invented people and children to try"),
        "schema": ("supctl.cli.schema", "the JSON Schema of every file and JSON output"),
    },
}
COMMANDS: Told = {name: told for group in GROUPS.values() for name, told in group.items()}

SUBCOMMANDS: dict[str, tuple[str, ...]] = {
    "record": ("new", "list", "show", "edit", "withdraw"),
    "action": ("list",),
    "worker": ("add", "list", "show"),
    "team": ("add", "list", "show"),
    "case": ("add", "list", "show"),
    "authority": (*("list", "show", "use", "diff", "lint", "coverage", "readings", "confirm", "test", "new", "copy"),),
}


def typed_commands() -> frozenset[str]:
    """Everything that can be typed after `supctl`: a command by its name, one with subcommands with each of them."""
    alone = {name for name in COMMANDS if name not in SUBCOMMANDS}
    return frozenset(alone | {f"{name} {one}" for name in SUBCOMMANDS if name in COMMANDS for one in SUBCOMMANDS[name]})
