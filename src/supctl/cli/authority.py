"""`supctl authority`: whose policies are installed, what one asks for, and whether its own scenarios hold."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.opening import day_asked, opened, policy_of, store_folder
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import say, show
from supctl.documents import Document
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.authority_text import (
    AUTHORITIES_HEADERS,
    POLICY_HEADERS,
    AuthoritiesData,
    AuthorityData,
    PolicyData,
    authorities_rows,
    authorities_text,
    policy_data,
    policy_rows,
    policy_text,
)
from supctl.exchange.data import as_json
from supctl.exchange.tables import as_csv, as_markdown, as_plain
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy

if TYPE_CHECKING:
    from supctl.testing import Result

app = new_app()


@dataclass(frozen=True)
class FailedData:
    """A scenario that does not hold."""

    id: str
    title: str
    expected: str
    came: str
    why: str
    place: str


@dataclass(frozen=True)
class TestData:
    """`supctl authority test --format json`."""

    authority: str
    scenarios: int
    passed: int
    failed: list[FailedData]


@app.callback(invoke_without_command=True)
def authority(ctx: typer.Context) -> None:
    """Whose policies are installed, and what they ask for."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command("list", cls=Command)
def list_(ctx: typer.Context) -> int:
    """The authorities installed: id, version, package, and what is wrong with one that cannot be used."""
    options = asked(ctx)
    found = [AuthorityData(one.id, one.version, one.package, one.problem) for one in find_authorities().installed()]
    data = AuthoritiesData(found)
    show(_listed(data, options), options)
    return 0


@app.command("show", cls=Command)
def show_(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="an authority; the store's own unless told")
    ] = None,
) -> int:
    """What an authority asks for: how often, by when, what must be true, and what is unclear in its text."""
    options = asked(ctx)
    policy, day, code = _policy(name, options)
    show(_shown(policy_data(policy, day), options), options)
    return code


@app.command("test", cls=Command)
def run_tests(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="an authority, or a folder of policy data")],
    scenarios: Annotated[
        list[Path] | None, typer.Option("--scenarios", metavar="FILE|DIR", help="these in place of its own")
    ] = None,
) -> int:
    """Run an authority's scenarios, or any others written in that language; exit 1 if one does not hold."""
    options = asked(ctx)
    from supctl.testing import run_scenarios

    registry = find_authorities()
    own = _folder(name, options)
    policy = registry.policy_from(own.documents) if own else registry.policy(name)
    documents = _documents(scenarios) if scenarios else (own or registry.data(name)).scenarios()
    results = run_scenarios(policy, documents)
    if not results:
        mend = "write some into scenarios/ beside the policy, or name a file of them with --scenarios"
        raise InputError([Finding("no-scenarios", f"there is no scenario to hold {policy.name} to", mend=mend)])
    failed = [one for one in results if not one.passed]
    show(_tested(policy, results, failed, options), options)
    return 1 if failed else 0


def _policy(name: str | None, options: Asked) -> tuple[Policy, date, int]:
    """The policy named, or the store's own as the service reads it; the day; and the exit code."""
    own = _folder(name, options) if name else None
    if own:
        return find_authorities().policy_from(own.documents), day_asked(options), 0
    if name or (options.authority and not options.authority.startswith("./")):
        return policy_of(name or options.authority or "", None, find_authorities()), day_asked(options), 0
    store = opened(options)
    return store.policy, store.as_of, store.code()


def _folder(name: str, options: Asked) -> PolicyFolder | None:
    """The folder of policy data that is meant: as named from here or, for "./policy", from the store; None: no folder.

    Raises InputError where "./policy" is neither.
    """
    if (Path(name) / "policy.toml").is_file():
        return PolicyFolder(Path(name), name)
    if not name.startswith("./"):
        return None
    with suppress(StoreError):
        inside = store_folder(options) / name
        if (inside / "policy.toml").is_file():
            return PolicyFolder(inside, name)
    message, mend = f"there is no policy.toml in {name}", "name a folder of policy data, or an installed authority"
    raise InputError([Finding("missing-file", message, mend=mend)])


def _listed(data: AuthoritiesData, options: Asked) -> str:
    if options.format == "table":
        return authorities_text(data)
    return _flat(data, AUTHORITIES_HEADERS, authorities_rows(data), options)


def _shown(data: PolicyData, options: Asked) -> str:
    if options.format == "table":
        return policy_text(data, quiet=options.quiet)
    return _flat(data, POLICY_HEADERS, policy_rows(data), options)


def _flat(
    data: AuthoritiesData | PolicyData, headers: Sequence[str], rows: Sequence[Sequence[str]], options: Asked
) -> str:
    if options.format == "json":
        return as_json(data)
    if options.format == "plain":
        return as_plain(rows)
    return as_csv(headers, rows) if options.format == "csv" else as_markdown(headers, rows)


def _tested(policy: Policy, results: Sequence[Result], failed: Sequence[Result], options: Asked) -> str:
    """Each that fails, with what was expected, what came and why; and a count."""
    if options.format == "json":
        told = [FailedData(one.id, one.title, one.expected, one.came, one.why, _place(one)) for one in failed]
        return as_json(TestData(policy.id, len(results), len(results) - len(failed), told))
    why = [f"; {one.why}" if one.why else "" for one in failed]
    lines = [
        f"{one.id}: expected {one.expected}; came {one.came}{because} ({_place(one)})"
        for one, because in zip(failed, why, strict=True)
    ]
    held = f"{len(results) - len(failed)} of {len(results)} scenarios hold"
    return "\n".join([*lines, f"{policy.name}: {held}"])


def _place(result: Result) -> str:
    return f"{result.place.path}:{result.place.line}" if result.place else ""


def _documents(paths: Sequence[Path]) -> list[Document]:
    """The scenario files that were named, and those of the folders that were."""
    files = [file for path in paths for file in (sorted(path.rglob("*.toml")) if path.is_dir() else [path])]
    missing = [file for file in files if not file.is_file()] + [path for path in paths if path.is_dir() and not files]
    if missing:
        message = f"there is no scenario file at {missing[0]}"
        raise InputError([Finding("missing-file", message, mend="name a TOML file of scenarios, or a folder of them")])
    return [Document(file.as_posix(), file.read_text(encoding="utf-8", errors="replace")) for file in files]
