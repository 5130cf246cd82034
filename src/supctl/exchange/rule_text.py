"""A clause, a rule or a finding's code: what it says, what carries it, and on what it bears today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supctl.exchange.columns import WIDTH, broken_to
from supctl.exchange.days import say_date
from supctl.exchange.explained import rule_lines
from supctl.exchange.phrases import section_of
from supctl.exchange.schedules import deadline_limit, requirement_words, row_schedule
from supctl.exchange.view import View
from supctl.exchange.why_items import Item
from supctl.exchange.why_text import labelled
from supctl.policy import Clause, Policy

CORE_CODES = {
    "case-no-worker": "An open case has no allocated worker, or its worker has left.",
    "case-worker-away": "An open case's worker is away and nobody is recorded as covering.",
    "agreed-interval-too-long": "An interval was agreed that is longer than the policy allows; the policy's stands.",
    "approval-without-reason": "An approval of a longer interval has no reason written down, so it lengthens nothing.",
    "approval-without-grade": "An approval was given by somebody whose role the policy does not name for it.",
}


@dataclass(frozen=True)
class Carrier:
    """What carries a clause: the kind of rule, its id, the clauses that it cites, what it says in a word or two."""

    kind: str
    id: str
    clause: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True)
class RuleData:
    """`supctl why CLAUSE|CODE --format json`. `obligations` and `findings`: how many rest on it on the day."""

    id: str
    kind: str
    says: list[str]
    clause: list[str]
    carried_by: list[str]
    obligations: int
    findings: int


def carriers(policy: Policy) -> Iterator[Carrier]:
    """Everything in the policy that cites a clause."""
    for frequency in policy.frequencies:
        for row in frequency.row:
            yield Carrier("row", f"{frequency.id}/{row.id}", row.clause, row_schedule(row))
    rules = policy.rules
    yield from (Carrier("deadline", one.id, one.clause, deadline_limit(one)) for one in rules.deadlines)
    yield from (Carrier("requirement", one.id, one.clause, requirement_words(one)) for one in rules.requirements)
    yield from (Carrier("retention", one.id, one.clause) for one in rules.retention)
    yield from (Carrier("access", one.id, one.clause) for one in rules.access)
    yield from (Carrier("chain", one.id, one.clause) for one in policy.chains)
    yield from (Carrier("criterion", one.id, one.clause, one.title) for one in policy.criteria)
    yield from (Carrier("form", one.id, one.clause, one.title) for one in policy.templates)
    yield from (Carrier("reading", one.id, one.clause) for one in policy.authority.interpretations)


def rule_data(view: View, id_: str) -> RuleData | None:
    """What is known of a clause id, the id of a rule, or a finding's code; None where it is none of them."""
    policy, answers = view.policy, view.answers
    findings = sum(one.code == id_ for one in answers.findings)
    clause = policy.clauses.get(id_)
    if clause:
        carried = [f"{one.kind} {one.id}" for one in carriers(policy) if id_ in one.clause]
        obligations = sum(id_ in one.clause for one in answers.obligations)
        resting = sum(id_ in one.clause for one in answers.findings)
        return RuleData(id_, "clause", _clause_says(clause), [id_], carried, obligations, resting)
    own = [one for one in carriers(policy) if id_ in {one.id, *one.id.split("/")}]
    if own:
        cited = list(dict.fromkeys(clause for one in own for clause in one.clause))
        kind = "frequency" if any(one.id.startswith(f"{id_}/") for one in own) else own[0].kind
        obligations = sum(id_ in (one.rule, one.policy) for one in answers.obligations)
        return RuleData(id_, kind, [_carrier_says(policy, one) for one in own], cited, [], obligations, findings)
    if id_ in CORE_CODES:
        return RuleData(id_, "check", [CORE_CODES[id_]], [], [], 0, findings)
    return None


def rule_ids(policy: Policy) -> list[str]:
    """Every word that `rule_data` knows."""
    own = [part for one in carriers(policy) for part in {one.id, *one.id.split("/")}]
    return sorted({*policy.clauses, *own, *CORE_CODES})


def rule_text(view: View, rule: RuleData) -> str:
    """The rule as a person reads it."""
    item = rule_item(view, rule)
    lines = [line for label, texts in item.lines for line in labelled(label, texts)]
    hint = [] if view.quiet else [[f"The whole policy: supctl authority show {view.policy.id}"]]
    return "\n\n".join("\n".join(part) for part in (broken_to(rule_title(view, rule), WIDTH), lines, *hint))


def rule_title(view: View, rule: RuleData) -> str:
    """What it is, and whose."""
    whose = "supctl itself, whatever the policy" if rule.kind == "check" else view.policy.name
    return f"{rule.id}: {rule.kind} of {whose}"


def rule_item(view: View, rule: RuleData) -> Item:
    """The rule as an item, from which every format is made."""
    lines = [("Says", rule.says)]
    if rule.kind == "clause":
        lines.append(("Carried by", rule.carried_by or ["nothing in supctl"]))
    elif len(rule.says) == 1 and rule.clause:
        lines.append(("Clause", rule_lines(view, rule.clause)))
    lines.append(("Bears on", [_bears_on(rule, say_date(view.as_of))]))
    return Item(rule.id, "", rule.kind.upper(), [(label, texts) for label, texts in lines if texts])


def _bears_on(rule: RuleData, day: str) -> str:
    obligations = "1 obligation" if rule.obligations == 1 else f"{rule.obligations} obligations"
    findings = "1 finding" if rule.findings == 1 else f"{rule.findings} findings"
    return f"{obligations} and {findings} on {day}"


def _carrier_says(policy: Policy, one: Carrier) -> str:
    section = section_of(policy, one.clause)
    said = f"{one.kind} {one.id}" + (f": {one.says}" if one.says else "")
    return f"{said} (section {section})" if section else said


def _clause_says(clause: Clause) -> list[str]:
    lines = [clause.says, f"{clause.source}, section {clause.section}"]
    if clause.checked_on:
        lines.append(f"last read against the document on {say_date(clause.checked_on)}")
    if clause.uncarried:
        lines.append(f"not carried: {clause.uncarried}")
    return lines
