"""What a policy says nothing of, found in its own rules: "not in this policy" is an answer, a blank is not.

A matter of which the document does speak, in a clause that nothing carries, is not called silent: coverage says why.
"""

from __future__ import annotations

from collections.abc import Iterator

from supctl.exchange.authority.who import GROUPS, any_of
from supctl.exchange.names import spaced
from supctl.facts.words import CLOSED, GROUP_SUPERVISION
from supctl.policy import Deadline, FrequencyPolicy, Policy, Row
from supctl.policy.sources import ClauseKind

_AGREEMENTS = {"agreement", "agreement-review", "supervision-review"}
_WRITING_UP = {"written", "shared", "received", "agreed", "signed", "filed"}
_INTERVALS = {
    "personal-supervision": "how often a worker has personal supervision",
    "case-supervision": "how often a child's case is supervised",
    GROUP_SUPERVISION: "how often groups meet",
    "observation": "how often practice is observed",
    "supervision-observation": "how often supervision itself is observed",
}


def silent(policy: Policy) -> list[str]:
    """Everything that one looks for in such a policy and this one's rules do not have."""
    return [
        *_without_interval(policy),
        *_people_left_out(policy),
        *_cases_left_out(policy),
        "what an absence does to a date (no date moves)",
        *_without_limit(policy),
        *_without_requirement(policy),
        *_without_route(policy),
        *_without_rule(policy),
    ]


def _rows(policy: Policy, activity: str) -> list[tuple[FrequencyPolicy, Row]]:
    """The rows that give an activity an interval or a number; a child's is the child's own, not the worker's."""
    own = ("case",) if activity == "case-supervision" else ("worker", "pair", "case", "team", "service")
    counted = [one for one in policy.frequencies if activity in one.activities and one.subject in own]
    return [(one, row) for one in counted for row in one.row if not row.exempt]


def _without_interval(policy: Policy) -> Iterator[str]:
    for activity, said in _INTERVALS.items():
        if not _rows(policy, activity):
            yield said
    if not any(_rows(policy, activity) for activity in _AGREEMENTS):
        yield "how often the agreement is reviewed"


def _people_left_out(policy: Policy) -> Iterator[str]:
    """Groups of staff whom no row for personal supervision names, and newly qualified staff."""
    rows = [row for one, row in _rows(policy, "personal-supervision") if one.subject in {"worker", "pair"}]
    if not rows:
        return
    groups = policy.vocabulary.roles
    named = {groups[role] for row in rows for role in row.when.role if role in groups}
    named |= {group for row in rows if not row.when.standing for group in row.when.role_group}
    everybody = any(not (row.when.role or row.when.role_group or row.when.standing) for row in rows)
    missed = [] if everybody else [said for group, said in GROUPS.items() if group not in named]
    if missed:
        yield f"how often {any_of(missed)} have personal supervision"
    asked = [row.when for one in policy.frequencies if one.subject in {"worker", "pair"} for row in one.row]
    asked += [rule.when for rule in (*policy.rules.deadlines, *policy.rules.requirements)]
    asked += [form.when for form in policy.templates]
    if not any("newly-qualified" in when.standing for when in asked):
        yield "anything for newly qualified staff"


def _cases_left_out(policy: Policy) -> Iterator[str]:
    """Categories of case for which no row for case supervision stands."""
    counted = [one for one in policy.frequencies if "case-supervision" in one.activities and one.subject == "case"]
    rows = [row for one in counted for row in one.row]
    if not rows or any(not row.when.category and not row.when.approval for row in rows):
        return
    named = {word for row in rows for word in row.when.category}
    missed = [spaced(one) for one in policy.vocabulary.categories if one not in named and one != CLOSED]
    if missed:
        yield f"how often cases of other categories are supervised ({any_of(missed, 'and')})"


def _without_limit(policy: Policy) -> Iterator[str]:
    timed = [one for one in policy.rules.deadlines if one.within and one.alternatives]
    if not any(one.after.began and _asks_for(one, _AGREEMENTS) for one in timed):
        yield "a time limit for a first agreement"
    if not any("personal-supervision" in one.after.activity and _writes_up(one) for one in timed):
        yield "a time limit for writing up a session"
    filed = any("case-supervision" in one.activities and one.counts[0].step for one in policy.frequencies)
    if not filed and not any("case-supervision" in one.after.activity and _writes_up(one) for one in timed):
        yield "a time limit for the record of a case"


def _asks_for(one: Deadline, activities: set[str]) -> bool:
    return any(activities & set(must.activity) for must in one.alternatives)


def _writes_up(one: Deadline) -> bool:
    return any(must.step in _WRITING_UP for must in one.alternatives)


def _without_requirement(policy: Policy) -> Iterator[str]:
    rules = policy.rules.requirements
    if not any("minutes" in one.of for one in rules):
        yield "how long a session lasts"
    next_ones = [one for one in policy.rules.deadlines if not one.after.cancelled]
    is_dated = any(must.planned for one in next_ones for must in one.alternatives)
    if not is_dated and not any(one.test == "planned" for one in rules):
        yield "dates fixed ahead"


def _without_route(policy: Policy) -> Iterator[str]:
    """A route for a disagreement and for a concern, how far it goes, and how fast."""
    if _is_said(policy, "escalation"):
        return
    routes = [one for one in policy.chains if one.kind == "disagreement"]
    steps = [step for one in routes for step in one.step]
    if not routes:
        yield "who takes up a disagreement"
    elif not any(step.by_role or step.outside or set(step.parties) & {"above", "line-manager"} for step in steps):
        yield "any step above the pair in a disagreement"
    if routes and not any(step.within for step in steps):
        yield "a time limit for a step of a disagreement"
    if not any(one.kind == "practice" for one in policy.chains):
        yield "who takes up a concern about how somebody supervises"


def _without_rule(policy: Policy) -> Iterator[str]:
    rules = policy.rules
    if not policy.templates:
        yield "forms"
    if not policy.criteria and not _is_said(policy, "audit"):
        yield "what an audit of supervision asks"
    if not any(one.keep for one in rules.retention) and not _is_said(policy, "retention"):
        yield "how long records are kept"
    if not rules.access and not _is_said(policy, "access"):
        yield "who may read a record"


def _is_said(policy: Policy, kind: ClauseKind) -> bool:
    """Whether a clause that nothing carries speaks of it."""
    return any(clause.kind == kind and clause.uncarried for clause in policy.authority.clauses)
