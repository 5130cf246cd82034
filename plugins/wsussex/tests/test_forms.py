"""West Sussex's thirteen forms, held against lists that were written from the document and not from the forms."""

from collections.abc import Iterator
from datetime import date

import pytest

from supctl.hooks import find_authorities
from supctl.policy import FormField, FormSection, RecordTemplate, Requirement
from supctl.testing import Service, Subject, asked_form, facts_from, forms_for, whole_form

from .printed import PRINTED

POLICY = find_authorities().policy("wsussex")
FORMS = {form.id: form for form in POLICY.templates}
DAY = date(2026, 11, 2)
SUPERVISION = ("personal-supervision-record", "operational-manager-record", "residential-staff-record")


def printed_parts(form: RecordTemplate) -> Iterator[tuple[FormSection, list[FormField]]]:
    """The sections of the authority's page, each with the fields that are on it."""
    for section in form.section:
        if not section.added:
            yield section, [one for one in section.field if not one.added]


def printed(form: RecordTemplate) -> list[tuple[str, str]]:
    """What the authority prints, in order, each with its kind; a heading over its one box stands once, as the box."""
    said = [("title", form.title)]
    for section, fields in printed_parts(form):
        said.append(("section", section.title))
        for one in fields:
            types = {column.id: column.type for column in one.columns}
            said.append((one.type, one.label))
            said += [("date", one.date_label)] if one.date_label else []
            said += [(types[column.id], column.label) for column in one.column]
    found: list[tuple[str, str]] = []
    for kind, text in said:
        same = bool(found) and found[-1][1] == text
        if same and found[-1][0] == "section":
            found[-1] = (kind, text)
        elif text and not same:
            found.append((kind, text))
    return found


def field(whole: str) -> FormField:
    """A field by form/section.field."""
    form, _, name = whole.partition("/")
    return next(one for found, _, one in FORMS[form].fields() if found == name)


def service(**asha: object) -> Service:
    """Asha, in one post, with whatever is said of her; and what she has on her hands."""
    cases = asha.pop("cases", {})
    people = {"asha": {"supervisor": "tom", **asha}}
    given = {"workers": people, "teams": {"home": {"kind": "residential"}}, "cases": cases}
    return facts_from(given, POLICY.vocabulary)


# --- as the document prints them -----------------------------------------------------------------------------------


def test_there_are_thirteen_forms() -> None:
    """Those of the appendices, under the names by which they are looked up."""
    assert sorted(FORMS) == sorted(PRINTED)


@pytest.mark.parametrize("form", PRINTED)
def test_titles_and_labels_are_the_documents_in_its_order(form: str) -> None:
    """Nothing of the page is left out, added or moved, but for what is marked as added; each is of its kind."""
    assert printed(FORMS[form]) == PRINTED[form]


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_printed_stands_in_the_whole_form_in_the_same_order(form: str) -> None:
    """What a rule needs stands between the lines of the page and never changes their order."""
    everything = iter(whole_form(FORMS[form]).printed)
    assert [text for _, text in PRINTED[form] if text not in everything] == []


@pytest.mark.parametrize("form", PRINTED)
def test_a_line_that_is_not_the_authoritys_cites_the_clause_that_asks_for_it(form: str) -> None:
    """But for a record's own parts: without its people and its date there is no record."""
    silent = [
        whole
        for whole, section, one in FORMS[form].fields()
        if (one.added or section.added) and not (one.part or one.clause or section.clause or one.type == "actions")
    ]
    assert silent == []


def test_a_field_of_an_added_section_is_itself_added() -> None:
    """Whoever looks at the field alone sees that the page does not have it."""
    fields = [(form.id, whole, section, one) for form in FORMS.values() for whole, section, one in form.fields()]
    assert [(form, whole) for form, whole, section, one in fields if section.added and not one.added] == []


# --- counts --------------------------------------------------------------------------------------------------------


