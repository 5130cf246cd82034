"""Why, item by item: what is owed, what falls short, what is open and what is not asked for, each with its reasons.

Every format is made from these items, so that none says less than another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supctl.answers import Answers, Exempt, Obligation, Uncovered, Window
from supctl.errors import Finding
from supctl.exchange.days import say_dates_in, say_distance
from supctl.exchange.due.history import late_words
from supctl.exchange.due.table import counts
from supctl.exchange.mends import mend_of_finding, requirement_of
from supctl.exchange.names import last_four, spaced
from supctl.exchange.phrases import policy_of, what, whose_words
from supctl.exchange.selection import Kind
from supctl.exchange.view import View, worst_first
from supctl.exchange.why.cited import reading_lines, rule_lines
from supctl.exchange.why.explained import Told, explained, uncovered_line
from supctl.facts.days import say_date
from supctl.policy import Policy, Requirement

STATUS = {
    "overdue": "OVERDUE",
    "late": "LATE",
    "missing": "MISSING",
    "to-write-up": "TO WRITE UP",
    "soon": "DUE SOON",
    "ok": "IN TIME",
    "done": "DONE",
}
SEVERITY = {"error": "NOT MET", "warning": "FELL SHORT", "note": "NOTE"}
FELL_SHORT_DAYS = 366


@dataclass(frozen=True)
class Item:
    """One numbered item: a title, where it stands, one word for it, and labelled lines."""

    title: str
    stands: str
    word: str
    lines: Sequence[Told]


def items_of(view: View, kind: Kind, id_: str) -> Iterator[Item]:
    """The items about a subject, in order: what is owed, what falls short, windows, what no rule covers or asks for.

    Of a team: what the team itself owes, and how its list stands.
    """
    answers = view.answers
    whose = kind != "case"
    for one in sorted(answers.obligations, key=worst_first):
        yield obligation_item(view, one, whose=whose)
    if kind == "record":
        yield from (_done_item(view, one) for one in answers.history)
    for finding in answers.findings:
        if _told_of(finding, view.as_of):
            yield finding_item(view, finding, whose=whose)
    yield from (_window_item(view, one) for one in answers.windows if kind == "record" or one.state == "open")
    yield from (_uncovered_item(view, one, whose=whose) for one in answers.uncovered)
    if view.team_list:
        yield _team_list_item(view, view.team_list, id_)
    if answers.exempt:
        yield _not_asked_for(view, answers.exempt, whose=whose)


def obligation_item(view: View, one: Obligation, *, whose: bool = True) -> Item:
    """What is owed, and how its date came about; `whose`: a child's line begins with the child."""
    title = what(one, view.names)
    if whose and one.subject.kind == "case":
        title = f"{view.names.case_title(one.subject.id)}: {title}"
    stands = f"due {say_date(one.due)}, {say_distance(one.days or 0)}" if one.due else ""
    return Item(title, stands, STATUS[one.status], explained(view, one))


def finding_item(view: View, finding: Finding, *, whose: bool = True) -> Item:
    """What falls short, of which rule, and how to mend it."""
    rule, policy = requirement_of(view, finding), policy_of(view.policy, finding)
    lines = [
        ("What", [_message(finding)]),
        ("Rule", [*([rule.says] if rule and rule.says else []), *rule_lines(policy, finding.clause)]),
        ("Policy", whose_words(view.policy, finding)),
        ("Written in", [_place(finding)]),
        ("Reading", _reading_behind(view, policy, rule)),
        ("Mend", mend_of_finding(view, finding, rule)),
    ]
    title = spaced(finding.code)
    if whose and finding.subject in view.service.cases:
        title = f"{view.names.case(finding.subject or '')}: {title}"
    return Item(title, "", SEVERITY[finding.severity], [(label, told) for label, told in lines if any(told)])


def _told_of(finding: Finding, as_of: date) -> bool:
    """What cannot be mended is told for a year."""
    recent = finding.day is None or finding.day >= as_of - timedelta(days=FELL_SHORT_DAYS)
    return recent or finding.severity == "error"


def _message(finding: Finding) -> str:
    day = f", {say_date(finding.day)}" if finding.record and finding.day else ""
    return say_dates_in(finding.message) + day


def _place(finding: Finding) -> str:
    """File and line; of a sealed record the file, which nobody edits."""
    path = finding.path or ""
    return path if path.endswith(".json") or not finding.line else f"{path}:{finding.line}"


def _reading_behind(view: View, policy: Policy, rule: Requirement | None) -> list[str]:
    reading = policy.reading_behind(rule) if rule else None
    if reading is None:
        return []
    confirmed = policy.choice(reading.id, view.as_of) is not None
    return reading_lines(policy, view, reading.id, policy.option(reading, view.as_of), confirmed=confirmed)


def _done_item(view: View, one: Obligation) -> Item:
    stands = f"done {say_date(one.done)}" if one.done else ""
    rule = rule_lines(view.policy.whose(one.basis, one.ruled_on), one.clause)
    lines = [("How late", [late_words(one)]), ("Rule", rule)]
    return Item(what(one, view.names), stands, STATUS["done"], lines)


def _window_item(view: View, one: Window) -> Item:
    until = say_date(one.until) if one.until else "the next session"
    states = {"open": f"open until {until}", "used": "used", "closed": f"closed {until}"}
    settled = [f"nobody acted, which counts as {one.settled} from the day after"] if one.settled else []
    lines = [
        ("Opened", [f"{say_date(one.opened)} ({last_four(one.record)})"]),
        ("Silence", settled),
        ("Rule", rule_lines(view.policy.on(one.ruled_on), one.clause)),
    ]
    return Item(spaced(one.rule), states[one.state], one.state.upper(), [line for line in lines if line[1]])


def _uncovered_item(view: View, one: Uncovered, *, whose: bool) -> Item:
    title = view.names.activity(one.activity)
    if whose and one.subject.kind == "case":
        title = f"{view.names.case_title(one.subject.id)}: {title}"
    return Item(title, "", "NO RULE", [("Why", [uncovered_line(view, one)])])


def _team_list_item(view: View, whole: Answers, team: str) -> Item:
    """How the list of a team and those below it stands, as `supctl due` counts it."""
    listed = replace(view, answers=whole)
    worst = min(whole.obligations, key=worst_first, default=None)
    in_time = f"{listed.count('ok')} in time"
    told = ", ".join([*(counts(listed) or ["nothing is due"]), in_time])
    lines = [("Counts", [told]), ("The list", [f"supctl due --team {team}"])]
    return Item("the team's list", "", STATUS[worst.status] if worst else "NOTHING", lines)


def _not_asked_for(view: View, exempt: Sequence[Exempt], *, whose: bool) -> Item:
    """What rows of the policy set no date for: a line an activity and clause; `whose`: with the children."""
    found = defaultdict[str, list[str]](list)
    for one in exempt:
        clause = f" ({one.clause[0]})" if one.clause else ""
        child = [view.names.case(one.subject.id)] if whose and one.subject.kind == "case" else []
        found[_spared(view, one) + clause] += child
    told = [": ".join(part for part in (name, ", ".join(children)) if part) for name, children in found.items()]
    return Item("not asked for", "", "NO DATE", [("What", told)])


def _spared(view: View, one: Exempt) -> str:
    """The activity; the rule's own name where the activity is asked for by another rule, or it is about an action."""
    rules = {owed.activity for owed in view.answers.obligations if owed.subject.id == one.subject.id}
    if one.subject.kind == "action" or one.activity in rules:
        return spaced(one.policy)
    return view.names.activity(one.activity)
