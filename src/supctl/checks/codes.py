"""Every code of `supctl check`: supctl's own, and those that follow from the rules of a policy.

A duty's code is the rule's id and how it stands (`case-supervision-overdue`), a requirement's is its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from supctl.answers import Obligation
from supctl.checks.core import CORE, TO_WRITE_UP, Code
from supctl.errors import Severity
from supctl.policy import Policy, Requirement

STANDING: Mapping[str, tuple[Severity, str]] = {
    "overdue": ("error", "the last day on which it was in time is past"),
    "late": ("warning", "the recommended day is past, and the last permitted one is not"),
    "missing": ("error", "it is wanted, without a day to be late by, and it is not there"),
}


def duty_code(one: Obligation) -> str:
    """The code of a duty that is not met."""
    return TO_WRITE_UP if one.status == TO_WRITE_UP else f"{one.policy}-{one.status}"


def known_codes(policy: Policy) -> Mapping[str, Code]:
    """Every code that `check` can give by this policy."""
    followed = [*policy.parts, *([policy.local] if policy.local else []), policy]
    rules = [code for one in followed for code in (*_of_duties(one), *_of_requirements(one))]
    return {**CORE, **{code.id: code for code in rules}}


def _of_duties(policy: Policy) -> Iterator[Code]:
    for frequency in policy.frequencies:
        rows = [clause for row in frequency.row for clause in row.clause]
        name = policy.activity_name(frequency.activities[0]) if frequency.activities else frequency.id
        for standing in STANDING:
            yield _duty(frequency.id, standing, name, [*frequency.clause, *rows])
    for deadline in policy.rules.deadlines:
        if deadline.must:
            for standing in ("overdue", "missing"):
                yield _duty(deadline.id, standing, deadline.id.replace("-", " "), deadline.clause)


def _duty(rule: str, standing: str, name: str, clause: Sequence[str]) -> Code:
    severity, says = STANDING[standing]
    name = name[:1].upper() + name[1:]
    return Code(
        f"{rule}-{standing}", "duties", severity, f"{name}: {says}.", rule=rule, clause=tuple(dict.fromkeys(clause))
    )


def _of_requirements(policy: Policy) -> Iterator[Code]:
    for rule in policy.rules.requirements:
        yield Code(rule.id, "requirements", rule.severity, rule.says or _tests(rule), rule=rule.id, clause=rule.clause)


def _tests(rule: Requirement) -> str:
    what = " or ".join((*rule.of, *rule.steps, *rule.item, *rule.activity)).replace("_", " ")
    return f"A requirement of the policy ({rule.test.replace('_', ' ')}{': ' if what else ''}{what})."
