"""Requirements of the policy that are not met, and what answers found besides: each with its mend.

An error can still be mended and is always shown. A warning or note about a record cannot; it is shown for a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from supctl.checks.core import CORE
from supctl.checks.data import graded
from supctl.checks.mends import Known, mend_of_case, mend_of_shortfall
from supctl.errors import Finding, Place
from supctl.policy import Requirement


def shortfalls_found(findings: Iterable[Finding], known: Known) -> Iterator[Finding]:
    """The findings of the answers, each with what to do about it, where something can be done."""
    for one in findings:
        rule = known.requirement(one) if one.basis else None
        if rule is not None:
            placed = replace(one, place=_place(one, rule, known))
            yield replace(placed, mend=one.mend or mend_of_shortfall(placed, rule, known))
        elif one.code in CORE:
            yield replace(graded(one), mend=mend_of_case(one, known))
        else:
            yield one


def _place(one: Finding, rule: Requirement, known: Known) -> Place:
    """Where it was written: who supervises stands in the post; what is asked of the service, in the settings."""
    post = known.post(one.subject or "") if rule.test == "who" and not one.record else None
    return post or one.place or known.entry("service", "")


def recent(findings: Iterable[Finding], since: date) -> Iterator[Finding]:
    """The findings without what cannot be mended and happened before `since`."""
    for one in findings:
        if one.severity == "error" or one.record is None or one.day is None or one.day >= since:
            yield one
