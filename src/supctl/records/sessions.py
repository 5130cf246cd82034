"""A session in one line: what was held, when, with whom and about whom, made into records. Pure.

A session logged is the facts of it and no words: source "logged", no form. Whoever writes it up later seals a record
that amends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from supctl.answers import Subject
from supctl.answers.about import is_a_childs, kinds_about
from supctl.answers.events import counted_events
from supctl.answers.owners import held_by
from supctl.answers.shapes import Because
from supctl.errors import Finding, InputError
from supctl.facts import Record, Service, Step, service_as_of
from supctl.facts.records import Source, WordsHeld
from supctl.facts.words import GIVEN_BY_NOBODY, GROUP_SUPERVISION
from supctl.policy import Policy, SubjectKind
from supctl.records.checks import session_problems
from supctl.records.ids import Taken, record_id
from supctl.records.session import Session

CASE_SUPERVISION: Final = "case-supervision"
NOT_BY_THE_SUPERVISOR: Final = ("supervision-audit", "case-file-audit")
"""What somebody else does: who it was is never taken from the post."""
_TALKS_OF_CASES: Final = "personal-supervision"
FILED: Final = "filed"


@dataclass(frozen=True)
class Stamp:
    """When supctl wrote something, and under whose account."""

    at: datetime
    account: str | None = None


@dataclass(frozen=True)
class Logged:
    """The records that a session makes, its own first; `there`: those of its children that were there already.

    `because`: whether the supervisor is the one in post or stands in; "told" where the person was named. `others`:
    children of it who are with somebody else on that day, each with that worker (None: with nobody).
    """

    records: tuple[Record, ...]
    there: tuple[Record, ...] = ()
    because: Because | str = "told"
    others: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Logbook:
    """What is known when a session is logged: facts and policy on a day, and the ids that are taken."""

    facts: Service
    policy: Policy
    as_of: date
    taken: Taken
    stamp: Stamp

    def log(self, session: Session) -> Logged:
        """The records that the session makes. Raises InputError with everything that is wrong."""
        complete, because = self.checked(session)
        return self._records(complete, service_as_of(self.facts, self.as_of), because)

    def checked(self, session: Session) -> tuple[Session, Because | str]:
        """The session with whoever gave it, and how that is known. Raises InputError with everything that is wrong."""
        service = service_as_of(self.facts, self.as_of)
        session = replace(session, cases=tuple(dict.fromkeys([*session.cases, *session.reflective])))
        complete, because = self._with_supervisor(session, service)
        problems = [*self._subject_problems(session), *session_problems(complete, service, self.as_of)]
        if not session.again:
            problems += self._twice(complete, service)
        if problems:
            raise InputError(problems)
        return complete, because

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def _subject_problems(self, session: Session) -> Iterator[Finding]:
        kinds, kind = kinds_about(session.activity, self.policy), session.subject.kind
        if session.activity == GROUP_SUPERVISION and kind == "worker" and not self._has_form(session):
            kinds = ("team",)  # a person was there; the session is the team's
        if kind in kinds or (kinds == ("case",) and session.cases):
            return
        said = self.policy.activity_name(session.activity)
        called = {"worker": "a person", "case": "a child", "team": "a team"}
        wanted = " or ".join(called[one] for one in kinds)
        mend = "name the child, or add --cases" if kinds == ("case",) else f"name {wanted}"
        mend += f", and who was there: --present {session.subject.id}" if (kind, kinds) == ("worker", ("team",)) else ""
        message = f"{said} is about {wanted}; {session.subject.id} is {called[kind]}"
        yield Finding("wrong-subject", message, subject=session.subject.id, mend=mend)

    def _has_form(self, session: Session) -> bool:
        """Whether the authority has a form for such a session with a person."""
        forms = [form for form in self.policy.templates if form.activity == session.activity]
        return any(form.subject in {"worker", "pair"} for form in forms)

    def _twice(self, session: Session, service: Service) -> Iterator[Finding]:
        for subject in _subjects(session, self.policy):
            if there := same_session(session.activity, subject, session.day, service, session.about):
                four = there.id.rpartition("-")[2]
                said = session.activity.replace("-", " ")
                message = f"{said} of {subject.id} on {session.day} is there already ({four})"
                mend = f"see it: supctl record show {four}; if there was another one on that day: --again"
                yield Finding("already-logged", message, subject=subject.id, record=there.id, mend=mend)

    # --- what follows -----------------------------------------------------------------------------------------------

    def _with_supervisor(self, session: Session, service: Service) -> tuple[Session, Because | str]:
        if session.supervisor or session.activity in (*NOT_BY_THE_SUPERVISOR, *GIVEN_BY_NOBODY):
            return session, "told"
        held = held_by(session.subject, service, session.day)
        return replace(session, supervisor=held.owner), held.because

    def _records(self, session: Session, service: Service, because: Because | str) -> Logged:
        taken = self.taken.besides()
        own = [self._record(session, one, taken, service) for one in _subjects(session, self.policy)]
        extra, there = self._of_cases(session, own[0], service, taken)
        records = self._with_steps([*own, *extra], session)
        return Logged(tuple(records), tuple(there), because, tuple(with_others(own[0], service)))

    def _record(self, session: Session, subject: Subject, taken: Taken, service: Service) -> Record:
        id_ = record_id(session.day, session.activity, subject.id, taken)
        taken.added.add(id_)
        of_case = subject.kind == "case"
        return Record(
            id=id_,
            activity=session.activity,
            date=session.day,
            authority=self.policy.id,
            minutes=session.minutes,
            supervisee=self._supervisee(session, subject, service),
            supervisor=session.supervisor,
            present=session.present,
            team=subject.id if subject.kind == "team" else session.team,
            cases=(subject.id,) if of_case else session.cases,
            reflective=tuple(one for one in session.reflective if not of_case or one == subject.id),
            about=tuple(one for one in session.about if not of_case or one.startswith(f"{subject.id}/")),
            next=session.next,
            reason=session.reason,
            rearranged=session.rearranged,
            source=Source(kind="logged"),
            words=WordsHeld(held="elsewhere"),
        )

    def _supervisee(self, session: Session, subject: Subject, service: Service) -> str | None:
        """Whose session it is: of one about a child its worker's, where the policy counts it for workers too."""
        if "worker" in {subject.kind, session.subject.kind}:
            return subject.id if subject.kind == "worker" else session.subject.id
        counts_for = {one.subject for one in self.policy.frequencies if session.activity in one.activities}
        of_worker = subject.kind == "case" and counts_for & {"worker", "pair"}
        return service.case_worker(subject.id, session.day) if of_worker else subject.worker

    def _of_cases(
        self, session: Session, own: Record, service: Service, taken: Taken
    ) -> tuple[list[Record], list[Record]]:
        """Case supervision of each child talked of, where the policy counts that and not the session itself."""
        made: list[Record] = []
        there: list[Record] = []
        for case in session.cases if session.activity == _TALKS_OF_CASES else ():
            record = self._of_case(session, case, own, taken, service)
            if not self._counts_alone(case, own, record, service):
                continue
            before = same_session(CASE_SUPERVISION, Subject("case", case), session.day, service)
            if before:
                there.append(before)
            else:
                taken.added.add(record.id)
                made.append(record)
        return made, there

    def _of_case(self, session: Session, case: str, own: Record, taken: Taken, service: Service) -> Record:
        about = replace(session, activity=CASE_SUPERVISION, minutes=None, present=(), team=None, next=None)
        record = self._record(about, Subject("case", case), taken.besides(), service)
        return record.model_copy(update={"source": record.source.model_copy(update={"batch": own.id})})

    def _counts_alone(self, case: str, own: Record, record: Record, service: Service) -> bool:
        """Whether the child's clock hears case supervision and is deaf to the session in which it happened."""
        both = replace(service, records=[own, record])
        for frequency in self.policy.frequencies:
            if frequency.subject != "case" or CASE_SUPERVISION not in frequency.activities:
                continue
            events = counted_events(frequency.counts, Subject("case", case), both, self.policy)
            counted = {event.record.id for event in events}
            if record.id in counted and own.id not in counted:
                return True
        return False

    def _with_steps(self, records: Sequence[Record], session: Session) -> list[Record]:
        """Each record with the steps that were taken on it."""
        found = []
        for record in records:
            mine = [step for step in session.steps if self._concerns(step, record, records)]
            steps = tuple(
                Step(
                    step=one,
                    on=session.steps[one],
                    by=session.supervisor,
                    where=session.where if one == FILED else None,
                    at=self.stamp.at,
                    account=self.stamp.account,
                )
                for one in sorted(mine, key=lambda one: session.steps[one])
            )
            found.append(record.model_copy(update={"steps": steps}))
        return found

    def _concerns(self, step: str, record: Record, records: Sequence[Record]) -> bool:
        """What is written is written of all; another step belongs where the policy asks for it, else to the session."""
        asked = [one for one in records if _asks_for(self.policy, step, one.activity)]
        return step == "written" or record in asked or (not asked and record.activity == records[0].activity)


