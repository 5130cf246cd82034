"""An authority's forms as data: titles and labels in their order, and how many questions stand beside them."""

from __future__ import annotations

from supctl.exchange.authority.shapes import FieldData, FormData, SectionData
from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import activity_words
from supctl.exchange.due.data import clause_data
from supctl.policy import Conditions, FormField, FormSection, Policy, RecordTemplate


def forms_data(policy: Policy, whom: Whom) -> list[FormData]:
    """Every form, in the order of its titles' files."""
    return [_form(policy, one, whom) for one in policy.templates]


def _form(policy: Policy, one: RecordTemplate, whom: Whom) -> FormData:
    sections = [_section(section, whom) for section in one.section]
    of_sections = sum(section.questions + sum(field.questions for field in section.fields) for section in sections)
    return FormData(
        id=one.id,
        title=one.title,
        version=one.version,
        derived=one.derived,
        own=one.id in policy.own_forms,
        activity=activity_words(policy, [one.activity]),
        subject=one.subject,
        who=_when(one, whom),
        goes_to=one.goes_to,
        completed_by=one.completed_by,
        questions=_questions(one.prompt) + of_sections,
        sections=sections,
        clause=clause_data(policy, one.clause),
    )


def _section(one: FormSection, whom: Whom) -> SectionData:
    fields = [_field(field, whom) for field in one.field]
    return SectionData(
        id=one.id,
        title=one.title,
        questions=_questions(one.prompt),
        added=one.added,
        when=_when(one, whom),
        completed_by=one.completed_by,
        fields=fields,
    )


def _field(one: FormField, whom: Whom) -> FieldData:
    return FieldData(
        id=one.id,
        label=one.label,
        type=one.type,
        required=_required(one.required, whom),
        options=list(one.options),
        questions=_questions(one.prompt),
        added=one.added,
        when=_when(one, whom),
    )


def _questions(prompt: tuple[str, ...]) -> int:
    """How many there are in a bank; a single prompt is guidance and no bank."""
    return len(prompt) if len(prompt) > 1 else 0


def _required(required: bool | Conditions, whom: Whom) -> str:  # noqa: FBT001 - the form says it so
    if isinstance(required, Conditions):
        return f"if {whom.of(required)}"
    return "yes" if required else "no"


def _when(one: RecordTemplate | FormSection | FormField, whom: Whom) -> str:
    """In which circumstances it stands there; empty where it always does."""
    return whom.of(one.when, one.unless)
