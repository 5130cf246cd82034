"""What an invented record answers: everything that its form asks, and nothing that anybody said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supctl.answers.forms import AskedForm
from supctl.policy import FormField
from supctl.policy.templates import KEPT_AS_VALUES, UNASKED

Answer = bool | int | str | date | list[str]


def example_answers(form: AskedForm, day: date, person: str | None, case: str | None) -> dict[str, Answer]:
    """An answer to every field that is required, by whole field id, as a record's facts keep them.

    `day`, `person` and `case` answer what asks for a date, somebody or a child. Parts of the record itself are left
    out: they are not answers.
    """
    return dict(_answered(form, day, person, case))


def _answered(form: AskedForm, day: date, person: str | None, case: str | None) -> Iterator[tuple[str, Answer]]:
    for asked in form.fields:
        field = asked.field
        if not asked.required or field.part or field.type in UNASKED:
            continue
        answer = _answer(field, day, person, case)
        if answer is not None:
            yield asked.id, answer


def _answer(field: FormField, day: date, person: str | None, case: str | None) -> Answer | None:
    if field.type not in KEPT_AS_VALUES:
        return True
    answers: dict[str, Answer | None] = {
        "date": day,
        "choice": field.options[0] if field.options else None,
        "yes-no": "yes",
        "rating": field.highest,
        "person": person,
        "case": case,
    }
    one = answers[field.type]
    return [one] if field.many and isinstance(one, str) else one
