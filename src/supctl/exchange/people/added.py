"""What was added to a store, said back, with what is due first from it and what to type next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supctl.answers import SOON_DAYS, Obligation, answer
from supctl.exchange.due.data import ObligationData, obligation_data
from supctl.exchange.names import Names
from supctl.exchange.people.page_formats import Page
from supctl.exchange.people.pages import case_page, team_page, worker_page
from supctl.exchange.people.shown import CaseData, TeamData, WorkerData, case_data, team_data, worker_data
from supctl.exchange.phrases import how_often, section_of, what
from supctl.exchange.selection import Wanted
from supctl.exchange.view import View
from supctl.exchange.why.explained import Told
from supctl.facts import Case, Service, Worker, service_as_of
from supctl.facts.days import say_date
from supctl.policy import Policy

FIRST_SHOWN = 6


@dataclass(frozen=True)
class WorkerAddedData:
    """`supctl worker add --format json`: the file that was written, what it says, and what is due first from it."""

    written: str
    worker: WorkerData
    notes: list[str]
    first_due: list[ObligationData]


@dataclass(frozen=True)
class TeamAddedData:
    """`supctl team add --format json`."""

    written: str
    team: TeamData
    notes: list[str]


@dataclass(frozen=True)
class CaseAddedData:
    """`supctl case add --format json`."""

    written: str
    case: CaseData
    notes: list[str]
    first_due: list[ObligationData]


def view_of(service: Service, policy: Policy, day: date, wanted: Wanted) -> View:
    """What follows for one subject on a day; `service` is all that is known."""
    known = service_as_of(service, day)
    answers = wanted.selected(answer(service, policy, day), known)
    return View(answers, known, policy, "", day + timedelta(days=SOON_DAYS), everything=True)


def first_due(view: View) -> list[Obligation]:
    """What is owed: first what has no date and must be there, then the earliest first."""
    return sorted(view.answers.obligations, key=lambda one: (one.due or date.min, one.id))


def of_worker(service: Service, policy: Policy, day: date, worker: Worker) -> View:
    """What follows for a new person on a day."""
    longer = replace(service, workers={**service.workers, worker.id: worker})
    return view_of(longer, policy, day, Wanted(subject=("worker", worker.id), children=False))


def of_case(service: Service, policy: Policy, day: date, case: Case) -> View:
    """What follows for a new case on a day."""
    family = {one.id: one for one in service.cases.values() if case.family and one.family == case.family}
    longer = replace(service, cases={**family, case.id: case})
    return view_of(longer, policy, day, Wanted(subject=("case", case.id)))


def worker_added(view: View, id_: str, notes: Sequence[str]) -> tuple[WorkerAddedData, Page]:
    """A new person, as data and as a page."""
    data = worker_data(view.names, id_)
    page = worker_page(view.names, data)
    role = view.service.role(id_, view.as_of)
    group = view.service.vocabulary.roles.get(role or "")
    hints = [f"Book a session: supctl book {id_} DATE", f"What is due: supctl due {id_} --all"]
    if group == "direct-work":
        hints.append(f"A child: supctl case add REF --initials AB --category X --worker {id_}")
    elif group in {"manager", "senior-manager"}:
        hints.append(f"Whom they supervise: supctl worker add NAME --role ROLE --supervisor {id_}")
    added = WorkerAddedData(data.path, data, list(notes), _due_data(view))
    return added, Page(_heading(page), [*_own(page), *_after(view, notes)], hints)


def team_added(names: Names, id_: str, notes: Sequence[str]) -> tuple[TeamAddedData, Page]:
    """A new team, as data and as a page."""
    data = team_data(names, id_)
    page = team_page(names, data)
    hints = [f"Its manager: supctl worker add NAME --role team-manager --team {id_}"]
    lines = [(label, texts) for label, texts in _own(page) if label != "Manager"]
    return TeamAddedData(data.path, data, list(notes)), Page(_heading(page), [*lines, ("Note", list(notes))], hints)


def case_added(view: View, id_: str, notes: Sequence[str]) -> tuple[CaseAddedData, Page]:
    """A new case, as data and as a page."""
    data = case_data(view.names, id_)
    page = case_page(view.names, data)
    hints = [f"Its dates: supctl why {id_}", "All cases: supctl case list"]
    added = CaseAddedData(data.path, data, list(notes), _due_data(view))
    return added, Page(_heading(page), [*_own(page), *_after(view, notes)], hints)


def _heading(page: Page) -> list[str]:
    return [f"Added: {page.heading[0]}"]


def _own(page: Page) -> list[Told]:
    return [line for line in page.lines if line[0] not in {"Booked", "Supervises"}]


def _after(view: View, notes: Sequence[str]) -> list[Told]:
    """What is due first, what no rule covers, and what to keep in mind."""
    owed = first_due(view)
    lines = [_due_line(view, one) for one in owed[:FIRST_SHOWN]]
    lines += [f"and {len(owed) - FIRST_SHOWN} more"] if len(owed) > FIRST_SHOWN else []
    lines += [f"no rule of the policy says when: {view.names.activity(one.activity)}" for one in view.answers.uncovered]
    return [("Due first", lines or ["nothing yet, by this policy"]), ("Note", list(notes))]


def _due_line(view: View, one: Obligation) -> str:
    section = section_of(view.policy, one.clause)
    rule = [how_often(one) if one.due else "", f"section {section}" if section else ""]
    by = f"by {say_date(one.due)}" if one.due else "missing until it is there"
    told = ", ".join(part for part in rule if part)
    return f"{what(one, view.names)}: {by}" + (f" ({told})" if told else "")


def _due_data(view: View) -> list[ObligationData]:
    return [obligation_data(view, one) for one in first_due(view)]


def later_than(day: date, asked: date) -> list[str]:
    """That the answer is of a later day than the one asked, as a note."""
    return [f"what is due is worked out for the first day, {say_date(day)}"] if day > asked else []
