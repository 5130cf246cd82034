"""What follows from facts and policy on a day. Pure; one door: `answer`.

What works it out is behind that door, and loaded when it is opened: to show what is known already takes none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from supctl.answers.shapes import (
    OPEN,
    Answers,
    Before,
    Beside,
    Exempt,
    Explanation,
    Obligation,
    Passed,
    Reading,
    Uncovered,
    Unheld,
    Window,
)
from supctl.answers.standing import SOON_DAYS
from supctl.answers.subject import Subject

if TYPE_CHECKING:
    from supctl.answers.door import answer

__all__ = [
    "OPEN",
    "SOON_DAYS",
    "Answers",
    "Before",
    "Beside",
    "Exempt",
    "Explanation",
    "Obligation",
    "Passed",
    "Reading",
    "Subject",
    "Uncovered",
    "Unheld",
    "Window",
    "answer",
]


def __getattr__(name: str) -> object:
    """The door."""
    if name != "answer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("supctl.answers.door").answer
