"""What a policy contradicts or leaves open, as data: what its authors found in the text, and what a store shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supctl.answers import Answers, Uncovered
from supctl.checks import Conflict, conflicts, said_of
from supctl.exchange.authority.readings import OfStore, ReadingPlaceData, in_order, place_data
from supctl.exchange.authority.silence import silent
from supctl.exchange.days import say_version
from supctl.exchange.names import Names
from supctl.policy import Policy
from supctl.policy.coverage import coverage
from supctl.policy.sources import DUTIES


@dataclass(frozen=True)
class UncarriedData:
    """A duty of the document that no rule carries, and why."""

    id: str
    section: str
    says: str
    why: str
    readings: list[str]


@dataclass(frozen=True)
class ConflictData:
    """Two rules that cannot both be kept, measured: who keeps to one, and is past the date of the other.

    The date that is past is advice, so no rule is broken. `subjects`: ids.
    """

    says: str
    kept: str
    past: str
    clause: list[str]
    reading: str | None
    subjects: list[str]


@dataclass(frozen=True)
class UnspokenData:
    """For whom no row of a frequency policy speaks: how many, what they are, and their ids."""

    policy: str
    activity: str
    subject: str
    whom: dict[str, int]
    subjects: list[str]


@dataclass(frozen=True)
class LintData:
    """`supctl authority lint --format json`. `places`: in the order of the document.

    `uncarried`: duties that no rule carries; `also_uncarried`: how many other clauses say why nothing carries them;
    `silent`: of what the document says nothing. `conflicts` and `unspoken`: what the store shows, null where no store
    was asked.
    """

    as_of: date
    authority: str
    name: str
    document: str
    store: str | None
    places: list[ReadingPlaceData]
    uncarried: list[UncarriedData]
    also_uncarried: int
    silent: list[str]
    conflicts: list[ConflictData] | None
    unspoken: list[UnspokenData] | None


def lint_data(policy: Policy, as_of: date, store: OfStore | None = None, answers: Answers | None = None) -> LintData:
    """What is open in a policy; with a store and its answers, what of it shows there."""
    resting = Counter(one.reading.id for one in store.owed if one.reading) if store else None
    covered = [one for one in coverage(policy) if not one.carriers and one.clause.uncarried]
    duties = [one for one in covered if one.clause.kind in DUTIES]
    return LintData(
        as_of=as_of,
        authority=policy.id,
        name=policy.short_name,
        document=_document(policy),
        store=store.name if store else None,
        places=[place_data(policy, one, as_of, store, resting) for one in in_order(policy)],
        uncarried=[
            UncarriedData(
                one.clause.id, one.clause.section, one.clause.says, one.clause.uncarried or "", list(one.readings)
            )
            for one in duties
        ],
        also_uncarried=len(covered) - len(duties),
        silent=silent(policy),
        conflicts=[_conflict(one, policy) for one in conflicts(answers.obligations, policy)] if answers else None,
        unspoken=_unspoken(answers.uncovered, Names(store.service, policy, as_of)) if answers and store else None,
    )


def _document(policy: Policy) -> str:
    sources = policy.authority.sources[:1]
    return ", ".join(say_version(part) for one in sources for part in (one.title, one.version) if part)


def _conflict(one: Conflict, policy: Policy) -> ConflictData:
    return ConflictData(
        says=said_of(one, policy),
        kept=one.kept[0].policy,
        past=one.past[0].policy,
        clause=list(one.clause),
        reading=one.reading,
        subjects=sorted(each.subject.id for each in one.past),
    )


def _unspoken(gaps: Iterable[Uncovered], names: Names) -> list[UnspokenData]:
    """By frequency policy, the most first."""
    grouped: dict[tuple[str, str, str], list[Uncovered]] = defaultdict(list)
    for one in gaps:
        grouped[one.policy, one.activity, one.subject.kind].append(one)
    found = [
        UnspokenData(
            policy=policy,
            activity=names.activity(activity),
            subject=kind,
            whom=dict(Counter(_what(one, names) for one in same).most_common()),
            subjects=[one.subject.id for one in same],
        )
        for (policy, activity, kind), same in grouped.items()
    ]
    return sorted(found, key=lambda one: -len(one.subjects))


def _what(one: Uncovered, names: Names) -> str:
    """What somebody is, whom no row names: the role, or what the case is."""
    if one.subject.kind == "case":
        return names.categories(one.subject.id)
    return names.role(one.subject.worker or one.subject.id) or "no role known"
