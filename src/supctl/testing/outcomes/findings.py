"""Findings, and windows in which somebody may act."""

from __future__ import annotations

from collections.abc import Collection

from supctl.answers import Window
from supctl.errors import Finding
from supctl.testing.expect import Expect
from supctl.testing.outcomes.shape import Example, Outcome, equal, plain, subjects_of


def finding(expect: Expect, example: Example) -> Outcome:
    """A finding, so many of them, or that there is none.

    A clause may be cited by a requirement and by a duty: what falls short of the requirement is meant, and the duty
    where there is no such thing and something is to be found.
    """
    wanted = str(expect.finding)

    def is_meant(one: Finding, subjects: Collection[str | None]) -> bool:
        return (
            (one.code == wanted or wanted in one.clause)
            and expect.subject in {None, *subjects}
            and expect.record in {None, one.record}
            and expect.severity in {None, one.severity}
            and expect.due in {None, one.due or "none"}
        )

    found = [one for one in example.answers.findings if is_meant(one, {one.subject})]
    required = any(wanted == one.id or wanted in one.clause for one in example.policy.rules.requirements)
    if not found and not (required and (expect.count is not None or not expect.present)):
        found = [one for one in example.findings if is_meant(one, {one.subject})]
    if example.wide and not found and expect.present:
        found = [one for one in example.findings if is_meant(one, subjects_of(one.record, example.service))]
    reached = frozenset(f"requirement/{one.code}" for one in found)
    said = "; ".join(f"{one.code}: {one.message}" for one in found) or "none"
    count = 0 if not expect.present else expect.count
    if count is not None and len(found) != count:
        return Outcome(f"{count} findings {wanted}", said, "", reached)
    if count is None and not found:
        others = "; ".join(f"{one.code} ({one.subject})" for one in example.findings) or "none at all"
        return Outcome(f"the finding {wanted}", f"other findings: {others}", "", reached)
    return Outcome(reached=reached)


def window(expect: Expect, example: Example) -> Outcome:
    """A time in which somebody may act, until when, and what silence settled."""
    wanted = str(expect.window)

    def is_meant(one: Window) -> bool:
        return (one.rule == wanted or wanted in one.clause) and expect.subject in {None, one.subject.id}

    told = {name: getattr(expect, name) for name in ("until", "state", "settled") if getattr(expect, name) is not None}
    found = [one for one in example.answers.windows if is_meant(one) and expect.record in {None, one.record}]
    reached = frozenset(f"{one.rule}/{one.rule}" for one in found)
    expected = f"the window {wanted}" + "".join(f", {name} {plain(value)}" for name, value in told.items())
    if not found:
        return Outcome("" if expect.none else expected, "no such window", "", reached)
    if expect.none:
        return Outcome("no such window", f"one until {found[0].until}", "", reached)
    if any(all(equal(getattr(one, name), value) for name, value in told.items()) for one in found):
        return Outcome(reached=reached)
    came = ", ".join(f"{name} {plain(getattr(found[0], name))}" for name in told)
    return Outcome(expected, came, f"opened {found[0].opened}", reached)
