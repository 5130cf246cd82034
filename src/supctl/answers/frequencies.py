"""What must happen again and again: what each rota owes, who it spares, what was held, and what of it falls short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from supctl.answers.circumstances import has_grade
from supctl.answers.events import Event
from supctl.answers.explain import explanation
from supctl.answers.owners import held_by
from supctl.answers.readings import reading_of
from supctl.answers.rota import Rota
from supctl.answers.schedule import Due, Terms, next_due
from supctl.answers.shapes import Exempt, Obligation, Uncovered
from supctl.errors import Finding
from supctl.facts import Approval
from supctl.policy import Approved, Row


def obligation(rota: Rota) -> Obligation | None:
    """What is owed, if anything is; how it stands on the day is not said yet."""
    due = rota.due()
    return _obligation(rota, due) if due else None


def uncovered(rota: Rota) -> Uncovered | None:
    """That no row holds on the day, where the subject exists and none is foreseen."""
    if not rota.is_alive(rota.as_of) or rota.governing_now[0] is not None or rota.due():
        return None
    held = held_by(rota.subject, rota.service, rota.as_of)
    name = rota.frequency
    return Uncovered(rota.subject, name.id, name.activity, held.worker, held.team, held.owner, held.because)


def exempt(rota: Rota) -> Exempt | None:
    """That a row exempts the subject on the day."""
    index, terms = rota.governing_now
    if index is None or terms is not None:
        return None
    row, frequency = rota.frequency.row[index], rota.frequency
    reading = reading_of(row, rota.policy, rota.as_of)
    return Exempt(rota.subject, frequency.id, row.id, frequency.activity, row.clause, reading)


def history(rota: Rota, from_: date) -> Iterator[Obligation]:
    """What was held on or after `from_`, with the date on which it was due at the time."""
    for index, event in enumerate(rota.events):
        run = next((run for run in rota.runs if run[0].start <= event.day < run[-1].end), None)
        if run is None or event.day < from_:
            continue
        before = rota.event_days[:index]
        due = next_due(run, before, rota.service.opening, event.day)
        stretch = next(stretch for stretch in run if stretch.start <= event.day < stretch.end)
        known = due or Due(None, None, stretch, event.day, "event")
        yield _done(rota, known, event)


def _done(rota: Rota, due: Due, event: Event) -> Obligation:
    made = _obligation(rota, due)
    return replace(made, id=f"{made.id}/{event.record.id}", done=event.day, status="done", after=event.record.id)


def _obligation(rota: Rota, due: Due) -> Obligation:
    row = rota.frequency.row[due.stretch.row or 0]
    held = held_by(rota.subject, rota.service, rota.as_of)
    terms = due.stretch.terms or Terms()
    agreed = terms.agreed is not None and _agreement_decides(due, terms)
    last = rota.events[-1].day if rota.events else None
    return Obligation(
        id=f"{rota.subject.id}/{rota.frequency.id}",
        kind="frequency",
        subject=rota.subject,
        policy=rota.frequency.id,
        rule=row.id,
        activity=rota.frequency.activity,
        activities=rota.frequency.activities or (rota.frequency.activity,),
        due=due.due,
        limit=due.limit,
        status="missing" if due.due is None else "ok",
        clause=row.clause,
        explanation=explanation(rota, due),
        basis="agreement" if agreed and rota.frequency.basis == "policy" else rota.frequency.basis,
        worker=held.worker,
        team=held.team,
        owner=held.owner,
        owner_because=held.because,
        last=last,
        diary=tuple(rota.diary),
        have=due.have,
        need=due.need,
        away=held.away,
        reading=reading_of(row, rota.policy, rota.as_of),
        recommended=terms.recommended_only,
    )


def _agreement_decides(due: Due, terms: Terms) -> bool:
    plain = Terms(every=terms.every, first=terms.first, limit=terms.limit)
    written = plain.dates(due.base, terms.every)
    return due.due is not None and (written is None or max(written[0], due.stretch.start) != due.due)


def findings(rota: Rota) -> Iterator[Finding]:
    """Agreements that go beyond the rule, and approvals that cannot be used."""
    due = rota.due()
    terms = due.stretch.terms if due else None
    if due and terms and terms.agreed_is_too_long(due.base):
        agreement = rota.agreement(rota.as_of)
        row = rota.frequency.row[due.stretch.row or 0]
        yield Finding(
            "agreed-interval-too-long",
            f"agreed every {terms.agreed}, longer than the policy allows; the policy's date stands",
            place=agreement.origin if agreement else None,
            subject=rota.circumstances.person,
            record=agreement.id if agreement else None,
            clause=row.clause,
            mend="agree an interval within the policy's",
        )
    if rota.subject.kind == "case":
        yield from _approval_findings(rota)


def _approval_findings(rota: Rota) -> Iterator[Finding]:
    """Approvals that a row would need, and cannot use: without a reason, an interval, or the grade."""
    case = rota.service.cases[rota.subject.id]
    for row in rota.frequency.row:
        for approval in case.approval:
            if row.approved and approval.what in row.when.approval and _would_match(rota, row, approval):
                for code, (what, mend) in _faults(rota, row, row.approved, approval).items():
                    message = f"the approval of {approval.date} {what}, so it does not lengthen the interval"
                    subject, clause = rota.subject.id, row.clause
                    yield Finding(code, message, place=approval.origin, subject=subject, clause=clause, mend=mend)


def _faults(rota: Rota, row: Row, approved: Approved, approval: Approval) -> dict[str, tuple[str, str]]:
    """What keeps an approval from being used, by code: what is wrong, and the mend."""
    found: dict[str, tuple[str, str]] = {}
    if not approval.reason:
        found["approval-without-reason"] = ("has no reason", "add reason = ...")
    if not (row.every or approval.every):
        found["approval-without-interval"] = ("names no interval", "add every = ...")
    if not has_grade(approval, approved, rota.service):
        found["approval-without-grade"] = (f"is not by a {' or '.join(approved.by_role)}", "ask somebody of that grade")
    return found


def _would_match(rota: Rota, row: Row, approval: Approval) -> bool:
    others = row.when.model_copy(update={"approval": ()})
    return rota.circumstances.hold(others, max(approval.date, _first_day(rota)), row.unless)


def _first_day(rota: Rota) -> date:
    return min((start for start, _ in rota.alive), default=date.min)
