"""What holds of a subject on a day, and the days on which that may change.

A worker's conditions come from the worker's entries, a case's from the case's own entries only, a pair's and an
action's from the supervisee's. One entry of the table below is one condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from supctl.answers.subject import Subject
from supctl.facts import Approval, Interval, Service, Standing, Status
from supctl.facts.histories import ONE_DAY, Dated, edges, holds, in_force
from supctl.policy import Approved, Conditions

FAR = date(9999, 1, 1)


Said = Callable[[Conditions], bool]
"""Whether what conditions ask of a record holds."""


def nothing_said(_: Conditions) -> bool:
    """There is no record, and it says nothing."""
    return False


@dataclass(frozen=True)
class Circumstances:
    """The conditions of one subject, on any day."""

    service: Service
    subject: Subject

    def hold(self, when: Conditions, day: date, unless: Conditions | None = None, record: Said = nothing_said) -> bool:
        """Whether all of `when` hold on that day, and not all of `unless`.

        `record`: whether what is asked of a record holds; where there is none, nothing that is asked of one does.
        """
        taken_away = unless is not None and unless.named() and self._all(unless, day, record)
        return self._all(when, day, record) and not taken_away

    def _all(self, conditions: Conditions, day: date, record: Said) -> bool:
        if conditions.of_record and not record(conditions):
            return False
        return self.have(conditions.words(), day) and self.are_new(conditions, day)

    def have(self, named: Mapping[str, Collection[str]], day: date) -> bool:
        """Whether each of the conditions named holds on that day, under any one of its words."""
        return all(not self.words(name, day).isdisjoint(wanted) for name, wanted in named.items())

    def are_new(self, conditions: Conditions, day: date) -> bool:
        """Whether they have been employed, or of the standing, no longer than is asked; always where nothing is."""
        tenure, standing = conditions.tenure_under, conditions.standing_under
        if tenure and self._tenure_ends(tenure, day) <= day:
            return False
        began = [self._standing_began(word, day) for word in conditions.standing] if standing else []
        return standing is None or any(standing.after(one) > day for one in began if one)

    def words(self, condition: str, day: date) -> frozenset[str]:
        """What holds under one condition on that day, as words."""
        return _WORDS[condition](self, day)

    def changes(self, conditions: Iterable[Conditions]) -> set[date]:
        """Every day on which one of these conditions may begin or cease to hold, and the subject itself begin."""
        used = {name for condition in conditions for name in condition.named()}
        tenures = {condition.tenure_under for condition in conditions if condition.tenure_under}
        standings = {condition.standing_under for condition in conditions if condition.standing_under}
        days = set(self._own_edges)
        for name in used & {"supervises", "holds_cases"}:
            days |= self._edges_elsewhere(name)
        if "has" in used and self.subject.kind == "team":
            days |= self._edges_of_members()
        for employment in self._worker_entries("employment"):
            days |= {tenure.after(employment.from_) for tenure in tenures}
        for entry in self._standings if standings else ():
            began = self._standing_began(entry.is_, entry.from_) or entry.from_
            days |= {standing.after(began) for standing in standings}
        return days

    def approval(self, when: Conditions, approved: Approved | None, day: date) -> Approval | None:
        """The latest approval in force that is good: given for a reason by somebody of the grade asked for."""
        case = self.service.cases.get(self.subject.id) if self.subject.kind == "case" else None
        if case is None:
            return None
        opening = self.service.opening
        began = category_began(case.status, day, when.category, opening) if approved and approved.ends_with else None
        given = [entry for entry in case.approval if entry.what in when.approval and holds(entry, day)]
        given = [entry for entry in given if began is None or began <= entry.date]
        good = [entry for entry in given if is_good(entry, approved, self.service)]
        return max(good, key=lambda entry: (entry.date, str(entry.every)), default=None)

    # --- where the words come from ---------------------------------------------------------------------------------

    @property
    def person(self) -> str:
        """The worker whose entries are looked at."""
        return self.subject.worker or self.subject.id

    @cached_property
    def _own_edges(self) -> frozenset[date]:
        subject, service = self.subject, self.service
        if subject.kind == "case":
            case = service.cases.get(subject.id)
            events = {event.date for event in case.event} if case else set()
            return frozenset(edges(case.status) | edges(case.approval) | events if case else ())
        if subject.kind in {"team", "service"}:
            team = service.teams.get(subject.id)
            return frozenset({team.started} if team and team.started else ())
        days: set[date] = set()
        for name in ("employment", "post", "standing"):
            days |= edges(self._worker_entries(name))
        return frozenset(days)

    def _worker_entries(self, name: str) -> tuple[Dated, ...]:
        worker = self.service.workers.get(self.person) if self.subject.kind != "case" else None
        return getattr(worker, name) if worker else ()

    @property
    def _standings(self) -> Sequence[Standing]:
        worker = self.service.workers.get(self.person) if self.subject.kind != "case" else None
        return worker.standing if worker else ()

    def _standing_began(self, word: str, day: date) -> date | None:
        """The first day of the unbroken time in which a standing has held up to a day; None where it does not hold."""
        began, last = None, day
        while held := [one.from_ for one in self._standings if one.is_ == word and holds(one, last)]:
            began = min(held)
            last = began - ONE_DAY
        return began

    def _edges_elsewhere(self, name: str) -> set[date]:
        """Whether somebody supervises, or holds cases, changes in other people's files and in cases."""
        if name == "supervises":
            days: set[date] = set()
            for other, post in self.service.posts_under(self.person):
                worker = self.service.workers[other]
                following = [later.from_ for later in worker.post if later.from_ > post.from_][:1]
                days |= {post.from_, *following} | edges([post]) | edges(worker.employment)
            return days
        return {day for case in self.service.cases_ever_of(self.person) for day in edges(case.status)}

    def _edges_of_members(self) -> set[date]:
        days: set[date] = set()
        for member in self.service.people.ever_in(self.subject.id):
            known = self.service.workers.get(member)  # nobody yet who is still to come
            days |= edges(known.post) | edges(known.employment) if known else set()
        return days

    def _tenure_ends(self, tenure: Interval, day: date) -> date:
        employment = in_force(self._worker_entries("employment"), day)
        return tenure.after(employment.from_) if employment else FAR if self.subject.kind == "case" else date.min


