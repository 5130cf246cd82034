"""The one door: facts and policy on a day, and what follows from them. Pure, and the same for the same question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supctl.answers import frequencies
from supctl.answers.about import case_of
from supctl.answers.circumstances import Subject
from supctl.answers.deadlines import Duties
from supctl.answers.forms import awaits_its_form, form_of_record
from supctl.answers.owners import held_by, unheld_case
from supctl.answers.references import unknown_ids
from supctl.answers.requirements import shortfalls
from supctl.answers.rota import rotas
from supctl.answers.shapes import Answers, Explanation, Obligation, Unheld, in_order
from supctl.answers.triggers import Triggers
from supctl.answers.windows import windows
from supctl.errors import Finding
from supctl.facts import Record, Service, service_as_of
from supctl.policy import Policy

SOON_DAYS = 7


def answer(
    facts: Service, policy: Policy, as_of: date, *, soon_days: int = SOON_DAYS, history_from: date | None = None
) -> Answers:
    """What is due, what falls short and what is not covered, on a day.

    `soon_days`: how far ahead something counts as soon. `history_from`: also what was held from that day on, with the
    date on which it had been due; what answered a deadline is always in the history.
    """
    service = service_as_of(facts, as_of)
    all_rotas = list(rotas(service, policy, as_of))
    duties = [Duties(deadline, service, policy, as_of) for deadline in policy.rules.deadlines]
    followed = [one for duty in duties for one in duty.obligations(soon_days)]
    open_ones = [owed for rota in all_rotas if (owed := frequencies.obligation(rota, soon_days))]
    open_ones += [one for one in followed if one.status != "done"]
    open_ones += _to_write_up(service, policy, as_of)
    done = [one for one in followed if one.status == "done"]
    if history_from:
        done = [one for one in done if one.done and one.done >= history_from]
        done += [one for rota in all_rotas for one in frequencies.history(rota, history_from)]
    unheld = [one for case in sorted(service.cases) if (one := unheld_case(case, service, as_of))]
    findings = [
        *(_unheld_finding(found, service) for found in unheld),
        *unknown_ids(service, facts),
        *(finding for rota in all_rotas for finding in frequencies.findings(rota)),
        *shortfalls(service, policy, as_of, all_rotas),
    ]
    return Answers(
        as_of=as_of,
        obligations=in_order(open_ones),
        history=in_order(done),
        uncovered=tuple(gap for rota in all_rotas if (gap := frequencies.uncovered(rota))),
        exempt=tuple(spared for rota in all_rotas if (spared := frequencies.exempt(rota))),
        windows=tuple(
            window for one in policy.rules.deadlines for window in windows(Triggers(one, service, policy, as_of))
        ),
        unheld=tuple(unheld),
        findings=tuple(dict.fromkeys(findings)),
    )


def _to_write_up(service: Service, policy: Policy, as_of: date) -> Iterator[Obligation]:
    """Each session held and logged, with no form for it yet; one that was written up elsewhere owes none."""
    for record in service.records:
        if not awaits_its_form(record, policy, service):
            continue
        form = form_of_record(policy, record, service)
        subject = _written_up_for(record, policy)
        held = held_by(subject, service, as_of)
        yield Obligation(
            id=f"{subject.id}/to-write-up/{record.id}",
            kind="presence",
            subject=subject,
            policy="to-write-up",
            rule="to-write-up",
            activity=record.activity,
            activities=(record.activity,),
            due=None,
            limit=None,
            status="to-write-up",
            clause=form.template.clause if form else (),
            explanation=Explanation(record.date, "event", record.id, place=record.origin),
            worker=held.worker,
            team=held.team,
            owner=record.supervisor or held.owner,
            owner_because=held.because,
            last=record.date,
            after=record.id,
            away=held.away,
        )


def _written_up_for(record: Record, policy: Policy) -> Subject:
    """Whose record is still to be written: the child's, the worker's, or the team's."""
    case = case_of(record, policy)
    if case:
        return Subject("case", case)
    return Subject("worker", record.supervisee) if record.supervisee else Subject("team", record.team or "")


def _unheld_finding(found: Unheld, service: Service) -> Finding:
    status = service.cases[found.case].status[-1]
    if found.why == "away":
        code, message = "case-worker-away", f"the worker is away since {found.since} and nobody covers"
        mend = "record who covers, on the worker: [[cover]]"
    else:
        known = f"no allocated worker since {found.since}"
        unknown = f"allocated to {found.worker}, whom no file knows"
        code, message = "case-no-worker", unknown if found.why == "unknown" else known
        mend = "allocate the case: a new [[status]] with a worker, from today"
    return Finding(code, message, place=status.origin, subject=found.case, mend=mend)


__all__ = ["SOON_DAYS", "answer"]
