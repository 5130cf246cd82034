"""A policy held against itself: clauses that exist, ids used once, words that are known, rows that can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supctl.documents import NOWHERE, Entry, Origin, Shape, unknown_word
from supctl.errors import Finding
from supctl.facts.words import ROLE_GROUPS
from supctl.policy.conditions import CONDITIONS_OF, OF_RECORDS, PARTS_OF_RECORDS, Conditions, SubjectKind
from supctl.policy.criteria import Evidence
from supctl.policy.deadlines import Deadline
from supctl.policy.frequency import Counted, Row
from supctl.policy.keeping import Access
from supctl.policy.policy import Policy
from supctl.policy.requirements import OF_ACTIONS, On, Requirement
from supctl.policy.rules import Rule
from supctl.policy.sources import Choice
from supctl.policy.templates import FormField, FormSection, RecordTemplate

Conditional = Row | Counted | RecordTemplate | FormSection | FormField | Rule

# The key that holds words, wherever it stands in a rule, and which of the vocabulary's lists they come from.
_WORDS_OF = {
    "role": "roles",
    "by_role": "roles",
    "with_role": "roles",
    "activity": "activities",
    "planned": "activities",
    "step": "steps",
    "steps": "steps",
    "silence": "steps",
    "category": "categories",
    "standing": "standings",
    "by_standing": "standings",
    "employment": "employments",
    "event": "events",
    "team_kind": "team_kinds",
    "held": "activities",
    "session": "activities",
}
_CALLED = {"held": "activity", "session": "activity", "planned": "activity", "steps": "step", "silence": "step"}


def policy_problems(policy: Policy) -> list[Finding]:
    """Everything in the policy that does not fit the rest of it."""
    return [
        *_ids_twice(policy),
        *_unknown_ids(policy),
        *_unknown_words(policy),
        *_impossible_conditions(policy),
        *_unreachable_rows(policy),
        *_unknown_fields(policy),
        *_unknown_evidence(policy),
    ]


def choice_problems(policy: Policy, choices: Iterable[Choice]) -> list[Finding]:
    """Choices of the service on readings or options that the policy does not have."""
    known = {reading.id: [option.id for option in reading.option] for reading in policy.authority.interpretations}
    found: list[Finding] = []
    for choice in choices:
        found += _unknown("reading", choice.id, list(known), choice.origin.at("id"))
        if choice.option and choice.id in known:
            found += _unknown("option", choice.option, known[choice.id], choice.origin.at("option"))
    return found


def _ids_twice(policy: Policy) -> Iterator[Finding]:
    groups: list[Iterable[tuple[str, Origin]]] = [
        [(source.id, source.origin) for source in policy.authority.sources],
        [(clause.id, clause.origin) for clause in policy.authority.clauses],
        [(activity.id, activity.origin) for activity in policy.authority.activities],
        [(role.id, role.origin) for role in policy.authority.roles],
        [(frequency.id, frequency.origin) for frequency in policy.frequencies],
        [(rule.id, rule.origin) for rule in (*policy.rules.deadlines, *policy.rules.requirements)],
        [(reading.id, reading.origin) for reading in policy.authority.interpretations],
        [(template.id, template.origin) for template in policy.templates],
        [(chain.id, chain.origin) for chain in policy.chains],
        [(criterion.id, criterion.origin) for criterion in policy.criteria],
        [(rule.id, rule.origin) for rule in policy.rules.retention],
        [(rule.id, rule.origin) for rule in policy.rules.access],
        *([(row.id, row.origin) for row in frequency.row] for frequency in policy.frequencies),
        *([(option.id, option.origin) for option in reading.option] for reading in policy.authority.interpretations),
    ]
    for group in groups:
        seen: dict[str, Origin] = {}
        for one, origin in group:
            if one in seen:
                message = f'"{one}" is the id of something at {seen[one].path}:{seen[one].line} too'
                mend = "give one of the two another id"
                yield Finding("id-twice", message, place=origin.at("id"), mend=mend)
            seen[one] = origin


def _unknown_ids(policy: Policy) -> Iterator[Finding]:
    """Clauses that are cited, sources that are named and readings that are chosen, and do not exist."""
    clauses = list(policy.clauses)
    sources = [source.id for source in policy.authority.sources]
    options = [f"{reading.id}:{option.id}" for reading in policy.authority.interpretations for option in reading.option]
    for shape, origin in _shapes(policy):
        for cited in getattr(shape, "clause", ()):
            yield from _unknown("clause", cited, clauses, origin.at("clause"))
        if under := getattr(shape, "under", None):
            yield from _unknown("reading", under, options, origin.at("under"))
    for clause in policy.authority.clauses:
        yield from _unknown("source", clause.source, sources, clause.origin.at("source"))


def _unknown_words(policy: Policy) -> Iterator[Finding]:
    vocabulary = policy.vocabulary
    groups = list(ROLE_GROUPS)
    for shape, origin in _shapes(policy):
        for name, words in _WORDS_OF.items():
            for word in _as_words(getattr(shape, name) if name in type(shape).model_fields else ()):
                what = _CALLED.get(name) or name.removeprefix("by_").removeprefix("with_")
                yield from _unknown(what, word, list(getattr(vocabulary, words)), origin.at(name))
        for word in shape.of if isinstance(shape, Access) else ():
            yield from _unknown("activity", word, list(vocabulary.activities), origin.at("of"))
        for word in getattr(shape, "role_group", ()):
            yield from _unknown("role group", word, groups, origin.at("role_group"))
    for role in policy.authority.roles:
        yield from _unknown("role group", role.group, groups, role.origin.at("group"))


def _impossible_conditions(policy: Policy) -> Iterator[Finding]:
    """A condition that a subject cannot have: a case has no role, a worker no category."""
    parts: list[tuple[SubjectKind, Conditional]] = []
    for frequency in policy.frequencies:
        counted_of: SubjectKind = "case" if frequency.subject == "case" else "worker"
        parts += [(frequency.subject, row) for row in frequency.row]
        parts += [(counted_of, counted) for counted in frequency.counts]
    for form in policy.templates:
        parts.append((form.subject, form))
        for section in form.section:
            parts.append((form.subject, section))
            parts += [(form.subject, field) for field in section.field]
    parts += [(chain.subject, chain) for chain in policy.chains]
    parts += [("worker", rule) for rule in (*policy.criteria, *policy.rules.access)]
    parts += [(rule.subject, rule) for rule in policy.rules.retention]
    for subject, part in parts:
        for key in ("when", "unless", "required"):
            conditions = getattr(part, key, None)
            said = ("answered",) if key == "required" or isinstance(part, Counted) else ()
            yield from _wrong_conditions(conditions, subject, said, part.origin.at(key))
    rules: list[Deadline | Requirement] = [*policy.rules.deadlines, *policy.rules.requirements]
    for one in rules:
        if not _is_about_records(one):
            for key in ("when", "unless"):
                yield from _of_records(getattr(one, key), one.origin.at(key))


def _wrong_conditions(
    conditions: object, subject: SubjectKind, also: tuple[str, ...], place: Origin
) -> Iterator[Finding]:
    """Those that such a subject cannot have; `also`: what may be asked of a record that is at hand."""
    for name in conditions.named() if isinstance(conditions, Conditions) else ():
        if name not in (*CONDITIONS_OF[subject], *also):
            message = f"a {subject} has no {name.replace('_', ' ')}"
            mend = "conditions here: " + (", ".join((*CONDITIONS_OF[subject], *also)) or "none")
            yield Finding("wrong-condition", message, place=place.at(name), mend=mend)


def _is_about_records(rule: Deadline | Requirement) -> bool:
    if isinstance(rule, Requirement):
        return rule.on.kind == "record"
    return rule.after.trigger in {"activity", "step", "cancelled", "action"}


def _of_records(conditions: Conditions | None, place: Origin) -> Iterator[Finding]:
    """What is asked of a record by a rule that is about none."""
    for name in conditions.named() if conditions else ():
        if name in OF_RECORDS:
            message = f"{name} is asked of a record, and this rule is about none"
            mend = "drop it, or let the rule be about an activity"
            yield Finding("wrong-condition", message, place=place.at(name), mend=mend)


def _unreachable_rows(policy: Policy) -> Iterator[Finding]:
    for frequency in policy.frequencies:
        for index, later in enumerate(frequency.row):
            earlier = next((row for row in frequency.row[:index] if _takes_all_of(row, later, policy)), None)
            if earlier:
                message = (
                    f'the row "{later.id}" is never reached: "{earlier.id}" above it takes every day that it would'
                )
                yield Finding("row-never-reached", message, place=later.origin, mend="put the narrower row first")


def _unknown_fields(policy: Policy) -> Iterator[Finding]:
    """A rule that looks at a field which no form asks for, or for an answer that it cannot have."""
    options = {name: _options(field) for form in policy.templates for name, _, field in form.fields()}
    for shape, origin in _shapes(policy):
        asked = isinstance(shape, Conditions | Evidence)
        for key in ("of", "field", "answered"):
            words = _as_words(getattr(shape, key, ())) if not isinstance(shape, Access) else []
            for word in words:
                name, _, answer = word.partition(":") if asked else (word, "", "")
                if name in OF_ACTIONS:
                    continue
                if "." not in name:
                    known = [*PARTS_OF_RECORDS] if asked else [name]
                    yield from _unknown("part of a record", name, known, origin.at(key))
                elif options:
                    yield from _unknown("field", name, list(options), origin.at(key))
                    offered = options.get(name)
                    if answer and offered is not None:
                        yield from _unknown("answer", answer, offered, origin.at(key))


def _options(field: FormField) -> list[str] | None:
    """The answers that a field may have; None where anything may be said."""
    return {"yes-no": ["yes", "no"], "choice": list(field.options), "case": ["{case}"]}.get(field.type)


def _unknown_evidence(policy: Policy) -> Iterator[Finding]:
    """Criteria that no audit has, forms that are not there, and rules that evidence names and nobody wrote."""
    criteria, forms = [criterion.id for criterion in policy.criteria], [form.id for form in policy.templates]
    timed = [rule.id for rule in policy.frequencies] + [rule.id for rule in policy.rules.deadlines]
    required = [rule.id for rule in policy.rules.requirements]
    for shape, origin in _shapes(policy):
        if isinstance(shape, FormField) and shape.criterion:
            yield from _unknown("criterion", shape.criterion, criteria, origin.at("criterion"))
        for form in shape.form if isinstance(shape, On) else ():
            yield from _unknown("form", form, forms, origin.at("form"))
        if isinstance(shape, Evidence):
            for word in shape.in_time:
                yield from _unknown("frequency or deadline", word, timed, origin.at("in_time"))
            for word in shape.requirement:
                yield from _unknown("requirement", word, required, origin.at("requirement"))


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


def _shapes(policy: Policy) -> Iterator[tuple[Shape, Origin]]:
    """Every rule, form and reading of the policy, and every shape inside one, with where it was written."""
    rules = policy.rules
    for entry in (
        *(frequency for frequency in policy.frequencies if not frequency.use),
        *rules.deadlines,
        *rules.requirements,
        *rules.retention,
        *rules.access,
        *policy.chains,
        *policy.criteria,
        *policy.templates,
        *policy.authority.interpretations,
    ):
        yield from _inside(entry, entry.origin)


def _inside(shape: Shape, origin: Origin) -> Iterator[tuple[Shape, Origin]]:
    yield shape, origin
    for name, info in type(shape).model_fields.items():
        value = getattr(shape, name)
        if isinstance(value, Shape):
            yield from _inside(value, origin.at(info.alias or name))
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Entry):
                    placed = item.origin.document is not NOWHERE.document
                    yield from _inside(item, item.origin if placed else origin.at(info.alias or name))


def _as_words(value: object) -> list[str]:
    words = [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
    return [word for word in words if isinstance(word, str)]


def _unknown(what: str, word: str, known: list[str], place: Origin) -> Iterator[Finding]:
    if word not in known:
        message, mend = unknown_word(what, word, known)
        code = f"unknown-{what.replace(' ', '-').replace('_', '-')}"
        yield Finding(code, message, place=place, mend=mend if known else f"there is no {what} at all yet")
