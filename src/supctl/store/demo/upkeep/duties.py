"""What must follow something: the step, the record, the answer, the event or the date that a deadline asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from supctl.answers import Obligation
from supctl.facts import Record, Service
from supctl.policy import Deadline, Must
from supctl.store.demo.upkeep.adding import added
from supctl.store.demo.upkeep.people import Wanted, last_day_of, takers
from supctl.store.demo.upkeep.saying import say_no, usual_answer
from supctl.store.demo.upkeep.tables import Table, Tables

_NEVER, _LATE, _SAID_NO = 0.05, 0.08, 0.75
_LATELY = timedelta(days=100)
_DAYS, _LATE_BY, _SOON = (0, 4), (3, 15), (5, 12)


def do_duty(one: Obligation, tables: Tables) -> bool:
    """Do what an open duty asks for, if anybody can; whether it was done."""
    rule = next((rule for rule in tables.policy.rules.deadlines if rule.id == one.policy), None)
    chance = tables.chance("duty", one.id)
    never, no = chance.happens(_NEVER), chance.happens(_SAID_NO)
    if rule is None:
        return False
    record = tables.record(one.explanation.base_record)
    if no and record and say_no(tables, record, rule.when.answered):
        return True
    base = one.explanation.base or tables.as_of
    if never and base > tables.as_of - _LATELY:
        return False
    day = _day(one, base, tables)
    return any(_DO[_kind(must)](must, one, day, tables) for must in _ways(rule, record) if _kind(must) in _DO)


def _ways(rule: Deadline, record: Table | None) -> list[Must]:
    """What answers it, what can be done on the record itself first, and that which was not done on it yet."""
    taken = {step["step"] for step in cast("list[Table]", record.get("steps", []))} if record else set[object]()

    def in_turn(must: Must) -> tuple[bool, bool]:
        return not (record and must.step and not must.activity), must.step in taken

    return sorted(rule.alternatives, key=in_turn)


def _kind(must: Must) -> str:
    kinds = ("activity", "step", "field", "event", "planned", "done")
    return next((kind for kind in kinds if getattr(must, kind)), "")


def _day(one: Obligation, base: date, tables: Tables) -> date:
    """When it is done: between what it follows and its date, and at times late; by the demo's day."""
    chance = tables.chance("day", one.id)
    late, early = chance.happens(_LATE), chance.days(_DAYS)
    day = tables.working(base + timedelta(days=early))
    if one.due and day > one.due:
        day = tables.working(max(one.due, base), back=one.due > base)
    if late:
        day = tables.working(day + timedelta(days=chance.days(_LATE_BY)))
    return min(max(day, base), tables.working(tables.as_of, back=True))


# --- each kind --------------------------------------------------------------------------------------------------------


def _activity(must: Must, one: Obligation, day: date, tables: Tables) -> bool:
    """A record of its own, or what is missing on one that is there; it names what it answers, where that is asked."""
    base = one.explanation.base or day
    there = _there(must, one, base, tables)
    wanted = Wanted(() if must.step else must.by, must.by_role, must.by_standing, must.not_by)
    about = one.after if must.linked else None
    record = there or added(tables, must.activity[0], one.subject, (base, day), wanted, about)
    if record is None:
        return False
    if must.field:
        tables.say(record, must.field, usual_answer(tables, record, must.field))
    if must.step:
        step = Must(step=must.step, by=must.by, where=must.where)
        done = max(day, cast("date", record["date"]))
        return take_step(record, step, done, tables, _case(one)) or there is None or bool(must.field)
    return there is None or bool(must.field)


def _there(must: Must, one: Obligation, base: date, tables: Tables) -> Table | None:
    """A record that needs only a step or an answer more to answer it."""
    own = tables.record(one.explanation.base_record)
    if own and own["activity"] in must.activity and not must.linked:
        return own
    if not (must.step or must.field):
        return None
    subject = one.subject
    for record in tables.records:
        about = record.get("about") == one.after
        person = record.get("supervisee") == (subject.worker or subject.id)
        same = person or subject.id in cast("list[str]", record.get("cases", []))
        later = cast("date", record["date"]) >= base - timedelta(days=7)
        by = subject.kind != "pair" or record.get("supervisor") == subject.with_
        if record["activity"] in must.activity and same and by and (about or (later and not must.linked)):
            return tables.record(str(record["id"]))
    return None


def _step(must: Must, one: Obligation, day: date, tables: Tables) -> bool:
    record = tables.record(one.explanation.base_record)
    return bool(record and take_step(record, must, day, tables, _case(one)))


def _case(one: Obligation) -> str | None:
    return one.subject.id if one.subject.kind == "case" else None


