"""Forms: the columns that a field has, under the names that the form gives them."""

from __future__ import annotations

from supctl.policy import FormField, FormSection, RecordTemplate


def columns(**field: object) -> list[tuple[str, str, str]]:
    """Id, label and type of each column of a field."""
    made = FormField.model_validate({"id": "actions", "label": "Actions agreed", **field})
    return [(one.id, one.label, one.type) for one in made.columns]


def test_what_is_agreed_goes_by_the_name_of_its_list() -> None:
    """Who and by when keep the core's names where the form prints none."""
    assert columns(type="actions") == [
        ("what", "Actions agreed", "text"),
        ("who", "who", "person"),
        ("by", "by", "date"),
    ]


def test_a_form_names_the_columns_of_an_action_list_and_not_their_types() -> None:
    """However they are called, somebody does it by a date."""
    named = [{"id": "by", "label": "Timeframe"}, {"id": "who", "label": "By Whom"}, {"id": "what", "label": "Task"}]
    assert columns(type="actions", column=named) == [
        ("what", "Task", "text"),
        ("who", "By Whom", "person"),
        ("by", "Timeframe", "date"),
    ]


def test_last_times_actions_have_columns_of_their_own() -> None:
    """Which action it is, what it says, its date, and what came of it."""
    assert [one for one, _, _ in columns(type="rows", part="reviewed")] == ["action", "what", "by", "done", "impact"]


def test_a_part_of_a_form_may_be_written_by_somebody_else() -> None:
    """Said of the form and of one section, in the authority's own way."""
    field = {"id": "notes", "label": "Notes", "type": "prose"}
    section = FormSection.model_validate(
        {"id": "a", "title": "Part A", "completed_by": "the supervisee", "field": [field]}
    )
    form = RecordTemplate.model_validate(
        {
            "id": "review",
            "title": "Review",
            "activity": "supervision-review",
            "clause": "X-1",
            "completed_by": "both",
            "section": [section.model_dump(exclude={"origin"}, exclude_unset=True)],
        }
    )
    assert (form.completed_by, form.section[0].completed_by) == ("both", "the supervisee")
