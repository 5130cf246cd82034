"""The eight forms, held against lists that were written from the guidance and not from the forms."""

from collections.abc import Iterator
from datetime import date

import pytest

from supctl.hooks import find_authorities
from supctl.policy import FormField, RecordTemplate, Requirement
from supctl.testing import Subject, asked_form, facts_from, forms_for, whole_form

from .printed import PRINTED

POLICY = find_authorities().policy("westmorland")
FORMS = {form.id: form for form in POLICY.templates}
DAY = date(2026, 11, 2)
SESSIONS = ("supervision-session-record", "group-supervision-record")


def printed(form: RecordTemplate) -> list[tuple[str, str]]:
    """Titles and labels in order, each with its kind."""
    found = [("title", form.title)]
    for section in form.section:
        found += [("section", section.title)] if section.title else []
        for one in section.field:
            types = {column.id: column.type for column in one.columns}
            found.append((one.type, one.label))
            found += [("date", one.date_label)] if one.date_label else []
            found += [(types[column.id], column.label) for column in one.column]
    return found


def field(whole: str) -> FormField:
    """A field by form/section.field."""
    form, _, name = whole.partition("/")
    return next(one for found, _, one in FORMS[form].fields() if found == name)


# --- as the guidance describes them ---------------------------------------------------------------------------------


def test_there_are_eight_forms() -> None:
    """Under the names by which they are looked up."""
    assert sorted(FORMS) == sorted(PRINTED)


@pytest.mark.parametrize("form", PRINTED)
def test_titles_and_labels_stand_in_the_order_of_the_list(form: str) -> None:
    """Nothing is left out, added or moved; each is of its kind."""
    assert printed(FORMS[form]) == PRINTED[form]


@pytest.mark.parametrize("form", PRINTED)
def test_every_line_stands_in_the_whole_form_in_the_same_order(form: str) -> None:
    """Whoever fills it in sees the list."""
    everything = iter(whole_form(FORMS[form]).printed)
    seen = {one.label for section in FORMS[form].section for one in section.field if one.label == section.title}
    assert [text for _, text in PRINTED[form] if text not in seen and text not in everything] == []


@pytest.mark.parametrize("form", PRINTED)
def test_no_form_is_the_partnerships_own_page(form: str) -> None:
    """The guidance prints none: each is built from what it says."""
    assert FORMS[form].derived
    assert FORMS[form].version is None


def test_the_contract_names_thirteen_and_nine_responsibilities() -> None:
    """As the two lists of the guidance do, whose last bullet is a heading."""
    assert len(field("supervision-contract/roles.supervisor").options) == 13
    assert len(field("supervision-contract/roles.supervisee").options) == 9


def test_the_model_has_four_of_each() -> None:
    """Stakeholders, functions, and the elements of the cycle."""
    assert len(field("supervision-session-record/model.stakeholders").options) == 4
    assert len(field("supervision-session-record/model.functions").options) == 4
    model = next(one for one in FORMS["supervision-session-record"].section if one.id == "model")
    assert [one.label for one in model.field if one.type == "prose"] == [
        "Experience",
        "Reflection",
        "Analysis",
        "Action planning",
    ]


@pytest.mark.parametrize(
    "part", ["place", "personal-support", "quality-assurance", "professional-development", "model"]
)
def test_both_records_of_a_session_ask_the_same(part: str) -> None:
    """One to one or in a group: time and place, the three elements, the model."""
    one, other = ([whole for whole, *_ in FORMS[form].fields() if whole.startswith(f"{part}.")] for form in SESSIONS)
    assert one == other != []


def test_the_model_and_the_elements_may_stay_empty() -> None:
    """The model is a tool, and the elements are balanced over time."""
    parts = {"model", "personal-support", "quality-assurance", "professional-development"}
    required = [
        whole
        for form in SESSIONS
        for whole, section, one in FORMS[form].fields()
        if section.id in parts and one.required
    ]
    assert required == []


