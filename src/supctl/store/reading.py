"""From the files of a store to facts: what can be used, and what is wrong with the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, cast

from supctl.documents import Document, Line, Origin, Values, nearest, read
from supctl.errors import Finding, InputError, PolicyError, StoreError
from supctl.facts import Case, Record, Service, Team, Vocabulary, Worker
from supctl.facts.wellformed import case_problems, id_clashes, record_problems, team_problems, worker_problems
from supctl.policy.reading import PolicyDocuments, read_choices
from supctl.policy.sources import Choice
from supctl.store.files import StoreFile, files_below, files_in
from supctl.store.sealing import ORDER
from supctl.store.settings import SETTINGS_FILE, Settings, read_settings

READINGS_FILE = "readings.toml"

Entity = TypeVar("Entity", Team, Worker, Case, Record)


@dataclass(frozen=True)
class Loaded:
    """What a store holds: `service` everything that can be used, `problems` what is wrong, in the order of the files.

    The service's records are all of them, voided and amended ones too, by date and id: `service_as_of` takes those that
    count on its day. A file with a problem is not used; its id is among the service's `unread`.
    """

    service: Service
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class Store:
    """A store: its folder and what its supctl.toml says. Nothing here writes."""

    folder: Path
    settings: Settings

    def load(self, vocabulary: Vocabulary) -> Loaded:
        """Everybody and everything in the store; `vocabulary` are the words that its policy allows."""
        problems: list[Finding] = []
        teams = _Reader(Team, team_problems, vocabulary, problems).of_toml(self._files("teams", problems))
        workers = _Reader(Worker, worker_problems, vocabulary, problems).of_toml(self._files("workers", problems))
        cases = _Reader(Case, case_problems, vocabulary, problems).of_toml(self._files("cases", problems))
        sealed = files_below(self.folder, "records", ".json", problems)
        records = _Reader(Record, record_problems, vocabulary, problems).of_json(sealed)
        service = Service(
            teams=teams.used,
            workers=workers.used,
            cases=cases.used,
            records=sorted(records.used.values(), key=lambda record: (record.date, record.id)),
            opening=self.settings.opening.from_,
            calendar=self.settings.working_days,
            vocabulary=vocabulary,
            name=self.settings.name,
            unread=frozenset(teams.unread | workers.unread | cases.unread | records.unread),
            file=[(item.item, item.date) for item in self.settings.file],
        )
        return Loaded(service, tuple(problems))

    def choices(self) -> tuple[Choice, ...]:
        """What the service has decided on readings, from readings.toml. Raises InputError."""
        if not (self.folder / READINGS_FILE).exists():
            return ()
        return tuple(read_choices(self._file(READINGS_FILE).document()))

    def policy_documents(self, folder_name: str) -> PolicyDocuments:
        """The texts of a policy that lies in the store (`authority = "./policy"`). Raises PolicyError."""
        within = (self.folder / folder_name).resolve()
        if not within.is_relative_to(self.folder.resolve()) or within == self.folder.resolve():
            message = f'the policy "{folder_name}" is not a folder inside the store'
            raise PolicyError([Finding("policy-outside", message, mend='copy it into the store, as "./policy"')])
        folder = within.relative_to(self.folder.resolve()).as_posix()
        problems: list[Finding] = []
        forms = files_in(self.folder, f"{folder}/forms", ".toml", problems)
        if problems:
            raise PolicyError(problems)
        return PolicyDocuments(
            policy=self._policy_text(f"{folder}/policy.toml"),
            clauses=self._policy_text(f"{folder}/clauses.toml"),
            forms=tuple(_as_policy_error(form) for form in forms),
        )

    def _policy_text(self, name: str) -> Document:
        if not (self.folder / name).exists():
            place, mend = Line(name, None), "write it; supctl authority new shows what belongs in it"
            raise PolicyError([Finding("missing-file", "there is no such file", place=place, mend=mend)])
        return _as_policy_error(self._file(name))

    def _file(self, name: str) -> StoreFile:
        return StoreFile(self.folder / name, name)

    def _files(self, folder: str, problems: list[Finding]) -> list[StoreFile]:
        return files_in(self.folder, folder, ".toml", problems)


def open_store(folder: Path) -> Store:
    """The store in a folder, with its settings read.

    Raises StoreError where supctl.toml is not there or cannot be read, InputError where what it says is wrong.
    """
    file = StoreFile(folder / SETTINGS_FILE, SETTINGS_FILE)
    try:
        document = file.document()
    except InputError as error:
        raise StoreError(f"the store in {folder} cannot be used\n{error}") from None
    return Store(folder, read_settings(document))


def _as_policy_error(file: StoreFile) -> Document:
    try:
        return file.document()
    except InputError as error:
        raise PolicyError(error.findings) from None


# --- one kind of file ---------------------------------------------------------------------------------------------


@dataclass
class _Reader(Generic[Entity]):
    """Reads one kind of file: what can be used by id, and the ids of what cannot."""

    shape: type[Entity]
    problems_of: Callable[[Entity, Vocabulary], Sequence[Finding]]
    vocabulary: Vocabulary
    problems: list[Finding]
    used: dict[str, Entity] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    seen: dict[str, tuple[str, Origin]] = field(default_factory=dict)

    def of_toml(self, files: Iterable[StoreFile]) -> _Reader[Entity]:
        """Read TOML files, each named by its id."""
        for file in files:
            self._keep(file, self._from_toml)
        return self

    def of_json(self, files: Iterable[StoreFile]) -> _Reader[Entity]:
        """Read sealed files, each named by its id."""
        for file in files:
            self._keep(file, self._from_json)
        return self

    def _keep(self, file: StoreFile, make: Callable[[StoreFile], Entity]) -> None:
        """Use what the file holds, or say what is wrong with it."""
        try:
            entity: Entity = make(file)
        except InputError as error:
            self._set_aside(file, error.findings)
            return
        found = [*self.problems_of(entity, self.vocabulary), *self._clash(entity)]
        if found:
            self._set_aside(file, found)
        else:
            self.used[entity.id] = entity

    def _set_aside(self, file: StoreFile, found: Iterable[Finding]) -> None:
        self.problems.extend(found)
        if file.stem not in self.used:
            self.unread.add(file.stem)

    def _clash(self, entity: Entity) -> Iterable[Finding]:
        first = self.seen.setdefault(entity.id.casefold(), (entity.id, entity.origin))
        return () if first[1] is entity.origin else id_clashes([first, (entity.id, entity.origin)])

    def _from_toml(self, file: StoreFile) -> Entity:
        document = file.document()
        values = _values(document)
        if "id" in values:
            message, mend = "the id is the name of the file", "delete this line; for another id, rename the file"
            raise InputError([Finding("unknown-key", message, place=Origin(document, ("id",)), mend=mend)])
        return read(self.shape, values, Origin(document), id=file.stem)

    def _from_json(self, file: StoreFile) -> Entity:
        origin = Origin(Document(file.name, ""))
        entity = read(self.shape, _merged(file), origin)
        if entity.id != file.stem:
            message = f'the record in this file has the id "{entity.id}"'
            raise InputError([Finding("record-id", message, place=origin, mend=f"name the file {entity.id}.json")])
        return entity


def _values(document: Document) -> Values:
    try:
        return document.values
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in thousands of lists
        message, mend = "this cannot be read: a number or a list in it is far too long", "put it back from a copy"
        finding = Finding("not-toml", message, place=Line(document.name, None), mend=mend)
        raise InputError([finding]) from None


# --- sealed files -------------------------------------------------------------------------------------------------


def _merged(file: StoreFile) -> Values:
    """Facts, steps and digest of a sealed file as one mapping; what is null is left out. Raises InputError."""
    sealed = _parsed(file)
    kinds = {"facts": dict, "digest": str, "steps": list}
    for key, kind in kinds.items():
        if not isinstance(sealed.get(key), kind):
            raise _damaged(file, "missing-key" if key not in sealed else "wrong-value", f'"{key}" is missing or wrong')
    for key in sealed:
        if key not in kinds:
            near = nearest(key, list(ORDER[""]))
            raise _damaged(file, "unknown-key", f'unknown key "{key}"' + (f' ("{near}"?)' if near else ""))
    facts = cast("dict[str, object]", sealed["facts"])
    for key in ("steps", "digest"):
        if key in facts:
            raise _damaged(file, "unknown-key", f'"{key}" does not belong in the facts')
    known = {key: value for key, value in facts.items() if value is not None}
    return {**known, "steps": sealed["steps"], "digest": sealed["digest"]}


def _parsed(file: StoreFile) -> Mapping[str, object]:
    try:
        value: object = json.loads(file.text())
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _damaged(file, "not-json", message, error.lineno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in thousands of lists
        raise _damaged(file, "not-json", "this is not a record") from None
    if not isinstance(value, dict):
        raise _damaged(file, "wrong-value", "this is not a record: it is no JSON object")
    return value


def _damaged(file: StoreFile, code: str, message: str, line: int = 1) -> InputError:
    mend = "put the file back from a copy; a sealed record is not edited by hand"
    return InputError([Finding(code, message, place=Line(file.name, line), mend=mend)])
