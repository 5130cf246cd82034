"""What the commands about people, teams and cases share: whose list, who is known on a day, lists and pages shown."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import TYPE_CHECKING

from supctl.cli.naming import Kind
from supctl.cli.opening import Opened
from supctl.cli.options import Asked
from supctl.cli.output import show
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.data import as_json
from supctl.exchange.names import Names
from supctl.facts import service_as_of
from supctl.facts.days import say_date

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from supctl.exchange.people.list_formats import Listed
    from supctl.exchange.people.page_formats import Page


def names_on(store: Opened, options: Asked, day: date | None = None) -> Names:
    """What everybody is called on a day (that which was asked); initials only in tables for people."""
    when = day or store.as_of
    return Names(service_as_of(store.facts, when), store.policy, when, initials=options.format == "table")


def teams_asked(store: Opened, team: str | None) -> tuple[str, frozenset[str] | None]:
    """Whose list it is, and the ids of a team and those below it; None for every team."""
    if team is None:
        return store.name or "This service", None
    id_ = store.directory.one("team", team)
    known = store.facts.teams.get(id_)
    return known.name if known else id_, store.facts.team_and_below(id_)


def known_id(store: Opened, kind: Kind, typed: str, known: Container[str]) -> str:
    """The id of what is asked for, if it is among those known on the day.

    Raises InputError, and StoreError where its file cannot be used.
    """
    id_ = store.directory.one(kind, typed)
    if id_ not in known and id_ in store.directory.unread:
        raise StoreError(f"the file of {id_} cannot be used\n  mend: what is said of it above")
    if id_ not in known:
        message, mend = f"{id_} is not known on {say_date(store.as_of)}", "ask of a later day: --as-of DATE"
        raise InputError([Finding("not-known-yet", message, mend=mend)])
    return id_


def show_list(listed: Listed, names: Names, data: DataclassInstance, options: Asked) -> None:
    """Write a list in the format asked for."""
    from supctl.exchange.people import list_formats as lists

    formats: dict[str, Callable[[], str]] = {
        "plain": lambda: lists.list_plain(listed, names),
        "csv": lambda: lists.list_csv(listed),
        "markdown": lambda: lists.list_markdown(listed, names),
        "table": lambda: lists.list_text(listed, names, quiet=options.quiet),
        "json": lambda: as_json(data),
    }
    show(formats[options.format](), options)


def show_page(page: Page, data: DataclassInstance, options: Asked) -> None:
    """Write a page in the format asked for."""
    from supctl.exchange.people import page_formats as pages

    formats: dict[str, Callable[[], str]] = {
        "plain": lambda: pages.page_plain(page),
        "csv": lambda: pages.page_csv(data),
        "markdown": lambda: pages.page_markdown(page),
        "table": lambda: pages.page_text(page, quiet=options.quiet),
        "json": lambda: as_json(data),
    }
    show(formats[options.format](), options)


def whole(words: Sequence[str]) -> str:
    """Words typed one after the other as one text, the spaces between them single."""
    return " ".join(" ".join(words).split())
