"""The language of executable examples: facts, a date, and what must follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from supctl.documents import Document, Entry, Origin, read, unknown_word
from supctl.errors import Finding, InputError
from supctl.facts.cases import Words
from supctl.policy import Policy
from supctl.testing.given import Given, record_id

_FOUND_BY = ("activity", "policy", "rule", "clause", "kind", "after")
TOLD = (
    "due",
    "limit",
    "status",
    "days",
    "last",
    "owner",
    "done",
    "have",
    "need",
    "basis",
    "booked",
    "away",
    "reading",
)


_KEYS = {
    "obligation": {"subject", *_FOUND_BY, *TOLD, "none"},
    "uncovered": {"subject", "activity", "policy", "uncovered"},
    "exemption": {"subject", "activity", "policy", "rule", "clause", "exempt"},
    "finding": {"finding", "subject", "record", "count", "severity", "present", "due"},
    "window": {"window", "subject", "record", "until", "state", "settled", "none"},
}
_A = {
    "obligation": "an obligation",
    "uncovered": "a gap",
    "exemption": "an exemption",
    "finding": "a finding",
    "window": "a window",
}


class Expect(Entry):
    """What must follow: of an obligation, a finding, a window in which somebody may object, or a gap.

    An obligation is found by subject and any of activity, policy, rule, clause, kind, after. `due = "none"` and
    `limit = "none"` expect no date; `none = true` expects no such obligation; `uncovered = true` that no row matches.
    """

    subject: str | None = None
    activity: str | None = None
    policy: str | None = None
    rule: str | None = None
    clause: str | None = None
    kind: str | None = None
    after: str | None = None
    due: dt.date | Literal["none"] | None = None
    limit: dt.date | Literal["none"] | None = None
    status: Words = ()
    days: int | None = None
    last: dt.date | Literal["none"] | None = None
    owner: str | None = None
    done: dt.date | None = None
    have: int | None = None
    need: int | None = None
    basis: str | None = None
    booked: dt.date | Literal["none"] | None = None
    away: bool | None = None
    reading: str | None = None
    none: bool = False
    uncovered: bool = False
    exempt: bool = False
    finding: str | None = None
    record: str | None = None
    count: int | None = None
    severity: str | None = None
    present: bool = True
    window: str | None = None
    until: dt.date | Literal["none"] | None = None
    state: str | None = None
    settled: str | None = None

    @property
    def about(self) -> str:
        """What is expected: a finding, a window, a gap or an obligation."""
        named = {
            "finding": self.finding is not None,
            "window": self.window is not None,
            "uncovered": self.uncovered,
            "exemption": self.exempt,
        }
        return next((kind for kind, is_named in named.items() if is_named), "obligation")

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.subject is None and self.finding is None and self.window is None:
            message = 'it names nothing; mend: say subject = "...", finding = "..." or window = "..."'
            raise ValueError(message)
        foreign = sorted(name for name in self.model_fields_set - {"origin"} if name not in _KEYS[self.about])
        if foreign:
            message = f"{', '.join(foreign)} says nothing of {_A[self.about]}; mend: leave it out"
            raise ValueError(message)
        told = any(getattr(self, name) not in (None, ()) for name in TOLD)
        if self.about == "obligation" and not (told or self.none):
            message = "it expects nothing of what it names; mend: say due, status, none = true ..."
            raise ValueError(message)
        return self


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


def names_unknown(scenario: Scenario, policy: Policy) -> Sequence[Finding]:
    """Expectations that name a rule, policy, clause or finding that the policy does not have."""
    rows = [row.id for frequency in policy.frequencies for row in frequency.row]
    rules = [rule.id for rule in (*policy.rules.deadlines, *policy.rules.requirements)]
    policies = [frequency.id for frequency in policy.frequencies]
    known = {
        "rule": [*rows, *rules, "to-write-up"],
        "policy": [*policies, *rules, "to-write-up"],
        "clause": list(policy.clauses),
        "finding": [*rules, *policy.clauses, *CORE_FINDINGS],
        "window": [*rules, *policy.clauses],
        "activity": list(policy.vocabulary.activities) + list(policy.vocabulary.steps) + list(policy.vocabulary.events),
    }
    found: list[Finding] = []
    for expect in scenario.expect:
        for name, words in known.items():
            word = getattr(expect, name)
            if word is not None and word not in words:
                message, mend = unknown_word(name, word, words)
                found.append(Finding(f"unknown-{name}", message, place=expect.origin.at(name), mend=mend))
    given = scenario.given
    people = [*given.workers, *given.cases, *given.teams, "service"]
    for expect in scenario.expect:
        subject = expect.subject.partition("+")[0].partition("#")[0] if expect.subject else None
        if subject is not None and subject not in [*people, *_record_ids(given)]:
            message, mend = unknown_word("subject", subject, people)
            found.append(Finding("unknown-subject", message, place=expect.origin.at("subject"), mend=mend))
        if expect.record is not None and expect.record not in _record_ids(given):
            message, mend = unknown_word("record", expect.record, _record_ids(given))
            found.append(Finding("unknown-record", message, place=expect.origin.at("record"), mend=mend))
    for one in scenario.clause:
        if one not in policy.clauses:
            message, mend = unknown_word("clause", one, list(policy.clauses))
            found.append(Finding("unknown-clause", message, place=scenario.origin.at("clause"), mend=mend))
    return found


def _record_ids(given: Given) -> list[str]:
    return [record_id(values, index) for index, values in enumerate(given.records)]


CORE_FINDINGS = (
    "agreed-interval-too-long",
    "approval-without-reason",
    "approval-without-grade",
    "approval-without-interval",
    "case-no-worker",
    "case-worker-away",
    "unknown-team",
    "unknown-worker",
)
