"""Names in an example that lead nowhere: rules, forms, chains, clauses, subjects and records that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from supctl.answers.shapes import Basis, Kind, Status, WindowState
from supctl.checks import known_codes
from supctl.documents import Origin, unknown_word
from supctl.errors import Finding, Severity
from supctl.policy import Policy
from supctl.policy.deadlines import Party
from supctl.testing.expect import Expect
from supctl.testing.given import Given, record_id
from supctl.testing.outcomes.criteria import find_criteria
from supctl.testing.outcomes.forms import KINDS, find_form
from supctl.testing.scenarios import Scenario

_SUBJECT_OF_ALL = re.compile(r"[+#/]")
"""Between the person or case and the rest: asha+tom, the record's action march#1, the event M1/e1."""
PARTIES: tuple[str, ...] = get_args(Party)
_OF_ANSWERS: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "kind": get_args(Kind),
    "basis": get_args(Basis),
    "state": get_args(WindowState),
    "severity": get_args(Severity),
}
"""Of each key that says something in a word of ours, the words."""


def names_unknown(scenario: Scenario, policy: Policy, *, cited: bool = True) -> Sequence[Finding]:
    """Expectations that name what the policy does not have, or somebody who is not given.

    `cited`: what the scenario says that it is an example of, which changes nothing in it, is looked at too.
    """
    known, people = _known(policy), _people(scenario.given)
    found: list[Finding] = []
    for expect in scenario.expect:
        words = {**known, "rule": known[f"rule of {expect.about}"]} if f"rule of {expect.about}" in known else known
        for name in ("rule", "policy", "clause", "finding", "window", "activity"):
            found += _unknown(name, getattr(expect, name), words[name], expect.origin.at(name))
        found += _wrong_words(expect)
        found += _subject(expect, people)
        found += _unknown("record", expect.record, people["record"], expect.origin.at("record"))
        found += _of_forms_and_criteria(expect, policy)
        found += _of_chains(expect, known, people)
        found += _of_keeping(expect, known, people, policy)
    for name, raised in scenario.given.escalations.items():
        place = scenario.origin.at("given", "escalations", name)
        found += _unknown("subject", raised.about, [*people["subject"], *people["record"]], place.at("about"))
        found += _unknown("worker", raised.raised_by, people["worker"], place.at("raised_by"))
        found += _unknown("clause", raised.clause, known["clause"], place.at("clause"))
        for index, taken in enumerate(raised.steps):
            found += _unknown("step", taken.step, known["step"], place.at("steps", index))
    found += _readings(scenario, policy)
    for one in scenario.clause if cited else ():
        found += _unknown("clause", one, known["clause"], scenario.origin.at("clause"))
    return found


def _readings(scenario: Scenario, policy: Policy) -> Iterator[Finding]:
    """What is given as decided, of a reading that the policy does not have."""
    offered = {one.id: [option.id for option in one.option] for one in policy.authority.interpretations}
    for index, choice in enumerate(scenario.given.readings):
        place = scenario.origin.at("given", "readings", index)
        yield from _unknown("reading", choice.id, list(offered), place.at("id"))
        yield from _unknown("option", choice.option, offered.get(choice.id, [choice.option or ""]), place.at("option"))


def _known(policy: Policy) -> dict[str, list[str]]:
    """Of each key that names something of the policy, what there is."""
    rows = [row.id for frequency in policy.frequencies for row in frequency.row]
    rules = [rule.id for rule in (*policy.rules.deadlines, *policy.rules.requirements)]
    words = policy.vocabulary
    return {
        "rule": [*rows, *rules, "to-write-up"],
        "rule of retain": [rule.id for rule in policy.rules.retention],
        "rule of access": [rule.id for rule in policy.rules.access],
        "policy": [*(frequency.id for frequency in policy.frequencies), *rules, "to-write-up"],
        "clause": list(policy.clauses),
        "finding": [*known_codes(policy), *policy.clauses],
        "window": [*rules, *policy.clauses],
        "activity": [*words.activities, *words.steps, *words.events],
        "kind": sorted({str(chain.kind) for chain in policy.chains if chain.kind}),
        "step": [step.id for chain in policy.chains for step in chain.step],
        "taker": [*words.roles, *PARTIES, "outside", "none"],
    }


