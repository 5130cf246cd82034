"""Blackpool's eight forms, held against lists that were written from the document and not from the forms."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from supctl.hooks import find_authorities
from supctl.policy import FormField, FormSection, RecordTemplate, Requirement
from supctl.policy.templates import UNASKED
from supctl.testing import Service, Subject, asked_form, facts_from, forms_for, whole_form

from .printed import (
    ADDED,
    AGREEMENT,
    CASE_NOTE,
    CONFIDENTIAL,
    DISAGREEMENT,
    LEFT_EMPTY,
    NOTE,
    OBSERVED,
    OPTIONS,
    PERSONAL,
    PRINTED,
    QUESTIONS,
    SHEET,
    STANDS,
)

POLICY = find_authorities().policy("blackpool")
FORMS = {form.id: form for form in POLICY.templates}
DAY = date(2026, 11, 2)
KSS, KSS_SUPERVISORS, PCF = "development.kss", "development.kss-supervisors", "development.pcf"
Lines = list[tuple[str, str]]


def parts_of(form: RecordTemplate, *, added: bool) -> Iterator[tuple[FormSection, list[FormField]]]:
    """Each section with its fields that are on the authority's page, or with those that are not."""
    for section in form.section:
        yield section, [one for one in section.field if one.added is added]


def lines(form: RecordTemplate, *, added: bool = False) -> Lines:
    """What stands there, in order, each with its kind; a heading over its one box stands once, as the box."""
    said = [] if added else [("title", form.title)]
    for section, fields in parts_of(form, added=added):
        said += [("section", section.title)] if section.added is added else []
        for one in fields:
            types = {column.id: column.type for column in one.columns}
            said.append((one.type, one.label))
            said += [("date", one.date_label)] if one.date_label else []
            said += [(types[column.id], column.label) for column in one.column]
    return list(without_what_is_said_twice(said))


def without_what_is_said_twice(said: Lines) -> Iterator[tuple[str, str]]:
    """A heading over its one box stands once, and so does a label that each role has its own field for."""
    for (kind, text), (_, below) in pairwise([*said, ("", "")]):
        if text and not (kind in {"section", "prose"} and text == below):
            yield kind, text


def field(whole: str) -> FormField:
    """A field by form/section.field."""
    form, _, name = whole.partition("/")
    return next(one for found, _, one in FORMS[form].fields() if found == name)


def service(**asha: object) -> Service:
    """Asha, in one post, with whatever is said of her."""
    return facts_from({"workers": {"asha": {"supervisor": "tom", **asha}}}, POLICY.vocabulary)


def asked(form: str, **asha: object) -> dict[str, bool]:
    """The fields of a form as it stands for Asha, each with whether it is required."""
    found = asked_form(FORMS[form], Subject("worker", "asha"), service(**asha), DAY)
    return {one.id: one.required for one in found.fields}


# --- as the document prints them -----------------------------------------------------------------------------------


def test_there_are_eight_forms() -> None:
    """Three that are printed, five that are only spoken of."""
    assert sorted(FORMS) == sorted(PRINTED)


@pytest.mark.parametrize("form", PRINTED)
def test_titles_and_labels_are_the_documents_in_its_order(form: str) -> None:
    """Nothing of the page is left out, added or moved, but for what is marked as added; each is of its kind."""
    assert lines(FORMS[form]) == PRINTED[form]


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_added_to_a_page_is_what_the_text_asks_for_besides(form: str) -> None:
    """And nothing else: a derived form has no page to add to."""
    assert lines(FORMS[form], added=True) == ADDED.get(form, [])


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_printed_stands_in_the_whole_form_in_the_same_order(form: str) -> None:
    """What is added stands between the lines of the page and never changes their order."""
    everything = iter(whole_form(FORMS[form]).printed)
    assert [text for _, text in PRINTED[form] if text not in everything] == []


@pytest.mark.parametrize("form", STANDS)
def test_what_is_added_stands_beside_what_it_goes_with(form: str) -> None:
    """A role after its name, the rearranging after the venue, the signatures at the end."""
    assert {section.id: " ".join(one.id for one in section.field) for section in FORMS[form].section} == STANDS[form]
    assert [section.id for section in FORMS[form].section] == list(STANDS[form])


