"""The way in: the table of commands, each loaded only when it is called, and the one place that makes exit codes.

0    done
1    findings, something overdue or missing, failed scenarios: what a command itself gives
2    wrong usage or bad input; nothing was changed
3    the store cannot be used, not all of it could be read, or the answer could not be written
70   a fault of supctl's own, with the path of a report that holds no case data
130  stopped with Ctrl-C
"""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from supctl import __version__
from supctl.cli.commands import COMMANDS, GROUPS, SUBCOMMANDS
from supctl.cli.faults import write_report
from supctl.cli.options import Asked, AsOf, Authority, StoreFolder, refuse_empty
from supctl.cli.output import say, tell, unwritten
from supctl.errors import SupctlError

if TYPE_CHECKING:  # typer brings its own click along, under a private name
    from typer._click import Command as ClickCommand
    from typer._click import Context, HelpFormatter

USAGE, FAULT, STOPPED = 2, 70, 130
WIDEST = max(map(len, COMMANDS))
NO_ROOM = {errno.ENOSPC, errno.EIO, errno.EFBIG}


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run supctl on these arguments (those it was started with) and give its exit code."""
    _speak_utf8()
    try:
        code = get_command(app).main(arguments, prog_name="supctl", standalone_mode=False)
    except SupctlError as error:
        return _said(str(error), error.exit_code)
    except typer.TyperException as error:
        return _said(_usage(error, sys.argv[1:] if arguments is None else arguments), USAGE)
    except (typer.Abort, KeyboardInterrupt):
        return _said("stopped", STOPPED)
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours, and nobody is shown a traceback
        return _said(_fault(write_report(error)), FAULT)
    return code if isinstance(code, int) else 0


def _refused(error: OSError) -> int:
    """A disk that is full is no fault of supctl's; whatever else the machine refuses here we had not foreseen."""
    if error.filename or error.errno not in NO_ROOM:
        return _said(_fault(write_report(error)), FAULT)
    lost = unwritten(error)
    return _said(str(lost), lost.exit_code)


def _said(text: str, code: int) -> int:
    tell(text)
    return code


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


def _fault(report: Path | None) -> str:
    lies = f"a report without case data lies in {report}" if report else "a report could not be written"
    return f"supctl itself failed here: this is a fault of the program, not of your files; {lies}"


def _speak_utf8() -> None:
    """Write UTF-8 wherever it goes: pipes and consoles on Windows would take another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


__all__ = ["app", "main"]
