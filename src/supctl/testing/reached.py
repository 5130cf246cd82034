"""Which rules of a policy its examples are about, and which none is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from supctl.policy import Policy, RecordTemplate, Rule
from supctl.testing.runner import Result


def rules_of(policy: Policy) -> set[str]:
    """Every rule, form, chain and criterion of the policy's own, as a scenario's `reached` names them."""
    rows = {f"{one.id}/{row.id}" for one in policy.frequencies if not one.use for row in one.row}
    deadlines = {f"{deadline.id}/{deadline.id}" for deadline in policy.rules.deadlines}
    others: dict[str, Collection[Rule | RecordTemplate]] = {
        "requirement": policy.rules.requirements,
        "form": policy.templates,
        "chain": policy.chains,
        "criterion": policy.criteria,
        "retention": policy.rules.retention,
        "access": policy.rules.access,
    }
    return rows | deadlines | {f"{kind}/{one.id}" for kind, rules in others.items() for one in rules}


def unreached(policy: Policy, results: Sequence[Result]) -> list[str]:
    """The rules that no scenario reaches, in order."""
    return sorted(rules_of(policy) - {rule for result in results for rule in result.reached})