def test_whole_sections_are_added_at_the_head_and_at_the_end() -> None:
    """Who and when, where the page has no room for them; functions, questions, signatures."""
    added = [(form.id, one.id) for form in FORMS.values() for one in form.section if one.added]
    assert sorted(added) == [
        (PERSONAL, "issue"),
        (PERSONAL, "session"),
        (PERSONAL, "signed"),
        (CASE_NOTE, "cycle"),
        (CASE_NOTE, "head"),
        (AGREEMENT, "functions"),
    ]


@pytest.mark.parametrize("form", PRINTED)
def test_only_the_three_printed_pages_are_not_derived(form: str) -> None:
    """Of Appendix 5 there is a title and no page; the others are named in the text."""
    assert FORMS[form].derived is (form not in {AGREEMENT, CASE_NOTE, PERSONAL})


@pytest.mark.parametrize("form", PRINTED)
def test_a_line_that_is_not_printed_cites_the_clause_that_asks_for_it(form: str) -> None:
    """Whatever was added, and whatever stands on a form that is derived."""
    derived = FORMS[form].derived
    ours = [one for one in FORMS[form].fields() if derived or one[2].added or one[1].added]
    assert [whole for whole, section, one in ours if not (one.clause or section.clause)] == []


def test_a_field_of_an_added_section_is_itself_added() -> None:
    """Whoever looks at the field alone sees that the page does not have it."""
    fields = [(form.id, whole, section, one) for form in FORMS.values() for whole, section, one in form.fields()]
    assert [(form, whole) for form, whole, section, one in fields if section.added and not one.added] == []


# --- what is asked, of whom ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", LEFT_EMPTY)
def test_everything_is_required_but_what_may_stay_empty(form: str) -> None:
    """A topic that does not arise stays empty; what the text asks for does not."""
    asked_for = [one for _, _, one in FORMS[form].fields() if one.type not in {"statement", "evidence"}]
    assert [one.label for one in asked_for if one.required is False] == LEFT_EMPTY[form]


def test_some_lines_are_asked_once_another_is_answered() -> None:
    """Last time's actions unless it is the first time, actions where a standard is not met, and the days of an end."""
    fields = [(f"{form.id}/{whole}", one.required) for form in FORMS.values() for whole, _, one in form.fields()]
    conditional = {whole: required.answered for whole, required in fields if not isinstance(required, bool)}
    assert conditional == {
        f"{CASE_NOTE}/previous.notes": ("head.first:no",),
        f"{CASE_NOTE}/standards.actions": ("standards.met:no",),
        f"{DISAGREEMENT}/resolution.referred-on": ("resolution.referred-to",),
        f"{DISAGREEMENT}/resolution.resolved-on": ("resolution.notes",),
    }


def test_what_may_be_chosen_is_what_the_document_names() -> None:
    """Every choice of every form, with all its options in order."""
    fields = [(form.id, whole, one) for form in FORMS.values() for whole, _, one in form.fields()]
    choices = {f"{form}/{whole}": list(one.options) for form, whole, one in fields if one.type == "choice"}
    assert choices == OPTIONS
    several = {f"{form}/{whole}" for form, whole, one in fields if one.many}
    assert several == {f"{AGREEMENT}/content.items", f"{PERSONAL}/issue.children"}


@pytest.mark.parametrize(
    ("form", "activity", "subject"),
    [
        (AGREEMENT, "agreement", "worker"),
        (CASE_NOTE, "case-supervision", "case"),
        (PERSONAL, "personal-supervision", "worker"),
        (OBSERVED, "observation", "worker"),
        (SHEET, "ad-hoc-supervision", "worker"),
        (DISAGREEMENT, "disagreement", "worker"),
        (CONFIDENTIAL, "confidential-record", "worker"),
        (NOTE, "supervision-note", "case"),
    ],
)
def test_each_form_is_of_its_activity_and_about_a_worker_or_a_child(form: str, activity: str, subject: str) -> None:
    """One form for each activity."""
    assert (FORMS[form].activity, FORMS[form].subject) == (activity, subject)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (AGREEMENT, "supervisee supervisor date every next"),
        (CASE_NOTE, "cases date supervisee supervisor reviewed"),
        (PERSONAL, "supervisee supervisor date minutes cases"),
        (OBSERVED, "supervisee supervisor date cases"),
        (SHEET, "supervisee supervisor date"),
        (DISAGREEMENT, "supervisee supervisor date"),
        (CONFIDENTIAL, "supervisee supervisor date"),
        (NOTE, "cases date supervisee supervisor"),
    ],
)
def test_the_records_own_parts_stand_on_its_form(form: str, parts: str) -> None:
    """Whose record it is, of which day, with whom, and what the rules count; the observer gives an observation."""
    assert [one.part for _, _, one in FORMS[form].fields() if one.part] == parts.split()


