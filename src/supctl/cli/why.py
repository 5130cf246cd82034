"""`supctl why`: how a date, a finding or a rule came about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from supctl.answers import SOON_DAYS, answer
from supctl.checks import references_found
from supctl.cli.asking import units_of
from supctl.cli.commands import typed_commands
from supctl.cli.naming import Entry
from supctl.cli.naming import Kind as NamingKind
from supctl.cli.opening import Opened, opened
from supctl.cli.options import Asked, Command, asked, new_app
from supctl.cli.output import show
from supctl.errors import Finding, InputError
from supctl.exchange.data import as_json
from supctl.exchange.names import last_four
from supctl.exchange.selection import Kind, Wanted
from supctl.exchange.view import View
from supctl.exchange.why.code import code_data, code_ids
from supctl.exchange.why.rule import rule_data, rule_ids, rule_item, rule_text, rule_title
from supctl.facts import service_as_of

app = new_app()


@app.command(cls=Command)
def why(
    ctx: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT", help="a person, team, child, pair (a+b), record, clause, rule or finding's code"
        ),
    ],
    cases: Annotated[bool, typer.Option("--cases", help="a person's children")] = False,
) -> int:
    """How a date, a finding or a rule came about: the facts, the clause, the sum, the reading it rests on."""
    options = asked(ctx)
    store = opened(options)
    rule = _rule(store, subject)
    if rule:
        show(_about_rule(store, _view(store, options, Wanted()), rule, options), options)
        return store.code()
    kinds: tuple[NamingKind, ...] = ("worker", "team", "case", "pair", "record", "draft")
    found = store.directory.find(subject, kinds, also=_typed_in_full(store))
    if found.kind == "draft":
        raise _is_draft(found.id)
    view = _view(store, options, Wanted(subject=(found.subject_kind, found.id)))
    show(_about(view, found, options, cases=cases), options)
    return store.code()


def _is_draft(id_: str) -> InputError:
    four = last_four(id_)
    message = f"{four} is a draft: no date follows from what is still being written"
    return InputError([Finding("a-draft", message, mend=f"see it: supctl record show {four}")])


def _view(store: Opened, options: Asked, wanted: Wanted) -> View:
    """Everything that follows on the day, of whom it is asked."""
    team = wanted.subject is not None and wanted.subject[0] == "team"  # of a team, everybody in it is told too
    units = None if team else units_of(store, wanted)
    return View(
        answers=answer(store.facts, store.policy, store.as_of, units=units),
        service=service_as_of(store.facts, store.as_of),
        policy=store.policy,
        scope=store.name,
        soon_until=store.as_of + timedelta(days=SOON_DAYS),
        everything=True,
        what_if=store.what_if,
        alone=True,
        quiet=options.quiet,
        commands=typed_commands(),
    )


def _rule(store: Opened, typed: str) -> str | None:
    """The clause, rule or code that was typed in full, whatever the capitals."""
    known = {one.casefold(): one for one in _typed_in_full(store)}
    return known.get(typed.strip().casefold())


def _typed_in_full(store: Opened) -> list[str]:
    """Every clause, rule and finding's code."""
    return [*rule_ids(store.policy), *code_ids(store.policy)]


def _about_rule(store: Opened, view: View, id_: str, options: Asked) -> str:
    own = (*store.problems, *references_found(view.service, store.facts, view.policy), *view.answers.findings)
    rule = rule_data(view, id_) or code_data(view, id_, own)
    if rule is None:
        raise InputError([Finding("not-found", f'there is no clause or rule called "{id_}"')])
    if options.format == "json":
        return as_json(rule)
    if options.format == "table":
        return rule_text(view, rule)
    item = rule_item(view, rule)
    if options.format == "plain":
        from supctl.exchange.why.plain import plain_item

        return plain_item(item)
    if options.format == "csv":
        from supctl.exchange.why.sheet import items_csv

        return items_csv([item])
    from supctl.exchange.why.markdown import rule_markdown

    return rule_markdown(rule_title(view, rule), item)


def _about(view: View, found: Entry, options: Asked, *, cases: bool) -> str:
    """The answer in the format asked for; only that format's module is loaded."""
    kind: Kind = found.subject_kind
    about = _selected(view, kind, found.id, cases=cases)
    if options.format == "table":
        from supctl.exchange.why.text import why_text

        return why_text(about, kind, found.id, cases=cases)
    if options.format == "plain":
        from supctl.exchange.why.plain import why_plain

        return why_plain(about, kind, found.id)
    if options.format == "json":
        from supctl.exchange.why.data import why_data

        return as_json(why_data(about, kind, found.id))
    if options.format == "csv":
        from supctl.exchange.why.sheet import why_csv

        return why_csv(about, kind, found.id)
    from supctl.exchange.why.markdown import why_markdown

    return why_markdown(about, kind, found.id)


def _selected(view: View, kind: Kind, id_: str, *, cases: bool) -> View:
    """What is about the subject and, of a team, the list of everybody in it too."""
    wanted = Wanted(subject=(kind, id_), children=cases if kind == "worker" else None)
    whole = Wanted(team=id_).selected(view.answers, view.service) if kind == "team" else None
    return replace(view, answers=wanted.selected(view.answers, view.service), team_list=whole)
