"""A second schedule, slow and plain, to hold the real one against: it looks at every single day.

It knows what architecture.md says of a frequency policy and nothing of how `supctl.answers` does it:

- the row of a day is the first one whose conditions hold on that day;
- a run is every day in a row that has a row which does not exempt;
- the base of a run is the latest counted day in it, else its first day, or the opening where that came later;
- it is due on the first day of the run, from the base on, that is not before the date which the row of that very day
  asks for, counted from the base; the last permitted day is found in the same way, from the due date on.

Facts as they were known on the day asked, and which records count, come from `supctl.facts`, which has its own tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from supctl.facts import Interval, Record, Service, Status, service_as_of
from supctl.policy import Conditions, Counted, FrequencyPolicy, Policy, Row

ONE_DAY = timedelta(days=1)
LONG_BEFORE = 500  # days before anything that the strategies make
LONG_AFTER = 500  # days, longer than any interval and any end written ahead


class Said(NamedTuple):
    """What a schedule says of one subject under one frequency policy."""

    row: str
    due: date | None
    limit: date | None
    have: int | None = None
    need: int | None = None


class Who(NamedTuple):
    """A subject: the worker it is seen through (or the case, or the team), and the supervisor of a pair."""

    kind: str
    id: str
    supervisor: str | None = None

    @property
    def name(self) -> str:
        """Its id in an answer."""
        return f"{self.id}+{self.supervisor}" if self.kind == "pair" else self.id


def slow_answers(facts: Service, policy: Policy, as_of: date) -> dict[str, Said]:
    """What is owed under every frequency policy, by the id that the obligation has."""
    service = service_as_of(facts, as_of)
    schedules = [
        SlowSchedule(frequency, who, service, policy, as_of)
        for frequency in policy.frequencies
        for who in everyone(frequency.subject, service)
    ]
    said = {f"{one.who.name}/{one.frequency.id}": one.says() for one in schedules}
    return {name: found for name, found in said.items() if found}


def everyone(kind: str, service: Service) -> Iterator[Who]:
    """Every subject of a kind."""
    if kind == "pair":
        pairs = {(worker.id, post.supervisor) for worker in service.workers.values() for post in worker.post}
        yield from (Who("pair", worker, supervisor) for worker, supervisor in pairs if supervisor)
    else:
        known = {"worker": service.workers, "case": service.cases, "team": service.teams}[kind]
        yield from (Who(kind, one) for one in known)


def last_begun(entries: Iterable, day: date):
    """Of a history, the entry that holds on the day."""
    begun = [entry for entry in entries if entry.from_ <= day]
    last = max(begun, key=lambda entry: entry.from_, default=None)
    return last if last and (last.to is None or day <= last.to) else None


def holding(entries: Iterable, day: date) -> list:
    """Of entries that may overlap, those that hold on the day."""
    return [entry for entry in entries if entry.from_ <= day <= (entry.to or date.max)]


class SlowSchedule:
    """One frequency policy for one subject, day by day."""

    def __init__(self, frequency: FrequencyPolicy, who: Who, service: Service, policy: Policy, as_of: date) -> None:
        self.frequency, self.who, self.service, self.policy, self.as_of = frequency, who, service, policy, as_of
        self.row_on = lru_cache(None)(self._row_on)

    # --- which row governs ---------------------------------------------------------------------------------------

    def _row_on(self, day: date) -> Row | None:
        if not self._there(day):
            return None
        return next((row for row in self.frequency.row if self._matches(row, day)), None)

    def runs_on(self, day: date) -> bool:
        """Whether the day belongs to a run."""
        row = self.row_on(day)
        return row is not None and not row.exempt

    def _there(self, day: date) -> bool:
        if self.who.kind == "worker":
            return self._employed(self.who.id, day) is not None
        if self.who.kind == "pair":
            post = self._post(self.who.id, day)
            return post is not None and post.supervisor == self.who.supervisor
        if self.who.kind == "team":
            team = self.service.teams[self.who.id]
            return (team.started or date.min) <= day <= (team.ended or date.max)
        return self._status(day) is not None

    def _matches(self, row: Row, day: date) -> bool:
        if (row.from_ and day < row.from_) or (row.to and day > row.to):
            return False
        if row.under and row.under != f"X-R:{self._option(day)}":
            return False
        if not self._all(row.when, day) or (row.unless and row.unless.named() and self._all(row.unless, day)):
            return False
        return not row.approved or bool(self._approval(row, day))

    def _option(self, day: date) -> str:
        return max(((c.from_, c.option) for c in self.policy.choices if c.from_ <= day), default=(day, "one"))[1]

    def _all(self, conditions: Conditions, day: date) -> bool:
        tenure = conditions.tenure_under
        if tenure:
            employment = self._employed(self.who.id, day)
            if not employment or day >= tenure.after(employment.from_):
                return False
        if not all(set(words) & self._words(name, day) for name, words in conditions.words().items()):
            return False
        return not conditions.standing_under or self._of_a_new_standing(conditions, day)

    def _of_a_new_standing(self, conditions: Conditions, day: date) -> bool:
        """Whether one of the standings has not lasted as long as is asked, looking back day by day."""
        entries = self.service.workers[self.who.id].standing
        for word in conditions.standing:
            first = day
            while word in {entry.is_ for entry in holding(entries, first - ONE_DAY)}:
                first -= ONE_DAY
            if word in {entry.is_ for entry in holding(entries, day)} and day < conditions.standing_under.after(first):
                return True
        return False

    def _words(self, name: str, day: date) -> set[str]:
        if self.who.kind == "case":
            return self._case_words(name, day)
        if self.who.kind == "team" and name == "has":
            posts = (self._post(other, day) for other in self.service.workers)
            return {"members"} if any(post and post.team == self.who.id for post in posts) else set()
        if self.who.kind == "team":
            return {self.service.teams[self.who.id].kind}
        return self._worker_words(name, day)

    def _worker_words(self, name: str, day: date) -> set[str]:
        if name == "standing":
            return {standing.is_ for standing in holding(self.service.workers[self.who.id].standing, day)}
        if name == "supervises":
            posts = (self._post(other, day) for other in self.service.workers)
            return {"yes" if any(post and post.supervisor == self.who.id for post in posts) else "no"}
        if name == "holds_cases":
            entries = (last_begun(case.status, day) for case in self.service.cases.values())
            held = any(one and one.worker == self.who.id and "closed" not in one.category for one in entries)
            return {"yes" if held else "no"}
        employment, post = self._employed(self.who.id, day), self._post(self.who.id, day)
        team = self.service.teams.get(post.team or "") if post else None
        if name == "has":
            return self._named_by(post) if post else set()
        words = {
            "employment": employment and employment.kind,
            "role": post and post.role,
            "role_group": post and self.service.vocabulary.roles[post.role],
            "team_kind": team and team.kind,
        }
        return {words[name]} - {None}

    def _named_by(self, post) -> set[str]:
        """Whom a post names: others than the supervisor under their own names."""
        others = {"line-manager": post.line_manager, "professional-supervisor": post.professional_supervisor}
        named = {name for name, who in others.items() if who not in {None, post.supervisor}}
        return named | ({"supervisor"} if post.supervisor else set())

    def _case_words(self, name: str, day: date) -> set[str]:
        case, status = self.service.cases[self.who.id], self._status(day)
        if name == "approval":
            return {approval.what for approval in holding(case.approval, day)}
        if status is None:
            return set()
        if name == "category":
            return set(status.category)
        if name == "team_kind":
            team = self.service.teams.get(status.team or "")
            return {team.kind} if team else set()
        return {event.kind for event in case.event if self._category_began(day) <= event.date <= day}

    def _category_began(self, day: date, words: Sequence[str] = ()) -> date:
        """The first day of the unbroken time in which the case has been one of these (or just what it is)."""
        history = self.service.cases[self.who.id].status
        now = last_begun(history, day)

        def same(before: Status) -> bool:
            return bool(set(words) & set(before.category)) if words else set(before.category) == set(now.category)

        while now and (before := last_begun(history, day - ONE_DAY)) and same(before):
            day -= ONE_DAY
        return day

    def _employed(self, worker: str, day: date):
        known = self.service.workers.get(worker)
        return last_begun(known.employment, day) if known else None

    def _post(self, worker: str | None, day: date):
        return last_begun(self.service.workers[worker].post, day) if worker and self._employed(worker, day) else None

    def _status(self, day: date):
        status = last_begun(self.service.cases[self.who.id].status, day)
        return status if status and "closed" not in status.category else None

    def _approval(self, row: Row, day: date):
        """The latest approval of the day that has a reason and the grade."""
        good = []
        for approval in holding(self.service.cases[self.who.id].approval, day):
            post = self._post(approval.by if approval.by in self.service.workers else None, approval.date)
            role = post.role if post else approval.role
            lapsed = row.approved.ends_with and self._of_an_earlier_category(approval.date, row, day)
            if approval.reason and approval.what in row.when.approval and role in row.approved.by_role and not lapsed:
                good.append(approval)
        return max(good, key=lambda approval: approval.date, default=None)

    def _of_an_earlier_category(self, given: date, row: Row, day: date) -> bool:
        """Whether it was given before the category began; of one that stood when the store was opened, nobody knows."""
        began, opening = self._category_began(day, row.when.category), self.service.opening
        first = self.service.cases[self.who.id].status[0].from_
        return given < began and not (opening and began == first and first <= opening)

    def _agreed(self, day: date) -> Interval | None:
        """The interval settled last with whoever supervises on the day."""
        if self.who.kind == "case":
            own = [one for one in self.service.records if one.every and self.who.id in one.cases and one.date <= day]
            return max(own, key=lambda one: (one.date, one.id)).every if own else None
        if self.who.kind == "team":
            return None
        post = self._post(self.who.id, day)
        supervisor = self.who.supervisor or (post.supervisor if post else None)
        settled = [
            (record.date, record.id, record.every)
            for record in self.service.records
            if record.every and record.supervisee == self.who.id and record.date <= day
            if supervisor is None or record.supervisor in {None, supervisor}
        ]
        return max(settled, key=lambda one: one[:2])[2] if settled else None

    # --- what counts ---------------------------------------------------------------------------------------------

    def counted(self) -> list[date]:
        """The days on which something counted, a day twice where two records count."""
        found = {
            (day, record.id)
            for record in self.service.records
            if self._own(record)
            for counted in self.frequency.counts
            for day in self._days(counted, record)
        }
        return sorted(day for day, _ in found)

    def _own(self, record: Record) -> bool:
        if self.who.kind == "case":
            return self.who.id in record.cases
        if self.who.kind == "team":
            return record.team == self.who.id
        attended = record.activity == "group-supervision" and self.who.id in record.present
        given = self.who.kind == "worker" or record.supervisor in {None, self.who.supervisor}
        return (record.supervisee == self.who.id or attended) and given

    def _days(self, counted: Counted, record: Record) -> list[date]:
        """The day on which the record counts, if it does."""
        if counted.activity and record.activity not in counted.activity:
            return []
        if counted.under and counted.under != f"X-R:{self._option(record.date)}":
            return []
        if not self._all(counted.when, record.date) or not self._says(record, counted.when.answered):
            return []
        if counted.unless and counted.unless.answered and self._says(record, counted.unless.answered):
            return []
        if counted.step:
            return self._step_days(counted, record)
        giver = self._post(record.supervisor if record.supervisor in self.service.workers else None, record.date)
        asked = counted.by_role or counted.relations
        of_role = giver is not None and giver.role in counted.by_role
        related = bool(set(counted.relations) & self._relations(record))
        right = of_role and related if counted.both else of_role or related
        return [record.date] if not asked or right else []

    def _says(self, record: Record, answered: Sequence[str]) -> bool:
        """Whether one of these parts of the record is there, or is what is asked."""
        for part, _, wanted in (one.partition(":") for one in answered):
            given = getattr(record, part)
            answer = self.who.id if wanted == "{case}" else wanted
            answers = [str(one) for one in (given if isinstance(given, tuple) else [given])]
            if answer in answers if wanted else given:
                return True
        return not answered

    def _step_days(self, counted: Counted, record: Record) -> list[date]:
        """The first day on which anybody, or the last of those asked for, had taken the step."""
        taken = [step for step in record.steps if step.step == counted.step and step.case in {None, self.case}]
        taken = [step for step in taken if not counted.where or step.where in counted.where]
        post = self._post(record.supervisee, record.date) if record.supervisee in self.service.workers else None
        parties = {"supervisee": record.supervisee, "supervisor": record.supervisor or (post and post.supervisor)}
        firsts = [
            min((step.on for step in taken if step.by and step.by == parties[name]), default=None)
            for name in counted.relations
        ] or [min((step.on for step in taken), default=None)]
        return [] if None in firsts else [max(firsts)]

    @property
    def case(self) -> str | None:
        """The case, where the subject is one."""
        return self.who.id if self.who.kind == "case" else None

    def _relations(self, record: Record) -> set[str]:
        """What the giver is to the worker on the day: the supervisor, whoever covers for them, or somebody above."""
        worker = self.who.id if self.who.kind in {"worker", "pair"} else record.supervisee
        known = worker if worker in self.service.workers else None
        post, giver = self._post(known, record.date), record.supervisor
        if post is None or giver is None:
            return set()
        named = {"supervisor": post.supervisor, "line-manager": post.line_manager or post.supervisor}
        found = {name for name, who in named.items() if giver in self._and_cover(who, record.date)}
        line, above = [post.supervisor], post.supervisor
        while above in self.service.workers and (over := self._post(above, record.date)):
            above = over.supervisor
            if above in line:
                break
            line.append(above)
        return (found | ({"above"} if giver in line[1:] else set())) or {"other"}

    def _and_cover(self, person: str | None, day: date) -> set[str]:
        if person is None:
            return set()
        known = self.service.workers.get(person)
        covers = [one for one in holding(known.cover, day) if one.for_ in {"people", "all"}] if known else []
        return {person, *(one.by for one in covers if (one.from_, one.by) == max((c.from_, c.by) for c in covers))}

    # --- when it is due ------------------------------------------------------------------------------------------

    def says(self) -> Said | None:
        """What is owed in the run of the day asked, else in the next run that can be foreseen."""
        day, last = self.as_of, self.as_of + timedelta(days=LONG_AFTER)
        while day <= last:
            if not self.runs_on(day):
                day += ONE_DAY
                continue
            run = self._run_around(day, last)
            if found := self._due_in(run):
                return found
            day = run[-1] + ONE_DAY
        return None

    def _run_around(self, day: date, last: date) -> list[date]:
        """Every day of the run that holds this day, as far as anything is known."""
        first, end, earliest = day, day, self.as_of - timedelta(days=LONG_BEFORE + LONG_AFTER)
        while first > earliest and self.runs_on(first - ONE_DAY):
            first -= ONE_DAY
        while end < last and self.runs_on(end + ONE_DAY):
            end += ONE_DAY
        return [first + timedelta(days=number) for number in range((end - first).days + 1)]

    def _due_in(self, run: Sequence[date]) -> Said | None:
        held = [day for day in self.counted() if run[0] <= day <= run[-1] and day <= self.as_of]
        held = [*self._made_ahead(run), *held]
        clock = _SlowClock(self, run, held, max(run[0], self.service.opening or run[0]))
        for day in clock.days_from_base():
            asked = clock.asks(day)
            if asked and day >= asked[0]:
                return clock.said(day)
        row = self.row_on(self.as_of) if self.as_of in clock.days_from_base() else None
        asks_nothing_yet = row and row.after_first and not held
        return Said(row.id, None, None) if row and clock.asks(self.as_of) is None and not asks_nothing_yet else None

    def _made_ahead(self, run: Sequence[date]) -> list[date]:
        """Of a pair: the day before the run on which the two last made what a row asks to look at again."""
        row = self.row_on(run[0])
        if self.who.kind != "pair" or not row.after_first or row.times:
            return []
        own = [one for one in self.service.records if one.supervisor == self.who.supervisor and self._own(one)]
        days = [day for one in own for counted in self.frequency.counts for day in self._days(counted, one)]
        last = max((day for day in days if day < run[0] and day <= self.as_of), default=None)
        between = (run[0] - ONE_DAY * number for number in range(1, (run[0] - last).days + 1)) if last else ()
        return [last] if last and not any(map(self.runs_on, between)) else []


@dataclass(frozen=True)
class _SlowClock:
    """A run, the counted days in it, and the day from which it is known."""

    schedule: SlowSchedule
    run: Sequence[date]
    held: Sequence[date]
    known_from: date

    @property
    def base(self) -> date:
        return self.held[-1] if self.held else self.known_from

    def days_from_base(self) -> list[date]:
        """The days to look at: those of the stretch that holds the base, and all later ones."""
        first = max(self.base, self.run[0])
        if first > self.run[-1]:
            return []
        if self.schedule.row_on(first).times:
            first = self._row_began(first)
        return [day for day in self.run if day >= first]

    def _row_began(self, day: date) -> date:
        """The first day of the unbroken time of the row that governs."""
        row = self.schedule.row_on(day)
        while day > self.run[0] and self.schedule.row_on(day - ONE_DAY) is row:
            day -= ONE_DAY
        return day

    def asks(self, day: date) -> tuple[date, date] | None:
        """The recommended and the last permitted date that the row of the day asks for; None without an interval."""
        row = self.schedule.row_on(day)
        if row.after_first and not self.held:
            return None
        if row.times:
            asked = self._quota(row)
            return asked, asked
        base, every = self.base, row.every
        began = self._row_began(day)
        if row.first and not any(began <= held for held in self.held):
            base, every = max(began, self.schedule.service.opening or began), row.first
        approval = self.schedule._approval(row, day) if row.approved else None
        written = min((one.after(base) for one in (every, approval and approval.every) if one), default=None)
        limit = row.limit.after(base) if isinstance(row.limit, Interval) else None
        interval = self.schedule._agreed(day) if row.agreed else None
        agreed = interval.after(base) if interval else None
        if agreed is None:
            return (written, limit or written) if written else None
        if row.agreed == "only":
            return agreed, agreed
        if row.agreed == "shorter":
            return min(agreed, written), limit or written
        return min(agreed, limit or agreed), limit or max(agreed, written)

    def _quota(self, row: Row) -> date:
        """The n-th latest counted day and the period; from the run's beginning where fewer are known.

        What happened before the opening may be only a part of it: unless that part alone is enough, nothing is counted
        from before the opening.
        """
        if len(self.held) < row.times:
            return row.per.after(self.known_from)
        before = [day for day in self.held if day < self.known_from]
        nth = self.held[-row.times]
        return row.per.after(nth if len(before) >= row.times else max(nth, self.known_from))

    def said(self, due: date) -> Said:
        row = self.schedule.row_on(due)
        if row.times:
            have = sum(row.per.after(day) >= self.schedule.as_of for day in self.held)
            return Said(row.id, due, None, have, row.times)
        limit = self._limit(due)
        told_apart = isinstance(row.limit, Interval) or limit > due
        return Said(row.id, due, limit if told_apart else None)

    def _limit(self, due: date) -> date:
        for day in self.run:
            asked = self.asks(day) if day >= due else None
            if asked and day >= asked[1]:
                return day
        return self.asks(due)[1]
