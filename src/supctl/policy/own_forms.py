"""The service's own forms: in the place of those that its authority only describes, or beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supctl.documents import Document, Origin, read
from supctl.errors import Finding, PolicyError
from supctl.policy.consistency import policy_problems
from supctl.policy.policy import Policy
from supctl.policy.sources import Clause
from supctl.policy.templates import RecordTemplate


def read_form(document: Document) -> RecordTemplate:
    """The form that a document is. Raises InputError."""
    return read(RecordTemplate, document.values, Origin(document))


def with_own_forms(policy: Policy, forms: Sequence[RecordTemplate], also: Sequence[Clause] = ()) -> Policy:
    """The policy with the service's own forms: each in the place of the derived one with its id, else after all.

    They may cite the authority's clauses, and those of `also`. Raises PolicyError with everything that does not fit: a
    form that the authority prints itself, one that lacks a field which a rule asks for, words that are not known.
    """
    if not forms:
        return policy
    problems = [*_twice(forms), *_printed(policy, forms)]
    if problems:
        raise PolicyError(problems)
    own = {form.id: form for form in forms}
    kept = tuple(own.pop(form.id, form) for form in policy.templates)
    made = replace(
        policy,
        templates=(*kept, *own.values()),
        own_forms=tuple(form.id for form in forms),
        fingerprint=_fingerprint(policy, forms),
    )
    clauses = (*policy.authority.clauses, *(one for one in also if one.id not in policy.clauses))
    known = replace(made, authority=replace(policy.authority, clauses=clauses))
    found = [*_placed([one for one in policy_problems(known) if one.code != "unknown-source"], policy, forms)]
    if found:
        raise PolicyError(found)
    return made


def _twice(forms: Sequence[RecordTemplate]) -> Iterator[Finding]:
    seen: dict[str, RecordTemplate] = {}
    for form in forms:
        first = seen.setdefault(form.id, form)
        if first is not form:
            message = f'"{form.id}" is the id of the form in {first.origin.path} too'
            yield Finding("id-twice", message, place=form.origin.at("id"), mend="give one of the two another id")


def _printed(policy: Policy, forms: Sequence[RecordTemplate]) -> Iterator[Finding]:
    """Own forms in the place of one that the document prints: that one stands as it is."""
    known = {form.id: form for form in policy.templates}
    for form in forms:
        its = known.get(form.id)
        if its and not its.derived:
            message = f'{policy.short_name} prints the form "{form.id}" itself; only one it describes can be replaced'
            yield Finding("form-is-printed", message, place=form.origin.at("id"), mend="give yours another id")
        if its and its.activity != form.activity:
            message = f'"{form.id}" is a form for {policy.activity_name(its.activity)}'
            mend = f'activity = "{its.activity}", or another id'
            yield Finding("wrong-form", message, place=form.origin.at("activity"), mend=mend)


def _placed(problems: Sequence[Finding], policy: Policy, forms: Sequence[RecordTemplate]) -> Iterator[Finding]:
    """What stands in a form, as it is; the fields that rules ask for and a form lacks, together as the form's own."""
    had = {whole: form.id for form in policy.templates for whole, _, _ in form.fields()}
    lacking: dict[str, dict[str, None]] = {}
    for problem in problems:
        if any(problem.path == form.origin.path for form in forms):
            yield problem
            continue
        field = problem.message.partition('"')[2].rpartition('"')[0]
        form = next((form for form in forms if form.id == had.get(field)), forms[0])
        lacking.setdefault(form.id, {})[field] = None
    for form in forms:
        if lacks := ", ".join(f'"{field}"' for field in lacking.get(form.id, {})):
            message = f"the form does not have what rules of the policy ask for: {lacks}"
            mend = "give it these sections and fields, by these ids, as the authority's form has them"
            yield Finding("form-lacks-field", message, place=form.origin, mend=mend)


def _fingerprint(policy: Policy, forms: Sequence[RecordTemplate]) -> str:
    from hashlib import sha256

    if not policy.fingerprint:
        return ""
    texts = "\0".join(f"{form.origin.path}\0{form.origin.document.text}" for form in forms)
    return f"{policy.fingerprint}+{sha256(texts.encode()).hexdigest()}"
