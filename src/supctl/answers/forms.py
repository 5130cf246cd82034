"""Which form a record goes on, and what of that form is asked for this subject on this day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.answers.circumstances import Circumstances, Said, nothing_said
from supctl.answers.subject import Subject
from supctl.facts import Record, Service
from supctl.facts.words import CANCELLED
from supctl.policy import Conditions, FormField, FormSection, Policy, RecordTemplate


@dataclass(frozen=True)
class AskedField:
    """A field as it stands on a form for one subject: `id` is section.field.

    `required_once`: the answers to other fields (`field:answer`) any of which makes it required.
    """

    id: str
    field: FormField
    required: bool
    required_once: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedSection:
    """A section as it stands on a form for one subject."""

    section: FormSection
    fields: tuple[AskedField, ...]


@dataclass(frozen=True)
class AskedForm:
    """A form as it stands for one subject on a day: only the sections and fields whose conditions hold."""

    template: RecordTemplate
    subject: Subject
    sections: tuple[AskedSection, ...]

    @property
    def fields(self) -> tuple[AskedField, ...]:
        """Every field that is asked, in order."""
        return tuple(one for section in self.sections for one in section.fields)

    @property
    def printed(self) -> tuple[str, ...]:
        """Every title and label that stands on it, in order; what is title and label at once, once."""
        found: list[str] = [self.template.title]
        for section in self.sections:
            title = section.section.title
            found.append(title)
            for one in section.fields:
                found += [label for label in one.field.labels if label != title]
                found += [column.label for column in one.field.column]
        return tuple(text for text in found if text)


def forms_for(policy: Policy, activity: str, subject: Subject, service: Service, day: date) -> list[RecordTemplate]:
    """The forms for an activity that are meant for this subject on that day, in the policy's order."""
    of = Circumstances(service, subject)
    forms = [form for form in policy.templates if form.activity == activity]
    return [form for form in forms if _subject_fits(form, subject) and of.hold(form.when, day, form.unless)]


def form_of_record(policy: Policy, record: Record, service: Service) -> AskedForm | None:
    """The form that a record is to be written on, as it stands for whom it is about."""
    found = form_for_record(policy, record, service)
    return asked_form(*found, service, record.date) if found else None


def form_for_record(policy: Policy, record: Record, service: Service) -> tuple[RecordTemplate, Subject] | None:
    """Which form a record is to be written on: one about its supervisee, its first case or its team."""
    subjects = [
        *([Subject("worker", record.supervisee)] if record.supervisee else []),
        *(Subject("case", case) for case in record.cases[:1]),
        *([Subject("team", record.team)] if record.team else []),
    ]
    for subject in subjects:
        for form in forms_for(policy, record.activity, subject, service, record.date)[:1]:
            return form, subject
    return None


def awaits_its_form(record: Record, policy: Policy, service: Service) -> bool:
    """Whether a record is a session that was logged and is still to be written up.

    One that was written up elsewhere is not, nor a cancelled session, nor one for which the authority has no form.
    """
    return is_only_logged(record) and (not policy.templates or form_for_record(policy, record, service) is not None)


def is_only_logged(record: Record) -> bool:
    """Whether a record says that a session was held, and nobody has written it up, here or elsewhere."""
    if record.form or record.source.kind != "logged" or record.activity == CANCELLED:
        return False
    return not any(step.step == "written" for step in record.steps)


def asked_form(
    template: RecordTemplate, subject: Subject, service: Service, day: date, said: Said = nothing_said
) -> AskedForm:
    """What of the form is asked for this subject on that day; `said`: as far as its own answers make more required."""
    of = Circumstances(service, subject)
    sections = []
    for section in template.section:
        if not of.hold(section.when, day, section.unless):
            continue
        fields = tuple(
            AskedField(f"{section.id}.{one.id}", one, _is_required(one, of, day, said), _once(one, of, day))
            for one in section.field
            if of.hold(one.when, day, one.unless)
        )
        if fields:
            sections.append(AskedSection(section, fields))
    return AskedForm(template, subject, tuple(sections))


def whole_form(template: RecordTemplate, said: Said | None = None) -> AskedForm:
    """The form with every section and field that it can have, nobody's in particular; a conditional duty counts.

    `said`: with these answers; what other answers would make required is then not.
    """

    def is_required(field: FormField) -> bool:
        if said and isinstance(field.required, Conditions) and field.required.of_record:
            return said(field.required)
        return field.required is not False

    sections = tuple(
        AskedSection(
            section, tuple(AskedField(f"{section.id}.{one.id}", one, is_required(one)) for one in section.field)
        )
        for section in template.section
    )
    return AskedForm(template, Subject(template.subject, ""), sections)


def _is_required(field: FormField, of: Circumstances, day: date, said: Said) -> bool:
    required = field.required
    return of.hold(required, day, record=said) if isinstance(required, Conditions) else required


def _once(field: FormField, of: Circumstances, day: date) -> tuple[str, ...]:
    required = field.required
    if not isinstance(required, Conditions) or not of.hold(required, day, record=lambda _: True):
        return ()
    return required.answered


def _subject_fits(form: RecordTemplate, subject: Subject) -> bool:
    """A form about workers serves a pair and an action too: they are seen through the supervisee."""
    through_worker = {"worker", "pair", "action"}
    return form.subject == subject.kind or {form.subject, subject.kind} <= through_worker
