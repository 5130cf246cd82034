"""Opening a store for a command: its settings, the policy, the day, the facts, and what could not be read."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from supctl.cli.naming import Directory, Kind
from supctl.cli.options import Asked
from supctl.cli.output import tell
from supctl.cli.policies import Followed, followed
from supctl.cli.progress import told
from supctl.errors import Finding, InputError, StoreError
from supctl.facts import Service
from supctl.facts.dates_typed import read_date
from supctl.hooks.registry import find_authorities
from supctl.policy import Policy
from supctl.store import Loaded, Store, find_store, open_store
from supctl.store.drafts import draft_ids
from supctl.store.index.facts import Source

NOT_ALL_READ = 3


@dataclass(frozen=True)
class Opened:
    """A store opened for one command. `facts` are all of them, whatever the day; `problems` what would not read.

    `to_write`: whether the command writes, so that one letter names nobody. `index`: where the facts are taken from, if
    not from the files; `key`: what it is kept under.
    """

    folder: Path
    name: str
    policy: Policy
    as_of: date
    facts: Service
    problems: tuple[Finding, ...]
    what_if: bool
    key: str = ""
    to_write: bool = False
    index: Source | None = None

    @cached_property
    def directory(self) -> Directory:
        """What people, teams, children and records are called here."""
        unread = {Path(one.path).stem: kind for one in self.problems if one.path and (kind := _kind_of(one.path))}
        shortest = 2 if self.to_write else 1
        return Directory(self.facts, self.policy, unread, draft_ids(self.folder), shortest)

    def by_policy_of(self, day: date) -> Opened:
        """The same by the policy that is followed on a day: what is written of that day is written by it."""
        return replace(self, policy=self.policy.on(day))

    def code(self, code: int = 0) -> int:
        """The command's exit code; 3 where not everything could be read."""
        return NOT_ALL_READ if self.problems else code


def today() -> date:
    """The day on this machine's clock. Nothing else reads it."""
    return datetime.now().astimezone().date()


def day_asked(asked: Asked) -> date:
    """The day that --as-of names, else today. Raises InputError."""
    return read_day("--as-of", asked.as_of) if asked.as_of else today()


def read_day(what: str, typed: str) -> date:
    """A date as it was typed for `what`. Raises InputError."""
    try:
        return read_date(typed, today())
    except ValueError as error:
        message, _, mend = str(error).partition("; mend: ")
        raise InputError([Finding("wrong-date", f"{what}: {message}", mend=mend)]) from None


def opened(asked: Asked, *, name_problems: bool = True, indexed: bool = True) -> Opened:
    """Open the store that is asked for; each file that would not read is named on stderr, unless the answer names it.

    `indexed`: by what is kept of its files, where that can be trusted; otherwise every file is read.

    Raises StoreError where there is no store, AuthorityError where its authority is not installed, InputError.
    """
    store = _usable(store_folder(asked))
    as_of = day_asked(asked)
    found = followed(store, find_authorities(), as_of, asked.authority)
    loaded = _loaded(store, found, asked if indexed else None)
    problems = (*found.problems, *loaded.problems)
    if name_problems:
        _name_problems(problems)
    return Opened(
        folder=store.folder,
        name=store.settings.name,
        policy=found.policy,
        as_of=as_of,
        facts=loaded.service,
        problems=problems,
        key=found.key,
        index=loaded.index,
        what_if=found.what_if,
    )


def _loaded(store: Store, found: Followed, asked: Asked | None) -> Loaded:
    """Everything in the store: by its index where one is wanted and can be trusted, else read from the files."""
    if asked is not None:
        with told("reading the store, files", asked) as progress:
            loaded = store.indexed(found.words, found.key, progress)
        if loaded is not None:
            return loaded
    return store.load(found.words)


def store_folder(asked: Asked) -> Path:
    """The store's folder: --store, else SUPCTL_STORE, else from the working directory upwards. Raises StoreError."""
    given = asked.store or (Path(os.environ["SUPCTL_STORE"]) if os.environ.get("SUPCTL_STORE") else None)
    return find_store(Path.cwd(), given)


def _usable(folder: Path) -> Store:
    """The store, its settings read. Raises StoreError where they are wrong: nothing can be told without them."""
    try:
        return open_store(folder)
    except InputError as error:
        raise StoreError(f"the store in {folder} cannot be used\n{error}") from None


def _kind_of(path: str) -> Kind | None:
    """What the files of a folder are about."""
    kinds: dict[str, Kind] = {"workers": "worker", "teams": "team", "cases": "case", "records": "record"}
    return kinds.get(Path(path).parts[0])


def _name_problems(problems: tuple[Finding, ...]) -> None:
    if not problems:
        return
    for problem in problems:
        tell(str(problem))
    files = len({problem.path for problem in problems})
    told = "1 file was not used" if files == 1 else f"{files} files were not used"
    tell(f"{told}; what follows from the rest is answered (exit code {NOT_ALL_READ})")
