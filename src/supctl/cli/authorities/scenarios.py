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
    """`supctl authority test --format json`.

    `unreached`: the rules that none of the authority's own scenarios is about.
    """

    authority: str
    scenarios: int
    passed: int
    failed: list[FailedData]
    unreached: list[str]


def run_tests(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="an authority, or a folder of policy data")],
    scenarios: Annotated[
        list[Path] | None, typer.Option("--scenarios", metavar="FILE|DIR", help="these in place of its own")
    ] = None,
) -> int:
    """Run an authority's scenarios, or any others written in that language; exit 1 if one does not hold."""
    options = asked(ctx)
    from supctl.testing import run_each, run_scenarios
    from supctl.testing.reached import unreached

    registry = find_authorities()
    own = folder_named(name, options)
    policy = registry.policy_from(own.documents) if own else registry.policy(name)
    if scenarios:  # written elsewhere: what one of them says wrong is that one's failure
        results = run_each(policy, _documents(scenarios))
    else:
        results = run_scenarios(policy, (own or registry.data(registry.named(name))).scenarios())
    if not results:
        mend = "write some into scenarios/ beside the policy, or name a file of them with --scenarios"
        raise InputError([Finding("no-scenarios", f"there is no scenario to hold {policy.name} to", mend=mend)])
    failed = [one for one in results if not one.passed]
    untold = [] if scenarios or failed else unreached(policy, results)
    show(_tested(policy, results, failed, untold, options), options)
    return 1 if failed else 0


def _tested(
    policy: Policy, results: Sequence[Result], failed: Sequence[Result], untold: Sequence[str], options: Asked
) -> str:
    """Each that fails, with what was expected, what came and why; the rules that none is about; and a count."""
    if options.format == "json":
        told = [FailedData(one.id, one.title, one.expected, one.came, one.why, _place(one)) for one in failed]
        return as_json(TestData(policy.id, len(results), len(results) - len(failed), told, [*untold]))
    why = [f"; {one.why}" if one.why else "" for one in failed]
    lines = [
        f"{one.id}: expected {one.expected}; came {one.came}{because} ({_place(one)})"
        for one, because in zip(failed, why, strict=True)
    ]
    held = f"{len(results) - len(failed)} of {len(results)} scenarios hold"
    lines += [f"no scenario is about {', '.join(map(_short, untold))}"] if untold else []
    return "\n".join([*lines, f"{policy.name}: {held}"])


def _short(rule: str) -> str:
    """A rule by its id; a row by its policy's too."""
    first, _, last = rule.partition("/")
    return last if first == last else rule


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