def test_the_file_has_twenty_three_items_in_seven_parts() -> None:
    """Each asked with yes or no."""
    parts = [fields for _, fields in printed_parts(FORMS["supervision-file-contents"])]
    assert [len(fields) for fields in parts] == [5, 4, 3, 3, 4, 1, 3]
    assert {one.type for fields in parts for one in fields} == {"yes-no"}


def test_the_aide_memoire_has_fifty_one_prompts_in_ten_groups() -> None:
    """Nine domains to choose from, and the action plan."""
    groups = [(section.title, fields) for section, fields in printed_parts(FORMS["reflective-aide-memoire"])]
    assert [len(one.prompt) for _, fields in groups for one in fields] == [3, 5, 5, 4, 7, 6, 5, 6, 4, 6]
    chosen = field("reflective-aide-memoire/domains.chosen")
    assert chosen.many
    assert list(chosen.options) == [title for title, _ in groups][:9]


def test_the_audit_has_four_checks_thirteen_criteria_and_three_comments_and_no_score() -> None:
    """The tool prints no scale."""
    parts = {section.id: fields for section, fields in printed_parts(FORMS["supervision-audit"])}
    assert [len(parts[one]) for one in ("file", "criteria", "overall")] == [4, 13, 3]
    assert {one.type for one in parts["file"]} == {"yes-no"}
    assert {one.type for one in (*parts["criteria"], *parts["overall"])} == {"prose"}


def test_the_review_asks_five_questions_in_each_of_two_parts() -> None:
    """Numbered one to five in each."""
    parts = {section.id: fields for section, fields in printed_parts(FORMS["supervision-review"])}
    assert [one.label[:2] for one in parts["part-a"]] == ["1.", "2.", "3.", "4.", "5."]
    assert [one.label[:2] for one in parts["part-b"]] == ["1.", "2.", "3.", "4.", "5."]


def test_beside_each_check_and_criterion_of_the_audit_stands_what_the_facts_show() -> None:
    """Each by the criterion of its own title, and every criterion by one field."""
    asked = [(one.criterion, one.label) for _, _, one in FORMS["supervision-audit"].fields() if one.criterion]
    assert asked == [(criterion.id, criterion.title) for criterion in POLICY.criteria]


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("personal-supervision-record", 3),
        ("operational-manager-record", 6),
        ("residential-staff-record", 5),
        ("case-supervision-record", 1),
        ("supervision-review", 1),
    ],
)
def test_each_page_has_its_action_lists(form: str, number: int) -> None:
    """As many as are printed."""
    lists = [one for _, fields in printed_parts(FORMS[form]) for one in fields if one.type == "actions"]
    assert len(lists) == number
    assert {tuple(column.type for column in one.columns) for one in lists} == {("text", "person", "date")}


def test_an_action_list_goes_by_the_names_that_are_printed() -> None:
    """Of the managers' record only the first list prints all three."""
    assert [one.label for one in field("operational-manager-record/welfare.actions").columns] == [
        "Actions agreed",
        "By Whom",
        "Timeframe",
    ]
    assert [one.label for one in field("operational-manager-record/staffing.actions").columns] == [
        "Actions agreed",
        "who",
        "by",
    ]


def test_what_may_be_chosen_is_what_is_printed() -> None:
    """Permission, the four areas of a residential observation, the nine standing items, the scale of the views."""
    assert field("observation-of-practice/head.permission").options == ("YES", "NO", "NOT REQUIRED")
    areas = field("observation-of-practice/focus.area").options
    assert areas == ("Personalisation", "Dignity and respect", "Administration of Medication", "Team Working")
    items = field("residential-staff-record/agenda.items").options
    assert (len(items), items[0], items[-1]) == (9, "Wellbeing / personal update", "AOB")
    rating = field("supervisee-views/session.rating")
    assert (rating.lowest, rating.highest) == (0, 10)
    assert field("operational-manager-record/cases.discussed").at_most == 10


def test_the_agreement_prints_six_statements_and_leaves_only_the_frequency_to_be_filled_in() -> None:
    """In our own words; its two signatures are steps."""
    types = [one.type for section, fields in printed_parts(FORMS["supervision-agreement"]) for one in fields]
    assert types[4:] == ["text", *["statement"] * 6, "signature", "signature"]


