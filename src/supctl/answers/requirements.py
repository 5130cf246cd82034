"""The nine tests: what falls short of a requirement, one finding for each record, person, case or pair that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.events import records_of, relations
from supctl.answers.forms import awaits_its_form
from supctl.answers.of_record import hold_for_record
from supctl.answers.rota import Rota
from supctl.answers.said import answer_of, is_answered
from supctl.answers.scope import Scope, home_of
from supctl.answers.steps import Steps, party
from supctl.answers.subject import Subject
from supctl.answers.subjects import alive
from supctl.answers.windows import settled_by_silence
from supctl.documents import Origin
from supctl.errors import Finding
from supctl.facts import HeldItem, Interval, Record, Service
from supctl.policy import Policy, Requirement, SubjectKind
from supctl.policy.requirements import OF_ACTIONS

Shortfall = str | tuple[str, date]  # what falls short, and the date by which it was wanted

ASKED_OF_A_FORM = ("filled", "count", "steps", "carried")
"""Tests of what a form is yet to say: a session that is only logged does not fall short of them, it is written up."""


@dataclass(frozen=True)
class Tested:
    """One thing that a requirement is held against: a record on its day, or a subject on the day asked (`as_of`)."""

    requirement: Requirement
    subject: Subject
    day: date
    as_of: date
    record: Record | None
    service: Service
    policy: Policy
    rotas: Mapping[tuple[str, str], Rota]

    @property
    def place(self) -> Origin | None:
        """Where it was written."""
        if self.record:
            return self.record.origin
        if self.subject.kind == "case":
            return self.service.cases[self.subject.id].origin
        worker = self.service.workers.get(self.subject.worker or self.subject.id)
        return worker.origin if worker else None


def shortfalls(scope: Scope, policy: Policy, as_of: date, rotas: Sequence[Rota]) -> Iterator[Finding]:
    """Every finding of every requirement, in the order of the policy's file."""
    by_key = {(rota.subject.id, activity): rota for rota in rotas for activity in rota.frequency.activities}
    for requirement in policy.rules.requirements:
        behind = policy.reading_behind(requirement)
        for tested in _tested(requirement, scope, policy, as_of, by_key):
            for shortfall in _TESTS[requirement.test](tested):
                message, due = shortfall if isinstance(shortfall, tuple) else (shortfall, None)
                yield Finding(
                    requirement.id,
                    message,
                    severity=requirement.severity,
                    place=tested.place,
                    subject=tested.subject.worker or tested.subject.id,
                    record=tested.record.id if tested.record else None,
                    clause=requirement.clause,
                    day=tested.day,
                    due=due,
                    basis="local" if policy.is_local else "baseline" if requirement.use else "policy",
                    reading=behind.id if behind else None,
                )


def _tested(
    requirement: Requirement, scope: Scope, policy: Policy, as_of: date, rotas: Mapping[tuple[str, str], Rota]
) -> Iterator[Tested]:
    kinds: dict[str, SubjectKind] = {"pair": "pair", "worker": "worker", "case": "case", "service": "service"}
    on, service = requirement.on, scope.service
    if on.kind == "record":
        for record in scope.records:
            subject = home_of(record)
            if not scope.covers(subject):
                continue
            wanted = record.activity in on.activity or (record.form is not None and record.form in on.form)
            held = wanted and policy.in_force(record.date) and policy.holds_under(requirement, record.date)
            if held and hold_for_record(requirement, record, policy, service, record.cases):
                if requirement.test in ASKED_OF_A_FORM and awaits_its_form(record, policy, service):
                    continue
                yield Tested(requirement, subject, record.date, as_of, record, service, policy, rotas)
        return
    for subject in scope.subjects(kinds[on.kind], as_of):
        here = any(start <= as_of < end for start, end in alive(subject, service))
        holds = Circumstances(service, subject).hold(requirement.when, as_of, requirement.unless)
        if here and holds and policy.in_force(as_of) and policy.holds_under(requirement, as_of):
            yield Tested(requirement, subject, as_of, as_of, None, service, policy, rotas)


def _value(tested: Tested, of: str) -> object:
    """A part of the record, or the answer to a field; None where it was not given."""
    record = tested.record
    if record is None:
        return len(tested.service.cases_of(tested.subject.id, tested.day)) if of == "cases" else None
    return answer_of(record, of)


