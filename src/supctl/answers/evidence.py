"""What facts alone can show over a period, one thing at a time: held and how late, answered, done, on file. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from supctl.answers.circumstances import Circumstances
from supctl.answers.door import answer
from supctl.answers.events import records_of
from supctl.answers.fates import Agreed, fate
from supctl.answers.of_record import hold_for_record
from supctl.answers.said import says
from supctl.answers.shapes import Answers, Obligation
from supctl.answers.steps import Steps
from supctl.answers.subject import Subject
from supctl.answers.windows import settled_by_silence
from supctl.errors import Finding
from supctl.facts import Case, Record, Service, service_as_of
from supctl.facts.histories import ONE_DAY
from supctl.policy import Evidence, Policy, Requirement

NOT_IN_TIME = ("overdue", "late", "missing")


@dataclass(frozen=True)
class Seen:
    """What one evidence shows. `good`: whether every part of it is; None where that cannot be told.

    `of`: how many there were to look at (held, records, actions), `met` how many of them are good; `applies`: whether
    there was anything to look at. `cut`: the opening, where it cuts the period short. `owed`: what is open past its
    date, or missing, on the last day. `days`: the days in the period on which something was held, else the last one
    before it. `first_due`: when the next falls due. `form`: the one that the last record looked at is on.
    """

    evidence: Evidence
    good: bool | None = None
    of: int = 0
    met: int = 0
    applies: bool = True
    cut: date | None = None
    late: tuple[Obligation, ...] = ()
    owed: tuple[Obligation, ...] = ()
    days: tuple[date, ...] = ()
    first_due: date | None = None
    actions: Agreed = field(default_factory=Agreed)
    findings: tuple[Finding, ...] = ()
    form: str | None = None


@dataclass(frozen=True)
class Period:
    """A worker (or a case) from one day to another, both included, as it was known on the last."""

    subject: Subject
    facts: Service
    policy: Policy
    from_: date
    to: date

    def seen(self, evidence: Evidence) -> Seen:
        """What one evidence shows of the period."""
        return _LOOKS[evidence.kind](self, evidence)

    @cached_property
    def service(self) -> Service:
        """The facts as they were known on the last day."""
        return service_as_of(self.facts, self.to)

    @cached_property
    def answers(self) -> Answers:
        """What was owed on the last day, and what was held in the period."""
        return answer(self.facts, self.policy, self.to, history_from=self.from_)

    @cached_property
    def begins(self) -> date:
        """The first day on which the subject is known to be there."""
        worker, case = self.service.workers.get(self.subject.id), self.service.cases.get(self.subject.id)
        entries = case.status if case and self.subject.kind == "case" else worker.employment if worker else ()
        return min((entry.from_ for entry in entries), default=date.max)

    def cut(self, from_: date | None = None) -> date | None:
        """The opening, where it lies within the time looked at: from the period's first day, or the one given."""
        opening = self.service.opening
        return opening if opening and opening > max(from_ or self.from_, self.begins) else None

    # --- records ----------------------------------------------------------------------------------------------------

    def records(self, evidence: Evidence, activities: Sequence[str]) -> list[tuple[Record, str | None]]:
        """The records of the subject up to the last day, of these activities; of a case, each with the case."""
        if self.subject.kind == "case":
            return [(record, self.subject.id) for record in records_of(self.subject, self.service, activities)]
        if not evidence.of_cases:
            return [(record, None) for record in records_of(self.subject, self.service, activities)]
        found = [
            (record, case.id)
            for case in self.service.cases_ever_of(self.subject.id)
            for record in records_of(Subject("case", case.id), self.service, activities)
            if self.service.case_worker(case.id, record.date) == self.subject.id
        ]
        return sorted(found, key=lambda pair: (pair[0].date, pair[0].id, pair[1]))

    def _within(self, evidence: Evidence) -> list[tuple[Record, str | None]]:
        records = self.records(evidence, evidence.activity)
        return [(record, case) for record, case in records if self.from_ <= record.date]

    def _is_ours(self, evidence: Evidence, one: Obligation, day: date) -> bool:
        """Whether an obligation is the subject's, or about a case that was theirs on that day."""
        if self.subject.kind == "case":
            return one.subject.id == self.subject.id
        if one.subject.kind == "case":
            return evidence.of_cases and self.service.case_worker(one.subject.id, day) == self.subject.id
        return not evidence.of_cases and (one.subject.worker or one.subject.id) == self.subject.id

    # --- the nine ---------------------------------------------------------------------------------------------------

    def in_time(self, evidence: Evidence) -> Seen:
        """What was held or done, how late, and what is overdue or missing on the last day."""
        rules = evidence.in_time
        past = [one for one in self.answers.history if one.policy in rules and one.done]
        past = [one for one in past if self._is_ours(evidence, one, one.done or self.to)]
        open_ones = [one for one in self.answers.obligations if one.policy in rules]
        open_ones = [one for one in open_ones if self._is_ours(evidence, one, self.to)]
        late = tuple(one for one in past if _is_late(one, evidence))
        open_ones = [
            one for one in open_ones if one.due or one.kind != "frequency"
        ]  # no interval is set: no date to keep
        behind = [one for one in NOT_IN_TIME if not (evidence.limit and one == "late")]
        owed = tuple(one for one in open_ones if one.status in behind)
        good = False if late or owed else None if self.cut() else True
        return Seen(
            evidence,
            good=good,
            of=len(past),
            met=len(past) - len(late),
            applies=bool(open_ones or any(one.due or one.kind != "frequency" for one in past)),
            cut=self.cut(),
            first_due=min((one.due for one in open_ones if one.due), default=None),
            late=tuple(sorted(late, key=lambda one: one.done or self.to)),
            owed=owed,
        )

    def held(self, evidence: Evidence) -> Seen:
        """The days of the records that there are, of the items on file, and of what happened."""
        held = [record.date for record, _ in self.records(evidence, evidence.held)] if evidence.held else []
        days = sorted([*held, *self._items(evidence), *self._events(evidence)])
        awaited = [
            one.due
            for one in self.answers.obligations
            if one.due and set(one.activities) & set(evidence.held) and self._is_ours(evidence, one, self.to)
        ]
        return self._there(evidence, days, min(awaited, default=None))

    def _items(self, evidence: Evidence) -> list[date]:
        worker = self.service.workers.get(self.subject.id)
        if self.subject.kind == "case" or evidence.of_cases:
            items = [item for case in self._cases() for item in case.file]
        else:
            items = list(worker.file) if worker else []
        return [item.date for item in items if item.item in evidence.item]

    def _events(self, evidence: Evidence) -> list[date]:
        """What happened in the cases, as far as they were the worker's on its day."""
        mine = self.subject.id if self.subject.kind == "worker" else None
        return [
            event.date
            for case in self._cases()
            for event in case.event
            if event.kind in evidence.event and mine in {None, self.service.case_worker(case.id, event.date)}
        ]

    def _cases(self) -> list[Case]:
        ids = [self.subject.id] if self.subject.kind == "case" else self.service.cases_of(self.subject.id, self.to)
        return [self.service.cases[case] for case in ids if case in self.service.cases]

    def _there(self, evidence: Evidence, days: Sequence[date], first_due: date | None) -> Seen:
        """Something is there, and no older than is asked; before the opening it may have been there unseen."""
        ordered = sorted(set(days))
        within = [day for day in ordered if day >= self.from_]
        newer = evidence.newer_than
        fresh = [day for day in ordered if newer is None or newer.after(day) >= self.to]
        cut = self.cut(self.begins)
        unseen = cut is not None and (newer is None or newer.after(cut - ONE_DAY) >= self.to)
        good = True if fresh else None if unseen else False
        if evidence.gap_over and good:
            good = not any(evidence.gap_over.after(one) < other for one, other in self._gaps(ordered))
        shown = tuple(within or ordered[-1:])
        return Seen(
            evidence, good, len(ordered), len(fresh), cut=cut if good is None else None, days=shown, first_due=first_due
        )

    def _gaps(self, days: Sequence[date]) -> Iterator[tuple[date, date]]:
        """Each day of the period with the one after it, from where it begins to its last day.

        It begins with the last day before it, if there was one; else with the first day of it on which the subject is
        known to be there.
        """
        before = [day for day in days if day < self.from_]
        start = before[-1] if before else max(self.from_, self.begins, self.service.opening or date.min)
        return pairwise([start, *(day for day in days if day >= self.from_), self.to])

    def answered(self, evidence: Evidence) -> Seen:
        """In how many records the fields were answered, as far as each record's form has them; no form is no answer."""
        there = {form.id: {whole for whole, _, _ in form.fields()} for form in self.policy.templates}
        looked_at: list[bool] = []
        for record, case in self._within(evidence):
            of_form = there.get(record.form or "")
            fields = [one for one in evidence.answered if of_form is None or one.partition(":")[0] in of_form]
            cases = (case,) if case else record.cases
            if fields:
                looked_at.append(all(says(record, (one,), cases) for one in fields))
        forms = [record.form for record, _ in self._within(evidence) if record.form]
        return replace(self._share(evidence, looked_at), form=next(reversed(forms), None))

    def counted(self, evidence: Evidence) -> Seen:
        """In how many records there is at least one."""
        return self._share(evidence, [bool(getattr(one, str(evidence.counted))) for one, _ in self._within(evidence)])

    def stepped(self, evidence: Evidence) -> Seen:
        """In how many records the step was taken by the last day, in words or by silence."""
        step, taken = str(evidence.step), list[bool]()
        for record, case in self._within(evidence):
            settled = settled_by_silence(record, step, self.service, self.policy, self.to)
            taken.append(
                Steps(record, self.service, case, evidence.where).day(step, evidence.parties, settled) is not None
            )
        return self._share(evidence, taken)

    def _share(self, evidence: Evidence, looked_at: Sequence[bool]) -> Seen:
        met, cut = sum(looked_at), self.cut()
        if evidence.once:  # one is enough, and before the opening there may have been one
            good = True if met else None if cut else not looked_at
        else:
            good = False if met < len(looked_at) else None if cut else True
        return Seen(evidence, good, len(looked_at), met, applies=bool(looked_at or cut), cut=cut)

    def agreed(self, evidence: Evidence) -> Seen:
        """What became of the actions agreed in the period."""
        records = [(record, case) for record, case in self.records(evidence, ()) if self.from_ <= record.date]
        own = {record.id: record for record, case in records if case or record.supervisee == self.subject.id}
        fates = [fate(record, action, self.service, self.to) for record in own.values() for action in record.actions]
        counts = Agreed(**{name: fates.count(name) for name in set(fates)})
        good = False if counts.lost or counts.past else None if self.cut() else True
        met = counts.done + counts.carried
        return Seen(evidence, good, counts.all, met, bool(fates or self.cut()), self.cut(), actions=counts)

    def required(self, evidence: Evidence) -> Seen:
        """What fell short of requirements, in records of the period or on the last day."""
        looked_at = [record for record, _ in self.records(evidence, ()) if self.from_ <= record.date]
        records = {record.id for record in looked_at}
        found = tuple(
            one
            for one in self.answers.findings
            if one.code in evidence.requirement
            and (one.record in records if one.record else one.subject == self.subject.id)
        )
        rules = [rule for rule in self.policy.rules.requirements if rule.id in evidence.requirement]
        there = bool(found or self.cut()) or any(self._is_tested(rule, looked_at) for rule in rules)
        good = False if found else None if self.cut() else True
        return Seen(evidence, good, applies=there, cut=self.cut(), findings=found)

    def _is_tested(self, rule: Requirement, records: Sequence[Record]) -> bool:
        """Whether a requirement had something to look at: one of the records, or the subject itself on the last day."""
        service, policy = self.service, self.policy
        if rule.on.kind != "record":
            return Circumstances(service, self.subject).hold(rule.when, self.to, rule.unless)
        meant = [one for one in records if one.activity in rule.on.activity or one.form in rule.on.form]
        return any(
            policy.holds_under(rule, one.date) and hold_for_record(rule, one, policy, service, one.cases)
            for one in meant
        )


_LOOKS: dict[str, Callable[[Period, Evidence], Seen]] = {
    "in_time": Period.in_time,
    "held": Period.held,
    "item": Period.held,
    "event": Period.held,
    "answered": Period.answered,
    "counted": Period.counted,
    "step": Period.stepped,
    "actions": Period.agreed,
    "requirement": Period.required,
}


def _is_late(one: Obligation, evidence: Evidence) -> bool:
    """Whether something was done after its date; after the last permitted one, where that is asked."""
    last = one.due if not evidence.limit else None if one.recommended else one.limit or one.due
    return bool(one.done and last and one.done > last)
