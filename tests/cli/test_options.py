"""What is typed is taken as typer takes it, though no adapter is built for a plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from supctl.cli import options
from supctl.cli.options import AsTyped, Command, new_app, without_adapters

LINES = [
    [],
    ["one"],
    ["one", "--text", ""],
    ["one", "--text", "two words"],
    ["one", "--path", "a/b"],
    ["one", "--number", "3", "--flag"],
    ["one", "--several", "a", "--several", "b"],
    ["one", "--no-asked"],
]
WRONG = [["one", "--number", "three"], ["one", "--nothing"], ["one", "two"]]


def made() -> typer.Typer:
    app = new_app()

    @app.command()
    def command(
        subject: Annotated[str | None, typer.Argument()] = None,
        *,
        text: Annotated[str | None, typer.Option()] = "usual",
        path: Annotated[Path | None, typer.Option()] = None,
        number: Annotated[int, typer.Option()] = 2,
        several: Annotated[list[str] | None, typer.Option()] = None,
        flag: Annotated[bool, typer.Option()] = False,
        asked: Annotated[bool | None, typer.Option()] = None,
    ) -> None: ...

    return app


def taken(line: list[str], *, lightly: bool) -> dict[str, object]:
    command = get_command(made())
    if lightly:
        assert without_adapters(command.params)
        assert all(isinstance(param.get_runtime_param(), AsTyped) for param in command.params)
    return command.make_context("command", list(line)).params


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_values_are_those_that_typer_gives(line: list[str]) -> None:
    light, own = taken(line, lightly=True), taken(line, lightly=False)
    assert light == own
    assert {name: type(value) for name, value in light.items()} == {name: type(value) for name, value in own.items()}


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_what_is_wrong_is_refused_as_typer_refuses_it(line: list[str]) -> None:
    said = []
    for lightly in (True, False):
        with pytest.raises(typer.TyperException) as refused:
            taken(line, lightly=lightly)
        said.append(refused.value.format_message())
    assert said[0] == said[1]


def test_every_command_takes_its_parameters_so() -> None:
    options._common_params.cache_clear()  # a test before this one may have had an adapter built
    app = new_app()

    @app.command(cls=Command)
    def one(text: Annotated[str | None, typer.Option()] = None) -> None: ...

    command = get_command(app)
    params = command.get_params(command.context_class(command))
    asked = [param for param in params if param.name != "help"]
    assert len(asked) > 5
    assert all(isinstance(param.get_runtime_param(), AsTyped) for param in asked)
