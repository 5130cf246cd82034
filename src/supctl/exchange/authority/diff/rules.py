"""What one policy says that is neither an interval nor a deadline: what must be true, routes, keeping, reading."""

from __future__ import annotations

from collections.abc import Iterator

from supctl.answers.circumstance import Asked
from supctl.exchange.authority.diff.entry import At, Entry, entry_of
from supctl.exchange.authority.diff.matters import Matter
from supctl.exchange.authority.text import counted
from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import activity_words, kept_words, reads_words, step_words
from supctl.policy import EscalationChain, Policy, Requirement

USUAL_SUPERVISOR = "team-manager"


def other_rules(policy: Policy, matter: Matter, asked: Asked) -> Iterator[Entry]:
    """What a policy says on a matter in a circumstance, intervals and deadlines apart."""
    yield from _requirements(policy, matter, asked)
    if matter.chains:
        yield from _chain(policy, matter, asked)
    if matter.id == "retention":
        kept = [one for one in policy.rules.retention if policy.holds_under(one, asked.day)]
        yield from (entry_of(policy, one, At("", one.id), kept_words(policy, one)) for one in kept)
    if matter.id == "access":
        yield from _access(policy)


def _requirements(policy: Policy, matter: Matter, asked: Asked) -> Iterator[Entry]:
    for one in policy.rules.requirements:
        if not matter.takes_requirement(one) or not policy.holds_under(one, asked.day):
            continue
        if asked.holds("worker", one.when, one.unless):
            yield entry_of(policy, one, At("", one.id), _required(one))


def _required(one: Requirement) -> str:
    if one.test == "planned":
        return f"booked {one.ahead} ahead"
    if one.min is not None and one.max is not None:
        return f"{one.min} to {one.max} minutes"
    return f"{one.min} minutes or more" if one.min is not None else f"at most {one.max} minutes"


def _chain(policy: Policy, matter: Matter, asked: Asked) -> Iterator[Entry]:
    """The steps of the route that is taken, and how many others there are."""
    found = [one for one in policy.chains if one.kind == matter.chains]
    first = next((one for one in found if _fits(one, asked)), None)
    if first is None:
        return
    before = ""
    for step in first.step:
        by = step_words(step, Whom(policy).few_roles(step.by_role))
        text = by + (f" within {step.within}" if step.within else "")
        if text != before:
            yield entry_of(policy, first, At("", step.id), text, clause=step.clause)
        before = text
    if len(found) > 1:
        yield entry_of(policy, first, At("", "routes"), f"{counted(len(found), 'route')} in all, by who they are")


def _fits(one: EscalationChain, asked: Asked) -> bool:
    if one.with_role and USUAL_SUPERVISOR not in one.with_role:
        return False
    return one.subject == "case" or asked.holds("worker", one.when, one.unless)


def _access(policy: Policy) -> Iterator[Entry]:
    whom = Whom(policy)
    for one in policy.rules.access:
        said, of = reads_words(one, whom.few_roles(one.by_role)), activity_words(policy, one.of)
        yield entry_of(policy, one, At("", one.id), f"{of}: {said}" if of else said)
