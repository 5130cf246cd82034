"""A clause, a rule or a finding's code: what it says, what carries it, and on what it bears today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import kept_words, reads_words
from supctl.exchange.columns import WIDTH, broken_to
from supctl.exchange.phrases import section_of
from supctl.exchange.schedules import deadline_limit, requirement_words, row_schedule
from supctl.exchange.view import View
from supctl.exchange.why.explained import reading_lines, rule_lines
from supctl.exchange.why.items import Item
from supctl.exchange.why.text import labelled
from supctl.facts.days import say_date
from supctl.policy import Clause, Policy
from supctl.policy.coverage import Carrier, carriers


@dataclass(frozen=True)
class RuleData:
    """`supctl why CLAUSE|CODE --format json`. `obligations` and `findings`: how many rest on it on the day.

    `readings`: of a clause, the places in which the authors say how they read it.
    """

    id: str
    kind: str
    says: list[str]
    clause: list[str]
    carried_by: list[str]
    obligations: int
    findings: int
    readings: list[str] = field(default_factory=list)


def rule_data(view: View, id_: str) -> RuleData | None:
    """What is known of a clause id, the id of a rule, or a finding's code; None where it is none of them."""
    policy, answers = view.policy, view.answers
    findings = sum(one.code == id_ for one in answers.findings)
    clause = policy.clauses.get(id_)
    if clause:
        carried = [_called(one) for one in _carriers(policy) if id_ in one.clause]
        readings = [one.id for one in policy.authority.interpretations if id_ in one.clause]
        obligations = sum(id_ in one.clause for one in answers.obligations)
        resting = sum(id_ in one.clause for one in answers.findings)
        return RuleData(id_, "clause", _clause_says(clause), [id_], carried, obligations, resting, readings)
    own = [one for one in _known(policy) if id_ in {one.id, *one.id.split("/")}]
    if own:
        cited = list(dict.fromkeys(clause for one in own for clause in one.clause))
        kind = "frequency" if any(one.id.startswith(f"{id_}/") for one in own) else _kind(own[0])
        obligations = sum(id_ in (one.rule, one.policy) for one in answers.obligations)
        return RuleData(id_, kind, [_carrier_says(policy, one) for one in own], cited, [], obligations, findings)
    return None


def rule_ids(policy: Policy) -> list[str]:
    """Every word that `rule_data` knows."""
    own = [part for one in _known(policy) for part in {one.id, *one.id.split("/")}]
    return sorted({*policy.clauses, *own})


def _known(policy: Policy) -> Iterator[Carrier]:
    """Everything that cites a clause: what carries it, and the readings of it."""
    yield from _carriers(policy)
    yield from (Carrier("reading", one.id, one.clause) for one in policy.authority.interpretations)


def _carriers(policy: Policy) -> Iterator[Carrier]:
    """What carries the authority's own clauses, and the rows of a borrowed baseline, which carry the baseline's."""
    yield from carriers(policy)
    borrowed = [one for one in policy.frequencies if one.use]
    yield from (Carrier("frequency", f"{one.id}/{row.id}", row.clause) for one in borrowed for row in one.row)


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
    lines = [("Says", _reading(view, rule.id) if rule.kind == "reading" else rule.says)]
    if rule.kind == "clause":
        lines.append(("Carried by", rule.carried_by or ["nothing in supctl"]))
        lines += [("Reading", _reading(view, one)) for one in rule.readings]
    elif len(rule.says) == 1 and rule.clause:
        lines.append(("Clause", rule_lines(view, rule.clause)))
    lines.append(("Bears on", [_bears_on(rule, say_date(view.as_of))]))
    return Item(rule.id, "", rule.kind.upper(), [(label, texts) for label, texts in lines if texts])


def _reading(view: View, id_: str) -> list[str]:
    """What is unclear, and how it is read on the day."""
    known = next(one for one in view.policy.authority.interpretations if one.id == id_)
    confirmed = view.policy.choice(id_, view.as_of) is not None
    return reading_lines(view, id_, view.policy.option(known, view.as_of), confirmed=confirmed)


def _bears_on(rule: RuleData, day: str) -> str:
    obligations = "1 obligation" if rule.obligations == 1 else f"{rule.obligations} obligations"
    findings = "1 finding" if rule.findings == 1 else f"{rule.findings} findings"
    return f"{obligations} and {findings} on {day}"


def _carrier_says(policy: Policy, one: Carrier) -> str:
    section = section_of(policy, one.clause)
    says = _says(policy).get((one.kind, one.id))
    if says and one.kind == "reading":
        return says
    said = _called(one) + (f": {says}" if says else "")
    return f"{said} (section {section})" if section else said


def _kind(one: Carrier) -> str:
    """What it is: of a frequency policy, the row."""
    return "row" if one.kind == "frequency" and "/" in one.id else one.kind


def _called(one: Carrier) -> str:
    return f"{_kind(one)} {one.id}"


def _says(policy: Policy) -> dict[tuple[str, str], str]:
    """What each rule, form, chain and reading says, in a word or two."""
    rules = policy.rules
    rows = {f"{one.id}/{row.id}": row_schedule(row) for one in policy.frequencies for row in one.row}
    said = {
        "frequency": rows,
        "deadline": {one.id: deadline_limit(one) for one in rules.deadlines},
        "requirement": {one.id: requirement_words(one, policy) for one in rules.requirements},
        "form": {one.id: one.title for one in policy.templates},
        "chain": {one.id: one.title for one in policy.chains},
        "criterion": {one.id: one.title for one in policy.criteria},
        "retention": {one.id: kept_words(policy, one) for one in rules.retention},
        "access": {one.id: reads_words(one, Whom(policy).roles(one.by_role)) for one in rules.access},
        "reading": {one.id: one.says for one in policy.authority.interpretations},
    }
    return {(kind, id_): words for kind, found in said.items() for id_, words in found.items()}


def _clause_says(clause: Clause) -> list[str]:
    lines = [clause.says, f"{clause.source}, section {clause.section}"]
    if clause.checked_on:
        lines.append(f"last read against the document on {say_date(clause.checked_on)}")
    if clause.uncarried:
        lines.append(f"not carried: {clause.uncarried}")
    return lines
