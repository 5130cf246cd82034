"""Where a policy contradicts itself, measured: who keeps to one of its rules, and is past the date of another one.

Two rules about the same subject, of which one counts only what the other counts too, and advises it more often than
the other asks for it: whoever keeps to what is asked cannot keep to what is advised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from supctl.answers import Obligation
from supctl.checks.codes import duty_code
from supctl.checks.core import POLICY_CONFLICT
from supctl.documents import Line
from supctl.errors import Finding
from supctl.facts import Interval
from supctl.policy import Counted, FrequencyPolicy, Policy, SubjectKind

_MANY: dict[SubjectKind, tuple[str, str]] = {
    "case": ("1 child is", "{} children are"),
    "worker": ("1 person is", "{} people are"),
    "pair": ("1 pair is", "{} pairs are"),
    "team": ("1 team is", "{} teams are"),
}


@dataclass(frozen=True)
class Conflict:
    """Two rules that cannot both be kept: what was kept in time, and what is past beside it, subject by subject.

    What is past is advice, so that no rule is broken: of two dates that both bind, the earlier one simply governs.
    `reading`: the place in the text of which its authors say so; None where they do not.
    """

    kept: tuple[Obligation, ...]
    past: tuple[Obligation, ...]
    reading: str | None

    @property
    def clause(self) -> tuple[str, ...]:
        """The clauses of both rules, those of the one that was kept first."""
        return tuple(dict.fromkeys(clause for one in (*self.kept, *self.past) for clause in one.clause))


def conflicts(obligations: Iterable[Obligation], policy: Policy) -> list[Conflict]:
    """Every pair of rules that somebody cannot keep on the day, in the order of the policy."""
    rules = {rule.id: rule for rule in policy.frequencies}
    by_subject: dict[object, list[Obligation]] = defaultdict(list)
    for one in obligations:
        if one.kind == "frequency" and one.policy in rules and one.need is None and not _is_elsewhere(one):
            by_subject[one.subject].append(one)
    found: dict[tuple[str, str], list[tuple[Obligation, Obligation]]] = defaultdict(list)
    for same in by_subject.values():
        for kept, past in _pairs(same, rules):
            found[kept.policy, past.policy].append((kept, past))
    order = list(rules)
    keys = sorted(found, key=lambda key: (order.index(key[0]), order.index(key[1])))
    return [_conflict(found[key], policy) for key in keys]


def _is_elsewhere(one: Obligation) -> bool:
    """Whether it is of another policy than the one asked: the service's own, or one that was followed before."""
    return one.basis == "local" or one.ruled_on is not None


def _pairs(same: Sequence[Obligation], rules: dict[str, FrequencyPolicy]) -> Iterator[tuple[Obligation, Obligation]]:
    for past in same:
        if past.status != "late" or not past.recommended:
            continue
        for kept in same:
            if kept.status in {"ok", "soon"} and _cannot_both(kept, past, rules):
                yield kept, past


def _cannot_both(kept: Obligation, past: Obligation, rules: dict[str, FrequencyPolicy]) -> bool:
    """Whether one rule counts only what the other counts too, and asks for it more often."""
    theirs, ours = rules[past.policy].counts, rules[kept.policy].counts
    narrower = bool(theirs) and all(any(_counts_too(our, their) for our in ours) for their in theirs)
    return narrower and _is_shorter(past.explanation.interval, kept.explanation.interval)


def _counts_too(our: Counted, their: Counted) -> bool:
    """Whether everything that counts by one entry counts by the other: a session that was filed is a session."""
    same = ("by", "by_role", "where")
    return (
        bool(their.activity)
        and set(their.activity) <= set(our.activity)
        and our.step in {None, their.step}
        and all(not getattr(our, name) or getattr(our, name) == getattr(their, name) for name in same)
        and not (our.when.named() and our.when != their.when)
        and not (our.unless and our.unless != their.unless)
    )


def _is_shorter(one: str | None, other: str | None) -> bool:
    return bool(one and other) and Interval.read(one or "").is_shorter_than(Interval.read(other or ""))


def _conflict(pairs: Sequence[tuple[Obligation, Obligation]], policy: Policy) -> Conflict:
    kept, past = tuple(one for one, _ in pairs), tuple(one for _, one in pairs)
    ids = {one.reading.id for one in (*past, *kept) if one.reading}
    known = [one.id for one in policy.authority.interpretations if one.option and one.id in ids]
    return Conflict(kept, past, known[0] if known else None)


def said_of(conflict: Conflict, policy: Policy) -> str:
    """The conflict in one sentence that holds no names: how many, within what, yet past what."""
    kept, past = conflict.kept, conflict.past
    one, many = _MANY.get(kept[0].subject.kind, ("1 is", "{} are"))
    who = one if len(kept) == 1 else many.format(len(kept))
    whose = "its" if len(kept) == 1 else "their"
    inside = f"inside {whose} {_intervals(kept)} for {_name(kept[0], policy)}{_section(kept[0], policy)}"
    return f"{who} {inside} yet past the {_intervals(past)} for {_name(past[0], policy)}{_section(past[0], policy)}"


def _intervals(found: Sequence[Obligation]) -> str:
    """The intervals that hold of them, the shortest first: "8 or 12 weeks"."""
    known = {one.explanation.interval for one in found if one.explanation.interval}
    read = sorted((Interval.read(text) for text in known), key=lambda one: (one.unit, one.number))
    said = [str(one) for one in read]
    units = {one.unit for one in read}
    if len(units) == 1 and len(read) > 1:
        said = [*(str(one.number) for one in read[:-1]), said[-1]]
    return " or ".join(said)


def _name(one: Obligation, policy: Policy) -> str:
    """The rule: by its activity's name, where it is called by the activity; else by its own."""
    if one.policy != one.activity:
        return one.policy.replace("-", " ")
    name = policy.activity_name(one.activity)
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def _section(one: Obligation, policy: Policy) -> str:
    section = next((policy.clauses[clause].section for clause in one.clause if clause in policy.clauses), "")
    return f" ({section})" if section else ""


def in_one_line(found: Sequence[Finding], obligations: Iterable[Obligation], policy: Policy) -> tuple[Finding, ...]:
    """The findings, with one note for all those that only say that the policy contradicts itself.

    Those are duties past an advised date, which somebody who keeps to another rule of the policy cannot meet, and of
    which the policy's authors say that the text contradicts itself.
    """
    known = [one for one in conflicts(obligations, policy) if one.reading]
    told = {_key(duty_code(one), one.subject.worker or one.subject.id) for each in known for one in each.past}
    rest = [one for one in found if _key(one.code, one.subject) not in told]
    return (*rest, *(_finding(one, policy) for one in known))


def _key(code: str, subject: str | None) -> tuple[str, str | None]:
    return code, subject


def _finding(conflict: Conflict, policy: Policy) -> Finding:
    open_ = any(
        one.reading.id == conflict.reading and not one.reading.confirmed for one in conflict.past if one.reading
    )
    return Finding(
        POLICY_CONFLICT,
        said_of(conflict, policy),
        severity="note",
        place=Line("supctl.toml", 1),
        clause=conflict.clause,
        mend=f"supctl authority confirm {conflict.reading} OPTION --by NAME" if open_ else None,
        basis="policy",
        reading=conflict.reading,
    )