def test_what_the_store_knows_is_filled_in() -> None:
    """The roles of the two."""
    fields = [(f"{form.id}/{whole}", one.known) for form in FORMS.values() for whole, _, one in form.fields()]
    assert {whole: known for whole, known in fields if known} == {
        f"{AGREEMENT}/head.supervisee-role": "role",
        f"{AGREEMENT}/head.supervisor-role": "supervisor-role",
        f"{DISAGREEMENT}/head.supervisee-role": "role",
        f"{DISAGREEMENT}/head.manager-role": "supervisor-role",
    }


@pytest.mark.parametrize(
    ("form", "parties"),
    [
        (AGREEMENT, ["supervisor", "supervisee"]),
        (PERSONAL, ["supervisee", "supervisor"]),
        (OBSERVED, ["supervisee", "supervisor"]),
    ],
)
def test_three_forms_are_signed_by_both_and_dated(form: str, parties: list[str]) -> None:
    """The agreement as printed, the other two because both sign within ten working days."""
    signed = [one for _, _, one in FORMS[form].fields() if one.type == "signature"]
    assert [(one.party, one.date_label) for one in signed] == [(party, "Date") for party in parties]
    everywhere = {name for name, one in FORMS.items() if any(item.type == "signature" for _, _, item in one.fields())}
    assert everywhere == {AGREEMENT, PERSONAL, OBSERVED}


@pytest.mark.parametrize("whole", [f"{CASE_NOTE}/standards.actions", f"{CASE_NOTE}/next-steps.actions"])
def test_each_action_about_a_child_has_a_timescale(whole: str) -> None:
    """The text asks for nothing else of it."""
    asked_of = {column.id: column.required for column in field(whole).columns}
    assert asked_of == {"what": False, "who": False, "by": True}


def test_a_permission_to_disclose_has_its_day() -> None:
    """Of each person who may see the record."""
    columns = field(f"{CONFIDENTIAL}/disclosure.permitted").column
    assert [(one.id, one.required) for one in columns] == [("to", False), ("on", True)]


def test_the_worker_and_the_observer_each_write_their_parts_of_an_observation() -> None:
    """Two before the session and four after it are the worker's; the plan is made by both."""
    written = {section.id: section.completed_by for section in FORMS[OBSERVED].section}
    assert written == {
        "head": None,
        "before": "the worker, to prepare for it",
        "after": "the worker",
        "assessment": "the observer",
        "development": "the observer, with the worker",
        "signed": None,
    }


def test_the_agreement_states_four_things_and_leaves_the_rest_to_the_two() -> None:
    """The functions, and three sentences on recording, in our own words."""
    stated = [whole for whole, _, one in FORMS[AGREEMENT].fields() if one.type == "statement"]
    assert stated == ["functions.four", "recording.sessions", "recording.decisions", "recording.ad-hoc"]
    assert [one for one in stated if not field(f"{AGREEMENT}/{one}").says] == []


# --- the questions of the cycle ------------------------------------------------------------------------------------


def test_there_are_76_questions_in_four_stages() -> None:
    """14, 21, 25 and 16, none of them to be answered in writing."""
    stages = {one.id: one for section in FORMS[CASE_NOTE].section if section.id == "cycle" for one in section.field}
    assert {id_: len(one.prompt) for id_, one in stages.items()} == {
        "experience": 14,
        "reflection": 21,
        "analysis": 25,
        "planning": 16,
    }
    assert {one.type for one in stages.values()} <= set(UNASKED)


@pytest.mark.parametrize("stage", QUESTIONS)
def test_each_question_is_known_again_and_stands_where_the_document_has_it(stage: str) -> None:
    """In our own words, in the order of its tables."""
    prompts = field(f"{CASE_NOTE}/cycle.{stage}").prompt
    assert [mark for mark, prompt in zip(QUESTIONS[stage], prompts, strict=True) if mark not in prompt] == []


# --- which form, which lines, for whom -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(POLICY.vocabulary.roles))
def test_one_form_of_each_activity_is_meant_for_everybody(role: str) -> None:
    """Managers too."""
    of_workers = [form for form in POLICY.templates if form.subject == "worker"]
    found = [
        forms_for(POLICY, form.activity, Subject("worker", "asha"), service(role=role), DAY) for form in of_workers
    ]
    assert found == [[form] for form in of_workers]


