"""What every command takes: which store, which policy, which day, and how the answer is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption
from typer.main import get_command

from supctl.errors import Finding, InputError

if TYPE_CHECKING:  # typer brings its own click along, under a private name
    from collections.abc import Sequence

    from typer._click import Command as ClickCommand
    from typer._click import Context, Parameter

FORMATS = ("table", "plain", "json", "csv", "markdown")

StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="the store; else SUPCTL_STORE, else from this folder upwards"),
]
Authority = Annotated[
    str | None, typer.Option("--authority", metavar="NAME", help="what if: answer by another authority's policy")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="the day asked about; today unless told")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, plain, json, csv or markdown")]
Quiet = Annotated[bool, typer.Option("--quiet", help="the answer alone: no hints")]
NoColor = Annotated[bool, typer.Option("--no-color", help="no colour (so does NO_COLOR)")]


@dataclass(frozen=True)
class Asked:
    """The common options as typed; None where an option was left out."""

    store: Path | None = None
    authority: str | None = None
    as_of: str | None = None
    format: str = "table"
    quiet: bool = False
    no_color: bool = False

    def over(self, before: Asked) -> Asked:
        """These, and what was typed before the command's name where it was not typed again."""
        return Asked(
            store=self.store or before.store,
            authority=self.authority or before.authority,
            as_of=self.as_of or before.as_of,
            format=self.format,
            quiet=self.quiet,
            no_color=self.no_color,
        )


class Command(TyperCommand):
    """A command that takes the common options besides its own; `asked(ctx)` gives them."""

    formats: tuple[str, ...] = FORMATS

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The command's own parameters, then the common ones, then --help."""
        *own, help_ = super().get_params(ctx)
        return without_adapters([*own, *_common_params(), help_])

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take what was typed, unless a value is nothing."""
        refuse_empty(self, ctx, args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Context) -> object:
        """Call the command, the common options set aside for `asked`."""
        given = {param.name: ctx.params.pop(param.name) for param in _common_params() if param.name}
        typed = Asked(**given)
        if typed.format not in self.formats:
            from supctl.documents import unknown_word

            message, mend = unknown_word("format", typed.format, self.formats)
            raise InputError([Finding("unknown-format", message, mend=mend)])
        ctx.obj = typed.over(ctx.obj) if isinstance(ctx.obj, Asked) else typed
        return super().invoke(ctx)


class AsTyped:
    """Takes a text as it was typed, and nothing for what was not typed; for anything else typer's own way is called.

    That way is a pydantic adapter for each parameter, and to build them takes longer than to answer `due`.
    """

    def coerce(self, value: object, param: TyperOption | TyperArgument, ctx: Context) -> object:
        """The value of a parameter, as typer's own would give it."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if isinstance(value, str) and not several and param.type_descriptor.annotation is str:
            return value
        param._runtime_param = None  # noqa: SLF001
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def without_adapters(params: list[Parameter]) -> list[Parameter]:
    """The parameters, with adapters built only where one is needed."""
    for param in params:
        if isinstance(param, TyperOption | TyperArgument) and param._runtime_param is None:  # noqa: SLF001
            param._runtime_param = AsTyped()  # type: ignore[assignment]  # noqa: SLF001
    return params


def refuse_empty(command: ClickCommand, ctx: Context, arguments: Sequence[str]) -> None:
    """Raises InputError for a value typed as nothing: an unset variable in a script does not mean "everything"."""
    typed = command.make_parser(ctx).parse_args(list(arguments))[0]
    for param in command.get_params(ctx):
        value = typed.get(param.name or "")
        values = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(one, str) and not one.strip() for one in values):
            called = param.opts[0] if param.opts[0].startswith("-") else param.metavar or param.name
            raise InputError([Finding("empty-value", f"{called} is empty", mend="say what is meant, or leave it out")])


def asked(ctx: typer.Context) -> Asked:
    """The common options of the command that is running."""
    return ctx.obj if isinstance(ctx.obj, Asked) else Asked()


def new_app() -> typer.Typer:
    """An application for the commands of one module, with plain help and no tricks."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@cache
def _common_params() -> Sequence[Parameter]:
    """The common options as typer makes them from a function's parameters."""
    common = new_app()

    @common.command()
    def _common(
        store: StoreFolder = None,
        authority: Authority = None,
        as_of: AsOf = None,
        format: Format = "table",  # noqa: A002 - it is called so
        quiet: Quiet = False,
        no_color: NoColor = False,
    ) -> None: ...

    return get_command(common).params
