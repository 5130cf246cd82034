"""`supctl authority test`: whether an authority's own scenarios hold, or any others written in that language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.authorities.named import folder_named
from supctl.cli.options import Asked, asked
from supctl.cli.output import show
from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.exchange.data import as_json
from supctl.hooks import find_authorities
from supctl.policy import Policy

if TYPE_CHECKING:
    from supctl.testing import Result


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
    own = folder_named(name, options)
    policy = registry.policy_from(own.documents) if own else registry.policy(name)
    documents = _documents(scenarios) if scenarios else (own or registry.data(name)).scenarios()
    results = run_scenarios(policy, documents)
    if not results:
        mend = "write some into scenarios/ beside the policy, or name a file of them with --scenarios"
        raise InputError([Finding("no-scenarios", f"there is no scenario to hold {policy.name} to", mend=mend)])
    failed = [one for one in results if not one.passed]
    show(_tested(policy, results, failed, options), options)
    return 1 if failed else 0


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
