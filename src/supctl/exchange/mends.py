"""What to type, or to write, so that something owed is done or stands in the diary."""

from __future__ import annotations

from supctl.answers import Obligation
from supctl.checks import Known, mend_of_case, mend_of_duty, mend_of_shortfall, to_book
from supctl.errors import Finding
from supctl.exchange.view import View
from supctl.policy import Deadline, Requirement


def mend(view: View, one: Obligation) -> list[str]:
    """What to type or do for something owed: to put it into the diary, and once it is done."""
    if one.status in {"ok", "done"}:
        return []
    known = _known(view)
    return [*_diary(one, known), mend_of_duty(one, known)]


def mend_of_finding(view: View, finding: Finding, rule: Requirement | None) -> list[str]:
    """What to type or do for what falls short; nothing where it can no longer be mended."""
    known = _known(view)
    told = mend_of_case(finding, known) or (mend_of_shortfall(finding, rule, known) if rule else None)
    return [told] if told and view.can_be_typed(told) else []


def deadline_of(view: View, one: Obligation) -> Deadline | None:
    """The deadline that an obligation comes from, if it comes from one."""
    return _known(view).deadline(one)


def requirement_of(view: View, finding: Finding) -> Requirement | None:
    """The requirement that a finding falls short of, if it is one's."""
    return _known(view).requirement(finding)


def _diary(one: Obligation, known: Known) -> list[str]:
    """A session that is owed again and again is put into the diary, which is a person's."""
    diary = one.kind == "frequency" and one.subject.kind in {"worker", "pair"} and not one.booked
    return [to_book(one.subject.worker or one.subject.id, one.activity, "DATE")] if diary and known.can("book") else []


def _known(view: View) -> Known:
    commands = view.commands
    return Known(view.service, view.policy, view.as_of, lambda typed: commands is None or typed in commands)
