"""Survivors of which an author says why they cannot matter: `mutation.toml` beside the plugin's tests.

[[cannot-matter]]
mutants = ['frequency.pdr.row.everybody.every: "12 months" -> "365 days"']   # as the report names them
because = "why no example can tell it"
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pydantic import Field

from supctl.documents import Document, Entry, Origin, read
from supctl.facts.cases import Words

from .mutants import Mutant
from .trials import Came


class Explained(Entry):
    """Mutants that cannot matter, and why."""

    mutants: Words = Field(min_length=1)
    because: str = Field(min_length=1)


class ExplainedFile(Entry):
    """mutation.toml."""

    entries: tuple[Explained, ...] = Field((), alias="cannot-matter")


def explained_in(path: Path) -> tuple[Explained, ...]:
    """What a file says; nothing where there is none. Raises InputError."""
    if not path.is_file():
        return ()
    document = Document("/".join(path.parts[-3:]), path.read_text(encoding="utf-8"))
    return read(ExplainedFile, document.values, Origin(document)).entries


def without_reason(
    explained: Collection[Explained], came: Mapping[Mutant, Came], *, all_tried: bool
) -> Iterator[tuple[Explained, str]]:
    """Entries that are no survivor, each with what is wrong; of some mutants only, those alone can be told."""
    verdicts = {str(mutant): one.verdict for mutant, one in came.items()}
    for entry in explained:
        for name in entry.mutants:
            verdict = verdicts.get(name)
            if verdict is None and all_tried:
                yield entry, f"there is no such mutant any more: {name}"
            elif verdict not in {None, "survived"}:
                yield entry, f"it does not survive ({verdict}): {name}"