@pytest.mark.parametrize("role", ["social-worker", "senior-social-worker", "advanced-practitioner"])
def test_a_social_worker_looks_at_the_statements_for_practitioners(role: str) -> None:
    """Registered or not yet written down as such."""
    fields = asked(PERSONAL, role=role)
    assert fields[KSS] is True
    assert {KSS_SUPERVISORS, PCF} & set(fields) == set()


@pytest.mark.parametrize("role", ["team-manager", "service-manager", "head-of-service"])
@pytest.mark.parametrize("registered", [True, False])
def test_a_manager_who_is_a_social_worker_looks_at_those_for_practice_supervisors(role: str, registered: bool) -> None:
    """A manager who is not looks at neither."""
    fields = asked(PERSONAL, role=role, standing=[{"from": DAY, "is": "registered"}] if registered else [])
    assert fields.get(KSS_SUPERVISORS, False) is registered
    assert KSS not in fields


@pytest.mark.parametrize("role", ["family-support-worker", "personal-adviser", "other"])
def test_others_look_at_no_statements(role: str) -> None:
    """Everything else on the form is for them as for everybody."""
    fields = asked(PERSONAL, role=role, standing=[{"from": DAY, "is": "registered"}])
    assert {KSS, KSS_SUPERVISORS, PCF} & set(fields) == set()
    assert "welfare.leave" in fields


def test_the_assessed_year_adds_the_capabilities_framework() -> None:
    """Beside the statements."""
    fields = asked(PERSONAL, role="social-worker", standing=[{"from": DAY, "is": "newly-qualified"}])
    assert (fields[KSS], fields[PCF]) == (True, True)


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
    ("rule", "form", "of"), [pytest.param(*one, id=f"{one[0]}-{one[1].id}-{one[2]}") for one in looked_at()]
)
def test_what_a_rule_looks_at_stands_on_every_form_it_is_about(rule: str, form: RecordTemplate, of: str) -> None:
    """As a field of that id, as the record's own part or as its actions; else nobody could ever meet the rule."""
    assert rule
    fields = list(form.fields())
    there = {whole for whole, _, _ in fields} | {one.part for _, _, one in fields} | {one.type for _, _, one in fields}
    assert of.removesuffix(".who").removesuffix(".by") in there


# --- the clauses they carry ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "clauses"),
    [
        (AGREEMENT, {"BPL-4-e", "BPL-4-f", "BPL-4-g", "BPL-4-k", "BPL-4-l", "BPL-4-n", "BPL-A2-a", "BPL-A2-b"}),
        (AGREEMENT, {"BPL-A2-g", "BPL-A2-h", "BPL-A2-i", "BPL-A2-j", "BPL-A2-n", "BPL-A2-o", "BPL-A2-r", "BPL-A2-s"}),
        (CASE_NOTE, {"BPL-A3-a", "BPL-A3-b", "BPL-A3-c", "BPL-A3-d", "BPL-A3-e", "BPL-A3-f", "BPL-A3-g", "BPL-A3-h"}),
        (CASE_NOTE, {"BPL-A3-i", "BPL-A3-j", "BPL-A3-k", "BPL-A3-l", "BPL-A3-m", "BPL-5-d", "BPL-5-e", "BPL-5-y"}),
        (PERSONAL, {"BPL-6-b", "BPL-6-d", "BPL-6-h", "BPL-6-m", "BPL-6-n", "BPL-6-o", "BPL-A4-a", "BPL-A4-b"}),
        (OBSERVED, {"BPL-7-b", "BPL-7-d", "BPL-7-e", "BPL-7-f", "BPL-7-g", "BPL-7-h", "BPL-7-i", "BPL-A5-a"}),
        (SHEET, {"BPL-A2-p"}),
        (DISAGREEMENT, {"BPL-9-a", "BPL-9-b", "BPL-9-c", "BPL-9-d", "BPL-9-e", "BPL-4-m"}),
        (CONFIDENTIAL, {"BPL-8-e", "BPL-8-f", "BPL-8-g", "BPL-8-h"}),
        (NOTE, {"BPL-6-l"}),
    ],
)
def test_a_form_carries_the_clauses_of_its_page_or_section(form: str, clauses: set[str]) -> None:
    """On the form, or on the section or field that answers the clause."""
    template = FORMS[form]
    cited = {*template.clause} | {
        one for _, section, item in template.fields() for one in (*section.clause, *item.clause)
    }
    assert clauses <= cited
