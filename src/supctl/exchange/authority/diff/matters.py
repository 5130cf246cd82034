"""The matters on which policies are laid side by side, in the order in which a page is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from supctl.exchange.names import spaced
from supctl.policy import Deadline, FrequencyPolicy, Requirement

STEPS = {
    "written": "written",
    "shared": "sent to the worker",
    "received": "received by the worker",
    "agreed": "agreed",
    "signed": "signed",
    "filed": "on the record",
    "noted": "noted",
}
_OWN_CLOCK = ", by a clock of its own"
_AGREEMENTS = frozenset({"agreement", "agreement-review"})
_SUPERVISION = frozenset({"personal-supervision", "case-supervision"})


@dataclass(frozen=True)
class Matter:
    """One matter. `activities`: the frequencies that it is about; `kinds`: of whom it is asked.

    `headed`: its title stands alone, over one line for each circumstance; `says_what`: a deadline's own words are
    needed to tell what it is about.
    """

    id: str
    title: str
    activities: frozenset[str] = frozenset()
    kinds: tuple[Literal["worker", "case", "team", "service"], ...] = ("worker",)
    headed: bool = False
    after: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    events: bool = False
    others: bool = False
    requirement: Literal["minutes", "planned"] | None = None
    chains: Literal["disagreement", "practice"] | None = None
    says_what: bool = False

    def takes_frequency(self, one: FrequencyPolicy) -> bool:
        """Whether a frequency is about this matter."""
        if self.others:
            return not any(matter.takes_frequency(one) for matter in MATTERS if not matter.others)
        if self.id == "worker" and one.subject == "action":
            return False
        return bool(self.activities & set(one.activities)) and (self.id != "group" or _only_group(one))

    def line_of_frequency(self, one: FrequencyPolicy) -> str:
        """The line on which a frequency is read; empty for that of the matter itself."""
        if not self.others:
            return ""
        said = " or ".join(spaced(word) for word in one.activities) or spaced(one.activity)
        return f"an agreed action, in {said}" if one.subject == "action" else said

    def line_of(self, one: Deadline) -> str | None:
        """The line on which a deadline is read; None where it is about another matter."""
        if self.others:
            taken = any(matter.line_of(one) is not None for matter in MATTERS if not matter.others)
            return None if taken or one.may else _after(one)
        if one.may:
            return None
        must = {word for each in one.alternatives for word in each.activity}
        if self.must & must:
            return "reviewed" if must <= {"agreement-review"} else "made" if "agreement" in must else spaced(min(must))
        if self.events and one.after.event:
            return f"after {' or '.join(spaced(word) for word in one.after.event)}"
        if self.after & set(one.after.activity) and not must and one.alternatives:
            step = one.alternatives[0].step
            return STEPS.get(step, spaced(step)) if step and not one.after.cancelled else None
        return None

    def takes_requirement(self, one: Requirement) -> bool:
        """Whether a requirement is about this matter."""
        if self.requirement == "minutes":
            return one.test == "value" and one.of == ("minutes",) and "personal-supervision" in one.on.activity
        return self.requirement == "planned" and one.test == "planned"


def own_clock(step: str) -> str:
    """The line on which it is read how often a step is taken, whatever sessions there were."""
    return STEPS.get(step, spaced(step)) + _OWN_CLOCK


def after_each(line: str) -> str | None:
    """The line on which the same step is read as what follows each session; None of any other line."""
    return line.removesuffix(_OWN_CLOCK) if line.endswith(_OWN_CLOCK) else None


def _only_group(one: FrequencyPolicy) -> bool:
    return "personal-supervision" not in one.activities


def _after(one: Deadline) -> str:
    after = one.after
    if after.action:
        return "an agreed action"
    if after.cancelled:
        return "a cancelled session"
    if after.began:
        return f"a new {spaced(after.began)}" + (" (another)" if after.changed else "")
    if after.ended:
        return f"the end of a {spaced(after.ended)}" if after.ended != "employment" else "somebody leaves"
    said = " or ".join(spaced(word) for word in after.activity) or "a record"
    return f"after {said}"


MATTERS = (
    Matter("worker", "A WORKER", activities=_SUPERVISION, headed=True, requirement="minutes"),
    Matter(
        "child",
        "A CHILD",
        activities=frozenset({"case-supervision"}),
        kinds=("case",),
        headed=True,
        after=frozenset({"case-supervision"}),
    ),
    Matter(
        "oversight",
        "OVERSIGHT OF A CHILD'S CASE",
        kinds=("case",),
        headed=True,
        events=True,
        says_what=True,
        activities=frozenset({"management-oversight", "management-comment", "case-file-audit"}),
    ),
    Matter("writing-up", "WRITING UP", after=frozenset({"personal-supervision"}), headed=True),
    Matter("observation", "OBSERVATION", activities=frozenset({"observation"}), after=frozenset({"observation"})),
    Matter("agreement", "AGREEMENT", activities=_AGREEMENTS, after=frozenset({"agreement"}), must=_AGREEMENTS),
    Matter(
        "group",
        "GROUP",
        activities=frozenset({"group-supervision"}),
        kinds=("team", "worker"),
        after=frozenset({"group-supervision"}),
    ),
    Matter("ahead", "DATES AHEAD", requirement="planned"),
    Matter(
        "supervisors", "SUPERVISORS' QUALITY", activities=frozenset({"supervision-audit", "supervision-observation"})
    ),
    Matter(
        "appraisal",
        "APPRAISAL, FEEDBACK",
        activities=frozenset({"appraisal", "supervision-review", "supervisee-views"}),
    ),
    Matter(
        "others", "ALSO ASKED", others=True, kinds=("worker", "case", "team", "service"), headed=True, says_what=True
    ),
    Matter("disagreement", "DISAGREEMENT", chains="disagreement"),
    Matter("practice", "A CONCERN ABOUT HOW SOMEBODY SUPERVISES", chains="practice"),
    Matter("absence", "ABSENCE MOVES A DATE"),
    Matter("retention", "RETENTION"),
    Matter("access", "WHO MAY READ"),
)
