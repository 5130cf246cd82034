"""What the store knows that a draft fills in, and what it only mentions: claims are never filled in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from supctl.answers import OPEN, Answers, Obligation
from supctl.answers.circumstances import Circumstances
from supctl.answers.forms import AskedField
from supctl.facts import Interval, Service
from supctl.facts.days import say_days, say_near
from supctl.policy import FormField, Policy, Requirement
from supctl.records.drafting.begun import Draft

_LISTED: Final = 8
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TOLD_DAYS: Final = 7
IF_YOU_WISH: Final = "if you wish"


@dataclass(frozen=True)
class Known:
    """What is known for one draft."""

    draft: Draft
    policy: Policy
    service: Service
    answers: Answers

    # --- values ---------------------------------------------------------------------------------------------------

    def value(self, field: FormField) -> object:
        """What is filled in; None where the answer is somebody's to give."""
        found = _PARTS[field.part](self.draft) if field.part and field.part in _PARTS else None
        if field.known:
            found = _KNOWN[field.known](self)
            if field.type == "text" and field.known in _PEOPLE:
                found = self.person(str(found)) if found else None
        if not found:
            return None
        if isinstance(found, tuple):
            return list(found) if field.many else found[0]
        return [found] if field.many else found

    def person(self, worker: str) -> str:
        """A person's name; the id of one the store does not know."""
        known = self.service.workers.get(worker)
        return known.name if known else worker

    def child(self, case: str) -> str:
        """A child: the reference and the initials."""
        known = self.service.cases.get(case)
        return f"{case} {known.initials}".rstrip() if known else case

    def team(self, team: str | None) -> str | None:
        """A team's name; the id of one the store does not know."""
        known = self.service.teams.get(team or "")
        return known.name if known else team

    def role(self, worker: str | None) -> str | None:
        """The person's role on the day, in the authority's word for it."""
        role = self.service.role(worker, self.draft.day)
        own = {one.id: one.name for one in self.policy.authority.roles if one.name}
        return own.get(role, role.replace("-", " ")) if role else None

    def sections(self, clauses: Sequence[str]) -> str:
        """The sections of these clauses, each once: "8.2, 11"."""
        known = [self.policy.clauses[one].section for one in clauses if one in self.policy.clauses]
        return ", ".join(dict.fromkeys(known))

    @property
    def whose(self) -> str:
        """The person whose entries the form looks at: the supervisee, else the case's worker."""
        draft = self.draft
        worker = next((self.service.case_worker(case, draft.day) for case in draft.cases), None)
        return draft.supervisee or worker or ""

    # --- what is only mentioned -----------------------------------------------------------------------------------

    def due_children(self) -> str:
        """The worker's children who are due, worst first: a claim that they were talked of is not made."""
        owed = [one for one in self.answers.obligations if one.subject.kind == "case" and one.worker == self.whose]
        owed = [one for one in owed if one.kind == "frequency" and self._is_due(one)]
        sessions = [one for one in owed if any(word.endswith("supervision") for word in one.activities)]
        first: dict[str, Obligation] = {}
        for one in sorted(sessions or owed, key=lambda one: (one.due or date.min, one.subject.id)):
            first.setdefault(one.subject.id, one)
        if not first:
            return "None of the children is due." if self.service.cases_of(self.whose, self.draft.day) else ""
        named = [f"{self.child(one.subject.id)} ({self._when(one)})" for one in first.values()]
        more = f" and {len(named) - _LISTED} more" if len(named) > _LISTED else ""
        return "Due: " + ", ".join(named[:_LISTED]) + more + "."

    def _is_due(self, one: Obligation) -> bool:
        soon = one.due is not None and (one.due - self.draft.day).days <= _TOLD_DAYS
        return one.status in OPEN or soon

    def _when(self, one: Obligation) -> str:
        if one.due is None:
            return "none so far"
        over = (self.draft.day - one.due).days
        if over > 0:
            return f"{say_days(over)} over"
        return "today" if over == 0 else say_near(one.due, self.draft.day)

    def may_be_left_out(self, asked: AskedField) -> str:
        """What stands beside a field that may stay empty: until another answer makes it needed, or if one wishes."""
        return self.needed_once(asked) or IF_YOU_WISH

    def needed_once(self, asked: AskedField) -> str:
        """Which answers make a field required: "needed if Standards met: no"."""
        said = []
        for one in asked.required_once:
            name, _, answer = one.partition(":")
            label = self.policy.field_label(name)
            said.append(f"{label}: {answer}" if answer else f"{label} is answered")
        return f"needed if {' or '.join(said)}" if said else ""

    def proposed_next(self) -> str:
        """The date that the policy gives for the next one: "proposed: 2026-12-29 (four weeks on)"."""
        for one in self.answers.obligations:
            if one.kind == "frequency" and self._is_mine(one) and (interval := self._interval(one)):
                number = _NUMBERS[interval.number - 1] if interval.number <= len(_NUMBERS) else str(interval.number)
                length = f"{number} {str(interval).partition(' ')[2]}"
                return f"proposed: {interval.after(self.draft.day, self.service.calendar)} ({length} on)"
        return ""

    def _is_mine(self, one: Obligation) -> bool:
        """Whether an obligation is about the draft's subject and met by what the draft records."""
        draft, subject = self.draft, one.subject
        if draft.form.template.activity not in one.activities:
            return False
        if subject.kind == "case":
            return draft.form.template.subject == "case" and subject.id in draft.cases
        if subject.kind == "pair":
            return subject.worker == draft.supervisee and subject.with_ == draft.supervisor
        return subject.id == (draft.supervisee if subject.kind == "worker" else draft.team)

    def _interval(self, one: Obligation) -> Interval | None:
        """The interval of the row that governs, or as agreed; none for a quota."""
        if one.need is not None:
            return None
        if one.basis == "agreement" and one.explanation.agreed:
            return Interval.read(one.explanation.agreed)
        rows = {row.id: row for policy in self.policy.frequencies if policy.id == one.policy for row in policy.row}
        every = rows[one.rule].every if one.rule in rows else None
        said = None if one.explanation.used_first else one.explanation.interval
        return every or (Interval.read(said) if said else None)

    def asked_of(self, part: str) -> str:
        """What the policy's requirements together ask of a part: "asked for 90 or more (8.1)"."""
        rules = [rule for rule in self.policy.rules.requirements if self._asks(rule, part)]
        least = max((rule.min for rule in rules if rule.min is not None), default=None)
        most = min((rule.max for rule in rules if rule.max is not None), default=None)
        said = f"asked for {_range(least, most)}" if _range(least, most) else ""
        sections = self.sections([clause for rule in rules for clause in rule.clause])
        return f"{said} ({sections})" if said and sections else said

    def _asks(self, rule: Requirement, part: str) -> bool:
        """Whether a requirement sets how much a part of this record must be."""
        form, day = self.draft.form, self.draft.day
        meant = form.template.activity in rule.on.activity or form.template.id in rule.on.form
        if not (meant and part in rule.of and rule.test in {"value", "count"}):
            return False
        holds = Circumstances(self.service, form.subject).hold(rule.when, day, rule.unless)
        return holds and self.policy.holds_under(rule, day) and (rule.min, rule.max) != (None, None)


