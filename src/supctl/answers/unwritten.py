"""Sessions that were held and logged, and for which no form is written yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supctl.answers.about import case_of
from supctl.answers.forms import awaits_its_form, form_for_record, is_only_logged
from supctl.answers.owners import held_by
from supctl.answers.scope import Scope
from supctl.answers.shapes import Explanation, Obligation
from supctl.answers.subject import Subject
from supctl.facts import Record
from supctl.policy import Policy


def to_write_up(scope: Scope, policy: Policy, as_of: date) -> Iterator[Obligation]:
    """Each session held and logged, with no form for it yet; one that was written up elsewhere owes none."""
    service = scope.service
    for record in filter(is_only_logged, scope.records):
        subject = _written_up_for(record, policy)
        then = policy.on(record.date)
        if not scope.covers(subject) or not awaits_its_form(record, then, service):
            continue
        form = form_for_record(then, record, service)
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
            clause=form[0].clause if form else (),
            explanation=Explanation(record.date, "event", record.id, place=record.origin),
            worker=held.worker,
            team=held.team,
            owner=record.supervisor or held.owner,
            owner_because=held.because,
            last=record.date,
            after=record.id,
            away=held.away,
            ruled_on=then.ruled(as_of, record.date),
        )


def _written_up_for(record: Record, policy: Policy) -> Subject:
    """Whose record is still to be written: the child's, the worker's, or the team's."""
    case = case_of(record, policy)
    if case:
        return Subject("case", case)
    return Subject("worker", record.supervisee) if record.supervisee else Subject("team", record.team or "")
