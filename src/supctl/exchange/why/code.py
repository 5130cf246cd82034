"""A finding's code, as `supctl why` explains it: what it means, the rule behind it, and its clauses."""

from __future__ import annotations

from collections.abc import Iterable

from supctl.checks import Code, duty_code, known_codes
from supctl.errors import Finding, Severity
from supctl.exchange.view import View
from supctl.exchange.why.rule import RuleData, rule_data
from supctl.policy import Policy

_WEIGHT: dict[Severity, str] = {"error": "an error", "warning": "a warning", "note": "a note"}


def code_ids(policy: Policy) -> list[str]:
    """Every code that `check` can give by this policy."""
    return sorted(known_codes(policy))


def code_data(view: View, id_: str, findings: Iterable[Finding]) -> RuleData | None:
    """What is known of a code; None where it is none. `findings`: every one of supctl's own on the day."""
    code = known_codes(view.policy).get(id_)
    if code is None:
        return None
    behind = rule_data(view, code.rule) if code.rule else None
    duties = sum(duty_code(one) == id_ for one in view.answers.obligations)
    return RuleData(
        id=id_,
        kind="duty" if code.rule else "check",
        says=_says(code, behind.says if behind else []),
        clause=list(code.clause),
        carried_by=[],
        readings=[],
        obligations=duties,
        findings=duties + sum(one.code == id_ for one in findings),
    )


def _says(code: Code, rule: list[str]) -> list[str]:
    """What it means and the rule behind it; of several rows, each, and the clauses that they cite."""
    meaning = f"{code.says} In a check it is {_WEIGHT[code.severity]}."
    if len(rule) == 1:
        return [f"{meaning} {rule[0][:1].upper()}{rule[0][1:]}."]
    mend = [f"mend: {code.mend}"] if code.mend else []
    return [meaning, *mend, *rule, *([f"clauses {', '.join(code.clause)}"] if rule else [])]
