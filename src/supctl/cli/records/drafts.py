"""The drafts of a store, read: those that can be, and what is wrong with the files of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from supctl.answers import Subject
from supctl.cli.opening import NOT_ALL_READ, Opened
from supctl.cli.output import tell
from supctl.documents import Document
from supctl.errors import Finding, InputError, StoreError
from supctl.facts import Record, Service, service_as_of
from supctl.policy import Policy
from supctl.records import ReadDraft, read_draft
from supctl.records.ids import day_of
from supctl.store.drafts import draft_ids, read_draft_file

_AUTHORITY = re.compile(r"""^[ \t]*authority[ \t]*=[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Drafts:
    """The drafts that could be read, and what is wrong with the others."""

    read: tuple[ReadDraft, ...]
    problems: tuple[Finding, ...]

    def of_session(self, record: str) -> str | None:
        """The id of the draft that writes a session up, if there is one."""
        return next((read.id for read in self.read if read.logged == record), None)

    def about(self, activity: str, subject: Subject, day: date) -> str | None:
        """The id of a draft that says that it is of this day, activity and subject, if there is one."""
        part = {"worker": "supervisee", "team": "team"}.get(subject.kind, "cases")
        for one in self.read:
            said = one.parts.get(part)
            whose = subject.id in said if isinstance(said, tuple) else subject.id == said
            if whose and one.form and one.form.activity == activity and one.parts.get("date") == day:
                return one.id
        return None

    def tell_problems(self) -> None:
        """Name each file that could not be read on stderr."""
        for problem in self.problems:
            tell(str(problem))

    def code(self, code: int) -> int:
        """The command's exit code; 3 where not every draft could be read."""
        return NOT_ALL_READ if self.problems else code


def drafts_of(store: Opened) -> Drafts:
    """Every draft of the store."""
    read: list[ReadDraft] = []
    problems: list[Finding] = []
    as_known = cache(partial(service_as_of, store.facts))
    for id_ in draft_ids(store.folder):
        try:
            read.append(_read(store, id_, as_known))
        except InputError as error:
            problems += error.findings
    return Drafts(tuple(read), tuple(problems))


def the_draft(store: Opened, id_: str) -> ReadDraft:
    """One draft, read, under the id that its file has. Raises StoreError where the file cannot be read."""
    try:
        return _read(store, id_, partial(service_as_of, store.facts))
    except InputError as error:
        raise StoreError(str(error)) from None


def the_record(store: Opened, id_: str) -> Record:
    """One record, voided and amended ones too. Raises StoreError where its file could not be used."""
    found = store.facts.record(id_)
    if found is None:
        message = f"the file of {id_.rpartition('-')[2]} cannot be used: what is wrong with it is said above"
        raise StoreError(message)
    return found


def _read(store: Opened, id_: str, as_known: Callable[[date], Service]) -> ReadDraft:
    """A draft, read with what is known on its own day: of somebody who starts by then, of what is settled by then."""
    document = read_draft_file(store.folder, id_)
    day = day_of(id_) or store.as_of
    return replace(read_draft(document, _policy_of(document, store.policy, day), as_known(day)), id=id_)


def _policy_of(document: Document, policy: Policy, day: date) -> Policy:
    """The policy on whose form a draft is written: as its last lines say, else that of its day."""
    own = policy.on(day)
    said = _AUTHORITY.search(document.text.rpartition("[draft]")[2])
    if said is None or said[1] == own.id:
        return own
    return next((one for one in reversed(policy.parts) if one.id == said[1]), own)
