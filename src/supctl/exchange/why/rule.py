"""A clause, a rule or a finding's code: what it says, what carries it, and on what it bears today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import kept_words, reads_words
from supctl.exchange.columns import WIDTH, broken_to
from supctl.exchange.phrases import section_of
from supctl.exchange.schedules import deadline_limit, requirement_words, row_schedule
from supctl.exchange.view import View
from supctl.exchange.why.cited import reading_lines, rule_lines
from supctl.exchange.why.explained import Told
from supctl.exchange.why.items import Item
from supctl.exchange.why.text import labelled
from supctl.facts.days import say_date
from supctl.policy import Clause, Policy, Rule
from supctl.policy.coverage import Carrier, carriers


@dataclass(frozen=True)
class RuleData:
    """`supctl why CLAUSE|CODE --format json`. `obligations` and `findings`: how many rest on it on the day.

    `readings`: of a clause, the places in which the authors say how they read it; of a rule, those that it rests on.
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
    policy, answers = holder(view.policy, id_), view.answers
    findings = sum(one.code == id_ for one in answers.findings)
    clause = policy.clauses.get(id_)
    if clause:
        carried = [_called(one) for one in _carriers(policy) if id_ in one.clause]
        local = view.policy.local if not policy.is_local else None
        carried += [f"own {_called(one)}" for one in (_carriers(local) if local else ()) if id_ in one.clause]
        readings = [one.id for one in policy.authority.interpretations if id_ in one.clause]
        obligations = sum(id_ in one.clause for one in answers.obligations)
        resting = sum(id_ in one.clause for one in answers.findings)
        return RuleData(id_, "clause", _clause_says(policy, clause), [id_], carried, obligations, resting, readings)
    own = [one for one in _known(policy) if id_ in {one.id, *one.id.split("/")}]
    if own:
        cited = list(dict.fromkeys(clause for one in own for clause in one.clause))
        kind = "frequency" if any(one.id.startswith(f"{id_}/") for one in own) else _kind(own[0])
        obligations = sum(id_ in (one.rule, one.policy) for one in answers.obligations)
        if kind == "reading":
            obligations = sum(one.reading.id == id_ for one in answers.obligations if one.reading)
            findings = sum(one.reading == id_ for one in answers.findings)
        says, behind = [_carrier_says(policy, one) for one in own], readings_behind(policy, own)
        return RuleData(id_, kind, says, cited, [], obligations, findings, behind)
    return None


def rule_ids(policy: Policy) -> list[str]:
    """Every word that `rule_data` knows."""
    return sorted({id_ for one in _holders(policy) for id_ in _ids_of(one)})


def holder(policy: Policy, id_: str) -> Policy:
    """The policy that has a clause or rule: the one in force, else the service's own rules, else an earlier one."""
    return next((one for one in _holders(policy) if id_ in _ids_of(one)), policy)


def _holders(policy: Policy) -> list[Policy]:
    return [policy, *([policy.local] if policy.local else []), *reversed(policy.parts)]


def _ids_of(policy: Policy) -> set[str]:
    return {*policy.clauses, *(part for one in _known(policy) for part in (one.id, *one.id.split("/")))}


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
    policy = holder(view.policy, rule.id)
    named = "" if policy.is_local else f" {policy.id}"
    hint = [] if view.quiet else [[f"The whole policy: supctl authority show{named}"]]
    return "\n\n".join("\n".join(part) for part in (broken_to(rule_title(view, rule), WIDTH), lines, *hint))


def rule_title(view: View, rule: RuleData) -> str:
    """What it is, and whose."""
    if rule.kind == "check":
        return f"{rule.id}: {rule.kind} of supctl itself, whatever the policy"
    policy = holder(view.policy, rule.id)
    if rule.id in policy.borrowed:
        return f"{rule.id}: {rule.kind} of the national baseline, to which {policy.short_name} refers"
    behind = {rule.id.rpartition("-")[0]} if rule.kind == "duty" else {rule.id, *_policies_of(policy, rule.id)}
    if behind & _asked_for(policy):
        return f"{rule.id}: {rule.kind} by the national baseline, to which {policy.short_name} refers"
    return f"{rule.id}: {rule.kind} of {policy.name}"


