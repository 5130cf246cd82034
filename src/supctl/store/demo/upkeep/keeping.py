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
    if key in tried or {one.subject, one.record} & left.findings:
        return False
    tried.add(key)
    return make_good(one, tables)
