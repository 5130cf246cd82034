"""A draft: a form begun for one subject on one day, as the text that somebody writes in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from supctl.answers import Answers
from supctl.answers.forms import AskedSection
from supctl.facts import Service
from supctl.facts.days import say_date_long
from supctl.policy import Policy
from supctl.records.drafting.begun import Draft
from supctl.records.drafting.fields import FieldWriter, may_be_left
from supctl.records.drafting.layout import BESIDE, WIDTH, comment, points, toml
from supctl.records.drafting.prefill import Known
from supctl.records.typed import typed_value

NOT_ON_THE_FORM: Final = ("date", "supervisee", "supervisor", "cases", "team")
"""Parts of a record that stand in the last table where the form has no field for them."""
_MARKS: Final = "Write between the ''' marks: plain words, any length, any punctuation."
_GUIDANCE: Final = "Lines outside the marks that begin with # are guidance; they are not kept."
_GUIDANCE_ALONE: Final = "Lines that begin with # are guidance; they are not kept."
_OF_STAFF: Final = "This is a record about staff: a child is named by the reference only."
_IF_YOU_WISH: Final = "What may stay empty says: if you wish."
_ADDED: Final = "What says added is not on the printed form: a rule of the policy asks for it."
_STATED: Final = "What the form states is told in short: the authority's own page has the wording that is signed."
_OWN_LINES: Final = "supctl reads these lines; they stay as they are."


def draft_text(
    draft: Draft,
    policy: Policy,
    service: Service,
    answers: Answers,
    evidence: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The draft as TOML to write in: the form's titles and labels in order, what is known filled in, claims never.

    `service` is as of the day asked, `answers` what follows on that day. `evidence` gives, by whole field id, the lines
    that were worked out from the facts. At most 80 columns wide, but for what was given.
    """
    known = Known(draft, policy, service, answers)
    writer = FieldWriter(known, _each_line_once(evidence or {}))
    sections = [list(_section(one, writer)) for one in draft.form.sections]
    parts = [list(_heading(known)), *sections, list(_closing(known))]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _each_line_once(evidence: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """What was worked out, each line where it is told first: said once, it is known."""
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for field_id, lines in evidence.items():
        found[field_id] = [line for line in lines if line not in seen]
        seen.update(lines)
    return found


def _heading(known: Known) -> Iterator[str]:
    draft, form = known.draft, known.draft.form.template
    whose = known.policy.short_name
    yield from comment(form.title.upper(), f"{whose}, form {form.version}" if form.version else whose)
    yield from comment(f"{_who(known)}, {say_date_long(draft.day)}", f"draft {draft.short}")
    yield "#"
    yield from points(form.prompt) if form.prompt else ()
    if any(one.field.type == "prose" for one in draft.form.fields):
        yield from [*comment(_MARKS), *comment(_GUIDANCE)]
    else:
        yield from comment(_GUIDANCE_ALONE)
    if form.subject != "case":
        yield from comment(_OF_STAFF)
    if any(not one.required and may_be_left(one.field) for one in draft.form.fields):
        yield from comment(_IF_YOU_WISH)
    if any(one.field.added for one in draft.form.fields):
        yield from comment(_ADDED)
    if any(one.field.type == "statement" for one in draft.form.fields):
        yield from comment(_STATED)
    yield from comment(whose_form) if (whose_form := _whose_form(known)) else ()
    if form.completed_by:
        yield from comment(f"Written by: {form.completed_by}")
    if form.goes_to:
        yield from comment(f"Where it goes: {form.goes_to}")
    yield from comment(f"When done: save and close; supctl record show {draft.short} says what is still missing.")


def _whose_form(known: Known) -> str:
    """Whose page it is: the service's own, one that the document only describes, or the authority's."""
    form, sections = known.draft.form.template, known.sections(known.draft.form.template.clause)
    if form.id in known.policy.own_forms:
        return "This is your service's own form."
    if form.derived:
        where = f"{'sections' if ', ' in sections else 'section'} {sections}"
        built = f"It is built from what the document says ({where})" if sections else "It is built from it"
        return f"The document does not print this form. {built}; the service's own form can replace it."
    return f"Asked for by: {known.policy.short_name} {sections}." if sections else ""


def _who(known: Known) -> str:
    """Whom the record is about, and with whom: "M1001 JB, Aisha Begum with Jo Okafor"."""
    draft = known.draft
    team = known.team(draft.team)
    about = [known.child(case) for case in draft.cases] + ([team] if team and not draft.supervisee else [])
    about += [known.person(draft.supervisee)] if draft.supervisee else []
    said = ", ".join(about) or known.service.name or "The service"
    return f"{said} with {known.person(draft.supervisor)}" if draft.supervisor else said


def _section(asked: AskedSection, writer: FieldWriter) -> Iterator[str]:
    """One section: its table, its printed title, its sections of the document, and its fields in order."""
    section = asked.section
    yield from _header(f"[{section.id}]", section.title, _rights(asked, writer.known))
    if section.completed_by:
        yield from comment(f"Written by: {section.completed_by}")
    yield from points(section.prompt) if section.prompt else ()
    in_rows = begun = after_block = False
    for one in asked.fields:
        lines = writer.lines(one, under=section.title)
        if one.field.type in {"rows", "actions"}:
            in_rows = True
        elif in_rows and one.field.type not in {"statement", "signature", "evidence"}:
            in_rows = False
            lines = [f"[{one.id}]", *lines]  # a key after rows would belong to the last row
        apart = begun and (lines[0].startswith(("#", "[")) or after_block)
        yield from ["", *lines] if apart else lines
        begun, after_block = True, lines[-1] in {"'''", '"""'}


def _rights(asked: AskedSection, known: Known) -> list[str]:
    """What may stand at the right of a section's line, the fullest first."""
    named_by_it = [one.field.clause for one in asked.fields if one.field.label == asked.section.title]
    sections = known.sections([*asked.section.clause, *(clause for clauses in named_by_it for clause in clauses)])
    if asked.section.added:
        return [f"added: {sections}" if sections else "added"]
    return [f"{known.policy.short_name} {sections}", sections] if sections else [""]


def _header(table: str, title: str, rights: Sequence[str]) -> list[str]:
    """The table's line with the title beside it and at the right the longest of `rights` for which there is room."""
    start = f"{table:<{BESIDE - 1}} # {title}".rstrip() if title else table
    for right in rights:
        if len(start) + len(right) + 2 <= WIDTH:
            mark = "" if title or not right else " #"
            return [f"{start}{mark}{right.rjust(WIDTH - len(start) - len(mark))}" if right else start]
    right = rights[0]
    return [f"{table} #{right.rjust(WIDTH - len(table) - 2)}" if right else table, *comment(title)]


def _closing(known: Known) -> Iterator[str]:
    """The last table, by which the draft is known again; also what the form itself does not ask for."""
    draft, form = known.draft, known.draft.form.template
    yield "[draft]"
    yield from comment(_OWN_LINES)
    asked = {one.field.part for one in draft.form.fields}
    said: dict[str, object] = {"id": draft.id, "form": form.id, "version": form.version, "authority": known.policy.id}
    parts: dict[str, object] = {
        "date": draft.day,
        "supervisee": draft.supervisee,
        "supervisor": draft.supervisor,
        "cases": draft.cases,
        "team": draft.team,
    }
    said |= {name: parts[name] for name in NOT_ON_THE_FORM if name not in asked}
    said["logged"] = draft.logged
    yield from (f"{key} = {toml(value)}" for key, value in said.items() if value)


__all__ = ["NOT_ON_THE_FORM", "Draft", "draft_text", "typed_value"]