def _called(tested: Tested, of: str) -> str:
    """What a part or a field is called: a field by the label that the form prints, in quotes."""
    return f'"{tested.policy.field_label(of)}"' if "." in of else of


def _filled(tested: Tested) -> Iterator[str]:
    for of in tested.requirement.of:
        if of in OF_ACTIONS:
            part = of.partition(".")[2]
            without = [one.id for one in (tested.record.actions if tested.record else ()) if not getattr(one, part)]
            if without:
                yield f"{OF_ACTIONS[of]} is not said of action {', '.join(without)}"
        elif not is_answered(_value(tested, of)):
            yield f"{_called(tested, of)} is not filled in"


def _right_value(tested: Tested) -> Iterator[str]:
    rule = tested.requirement
    for of in rule.of:
        value, said = _value(tested, of), _called(tested, of)
        if isinstance(value, int) and not isinstance(value, bool):
            yield from _outside(said, value, rule)
        elif isinstance(value, date) and rule.at_most_after and value > rule.at_most_after.after(tested.day):
            yield f"{said} is {value}, more than {rule.at_most_after} after {tested.day}"
        elif isinstance(value, date) and rule.at_least_after and value < rule.at_least_after.after(tested.day):
            yield f"{said} is {value}, less than {rule.at_least_after} after {tested.day}"
        elif isinstance(value, Interval) and rule.shorter_than and not value.is_shorter_than(rule.shorter_than):
            yield f"{said} is {value}, not shorter than {rule.shorter_than}"
        elif isinstance(value, str | bool) and rule.is_ is not None and value != rule.is_:
            yield f"{said} is not {rule.is_}"
        elif isinstance(value, str) and rule.one_of and value not in rule.one_of:
            yield f"{said} is none of {', '.join(rule.one_of)}"


def _outside(of: str, value: int, rule: Requirement) -> Iterator[str]:
    if rule.min is not None and value < rule.min:
        yield f"{of}: {value}, at least {rule.min} asked for"
    if rule.max is not None and value > rule.max:
        yield f"{of}: {value}, at most {rule.max} allowed"


def _count(tested: Tested) -> Iterator[str]:
    for of in tested.requirement.of:
        value = _value(tested, of)
        number = value if isinstance(value, int) else len(value) if isinstance(value, tuple | list) else 0
        yield from _outside(_called(tested, of), number, tested.requirement)


def _steps(tested: Tested) -> Iterator[str]:
    """Each step is there, by every party named; in order where that is asked."""
    record, rule = tested.record, tested.requirement
    if record is None:
        return
    days: list[date] = []
    for step in rule.steps:
        settled = settled_by_silence(record, step, tested.service, tested.policy, tested.as_of)
        day = Steps(record, tested.service).day(step, rule.parties, settled)
        if day is None:
            by = " by " + " and ".join(rule.parties) if rule.parties else ""
            yield f"{step}{by} is missing"
        else:
            days.append(day)
    if rule.in_order and days != sorted(days):
        yield f"the steps are not in the order {', '.join(rule.steps)}"


def _who(tested: Tested) -> Iterator[str]:
    rule, record, service = tested.requirement, tested.record, tested.service
    if record is not None:
        yield from _given_by(record, tested)
        return
    post = service.post(tested.subject.worker or tested.subject.id, tested.day)
    named = [getattr(post, of) for of in rule.of or ("supervisor",)] if post else []
    wanted = (*rule.by_role, *rule.standing, *rule.item)
    if wanted:
        if not _qualified(named, rule, service, tested.day):
            verb = "has" if rule.item else "is"
            yield f"no {' or '.join(rule.of or ('supervisor',))} {verb} {' or '.join(wanted)}"
    elif not any(named):
        yield f"no {' or '.join(rule.of or ('supervisor',))} is named"


