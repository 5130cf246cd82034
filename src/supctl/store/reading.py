"""From the files of a store to facts: what can be used, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from supctl.cache import as_read
from supctl.documents import Document, Line, Origin
from supctl.errors import Finding, InputError, PolicyError, StoreError
from supctl.facts import Service, Vocabulary
from supctl.facts.gathered import by_date
from supctl.facts.wellformed import id_clashes
from supctl.policy.sources import Choice
from supctl.store.entries import CASES, RECORDS, TEAMS, WORKERS, EntityType, FileKind
from supctl.store.files import StoreFile, files_below, files_in, is_there
from supctl.store.index.facts import IndexedCases, IndexedPeople, IndexedRecords, IndexedTeams, Source
from supctl.store.index.opening import Progress, index_of
from supctl.store.settings import SETTINGS_FILE, Settings, read_settings

if TYPE_CHECKING:
    from supctl.policy.overlay import OverlayFile
    from supctl.policy.reading import PolicyDocuments
    from supctl.policy.templates import RecordTemplate

READINGS_FILE = "readings.toml"
OVERLAY_FILE = "overlay.toml"
OWN_FORMS = "forms"


@dataclass(frozen=True)
class Loaded:
    """What a store holds: `service` everything that can be used, `problems` what is wrong, in the order of the files.

    The service's records are all of them, voided and amended ones too, by date and id: `service_as_of` takes those that
    count on its day. A file with a problem is not used; its id is among the service's `unread`. `index`: where it is
    taken from, if not from the files.
    """

    service: Service
    problems: tuple[Finding, ...]
    index: Source | None = None


@dataclass(frozen=True)
class Store:
    """A store: its folder and what its supctl.toml says. Nothing here writes."""

    folder: Path
    settings: Settings

    def load(self, vocabulary: Vocabulary) -> Loaded:
        """Everybody and everything in the store; `vocabulary` are the words that its policy allows."""
        problems: list[Finding] = []
        teams = _Reader(TEAMS, vocabulary, problems).of(self._files("teams", problems))
        workers = _Reader(WORKERS, vocabulary, problems).of(self._files("workers", problems))
        cases = _Reader(CASES, vocabulary, problems).of(self._files("cases", problems))
        sealed = files_below(self.folder, "records", ".json", problems)
        records = _Reader(RECORDS, vocabulary, problems).of(sealed)
        service = Service(
            teams=teams.used,
            workers=workers.used,
            cases=cases.used,
            records=sorted(records.used.values(), key=by_date),
            unread=frozenset(teams.unread | workers.unread | cases.unread | records.unread),
            vocabulary=vocabulary,
        )
        return Loaded(self._with_settings(service), tuple(problems))

    def indexed(self, vocabulary: Vocabulary, authority: str, progress: Progress) -> Loaded | None:
        """As `load`, each thing read only when it is asked for; `authority`: whose policy it is asked by.

        None where no index can be kept for this user, or where it is in doubt.
        """
        source = index_of(self.settings.id, self.folder, authority, vocabulary, progress)
        if source is None:
            return None
        service = Service(
            teams=IndexedTeams(source),
            workers=IndexedPeople(source),
            cases=IndexedCases(source),
            records=IndexedRecords(source),
            unread=source.unread(),
            vocabulary=vocabulary,
        )
        return Loaded(self._with_settings(service), source.problems(), source)

    def _with_settings(self, service: Service) -> Service:
        return replace(
            service,
            opening=self.settings.opening.from_,
            calendar=self.settings.working_days,
            name=self.settings.name,
            file=[(item.item, item.date) for item in self.settings.file],
        )

    def choices(self) -> tuple[Choice, ...]:
        """What the service has decided on readings, from readings.toml. Raises InputError."""
        if not is_there(self.folder, READINGS_FILE):
            return ()
        from supctl.policy.reading import read_choices

        return tuple(read_choices(self._file(READINGS_FILE).document()))

    def overlay(self) -> OverlayFile | None:
        """The service's own rules, from overlay.toml; None where there is none. Raises InputError."""
        if not is_there(self.folder, OVERLAY_FILE):
            return None
        from supctl.policy.overlay import OverlayFile, read_overlay

        return as_read(self._file(OVERLAY_FILE).document(), OverlayFile, read_overlay, "policy")

    def own_forms(self) -> tuple[RecordTemplate, ...]:
        """The service's own forms, from forms/, by file name. Raises InputError with what is wrong in any of them."""
        problems: list[Finding] = []
        files = files_in(self.folder, OWN_FORMS, ".toml", problems)
        if not files and not problems:
            return ()
        from supctl.policy.own_forms import read_form
        from supctl.policy.templates import RecordTemplate

        forms: list[RecordTemplate] = []
        for file in files:
            try:
                forms.append(as_read(file.document(), RecordTemplate, read_form, "policy"))
            except InputError as error:
                problems += error.findings
        if problems:
            raise InputError(problems)
        return tuple(forms)

    def policy_folder(self, folder_name: str) -> str:
        """A folder of policy data inside the store, as findings name it. Raises PolicyError where it lies elsewhere."""
        within = (self.folder / folder_name).resolve()
        if not within.is_relative_to(self.folder.resolve()) or within == self.folder.resolve():
            message = f'the policy "{folder_name}" is not a folder inside the store'
            raise PolicyError([Finding("policy-outside", message, mend='copy it into the store, as "./policy"')])
        return within.relative_to(self.folder.resolve()).as_posix()

    def policy_documents(self, folder_name: str) -> PolicyDocuments:
        """The texts of a policy that lies in the store (`authority = "./policy"`). Raises PolicyError."""
        from supctl.policy.reading import PolicyDocuments

        folder = self.policy_folder(folder_name)
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
        if not is_there(self.folder, name):
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
class _Reader(Generic[EntityType]):
    """Reads one kind of file: what can be used by id, and the ids of what cannot."""

    kind: FileKind[EntityType]
    vocabulary: Vocabulary
    problems: list[Finding]
    used: dict[str, EntityType] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    seen: dict[str, tuple[str, Origin]] = field(default_factory=dict)

    def of(self, files: Iterable[StoreFile]) -> _Reader[EntityType]:
        """Read files, each named by its id: use what each holds, or say what is wrong with it."""
        for file in files:
            try:
                entity: EntityType = self.kind.entity(file, self.vocabulary)
                self._refuse_twice(entity)
            except InputError as error:
                self.problems.extend(error.findings)
                if file.stem not in self.used:
                    self.unread.add(file.stem)
            else:
                self.used[entity.id] = entity
        return self

    def _refuse_twice(self, entity: EntityType) -> None:
        first = self.seen.setdefault(entity.id.casefold(), (entity.id, entity.origin))
        if first[1] is not entity.origin:
            raise InputError(id_clashes([first, (entity.id, entity.origin)]))