def is_good(approval: Approval, approved: Approved | None, service: Service) -> bool:
    """Whether an approval has a reason and was given by somebody of the grade."""
    return bool(approval.reason) and has_grade(approval, approved, service)


def has_grade(approval: Approval, approved: Approved | None, service: Service) -> bool:
    """Whether whoever approved had one of the roles on that day; the role written beside it serves for strangers."""
    role = service.role(approval.by, approval.date) or approval.role
    return approved is None or role in approved.by_role


def _has(of: Circumstances, day: date) -> frozenset[str]:
    """Whom the post names; who manages the line, or supervises professionally, only where another one supervises.

    Of a team: whether anybody's post is in it.
    """
    if of.subject.kind == "team":
        posts = (of.service.post(worker, day) for worker in of.service.people.ever_in(of.subject.id))
        return frozenset({"members"} if any(post and post.team == of.subject.id for post in posts) else ())
    post = of.service.post(of.person, day)
    if post is None:
        return frozenset()
    beside = {"line-manager": post.line_manager, "professional-supervisor": post.professional_supervisor}
    apart = {name for name, who in beside.items() if who and who != post.supervisor}
    return frozenset(apart | ({"supervisor"} if post.supervisor else set()))


def _post_word(name: str) -> Callable[[Circumstances, date], frozenset[str]]:
    def words(of: Circumstances, day: date) -> frozenset[str]:
        post = of.service.post(of.person, day)
        value = getattr(post, name) if post else None
        return frozenset({value} if value else ())

    return words


def _role_group(of: Circumstances, day: date) -> frozenset[str]:
    return frozenset(of.service.vocabulary.roles.get(role, "other") for role in of.words("role", day))


def _team_kind(of: Circumstances, day: date) -> frozenset[str]:
    if of.subject.kind == "team":
        team: str | None = of.subject.id
    elif of.subject.kind == "case":
        status = of.service.status(of.subject.id, day)
        team = status.team if status else None
    else:
        post = of.service.post(of.person, day)
        team = post.team if post else None
    known = of.service.teams.get(team or "")
    return frozenset({known.kind} if known else ())


def _employment(of: Circumstances, day: date) -> frozenset[str]:
    employment = of.service.employment(of.person, day)
    return frozenset({employment.kind} if employment else ())


def _category(of: Circumstances, day: date) -> frozenset[str]:
    status = of.service.status(of.subject.id, day)
    return frozenset(status.category if status else ())


def _approval(of: Circumstances, day: date) -> frozenset[str]:
    case = of.service.cases.get(of.subject.id)
    return frozenset(entry.what for entry in case.approval if holds(entry, day)) if case else frozenset()


def _event(of: Circumstances, day: date) -> frozenset[str]:
    case = of.service.cases.get(of.subject.id)
    if not case:
        return frozenset()
    began = category_began(case.status, day)
    return frozenset(event.kind for event in case.event if began and began <= event.date <= day)


def category_began(
    history: tuple[Status, ...], day: date, words: Collection[str] = (), opening: date | None = None
) -> date | None:
    """The day on which one of the category's `words` began to hold without a break up to `day`, through other changes.

    Without words, all the categories of the day are meant, in whatever order. Where the first status known already has
    it, and began by the opening, it may have begun long before: then date.min.
    """
    current = in_force(history, day)
    if current is None:
        return None
    began = current
    for earlier in reversed([status for status in history if status.from_ < current.from_]):
        same = bool(set(words) & set(earlier.category)) if words else set(earlier.category) == set(current.category)
        if not same or in_force(history, began.from_ - ONE_DAY) is not earlier:
            break
        began = earlier
    unknown_before = began is history[0] and opening is not None and began.from_ <= opening
    return date.min if unknown_before else began.from_


_WORDS: dict[str, Callable[[Circumstances, date], frozenset[str]]] = {
    "role": _post_word("role"),
    "role_group": _role_group,
    "team_kind": _team_kind,
    "standing": lambda of, day: of.service.standings(of.person, day),
    "employment": _employment,
    "supervises": lambda of, day: frozenset({"yes" if of.service.supervisees(of.person, day) else "no"}),
    "holds_cases": lambda of, day: frozenset({"yes" if of.service.holds_cases(of.person, day) else "no"}),
    "has": _has,
    "category": _category,
    "approval": _approval,
    "event": _event,
}
