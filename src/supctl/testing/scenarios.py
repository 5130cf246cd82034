"""The language of executable examples: facts, a date, and what must follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from supctl.documents import Document, Entry, Origin, Values, nearest, read
from supctl.errors import Finding, InputError
from supctl.facts.cases import Words, one_as_list
from supctl.testing.expect import Expect
from supctl.testing.given import Given

__all__ = ["Expect", "Scenario", "ScenarioFile", "Unread", "each_scenario", "read_scenarios"]

OF_ANY_DAY = {"form", "escalation", "access"}
"""What may be expected without saying of which day."""


class Scenario(Entry):
    """One example. `clause`: what it is an example of; `as_of`: the day (forms, chains and readers can do without)."""

    id: str | None = None
    title: str
    clause: Words = ()
    as_of: dt.date | None = None
    given: Given = Given()
    expect: tuple[Expect, ...] = Field(min_length=1)


class ScenarioFile(Entry):
    """A file of examples."""

    scenario: tuple[Scenario, ...] = ()


@dataclass(frozen=True)
class Unread:
    """An example that cannot be read: what is wrong with it, and what it says of itself all the same."""

    findings: tuple[Finding, ...]
    id: str | None = None
    title: str = ""
    clause: tuple[str, ...] = ()


def each_scenario(documents: Iterable[Document]) -> list[Scenario | Unread]:
    """The scenarios of files by somebody else, each by itself: one that cannot be read keeps no other from being read.

    A file that cannot be read at all stands for one.
    """
    return [one for document in documents for one in _each_of(document)]


def _each_of(document: Document) -> Iterator[Scenario | Unread]:
    """The scenarios of one file; keys beside them say nothing here, unless one is `scenario` mistyped."""
    origin = Origin(document)
    try:
        written = document.values
    except InputError as error:
        yield Unread(error.findings, document.name)
        return
    for key, value in written.items():
        if key == "scenario" and not _are_tables(value):
            message, mend = '"scenario" is not a list of tables', "write each under a heading [[scenario]]"
            yield Unread((Finding("wrong-value", message, place=origin.at(key), mend=mend),), document.name)
        elif key == "scenario":
            yield from (_read_one(values, origin.at(key, index)) for index, values in enumerate(_tables(value)))
        elif nearest(key, ["scenario"]):
            message, mend = f'unknown key "{key}"', 'did you mean "scenario"?'
            yield Unread((Finding("unknown-key", message, place=origin.at(key), mend=mend),), document.name)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and len(_tables(value)) == len(value)


def _tables(value: object) -> Sequence[Values]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _read_one(values: Values, origin: Origin) -> Scenario | Unread:
    try:
        scenario = read(Scenario, values, origin)
        problems = _without_its_day(scenario)
        return Unread(problems, scenario.id, scenario.title, scenario.clause) if problems else scenario
    except InputError as error:
        id_, cited = values.get("id"), one_as_list(values.get("clause", ()))
        clause = tuple(map(str, cited)) if isinstance(cited, list | tuple) else ()
        return Unread(error.findings, str(id_) if id_ else None, str(values.get("title", "")), clause)


def _without_its_day(scenario: Scenario) -> tuple[Finding, ...]:
    """What is owed, and what falls short, is so on a day: that it is not said."""
    if scenario.as_of or all(one.about in OF_ANY_DAY for one in scenario.expect):
        return ()
    message, mend = '"as_of" is missing: the day on which all this is expected', "add as_of = 2026-03-10"
    return (Finding("missing-key", message, place=scenario.origin.at("as_of"), mend=mend),)


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
        problems += _without_its_day(scenario)
        if scenario.id and scenario.id in seen:
            message = f'"{scenario.id}" is the id of a scenario at {seen[scenario.id].origin.path} too'
            problems.append(Finding("id-twice", message, place=scenario.origin.at("id"), mend="give it another id"))
        elif scenario.id:
            seen[scenario.id] = scenario
    if problems:
        raise InputError(problems)
    return found
