"""Everything that falls short on a day, as findings with stable codes. Pure; one door: `check`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import MINYEAR, date

from dateutil.relativedelta import relativedelta

from supctl.answers import Answers
from supctl.checks.choosing import Chosen, chosen
from supctl.checks.codes import duty_code, known_codes
from supctl.checks.conflicts import Conflict, conflicts, in_one_line, said_of
from supctl.checks.core import CORE, FAMILIES, POLICY_CONFLICT, UNREAD, Code
from supctl.checks.data import problems_found, references_found
from supctl.checks.duties import duties_found
from supctl.checks.folding import RANK, folded
from supctl.checks.mends import Can, Known, mend_of_case, mend_of_duty, mend_of_shortfall, to_book
from supctl.checks.requirements import recent, shortfalls_found
from supctl.errors import Finding


def check(
    answers: Answers, problems: Iterable[Finding], known: Known, since: date | None = None
) -> tuple[Finding, ...]:
    """Every problem in the data, every duty that is not met and every requirement that is not, worst first.

    `answers` as they were selected, with `references_found` among their findings; `problems` of files that could not be
    used. What can no longer be mended is given from `since` on (twelve months before the day unless told).
    """
    broken = tuple(problems_found(problems))
    unread = sorted({one.record for one in broken if one.record})
    found = (
        *broken,
        *duties_found(answers.obligations, known, unread),
        *recent(shortfalls_found(answers.findings, known), since or a_year_before(known.as_of)),
    )
    return folded(found)


def a_year_before(day: date) -> date:
    """The day from which what cannot be mended is told, unless another one is asked for."""
    return day - relativedelta(years=1) if day.year > MINYEAR else date.min


__all__ = [
    "CORE",
    "FAMILIES",
    "POLICY_CONFLICT",
    "RANK",
    "UNREAD",
    "Can",
    "Chosen",
    "Code",
    "Conflict",
    "Known",
    "a_year_before",
    "check",
    "chosen",
    "conflicts",
    "duty_code",
    "folded",
    "in_one_line",
    "known_codes",
    "mend_of_case",
    "mend_of_duty",
    "mend_of_shortfall",
    "references_found",
    "said_of",
    "to_book",
]
