"""`supctl demo`: a store of invented people and children, small or as large as is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Annotated, TextIO, cast

import typer

from supctl.answers.forms import form_of_record
from supctl.cli.init import Made
from supctl.cli.opening import day_asked
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import show, typed
from supctl.errors import AuthorityError
from supctl.exchange.data import as_json
from supctl.facts import Record, Service
from supctl.facts.days import say_date
from supctl.hooks.registry import Registry, find_authorities
from supctl.policy import Policy
from supctl.records.examples import example_answers
from supctl.store import open_store
from supctl.store.demo import Authority, Size, Written, grow
from supctl.store.demo import demo as make_demo

app = new_app()

PEOPLE, YEARS, SEED = 100, 1.0, 1


@dataclass(frozen=True)
class Grown(Made):
    """What was made, as data, and how much of it."""

    teams: int
    people: int
    cases: int
    records: int


@app.command(cls=Command)
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new or empty folder")] = Path("supctl-demo"),
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="a service of about N people; 100 unless told"),
    ] = None,
    years: Annotated[
        float | None,
        typer.Option("--years", metavar="N", help="with N years of history, such as 0.5 or 10; one unless told"),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="another service of that size; 1 unless told")
    ] = None,
) -> int:
    """Make a store of invented people and children, as they stand in this week, to try supctl on.

    Without --workers, --years and --seed it is a small one, written by hand; with any of them a large one.
    """
    options, registry = asked(ctx), find_authorities()
    policy = registry.policy(options.authority) if options.authority else _first_usable(registry)
    as_of = day_asked(options)
    if workers is None and years is None and seed is None:
        made = make_demo(folder, policy.id, as_of, partial(_on_form, policy), policy)
        opening = open_store(made).settings.opening.from_ or as_of
        _tell(Made(str(made), policy.id, opening), _told(made, policy, as_of, options), options)
        return 0
    size = Size(
        PEOPLE if workers is None else workers,
        YEARS if years is None else years,
        SEED if seed is None else seed,
    )
    done = grow(folder, _followed(policy), as_of, size, progress=_progress(options))
    data = Grown(str(folder), policy.id, done.opening, done.teams, done.people, done.cases, done.records)
    _tell(data, _told_of(done, policy, as_of, options), options)
    return 0


def _tell(made: Made, told: str, options: Asked) -> None:
    if options.format == "json":
        show(as_json(made), options)
    elif not options.quiet:
        show(told, options)


def _progress(options: Asked) -> Callable[[int, int], None] | None:
    """On a terminal: a line on stderr that says how far it is."""
    stderr = cast("TextIO | None", sys.stderr)
    if options.quiet or stderr is None or not stderr.isatty():
        return None

    def told(written: int, of: int) -> None:
        line = f"written {written:,} of about {of:,} records"
        stderr.write(f"\r{line}" if written < of else f"\r{' ' * len(line)}\r")
        stderr.flush()

    return told


def _followed(policy: Policy) -> Authority:
    """What a grown demo needs to know of the authority, what it wants recorded when somebody has left besides."""
    rules = [rule for rule in policy.rules.deadlines if rule.after.ended == "employment"]
    leaving = dict.fromkeys(one for rule in rules for must in rule.alternatives[:1] for one in must.activity[:1])
    on_form, read = partial(_on_form_of, policy.id), partial(_policy_of, policy.id)
    return Authority(policy.id, policy.vocabulary, on_form, tuple(leaving), read)


def _first_usable(registry: Registry) -> Policy:
    """The first authority, by id, that can be used. Raises AuthorityError where there is none."""
    usable = next((one.id for one in registry.installed() if one.problem is None), None)
    if usable is None:
        message = "a demo needs an authority's policy, and no usable one is installed"
        raise AuthorityError(f"{message}\n  mend: install a package that offers one; supctl authority list shows them")
    return registry.policy(usable)


def _on_form_of(authority: str, record: Record, people: Service) -> dict[str, object]:
    """As `_on_form`, by the authority's id: another process reads the policy for itself."""
    return _on_form(_policy_of(authority), record, people)


@cache
def _policy_of(authority: str) -> Policy:
    return find_authorities().policy(authority)


def _on_form(policy: Policy, record: Record, people: Service) -> dict[str, object]:
    """The form that the authority has for a record, and an invented answer to all that it requires."""
    form = form_of_record(policy, record, people)
    if form is None:
        return {"form": None}
    case = record.cases[0] if record.cases else None
    answers = example_answers(form, record.date, record.supervisee, case)
    return {"form": form.template.id, "form_version": form.template.version, "answers": answers}


def _told(folder: Path, policy: Policy, as_of: date, options: Asked) -> str:
    return (
        f"A store of invented people and children in {folder}, as of {say_date(as_of)},\n"
        f"by the policy of {policy.name}.\n"
        "Nothing in it is about anybody. Next:\n" + _next(folder, "east", "a.begum", options)
    )


def _told_of(done: Written, policy: Policy, as_of: date, options: Asked) -> str:
    return (
        f"A store of invented people and children in {done.folder}, as of {say_date(as_of)},\n"
        f"by the policy of {policy.name}: {done.teams:,} teams, {done.people:,} people and {done.cases:,} children\n"
        f"with {done.records:,} records since {say_date(done.opening)}; who has left and what is closed among them.\n"
        "Nothing in it is about anybody. Next:\n" + _next(done.folder, done.team, done.worker, options)
    )


def _next(folder: Path, team: str, worker: str, options: Asked) -> str:
    then = f" --as-of {options.as_of}" if options.as_of else ""
    return f"  cd {typed(folder)}\n  supctl due --team {team}{then}\n  supctl why {worker}{then}"
