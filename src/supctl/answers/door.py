"""The one door: facts and policy on a day, and what follows from them. Pure, and the same for the same question."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from supctl.answers import frequencies
from supctl.answers.deadlines import Duties
from supctl.answers.joining import earlier_governs, policies_by, still_uncovered, without_asking_twice
from supctl.answers.owners import unheld_case
from supctl.answers.rota import Rota
from supctl.answers.rotas import rotas
from supctl.answers.scope import Scope
from supctl.answers.shapes import Answers, Obligation, Owed, Unheld, Window, in_order
from supctl.answers.standing import SOON_DAYS, standing, standing_on, windows_in_order
from supctl.answers.subject import Unit
from supctl.answers.triggers import Triggers
from supctl.answers.unwritten import to_write_up
from supctl.answers.windows import unused_windows, windows
from supctl.errors import Finding
from supctl.facts import Service, service_as_of
from supctl.policy import Policy


def answer(  # noqa: PLR0913 - the one door: what is known, and what is asked
    facts: Service,
    policy: Policy,
    as_of: date,
    *,
    soon_days: int = SOON_DAYS,
    history_from: date | None = None,
    units: Collection[Unit] | None = None,
) -> Answers:
    """What is due, what falls short and what is not covered, on a day.

    `soon_days`: how far ahead something counts as soon. `history_from`: also what was held from that day on, with the
    date on which it had been due; what answered a deadline is always in the history. `units`: of whom alone it is
    asked; the answers of every unit together are those of the service.
    """
    policy = policy.on(as_of)
    asked = _Asked(Scope(service_as_of(facts, as_of), units), policy, as_of)
    return replace(
        standing(asked.owed, policy, as_of, soon_days),
        history=in_order([standing_on(one, as_of, soon_days) for one in asked.history(history_from)]),
        windows=windows_in_order(asked.windows(), policy),
        findings=tuple(dict.fromkeys(asked.findings(facts))),
    )


def owed_to_date(facts: Service, policy: Policy, as_of: date, units: Collection[Unit]) -> Owed:
    """What these units owe on a day, without how it stands on it: the part of the answers that a due list shows."""
    return _Asked(Scope(service_as_of(facts, as_of), units), policy.on(as_of), as_of).owed


@dataclass(frozen=True)
class _Asked:
    """One question: the facts of the day, of whom, by which policy."""

    scope: Scope
    policy: Policy
    as_of: date

    @cached_property
    def policies(self) -> list[Policy]:
        """The one in force on the day, those that were followed before, and the service's own rules."""
        return policies_by(self.policy, self.as_of)

    @cached_property
    def rotas(self) -> list[Rota]:
        """By the policy in force; what an earlier one asked for is known to these."""
        return list(rotas(self.scope, self.policy, self.as_of))

    @cached_property
    def own_rotas(self) -> list[Rota]:
        """By the service's own rules."""
        return list(rotas(self.scope, self.policy.local, self.as_of)) if self.policy.local else []

    @cached_property
    def duties(self) -> list[Duties]:
        known = [(rule, policy) for policy in self.policies for rule in policy.rules.deadlines]
        return [Duties(deadline, self.scope, policy, self.as_of) for deadline, policy in known]

    @property
    def owed(self) -> Owed:
        open_ones = [owed for rota in (*self.rotas, *self.own_rotas) if (owed := frequencies.obligation(rota))]
        open_ones += [one for duties in self.duties for one in duties.open()]
        open_ones += to_write_up(self.scope, self.policy, self.as_of)
        open_ones = earlier_governs(without_asking_twice(open_ones), self.policy)
        gaps = (gap for rota in self.rotas if (gap := frequencies.uncovered(rota)))
        return Owed(
            obligations=tuple(open_ones),
            uncovered=tuple(still_uncovered(gaps, open_ones)),
            exempt=tuple(spared for rota in self.rotas if (spared := frequencies.exempt(rota))),
            unheld=tuple(self.unheld),
            windows=tuple(window for triggers in self._rights for window in unused_windows(triggers, self._last)),
        )

    @cached_property
    def unheld(self) -> list[Unheld]:
        service = self.scope.service
        return [one for case in self.scope.cases if (one := unheld_case(case, service, self.as_of))]

    def history(self, from_: date | None) -> list[Obligation]:
        done = [one for duties in self.duties for one in duties.done()]
        if from_ is None:
            return done
        done = [one for one in done if one.done and one.done >= from_]
        earlier = [rota for one in self.policies[1:] for rota in rotas(self.scope, one, self.as_of)]
        return [*done, *(one for rota in (*self.rotas, *earlier) for one in frequencies.history(rota, from_))]

    def windows(self) -> list[Window]:
        return [window for triggers in self._rights for window in windows(triggers)]

    @property
    def _last(self) -> date:
        """The day of the last record, which is never after the day asked; what was over before it is over."""
        return self.scope.records[-1].date if self.scope.records else date.min

    @property
    def _rights(self) -> list[Triggers]:
        """What gives somebody a right to object."""
        known = [(rule, policy) for policy in self.policies for rule in policy.rules.deadlines if rule.may]
        return [Triggers(rule, self.scope, policy, self.as_of) for rule, policy in known]

    def findings(self, facts: Service) -> Iterator[Finding]:
        from supctl.answers.references import unknown_ids
        from supctl.answers.requirements import shortfalls

        yield from (_unheld_finding(found, self.scope.service) for found in self.unheld)
        yield from unknown_ids(self.scope, facts)
        yield from frequencies.findings(self.rotas)
        for policy in self.policies:
            yield from shortfalls(self.scope, policy, self.as_of, [*self.own_rotas, *self.rotas])


def _unheld_finding(found: Unheld, service: Service) -> Finding:
    status = service.cases[found.case].status[-1]
    if found.why == "away":
        code, message = "case-worker-away", f"the worker is away since {found.since} and nobody covers"
        mend = "record who covers, on the worker: [[cover]]"
    else:
        known = f"no allocated worker since {found.since}"
        unknown = f"allocated to {found.worker}, whom no file knows"
        code, message = "case-no-worker", unknown if found.why == "unknown" else known
        mend = "allocate the case: a new [[status]] with a worker, from today"
    return Finding(code, message, place=status.origin, subject=found.case, mend=mend)


__all__ = ["SOON_DAYS", "answer", "owed_to_date"]
