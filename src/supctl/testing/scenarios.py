"""The language of executable examples: facts, a date, and what must follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import Field

from supctl.documents import Document, Entry, Origin, read
from supctl.errors import Finding, InputError
from supctl.facts.cases import Words
from supctl.testing.expect import Expect
from supctl.testing.given import Given

__all__ = ["Expect", "Scenario", "ScenarioFile", "read_scenarios"]


class Scenario(Entry):
    """One example. `clause`: what it is an example of."""

    id: str | None = None
    title: str
    clause: Words = ()
    as_of: dt.date
    given: Given = Given()
    expect: tuple[Expect, ...] = Field(min_length=1)


class ScenarioFile(Entry):
    """A file of examples."""

    scenario: tuple[Scenario, ...] = ()


def read_scenarios(documents: Iterable[Document]) -> list[Scenario]:
    """The scenarios of files, in order. Raises InputError with every mistake: file, line, key, mend; ids used twice."""
    found: list[Scenario] = []
    problems: list[Finding] = []
    for document in documents:
        try:
            found += read(ScenarioFile, document.values, Origin(document)).scenario
        except InputError as error:
            problems += error.findings
    seen: dict[str, Scenario] = {}
    for scenario in found:
        if scenario.id and scenario.id in seen:
            message = f'"{scenario.id}" is the id of a scenario at {seen[scenario.id].origin.path} too'
            problems.append(Finding("id-twice", message, place=scenario.origin.at("id"), mend="give it another id"))
        elif scenario.id:
            seen[scenario.id] = scenario
    if problems:
        raise InputError(problems)
    return found
