"""Which rotas there are: each frequency policy with each of its subjects, and what of earlier ones it goes on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from supctl.answers.rota import Rota
from supctl.answers.scope import Scope
from supctl.answers.subject import Subject
from supctl.answers.subjects import pairs_of
from supctl.facts import Service
from supctl.facts.histories import ONE_DAY
from supctl.policy import FrequencyPolicy, Policy, SubjectKind


def rotas(scope: Scope, policy: Policy, as_of: date) -> Iterator[Rota]:
    """Each frequency policy with each of its subjects; where another policy was followed before, with those of that."""
    for frequency in policy.frequencies:
        for subject in scope.subjects(frequency.subject, as_of):
            before = _before(frequency, subject, scope, policy, as_of)
            yield Rota(frequency, subject, scope.service, policy, as_of, before)


def _before(
    frequency: FrequencyPolicy, subject: Subject, scope: Scope, policy: Policy, as_of: date
) -> tuple[Rota, ...]:
    """The rotas of the policy that was followed until this one came into force, for the same activity and subject."""
    since = policy.since
    earlier = policy.on(since - ONE_DAY) if since else policy
    if since is None or not earlier.in_force(since - ONE_DAY):
        return ()
    alike = [one for one in earlier.frequencies if one.subject == frequency.subject] or list(earlier.frequencies)
    found = _for_the_same(frequency, alike) or _for_the_same(frequency, earlier.frequencies)
    others = {(one.id, one.activity) for one in policy.frequencies if one is not frequency}
    own = [one for one in found if (one.id, one.activity) not in others]  # what another one of its name goes on with
    return tuple(
        Rota(one, whom, scope.service, earlier, as_of, _before(one, whom, scope, earlier, as_of))
        for one in own or found
        for whom in _same_whom(one.subject, subject, since - ONE_DAY, scope.service)
    )


def _for_the_same(frequency: FrequencyPolicy, among: Sequence[FrequencyPolicy]) -> list[FrequencyPolicy]:
    """Those that are known by the same activity; where none is, those that count one that it counts."""
    known = [one for one in among if one.activity == frequency.activity]
    return known or [one for one in among if {*one.activities} & {*frequency.activities}]


def _same_whom(kind: SubjectKind, subject: Subject, day: date, service: Service) -> Iterator[Subject]:
    """The subject as a rule about another kind sees it: a worker and whoever supervises them are seen as one."""
    if kind == subject.kind:
        yield subject
    elif kind == "worker" and subject.kind == "pair" and subject.worker:
        yield Subject("worker", subject.worker)
    elif kind == "pair" and subject.kind == "worker":
        yield from (pair for pair in pairs_of(subject.id, service) if pair.with_ == service.supervisor(subject.id, day))
