"""Answers by several policies put together: the one in force, those followed before, and the service's own rules.

What an earlier policy asked for and the new one asks for again is asked once. The service's own rules stand beside the
authority's: of two that ask for the same of the same subject the earlier date governs, so that none can loosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from supctl.answers.frequencies import beside
from supctl.answers.shapes import Obligation, Uncovered
from supctl.answers.subject import unit_of
from supctl.policy import Counted, Deadline, FrequencyPolicy, Must, Policy


def policies_by(policy: Policy, as_of: date) -> list[Policy]:
    """The policies that a store has followed by a day, the latest first, and then the service's own rules."""
    followed = [one for one in reversed(policy.parts) if one.from_ is None or one.from_ <= as_of]
    return [*(followed or [policy]), *([policy.local] if policy.local else [])]


def without_asking_twice(open_ones: Sequence[Obligation]) -> list[Obligation]:
    """What is owed, without what a new policy asks for from its first day on and an earlier one asked for already."""
    earlier = {(unit_of(one.subject), one.activity) for one in open_ones if one.ruled_on and _began(one)}
    kept = [
        one
        for one in open_ones
        if one.explanation.base_is != "change" or not _began(one) or (unit_of(one.subject), one.activity) not in earlier
    ]
    return list(_missed_once(kept))


def _missed_once(open_ones: Iterable[Obligation]) -> Iterator[Obligation]:
    """A date of an earlier policy that was missed is owed once, though several new rules ask for the same."""
    found: dict[object, Obligation] = {}
    for place, one in enumerate(open_ones):
        missed = one.kind == "frequency" and one.ruled_on
        key = (one.id, one.ruled_on) if missed else place
        known = found.get(key)
        found[key] = replace(known, beside=(*known.beside, *one.beside)) if known else one
    yield from found.values()


def _began(one: Obligation) -> bool:
    """Whether it follows the beginning of an employment, post, pair or category."""
    return one.kind != "frequency" and "@" in (one.after or "")


def earlier_governs(open_ones: Sequence[Obligation], policy: Policy) -> list[Obligation]:
    """What is owed, with one line for what the service's own rules and the authority's ask for alike."""
    own = {thing for one in open_ones if one.basis == "local" for thing in _things(one, policy)}
    if not own:
        return list(open_ones)
    groups: dict[object, list[Obligation]] = defaultdict(list)
    for one in open_ones:
        groups[next((thing for thing in _things(one, policy) if thing in own), one.id)].append(one)
    return [line for group in groups.values() for line in _lines(group, policy)]


def _lines(group: Sequence[Obligation], policy: Policy) -> list[Obligation]:
    """One line for the own rules and that rule of the authority's which says least besides, else falls due first.

    The authority's other rules of the same activity (by whom, at which step) stay lines of their own, and so does an
    own rule that has no date where the authority's has one: nothing own takes a date or a duty away.
    """
    theirs = [one for one in group if one.basis != "local"]
    if not theirs:
        return list(group)
    first = min(theirs, key=lambda one: (len([*_things(one, policy)]), one.due or date.min))
    joined = [one for one in group if one.basis == "local" and (one.due or first.due is None)]
    rest = [one for one in group if one is not first and not any(one is other for other in joined)]
    return [*(_governing([*joined, first]) if joined else [first]), *rest]


def _things(one: Obligation, policy: Policy) -> Iterator[object]:
    """What an obligation asks for, in words that are equal for what asks for the same.

    Of a session: by anybody, and by whom its rule says. An own rule that says by whom is met by nobody else, so it
    asks for the same only where the authority's rule says so too.
    """
    whose = policy.whose(one.basis, one.ruled_on)
    if one.kind == "frequency":
        rule = next((rule for rule in whose.frequencies if rule.id == one.policy), None)
        givers = _givers(rule)
        if not (givers and one.basis == "local"):
            yield one.subject, one.activity, ()
        if givers:
            yield one.subject, one.activity, givers
        return
    deadline = next((rule for rule in whose.rules.deadlines if rule.id == one.policy), None)
    if deadline:
        yield one.subject, one.after, _wanted(deadline)


def still_uncovered(gaps: Iterable[Uncovered], owed: Sequence[Obligation]) -> Iterator[Uncovered]:
    """Those for whom no row holds, and of whom the service's own rules do not ask it either."""
    asked = {(one.subject, one.activity) for one in owed if one.basis == "local"}
    return (gap for gap in gaps if (gap.subject, gap.activity) not in asked)


def _governing(group: Sequence[Obligation]) -> list[Obligation]:
    """The one of them that falls due first, never later than any of them permits; it names the others."""
    first, *others = sorted(group, key=lambda one: one.due or date.min)
    lasts = [last for one in group if (last := _last_permitted(one))]
    last, own = min(lasts, default=None), _last_permitted(first)
    if first.due and last != own:
        first = replace(first, limit=last if last != first.due else None, recommended=False)
    return [replace(first, beside=(*first.beside, *map(beside, others)))]


def _last_permitted(one: Obligation) -> date | None:
    return None if one.recommended else one.limit or one.due


def _givers(rule: FrequencyPolicy | None) -> tuple[object, ...]:
    """Each of what counts of which a frequency says more than the activity: by whom, at which step, of which item."""
    counted = rule.counts if rule else ()
    return tuple(dict.fromkeys(one for one in counted if one != Counted(activity=one.activity)))


def _wanted(rule: Deadline) -> frozenset[Must]:
    """What a deadline asks for; of a step or field of the record that it follows, whatever activity is named."""
    return frozenset(
        one.model_copy(update={"activity": ()}) if one.step or one.field else one for one in rule.alternatives
    )


__all__ = ["earlier_governs", "policies_by", "still_uncovered", "without_asking_twice"]
