"""`supctl authority diff`: two policies side by side, and what would differ on the store's own people and children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.authorities.named import policy_named
from supctl.cli.opening import NOT_ALL_READ, opened
from supctl.cli.options import Asked, asked
from supctl.cli.output import show
from supctl.exchange.authority.diff.shapes import DiffData
from supctl.exchange.columns import side_by_side
from supctl.exchange.names import Names
from supctl.facts import service_as_of
from supctl.hooks import find_authorities
from supctl.policy import Policy

if TYPE_CHECKING:
    from supctl.exchange.authority.moved import ComparedData


def diff(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="an authority, ./folder or baseline")],
    second: Annotated[
        str | None, typer.Argument(metavar="B", help="another one; without it A is held against the store's own")
    ] = None,
    on_our_data: Annotated[
        bool, typer.Option("--on-our-data", help="also which due dates differ on the store's people and children")
    ] = False,
    changes: Annotated[bool, typer.Option("--changes", help="only what differs")] = False,
) -> int:
    """Two policies side by side, by activity and circumstance, each cell with its section."""
    options = asked(ctx)
    named = (first, second) if second else (None, first)
    (one, day, code), (other, _, also) = (policy_named(name, options) for name in named)
    from supctl.exchange.authority.diff.lines import SideBySide
    from supctl.exchange.authority.diff.text import only_changes, side_data

    matters = SideBySide(one, other, day).matters()
    data = DiffData(
        as_of=day,
        first=side_data(one),
        second=side_data(other),
        matters=only_changes(matters) if changes else matters,
        on_our_data=None,
    )
    if not on_our_data:
        show(_written(data, options, _hints(data, changes=changes)), options)
        return code or also
    return _on_our_data(data, one, other, options)


def _on_our_data(data: DiffData, one: Policy, other: Policy, options: Asked) -> int:
    """The same, with what follows from both on the store's own facts; exit code 3 where not all could be read."""
    from dataclasses import replace

    from supctl.answers.compared import Answered, compared
    from supctl.answers.door import answer
    from supctl.exchange.authority.moved import compared_data

    store = opened(options)
    choices = store.policy.choices
    read = [policy if policy.beside or policy.choices else policy.with_choices(choices) for policy in (one, other)]
    before, after = (Answered(answer(store.facts, policy, data.as_of), policy) for policy in read)
    service = service_as_of(store.facts, data.as_of)
    shown = options.format == "table"
    was, is_ = (Names(service, policy, data.as_of, initials=shown) for policy in read)
    found: ComparedData = compared_data(compared(before, after), was, is_)
    show(_with_data(replace(data, on_our_data=found), found, is_, options), options)
    return NOT_ALL_READ if store.problems else 0


def _written(data: DiffData, options: Asked, hints: list[str]) -> str:
    from supctl.exchange.authority.diff import text as made
    from supctl.exchange.data import as_json
    from supctl.exchange.tables import as_csv

    if options.format == "table":
        return made.diff_text(data, hints=[] if options.quiet else hints)
    if options.format == "json":
        return as_json(data)
    if options.format == "csv":
        return as_csv(made.DIFF_HEADERS, made.diff_rows(data))
    return made.diff_markdown(data) if options.format == "markdown" else made.diff_plain(data)


def _with_data(data: DiffData, found: ComparedData, names: Names, options: Asked) -> str:
    """What is side by side, and below it what differs on the store's data; as a sheet only the latter."""
    from supctl.exchange.authority import moved, moved_text
    from supctl.exchange.tables import as_csv

    if options.format == "csv":
        return as_csv(moved.MOVED_HEADERS, moved.moved_rows(found.moved))
    text = _written(data, options, [])
    if options.format == "table":
        return f"{text}\n\n{moved_text.moved_text(found, names, data.second.short, data.first.short)}"
    if options.format == "markdown":
        return f"{text}\n\n## On our own people and children\n\n{moved_text.count_table(found)}"
    if options.format == "plain":
        return "\n".join([text, *(moved_text.plain_words(one, names) for one in found.moved)])
    return text


def _hints(data: DiffData, *, changes: bool) -> list[str]:
    told = ["On your own people and children: --on-our-data", *([] if changes else ["Only what differs: --changes"])]
    told += ["As a page for a meeting: --format markdown"]
    follow = f"To follow {data.second.short}: supctl authority use {data.second.id} --dry-run"
    return side_by_side([*told, *([follow] if data.second.id in find_authorities().ids() else [])])
