"""The join of clauses and what cites them: every clause of the document is carried, or says why nothing carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.policy.policy import Policy
from supctl.policy.sources import DUTIES, Clause


@dataclass(frozen=True)
class Carrier:
    """What carries a clause. `kind`: frequency, deadline, requirement, form, chain, criterion, retention or access."""

    kind: str
    id: str
    clause: tuple[str, ...]


KINDS = ("frequency", "deadline", "requirement", "form", "chain", "criterion", "retention", "access")


@dataclass(frozen=True)
class Covered:
    """One clause: what carries it, and what is wrong with that (None where nothing is).

    `problem`: "not carried", "carried, and said to be uncarried", or "a duty uncarried without a reading".
    """

    clause: Clause
    carriers: tuple[Carrier, ...]
    readings: tuple[str, ...]

    @property
    def problem(self) -> str | None:
        """What is wrong, in words."""
        if self.carriers:
            return "carried, and said to be uncarried" if self.clause.uncarried else None
        if not self.clause.uncarried:
            return "not carried, and no reason said"
        return "a duty uncarried without a reading" if self.clause.kind in DUTIES and not self.readings else None


def coverage(policy: Policy) -> Sequence[Covered]:
    """Every clause of the authority's own documents, in their order, with what carries it."""
    by_clause: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in carriers(policy):
        for clause in dict.fromkeys(carrier.clause):
            by_clause[clause].append(carrier)
    readings: dict[str, list[str]] = defaultdict(list)
    for reading in policy.authority.interpretations:
        for clause in reading.clause:
            readings[clause].append(reading.id)
    return [
        Covered(clause, tuple(by_clause[clause.id]), tuple(readings[clause.id])) for clause in policy.authority.clauses
    ]


def carriers(policy: Policy) -> Iterator[Carrier]:
    """Everything in a policy that cites a clause, in the order of its files."""
    rules = policy.rules
    for frequency in policy.frequencies:
        if frequency.use:
            yield Carrier("frequency", frequency.id, frequency.clause)
        else:
            yield from (Carrier("frequency", f"{frequency.id}/{row.id}", row.clause) for row in frequency.row)
    yield from (Carrier("deadline", rule.id, rule.clause) for rule in rules.deadlines)
    yield from (Carrier("requirement", rule.id, rule.clause) for rule in rules.requirements)
    for form in policy.templates:
        cited = [*form.clause]
        for section in form.section:
            cited += [*section.clause, *(clause for one in section.field for clause in one.clause)]
        yield Carrier("form", form.id, tuple(cited))
    for chain in policy.chains:
        yield Carrier("chain", chain.id, (*chain.clause, *(clause for step in chain.step for clause in step.clause)))
    yield from (Carrier("criterion", rule.id, rule.clause) for rule in policy.criteria)
    yield from (Carrier("retention", rule.id, rule.clause) for rule in rules.retention)
    yield from (Carrier("access", rule.id, rule.clause) for rule in rules.access)
