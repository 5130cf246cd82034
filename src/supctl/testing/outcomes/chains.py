"""Escalations: which chain applies, who takes its steps, and who is next."""

from __future__ import annotations

from collections.abc import Sequence

from supctl.answers.chains import Escalation, Raised, Stage
from supctl.answers.chains import escalation as chain_for
from supctl.facts import Service
from supctl.testing.expect import Expect
from supctl.testing.expect import Raised as Asked
from supctl.testing.outcomes.shape import Example, Outcome, equal, plain

OUTSIDE = "outside"


def escalation(expect: Expect, example: Example) -> Outcome:
    """Who takes the steps of the chain that something raised takes, in order, or that there is none."""
    asked = expect.escalation or Asked(about="", kind="disagreement")
    raised = Raised(asked.about, asked.raised_by, asked.kind, asked.clause)
    found = chain_for(example.service, example.policy, example.as_of, raised)
    if found is None:
        return Outcome() if expect.none else Outcome("a chain", "the policy has none for this")
    reached = frozenset({f"chain/{found.chain.id}"})
    if expect.none:
        return Outcome("no chain", found.chain.id, "", reached)
    after = asked.after or _last_taken(asked, found, example)
    expected, came = _steps(expect, found, example) or _next(expect, after, found, example) or ("", "")
    return Outcome(expected, came, f"the chain {found.chain.id}" if expected else "", reached)


def _last_taken(asked: Asked, found: Escalation, example: Example) -> str | None:
    """The step last taken of what is given as raised; None where nothing was."""
    ids = [stage.step.id for stage in found.stages]
    same = [
        one
        for one in example.escalations
        if one.about == asked.about
        and (one.kind, one.clause) == (asked.kind, asked.clause)
        and (None in {one.raised_by, asked.raised_by} or one.raised_by == asked.raised_by)
    ]
    taken = {step.step for one in same for step in one.steps if step.on <= example.as_of}
    return next((one for one in reversed(ids) if one in taken), None)


def _steps(expect: Expect, found: Escalation, example: Example) -> tuple[str, str] | None:
    if expect.steps and not _are(expect.steps, found, example):
        return f"steps by {_said(expect.steps)}", _said([_names(stage) for stage in found.stages])
    return None


def _next(expect: Expect, after: str | None, found: Escalation, example: Example) -> tuple[str, str] | None:
    """Who is next, and in what time."""
    ids = [stage.step.id for stage in found.stages]
    if after and after not in ids:
        return f"the step {after}", f"the steps {', '.join(ids)}"
    stage = found.next(after)
    within = stage.step.within if stage else None
    if expect.within is not None and not equal(within, expect.within):
        return f"the next step within {expect.within}", plain(within)
    is_next = _is(expect.next, stage, example) if stage else expect.next == ("none",)
    if expect.next and not is_next:
        return f"next {_said([expect.next])}", _said([_names(stage)]) if stage else "the chain has ended"
    return None


def _are(steps: Sequence[Sequence[str]], found: Escalation, example: Example) -> bool:
    """All the steps in order, or all but those that the two settle between themselves."""
    two = {found.matter.supervisee, found.matter.supervisor}
    beyond = [one for one in found.stages if not one.takers or not {taker.id for taker in one.takers} <= two]
    return any(
        len(steps) == len(stages) and all(map(lambda names, stage: _is(names, stage, example), steps, stages))
        for stages in (found.stages, beyond)
    )


def _is(names: Sequence[str], stage: Stage, example: Example) -> bool:
    """Whether the names are those who take the step: by id, by role, or by the party that nobody is."""
    if not stage.takers:
        return tuple(names) == (OUTSIDE,)
    known = [_called(stage, index, example.service, example) for index in range(len(stage.takers))]
    return len(names) == len(known) and all(any(name in one for one in known) for name in names)


def _called(stage: Stage, index: int, service: Service, example: Example) -> set[str]:
    taker = stage.takers[index]
    role = service.role(taker.id, example.as_of) if taker.id else None
    return {one for one in (taker.id, role, taker.party, *taker.roles) if one}


def _names(stage: Stage) -> tuple[str, ...]:
    return tuple(taker.name for taker in stage.takers) or (OUTSIDE,)


def _said(steps: Sequence[Sequence[str]]) -> str:
    return ", then ".join(" and ".join(names) for names in steps)
