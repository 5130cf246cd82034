"""Scenarios, run in memory, no folder each: what came of every one, and why one fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supctl.answers import Answers, Obligation, Uncovered, Window, answer
from supctl.documents import Document, Origin
from supctl.errors import Finding, InputError
from supctl.facts import Service
from supctl.policy import Policy
from supctl.testing.given import service_of
from supctl.testing.scenarios import TOLD, Expect, Scenario, names_unknown, read_scenarios

EVER = dt.date(1, 1, 1)


@dataclass(frozen=True)
class Result:
    """What came of one scenario. Of one that failed: what was expected, what came, and why, in a line each.

    `reached`: the rules (policy/rule) of the obligations and findings that it was about.
    """

    id: str
    title: str
    clause: tuple[str, ...]
    passed: bool
    expected: str = ""
    came: str = ""
    why: str = ""
    place: Origin | None = None
    reached: frozenset[str] = frozenset()


def run_scenarios(policy: Policy, documents: Iterable[Document]) -> list[Result]:
    """Hold the policy to every scenario of the documents. Raises InputError where a file is wrong."""
    scenarios = read_scenarios(documents)
    problems = [problem for scenario in scenarios for problem in names_unknown(scenario, policy)]
    if problems:
        raise InputError(problems)
    return [run_scenario(policy, scenario, number) for number, scenario in enumerate(scenarios, 1)]


def run_scenario(policy: Policy, scenario: Scenario, number: int = 1) -> Result:
    """Hold the policy to one scenario: the first expectation that is not met decides."""
    service = service_of(scenario.given, scenario.origin.at("given"), policy.vocabulary)
    chosen = policy.with_choices(scenario.given.readings)
    wants_history = any(one.done is not None or "done" in one.status for one in scenario.expect)
    answers = answer(service, chosen, scenario.as_of, history_from=EVER if wants_history else None)
    name = scenario.id or f"{scenario.clause[0] if scenario.clause else 'scenario'}#{number}"
    reached: set[str] = set()
    for expect in scenario.expect:
        outcome = _Outcome.of(expect, answers, service)
        reached |= outcome.reached
        if outcome.expected:
            return Result(
                name,
                scenario.title,
                scenario.clause,
                passed=False,
                expected=outcome.expected,
                came=outcome.came,
                why=outcome.why,
                place=expect.origin,
                reached=frozenset(reached),
            )
    return Result(name, scenario.title, scenario.clause, passed=True, place=scenario.origin, reached=frozenset(reached))


@dataclass(frozen=True)
class _Outcome:
    """Of one expectation: nothing expected where it was met, else what was, what came, and why."""

    expected: str = ""
    came: str = ""
    why: str = ""
    reached: frozenset[str] = frozenset()

    @classmethod
    def of(cls, expect: Expect, answers: Answers, service: Service) -> _Outcome:
        if expect.finding is not None:
            return _finding(expect, expect.finding, answers)
        if expect.window is not None:
            return _window(expect, expect.window, answers)
        if expect.uncovered:
            return _uncovered(expect, answers)
        if expect.exempt:
            return _exemption(expect, answers)
        return _obligation(expect, answers, service)


def _obligation(expect: Expect, answers: Answers, service: Service) -> _Outcome:
    past = answers.history if expect.done is not None or "done" in expect.status else ()
    found = [one for one in (*answers.obligations, *past) if _is_meant(expect, one, service)]
    reached = frozenset(f"{one.policy}/{one.rule}" for one in found)
    if expect.none and found:
        return _Outcome("no such obligation", _say(found[0]), _why(found[0]), reached)
    if expect.none:
        return _Outcome(reached=_exempting_rows(expect, answers))
    wanted = {name: getattr(expect, name) for name in TOLD if getattr(expect, name) not in (None, ())}
    met = [one for one in found if not _differences(one, wanted)]
    if met:
        return _Outcome(reached=frozenset(f"{one.policy}/{one.rule}" for one in met))
    expected = ", ".join(f"{name} {_plain(value)}" for name, value in wanted.items())
    if not found:
        others = [one for one in answers.obligations if _same_subject(expect.subject, one)]
        came = "; ".join(f"{one.policy} {_say(one)}" for one in others) or "nothing at all"
        return _Outcome(expected, f"no such obligation, but {came}" if others else "nothing is owed", "", reached)
    closest = min(found, key=lambda one: len(_differences(one, wanted)))
    return _Outcome(expected, ", ".join(_differences(closest, wanted)), _why(closest), reached)


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
    values = {"policy": one.policy, "rule": one.rule, "kind": one.kind}
    if any(getattr(expect, name) not in (None, value) for name, value in values.items()):
        return False
    if expect.clause and expect.clause not in one.clause:
        return False
    if expect.activity and expect.activity not in one.activities:
        return False
    if expect.after and expect.after not in {one.after, (one.after or "").partition("@")[0]}:
        return False
    if _same_subject(expect.subject, one):
        return True
    record = service.record(one.after or "")
    return (
        record is not None
        and expect.subject in {record.supervisee, *record.cases, record.team}
        and one.subject.kind == "pair"
    )


def _same_subject(subject: str | None, one: Obligation) -> bool:
    return subject in {one.subject.id, one.subject.worker}


def _differences(one: Obligation, wanted: Mapping[str, object]) -> list[str]:
    return [
        f"{name} {_plain(_told(one, name))}" for name, value in wanted.items() if not _equal(_told(one, name), value)
    ]


def _told(one: Obligation, name: str) -> object:
    return one.reading.id if name == "reading" and one.reading else getattr(one, name)


def _equal(came: object, wanted: object) -> bool:
    if wanted == "none":
        return came is None
    return came in wanted if isinstance(wanted, tuple) else came == wanted


def _uncovered(expect: Expect, answers: Answers) -> _Outcome:
    def is_meant(gap: Uncovered) -> bool:
        named = expect.activity in {None, gap.activity} and expect.policy in {None, gap.policy}
        return named and expect.subject in {gap.subject.id, gap.subject.worker}

    if any(is_meant(gap) for gap in answers.uncovered):
        return _Outcome()
    found = [one for one in answers.obligations if _same_subject(expect.subject, one)]
    return _Outcome("no row to match", "; ".join(_say(one) for one in found) or "nothing", "")


def _exemption(expect: Expect, answers: Answers) -> _Outcome:
    rows = [one for one in answers.exempt if expect.subject in {one.subject.id, one.subject.worker}]
    named = {"activity": expect.activity, "policy": expect.policy, "rule": expect.rule}
    found = [one for one in rows if all(word in {None, getattr(one, name)} for name, word in named.items())]
    found = [one for one in found if expect.clause is None or expect.clause in one.clause]
    if found:
        return _Outcome(reached=frozenset(f"{one.policy}/{one.rule}" for one in found))
    return _Outcome("an exemption", "; ".join(f"{one.policy}: exempt by {one.rule}" for one in rows) or "none", "")


def _finding(expect: Expect, wanted: str, answers: Answers) -> _Outcome:
    def is_meant(finding: Finding) -> bool:
        return (
            (finding.code == wanted or wanted in finding.clause)
            and expect.subject in {None, finding.subject}
            and expect.record in {None, finding.record}
            and expect.severity in {None, finding.severity}
            and expect.due in {None, finding.due or "none"}
        )

    found = [finding for finding in answers.findings if is_meant(finding)]
    reached = frozenset(f"requirement/{finding.code}" for finding in found)
    said = "; ".join(f"{finding.code}: {finding.message}" for finding in found) or "none"
    count = 0 if not expect.present else expect.count
    if count is not None and len(found) != count:
        return _Outcome(f"{count} findings {wanted}", said, "", reached)
    if count is None and not found:
        others = "; ".join(f"{one.code} ({one.subject})" for one in answers.findings) or "none at all"
        return _Outcome(f"the finding {wanted}", f"other findings: {others}", "", reached)
    return _Outcome(reached=reached)


def _window(expect: Expect, wanted: str, answers: Answers) -> _Outcome:
    def is_meant(window: Window) -> bool:
        return (window.rule == wanted or wanted in window.clause) and expect.subject in {None, window.subject.id}

    told = {name: getattr(expect, name) for name in ("until", "state", "settled") if getattr(expect, name) is not None}
    found = [window for window in answers.windows if is_meant(window) and expect.record in {None, window.record}]
    reached = frozenset(f"{window.rule}/{window.rule}" for window in found)
    expected = f"the window {wanted}" + "".join(f", {name} {_plain(value)}" for name, value in told.items())
    if not found:
        return _Outcome("" if expect.none else expected, "no such window", "", reached)
    if expect.none:
        return _Outcome("no such window", f"one until {found[0].until}", "", reached)
    if any(all(_equal(getattr(window, name), value) for name, value in told.items()) for window in found):
        return _Outcome(reached=reached)
    came = ", ".join(f"{name} {_plain(getattr(found[0], name))}" for name in told)
    return _Outcome(expected, came, f"opened {found[0].opened}", reached)


def _say(one: Obligation) -> str:
    return f"{one.status} {one.due or 'no date'} ({one.rule})"


def _why(one: Obligation) -> str:
    told = one.explanation
    counted = f"{told.base_is} {told.base}" if told.base else told.base_is
    return f"row {told.row}: {counted} + {told.interval or 'nothing'}"


def _plain(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else "none" if value is None else str(value)
