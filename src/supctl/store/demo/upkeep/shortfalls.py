"""What a requirement finds missing in a record, or of a person, a child or the service: made good where it can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from supctl.answers import Subject
from supctl.errors import Finding
from supctl.policy import Must, Requirement
from supctl.store.demo.upkeep.adding import added, children
from supctl.store.demo.upkeep.duties import book, found_done, look_at, take_step
from supctl.store.demo.upkeep.people import Wanted
from supctl.store.demo.upkeep.saying import say_no, usual_answer
from supctl.store.demo.upkeep.tables import Table, Tables

_LEFT, _SAID_NO = 0.06, 0.6
_WEEKS = timedelta(days=28)
_PARTS: dict[str, object] = {"minutes": 90, "every": "4 weeks"}


def make_good(one: Finding, rule: Requirement | None, tables: Tables) -> bool:
    """Whether something was done about what falls short of a requirement (None: of something else)."""
    chance = tables.chance("finding", one.code, one.subject, one.record)
    left, no = chance.happens(_LEFT), chance.happens(_SAID_NO)
    if left:
        return False
    if rule is None:
        return one.code in _OTHER and _OTHER[one.code](one, tables)
    record = tables.record(one.record)
    if one.record and record is None:
        return False
    if record and no and say_no(tables, record, rule.when.answered):
        return True
    return rule.test in _MEND and _MEND[rule.test](rule, one, record, tables)


# --- of a record ------------------------------------------------------------------------------------------------------


def _filled(rule: Requirement, one: Finding, record: Table | None, tables: Tables) -> bool:
    done = False
    for name in rule.of if record else ():
        if record and one.message.startswith(f"{name} "):
            done |= _fill(record, name, rule, tables)
    return done


def _fill(record: Table, name: str, rule: Requirement, tables: Tables) -> bool:
    if "." in name and not name.startswith("actions."):
        return tables.say(record, name, usual_answer(tables, record, name))
    if name == "next":
        record["next"] = tables.working(_after(record, rule) or cast("date", record["date"]) + _WEEKS, back=True)
    elif name == "cases" and record.get("supervisee"):
        record["cases"] = children(str(record["supervisee"]), cast("date", record["date"]), tables.service)[:1]
    elif name in _PARTS:
        record[name] = _PARTS[name]
    else:
        return False
    return tables.changed(record)


def _after(record: Table, rule: Requirement) -> date | None:
    return rule.at_most_after.after(cast("date", record["date"])) if rule.at_most_after else None


def _value(rule: Requirement, _one: Finding, record: Table | None, tables: Tables) -> bool:
    if record is None:
        return False
    for name in rule.of:
        day = _after(record, rule)
        plain: list[object] = [one for one in (rule.min, rule.is_, *rule.one_of) if one is not None]
        wanted: object = tables.working(day, back=True) if day else next(iter(plain), None)
        if wanted is None:
            return False
        if "." in name:
            tables.say(record, name, wanted)
        else:
            record[name] = wanted
    return tables.changed(record)


def _count(rule: Requirement, _one: Finding, record: Table | None, tables: Tables) -> bool:
    """As many as are asked for: actions, children, answers in a list."""
    if record is None or not rule.min:
        return False
    for name in rule.of:
        if name == "actions":
            _agree(record, rule.min, tables)
        elif name == "reflective" and record.get("cases"):
            record["reflective"] = cast("list[str]", record["cases"])[: rule.min]
        elif "." in name:
            tables.say(record, name, rule.min)
        elif name == "cases" and record.get("supervisee"):
            _fill(record, name, rule, tables)
        else:
            return False
    return tables.changed(record)


def _agree(record: Table, number: int, tables: Tables) -> None:
    """Actions up to this number; the next record of the kind finds them done."""
    actions = cast("list[Table]", record.setdefault("actions", []))
    who = record.get("supervisee") or record.get("supervisor")
    by = tables.working(cast("date", record["date"]) + _WEEKS)
    while len(actions) < number:
        actions.append({"id": str(len(actions) + 1), "who": who, "by": by})
        tables.changed(record)
        found_done(record, f"{record['id']}#{len(actions)}", tables)


def _steps(rule: Requirement, _one: Finding, record: Table | None, tables: Tables) -> bool:
    if record is None:
        return False
    day = tables.working(cast("date", record["date"]) + timedelta(days=2))
    on = min(day, tables.working(tables.as_of, back=True))
    done = [take_step(record, Must(step=step, by=rule.by), on, tables) for step in rule.steps]
    return any(done)


def _carried(_rule: Requirement, one: Finding, record: Table | None, tables: Tables) -> bool:
    """The actions of the record before, which the finding names by its date, are looked at in this one."""
    done = False
    for other in tables.records if record else ():
        if record and str(other["date"]) in one.message and _of_the_same(record, other):
            for action in cast("list[Table]", other.get("actions", [])):
                done |= look_at(record, f"{other['id']}#{action['id']}", other, tables)
    return done


def _of_the_same(record: Table, other: Table) -> bool:
    """Whether two records are of one kind, and about one person or child."""
    cases = [set(cast("list[str]", one.get("cases", []))) for one in (record, other)]
    person = record.get("supervisee") == other.get("supervisee")
    return other["activity"] == record["activity"] and (person or bool(cases[0] & cases[1]))


def _who(rule: Requirement, one: Finding, record: Table | None, tables: Tables) -> bool:
    """Whoever gives supervision has on file what is asked for; who gave a session is not changed."""
    named = (
        [record.get("supervisor")] if record else [_named(one.subject, of, tables) for of in rule.of or ("supervisor",)]
    )
    for who in (str(one) for one in named if one):
        if rule.item:
            before = cast("date", record["date"]) if record else tables.as_of
            return _hold("worker", who, rule.item[0], before, tables)
    return False


def _named(subject: str | None, of: str, tables: Tables) -> object:
    post = tables.service.post(subject, tables.as_of)
    return getattr(post, of, None) if post else None


# --- of a person, a child or the service ------------------------------------------------------------------------------


def _held(rule: Requirement, one: Finding, _record: Table | None, tables: Tables) -> bool:
    kind = rule.on.kind if rule.on.kind in {"case", "service"} else "worker"
    if rule.item:
        return _hold(kind, str(one.subject), rule.item[0], tables.as_of, tables)
    day = tables.working(tables.as_of - timedelta(days=40), back=True)
    subject = Subject("case" if kind == "case" else "worker", str(one.subject))
    about = kind != "service" and added(tables, rule.activity[0], subject, (tables.opening, day), Wanted())
    return bool(about)


def _hold(kind: str, id_: str, item: str, before: date, tables: Tables) -> bool:
    """An item on file, some time ago and by that day; of a person since they came."""
    back = timedelta(days=tables.chance("held", id_, item).days((30, 170)))
    day = tables.working(before - back, back=True)
    if kind == "worker":
        began = cast("date", tables.entry("workers", id_)["started"])
        if began >= before:
            return False
        day = tables.working(max(day, min(began + timedelta(days=7), before)), back=True)
    tables.file_of(kind, id_).append({"item": item, "date": day})
    return tables.changed()


def _planned(rule: Requirement, one: Finding, _record: Table | None, tables: Tables) -> bool:
    """A date in the diary by the day on which the next is due."""
    if one.due is None or one.due <= tables.as_of:
        return False
    day = tables.working(one.due, back=True)
    return day > tables.as_of and book(str(one.subject), day, rule.activity[0], tables)


_MEND: dict[str, Callable[[Requirement, Finding, Table | None, Tables], bool]] = {
    "filled": _filled,
    "value": _value,
    "count": _count,
    "steps": _steps,
    "carried": _carried,
    "who": _who,
    "held": _held,
    "planned": _planned,
}


# --- what follows from agreements and approvals -----------------------------------------------------------------------


def _too_long(one: Finding, tables: Tables) -> bool:
    """An agreement names no longer an interval than the policy's."""
    record = tables.record(one.record)
    rows = {row.every for rule in tables.policy.frequencies for row in rule.row if set(row.clause) & set(one.clause)}
    shorter = sorted((row for row in rows if row), key=lambda row: row.after(tables.as_of))
    if record is None or not shorter or record.get("every") == str(shorter[0]):
        return False
    record["every"] = str(shorter[0])
    return tables.changed(record)


def _without_interval(one: Finding, tables: Tables) -> bool:
    """An approval that has to name its interval names one."""
    approvals = cast("list[Table]", tables.entry("cases", str(one.subject)).get("approval", []))
    for approval in approvals:
        approval.setdefault("every", "12 weeks")
    return tables.changed() if approvals else False


_OTHER: dict[str, Callable[[Finding, Tables], bool]] = {
    "agreed-interval-too-long": _too_long,
    "approval-without-interval": _without_interval,
}
