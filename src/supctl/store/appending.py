"""Adding to what people wrote: new files, and new entries in the histories of those that are there.

Every byte that somebody wrote stays. What a file will say is read and checked as a whole before anything is written,
and nothing is written over a file that changed since it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from supctl.documents import Origin, Values, read
from supctl.errors import Finding, InputError
from supctl.facts import Case, Team, Vocabulary, Worker
from supctl.facts.wellformed import case_problems, team_problems, worker_problems
from supctl.store.changes.committing import commit
from supctl.store.changes.journal import change_of
from supctl.store.changes.refusals import changed_meanwhile
from supctl.store.files import StoreFile
from supctl.store.formatting import toml_text, without_empty
from supctl.store.inserting import document_of, with_entry

Entity = TypeVar("Entity", Team, Worker, Case)


@dataclass(frozen=True)
class Edit(Generic[Entity]):
    """A file as it will be: `before` are the bytes it was made from (None: it is new), `entity` what it then says."""

    name: str
    before: bytes | None = field(repr=False)
    after: bytes = field(repr=False)
    entity: Entity


@dataclass(frozen=True)
class FileOf(Generic[Entity]):
    """One kind of file that people write: its folder, its shape, and what must hold of it."""

    folder: str
    shape: type[Entity]
    problems: Callable[[Entity, Vocabulary], Sequence[Finding]]

    def added(
        self, store: Path, known: Entity, entries: Mapping[str, Sequence[Values]], vocabulary: Vocabulary
    ) -> Edit[Entity]:
        """The file with new entries, for each history in the order given; nothing is written yet.

        `known` is what the command has read of it. Raises InputError where the file says something else by now, cannot
        be read or would then be wrong, and where an entry cannot be added without a change to what stands there: with
        the file, the line, and what to type by hand.
        """
        file = StoreFile(store / self.folder / f"{known.id}.toml", f"{self.folder}/{known.id}.toml")
        file.text()  # says in plain words what cannot be read
        before = file.content()
        if self._checked(known.id, file.name, before, vocabulary) != known:
            raise InputError([changed_meanwhile(file.name)])
        after = before
        for key, more in entries.items():
            for entry in more:
                after = with_entry(after, file.name, key, entry)
        return Edit(file.name, before, after, self._checked(known.id, file.name, after, vocabulary))

    def made(self, id_: str, values: Values, vocabulary: Vocabulary) -> Edit[Entity]:
        """A new file with these values; nothing is written yet. Raises InputError where it would be wrong."""
        name = f"{self.folder}/{id_}.toml"
        after = toml_text(without_empty(values)).encode()
        return Edit(name, None, after, self._checked(id_, name, after, vocabulary))

    def _checked(self, id_: str, name: str, content: bytes, vocabulary: Vocabulary) -> Entity:
        document = document_of(name, content)
        entity = read(self.shape, document.values, Origin(document), id=id_)
        if found := self.problems(entity, vocabulary):
            raise InputError(found)
        return entity


WORKERS = FileOf("workers", Worker, worker_problems)
TEAMS = FileOf("teams", Team, team_problems)
CASES = FileOf("cases", Case, case_problems)


def write_edits(store: Path, edits: Iterable[Edit[Worker] | Edit[Team] | Edit[Case]]) -> None:
    """Write them all, if each file still is what the edit was made from.

    Raises InputError where one is not, and where a new file is there already (then nothing is written); StoreError.
    """
    try:
        commit(store, [change_of(edit.name, edit.before, edit.after) for edit in edits])
    except InputError as error:
        raise InputError([_named(finding) for finding in error.findings]) from None


def _named(finding: Finding) -> Finding:
    there = finding.code == "already-there"
    return replace(finding, mend="somebody was faster: choose another id") if there else finding
