"""Mutants held against scenarios: the first that fails kills one. Files are read once, and nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Literal

from supctl.documents import Document, Entry, Key, Origin, ShapeType, read
from supctl.errors import PolicyError, SupctlError
from supctl.policy import Policy, PolicyDocuments, RecordTemplate
from supctl.policy.consistency import policy_problems
from supctl.policy.reading import ClauseFile, PolicyFile, policy_of
from supctl.testing import Scenario
from supctl.testing.runner import run_scenario
from supctl.testing.unknown import names_unknown

from .looking import looks
from .mutants import Mutant, Read, Table, applied, mutants_of

Verdict = Literal["killed", "refused", "same", "survived", "broke"]


@dataclass(frozen=True)
class Came:
    """What came of a mutant.

    killed    a scenario failed: `by` says which
    refused   it does not load, or an example names what it has no more: `by` says why
    same      it says what the policy says
    survived  every scenario holds all the same
    broke     supctl itself failed on a policy that fits together: `by` says how
    """

    verdict: Verdict
    by: str = ""


@dataclass(frozen=True)
class Parts:
    """A policy's files as shapes, each of which may be exchanged."""

    documents: PolicyDocuments
    baseline: Policy | None = None
    file: PolicyFile = field(init=False)
    clauses: ClauseFile = field(init=False)
    forms: tuple[RecordTemplate, ...] = field(init=False)

    def __post_init__(self) -> None:
        made = {
            "file": _read(PolicyFile, self.documents.policy),
            "clauses": _read(ClauseFile, self.documents.clauses),
            "forms": tuple(_read(RecordTemplate, form) for form in self.documents.forms),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def policy(self, mutant: Mutant | None = None) -> Policy:
        """The policy, with one thing changed. Raises SupctlError where it does not load."""
        file, forms = self.file, self.forms
        if mutant and mutant.document is self.documents.policy:
            file = self._file(mutant)
        elif mutant:
            values = applied(mutant.document.values, mutant.place, mutant.new)
            form = read(RecordTemplate, _table(values), Origin(mutant.document))
            forms = tuple(form if mutant.document is one.origin.document else one for one in forms)
        made = policy_of(file, self.clauses, forms)
        return made.with_baseline(self.baseline) if self.baseline else made

    def _file(self, mutant: Mutant) -> PolicyFile:
        """policy.toml with one thing changed; only what was changed is read again."""
        document, key = mutant.document, str(mutant.place[0])
        written = _table(applied(document.values, mutant.place, mutant.new))[key]
        before, held = document.values[key], getattr(self.file, key)
        if not isinstance(written, list) or not isinstance(before, list):
            return self.file.model_copy(update={key: read(type(held), _table(written), Origin(document, (key,)))})
        known = {id(values): shape for values, shape in zip(before, held, strict=True)}
        shape: type[Entry] = type(held[0])
        entries = [
            known.get(id(values)) or read(shape, values, Origin(document, (key, index)))
            for index, values in enumerate(written)
        ]
        return self.file.model_copy(update={key: tuple(entries)})

    def tables(self) -> tuple[Table, list[Table]]:
        """policy.toml and the forms as what was read and what is written."""
        document = self.documents.policy
        forms = [
            Table(one.origin.document, (), f"form.{one.id}", one, one.origin.document.values) for one in self.forms
        ]
        return Table(document, (), "", self.file, document.values), forms

    def made_over(self, policy: Policy) -> set[Key]:
        """The kinds of rules of which some came into the policy as others than they are written.

        They were borrowed from the baseline, or made up from one another: who looks at which cannot be told.
        """
        whole = {id(entry) for entry in _entries(policy)}
        kinds = [key for key in PolicyFile.model_fields if isinstance(getattr(self.file, key), tuple)]
        return {(key,) for key in kinds if any(id(entry) not in whole for entry in getattr(self.file, key))}

    def mutants(self) -> list[Mutant]:
        """Every mutant of the policy."""
        return list(mutants_of(self.policy(), *self.tables()))


class Trials:
    """Scenarios that hold, with what each looks at.

    `every`: each mutant is held against every scenario, whatever it looks at. `failing`: of those that fail as it is,
    and so tell nothing, where and why; `reached`: the rules that all of them reach. Raises PolicyError where the policy
    does not fit together.
    """

    def __init__(self, parts: Parts, scenarios: Sequence[Scenario], *, every: bool = False) -> None:
        self._parts, self._every = parts, every
        self._policy = parts.policy()
        self._made_over = parts.made_over(self._policy)
        self._holding: list[Scenario] = []
        self._words: list[frozenset[str]] = []
        self._lookers: dict[Read, set[int]] = defaultdict(set)
        self._at_anything: dict[int, set[int]] = defaultdict(set)
        self.failing: list[str] = []
        self.reached: set[str] = set()
        if problems := policy_problems(self._policy):
            raise PolicyError(problems)
        for scenario in scenarios:
            self._look(scenario)

    def _look(self, scenario: Scenario) -> None:
        if unknown := names_unknown(scenario, self._policy):
            self.failing.append(str(unknown[0]))
            return
        with looks() as seen:
            result = run_scenario(self._policy, scenario)
        self.reached |= result.reached
        if not result.passed:
            place = result.place or scenario.origin
            told = f"{result.title}: expected {result.expected}, came {result.came}"
            self.failing.append(f"{place.path}:{place.line}  {told}")
            return
        for read_ in seen:
            self._lookers[read_].add(len(self._holding))
            self._at_anything[read_[0]].add(len(self._holding))
        reached = {part for rule in result.reached for part in rule.split("/")}
        self._words.append(frozenset(reached | set(scenario.clause)))
        self._holding.append(scenario)

    def came_of(self, mutant: Mutant) -> Came:
        """What comes of a mutant."""
        try:
            policy = self._parts.policy(mutant)
        except SupctlError as error:
            return Came("refused", _first_line(error))
        if policy == self._policy:
            return Came("same")
        for index in self._candidates(mutant):
            try:
                result = run_scenario(policy, self._holding[index])
            except SupctlError as error:  # what is given fits this policy no more
                return Came("refused", _first_line(error))
            except Exception as error:  # noqa: BLE001 - a policy that does not fit together may fail anywhere
                return self._unless_it_fits(policy, Came("broke", f"{type(error).__name__}: {error}"))
            if not result.passed:
                return Came("killed", result.id)
        return self._unless_it_fits(policy, Came("survived"))

    def _unless_it_fits(self, policy: Policy, came: Came) -> Came:
        """Refused, where the policy does not fit together, or an example names what it has no more."""
        found = policy_problems(policy) or [one for each in self._holding for one in names_unknown(each, policy)]
        return Came("refused", found[0].message) if found else came

    def _candidates(self, mutant: Mutant) -> list[int]:
        """The scenarios that could tell it, those about what was changed first."""
        if self._every or not mutant.reads or mutant.at[:1] in self._made_over:
            indexes = {*range(len(self._holding))}
        else:
            indexes = set().union(*(self._looking_at(*one) for one in mutant.reads))
        return sorted(indexes, key=lambda index: (-len(mutant.about & self._words[index]), index))

    def _looking_at(self, shape: int, key: str) -> set[int]:
        if not key:
            return self._at_anything.get(shape, set())
        return self._lookers.get((shape, key), set()) | self._lookers.get((shape, ""), set())


def _entries(part: object) -> Iterator[object]:
    """The rules, forms and readings of a policy, as they stand in it."""
    if isinstance(part, tuple):
        yield from part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _entries(getattr(part, one.name))


def _first_line(error: SupctlError) -> str:
    return next(iter(str(error).splitlines()), "")


def _read(shape: type[ShapeType], document: Document) -> ShapeType:
    return read(shape, document.values, Origin(document))


def _table(values: object) -> Mapping[str, object]:
    assert isinstance(values, Mapping)
    return values
