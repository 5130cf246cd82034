"""A policy written as data files: in a package, or in a folder whose texts somebody else has read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from supctl.documents import Document
from supctl.errors import Finding, PolicyError
from supctl.policy import Policy, PolicyDocuments, read_policy


@dataclass(frozen=True)
class PolicyFolder:
    """The data files of one policy: `policy.toml`, `clauses.toml`, `forms/*.toml`, `scenarios/*.toml`."""

    folder: Traversable
    name: str

    @classmethod
    def of_package(cls, package: str) -> PolicyFolder:
        """The data files inside an importable package (what a plugin's `__init__` calls with its `__name__`)."""
        return cls(files(package), package)

    @cached_property
    def policy(self) -> Policy:
        """The policy that the files make. Raises PolicyError with every problem of every file."""
        return read_policy(self.documents)

    @cached_property
    def documents(self) -> PolicyDocuments:
        """The texts. Raises PolicyError where one that is needed is not there."""
        forms = tuple(self._document(path) for path in _toml_files(self.folder / "forms"))
        return PolicyDocuments(policy=self._needed("policy.toml"), clauses=self._needed("clauses.toml"), forms=forms)

    def scenarios(self) -> tuple[Document, ...]:
        """The executable examples, by file name."""
        return tuple(self._document(path) for path in _toml_files(self.folder / "scenarios"))

    def _needed(self, name: str) -> Document:
        path = self.folder / name
        if not path.is_file():
            message = f"{self.name} has no {name}"
            raise PolicyError([Finding("missing-file", message, mend=f"write {name} beside the other files")])
        return self._document(path)

    def _document(self, path: Traversable) -> Document:
        parent = path.name if path.name in {"policy.toml", "clauses.toml"} else f"{_parent(path)}/{path.name}"
        try:
            return Document(f"{self.name}/{parent}", path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            finding = Finding("not-utf-8", f"{self.name}/{parent} is not UTF-8 text", mend="save it as UTF-8")
            raise PolicyError([finding]) from None


def _toml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)


def _parent(path: Traversable) -> str:
    return str(path).replace("\\", "/").rsplit("/", 2)[-2]
