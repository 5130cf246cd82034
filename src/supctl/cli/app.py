"""The commands behind one name: the table of them, each loaded when it is called, and what is typed before them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from supctl import __version__
from supctl.cli.commands import COMMANDS, GROUPS, SUBCOMMANDS
from supctl.cli.options import Asked, AsOf, Authority, StoreFolder, refuse_empty, without_adapters
from supctl.cli.output import say, tell
from supctl.errors import SupctlError

if TYPE_CHECKING:  # typer brings its own click along, under a private name
    from typer._click import Command as ClickCommand
    from typer._click import Context, HelpFormatter, Parameter

USAGE, STOPPED = 2, 130
WIDEST = max(map(len, COMMANDS))


class Commands(TyperGroup):
    """The commands of the table. Help lists them and imports none."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - as in the class above
        """Their names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> ClickCommand:  # noqa: ARG002 - as in the class above
        """The command of that name. Raises SupctlError, with the nearest, for a name that is none."""
        if cmd_name not in COMMANDS:
            from supctl.documents import unknown_word

            message, hint = unknown_word("command", cmd_name, list(COMMANDS))
            raise SupctlError(f"{message}\n  mend: {hint}")
        return get_command(import_module(COMMANDS[cmd_name][0]).app)

    def get_params(self, ctx: Context) -> list[Parameter]:
        """What may be typed before a command's name."""
        return without_adapters(super().get_params(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take what was typed before a command's name, unless a value is nothing."""
        refuse_empty(self, ctx, args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - as in the class above
        """A line for each command, group by group."""
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(f"{name:<{WIDEST}}", told) for name, (_, told) in commands.items()])


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "terminal_width": 80},
)


@app.callback(epilog="What a command takes: supctl COMMAND --help")
def supctl(
    ctx: typer.Context,
    store: StoreFolder = None,
    authority: Authority = None,
    as_of: AsOf = None,
    version: Annotated[bool, typer.Option("--version", help="say which supctl this is")] = False,
) -> None:
    """Professional supervision in children's social care: who is due, what falls short of the policy, and why."""
    ctx.obj = Asked(store=store, authority=authority, as_of=as_of)
    if version:
        say(f"supctl {__version__}")
    elif ctx.invoked_subcommand is None:
        say(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command that these arguments name (those that supctl was started with) and give its exit code.

    Raises SupctlError, and whatever else the command does.
    """
    try:
        code = get_command(app).main(arguments, prog_name="supctl", standalone_mode=False)
    except typer.TyperException as error:
        tell(_usage(error, sys.argv[1:] if arguments is None else arguments))
        return USAGE
    except typer.Abort:
        tell("stopped")
        return STOPPED
    if code == STOPPED:  # typer took the Ctrl-C
        tell("stopped")
    return code if isinstance(code, int) else 0


def _usage(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """What is wrong with what was typed, and where to see what may be."""
    context: Context | None = getattr(error, "ctx", None)
    message = error.format_message().rstrip(".").rstrip()
    command = context.command_path if context else " ".join(["supctl", *_command_typed(arguments)])
    return f"{message[:1].lower()}{message[1:]}\n  mend: see {command} --help"


def _command_typed(arguments: Sequence[str]) -> list[str]:
    """The command that was typed, and its subcommand, whatever options stand before it."""
    place = next((place for place, word in enumerate(arguments) if word in COMMANDS), len(arguments))
    under = [word for word in arguments[place + 1 : place + 2] if word in SUBCOMMANDS.get(arguments[place], ())]
    return [*arguments[place : place + 1], *under]