def take_step(record: Table, must: Must, day: date, tables: Tables, case: str | None = None) -> bool:
    """Take a step of a record, by each party who is to and has not; whether anybody did."""
    service = tables.service
    facts = next((one for one in service.records if one.id == record["id"]), None)
    if facts is None:
        return False
    people = takers(str(must.step), must.by, facts, case, service)
    before = {(one.step, one.by, one.where, one.on) for one in facts.steps}
    where = must.where[0] if must.where else None
    if tables.certain:
        day = max([day, *(one.on for one in facts.steps)])
    once = {(one.step, one.by, one.where) for one in facts.steps} if len(people) > 1 else set()
    done = False
    for who in dict.fromkeys(people):
        on = _there_by(who, max(day, facts.date, *_written(facts)), facts, service)
        if on is None or (must.step, who, where, on) in before or (must.step, who, where) in once:
            continue
        to = record.get("supervisee") if must.step == "shared" and who != record.get("supervisee") else None
        done = tables.take(record, {"step": must.step, "on": on, "by": who, "to": to, "where": where})
    return done


def _written(record: Record) -> list[date]:
    return [one.on for one in record.steps if one.step == "written"]


def _there_by(who: str, day: date, record: Record, service: Service) -> date | None:
    """The day, or the last working day of whoever has left by then; None where that is before the record."""
    last = last_day_of(who, service)
    on = min(day, last) if last else day
    while not service.calendar.is_working_day(on):
        on -= timedelta(days=1)
    return on if on >= record.date else None


def _field(must: Must, one: Obligation, _day: date, tables: Tables) -> bool:
    record = tables.record(one.explanation.base_record)
    name = str(must.field)
    return bool(record and tables.say(record, name, usual_answer(tables, record, name)))


def _event(must: Must, one: Obligation, day: date, tables: Tables) -> bool:
    events = cast("list[Table]", tables.entry("cases", one.subject.id).setdefault("event", []))
    events.append({"id": f"e{len(events) + 1}", "date": day, "kind": must.event[0]})
    events.sort(key=lambda event: cast("date", event["date"]))
    return tables.changed()


def _planned(must: Must, one: Obligation, _day: date, tables: Tables) -> bool:
    """A date in the diary, in a week or two."""
    worker = one.subject.worker or one.subject.id
    if one.subject.kind not in {"worker", "pair"}:
        return False
    ahead = timedelta(days=tables.chance("planned", one.id).days(_SOON))
    return book(worker, tables.working(tables.as_of + ahead), must.planned[0], tables)


def book(worker: str, day: date, activity: str, tables: Tables) -> bool:
    """A session in somebody's diary, once."""
    diary = cast("list[Table]", tables.entry("workers", worker).setdefault("planned", []))
    if {"date": day, "activity": activity} in diary:
        return False
    diary.append({"date": day, "activity": activity})
    diary.sort(key=lambda one: cast("date", one["date"]))
    return tables.changed()


def _done(_must: Must, one: Obligation, _day: date, tables: Tables) -> bool:
    """The next record of the kind finds the action done."""
    agreed = tables.record(str(one.after).partition("#")[0])
    return bool(agreed and found_done(agreed, str(one.after), tables))


def found_done(agreed: Table, action: str, tables: Tables) -> bool:
    """The first later record of the same kind and subject finds an action done; whether there is one."""
    same = [one for one in tables.records if one["activity"] == agreed["activity"] and _alike(one, agreed)]
    after = [one for one in same if cast("date", one["date"]) > cast("date", agreed["date"])]
    later = min(after, key=lambda one: cast("date", one["date"]), default=None)
    if later is None or tables.record(str(later["id"])) is None:
        return False
    return look_at(later, action, agreed, tables)


def look_at(later: Table, action: str, agreed: Table, tables: Tables) -> bool:
    """A record finds an action of an earlier one done, unless it looks at it already."""
    on = tables.working(cast("date", later["date"]) - timedelta(days=1), back=True)
    looked_at = cast("list[Table]", later.setdefault("reviewed", []))
    if any(one["action"] == action for one in looked_at):
        return False
    looked_at.append({"action": action, "done": max(on, cast("date", agreed["date"]))})
    return tables.changed(later)


def _alike(one: Table, other: Table) -> bool:
    cases = [cast("list[str]", record.get("cases", []))[:1] for record in (one, other)]
    about_a_child = other["activity"] == "case-supervision"
    return one.get("supervisee") == other.get("supervisee") and (not about_a_child or cases[0] == cases[1])


_DO: dict[str, Callable[[Must, Obligation, date, Tables], bool]] = {
    "activity": _activity,
    "step": _step,
    "field": _field,
    "event": _event,
    "planned": _planned,
    "done": _done,
}
