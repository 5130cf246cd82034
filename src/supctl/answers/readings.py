"""Whether an answer rests on a reading of the policy, and whether the service has confirmed it."""

from __future__ import annotations

from datetime import date

from supctl.answers.shapes import Reading
from supctl.policy import FrequencyPolicy, Interpretation, Policy, Row, Rule


def reading_of(rule: Rule, policy: Policy, day: date) -> Reading | None:
    """The reading behind a rule, as the service had decided it by that day."""
    behind = policy.reading_behind(rule)
    return _as_decided(behind, policy, day) if behind else None


def reading_of_row(row: Row, frequency: FrequencyPolicy, policy: Policy, day: date) -> Reading | None:
    """The reading behind a row: its own, else that by which something counts that the row asks for."""
    return reading_of(row, policy, day) or _of_counts(frequency, policy, day)


def _of_counts(frequency: FrequencyPolicy, policy: Policy, day: date) -> Reading | None:
    named = [one.under.rpartition(":")[0] for one in frequency.counts if one.under]
    return reading_named(named[0], policy, day) if named else None


def reading_named(id_: str | None, policy: Policy, day: date) -> Reading | None:
    """A reading of a policy, as the service had decided it by that day; None where it is none of this policy's."""
    known = next((one for one in policy.authority.interpretations if one.id == id_), None)
    return _as_decided(known, policy, day) if known else None


def _as_decided(reading: Interpretation, policy: Policy, day: date) -> Reading:
    return Reading(reading.id, policy.option(reading, day), confirmed=policy.choice(reading.id, day) is not None)
