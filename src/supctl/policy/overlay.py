"""The service's own rules beside an authority's: from overlay.toml to a policy of its own. They can only add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supctl.documents import Document, Entry, Origin, read
from supctl.errors import Finding, PolicyError
from supctl.policy.consistency import policy_problems
from supctl.policy.deadlines import Deadline, answered_alike
from supctl.policy.frequency import FrequencyPolicy
from supctl.policy.groups import with_groups
from supctl.policy.policy import CONTRACT, LOCAL, Authority, Policy, Rules
from supctl.policy.requirements import Requirement
from supctl.policy.sources import Clause, Head, Source

NAME = "this service's own rules"


class OverlayFile(Entry):
    """overlay.toml: the service's own rules, and the clauses that they cite beside the authority's."""

    source: tuple[Source, ...] = ()
    clause: tuple[Clause, ...] = ()
    frequency: tuple[FrequencyPolicy, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    requirement: tuple[Requirement, ...] = ()


def read_overlay(document: Document) -> OverlayFile:
    """What an overlay.toml says. Raises InputError."""
    return read(OverlayFile, document.values, Origin(document))


def own_rules(file: OverlayFile, followed: Sequence[Policy]) -> Policy:
    """The service's own rules as a policy, beside the policies that it follows, the latest of them last.

    They use the authority's words, and may cite its clauses. Raises PolicyError with everything that does not fit.
    """
    latest = followed[-1]
    authority = Authority(
        head=Head(contract=CONTRACT, id=LOCAL, name=NAME),
        sources=(*{id_: one for policy in followed for id_, one in policy.sources.items()}.values(), *file.source),
        clauses=(*{id_: one for policy in followed for id_, one in policy.clauses.items()}.values(), *file.clause),
        activities=latest.authority.activities,
        roles=latest.authority.roles,
        words=latest.authority.words,
    )
    made = Policy(
        authority=authority,
        frequencies=tuple(one.model_copy(update={"basis": "local"}) for one in file.frequency),
        rules=Rules(answered_alike(file.deadline), file.requirement),
        fingerprint=_fingerprint(file),
    )
    made = with_groups(made)
    asking = replace(made, templates=latest.templates)
    problems = [*_loosening(file), *_taken_ids(file, followed), *policy_problems(asking)]
    own = [one for one in problems if one.path == file.origin.path]
    if own:
        raise PolicyError(own)
    return made


def _loosening(file: OverlayFile) -> Iterator[Finding]:
    """What would take something away from the authority's rules, or would borrow others."""
    for rule in file.deadline:
        if rule.may:
            message = "a right to object may settle what the authority asks for, and an own rule can only add"
            yield Finding("loosens", message, place=rule.origin.at("may"), mend="write what must be done: must = {...}")
    for frequency in file.frequency:
        if frequency.use:
            message = "the baseline is heard where the authority asks for it"
            yield Finding("loosens", message, place=frequency.origin.at("use"), mend="write rows of your own")
    for one in (*(row for frequency in file.frequency for row in frequency.row), *file.deadline, *file.requirement):
        if one.under:
            message = "an own rule holds whatever the reading of the authority's clauses"
            yield Finding("loosens", message, place=one.origin.at("under"), mend="drop under")


def _taken_ids(file: OverlayFile, followed: Sequence[Policy]) -> Iterator[Finding]:
    """Ids of own rules that are those of a rule of the authority: a finding's code would mean either."""
    taken = {id_: policy.short_name for policy in followed for id_, _ in _ids(policy.frequencies, policy.rules)}
    for id_, origin in _ids(file.frequency, Rules(file.deadline, file.requirement)):
        if id_ in taken:
            message = f'"{id_}" is a rule of {taken[id_]} too'
            yield Finding("id-twice", message, place=origin.at("id"), mend=f'call yours "own-{id_}"')


def _ids(frequencies: Sequence[FrequencyPolicy], rules: Rules) -> Iterator[tuple[str, Origin]]:
    """The ids that findings are called by, each with where it was written."""
    yield from ((one.id, one.origin) for one in frequencies)
    yield from ((one.id, one.origin) for one in (*rules.deadlines, *rules.requirements))


def _fingerprint(file: OverlayFile) -> str:
    from hashlib import sha256

    return sha256(file.origin.document.text.encode()).hexdigest()
