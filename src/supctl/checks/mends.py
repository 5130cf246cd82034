"""What to do about a finding: the command to type, where supctl has it, else what to write and where.

`can` says whether supctl has a command ("record new"), so that nobody is told to type what fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from supctl.answers import Obligation, Subject
from supctl.answers.events import records_of
from supctl.answers.owners import held_by
from supctl.documents import Line
from supctl.errors import Finding, Place
from supctl.facts import Record, Service
from supctl.facts.words import GIVEN_BY_NOBODY, STEPS
from supctl.policy import Deadline, Must, Policy, Requirement
from supctl.records.sessions import NOT_BY_THE_SUPERVISOR

Can = Callable[[str], bool]
"""Whether supctl has a command, named as it is typed: "due", "record new"."""

_SESSIONS = ("personal-supervision", "case-supervision", "group-supervision", "ad-hoc-supervision")
_BOOKED_UNLESS_TOLD = "personal-supervision"
_AGREEMENT = "agreement"
_FOLDERS = {"worker": "workers", "case": "cases", "team": "teams"}


@dataclass(frozen=True)
class Known:
    """What a finding and its mend are made from: the service as of the day, the policy, and what can be typed."""

    service: Service
    policy: Policy
    as_of: date
    can: Can

    def record_behind(self, one: Obligation) -> Record | None:
        """The record that a duty follows, if it follows one."""
        return self.service.record((one.after or "").partition("#")[0])

    def deadline(self, one: Obligation) -> Deadline | None:
        """The deadline that a duty comes from, if it comes from one."""
        rules = self.policy.whose(one.basis, one.ruled_on).rules.deadlines
        return next((rule for rule in rules if rule.id == one.policy), None)

    def step(self, one: Obligation) -> str | None:
        """The step that counts for what must happen again and again, where nothing else does."""
        rules = self.policy.whose(one.basis, one.ruled_on).frequencies
        known = next((rule for rule in rules if rule.id == one.policy), None)
        return known.step if known and one.kind == "frequency" else None

    def requirement(self, finding: Finding) -> Requirement | None:
        """The requirement that a finding falls short of: of the policy of the record's day, or the service's own."""
        rules = self.policy.whose(finding.basis, finding.day if finding.record else None).rules.requirements
        return next((rule for rule in rules if rule.id == finding.code), None)

    def entry(self, kind: str, id_: str) -> Place:
        """Where a team, person or child is written down; the settings, for the service."""
        service = self.service
        held = service.teams if kind == "team" else service.cases if kind == "case" else service.workers
        found = held.get(id_)
        return found.origin if found else Line("supctl.toml", 1)

    def post(self, worker: str) -> Place | None:
        """Where the post that a person holds on the day is written down."""
        post = self.service.post(worker, self.as_of)
        return post.origin if post else None

    def typed(self, command: str, arguments: str, words: str, once: str = "") -> str:
        """The command as it is typed (`once`: when), where there is one; else the same in words."""
        return f"{once}supctl {command} {arguments}" if self.can(command) else words


def last_four(record: str) -> str:
    """The short name of a record: what stands after its last dash."""
    return record.rpartition("-")[2]


def mend_of_duty(one: Obligation, known: Known) -> str:
    """How a duty is met."""
    subject = one.subject.worker or one.subject.id
    record = known.record_behind(one)
    if one.status == "to-write-up":
        return known.typed("record new", f"--for {last_four(one.after or '')}", "write its form")
    if one.subject.kind == "action":
        return _about_action(one, subject, record, known)
    if one.kind == "frequency" and one.due is None:
        return _agree(subject, known)
    deadline = known.deadline(one)
    if deadline and deadline.must:
        return _follow(one, deadline.must, record, known)
    if step := known.step(one):
        return _take(step, one, known) or _hold(one.activity, subject, known)
    return _hold(one.activity, subject, known)


def _take(step: str, one: Obligation, known: Known) -> str | None:
    """The step is taken on the last record of the kind, if there is one on which it was not."""
    last = next(reversed(list(records_of(one.subject, known.service, one.activities))), None)
    if last is None or any(taken.step == step for taken in last.steps):
        return None
    return mend_of_step(last.id, step, (), known)


def to_book(worker: str, activity: str, day: str) -> str:
    """What to type to put a session into the diary."""
    return f"supctl book {worker} {day}" + ("" if activity == _BOOKED_UNLESS_TOLD else f" --activity {activity}")


def _hold(activity: str, subject: str, known: Known) -> str:
    """A session is logged once it was held; what is written on a form of its own is begun as a draft."""
    has_form = any(form.activity == activity for form in known.policy.templates)
    if has_form and activity not in _SESSIONS:
        by, day = _who_and_when(activity, subject, known)
        more = by + day.replace("--on", "--date")
        return known.typed("record new", f"{activity} {subject}{more}", f"record {activity} for {subject}")
    more = "".join(_who_and_when(activity, subject, known))
    once = "once held: " if activity in _SESSIONS else "once done: "
    words = f"hold it, and record {activity} for {subject}"
    return known.typed("log", f"{activity} {subject}{more}", words, once)


def _who_and_when(activity: str, subject: str, known: Known) -> tuple[str, str]:
    """What a command cannot know by itself: who gives it, where nobody supervises, and the day, of who has left."""
    worker, day = known.service.workers.get(subject), known.as_of
    left = None
    if worker and worker.employment and not known.service.employment(subject, day):
        left = worker.employment[-1].to
    about = Subject("case" if subject in known.service.cases else "worker", subject)
    on = f" --on {left}" if left else ""
    if activity in GIVEN_BY_NOBODY or (about.kind == "worker" and worker is None):
        return "", on
    asked = activity in NOT_BY_THE_SUPERVISOR or held_by(about, known.service, left or day).owner is None
    return " --with NAME" if asked else "", on


def _agree(subject: str, known: Known) -> str:
    """Where the policy leaves the interval to an agreement, another session settles none."""
    has_form = any(form.activity == _AGREEMENT for form in known.policy.templates)
    words = f"agree an interval with {subject}, and record the agreement"
    if not has_form:
        return words
    by, _ = _who_and_when(_AGREEMENT, subject, known)
    return known.typed("record new", f"{_AGREEMENT} {subject}{by}", words, "agree how often: ")


def _about_action(one: Obligation, worker: str, record: Record | None, known: Known) -> str:
    activity = record.activity if record else "personal-supervision"
    action = one.subject.id.partition("#")[2]
    once = "say in the next record how it stands: "
    words = f"say in the next record of {worker} how action {action} stands"
    return known.typed("record new", f"{activity} {worker}", words, once)


def _follow(one: Obligation, must: Must, record: Record | None, known: Known) -> str:
    subject = one.subject.worker or one.subject.id
    if must.activity:
        return _hold(must.activity[0], subject, known)
    if must.step and record:
        return mend_of_step(record.id, must.step, must.parties, known)
    if must.planned:
        return to_book(subject, must.planned[0], "DATE") if known.can("book") else f"fix a new date for {subject}"
    if must.event:
        return f'add [[event]] to {_file(one)} with id, date and kind = "{must.event[0]}"'
    return _amend(record.id, must.field or "it", known) if record else "do what the clause asks for"


def mend_of_step(record: str, step: str, by: tuple[str, ...], known: Known) -> str:
    """A step of a sealed record is marked once somebody has taken it."""
    who = f" by {' and '.join(by)}" if by else ""
    marked = "" if step in STEPS else "marked "
    words = f"see that {last_four(record)} is {marked}{step}{who}"
    whose = "--by NAME " if by else ""
    return known.typed("record mark", f"{last_four(record)} {step} {whose}--on DATE", words, f"once {step}: ")


def mend_of_shortfall(finding: Finding, rule: Requirement, known: Known) -> str | None:
    """How a requirement is met; None where nothing can be done about it any more."""
    if not finding.record:
        return _mend_of_entry(finding, rule, known)
    if finding.severity != "error":
        return None
    missing = [step for step in rule.steps if finding.message.startswith(step)]
    if missing:
        return mend_of_step(finding.record, missing[0], rule.parties, known)
    return _amend(finding.record, " or ".join(rule.of) or "what is missing", known)


def _mend_of_entry(finding: Finding, rule: Requirement, known: Known) -> str | None:
    """What to write about a person, case or pair, or in the settings."""
    subject, path = finding.subject or "", finding.path or "supctl.toml"
    if rule.test == "planned":
        day = finding.due.isoformat() if finding.due and finding.due >= known.as_of else "DATE"
        worker = subject.partition("+")[0]
        return to_book(worker, rule.activity[0], day) if known.can("book") else f"fix the next dates of {worker}"
    if rule.test == "held" and rule.item:
        return f'add [[file]] to {path} with item = "{rule.item[0]}" and date'
    if rule.test == "held" and rule.activity:
        return _hold(rule.activity[0], subject, known)
    if rule.test == "who":
        return _name_somebody(rule, path)
    return None


def _name_somebody(rule: Requirement, path: str) -> str:
    what = (rule.of or ("supervisor",))[0]
    is_ = " or ".join((*rule.by_role, *rule.standing))
    if rule.item and not is_:
        return f"name a {what.replace('_', ' ')} with {' or '.join(rule.item)} on file in the last [[post]] of {path}"
    if is_:
        return f"name a {what.replace('_', ' ')} who is {is_} in the last [[post]] of {path}"
    return f'add {what} = "ID" to the last [[post]] of {path}'


def mend_of_case(finding: Finding, known: Known) -> str | None:
    """How a case without a worker, or whose worker is away, is seen to."""
    case = known.service.cases.get(finding.subject or "")
    status = case.status[-1] if case and case.status else None
    if finding.code == "case-no-worker" and status:
        if status.from_ == known.as_of:  # each day stands once in a history
            return f'write worker = "ID" in the last [[status]] of {finding.path}'
        category = ", ".join(f'"{word}"' for word in status.category)
        entry = f'from = {known.as_of}, category = [{category}] and worker = "ID"'
        return f"add [[status]] to {finding.path} with {entry}"
    if finding.code == "case-worker-away" and status:
        return f'add [[cover]] to workers/{status.worker}.toml with from = {known.as_of} and by = "ID"'
    return finding.mend


def _amend(record: str, what: str, known: Known) -> str:
    words = f"see that {what} is settled; {last_four(record)} is sealed, and a sealed record is not edited"
    return known.typed("record amend", last_four(record), words)


def _file(one: Obligation) -> str:
    return f"{_FOLDERS.get(one.subject.kind, 'workers')}/{one.subject.worker or one.subject.id}.toml"
