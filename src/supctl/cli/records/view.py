"""`supctl record list` and `show`: which records and drafts there are, and one by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from supctl.answers.forms import awaits_its_form
from supctl.cli.opening import Opened
from supctl.cli.options import Asked
from supctl.cli.output import show
from supctl.cli.policies import policy_of_record
from supctl.cli.records.drafts import drafts_of, the_draft, the_record
from supctl.cli.records.writing import day_typed
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.list import ListData, ListedData, Narrowed, list_text, listed, listed_draft
from supctl.exchange.record.show import (
    draft_data,
    record_data,
    record_title_line,
    shown,
    told_of_record,
)
from supctl.exchange.record.unsealed import draft_title_line, told_of_draft
from supctl.facts import Record, service_as_of
from supctl.records.ids import day_of
from supctl.records.states import standings
from supctl.store.drafts import draft_file
from supctl.store.writing import record_file


def list_records(
    store: Opened,
    options: Asked,
    *,
    subject: str | None,
    team: str | None,
    from_: str | None,
    to: str | None,
    drafts: bool,
) -> int:
    """Show the list; gives the exit code."""
    narrowed, of_store = _narrowed(store, subject, team, from_, to), drafts_of(store)
    of_store.tell_problems()
    service = service_as_of(store.facts, store.as_of)
    found: list[ListedData] = []
    for read in of_store.read:
        one = listed_draft(read, draft_file(read.id))
        if narrowed.fits(one):
            found.append(one)
    for standing in [] if drafts else standings(_records(store, narrowed), store.as_of):
        awaits = awaits_its_form(standing.record, store.policy.on(standing.record.date), service)
        one = listed(standing, record_file(standing.record), to_write_up=awaits)
        if narrowed.fits(one, standing.record.present):
            found.append(one)
    found.sort(key=lambda one: (one.date or date.max, one.state == "draft", one.id), reverse=True)
    data = ListData(store.as_of, tuple(found))
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(data), options)
    else:
        show(list_text(data, _names(store, options), options.format, quiet=options.quiet), options)
    return of_store.code(store.code())


def _records(store: Opened, narrowed: Narrowed) -> Collection[Record]:
    """The records that may fit, with every version of them."""
    gathered = store.facts.gathered
    if narrowed.worker:
        return gathered.with_versions(gathered.of_worker(narrowed.worker))
    return gathered.with_versions(gathered.of_case(narrowed.case)) if narrowed.case else gathered


def _narrowed(store: Opened, subject: str | None, team: str | None, from_: str | None, to: str | None) -> Narrowed:
    names, service = store.directory, service_as_of(store.facts, store.as_of)
    found = names.find(subject, ("worker", "case", "team")) if subject else None
    of_team = names.one("team", team) if team else found.id if found and found.kind == "team" else None
    teams = service.team_and_below(of_team) if of_team else frozenset[str]()
    posts = {who: service.post(who, store.as_of) for who in service.workers} if teams else {}
    return Narrowed(
        worker=found.id if found and found.kind == "worker" else None,
        case=found.id if found and found.kind == "case" else None,
        team=of_team,
        teams=teams,
        people=frozenset(who for who, post in posts.items() if post and post.team in teams),
        cases=frozenset(case for case in service.cases if service.case_team(case, store.as_of) in teams)
        if teams
        else frozenset(),
        from_=day_typed("--from", from_),
        to=day_typed("--to", to),
    )


def show_one(store: Opened, options: Asked, typed: str) -> None:
    """Show the record or draft that is meant."""
    found = store.directory.find(typed, ("draft", "record"))
    if found.kind == "draft":
        _show_draft(store, options, found.id)
    else:
        _show_record(store, options, found.id)


def _show_draft(store: Opened, options: Asked, id_: str) -> None:
    read, path = the_draft(store, id_), draft_file(id_)
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(draft_data(read, path)), options)
        return
    hints = [] if options.quiet else [f"Go on writing: supctl record edit {last_four(id_)}"]
    title = draft_title_line(read, _names(store, options))
    show(shown(title, told_of_draft(read, path, store.policy.on(day_of(id_))), options.format, hints), options)


def _show_record(store: Opened, options: Asked, id_: str) -> None:
    record = the_record(store, id_)
    day = max(store.as_of, record.date, record.known_from())
    known = store.facts.gathered.with_versions([record])
    standing = next(one for one in standings(known, day) if one.record.id == id_)
    path = record_file(standing.record)
    if options.format == "json":
        from supctl.exchange.data import as_json

        show(as_json(record_data(standing, path)), options)
        return
    own = policy_of_record(record, store.policy)
    names = replace(_names(store, options), policy=own or store.policy.on(record.date))
    hints = [] if options.quiet else [f"How its dates came about: supctl why {last_four(id_)}"]
    if not options.quiet and standing.state == "logged":
        hints += _write_up(store, standing.record)
    told = told_of_record(standing, path, names, gone=own is None)
    show(shown(record_title_line(standing.record, names), told, options.format, hints), options)


def _write_up(store: Opened, record: Record) -> list[str]:
    """How a logged session is written up; nothing for one that owes no form."""
    draft, four = drafts_of(store).of_session(record.id), last_four(record.id)
    if draft:
        return [f"Its draft: supctl record edit {last_four(draft)}"]
    awaits = awaits_its_form(record, store.policy.on(record.date), service_as_of(store.facts, store.as_of))
    return [f"Write up: supctl record new --for {four}"] if awaits else []


def _names(store: Opened, options: Asked) -> Names:
    service = service_as_of(store.facts, store.as_of)
    return Names(service, store.policy, store.as_of, initials=options.format == "table")
