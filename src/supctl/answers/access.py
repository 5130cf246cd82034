"""Who may read a record, by which rule, and whether the supervisee is told. Nobody is allowed by silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.steps import party
from supctl.answers.subject import Subject
from supctl.facts import Record, Service, service_as_of
from supctl.policy import Access, Policy


@dataclass(frozen=True)
class Reading:
    """Who wants to read: a person by id, a role, or a party (supervisor, above ...), for a purpose or none.

    `consent`: whether the supervisee has agreed to it. `about`: the supervisee, where no record is named.
    """

    by: str
    purpose: str | None = None
    consent: bool = False
    about: str | None = None


@dataclass(frozen=True)
class Permission:
    """Whether reading is allowed, and by which rule; `needs_consent`: the rule that the supervisee's agreement opens.

    Not allowed and no rule: the document names nobody like this reader.
    """

    allowed: bool
    rule: Access | None = None
    needs_consent: Access | None = None

    @property
    def informed(self) -> bool:
        """Whether the supervisee is told."""
        return self.rule is not None and self.rule.informed


def may_read(facts: Service, policy: Policy, day: date, to: str, reading: Reading) -> Permission:
    """Whether somebody may read a record (its id), or what a clause speaks of (its id); the first rule that allows it.

    Of rules that allow it the one that asks no consent comes first. Somebody who has left reads nothing.
    """
    service = service_as_of(facts, day)
    record = service.record(to)
    closed: Access | None = None
    gone = reading.by in service.workers and service.employment(reading.by, day) is None
    for rule in _rules(policy, record, to, day):
        supervisee = record.supervisee if record else reading.about
        if not Circumstances(service, Subject("worker", supervisee or "")).hold(rule.when, day, rule.unless):
            continue
        if gone or not _is_one(rule, reading, _Pair(service, record, supervisee, day)):
            continue
        if rule.consent and not reading.consent:
            closed = closed or rule
            continue
        return Permission(allowed=True, rule=rule)
    return Permission(allowed=False, needs_consent=closed)


def _rules(policy: Policy, record: Record | None, to: str, day: date) -> Iterator[Access]:
    """The rules that reach the record, or that cite the clause."""
    for rule in policy.rules.access:
        if not policy.holds_under(rule, day):
            continue
        if record is None:
            if to in rule.clause:
                yield rule
        elif _reaches(rule, record, policy) and rule.restricted == record.restricted:
            yield rule


def _reaches(rule: Access, record: Record, policy: Policy) -> bool:
    """Whether a rule speaks of such records: of those it names, else of every record of staff, and no child's."""
    return record.activity in rule.of if rule.of else case_of(record, policy) is None


@dataclass(frozen=True)
class _Pair:
    """Between whom the record is: its supervisee and supervisor, on the day asked."""

    service: Service
    record: Record | None
    supervisee: str | None
    day: date

    def is_party(self, who: str, name: str, rule: Access) -> bool:
        """Whether a person is the party: as written on the record, or as the posts stand on the day."""
        level = rule.level
        if self.supervisee is None:
            return False
        if name == "above":
            line = self.service.above(self.supervisee, self.day)[1:]
            return who in (line[level - 1 : level] if level else line)
        then = party(self.record, name, self.service) if self.record and not rule.now else set()
        if then:
            return who in then
        post = self.service.post(self.supervisee, self.day)
        named = {
            "supervisee": self.supervisee,
            "supervisor": post.supervisor if post else None,
            "line-manager": (post.line_manager or post.supervisor) if post else None,
            "professional-supervisor": post.professional_supervisor if post else None,
        }
        return who == named.get(name)


def _is_one(rule: Access, reading: Reading, pair: _Pair) -> bool:
    """Whether the rule names this reader, and their purpose where it names one."""
    if rule.purpose and reading.purpose not in rule.purpose:
        return False
    if not (rule.parties or rule.by_role):
        return bool(rule.purpose or rule.consent)
    if reading.by in rule.parties or reading.by in rule.by_role:
        return True
    if pair.service.role(reading.by, pair.day) in rule.by_role:
        return True
    return any(pair.is_party(reading.by, name, rule) for name in rule.parties)
