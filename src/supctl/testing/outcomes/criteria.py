"""Criteria of an audit: what facts make of one over a period."""

from __future__ import annotations

from supctl.answers import Subject
from supctl.answers.audit import Audited, audited
from supctl.answers.evidence import Period
from supctl.policy import AuditCriterion, Policy
from supctl.testing.expect import Expect
from supctl.testing.outcomes.forms import a_year_before, first_out_of_order, fold
from supctl.testing.outcomes.shape import Example, Outcome, told


def criterion(expect: Expect, example: Example) -> Outcome:
    """The result of a criterion for a worker, from the day given (twelve months before, if none is) to the date."""
    found = find_criteria(example.policy, str(expect.criterion))
    from_ = expect.from_ or a_year_before(example.as_of)
    period = Period(Subject("worker", str(expect.subject)), example.service, example.policy, from_, example.as_of)
    outcomes = [_outcome(expect, audited(one, period), example.policy) for one in found]
    met = [one for one in outcomes if not one.expected]
    return next(iter([*met, *outcomes]), Outcome(f"the criterion {expect.criterion}", "no such criterion"))


def _outcome(expect: Expect, came: Audited, policy: Policy) -> Outcome:
    lines, reached = came.lines(policy), frozenset({f"criterion/{came.criterion.id}"})
    missing = first_out_of_order(expect.evidence, lines)
    if missing:
        return Outcome(f'the evidence "{missing}", in this order', "; ".join(lines), "", reached)
    return told(expect, {"result": came.result}, "; ".join(lines), reached)


def find_criteria(policy: Policy, named: str) -> list[AuditCriterion]:
    """The criterion of an id or a printed title, or those that cite a clause."""
    by_id = [one for one in policy.criteria if one.id == named]
    by_title = [one for one in policy.criteria if fold(one.title) == fold(named)]
    return by_id or by_title or [one for one in policy.criteria if named in one.clause]
