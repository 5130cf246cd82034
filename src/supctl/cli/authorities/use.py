"""`supctl authority use`: another authority's policy from a day on; first what it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.commands import typed_commands
from supctl.cli.opening import Opened, day_asked, read_day
from supctl.cli.options import Asked, asked
from supctl.cli.output import show
from supctl.cli.policies import folder_meant, is_folder, policy_of
from supctl.cli.records.editor import on_terminal
from supctl.cli.records.writing import opened_to_write
from supctl.errors import Finding, InputError
from supctl.facts import service_as_of
from supctl.facts.days import say_date
from supctl.hooks import find_authorities
from supctl.hooks.registry import BASELINE
from supctl.policy import Policy
from supctl.policy.in_force import beginning
from supctl.store import open_store

if TYPE_CHECKING:
    from supctl.exchange.authority.changing import ChangeData
    from supctl.exchange.names import Names


def use(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="an installed authority, or ./folder in the store")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="D", help="the first day of its policy; today unless told")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only what it would change")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> int:
    """Follow another policy from a day on; --dry-run prints what moves, who becomes overdue, which forms change."""
    options = asked(ctx)
    store = opened_to_write(options, only_shown=dry_run)
    first = read_day("--from", from_) if from_ else day_asked(options)
    return _Change(store, options, name, first).made(dry_run=dry_run, yes=yes)


class _Change:
    """Another policy for one store, from a day on."""

    def __init__(self, store: Opened, options: Asked, typed: str, first: date) -> None:
        from supctl.checks.words import unknown_words
        from supctl.store.following import followed_from

        self.store, self.options, self.first = store, options, first
        self.id = _id_of(typed, store.folder)
        self.change = followed_from(store.folder, self.id, first)
        self.policy = policy_of(self.id, open_store(store.folder), find_authorities())
        self.unknown = unknown_words(store.facts, self.policy.vocabulary, first)

    def made(self, *, dry_run: bool, yes: bool) -> int:
        """Say what it changes and, unless that is all that is wanted, ask and do it."""
        from supctl.store.following import follow_from

        data, names = self._compared()
        if dry_run:
            show(self._told(data, names), self.options)
            return self.store.code()
        self._refuse_unknown()
        if not yes:
            self._ask(data, names)
        follow_from(self.store.folder, self.change)
        show(self._done(replace(data, written=True)), self.options)
        return 0

    def _compared(self) -> tuple[ChangeData, Names]:
        """What follows on the first day (on the day asked, if that is later), by the policy of now and the new one."""
        from supctl.answers.compared import Answered, compared
        from supctl.answers.door import answer
        from supctl.exchange.authority.changing import change_data
        from supctl.exchange.names import Names

        day, facts = max(self.first, self.store.as_of), self.store.facts
        old = self.store.policy.on(day)
        new = self._new(old, day)
        before, after = (Answered(answer(facts, one, day), one) for one in (old, new))
        service, shown = service_as_of(facts, day), self.options.format == "table"
        was, is_ = (Names(service, one, day, initials=shown) for one in (old, new))
        return change_data(compared(before, after), was, is_, self.unknown, self.first), is_

    def _new(self, old: Policy, day: date) -> Policy:
        """The new policy as the service reads it, with what it followed before beside it."""
        choices = open_store(self.store.folder).choices()
        return beginning(old, self.policy.with_choices(choices), self.first).on(day)

    def _refuse_unknown(self) -> None:
        """Raises InputError while a word of the store is not known to the new policy."""
        if self.unknown:
            short = self.policy.short_name
            raise InputError(replace(one, message=f"{short} does not know it: {one.message}") for one in self.unknown)

    def _ask(self, data: ChangeData, names: Names) -> None:
        """Show what changes and ask. Raises InputError where nobody can be asked, or somebody says no."""
        if not on_terminal():
            message = "nothing was changed: nobody can be asked here"
            raise InputError([Finding("not-asked", message, mend="see what it changes with --dry-run, then add --yes")])
        show(self._told(data, names), replace(self.options, quiet=True))
        if not typer.confirm(f"Follow {data.after.name} from {say_date(self.first)} on?"):
            raise InputError([Finding("kept", f"{data.before.name} stays; nothing was changed")])

    def _told(self, data: ChangeData, names: Names) -> str:
        """What changes, in the format asked for."""
        from supctl.exchange.authority import changing_text as made

        if self.options.format == "table":
            return made.change_text(data, names, hints=() if self.options.quiet else self._hints(data))
        return self._as_data(data, names)

    def _as_data(self, data: ChangeData, names: Names) -> str:
        from supctl.exchange.authority import changing_text as made
        from supctl.exchange.authority.moved import MOVED_HEADERS, moved_rows
        from supctl.exchange.data import as_json
        from supctl.exchange.tables import as_csv

        if self.options.format == "json":
            return as_json(data)
        if self.options.format == "csv":
            return as_csv(MOVED_HEADERS, moved_rows(data.dates.moved))
        return made.change_markdown(data) if self.options.format == "markdown" else made.change_plain(data, names)

    def _done(self, data: ChangeData) -> str:
        from supctl.exchange.authority.changing_text import done_text
        from supctl.exchange.data import as_json
        from supctl.store.settings import SETTINGS_FILE

        if self.options.format == "json":
            return as_json(data)
        hints = [] if self.options.quiet else ["What is owed now: supctl due", *self._readings_hint(data)]
        return done_text(data, SETTINGS_FILE, hints)

    def _hints(self, data: ChangeData) -> list[str]:
        from supctl.exchange.authority.text import as_typed, typed

        day = f" --from {self.first.isoformat()}"
        told = [f"To do it:       {typed('use', self.id)}{day}"]
        if data.settle:
            told = [f"When those words are settled:  {typed('use', self.id)}{day}"]
        before = open_store(self.store.folder).settings.authority_on(max(self.first, self.store.as_of))
        told += [f"Rule by rule:   {typed('diff', before)} {as_typed(self.id)}"]
        return told + self._readings_hint(data)

    def _readings_hint(self, data: ChangeData) -> list[str]:
        from supctl.exchange.authority.text import typed

        known = "authority readings" in typed_commands()
        return [f"Its readings:   {typed('readings', self.id)}"] if data.readings and known else []


def _id_of(typed: str, store: Path) -> str:
    """The authority as the settings will name it. Raises InputError for a folder that does not lie in the store."""
    if not is_folder(typed):
        named = find_authorities().named(typed)
        if named == BASELINE:
            message = "the national baseline is no authority: it is heard where a policy asks for it"
            raise InputError([Finding("no-authority", message, mend='in a policy of your own: use = "baseline"')])
        return named
    folder, within = folder_meant(typed, store).resolve(), store.resolve()
    if not folder.is_relative_to(within):
        message = f"{typed} does not lie in the store, and what the store follows goes with it"
        raise InputError(
            [Finding("not-in-store", message, mend=f"copy the folder into {store}, then name it ./FOLDER")]
        )
    return f"./{folder.relative_to(within).as_posix()}"