# --- what the rules look at ----------------------------------------------------------------------------------------


def looked_at() -> Iterator[tuple[str, RecordTemplate, str]]:
    """Each requirement that looks at a field or part, with each form of the records it is about."""
    for rule in POLICY.rules.requirements:
        for form in FORMS.values():
            if form.id in rule.on.form or form.activity in rule.on.activity:
                yield from ((rule.id, form, of) for of in _looked_at(rule))


def _looked_at(rule: Requirement) -> tuple[str, ...]:
    return rule.of if rule.test in {"filled", "value", "count"} else ("reviewed",) if rule.test == "carried" else ()


@pytest.mark.parametrize(
    ("rule", "form", "of"), [pytest.param(*one, id=f"{one[0]}-{one[1].id}") for one in looked_at()]
)
def test_what_a_rule_looks_at_stands_on_every_form_it_is_about(rule: str, form: RecordTemplate, of: str) -> None:
    """As a field of that id, or as the record's own part; else nobody could ever meet the rule."""
    assert rule
    fields = list(form.fields())
    assert of in {whole for whole, _, _ in fields} | {one.part for _, _, one in fields}


@pytest.mark.parametrize("form", SUPERVISION)
def test_every_record_of_supervision_has_its_agenda_and_says_whether_it_was_private(form: str) -> None:
    """Whichever of the three it is."""
    ids = {whole for whole, _, _ in FORMS[form].fields()}
    assert {"agenda.items", "session.private"} <= ids


@pytest.mark.parametrize(
    "form",
    ["supervision-agreement", "supervision-review", "residential-staff-record", "child-supervision-record"],
)
def test_signatures_stand_only_where_they_are_printed(form: str) -> None:
    """Supervisee and supervisor, on four of the thirteen."""
    signed = {name for name, one in FORMS.items() if any(item.type == "signature" for _, _, item in one.fields())}
    assert form in signed
    assert len(signed) == 4
    parties = {one.party for _, _, one in FORMS[form].fields() if one.type == "signature"}
    assert parties == {"supervisee", "supervisor"}


@pytest.mark.parametrize("form", PRINTED)
def test_every_form_says_whose_record_it_is_and_of_which_day(form: str) -> None:
    """A worker's names the worker, a case's the case, a team's the team."""
    parts = {one.part for _, _, one in FORMS[form].fields()}
    assert {"date", {"worker": "supervisee", "case": "cases", "team": "team"}[FORMS[form].subject]} <= parts


@pytest.mark.parametrize("form", ["reflective-aide-memoire", "supervision-file-contents", "child-supervision-record"])
def test_a_record_that_is_no_supervision_resets_no_interval(form: str) -> None:
    """Nothing counts the aide-memoire, the list of the file or key work as something that was due."""
    counted = {activity for one in POLICY.frequencies for counts in one.counts for activity in counts.activity}
    answered = {name for one in POLICY.rules.deadlines for must in one.alternatives for name in must.activity}
    assert FORMS[form].activity not in counted | answered


# --- which form, for whom ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(POLICY.vocabulary.roles))
def test_exactly_one_record_of_supervision_is_meant_for_each_role(role: str) -> None:
    """Managers have their own, residential staff of every grade theirs, everybody else the personal record."""
    group = POLICY.vocabulary.roles[role]
    wanted = {"manager": SUPERVISION[1], "senior-manager": SUPERVISION[1], "residential": SUPERVISION[2]}
    found = forms_for(POLICY, "personal-supervision", Subject("worker", "asha"), service(role=role), DAY)
    assert [form.id for form in found] == [wanted.get(group, SUPERVISION[0])]


