"""How long records are kept, and who may read them."""

from __future__ import annotations

from supctl.answers.access import Reading, may_read
from supctl.answers.retention import kept_until
from supctl.testing.expect import Expect
from supctl.testing.outcomes.shape import Example, Outcome, told


def retain(expect: Expect, example: Example) -> Outcome:
    """Until when the records about somebody are kept, or that no day can be given."""
    kept = kept_until(example.service, example.policy, example.as_of, str(expect.retain), expect.clause)
    reached = frozenset({f"retention/{kept.rule.id}"} if kept.rule else ())
    why = kept.why + (f" from {kept.counted_from}" if kept.counted_from else "")
    if expect.none and kept.until:
        return Outcome("no period", f"until {kept.until}", why, reached)
    came = {"until": kept.until, "rule": kept.rule.id if kept.rule else None}
    return told(expect, came, why, reached)


def access(expect: Expect, example: Example) -> Outcome:
    """Whether somebody may read a record, or what a clause speaks of, and whether the supervisee is told."""
    asked = expect.access
    if asked is None:
        return Outcome("who wants to read", "nobody")
    reading = Reading(asked.by, asked.purpose, asked.consent, asked.about)
    found = may_read(example.service, example.policy, example.as_of, asked.to, reading)
    rule = found.rule or found.needs_consent
    why = (
        f"{rule.id}{': the supervisee has to agree' if found.needs_consent and not found.rule else ''}" if rule else ""
    )
    came = {"allowed": found.allowed, "informed": found.informed, "rule": rule.id if rule else None}
    reached = frozenset({f"access/{found.rule.id}"} if found.rule else ())
    return told(expect, came, why or "no rule names this reader", reached)
