"""Whether an answer rests on a reading of the policy, and whether the service has confirmed it."""

from __future__ import annotations

from datetime import date

from supctl.answers.shapes import Reading
from supctl.policy import Policy, Rule


def reading_of(rule: Rule, policy: Policy, day: date) -> Reading | None:
    """The reading behind a rule, as the service had decided it by that day."""
    behind = policy.reading_behind(rule)
    if behind is None:
        return None
    return Reading(behind.id, policy.option(behind, day), confirmed=policy.choice(behind.id, day) is not None)
