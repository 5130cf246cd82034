"""`supctl authority confirm`: what the service decides on a reading; first which dates move by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import typer

from supctl.cli.opening import Opened, day_asked, read_day
from supctl.cli.options import Asked, asked
from supctl.cli.output import show, tell
from supctl.cli.records.editor import on_terminal
from supctl.cli.records.writing import opened_to_write
from supctl.documents import unknown_word
from supctl.errors import Finding, InputError
from supctl.facts import service_as_of
from supctl.facts.days import say_date
from supctl.policy import Choice, Interpretation, Policy
from supctl.store import open_store

if TYPE_CHECKING:
    from supctl.exchange.authority.confirming import ConfirmData
    from supctl.exchange.names import Names


def confirm(
    ctx: typer.Context,
    reading: Annotated[str, typer.Argument(metavar="ID", help="a reading: supctl authority readings lists them")],
    by: Annotated[str, typer.Option("--by", metavar="W", help="who decided it")],
    option: Annotated[
        str | None, typer.Argument(metavar="OPTION", help="how it is read; as it is read now unless told")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="D", help="the first day on which it is read so; today unless told")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> int:
    """Write what the service decided on an unclear clause. Says which dates move by it, and asks."""
    options = asked(ctx)
    store = opened_to_write(options)
    since = read_day("--from", from_) if from_ else day_asked(options)
    return _Decision(store, options, _read(store.policy, reading, since), since).made(option, by, yes=yes)


def _read(policy: Policy, typed: str, since: date) -> tuple[Policy, Interpretation]:
    """The reading that is meant, and the policy that has it. Raises InputError."""
    wanted = typed.strip().casefold()
    parts = [policy.on(since), *policy.parts]
    for part in parts:
        found = next((one for one in part.authority.interpretations if one.id.casefold() == wanted), None)
        if found and part.in_force(since):
            return part, found
        if found:
            raise InputError([_not_followed(part, found, since)])
    known = [one.id for part in parts for one in part.authority.interpretations]
    message, mend = unknown_word("reading", typed, known)
    more = "" if mend.startswith("did you mean") else "supctl authority readings lists them"
    raise InputError([Finding("unknown-reading", message, mend=more or mend)])


def _not_followed(part: Policy, found: Interpretation, since: date) -> Finding:
    from_ = f" from {say_date(part.from_)}" if part.from_ else ""
    to = f" until {say_date(part.to)}" if part.to else ""
    message = f"{found.id} is a reading of {part.short_name}, followed{from_}{to}, and not on {say_date(since)}"
    return Finding("not-followed", message, mend="name a day with --from on which it is followed")


@dataclass(frozen=True)
class _Decision:
    """One decision of one service. `read`: the reading, and the policy that has it."""

    store: Opened
    options: Asked
    read: tuple[Policy, Interpretation]
    since: date

    def made(self, option: str | None, by: str, *, yes: bool) -> int:
        """Say what it changes, ask, and do it."""
        from supctl.store.deciding import decide, with_choice

        chosen = self._option(option)
        self._refuse_if_decided(chosen)
        who = self._who(by)
        choice = Choice.model_validate({"id": self.reading.id, "option": chosen, "by": who, "from": self.since})
        here = open_store(self.store.folder)
        change = with_choice(here, choice)
        data, names = self._compared(choice, here.choices())
        if not yes:
            self._ask(data, names)
        decide(here, change)
        show(self._done(replace(data, written=True), names, change.name, told=not yes), self.options)
        return 0

    @property
    def policy(self) -> Policy:
        """The policy that has the reading."""
        return self.read[0]

    @property
    def reading(self) -> Interpretation:
        """What is decided on."""
        return self.read[1]

    @cached_property
    def decided(self) -> list[Choice]:
        """What was decided on it before, the oldest first."""
        return [one for one in self.policy.choices if one.id == self.reading.id]

    def _option(self, typed: str | None) -> str | None:
        """The option that is meant; without one, that which holds. Raises InputError."""
        known = [one.id for one in self.reading.option]
        if typed is None:
            return self.policy.option(self.reading, self.since)
        if not known:
            message = f"{self.reading.id} is a note: there is nothing to choose"
            raise InputError([Finding("no-options", message, mend="leave the option out: it is read and agreed")])
        found = next((one for one in known if one.casefold() == typed.strip().casefold()), None)
        if found is None:
            message, mend = unknown_word("option", typed, known)
            raise InputError([Finding("unknown-option", f"{self.reading.id}: {message}", mend=mend)])
        return found

    def _refuse_if_decided(self, option: str | None) -> None:
        """Raises InputError where it was decided so already, or something on that day or later."""
        if not self.decided:
            return
        last = self.decided[-1]
        if last.from_ < self.since and last.option != option:
            return
        what = f"{last.option or 'read and agreed'}, by {last.by}, from {say_date(last.from_)}"
        place = last.origin.at("from")
        if last.option == option:
            message, mend = f"{self.reading.id} is decided so already: {what}", "nothing is to be done"
            raise InputError([Finding("decided-already", message, place=place, mend=mend)])
        message = f"{self.reading.id} was decided: {what}; {say_date(self.since)} is not after that"
        mend = "name a later day with --from, or put that entry right by hand"
        raise InputError([Finding("decided-later", message, place=place, mend=mend)])

    def _who(self, typed: str) -> str:
        """Who decided: a person in the store. Raises InputError."""
        try:
            return self.store.directory.one("worker", typed)
        except InputError as error:
            raise InputError(replace(one, message=f"--by: {one.message}") for one in error.findings) from None

    def _compared(self, choice: Choice, choices: Sequence[Choice]) -> tuple[ConfirmData, Names]:
        """What follows on the day, by the reading as it is now and as it will be."""
        from supctl.answers.compared import Answered, compared
        from supctl.answers.door import answer
        from supctl.exchange.authority.confirming import ConfirmData, shortfalls_apart
        from supctl.exchange.authority.moved import compared_data
        from supctl.exchange.authority.readings import place_data
        from supctl.exchange.names import Names

        day, facts = max(self.since, self.store.as_of), self.store.facts
        old = self.store.policy.on(day)
        new = self.store.policy.with_choices([*choices, choice]).on(day)
        service = service_as_of(facts, day)
        names = [Names(service, one, day, initials=self.options.format == "table") for one in (old, new)]
        held = self.policy.option(self.reading, self.since)
        data = ConfirmData(
            reading=place_data(self.policy, self.reading, self.store.as_of),
            authority=self.policy.id,
            option=choice.option,
            by=choice.by,
            since=self.since,
            until_then=held,
            was_confirmed=self.policy.choice(self.reading.id, self.since) is not None,
            day=day,
            dates=None,
            more=[],
            fewer=[],
            written=False,
        )
        if choice.option == held:
            return data, names[1]
        before, after = answer(facts, old, day), answer(facts, new, day)
        dates = compared_data(compared(Answered(before, old), Answered(after, new)), *names)
        more, fewer = shortfalls_apart(before.findings, after.findings)
        return replace(data, dates=dates, more=more, fewer=fewer), names[1]

    def _ask(self, data: ConfirmData, names: Names) -> None:
        """Show what changes and ask. Raises InputError where nobody can be asked, or somebody says no."""
        if not on_terminal():
            message = "nothing was written: nobody can be asked here"
            raise InputError([Finding("not-asked", message, mend="to write it without being asked: --yes")])
        from supctl.exchange.authority.confirming import confirm_text

        if self.options.format == "table":
            show(confirm_text(data, names), self.options)
        else:
            tell(confirm_text(data, names))
        if not typer.confirm(f"Write it, from {say_date(self.since)}?"):
            raise InputError([Finding("kept", f"{self.reading.id} stays as it was; nothing was written")])

    def _done(self, data: ConfirmData, names: Names, path: str, *, told: bool) -> str:
        """What was written, in the format asked for; what it changes too, unless that was `told` before."""
        from supctl.exchange.authority import confirming as made
        from supctl.exchange.data import as_json

        if self.options.format == "json":
            return as_json(data)
        if self.options.format != "table":
            return made.confirm_plain(data, names)
        hints = [] if self.options.quiet else ["How the rest is read: supctl authority readings"]
        done = made.done_text(data, names, path, hints)
        return done if told else "\n\n".join([made.confirm_text(data, names), done])
