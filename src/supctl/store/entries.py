"""One file of a store, and what it says of a team, a person, a case or a record: checked, or with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

from supctl.documents import ORIGIN, Document, Line, Origin, Values, nearest, read, read_placed
from supctl.errors import Finding, InputError
from supctl.facts import Case, Record, Team, Vocabulary, Worker
from supctl.facts.wellformed import case_problems, record_problems, team_problems, worker_problems
from supctl.store.files import StoreFile

EntityType = TypeVar("EntityType", Team, Worker, Case, Record)
_SEALED: Final = {"facts": dict, "digest": str, "steps": list}


@dataclass(frozen=True)
class FileKind(Generic[EntityType]):
    """One kind of file: the folder it lies in, how its name ends, its shape, and what must hold of it by itself."""

    folder: str
    ending: str
    shape: type[EntityType]
    problems: Callable[[EntityType, Vocabulary], Sequence[Finding]]
    values: Callable[[StoreFile, type[EntityType]], EntityType]

    def entity(self, file: StoreFile, words: Vocabulary) -> EntityType:
        """What a file says. Raises InputError with everything that is wrong with it."""
        entity = self.values(file, self.shape)
        if found := self.problems(entity, words):
            raise InputError(found)
        return entity


def _from_toml(file: StoreFile, shape: type[EntityType]) -> EntityType:
    document = file.document()
    values = _values(document)
    if "id" in values:
        message, mend = "the id is the name of the file", "delete this line; for another id, rename the file"
        raise InputError([Finding("unknown-key", message, place=Origin(document, ("id",)), mend=mend)])
    return read(shape, values, Origin(document), id=file.stem)


def _values(document: Document) -> Values:
    try:
        return document.values
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in thousands of lists
        message, mend = "this cannot be read: a number or a list in it is far too long", "put it back from a copy"
        finding = Finding("not-toml", message, place=Line(document.name, None), mend=mend)
        raise InputError([finding]) from None


def _from_json(file: StoreFile, shape: type[EntityType]) -> EntityType:
    origin = Origin(Document(file.name, ""))
    entity = read_placed(shape, {**_merged(file), ORIGIN: origin}, origin)
    if entity.id != file.stem:
        message = f'the record in this file has the id "{entity.id}"'
        raise InputError([Finding("record-id", message, place=origin, mend=f"name the file {entity.id}.json")])
    return entity


TEAMS = FileKind("teams", ".toml", Team, team_problems, _from_toml)
WORKERS = FileKind("workers", ".toml", Worker, worker_problems, _from_toml)
CASES = FileKind("cases", ".toml", Case, case_problems, _from_toml)
RECORDS = FileKind("records", ".json", Record, record_problems, _from_json)


# --- sealed files -------------------------------------------------------------------------------------------------


def _merged(file: StoreFile) -> dict[str, object]:
    """Facts, steps and digest of a sealed file as one mapping; what is null is left out. Raises InputError."""
    sealed = _parsed(file)
    for key, kind in _SEALED.items():
        if not isinstance(sealed.get(key), kind):
            raise _damaged(file, "missing-key" if key not in sealed else "wrong-value", f'"{key}" is missing or wrong')
    for key in sealed:
        if key not in _SEALED:
            near = nearest(key, list(_SEALED))
            raise _damaged(file, "unknown-key", f'unknown key "{key}"' + (f' ("{near}"?)' if near else ""))
    facts = cast("dict[str, object]", sealed["facts"])
    for key in ("steps", "digest"):
        if key in facts:
            raise _damaged(file, "unknown-key", f'"{key}" does not belong in the facts')
    known = {key: value for key, value in facts.items() if value is not None}
    return {**known, "steps": sealed["steps"], "digest": sealed["digest"]}


def _parsed(file: StoreFile) -> Mapping[str, object]:
    import json  # a due list that is known reads none

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
