"""Sandwell's four forms, held against lists that were written from the note and not from the forms."""

from collections.abc import Iterator

import pytest

from supctl.hooks import find_authorities
from supctl.policy import FormField, RecordTemplate, Requirement

from .printed import PRINTED

POLICY = find_authorities().policy("sandwell")
FORMS = {form.id: form for form in POLICY.templates}
KOLB = ("experience", "reflection", "analysis", "action")


def printed(form: RecordTemplate) -> list[tuple[str, str]]:
    """Titles and labels in order, each with its kind; a heading over its one box stands once, as the box."""
    said = [("title", form.title)]
    for section in form.section:
        said.append(("section", section.title))
        for one in section.field:
            types = {column.id: column.type for column in one.columns}
            said.append((one.type, one.label))
            said += [(types[column.id], column.label) for column in one.column]
    found: list[tuple[str, str]] = []
    for kind, text in said:
        if found and found[-1] == ("section", text):
            found[-1] = (kind, text)
        elif text:
            found.append((kind, text))
    return found


def field(whole: str) -> FormField:
    """A field by form/section.field."""
    form, _, name = whole.partition("/")
    return next(one for found, _, one in FORMS[form].fields() if found == name)


def test_there_are_four_forms_and_each_is_derived() -> None:
    """The note prints none; all are about a child."""
    assert sorted(FORMS) == sorted(PRINTED)
    assert {(form.derived, form.subject, form.version) for form in FORMS.values()} == {(True, "case", "2021-09")}


@pytest.mark.parametrize("form", PRINTED)
def test_titles_and_labels_stand_in_the_order_of_the_note(form: str) -> None:
    """Nothing is left out, added or moved; each is of its kind."""
    assert printed(FORMS[form]) == PRINTED[form]


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (
            "supervision-format-form",
            {"child": "cases", "practitioner": "supervisee", "manager": "supervisor", "date": "date"},
        ),
        ("management-oversight-record", {"child": "cases", "date": "date", "manager": "supervisor"}),
        (
            "child-supervision-record",
            {
                "child": "cases",
                "date": "date",
                "practitioner": "supervisee",
                "manager": "supervisor",
                "minutes": "minutes",
            },
        ),
        ("direct-work-case-note", {"child": "cases", "date": "date"}),
    ],
)
def test_who_when_and_of_which_child_are_the_records_own(form: str, parts: dict[str, str]) -> None:
    """Kept as its facts, and not a second time as answers."""
    assert {one.id: one.part for _, _, one in FORMS[form].fields() if one.part} == parts


def test_a_family_may_be_named_child_by_child_where_the_note_says_so() -> None:
    """On the form and in oversight; a supervision record and a note of direct work are one child's each."""
    assert {form for form in FORMS for _, _, one in FORMS[form].fields() if one.part == "cases" and one.many} == {
        "supervision-format-form",
        "management-oversight-record",
    }


def test_kolbs_four_stages_follow_one_another() -> None:
    """Sharing the experience, reflection, analysis, planning; in that order, and nothing between them."""
    sections = [section.id for section in FORMS["supervision-format-form"].section]
    first = sections.index(KOLB[0])
    assert tuple(sections[first : first + 4]) == KOLB
    assert sections[first - 1] == "preparation"


def test_the_question_bank_is_whole() -> None:
    """Three to open with, three on the journey; what the note does not list are prompts of ours."""
    numbers = {
        "experience.shared": 3,
        "reflection.journey": 3,
        "reflection.relationships": 3,
        "reflection.identity": 4,
        "analysis.hypotheses": 6,
    }
    assert {name: len(field(f"supervision-format-form/{name}").prompt) for name in numbers} == numbers


def test_nine_topics_are_offered_to_explore() -> None:
    """The last prompt of the third stage, parted by semicolons."""
    assert field("supervision-format-form/analysis.hypotheses").prompt[-1].count(";") == 8


@pytest.mark.parametrize(
    "whole",
    [
        "supervision-format-form/foot.on-file",
        "supervision-format-form/foot.attached",
        "child-supervision-record/foot.attached",
        "management-oversight-record/foot.lcs",
        "management-oversight-record/given.supervisory",
    ],
)
def test_what_is_a_step_or_a_fact_about_somebody_is_not_asked_a_second_time(whole: str) -> None:
    """It is told where it is marked instead."""
    one = field(whole)
    assert one.type == "statement"
    assert str(one.says).startswith("Not answered here")


def test_a_blank_name_or_day_of_an_action_stops_nobody() -> None:
    """Both are advisory, on either form."""
    for whole in ("supervision-format-form/action.actions", "child-supervision-record/agreed.actions"):
        assert [(one.id, one.required) for one in field(whole).columns] == [
            ("what", False),
            ("who", False),
            ("by", False),
        ]


def looked_at() -> Iterator[tuple[str, RecordTemplate, str]]:
    """Each requirement that looks at a field or part, with each form of the records it is about."""
    for rule in POLICY.rules.requirements:
        for form in FORMS.values():
            if form.id in rule.on.form or form.activity in rule.on.activity:
                yield from ((rule.id, form, of) for of in _looked_at(rule))


def _looked_at(rule: Requirement) -> tuple[str, ...]:
    return rule.of if rule.test in {"filled", "value", "count"} else ()


@pytest.mark.parametrize(
    ("rule", "form", "of"), [pytest.param(*one, id=f"{one[0]}-{one[1].id}-{one[2]}") for one in looked_at()]
)
def test_what_a_rule_looks_at_stands_on_every_form_it_is_about(rule: str, form: RecordTemplate, of: str) -> None:
    """As a field of that id, or as the record's actions; else nobody could ever meet the rule."""
    assert rule
    fields = list(form.fields())
    actions = {"actions", "actions.who", "actions.by"} if any(one.type == "actions" for _, _, one in fields) else set()
    assert of in {whole for whole, _, _ in fields} | {one.part for _, _, one in fields} | actions


def test_what_an_answer_to_an_event_must_hold_stands_on_its_form() -> None:
    """The field that a deadline asks for is one of the activity's own form."""
    asked = [(one.activity, one.field) for rule in POLICY.rules.deadlines for one in rule.alternatives if one.field]
    for activities, name in asked:
        forms = [form for form in FORMS.values() if form.activity in activities]
        assert [name in {whole for whole, _, _ in form.fields()} for form in forms] == [True]
    assert len(asked) == 7
