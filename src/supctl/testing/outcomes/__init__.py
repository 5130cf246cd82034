"""What comes of each kind of expectation: one function a kind, in one table."""

from __future__ import annotations

from collections.abc import Callable

from supctl.testing.expect import Expect
from supctl.testing.outcomes.chains import escalation
from supctl.testing.outcomes.criteria import criterion
from supctl.testing.outcomes.findings import finding, window
from supctl.testing.outcomes.forms import form
from supctl.testing.outcomes.keeping import access, retain
from supctl.testing.outcomes.obligations import exemption, obligation, uncovered
from supctl.testing.outcomes.shape import Example, Outcome

OUTCOMES: dict[str, Callable[[Expect, Example], Outcome]] = {
    "obligation": obligation,
    "uncovered": uncovered,
    "exemption": exemption,
    "finding": finding,
    "window": window,
    "form": form,
    "escalation": escalation,
    "criterion": criterion,
    "retain": retain,
    "access": access,
}


def outcome(expect: Expect, example: Example) -> Outcome:
    """What comes of one expectation."""
    return OUTCOMES[expect.about](expect, example)


__all__ = ["OUTCOMES", "Example", "Outcome", "outcome"]
