"""Which policy a store follows on which day: one after the other, with the service's own rules beside them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from supctl.facts.words import Vocabulary
from supctl.policy.policy import Policy
from supctl.policy.sources import Choice

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class InForce:
    """The policies that a store follows, the oldest first, each with its days; `local`: the service's own rules.

    The first one holds for all the time before the second, the last one for all the time after it.
    """

    parts: tuple[Policy, ...]
    local: Policy | None = None

    @cached_property
    def linked(self) -> tuple[Policy, ...]:
        """The policies, each of which knows of the others."""
        return tuple(replace(one, beside=self) for one in self.parts)

    def on(self, day: date) -> Policy:
        """The policy that the store follows on a day."""
        begun = [one for one in self.linked if one.from_ is None or one.from_ <= day]
        return begun[-1] if begun else self.linked[0]

    def with_choices(self, choices: Sequence[Choice]) -> InForce:
        """The same, each policy as the service reads it."""
        return replace(self, parts=tuple(one.with_choices(choices) for one in self.parts))


def joined(entries: Sequence[tuple[date | None, Policy | None]], local: Policy | None = None) -> InForce:
    """Policies that follow one another, the oldest first, each from its day; that of the first one means nothing.

    None stands for a policy of which nothing is known any more; of one at least something is known.
    """
    days = [from_ for from_, _ in entries[1:]]
    ends = [*(from_ - _ONE_DAY if from_ else None for from_ in days), None]
    parts = [
        replace(policy, from_=from_, to=to, beside=None)
        for (_, policy), from_, to in zip(entries, [None, *days], ends, strict=True)
        if policy
    ]
    return InForce(tuple(parts), local)


def beginning(policy: Policy, new: Policy, from_: date) -> InForce:
    """What is followed where a new policy takes the place of what is followed now, from a day on."""
    known = [(one.from_, one) for one in policy.parts if one.from_ is None or one.from_ < from_]
    return joined([*known, (from_, new)], policy.local)


def words_of(policies: Sequence[Policy]) -> Vocabulary:
    """The words that a store may use which follows these policies, one after the other."""
    known = [one.vocabulary for one in policies]
    if len(known) == 1:
        return known[0]

    def both(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for one in known for word in getattr(one, name)))

    return Vocabulary(
        roles={role: group for one in known for role, group in one.roles.items()},
        standings=both("standings"),
        activities=both("activities"),
        categories=both("categories"),
        events=both("events"),
        steps=both("steps"),
        team_kinds=both("team_kinds"),
        employments=both("employments"),
        approvals=both("approvals"),
    )