def _range(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return str(least) if least == most else f"{least} to {most}"
    return f"{least} or more" if least is not None else f"at most {most}" if most is not None else ""


_PARTS: Mapping[str, Callable[[Draft], object]] = {
    "supervisee": lambda draft: draft.supervisee,
    "supervisor": lambda draft: draft.supervisor,
    "team": lambda draft: draft.team,
    "date": lambda draft: draft.day,
    "cases": lambda draft: draft.cases,
}
_PEOPLE: Final = ("supervisee", "supervisor", "case-worker", "line-manager")


def _line_manager(known: Known) -> str | None:
    post = known.service.post(known.whose, known.draft.day)
    return (post.line_manager or post.supervisor) if post else None


def _initials(known: Known) -> str | None:
    found = [known.service.cases[case].initials for case in known.draft.cases if case in known.service.cases]
    return ", ".join(one for one in found if one) or None


def _team(known: Known) -> str | None:
    day, service = known.draft.day, known.service
    of_case = next((service.case_team(case, day) for case in known.draft.cases), None)
    post = service.post(known.whose, day)
    return known.team(known.draft.team or of_case or (post.team if post else None))


def _started(known: Known) -> date | None:
    employment = known.service.employment(known.whose, known.draft.day)
    return employment.from_ if employment else None


def _case_worker(known: Known) -> str | None:
    return next((known.service.case_worker(case, known.draft.day) for case in known.draft.cases), None)


def _supervisor(known: Known) -> str | None:
    """Who gives the session, else who supervises on its day."""
    return known.draft.supervisor or known.service.supervisor(known.whose, known.draft.day)


def _supervising(known: Known) -> str | None:
    """The two, by name: "Jo Okafor supervising Aisha Begum"."""
    supervisor, supervisee = _supervisor(known), known.draft.supervisee or known.whose
    return f"{known.person(supervisor)} supervising {known.person(supervisee)}" if supervisor and supervisee else None


_KNOWN: Mapping[str, Callable[[Known], object]] = {
    "supervisee": lambda known: known.draft.supervisee or known.whose,
    "supervisor": lambda known: known.service.supervisor(known.whose, known.draft.day),
    "initials": _initials,
    "role": lambda known: known.role(known.whose),
    "supervisor-role": lambda known: known.role(_supervisor(known)),
    "supervising": _supervising,
    "team": _team,
    "started": _started,
    "case-worker": _case_worker,
    "line-manager": _line_manager,
}
