"""What must happen again and again: what each rota owes, who it spares, what was held, and what of it falls short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from supctl.answers.circumstances import has_grade
from supctl.answers.events import Event
from supctl.answers.explain import explanation
from supctl.answers.owners import held_by
from supctl.answers.readings import reading_of_row
from supctl.answers.rota import Rota
from supctl.answers.schedule import Due, Terms
from supctl.answers.shapes import Beside, Exempt, Obligation, Uncovered
from supctl.errors import Finding
from supctl.facts import Approval
from supctl.policy import Approved, Row


def obligation(rota: Rota) -> Obligation | None:
    """What is owed, if anything is; how it stands on the day is not said yet.

    A date of an earlier policy that was missed stands, as long as this one goes on asking for the same.
    """
    due, missed = rota.due(), rota.missed()
    made = _obligation(rota, due) if due else None
    if missed is None:
        return made
    return replace(_obligation(*missed), ruled_on=missed[1].due, beside=(beside(made),) if made else ())


def beside(one: Obligation) -> Beside:
    """What another rule says that asks for the same."""
    return Beside(one.policy, one.rule, one.due, one.limit, one.clause, one.basis, one.ruled_on)


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
    reading = reading_of_row(row, frequency, rota.policy, rota.as_of)
    return Exempt(rota.subject, frequency.id, row.id, frequency.activity, row.clause, reading)


def history(rota: Rota, from_: date) -> Iterator[Obligation]:
    """What was held on or after `from_`, with the date on which it was due at the time."""
    for index, event in enumerate(rota.events):
        run = next((run for run in rota.runs if run[0].start <= event.day < run[-1].end), None)
        if run is None or event.day < from_ or not rota.policy.in_force(event.day):
            continue
        before = rota.event_days[:index]
        due = rota.due_in(run, before, event.day)
        stretch = next(stretch for stretch in run if stretch.start <= event.day < stretch.end)
        known = due or Due(None, None, stretch, event.day, "event")
        yield _done(rota, *(rota.missed_in(run, before, event.day, event.day) or (rota, known)), event)


def _done(rota: Rota, asked: Rota, due: Due, event: Event) -> Obligation:
    """Something held, with the date that was missed by it, or that it answered."""
    made = _obligation(asked, due)
    ruled_on = asked.policy.ruled(rota.as_of, event.day if asked is rota else due.due)
    return replace(
        made, id=f"{made.id}/{event.record.id}", done=event.day, status="done", after=event.record.id, ruled_on=ruled_on
    )


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
        reading=reading_of_row(row, rota.frequency, rota.policy, rota.as_of),
        recommended=terms.recommended_only,
    )


def _agreement_decides(due: Due, terms: Terms) -> bool:
    plain = Terms(every=terms.every, first=terms.first, limit=terms.limit)
    written = plain.dates(due.base, terms.every)
    return due.due is not None and (written is None or max(written[0], due.stretch.start) != due.due)


def findings(rotas: Iterable[Rota]) -> Iterable[Finding]:
    """Agreements that go beyond the rule, and approvals that cannot be used; each once, with every clause of it."""
    found: dict[Finding, Finding] = {}
    for one in (finding for rota in rotas for finding in _findings(rota)):
        same = replace(one, clause=(), reading=None)
        first = found.get(same, one)
        clause = tuple(dict.fromkeys([*first.clause, *one.clause]))
        found[same] = replace(first, clause=clause, reading=first.reading or one.reading)
    return list(found.values())


def _findings(rota: Rota) -> Iterator[Finding]:
    asked, due = rota.missed() or (rota, rota.due())
    terms = due.stretch.terms if due else None
    if due and terms and terms.agreed_is_too_long(due.base):
        agreement = asked.agreement(rota.as_of)
        row = asked.frequency.row[due.stretch.row or 0]
        yield Finding(
            "agreed-interval-too-long",
            f"agreed every {terms.agreed}, longer than the policy allows; the policy's date stands",
            place=agreement.origin if agreement else None,
            subject=rota.circumstances.person,
            record=agreement.id if agreement else None,
            clause=row.clause,
            mend="agree an interval within the policy's",
            basis=asked.frequency.basis,
            reading=_behind(row, asked),
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
                    yield Finding(
                        code,
                        message,
                        place=approval.origin,
                        subject=rota.subject.id,
                        clause=row.clause,
                        mend=mend,
                        basis=rota.frequency.basis,
                        reading=_behind(row, rota),
                    )


def _behind(row: Row, rota: Rota) -> str | None:
    found = reading_of_row(row, rota.frequency, rota.policy, rota.as_of)
    return found.id if found else None


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
