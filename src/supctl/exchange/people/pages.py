"""A person, a team or a case with its history, as people read it; initials and reasons where names may show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supctl.exchange.names import CATEGORIES, Names, spaced
from supctl.exchange.people.lists import worker_line, worker_words
from supctl.exchange.people.page_formats import Page, unbroken
from supctl.exchange.people.shown import (
    ApprovalData,
    CaseData,
    CoverData,
    DatedData,
    PostData,
    SpanData,
    StatusData,
    TeamData,
    WorkerData,
)
from supctl.exchange.why.explained import Told
from supctl.facts.days import say_date, say_date_long


def worker_page(names: Names, data: WorkerData) -> Page:
    """A person."""
    lines: list[Told] = [
        ("Employed", [_span(one) for one in data.employment]),
        ("Standing", [_span(one) for one in data.standing]),
        ("Post", [_post(names, one) for one in data.post]),
        ("Away", [_days(one.since, one.until) for one in data.absence]),
        ("Cover", [_cover(names, one) for one in data.cover]),
        ("Supervises", _in_one(_person(names, one) for one in data.supervisees)),
        ("Children", _in_one((unbroken(names.case_title(one)) for one in data.children), "; ")),
        ("Booked", [_dated(one, names.activity(one.what)) for one in data.booked]),
        ("On file", [_dated(one, spaced(one.what)) for one in data.file]),
        ("Written in", [data.path]),
    ]
    hints = [
        f"What is due: supctl due {data.id} --all",
        f"Why: supctl why {data.id}",
        *([f"Book a session: supctl book {data.id} DATE"] if names.post(data.id) else []),
    ]
    return Page([_worker_title(names, data.id), _as_of(names)], lines, hints)


def team_page(names: Names, data: TeamData) -> Page:
    """A team."""
    lines: list[Told] = [
        ("Kind", [spaced(data.kind)]),
        ("Started", [say_date(data.started)] if data.started else []),
        ("Ended", [say_date(data.ended)] if data.ended else []),
        ("Above it", [_team(names, data.parent)] if data.parent else []),
        ("Below it", _in_one(_team(names, one) for one in data.below)),
        ("Manager", [_person(names, data.manager) if data.manager else "nobody holds a manager's post in it"]),
        ("People", [_who(names, one) for one in data.people]),
        ("Children", _counted(unbroken(names.case(one)) for one in data.children)),
        ("Written in", [data.path]),
    ]
    hints = [f"What is due: supctl due --team {data.id}", f"Its children: supctl case list --team {data.id}"]
    return Page([f"{data.name} ({data.id})", _as_of(names)], lines, hints)


def case_page(names: Names, data: CaseData) -> Page:
    """A case."""
    status = [_status(names, one) for one in data.status]
    lines: list[Told] = [
        ("Status", status),
        ("Now with", [_held(names, data)]),
        ("Family", [_family(names, data)] if data.family else []),
        ("Events", [f"{say_date(one.date)}: {spaced(one.kind)} ({one.id})" for one in data.event]),
        ("Approved", [_approval(names, data.id, one) for one in data.approval]),
        ("On file", [_dated(one, spaced(one.what)) for one in data.file]),
        ("Written in", [data.path]),
    ]
    hints = [f"Its dates: supctl why {data.id}", f"What is due: supctl due {data.id} --all"]
    title = names.case_title(data.id) if data.open else f"{names.case(data.id)}, not open"
    return Page([title, _as_of(names)], lines, hints)


def _as_of(names: Names) -> str:
    return f"As of {say_date_long(names.as_of)}"


def _worker_title(names: Names, id_: str) -> str:
    words = worker_words(worker_line(names, id_), names)
    here = names.service.employment(id_, names.as_of) is not None
    return ", ".join([_person(names, id_), *(words or ["no post"] if here else ["not employed on that day"])])


def _person(names: Names, id_: str) -> str:
    return unbroken(f"{names.worker(id_)} ({id_})") if id_ in names.service.workers else id_


def _team(names: Names, id_: str) -> str:
    return f"{names.team(id_)} ({id_})" if id_ in names.service.teams else id_


def _who(names: Names, id_: str) -> str:
    return ", ".join([_person(names, id_), *worker_words(worker_line(names, id_), names)])


def _in_one(texts: Iterable[str], between: str = ", ") -> list[str]:
    joined = between.join(texts)
    return [joined] if joined else []


def _counted(texts: Iterable[str]) -> list[str]:
    several = list(texts)
    return [f"{len(several)}: {', '.join(several)}"] if several else []


def _days(from_: date | None, to: date | None) -> str:
    first = f"from {say_date(from_)}" if from_ else ""
    last = f"to {say_date(to)}" if to else ""
    return " ".join(part for part in (first, last) if part)


def _span(one: SpanData) -> str:
    return f"{spaced(one.what)} {_days(one.since, one.until)}"


def _dated(one: DatedData, called: str) -> str:
    return f"{say_date(one.date)}: {called}"


def _post(names: Names, one: PostData) -> str:
    parts = [
        names.role_name(one.role),
        names.team(one.team) if one.team else "no team",
        f"with {names.worker(one.supervisor)}" if one.supervisor else "no supervisor",
        f"professionally with {names.worker(one.professional_supervisor)}" if one.professional_supervisor else "",
        f"line manager {names.worker(one.line_manager)}" if one.line_manager else "",
    ]
    return f"{_days(one.since, one.until)}: {', '.join(part for part in parts if part)}"


def _cover(names: Names, one: CoverData) -> str:
    what = "people and cases" if one.covers == "all" else one.covers
    return f"{names.worker(one.by)} stands in for {what} {_days(one.since, one.until)}"


def _status(names: Names, one: StatusData) -> str:
    parts = [
        " and ".join(CATEGORIES.get(word, spaced(word)) for word in one.category),
        names.worker(one.worker) if one.worker else "",
        names.team(one.team) if one.team else "",
    ]
    return f"{_days(one.since, one.until)}: {', '.join(part for part in parts if part)}"


def _held(names: Names, data: CaseData) -> str:
    worker = names.worker(data.worker) if data.worker else "NO WORKER" if data.open else "nobody: it is not open"
    team = names.team(data.team) if data.team else "team not known"
    return ", ".join(part for part in (worker, _stands_in(names, data), team) if part)


def _stands_in(names: Names, data: CaseData) -> str:
    """Of a worker who is away, who holds the case meanwhile."""
    if not data.away:
        return ""
    return f"away, covered by {names.worker(data.cover)}" if data.cover else "AWAY, no cover recorded"


def _family(names: Names, data: CaseData) -> str:
    others = ", ".join(unbroken(names.case(one)) for one in data.siblings)
    return f"{data.family}, with {others}" if others else data.family or ""


def _approval(names: Names, case: str, one: ApprovalData) -> str:
    """What was agreed; the reason where initials may be shown too."""
    by = names.worker(one.by) if one.by else "nobody named"
    role = f" ({names.role_name(one.role)})" if one.role else ""
    every = f", every {one.every}" if one.every else ""
    known = next((found for found in names.service.cases[case].approval if _same(found.what, found.date, one)), None)
    reason = f": {known.reason}" if names.initials and known and known.reason else ""
    told = reason or ("" if one.reason_given else ": no reason is written")
    return f"{spaced(one.what)}{every}, {_days(one.date, one.until)}, by {by}{role}{told}"


def _same(what: str, day: date, one: ApprovalData) -> bool:
    return (what, day) == (one.what, one.date)
