"""What follows from facts and policy on a day. Pure; one door: `answer`."""

from supctl.answers.circumstances import Subject
from supctl.answers.door import SOON_DAYS, answer
from supctl.answers.shapes import (
    OPEN,
    Answers,
    Before,
    Exempt,
    Explanation,
    Obligation,
    Passed,
    Reading,
    Uncovered,
    Unheld,
    Window,
)

__all__ = [
    "OPEN",
    "SOON_DAYS",
    "Answers",
    "Before",
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
