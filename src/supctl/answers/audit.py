"""Criteria of an audit over a period: what facts can lay beside each, and a result where they decide. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.answers.audit_words import NOTHING, evidence_words
from supctl.answers.circumstances import Circumstances
from supctl.answers.evidence import Period, Seen
from supctl.answers.forms import AskedForm
from supctl.answers.subject import Subject
from supctl.facts import Service
from supctl.policy import AuditCriterion, FormField, Policy

Outcome = Literal["met", "not-met", "cannot-tell", "judgement", "not-applicable"]
_SAID: dict[Outcome, str] = {
    "met": "yes",
    "not-met": "no",
    "cannot-tell": "cannot be told",
    "not-applicable": "not asked",
}


@dataclass(frozen=True)
class Audited:
    """One criterion over a period. `result`: judgement where a person judges; `seen` what facts show, in order."""

    criterion: AuditCriterion
    result: Outcome
    seen: tuple[Seen, ...]

    def lines(self, policy: Policy) -> list[str]:
        """The evidence in words, a line each; before the first one the result, where facts decide it."""
        found = evidence_words(self.seen, policy) or [NOTHING]
        if self.result != "judgement":
            found[0] = f"{_SAID[self.result]}: {found[0]}"
        return found


def audited(criterion: AuditCriterion, period: Period) -> Audited:
    """One criterion held against what is known of a worker over a period.

    cannot-tell: the store's opening cuts the period short, and what is known does not already decide it.
    """
    of = Circumstances(period.service, period.subject)
    holds = of.hold(criterion.when, period.to, criterion.unless)
    if not (holds and period.policy.holds_under(criterion, period.to)):
        return Audited(criterion, "not-applicable", ())
    seen = tuple(period.seen(one) for one in criterion.evidence)
    decided = _decided([one for one in seen if one.applies])
    if criterion.judged and not (criterion.missing_decides and decided == "not-met"):
        return Audited(criterion, "judgement", seen)
    return Audited(criterion, decided, seen)


def _decided(seen: Sequence[Seen]) -> Outcome:
    """Met where everything is good; what falls short decides whatever else cannot be told."""
    if not seen:
        return "not-applicable"
    if any(one.good is False for one in seen):
        return "not-met"
    return "cannot-tell" if any(one.good is None for one in seen) else "met"


def evidence_lines(field: FormField, period: Period) -> list[str]:
    """What is worked out beside one field of a form, by its criterion or by evidence of its own."""
    policy = period.policy
    found: list[str] = []
    for criterion in policy.criteria:
        if criterion.id == field.criterion:
            found += audited(criterion, period).lines(policy)
    found += evidence_words([period.seen(one) for one in field.evidence], policy)
    return list(dict.fromkeys(found))


def evidence_for(  # noqa: PLR0913, PLR0917 - a form, of whom, from which facts, and when
    form: AskedForm, worker: str, service: Service, policy: Policy, from_: date, to: date
) -> dict[str, list[str]]:
    """The lines that are laid beside a form's fields, by field id; `from_` and `to` are both in the period.

    A form about a case is held against that case, any other against the worker.
    """
    subject = form.subject if form.subject.kind == "case" else Subject("worker", worker)
    period = Period(subject, service, policy, from_, to)
    lines = {one.id: evidence_lines(one.field, period) for one in form.fields}
    return {field: found for field, found in lines.items() if found}
