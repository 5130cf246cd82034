"""Asking what is open, doing it, and asking again."""

from __future__ import annotations

from supctl.answers import Obligation, answer
from supctl.errors import Finding
from supctl.store.demo.upkeep.duties import do_duty
from supctl.store.demo.upkeep.rhythms import hold_in_time
from supctl.store.demo.upkeep.shortfalls import make_good
from supctl.store.demo.upkeep.tables import LeftOpen, Tables

_MOST_ROUNDS = 80
_BEHIND = frozenset({"overdue", "late", "missing"})


def kept_up(tables: Tables, left: LeftOpen) -> None:
    """Do what is open in the tables on their day, but for what is left open on purpose and a few things by chance."""
    tried: set[object] = set()
    for _ in range(_MOST_ROUNDS):
        answers = answer(tables.service, tables.policy, tables.as_of)
        done = [_do(one, tables, left, tried) for one in answers.obligations]
        done += [_mend(one, tables, left, tried) for one in answers.findings]
        if not any(done):
            return


def _do(one: Obligation, tables: Tables, left: LeftOpen, tried: set[object]) -> bool:
    """Whether anything was done about it; nothing is tried twice."""
    key = (one.id, one.due, one.have)
    if one.status not in _BEHIND or key in tried or left.holds(one):
        return False
    tried.add(key)
    return hold_in_time(one, tables) if one.kind == "frequency" else do_duty(one, tables)


def _mend(one: Finding, tables: Tables, left: LeftOpen, tried: set[object]) -> bool:
    key = (one.code, one.subject, one.record, one.message)
    rule = next((rule for rule in tables.policy.rules.requirements if rule.id == one.code), None)
    if key in tried or left.spares(one, rule):
        return False
    tried.add(key)
    return make_good(one, rule, tables)


def kept_up_records(tables: Tables) -> None:
    """Do only what follows from records and events themselves: no session more, and nothing of people's files."""
    tried: set[object] = set()
    for _ in range(_MOST_ROUNDS):
        answers = answer(tables.service, tables.policy, tables.as_of)
        duties = [one for one in answers.obligations if one.kind != "frequency" and _of_record_or_event(one)]
        done = [_do(one, tables, LeftOpen(), tried) for one in duties]
        done += [_mend(one, tables, LeftOpen(), tried) for one in answers.findings if _of_answers(one, tables)]
        if not any(done):
            return


def _of_record_or_event(one: Obligation) -> bool:
    return one.explanation.base_record is not None or one.subject.kind == "case"


def _of_answers(one: Finding, tables: Tables) -> bool:
    """Whether a finding asks for what a form answers, or for another next date."""
    rule = next((rule for rule in tables.policy.rules.requirements if rule.id == one.code), None)
    if rule is None or one.record is None:
        return False
    of_form = all("." in name and not name.startswith("actions.") for name in rule.of)
    by_value = rule.test == "value" and (rule.of == ("next",) or of_form)
    return (
        by_value or (rule.test in {"filled", "count"} and of_form) or rule.test == "steps" or bool(rule.when.answered)
    )
