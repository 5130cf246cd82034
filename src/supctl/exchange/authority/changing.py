"""What it would mean to follow another policy from a day on, as data: what moves, what comes and goes, which forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers.compared import Comparison
from supctl.errors import Finding
from supctl.exchange.authority.moved import ComparedData, compared_data
from supctl.exchange.authority.words import activity_words, counted_words, deadline_words
from supctl.exchange.due.data import ClauseData, clause_data
from supctl.exchange.names import Names, spaced
from supctl.exchange.schedules import deadline_limit, row_schedule
from supctl.policy import Deadline, FrequencyPolicy, Policy, Row
from supctl.policy.templates import RecordTemplate

_OF = {"worker": "a worker", "pair": "a worker", "case": "a child", "team": "a team", "action": "an action"}
_FEW = 2


@dataclass(frozen=True)
class NamedData:
    """A policy: its id, its name, and how a line calls it."""

    id: str
    name: str
    short: str


@dataclass(frozen=True)
class DutyData:
    """Something that one policy asks for and the other does not at all. `schedule`: how often, or by when."""

    whose: str
    what: str
    schedule: str
    policy: str
    clause: ClauseData


@dataclass(frozen=True)
class FormChangeData:
    """The forms of an activity by the one policy and by the other; empty where it has none."""

    activity: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class UnconfirmedData:
    """A reading of the new policy whose options give different answers, and that the service has not confirmed."""

    id: str
    says: str
    read_as: str


@dataclass(frozen=True)
class WordData:
    """A word in the store's files that the new policy does not know, and how to settle it."""

    message: str
    path: str | None
    line: int | None
    subject: str | None
    mend: str | None


@dataclass(frozen=True)
class ChangeData:
    """`supctl authority use NAME --format json`.

    `written`: whether supctl.toml was changed. `first_day`: of the new policy; `as_of`: the day for
    which the dates are worked out, the first one or, if that is past, the day asked.
    `settle`: words without which it cannot be followed.
    """

    written: bool
    first_day: date
    as_of: date
    before: NamedData
    after: NamedData
    settle: list[WordData]
    dates: ComparedData
    come: list[DutyData]
    go: list[DutyData]
    forms: list[FormChangeData]
    readings: list[UnconfirmedData]


def change_data(
    found: Comparison, before: Names, after: Names, unknown: Sequence[Finding], first_day: date
) -> ChangeData:
    """What follows if the policy of `after` takes the place of that of `before`; nothing of it is written yet."""
    old, new, day = before.policy, after.policy, found.as_of
    return ChangeData(
        written=False,
        first_day=first_day,
        as_of=day,
        before=_named(old),
        after=_named(new),
        settle=[WordData(one.message, one.path, one.line, one.subject, one.mend) for one in unknown],
        dates=compared_data(found, before, after),
        come=list(_only_in(new, old, day)),
        go=list(_only_in(old, new, day)),
        forms=_forms(old, new),
        readings=_readings(new, day),
    )


def _named(policy: Policy) -> NamedData:
    return NamedData(policy.id, policy.name, policy.short_name)


# --- duties that come and go ------------------------------------------------------------------------------------------


def _only_in(policy: Policy, other: Policy, day: date) -> Iterator[DutyData]:
    """What one policy asks for on a day, and the other one not in any way."""
    known = {_asked(one) for one in _in_use(other, day)}
    for one in _in_use(policy, day):
        if _asked(one) not in known:
            yield _duty(one, policy, day)


def _in_use(policy: Policy, day: date) -> Iterator[FrequencyPolicy | Deadline]:
    """The frequencies with a row that asks for something on the day, and the deadlines in force then."""
    for frequency in policy.frequencies:
        if any(not row.exempt and policy.holds_under(row, day) for row in frequency.row):
            yield frequency
    yield from (one for one in policy.rules.deadlines if one.must and policy.holds_under(one, day))


def _asked(rule: FrequencyPolicy | Deadline) -> tuple[str, ...]:
    """What a rule asks for, in words that are equal for what asks the same: of whom, what, after what."""
    if isinstance(rule, FrequencyPolicy):
        return _OF.get(rule.subject, rule.subject), rule.activity, rule.counts[0].step or "" if rule.counts else ""
    must = rule.alternatives[0]
    named = [*must.activity, *must.event, *must.planned] or [must.step or must.field or "done"]
    after = rule.after
    which = [*after.activity, *after.event][:1] or [after.began or after.ended or after.trigger]
    return "after", which[0], after.trigger, named[0]


def _duty(rule: FrequencyPolicy | Deadline, policy: Policy, day: date) -> DutyData:
    if isinstance(rule, Deadline):
        said = deadline_words(policy, rule)
        return DutyData("", said, deadline_limit(rule), rule.id, clause_data(policy, rule.clause))
    rows = [row for row in rule.row if not row.exempt and policy.holds_under(row, day)]
    whose, what = _OF.get(rule.subject, "the service"), counted_words(policy, rule.counts)
    if rule.subject == "action":
        what = f"looked at again in {what}"
    return DutyData(whose, what, _schedules(rows), rule.id, clause_data(policy, rows[0].clause))


def _schedules(rows: Sequence[Row]) -> str:
    """How often, by each row in which it differs: of many the first two."""
    plain = [row.model_copy(update={"approved": None}) if row.every else row for row in rows]
    said = list(dict.fromkeys(row_schedule(row) for row in plain))
    return " or ".join(said[:_FEW]) + (" ..." if len(said) > _FEW else "")


# --- forms and readings -----------------------------------------------------------------------------------------------


def _forms(old: Policy, new: Policy) -> list[FormChangeData]:
    """The activities whose forms are others, in the order of the new policy's forms."""
    before, after = _by_activity(old), _by_activity(new)
    found = []
    for activity in dict.fromkeys([*after, *before]):
        titles = [one.title for one in before.get(activity, [])], [one.title for one in after.get(activity, [])]
        if titles[0] != titles[1]:
            policy = new if activity in after else old
            found.append(FormChangeData(activity_words(policy, [activity]), *titles))
    return found


def _by_activity(policy: Policy) -> dict[str, list[RecordTemplate]]:
    found: dict[str, list[RecordTemplate]] = {}
    for one in policy.templates:
        found.setdefault(one.activity, []).append(one)
    return found


def _readings(policy: Policy, day: date) -> list[UnconfirmedData]:
    open_ones = [one for one in policy.authority.interpretations if one.option and not policy.choice(one.id, day)]
    return [
        UnconfirmedData(
            one.id, one.says, next((each.label for each in one.option if each.id == policy.option(one, day)), "")
        )
        for one in open_ones
    ]


def whose(one: DutyData) -> str:
    """A duty with whom it concerns: "a child: case supervision"."""
    return f"{one.whose}: {one.what}" if one.whose else spaced(one.what)
