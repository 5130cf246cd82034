"""What a rule asks for, in a few words, from the policy's own data."""

from __future__ import annotations

from supctl.exchange.names import spaced
from supctl.facts import Interval
from supctl.policy import Deadline, Policy, Requirement, Row

_OF = {
    "next": "the next date",
    "every": "the interval",
    "reflective": "cases taken in depth",
    "actions.who": "of each action by whom",
    "actions.by": "of each action by when",
}


def row_schedule(row: Row) -> str:
    """How often: "every 4 weeks, never over 3 months", "2 in 12 months", "as agreed"."""
    if row.exempt:
        return "no interval of its own"
    if row.times is not None:
        return f"{row.times} in {row.per}"
    parts = [row.every.as_every if row.every else "as approved" if row.approved else "as agreed"]
    agreed = {"shorter": "or shorter, as agreed", "any": "or as agreed"}.get(row.agreed or "")
    if agreed and row.agreed == "any" and row.limit:  # what they agree never goes beyond the limit
        parts[0], agreed = f"{parts[0]} {agreed}", None
    if row.first:
        parts.append(f"the first in {row.first}")
    if row.limit:
        parts.append("recommended" if row.limit == "none" else f"never over {row.limit}")
    if row.approved and row.every:
        parts.append("if approved by a " + " or ".join(spaced(role) for role in row.approved.by_role))
    return ", ".join([*parts, *([agreed] if agreed else [])])


def deadline_limit(deadline: Deadline) -> str:
    """By when: "5 working days", "by its own date", "no limit: missing until it is there"."""
    if deadline.may:
        return f"may, within {deadline.within}"
    return within_words(deadline) or "no limit set"


def within_words(deadline: Deadline) -> str:
    """The time that it gives, with the last permitted one beyond; empty where the text gives no time."""
    if deadline.within is None:
        return ""
    words = {"own date": "by its own date", "next session": "by the next session"}
    said = words.get(str(deadline.within), str(deadline.within))
    if isinstance(deadline.within, Interval) and deadline.within.number == 0:
        said = "the same day"
    if deadline.limit:
        said += ", recommended" if deadline.limit == "none" else f", never over {deadline.limit}"
    return said


def requirement_words(rule: Requirement, policy: Policy) -> str:
    """What must be true: in the policy's own words for it, else told from the test."""
    if rule.says:
        return rule.says
    of = ", ".join(_OF.get(one) or policy.field_label(one) for one in rule.of)
    told = {
        "filled": f"{of}: filled in",
        "value": f"{of}: {_bounds(rule)}",
        "count": f"{of}: {_bounds(rule)}",
        "steps": _each(rule.steps, rule.parties),
        "who": _who(rule),
        "held": f"{_any((*rule.item, *rule.activity))} held" + (f" in {rule.newer_than}" if rule.newer_than else ""),
        "carried": "each open action of last time looked at",
        "planned": f"{_any(rule.activity)} booked {rule.ahead} ahead",
        "reference_only": "a child by reference only",
    }
    return told[rule.test]


def _who(rule: Requirement) -> str:
    """Who gave it; of a worker or pair, that somebody of those is named, or is one of these."""
    items = tuple(f"somebody with {spaced(item)} on file" for item in rule.item)
    words = _any((*rule.parties, *rule.by_role, *rule.standing, *(items if not rule.of else rule.item)))
    if not rule.of:
        article = "" if words.startswith("somebody") else "a "
        by = f"given by {article}{words}" if words else ""
        not_by = f"not given by the {_any(rule.not_by)}" if rule.not_by else ""
        return ", ".join(one for one in (by, not_by) if one)
    return f"{_any(rule.of)}: {words or 'named'}"


def _bounds(rule: Requirement) -> str:
    parts = [
        f"at least {rule.min}" if rule.min is not None else "",
        f"at most {rule.max}" if rule.max is not None else "",
        str(rule.is_) if rule.is_ is not None else "",
        _any(rule.one_of),
        f"at most {rule.at_most_after} after" if rule.at_most_after else "",
        f"at least {rule.at_least_after} after" if rule.at_least_after else "",
        f"shorter than {rule.shorter_than}" if rule.shorter_than else "",
    ]
    return ", ".join(part for part in parts if part)


def _each(steps: tuple[str, ...], parties: tuple[str, ...]) -> str:
    by = " by " + " and ".join(spaced(one) for one in parties) if parties else ""
    return ", ".join(spaced(step) for step in steps) + by


def _any(words: tuple[str, ...]) -> str:
    return " or ".join(spaced(word) for word in words)
