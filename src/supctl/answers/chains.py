"""Which chain a disagreement or a concern takes, and who takes each of its steps on a day. Pure.

A chain goes as far as its document goes: no step is added, and where nobody can be named the role or the party is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from supctl.answers.about import case_of
from supctl.answers.circumstances import Circumstances
from supctl.answers.subject import Subject
from supctl.facts import Service, service_as_of
from supctl.policy import ChainStep, EscalationChain, Policy

ChainKind = Literal["disagreement", "practice"]


@dataclass(frozen=True)
class Matter:
    """What is escalated: between whom, or about which case; `against` is the person whose practice it is about."""

    supervisee: str | None
    supervisor: str | None
    case: str | None = None
    against: str | None = None


@dataclass(frozen=True)
class Raised:
    """What somebody raises: about a worker, a case or a record (its id), and by whom; the supervisee if not said.

    The chain is the first of the `kind`, or that cites the `clause` (in a step too), and fits.
    """

    about: str
    by: str | None = None
    kind: ChainKind | None = None
    clause: str | None = None


@dataclass(frozen=True)
class Taker:
    """Who takes a step: a person, by id; else the roles that the document asks for, else the party that nobody is."""

    id: str | None = None
    roles: tuple[str, ...] = ()
    party: str | None = None

    @property
    def name(self) -> str:
        """The id, else the roles, else the party."""
        return self.id or " or ".join(self.roles) or str(self.party)


@dataclass(frozen=True)
class Stage:
    """One step of a chain and who takes it on the day; nobody where it is taken outside."""

    step: ChainStep
    takers: tuple[Taker, ...]


@dataclass(frozen=True)
class Escalation:
    """A chain as it stands for one matter on a day, its steps in order."""

    chain: EscalationChain
    matter: Matter
    stages: tuple[Stage, ...]

    def next(self, after: str | None = None) -> Stage | None:
        """The step that follows the one named, the first one where none is; None once the chain has ended."""
        ids = [stage.step.id for stage in self.stages]
        index = ids.index(after) + 1 if after else 0
        return self.stages[index] if index < len(self.stages) else None


def escalation(facts: Service, policy: Policy, day: date, raised: Raised) -> Escalation | None:
    """The chain that a matter takes and who takes each step on the day; None where the document has none for it."""
    service = service_as_of(facts, day)
    matter = _matter(service, policy, day, raised)
    for chain in policy.chains:
        if _is_asked_for(chain, raised) and policy.holds_under(chain, day) and _fits(chain, matter, service, day):
            line = _Line(service, matter, day, raised.kind or chain.kind)
            stages = tuple(Stage(step, tuple(line.takers(step))) for step in chain.step)
            return Escalation(chain, matter, stages)
    return None


def _is_asked_for(chain: EscalationChain, raised: Raised) -> bool:
    cited = {*chain.clause, *(one for step in chain.step for one in step.clause)}
    return raised.kind in {None, chain.kind} and (raised.clause is None or raised.clause in cited)


def _fits(chain: EscalationChain, matter: Matter, service: Service, day: date) -> bool:
    if chain.subject == "case":
        if matter.case is None:
            return False
        subject = Subject("case", matter.case)
    else:
        subject = Subject("worker", matter.supervisee or "")
    if chain.with_role and service.role(matter.supervisor, day) not in chain.with_role:
        return False
    return Circumstances(service, subject).hold(chain.when, day, chain.unless)


def _matter(service: Service, policy: Policy, day: date, raised: Raised) -> Matter:
    """Between whom it is: as the record says, else as the posts stand on the day."""
    about, record = raised.about, service.record(raised.about)
    case: str | None = None
    supervisee: str | None = about
    supervisor: str | None = None
    if about in service.cases:
        case, supervisee = about, service.case_worker(about, day)
    elif record:
        case = case_of(record, policy)
        supervisee = record.supervisee or (service.case_worker(case, day) if case else None)
        supervisor = record.supervisor
    elif raised.by and _is_about_the_supervisor(service, day, raised):
        supervisee, supervisor = raised.by, about
    supervisor = supervisor or service.supervisor(supervisee, day)
    return Matter(supervisee, supervisor, case, supervisor if raised.kind == "practice" else None)


def _is_about_the_supervisor(service: Service, day: date, raised: Raised) -> bool:
    """Whether the one named is the supervisor: of whoever raises it; in a concern about practice, always."""
    concern = raised.kind == "practice" and raised.by != raised.about
    return concern or service.supervisor(raised.by, day) == raised.about


@dataclass(frozen=True)
class _Line:
    """The line above the two, from which the takers of steps are named."""

    service: Service
    matter: Matter
    day: date
    kind: str | None

    def takers(self, step: ChainStep) -> Iterator[Taker]:
        """Who takes a step, each person once: the parties, then whoever has the role."""
        together = "supervisee" in step.parties
        found = [self._party(name, step.level, together=together) for name in step.parties]
        found += [self._with_role(step.by_role)] if step.by_role else []
        yield from dict.fromkeys(found)

    def _party(self, name: str, level: int, *, together: bool) -> Taker:
        """A party by id. Nobody takes a step alone in a concern about themselves: the next above does."""
        who = self._named(name, level)
        if who is not None and who == self.matter.against and not together:
            who, name = next(iter(self._above), None), "above"
        return Taker(who) if who else Taker(party=name)

    def _named(self, name: str, level: int) -> str | None:
        matter, service = self.matter, self.service
        post = service.post(matter.supervisee, self.day)
        if name == "above":
            return next(iter(self._above[level - 1 :]), None)
        named = {
            "supervisee": matter.supervisee,
            "supervisor": matter.supervisor,
            "line-manager": (post.line_manager or post.supervisor) if post else None,
            "professional-supervisor": post.professional_supervisor if post else None,
            "case-worker": service.case_worker(matter.case, self.day) if matter.case else matter.supervisee,
        }
        return self._still_here(named[name])

    def _with_role(self, roles: Sequence[str]) -> Taker:
        """The nearest above who has one of the roles; in a dispute neither of the two decides it."""
        of_the_two = {self.matter.supervisee, self.matter.supervisor} if self.kind else {self.matter.supervisee}
        post = self.service.post(self.matter.supervisee, self.day)
        beside = [post.line_manager, post.professional_supervisor] if post else []
        for who in (self.matter.supervisor, *self._above, *beside):
            if who and who not in of_the_two and self.service.role(who, self.day) in roles:
                return Taker(who)
        return Taker(roles=tuple(roles))

    @property
    def _above(self) -> list[str]:
        """The line above the supervisor, nearest first, of those who are still here."""
        line = self.service.above(self.matter.supervisor, self.day)
        return [who for who in line if self._still_here(who)]

    def _still_here(self, who: str | None) -> str | None:
        left = who in self.service.workers and self.service.employment(who, self.day) is None
        return None if left else who
