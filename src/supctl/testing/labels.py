"""What a `given` says of a record by the labels that its form prints: each label the field or the part that it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supctl.policy import Policy, RecordTemplate
from supctl.testing.given import Given
from supctl.testing.outcomes.forms import find_form, fold


def with_fields(given: Given, policy: Policy) -> Given:
    """The given, each record on the form that it names, by id or title; with `fields` else on its activity's one."""
    if not any({"fields", "form"} & set(record) for record in given.records):
        return given
    return given.model_copy(update={"records": tuple(_on_its_form(record, policy) for record in given.records)})


def _on_its_form(record: Mapping[str, object], policy: Policy) -> Mapping[str, object]:
    fields, named = record.get("fields"), record.get("form")
    meant = find_form(policy, named) if isinstance(named, str) else None
    if not isinstance(fields, Mapping):
        return {**record, "form": meant.id} if meant else record
    known = [one for one in policy.templates if one.activity == record.get("activity")]
    forms = [meant] if meant else [] if named else known
    made: dict[str, object] = {**record, **({"form": forms[0].id} if len(forms) == 1 else {})}
    answers: dict[str, object] = {}
    for label, said in fields.items():
        whole, part = _meant(str(label), forms)
        if part:
            made.setdefault(part, said)
        else:
            answers[whole] = said
    return {**made, "fields": answers}


def _meant(label: str, forms: Sequence[RecordTemplate]) -> tuple[str, str | None]:
    """The field of an id or a printed label, and the part of the record that it is; the label where no form has it."""
    for form in forms:
        for whole, _, field in form.fields():
            if whole == label or fold(field.label) == fold(label):
                return whole, field.part
    return label, None