def test_signatures_stand_on_the_contract_and_on_the_record_of_one_to_one_supervision() -> None:
    """Of both parties; the guidance asks for no others."""
    signed = {
        name: {one.party for _, _, one in form.fields() if one.type == "signature"} for name, form in FORMS.items()
    }
    both = {"supervisee", "supervisor"}
    assert {name: who for name, who in signed.items() if who} == {
        "supervision-contract": both,
        "supervision-session-record": both,
    }


# --- what the rules look at -----------------------------------------------------------------------------------------


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
    """As a field of that id, or as the record's own part or actions; else nobody could ever meet the rule."""
    assert rule
    fields = list(form.fields())
    there = {whole for whole, _, _ in fields} | {one.part for _, _, one in fields}
    assert of in there | {one.type for _, _, one in fields}


@pytest.mark.parametrize("form", SESSIONS)
@pytest.mark.parametrize("name", ["children.decided", "children.immediate", "children.changed"])
def test_a_session_says_about_which_children_something_was_decided(form: str, name: str) -> None:
    """By reference, several: what a duty about the child's file goes by."""
    asked = field(f"{form}/{name}")
    assert (asked.type, asked.many) == ("case", True)
    assert any(f"{name}:{{case}}" in rule.when.answered for rule in POLICY.rules.deadlines if rule.subject == "case")


@pytest.mark.parametrize("form", PRINTED)
def test_every_form_says_whose_record_it_is_and_of_which_day(form: str) -> None:
    """A worker's names the worker, a child's the child, an agency's or a group's the team."""
    parts = {one.part for _, _, one in FORMS[form].fields()}
    assert {"date", {"worker": "supervisee", "case": "cases", "team": "team"}[FORMS[form].subject]} <= parts


# --- which form, for whom -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(POLICY.vocabulary.roles))
def test_one_record_of_a_session_and_one_contract_are_meant_for_each_role(role: str) -> None:
    """The same for everybody, whichever agency they work for."""
    facts = facts_from({"workers": {"asha": {"role": role, "supervisor": "tom"}}}, POLICY.vocabulary)
    subject = Subject("worker", "asha")
    for activity, wanted in (("personal-supervision", SESSIONS[0]), ("agreement", "supervision-contract")):
        assert [form.id for form in forms_for(POLICY, activity, subject, facts, DAY)] == [wanted]


@pytest.mark.parametrize(("kind", "asked"), [("early-years", True), ("safeguarding", False)])
def test_early_years_arrangements_are_asked_of_early_years_providers(kind: str, asked: bool) -> None:
    """The framework that asks for them speaks to nobody else."""
    facts = facts_from({"teams": {"agency": {"kind": kind}}}, POLICY.vocabulary)
    form = asked_form(FORMS["agency-policy-checklist"], Subject("team", "agency"), facts, DAY)
    assert ("early-years.arrangements" in {one.id for one in form.fields}) is asked


# --- the clauses they carry -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "clauses"),
    [
        ("supervision-contract", {"WAF-std4-a", "WAF-contract-a", "WAF-frequency-d", "WAF-frequency-e"}),
        ("supervision-session-record", {"WAF-std5-a", "WAF-recording-b", "WAF-supervisor-h", "WAF-model-a"}),
        ("group-supervision-record", {"WAF-group-a", "WAF-std5-a", "WAF-place-b", "WAF-recording-g"}),
        ("child-record-decision-entry", {"WAF-std6-a", "WAF-std6-b", "WAF-recording-g"}),
        ("line-management-handover", {"WAF-supervisor-k"}),
        ("three-way-meeting-note", {"WAF-qa-b", "WAF-qa-c"}),
        ("line-manager-assurance", {"WAF-onetoone-c"}),
        ("agency-policy-checklist", {"WAF-background-a", "WAF-std1-b", "WAF-statutory-c", "WAF-statutory-e"}),
    ],
)
def test_a_form_carries_the_clauses_that_speak_of_it(form: str, clauses: set[str]) -> None:
    """On the form, or on the section or field that answers the clause."""
    template = FORMS[form]
    cited = {*template.clause} | {
        one for _, section, item in template.fields() for one in (*section.clause, *item.clause)
    }
    assert clauses <= cited