def _asked_for(policy: Policy) -> set[str]:
    """The rules that are the baseline's."""
    tests = {one.id for one in policy.rules.requirements if one.use}
    return {one.id for one in policy.frequencies if one.use} | tests


def _policies_of(policy: Policy, row: str) -> set[str]:
    """The frequency policies that have a row of this id."""
    return {one.id for one in policy.frequencies if any(row in {each.id, f"{one.id}/{each.id}"} for each in one.row)}


def readings_behind(policy: Policy, own: Iterable[Carrier]) -> list[str]:
    """The readings that rules, chains, criteria and forms rest on, each once, those of the policy's order first."""
    rules = policy.rules
    known: dict[str, Rule] = {f"{one.id}/{row.id}": row for one in policy.frequencies for row in one.row}
    others = (rules.deadlines, rules.requirements, policy.chains, policy.criteria, rules.retention, rules.access)
    known |= {one.id: one for kind in others for one in kind}
    behind = {found.id for one in own if one.id in known and (found := policy.reading_behind(known[one.id]))}
    cited = {clause for one in own if one.kind == "form" for clause in one.clause}
    readings = policy.authority.interpretations
    return [one.id for one in readings if one.id in behind or not cited.isdisjoint(one.clause)]


def rule_item(view: View, rule: RuleData) -> Item:
    """The rule as an item, from which every format is made."""
    lines = [("Says", _reading(view, rule.id) if rule.kind == "reading" else rule.says)]
    if rule.kind == "clause":
        lines.append(("Carried by", rule.carried_by or ["nothing in supctl"]))
        lines += [("Reading", _reading(view, one)) for one in rule.readings]
    elif len(rule.says) == 1 and rule.clause:
        lines.append(("Clause", rule_lines(holder(view.policy, rule.id), rule.clause)))
    if rule.kind not in {"clause", "reading"}:
        lines += _readings(view, rule)
    lines.append(("Bears on", [_bears_on(rule, say_date(view.as_of))]))
    return Item(rule.id, "", rule.kind.upper(), [(label, texts) for label, texts in lines if texts])


def _readings(view: View, rule: RuleData) -> list[Told]:
    """The reading that a rule rests on; of several their ids, and which the service has not confirmed."""
    if len(rule.readings) == 1:
        return [("Reading", _reading(view, rule.readings[0]))]
    policy = holder(view.policy, rule.id)
    open_ = [one for one in rule.readings if policy.choice(one, view.as_of) is None]
    told = [", ".join(rule.readings), f"NOT YET CONFIRMED by {policy.short_name}: {len(open_)} of {len(rule.readings)}"]
    return [("Readings", told if open_ else told[:1])] if rule.readings else []


def _reading(view: View, id_: str) -> list[str]:
    """What is unclear, and how it is read on the day."""
    policy = holder(view.policy, id_)
    known = next(one for one in policy.authority.interpretations if one.id == id_)
    confirmed = policy.choice(id_, view.as_of) is not None
    return reading_lines(policy, view, id_, policy.option(known, view.as_of), confirmed=confirmed)


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
    borrowed = bool(one.clause) and one.clause[0] in policy.borrowed
    where = "the national baseline, " if borrowed else "section "
    return f"{said} ({where}{section})" if section else said


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


def _clause_says(policy: Policy, clause: Clause) -> list[str]:
    source = policy.sources.get(clause.source)
    where = source.title if source else clause.source
    section = "" if where.endswith(clause.section) else f", section {clause.section}"
    lines = [clause.says, where + section]
    if clause.checked_on:
        lines.append(f"last read against the document on {say_date(clause.checked_on)}")
    if clause.uncarried:
        lines.append(f"not carried: {clause.uncarried}")
    return lines
