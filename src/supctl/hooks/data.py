"""A policy written as data files: in a package, or in a folder whose texts somebody else has read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from supctl.documents import Document
from supctl.errors import Finding, PolicyError
from supctl.hooks.spec import hookimpl
from supctl.policy import (
    AuditCriterion,
    Authority,
    EscalationChain,
    FrequencyPolicy,
    Policy,
    PolicyDocuments,
    RecordTemplate,
    Rules,
    read_policy,
)


@dataclass(frozen=True)
class PolicyFolder:
    """The data files of one policy: `policy.toml`, `clauses.toml`, `forms/*.toml`, `scenarios/*.toml`."""

    folder: Traversable
    name: str

    @classmethod
    def of_package(cls, package: str) -> PolicyFolder:
        """The data files inside an importable package (a plugin's own, by its `__name__`)."""
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
        except OSError as error:
            message = f"{self.name}/{parent} cannot be read: {error.strerror or error}"
            finding = Finding("unreadable", message, mend="see that it is a file which you may read")
            raise PolicyError([finding]) from None


class DataPlugin:
    """An authority that its data files say in full: each hook hands over its part of the policy.

        plugin = DataPlugin(__name__)       # in the package that the entry point "merton = supctl_merton:plugin" names

    Where data cannot say it, subclass this and answer the hook in Python.
    """

    def __init__(self, package: str) -> None:
        self._folder = PolicyFolder.of_package(package)

    @property
    def documents(self) -> PolicyDocuments:
        """The texts of its data files. Raises PolicyError where one that is needed is not there."""
        return self._folder.documents

    def lies_in(self, folder: Path) -> bool:
        """Whether its data files are those in this folder."""
        return Path(str(self._folder.folder)) == folder

    @hookimpl
    def supctl_authority(self) -> Authority:
        """Who the authority is; its documents, clauses, readings and words."""
        return self._folder.policy.authority

    @hookimpl
    def supctl_frequency_policies(self) -> tuple[FrequencyPolicy, ...]:
        """How often things must happen."""
        return self._folder.policy.frequencies

    @hookimpl
    def supctl_record_templates(self) -> tuple[RecordTemplate, ...]:
        """Its forms."""
        return tuple(self._folder.policy.templates)

    @hookimpl
    def supctl_escalation_chains(self) -> tuple[EscalationChain, ...]:
        """Who takes up a disagreement or a concern."""
        return tuple(self._folder.policy.chains)

    @hookimpl
    def supctl_audit_criteria(self) -> tuple[AuditCriterion, ...]:
        """What an audit looks at."""
        return tuple(self._folder.policy.criteria)

    @hookimpl
    def supctl_rules(self) -> Rules:
        """Deadlines, requirements, retention and access."""
        return self._folder.policy.rules


def _toml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)


def _parent(path: Traversable) -> str:
    return str(path).replace("\\", "/").rsplit("/", 2)[-2]
