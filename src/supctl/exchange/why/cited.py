"""What a rule rests on, in lines: the clause, whose policy it is, what else asks for the same, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence

from supctl.answers import Beside, Obligation
from supctl.exchange.view import View
from supctl.facts.days import say_date
from supctl.policy import Clause, Policy


def rule_lines(policy: Policy, clauses: Sequence[str]) -> list[str]:
    """What the first clause says and where it stands in the document; where the others stand."""
    known = [clause for one in clauses if (clause := policy.clauses.get(one))]
    if not known:
        return []
    first, *others = known
    document = "the national baseline" if first.id in policy.borrowed else _document(policy, first)
    also = ", ".join(f"{one.section} ({one.id})" for one in others)
    return [first.says, f"{document} {first.section} ({first.id})", *([f"also {also}"] if also else [])]


def _document(policy: Policy, clause: Clause) -> str:
    """Whose document a clause is from: the authority's, or that which the service's own rules name."""
    source = policy.sources.get(clause.source)
    return source.title if policy.is_local and source else policy.short_name


def whose(view: View, one: Obligation | Beside) -> Policy:
    """The policy, or the service's own rules, from which it comes."""
    return view.policy.whose(one.basis, one.ruled_on)


def policy_lines(view: View, one: Obligation) -> list[str]:
    """Whose rule it is, where there are several: the service's own, or that of a policy followed before or since."""
    if one.basis == "local":
        return ["this service's own rule, beside the authority's (overlay.toml)"]
    policy = whose(view, one)
    if one.ruled_on and policy.to:
        return [f"{policy.short_name}, followed until {say_date(policy.to)}: what was asked by then is judged by it"]
    since, before = policy.since, [each for each in policy.parts if each.to and each.to < view.as_of]
    if since and before:
        return [f"{policy.short_name}, followed since {say_date(since)}; until then {before[-1].short_name}"]
    return []


def beside_lines(view: View, one: Obligation) -> list[str]:
    """The rules that ask for the same later: the earlier date governs."""
    return [line for other in one.beside for line in _other_lines(view, other)]


def _other_lines(view: View, other: Beside) -> list[str]:
    policy = whose(view, other)
    named = "this service's own rule" if other.basis == "local" else policy.short_name
    due = say_date(other.due) if other.due else "no date"
    clause = next((known for one in other.clause if (known := policy.clauses.get(one))), None)
    where = f" {clause.section} ({clause.id})" if clause else ""
    return [f"{named}{where}: {due}; the earlier date governs"]


def reading_lines(policy: Policy, view: View, reading: str, option: str | None, *, confirmed: bool) -> list[str]:
    """What is unclear, how it is read, and by whom that was decided."""
    known = next((one for one in policy.authority.interpretations if one.id == reading), None)
    if known is None:
        return [f"{reading}: {'confirmed' if confirmed else 'NOT YET CONFIRMED'}"]
    label = next((one.label for one in known.option if one.id == option), None)
    choice = policy.choice(reading, view.as_of)
    lines = [known.says, *([f"Read as: {label}"] if label else [])]
    if confirmed and choice:
        by = view.names.worker(choice.by)
        return [*lines, f"Confirmed by {by}, from {say_date(choice.from_)} ({reading})."]
    return [*lines, f"Chosen by the plugin's authors. NOT YET CONFIRMED by {policy.short_name} ({reading})."]
