"""A policy held against itself: clauses that exist, ids used once, words that are known, rows that can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supctl.documents import Entry, Origin, unknown_word
from supctl.errors import Finding
from supctl.policy.conditions import CONDITIONS_OF, VOCABULARY_OF, Conditions, SubjectKind
from supctl.policy.deadlines import Deadline
from supctl.policy.frequency import Counted, Row
from supctl.policy.policy import Policy
from supctl.policy.requirements import Requirement


def policy_problems(policy: Policy) -> list[Finding]:
    """Everything in the policy that does not fit the rest of it."""
    return [
        *_ids_twice(policy),
        *_unknown_clauses(policy),
        *_unknown_readings(policy),
        *_condition_problems(policy),
        *_unknown_vocabulary(policy),
        *_unreachable_rows(policy),
    ]


def _ids_twice(policy: Policy) -> Iterator[Finding]:
    groups: list[Iterable[tuple[str, Origin]]] = [
        [(clause.id, clause.origin) for clause in policy.authority.clauses],
        [(frequency.id, frequency.origin) for frequency in policy.frequencies],
        [(rule.id, rule.origin) for rule in (*policy.rules.deadlines, *policy.rules.requirements)],
        [(reading.id, reading.origin) for reading in policy.authority.interpretations],
        [(template.id, template.origin) for template in policy.templates],
        *([(row.id, row.origin) for row in frequency.row] for frequency in policy.frequencies),
    ]
    for group in groups:
        seen: dict[str, Origin] = {}
        for one, origin in group:
            if one in seen:
                message = f'"{one}" is the id of something at {seen[one].path}:{seen[one].line} too'
                yield _wrong("id-twice", message, origin.at("id"), "give one of the two another id")
            seen[one] = origin


def _unknown_clauses(policy: Policy) -> Iterator[Finding]:
    known, sources = list(policy.clauses), [source.id for source in policy.authority.sources]
    cited = [(rule.clause, rule.origin) for rule in policy.clause_rules]
    cited += [(template.clause, template.origin) for template in policy.templates]
    cited += [(reading.clause, reading.origin) for reading in policy.authority.interpretations]
    cited += [(frequency.clause, frequency.origin) for frequency in policy.frequencies]
    for ids, origin in cited:
        for one in ids:
            if one not in known:
                yield _wrong("unknown-clause", *_unknown("clause", one, known), origin=origin.at("clause"))
    for clause in policy.authority.clauses:
        if clause.source not in sources:
            yield _wrong(
                "unknown-source", *_unknown("source", clause.source, sources), origin=clause.origin.at("source")
            )


def _unknown_readings(policy: Policy) -> Iterator[Finding]:
    options = [f"{reading.id}:{option.id}" for reading in policy.authority.interpretations for option in reading.option]
    for rule in policy.clause_rules:
        if rule.under and rule.under not in options:
            yield _wrong("unknown-reading", *_unknown("reading", rule.under, options), origin=rule.origin.at("under"))


def _condition_problems(policy: Policy) -> Iterator[Finding]:
    """A condition that a subject cannot have: a case has no role, a worker no category."""
    for subject, conditions, origin in _conditions(policy):
        allowed = (
            CONDITIONS_OF[subject] if subject else sorted({name for names in CONDITIONS_OF.values() for name in names})
        )
        for name in conditions.named():
            if name not in allowed:
                message = f"a {subject} has no {name.replace('_', ' ')}"
                yield _wrong("wrong-condition", message, origin.at(name), "conditions here: " + ", ".join(allowed))


def _conditions(policy: Policy) -> Iterator[tuple[SubjectKind | None, Conditions, Origin]]:
    for frequency in policy.frequencies:
        for row in frequency.row:
            yield from _both(frequency.subject, row)
        for counted in frequency.counts:
            yield from _both("case" if frequency.subject == "case" else "worker", counted)
    for deadline in policy.rules.deadlines:
        yield from _both(None, deadline)
    for requirement in policy.rules.requirements:
        yield from _both(None, requirement)


def _both(
    subject: SubjectKind | None, entry: Row | Counted | Deadline | Requirement
) -> Iterator[tuple[SubjectKind | None, Conditions, Origin]]:
    yield subject, entry.when, entry.origin.at("when")
    if entry.unless:
        yield subject, entry.unless, entry.origin.at("unless")


def _unknown_vocabulary(policy: Policy) -> Iterator[Finding]:
    words = policy.vocabulary
    groups = sorted(set(words.roles.values()))
    known = {name: list(getattr(words, field)) for name, field in VOCABULARY_OF.items()} | {"role_group": groups}
    used: list[tuple[str, str, Origin]] = []
    for _, conditions, origin in _conditions(policy):
        used += [
            (name, word, origin.at(name))
            for name, found in conditions.words().items()
            for word in found
            if name in known
        ]
    for entry, origin in _who_and_what(policy):
        for name, kind in (
            ("by_role", "role"),
            ("activity", "activity"),
            ("step", "step"),
            ("steps", "step"),
            ("planned", "activity"),
            ("event", "event"),
            ("category", "category"),
            ("by_standing", "standing"),
            ("silence", "step"),
        ):
            value = getattr(entry, name, ())
            used += [(kind, word, origin.at(name)) for word in ((value,) if isinstance(value, str) else value or ())]
    known |= {"activity": list(words.activities), "step": list(words.steps)}
    for name, word, origin in used:
        if word not in known[name]:
            yield _wrong(
                f"unknown-{name.replace('_', '-')}", *_unknown(name.replace("_", " "), word, known[name]), origin=origin
            )
    for role in policy.authority.roles:
        if role.group not in {"direct-work", "manager", "senior-manager", "student", "residential", "other"}:
            message, mend = _unknown("role group", role.group, groups)
            yield _wrong("unknown-role-group", message, mend, origin=role.origin.at("group"))


def _who_and_what(policy: Policy) -> Iterator[tuple[Entry, Origin]]:
    for frequency in policy.frequencies:
        for counted in frequency.counts:
            yield counted, counted.origin
        for row in frequency.row:
            if row.approved:
                yield row.approved, row.origin.at("approved")
    for deadline in policy.rules.deadlines:
        yield deadline, deadline.origin
        yield deadline.after, deadline.origin.at("after")
        answer = deadline.must or deadline.may
        if answer:
            yield answer, deadline.origin.at("must" if deadline.must else "may")
    for requirement in policy.rules.requirements:
        yield requirement, requirement.origin
        yield requirement.on, requirement.origin.at("on")
    for template in policy.templates:
        yield template, template.origin


def _unreachable_rows(policy: Policy) -> Iterator[Finding]:
    for frequency in policy.frequencies:
        for index, later in enumerate(frequency.row):
            earlier = next((row for row in frequency.row[:index] if _takes_all_of(row, later, policy)), None)
            if earlier:
                message = (
                    f'the row "{later.id}" is never reached: "{earlier.id}" above it takes every day that it would'
                )
                yield _wrong("row-never-reached", message, later.origin, "put the narrower row first")


def _takes_all_of(earlier: Row, later: Row, policy: Policy) -> bool:
    if earlier.unless and earlier.unless != later.unless:
        return False
    if earlier.under and earlier.under != later.under:
        return False
    if earlier.approved and earlier.approved != later.approved:
        return False
    begins = earlier.from_ is None or (later.from_ is not None and earlier.from_ <= later.from_)
    ends = earlier.to is None or (later.to is not None and later.to <= earlier.to)
    return begins and ends and earlier.when.include(later.when, policy.vocabulary.roles)


def _unknown(what: str, word: str, known: list[str]) -> tuple[str, str]:
    message, mend = unknown_word(what, word, known)
    return message, mend if known else f"there is no {what} at all yet"


def _wrong(
    code: str, message: str, origin_or_mend: Origin | str, mend: str | None = None, *, origin: Origin | None = None
) -> Finding:
    if isinstance(origin_or_mend, Origin):
        return Finding(code, message, place=origin_or_mend, mend=mend)
    return Finding(code, message, place=origin, mend=origin_or_mend)
