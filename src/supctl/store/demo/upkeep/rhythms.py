"""What must happen again and again: held in time, or left a little overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from supctl.answers import Obligation
from supctl.policy import Counted, Must
from supctl.store.demo.upkeep.adding import added
from supctl.store.demo.upkeep.duties import take_step
from supctl.store.demo.upkeep.people import Wanted
from supctl.store.demo.upkeep.tables import Tables

_LEFT = 0.1
_EARLY = (0, 4)
_LATELY = timedelta(days=40)


def hold_in_time(one: Obligation, tables: Tables) -> bool:
    """Hold what fell due, in the days before it, unless it fell due lately and is left so; whether it was held."""
    policy = next((rule for rule in tables.policy.frequencies if rule.id == one.policy), None)
    left = tables.chance("left", one.id).happens(_LEFT)
    early = tables.chance("often", one.id, one.due).days(_EARLY)
    if policy is None or one.due is None or (left and one.due > tables.as_of - _LATELY):
        return False
    day = min(one.due, tables.as_of) - timedelta(days=early)
    first = one.last + timedelta(days=1) if one.last else tables.opening
    if one.need:
        first, day = tables.opening, _of_several(one, day, tables)
    day = max(day, first)
    return any(_hold(counted, one, day, first, tables) for counted in policy.counts)


def _of_several(one: Obligation, day: date, tables: Tables) -> date:
    """Where one more of a quota goes: the later ones first, some weeks apart."""
    apart = timedelta(days=tables.chance("several", one.id, one.have).days((9, 30)))
    return day - apart * max(0, (one.need or 0) - (one.have or 0) - 1) // 2


def _hold(counted: Counted, one: Obligation, day: date, first: date, tables: Tables) -> bool:
    """What counts: an item on file, a step of the last record, or a record more."""
    if counted.item:
        kind = "case" if one.subject.kind == "case" else "worker"
        id_ = one.subject.worker or one.subject.id
        tables.file_of(kind, id_).append({"item": counted.item[0], "date": tables.working(day, back=True)})
        return tables.changed()
    if counted.step:
        must = Must(step=counted.step, by=tuple(by for by in counted.by if by != "other"), where=counted.where)
        return bool(counted.activity) and _step_of_last(counted, must, one, day, tables)
    wanted = Wanted(counted.by, counted.by_role, both=counted.both)
    return added(tables, counted.activity[0], one.subject, (first, day), wanted) is not None


def _step_of_last(counted: Counted, must: Must, one: Obligation, day: date, tables: Tables) -> bool:
    """The step on the last record of the kind on which it was not taken."""
    subject = one.subject
    for record in sorted(tables.records, key=lambda record: cast("date", record["date"]), reverse=True):
        person = record.get("supervisee") == (subject.worker or subject.id)
        same = person or subject.id in cast("list[str]", record.get("cases", []))
        taken = {step["step"] for step in cast("list[dict[str, object]]", record.get("steps", []))}
        own = tables.record(str(record["id"]))
        if own and same and record["activity"] in counted.activity and must.step not in taken:
            return take_step(own, must, max(day, cast("date", own["date"])), tables)
    return False