def _given_by(record: Record, tested: Tested) -> Iterator[str]:
    """Whoever gave it is one of those asked for, and none of those who may not."""
    rule, service, giver = tested.requirement, tested.service, record.supervisor
    for name in rule.not_by:
        if any(giver in party(record, name, service, case) for case in record.cases or (None,)):
            yield f"given by {giver}, the {name}"
            return
    if not (rule.by or rule.by_role or rule.standing or rule.item):
        return
    is_one = bool(relations(giver, record.supervisee, service, tested.day) & set(rule.parties))
    if not is_one and not _qualified([giver], rule, service, tested.day):
        wanted = [*(f"the {name}" for name in rule.parties), *(f"a {role}" for role in rule.by_role)]
        wanted += [f"somebody {standing}" for standing in rule.standing]
        wanted += [f"somebody with {item} on file" for item in rule.item]
        yield f"given by {giver or 'nobody named'}, and not by {' or '.join(wanted)}"


def _qualified(people: Sequence[str | None], rule: Requirement, service: Service, day: date) -> bool:
    """Whether one of them has one of the roles, standings or items asked for, on that day."""
    for who in (one for one in people if one):
        known = service.workers.get(who)
        items = {one.item for one in known.file if one.date <= day} if known else set[str]()
        if service.role(who, day) in rule.by_role or service.standings(who, day) & set(rule.standing):
            return True
        if items & set(rule.item):
            return True
    return False


def _held(tested: Tested) -> Iterator[str]:
    rule = tested.requirement
    dates = [item.date for item in _file(tested) if item.item in rule.item]
    if rule.activity:
        dates += [record.date for record in records_of(tested.subject, tested.service, rule.activity)]
    oldest = tested.day
    fresh = [day for day in dates if rule.newer_than is None or rule.newer_than.after(day) >= oldest]
    if not fresh:
        what = " or ".join((*rule.item, *rule.activity))
        yield f"no {what} since {max(dates)}" if dates else f"no {what} is held"


def _file(tested: Tested) -> Sequence[HeldItem]:
    if tested.subject.kind == "service":
        return [HeldItem(item=item, date=day) for item, day in tested.service.file]
    if tested.subject.kind == "case":
        return tested.service.cases[tested.subject.id].file
    worker = tested.service.workers.get(tested.subject.worker or tested.subject.id)
    return worker.file if worker else ()


def _carried(tested: Tested) -> Iterator[str]:
    """Each action of the last record of the kind, still open then, is looked at in this one."""
    record = tested.record
    if record is None:
        return
    case = case_of(record, tested.policy)
    subject = Subject("case", case) if case else tested.subject
    earlier = [one for one in records_of(subject, tested.service, (record.activity,)) if one.date < record.date]
    for action in earlier[-1].actions if earlier else ():
        name = f"{earlier[-1].id}#{action.id}"
        here = {found.action for found in record.reviewed} | {one.from_ for one in record.actions}
        if name not in here and not _done_before(name, subject, tested):
            yield f"action {action.id} of {earlier[-1].date} is not looked at"


def _done_before(action: str, subject: Subject, tested: Tested) -> bool:
    records = (one for whose in {subject, tested.subject} for one in records_of(whose, tested.service))
    found = (found for record in records if record.date <= tested.day for found in record.reviewed)
    return any(one.action == action and one.done for one in found)


def _planned(tested: Tested) -> Iterator[Shortfall]:
    """Step from the next due date through the diary until the look-ahead is covered."""
    rule = tested.requirement
    person = tested.subject.worker or tested.subject.id
    rota = next(
        (tested.rotas[person, activity] for activity in rule.activity if (person, activity) in tested.rotas), None
    )
    if rota is None or person not in tested.service.workers or rule.ahead is None:
        return
    horizon = rule.ahead.after(tested.day)
    ahead = [day for day in rota.diary if day >= tested.day]
    due, counted = rota.due_if(()), list[date]()
    while due and due <= horizon:
        answer = next((day for day in ahead if day <= due and day not in counted), None)
        if answer is None:
            yield f"nothing is booked for {due}, the date by which it is due", due
            return
        counted.append(answer)
        due = rota.due_if(counted)


def _reference_only(tested: Tested) -> Iterator[str]:
    record, named = tested.record, set(tested.requirement.of)
    for flag in record.flags if record else ():
        if not named or flag in named:
            yield f"flagged when it was sealed: {flag}"


_TESTS: dict[str, Callable[[Tested], Iterator[Shortfall]]] = {
    "filled": _filled,
    "value": _right_value,
    "count": _count,
    "steps": _steps,
    "who": _who,
    "held": _held,
    "carried": _carried,
    "planned": _planned,
    "reference_only": _reference_only,
}
