"""Obligations, exemptions and gaps: what somebody owes, what spares them, and where no row holds."""

from __future__ import annotations

from collections.abc import Mapping

from supctl.answers import Answers, Obligation, Uncovered
from supctl.facts import Service
from supctl.testing.expect import TOLD, Expect
from supctl.testing.outcomes.shape import Example, Outcome, equal, plain, subjects_of


def obligation(expect: Expect, example: Example) -> Outcome:
    """An obligation of the subject's, with what is said of it; or that there is none."""
    answers, service = example.answers, example.service
    past = answers.history if expect.done is not None or "done" in expect.status else ()
    every = (*answers.obligations, *past)
    found = [one for one in every if _is_meant(expect, one, service)]
    if example.wide and not (found or expect.none):
        found = [one for one in every if _is_named(expect, one) and _is_about(expect.subject, one, service)]
    reached = frozenset(f"{one.policy}/{one.rule}" for one in found)
    if expect.none and found:
        return Outcome("no such obligation", _say(found[0]), _why(found[0]), reached)
    if expect.none:
        return Outcome(reached=_exempting_rows(expect, answers))
    wanted = {name: getattr(expect, name) for name in TOLD if getattr(expect, name) not in (None, ())}
    met = [one for one in found if not _differences(one, wanted)]
    if met:
        return Outcome(reached=frozenset(f"{one.policy}/{one.rule}" for one in met))
    expected = ", ".join(f"{name} {plain(value)}" for name, value in wanted.items())
    if not found:
        others = [one for one in answers.obligations if _same_subject(expect.subject, one)]
        came = "; ".join(f"{one.policy} {_say(one)}" for one in others) or "nothing at all"
        return Outcome(expected, f"no such obligation, but {came}" if others else "nothing is owed", "", reached)
    closest = min(found, key=lambda one: len(_differences(one, wanted)))
    return Outcome(expected, ", ".join(_differences(closest, wanted)), _why(closest), reached)


def uncovered(expect: Expect, example: Example) -> Outcome:
    """That no row of a frequency policy holds of the subject."""

    def is_meant(gap: Uncovered) -> bool:
        named = expect.activity in {None, gap.activity} and expect.policy in {None, gap.policy}
        return named and expect.subject in {gap.subject.id, gap.subject.worker}

    if any(is_meant(gap) for gap in example.answers.uncovered):
        return Outcome()
    found = [one for one in example.answers.obligations if _same_subject(expect.subject, one)]
    return Outcome("no row to match", "; ".join(_say(one) for one in found) or "nothing", "")


def exemption(expect: Expect, example: Example) -> Outcome:
    """That a row of a frequency policy exempts the subject."""
    rows = [one for one in example.answers.exempt if expect.subject in {one.subject.id, one.subject.worker}]
    named = {"activity": expect.activity, "policy": expect.policy, "rule": expect.rule}
    found = [one for one in rows if all(word in {None, getattr(one, name)} for name, word in named.items())]
    found = [one for one in found if expect.clause is None or expect.clause in one.clause]
    if found:
        return Outcome(reached=frozenset(f"{one.policy}/{one.rule}" for one in found))
    return Outcome("an exemption", "; ".join(f"{one.policy}: exempt by {one.rule}" for one in rows) or "none", "")


def _exempting_rows(expect: Expect, answers: Answers) -> frozenset[str]:
    """The rows that say why there is no such obligation."""
    return frozenset(
        f"{one.policy}/{one.rule}"
        for one in answers.exempt
        if expect.subject in {one.subject.id, one.subject.worker}
        and expect.activity in {None, one.activity}
        and expect.policy in {None, one.policy}
    )


def _is_meant(expect: Expect, one: Obligation, service: Service) -> bool:
    if not _is_named(expect, one):
        return False
    return _same_subject(expect.subject, one) or (
        one.subject.kind == "pair" and _is_about(expect.subject, one, service)
    )


def _is_named(expect: Expect, one: Obligation) -> bool:
    """Whether it is one of those that are named, whoever owes it.

    That there is none of an activity speaks of what is asked for; another policy may count that activity too.
    """
    values = {"policy": one.policy, "rule": one.rule, "kind": one.kind}
    if any(getattr(expect, name) not in (None, value) for name, value in values.items()):
        return False
    if expect.clause and expect.clause not in one.clause:
        return False
    asks = (one.activity,) if expect.none and one.kind == "frequency" else one.activities
    if expect.activity and expect.activity not in asks:
        return False
    return expect.after is None or expect.after in {one.after, (one.after or "").partition("@")[0]}


def _is_about(subject: str | None, one: Obligation, service: Service) -> bool:
    """Whether it follows a record of this supervisee, case or team; what is asked child by child is the child's own."""
    is_another_child = one.subject.kind == "case" and subject in service.cases
    return not is_another_child and subject in subjects_of(one.after, service)


def _same_subject(subject: str | None, one: Obligation) -> bool:
    return subject in {one.subject.id, one.subject.worker}


def _differences(one: Obligation, wanted: Mapping[str, object]) -> list[str]:
    return [f"{name} {plain(_told(one, name))}" for name, value in wanted.items() if not equal(_told(one, name), value)]


def _told(one: Obligation, name: str) -> object:
    return one.reading.id if name == "reading" and one.reading else getattr(one, name)


def _say(one: Obligation) -> str:
    return f"{one.status} {one.due or 'no date'} ({one.rule})"


def _why(one: Obligation) -> str:
    how = one.explanation
    counted = f"{how.base_is} {how.base}" if how.base else how.base_is
    return f"row {how.row}: {counted} + {how.interval or 'nothing'}"
