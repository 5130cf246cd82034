"""What was typed to add somebody or something: read value by value, every problem kept, and told all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from supctl.cli.naming import Kind
from supctl.cli.opening import Opened
from supctl.cli.people.ids import free_id
from supctl.documents import unknown_word
from supctl.errors import Finding, InputError
from supctl.exchange.days import say_dates_in
from supctl.facts import Case, Team, Worker
from supctl.facts.dates_typed import Prefer, read_date
from supctl.facts.days import say_date
from supctl.store.appending import Edit, FileOf

Entity = TypeVar("Entity", Team, Worker, Case)

_ADDED: dict[Kind, str] = {"team": "supctl team add NAME", "worker": "supctl worker add NAME --role ROLE"}
_FEW = 12
_HALF_A_YEAR = timedelta(days=183)
_FAR_AHEAD = timedelta(days=300)


@dataclass(frozen=True)
class Typed:
    """What was typed for a new entry, read value by value; every problem is kept, and `refuse` tells them all at once.

    A value that cannot be taken is given back as None (a word as the first that is known), and nothing more is said
    of what would follow from it.
    """

    store: Opened
    problems: list[Finding] = field(default_factory=list)

    def wrong(self, code: str, message: str, mend: str) -> None:
        """Keep a problem."""
        self.problems.append(Finding(code, message, mend=mend))

    def refuse(self) -> None:
        """Raises InputError if there was any problem."""
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))

    def day(self, option: str, typed: str | None, prefer: Prefer = "past") -> date | None:
        """A date, counted from the day asked; None where it was left out or is none."""
        if typed is None:
            return None
        try:
            return read_date(typed, self.store.as_of, prefer=prefer)
        except ValueError as error:
            message, _, mend = str(error).partition("; mend: ")
            self.wrong("wrong-date", f"{option}: {message}", mend)
            return None

    def coming(self, option: str, typed: str | None, after: date) -> date | None:
        """As `day`, for a day that lies ahead: one without a year that would lie before `after` is next year's."""
        found = self.day(option, typed, prefer="future")
        if found is None or typed is None or found >= after or not re.search(r"\d", typed):
            return found
        later = read_date(typed, self.store.as_of + _HALF_A_YEAR)
        near = after <= later <= self.store.as_of + _FAR_AHEAD  # yesterday's date was not meant for next year
        return later if near else found

    def in_order(self, option: str, last: date | None, what: str, first: date) -> None:
        """That a last day does not lie before the first."""
        if last and last < first:
            message = f"{option}: {say_date(last)} is before {what}, on {say_date(first)}"
            self.wrong("ends-before-it-begins", message, "one of the two dates is wrong")

    def word(self, what: str, typed: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
        """A word of the policy's vocabulary, also as people write it; `called` are other names for words."""
        words = list(known)
        wanted = " ".join(typed.casefold().replace("-", " ").replace("_", " ").split())
        by_name = {name.casefold().replace("-", " "): word for name, word in (called or {}).items()}
        by_name |= {word.casefold().replace("-", " "): word for word in words}
        if wanted in by_name:
            return by_name[wanted]
        message, mend = unknown_word(what, typed, words)
        self.wrong(f"unknown-{what.split(maxsplit=1)[0]}", message, mend)
        return words[0]

    def one(self, kind: Kind, option: str, typed: str | None) -> str | None:
        """Somebody or something that is known; None where it was left out or is not known."""
        if typed is None:
            return None
        try:
            return self.store.directory.one(kind, typed)
        except InputError as error:
            self.problems.extend(self._not_found(kind, option, found) for found in error.findings)
            return None

    def _not_found(self, kind: Kind, option: str, found: Finding) -> Finding:
        """What is wrong with an option's value; where nothing is near it, how somebody or something is added."""
        near = found.code != "not-found" or (found.mend or "").startswith("did you mean") or kind not in _ADDED
        facts = self.store.facts
        here = sorted(facts.teams if kind == "team" else facts.workers)
        shown = f"; here: {', '.join(here)}" if 0 < len(here) <= _FEW else ""
        mend = found.mend if near else f"to add one: {_ADDED[kind]}{shown}"
        return replace(found, message=f"{option}: {found.message}", mend=mend)

    def person_on(self, option: str, typed: str | None, day: date) -> str | None:
        """A person who is employed on a day."""
        found = self.one("worker", option, typed)
        facts = self.store.facts
        if found is None or facts.employment(found, day):
            return found
        worker = facts.workers[found]
        days = [one for one in worker.employment if one.from_ > day]
        when = f"starts on {say_date(days[0].from_)}" if days else f"left on {_said(worker.employment[-1].to)}"
        message = f"{option}: {worker.name} is not employed on {say_date(day)}: {when}"
        self.wrong("not-employed", message, "name somebody else, or the day from which it holds (--from)")
        return None

    def team_on(self, option: str, typed: str | None, day: date) -> str | None:
        """A team that is there on a day."""
        found = self.one("team", option, typed)
        team = self.store.facts.teams.get(found or "")
        if team and team.started and team.started > day:
            message = f"{option}: {team.name} starts on {say_date(team.started)}, after {say_date(day)}"
            self.wrong("no-team-yet", message, "name another, or a later day")
        if team and team.ended and team.ended < day:
            message = f"{option}: {team.name} ended on {say_date(team.ended)}, before {say_date(day)}"
            self.wrong("team-ended", message, "name another")
        return found

    def new_id(self, folder: str, id_: str, others: Iterable[str], mend: str = "") -> None:
        """That an id is not taken, whatever the capitals; `mend`: what to do else than choose another that is free."""
        taken = {one.casefold(): one for one in others}
        if id_.casefold() in taken:
            held = taken[id_.casefold()]
            choose = f"another person or team: --id {free_id(id_, taken)}"
            self.wrong("id-twice", f'"{id_}" is taken: {folder}/{held}.toml', mend or choose)

    def made(self, file: FileOf[Entity], id_: str, values: Mapping[str, object]) -> Edit[Entity]:
        """The new file. Raises InputError with every problem, those of the file itself among them."""
        try:
            edit = file.made(id_, values, self.store.facts.vocabulary)
        except InputError as error:
            known = {one.code for one in self.problems}
            more = [one for one in error.findings if one.code not in known]  # what an option's own problem brings along
            self.problems.extend(replace(one, message=say_dates_in(one.message), place=None) for one in more)
            raise InputError(dict.fromkeys(self.problems)) from None
        self.refuse()
        return edit


def _said(day: date | None) -> str:
    return say_date(day) if day else "a day not known"