def _people(given: Given) -> dict[str, list[str]]:
    """Whom and what is given."""
    return {
        "worker": [*given.workers],
        "subject": [*given.workers, *given.cases, *given.teams, "service"],
        "record": [record_id(values, index) for index, values in enumerate(given.records)],
    }


def _wrong_words(expect: Expect) -> Iterator[Finding]:
    """What no answer ever says: it would only ever fail."""
    for key, words in _OF_ANSWERS.items():
        said = getattr(expect, key)
        for word in (said,) if isinstance(said, str) else said or ():
            yield from _unknown(key, word, words, expect.origin.at(key))


def _subject(expect: Expect, people: Mapping[str, list[str]]) -> Iterator[Finding]:
    subject = _SUBJECT_OF_ALL.split(expect.subject)[0] if expect.subject else None
    known = [*people["subject"], *people["record"], *(KINDS if expect.form else ())]
    if subject is not None and subject not in known:
        message, mend = unknown_word("subject", subject, people["subject"])
        yield Finding("unknown-subject", message, place=expect.origin.at("subject"), mend=mend)


def _of_forms_and_criteria(expect: Expect, policy: Policy) -> Iterator[Finding]:
    if expect.form and find_form(policy, expect.form) is None:
        forms = [form.id for form in policy.templates]
        yield from _unknown("form", expect.form, forms, expect.origin.at("form"))
    if expect.criterion and not find_criteria(policy, expect.criterion):
        criteria = [one.id for one in policy.criteria]
        yield from _unknown("criterion", expect.criterion, criteria, expect.origin.at("criterion"))


def _of_chains(expect: Expect, known: Mapping[str, list[str]], people: Mapping[str, list[str]]) -> Iterator[Finding]:
    raised = expect.escalation
    if raised is None:
        return
    place = expect.origin.at("escalation")
    yield from _unknown("subject", raised.about, [*people["subject"], *people["record"]], place)
    yield from _unknown("worker", raised.raised_by, people["worker"], place)
    yield from _unknown("clause", raised.clause, known["clause"], place)
    yield from _unknown("step", raised.after, known["step"], place)
    if not expect.none:
        yield from _unknown("kind of chain", raised.kind, known["kind"], place)
    for key, names in (("steps", [name for step in expect.steps for name in step]), ("next", expect.next)):
        for name in names:
            yield from _unknown(
                "worker, role or party", name, [*people["worker"], *known["taker"]], expect.origin.at(key)
            )


def _of_keeping(
    expect: Expect, known: Mapping[str, list[str]], people: Mapping[str, list[str]], policy: Policy
) -> Iterator[Finding]:
    if expect.retain:
        subjects = [*people["subject"], *people["record"]]
        yield from _unknown("subject", expect.retain, subjects, expect.origin.at("retain"))
    if reader := expect.access:
        place = expect.origin.at("access")
        readers = [*people["worker"], *policy.vocabulary.roles, *PARTIES]
        yield from _unknown("record or clause", reader.to, [*people["record"], *known["clause"]], place)
        yield from _unknown("worker, role or party", reader.by, readers, place)
        yield from _unknown("worker", reader.about, people["worker"], place)


def _unknown(what: str, word: str | None, known: Sequence[str], place: Origin) -> Iterator[Finding]:
    if word is not None and word not in known:
        message, mend = unknown_word(what, word, known)
        code = f"unknown-{what.replace(', ', '-').replace(' ', '-')}"
        yield Finding(code, message, place=place, mend=mend if known else f"the policy has no {what}")