@pytest.mark.parametrize(("role", "asked"), [("residential-worker", True), ("social-worker", False)])
def test_the_area_of_an_observation_is_asked_in_homes_only(role: str, asked: bool) -> None:
    """With the improvements that are followed up in practice supervision."""
    form = asked_form(FORMS["observation-of-practice"], Subject("worker", "asha"), service(role=role), DAY)
    ids = {one.id for one in form.fields}
    assert ({"focus.area", "development.actions"} <= ids) is asked
    assert ("focus.area" in ids) is asked


@pytest.mark.parametrize("holds", [True, False])
def test_cases_are_required_of_those_who_hold_some(holds: bool) -> None:
    """And only they are asked which one was reflected on, and which were agreed beforehand."""
    cases = {"M1": {"status": [{"from": DAY, "category": "child-in-need", "worker": "asha"}]}} if holds else {}
    form = asked_form(
        FORMS["personal-supervision-record"],
        Subject("worker", "asha"),
        service(role="social-worker", cases=cases),
        DAY,
    )
    required = {one.id: one.required for one in form.fields}
    assert required["cases.discussed"] is holds
    assert ({"cases.reflective", "cases.agreed-beforehand"} <= set(required)) is holds


def test_a_home_notes_discussion_and_actions_of_a_group_and_other_teams_do_not() -> None:
    """Appendix 14 asks for them; Appendix 9 has no place for them."""
    store = service(role="residential-worker", team="home")
    home = asked_form(FORMS["group-learning-record"], Subject("team", "home"), store, DAY)
    other = asked_form(FORMS["group-learning-record"], Subject("team", "east"), store, DAY)
    assert "notes.actions" in {one.id for one in home.fields}
    assert "notes.actions" not in {one.id for one in other.fields}


# --- the clauses they carry ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "clauses"),
    [
        ("supervision-file-contents", {"WSX-9-d", "WSX-9-e", "WSX-A2-a", "WSX-A2-b", "WSX-A2-c", "WSX-A2-d"}),
        ("supervision-agreement", {"WSX-A3-c", "WSX-A3-e", "WSX-A3-m", "WSX-A3-n", "WSX-14-d"}),
        ("supervision-review", {"WSX-A4-a", "WSX-A4-b", "WSX-A4-c", "WSX-A4-e", "WSX-A4-f", "WSX-15-j"}),
        ("personal-supervision-record", {"WSX-11-b", "WSX-A5-a", "WSX-A5-b", "WSX-A5-d", "WSX-12-g", "WSX-A13-b"}),
        ("observation-of-practice", {"WSX-16-c", "WSX-16-f", "WSX-A6-a", "WSX-A6-b", "WSX-A14.4-b"}),
        ("operational-manager-record", {"WSX-A7-a", "WSX-A7-b", "WSX-A7-c", "WSX-A7-e"}),
        ("case-supervision-record", {"WSX-8-s", "WSX-A8-a", "WSX-A8-c", "WSX-A8-d", "WSX-A8-e", "WSX-12-d"}),
        ("group-learning-record", {"WSX-11-s", "WSX-9-i", "WSX-A9-a", "WSX-A9-b", "WSX-11-p", "WSX-A14.5-c"}),
        ("supervision-audit", {"WSX-A11-a", "WSX-A11-b", "WSX-A11-c", "WSX-A11-o", "WSX-A11-p"}),
        ("supervisee-views", {"WSX-15-i", "WSX-A12-a", "WSX-A12-b", "WSX-A12-c"}),
        ("reflective-aide-memoire", {"WSX-A13-a", "WSX-A13-b", "WSX-A13-c"}),
        ("residential-staff-record", {"WSX-A14.3-f", "WSX-A14.3-g", "WSX-A14.7-a", "WSX-A14.7-b"}),
        ("child-supervision-record", {"WSX-A14.8-a", "WSX-A14.8-b"}),
    ],
)
def test_a_form_carries_the_clauses_of_its_appendix(form: str, clauses: set[str]) -> None:
    """On the form, or on the section or field that answers the clause."""
    template = FORMS[form]
    cited = {*template.clause} | {
        one for _, section, item in template.fields() for one in (*section.clause, *item.clause)
    }
    assert clauses <= cited
