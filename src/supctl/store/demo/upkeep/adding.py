"""A record more: who it is about and who gives it, with the steps that such records have in the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supctl.answers import Subject
from supctl.facts import Service
from supctl.store.demo.upkeep.people import Wanted, giver, is_there, session_day
from supctl.store.demo.upkeep.tables import Table, Tables

_WITH_THE_WORKER = frozenset({"case-supervision", "ad-hoc-supervision"})
_ALONE = frozenset({"supervisee-views", "learning-activity"})
_AGREED_UPON = frozenset({"agreement", "agreement-review"})
_MONTHS = timedelta(days=84)
_WEEKS = timedelta(days=28)
_MINUTES = 90

Steps = Sequence[tuple[str, str, int]]
_SESSION: Steps = [("written", "supervisor", 0), ("shared", "supervisor", 1), ("agreed", "supervisee", 3)]
_AGREEMENT: Steps = [("written", "supervisor", 0), ("signed", "supervisor", 0), ("signed", "supervisee", 1)]
_OTHER: Steps = [("written", "supervisor", 0)]


def added(  # noqa: PLR0913, PLR0917 - what it is, about whom, when, by whom, and what it answers
    tables: Tables,
    activity: str,
    subject: Subject,
    between: tuple[date, date],
    wanted: Wanted,
    about: str | None = None,
) -> Table | None:
    """A record of the activity about the subject, `between` two days, as late as can be; None where nobody can."""
    first, day = between
    service = tables.service
    record = _of(activity, subject, day, service)
    if record is None:
        return None
    person = record.get("supervisee") or _holder(subject, day, service)
    together = [str(record["supervisee"])] if "supervisee" in record else []
    met = session_day(together, day, max(first, tables.opening), service)
    by = _giver(activity, subject, str(person) if person else None, met, wanted, service) if met else None
    if met is None or (by is None and activity not in _ALONE):
        return None
    record |= {"date": met} | ({"supervisor": by} if by and activity not in _ALONE else {})
    _fill_in(record, activity, met, service)
    if about:
        record["about"] = about
    steps = _AGREEMENT if activity in _AGREED_UPON else _SESSION if _is_a_session(activity) else _OTHER
    record["steps"] = _steps(record, steps, met, tables, service)
    return tables.add(record, subject.worker or subject.id)


def _of(activity: str, subject: Subject, day: date, service: Service) -> Table | None:
    """Whom the record is about."""
    if subject.kind == "case":
        worker = service.case_worker(subject.id, day) if activity in _WITH_THE_WORKER else None
        if activity in _WITH_THE_WORKER and worker is None:
            return None
        return {"activity": activity, **({"supervisee": worker} if worker else {}), "cases": [subject.id]}
    if subject.kind == "team":
        return {"activity": activity, "team": subject.id}
    if subject.kind == "service":
        return None
    return {"activity": activity, "supervisee": subject.worker or subject.id}


def _holder(subject: Subject, day: date, service: Service) -> str | None:
    """Through whom those above are found: a child's worker, or anybody of the team."""
    if subject.kind == "case":
        return service.case_worker(subject.id, day) or service.manager(service.case_team(subject.id, day), day)
    return None


def _giver(  # noqa: PLR0913, PLR0917 - as above
    activity: str, subject: Subject, person: str | None, day: date, wanted: Wanted, service: Service
) -> str | None:
    if activity in _ALONE:
        return None
    if subject.kind == "team":
        return service.manager(subject.id, day)
    if subject.kind == "pair" and is_there(subject.with_, day, service):
        return subject.with_
    return giver(person, day, wanted, service) if person else None


def _fill_in(record: Table, activity: str, day: date, service: Service) -> None:
    """What sessions of this kind say in the demo."""
    person = record.get("supervisee")
    if activity in _AGREED_UPON:
        record |= {"next": day + _MONTHS, "every": "4 weeks"}
    elif activity == "group-supervision":
        people = (one for one in sorted(service.workers) if service.supervisor(one, day) == record["supervisor"])
        present = [one for one in people if is_there(one, day, service)]
        record |= {"minutes": _MINUTES, "present": present, "next": day + _WEEKS}
    elif activity in _WITH_THE_WORKER and "cases" not in record:
        record["cases"] = _in_turn(children(str(person), day, service), day)
    elif _is_a_session(activity) and "cases" not in record:
        record |= {"minutes": _MINUTES, "next": day + _WEEKS}
        cases = service.cases_of(str(person), day) if person else []
        record |= {"cases": cases[:2], "reflective": cases[:1]} if cases else {}


def children(person: str, day: date, service: Service) -> list[str]:
    """The children whom somebody can speak of on that day: their own, else those of their people, else anybody's."""
    own = service.cases_of(person, day)
    below = [one for one in sorted(service.workers) if service.supervisor(one, day) == person]
    theirs = [case for one in below for case in service.cases_of(one, day)] if not own else []
    return own or theirs or [case for case in sorted(service.cases) if service.status(case, day)]


def _in_turn(cases: list[str], day: date) -> list[str]:
    """Another one every week."""
    return cases[(place := day.toordinal() // 7 % len(cases)) : place + 1] if cases else []


def _is_a_session(activity: str) -> bool:
    return activity.endswith("-supervision")


def _steps(record: Table, steps: Steps, day: date, tables: Tables, service: Service) -> list[Table]:
    found: list[Table] = []
    for step, party, after in steps:
        who = record.get(party) or (record.get("supervisee") if step == "written" else None)
        on = tables.working(day + timedelta(days=after))
        if not who or on > tables.as_of or not is_there(str(who), on, service):
            continue
        to = {"to": record["supervisee"]} if step == "shared" and "supervisee" in record else {}
        if step != "shared" or to:
            found.append({"step": step, "on": on, "by": who, **to})
    return found