def with_others(record: Record, service: Service) -> Iterator[tuple[str, str | None]]:
    """The children of a session with a worker who are somebody else's on its day; one covered by the worker is not."""
    worker = record.supervisee
    for case in record.cases if worker else ():
        holder = service.case_worker(case, record.date)
        if service.status(case, record.date) and worker not in {holder, service.cover(holder, record.date, "cases")}:
            yield case, holder


def same_session(
    activity: str, subject: Subject, day: date, service: Service, about: Sequence[str] = ()
) -> Record | None:
    """The record of such a session of that day, if there is one that counts; of two other events it is another one."""
    of: dict[SubjectKind, Callable[[str], Sequence[Record]]] = {
        "worker": service.records_of_worker,
        "case": service.records_of_case,
        "team": service.records_of_team,
    }
    for record in of[subject.kind](subject.id):
        own = subject.kind != "worker" or record.supervisee == subject.id
        other = about and record.about and set(about).isdisjoint(record.about)
        if own and not other and (record.activity, record.date) == (activity, day):
            return record
    return None


def _subjects(session: Session, policy: Policy) -> list[Subject]:
    """Whom the records are about: each child of a session that is about children and was named by its worker."""
    by_case = is_a_childs(session.activity, policy) and session.subject.kind != "case"
    return [Subject("case", case) for case in session.cases] if by_case and session.cases else [session.subject]


def _asks_for(policy: Policy, step: str, activity: str) -> bool:
    """Whether some deadline asks for the step on a record of this activity."""
    return any(
        must.step == step and activity in (deadline.after.activity or must.activity)
        for deadline in policy.rules.deadlines
        for must in deadline.alternatives
    )
