"""Merton's thirteen forms, held against lists that were written from the document and not from the forms."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from supctl.hooks import find_authorities
from supctl.policy import FormField, FormSection, RecordTemplate, Requirement
from supctl.testing import Service, Subject, asked_form, facts_from, forms_for, whole_form

from .printed import (
    ABOUT_ME,
    ADDED,
    AGENDA,
    AGREEMENT,
    CASE,
    CHANGE,
    DECISION,
    GROUP,
    HEAD_OF_SERVICE,
    INDIVIDUAL,
    LEFT_EMPTY,
    LOG,
    OBSERVATION,
    OPTIONS,
    PRINTED,
    QA,
    REVIEW,
)

POLICY = find_authorities().policy("merton")
FORMS = {form.id: form for form in POLICY.templates}
DAY = date(2026, 11, 2)
CASES, TASKS = "cases.discussed", "tasks.notes"
ITEMS = ["check-in", "workload", "outstanding", "cases", "tasks", "information", "development", "other"]
"""The sections of the seven standing items; the fourth is one of two."""
Lines = list[tuple[str, str]]


def parts_of(form: RecordTemplate, *, added: bool) -> Iterator[tuple[FormSection, list[FormField]]]:
    """Each section with its fields that the document speaks of, or with those that a rule needs besides."""
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
    both = pairwise([*said, ("", "")])
    return [(kind, text) for (kind, text), (_, below) in both if text and (kind, text) != ("section", below)]


def field(whole: str) -> FormField:
    """A field by form/section.field."""
    form, _, name = whole.partition("/")
    return next(one for found, _, one in FORMS[form].fields() if found == name)


def service(**asha: object) -> Service:
    """Asha, in one post, with whatever is said of her; and what she has on her hands."""
    cases = asha.pop("cases", {})
    teams = {"east": {"kind": "safeguarding"}, "office": {"kind": "non-operational"}}
    given = {"workers": {"asha": {"supervisor": "tom", **asha}}, "teams": teams, "cases": cases}
    return facts_from(given, POLICY.vocabulary)


def asked(form: str, **asha: object) -> dict[str, bool]:
    """The fields of a form as it stands for Asha, each with whether it is required."""
    found = asked_form(FORMS[form], Subject("worker", "asha"), service(**asha), DAY)
    return {one.id: one.required for one in found.fields}


# --- as the document speaks of them --------------------------------------------------------------------------------


def test_there_are_thirteen_forms() -> None:
    """The five appendices that are forms, and what the text wants written besides."""
    assert sorted(FORMS) == sorted(PRINTED)


@pytest.mark.parametrize("form", PRINTED)
def test_titles_and_labels_are_the_documents_in_its_order(form: str) -> None:
    """Nothing that it speaks of is left out, added or moved, but for what is marked as added; each is of its kind."""
    assert lines(FORMS[form]) == PRINTED[form]


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_added_is_what_a_rule_needs_besides(form: str) -> None:
    """And nothing else."""
    assert lines(FORMS[form], added=True) == ADDED.get(form, [])


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_told_stands_in_the_whole_form_in_the_same_order(form: str) -> None:
    """What is added stands between the lines and never changes their order; a title that a field has too, once."""
    everything = iter(whole_form(FORMS[form]).printed)
    titles = {section.title for section in FORMS[form].section} | {FORMS[form].title}
    told = [text for kind, text in PRINTED[form] if text not in titles or kind in {"section", "title"}]
    assert [text for text in told if text not in everything] == []


@pytest.mark.parametrize("form", PRINTED)
def test_every_form_is_derived(form: str) -> None:
    """The document prints none of its appendices."""
    assert FORMS[form].derived


@pytest.mark.parametrize("form", PRINTED)
def test_every_line_cites_the_clause_that_it_comes_from(form: str) -> None:
    """On the field, or on its section."""
    assert [whole for whole, section, one in FORMS[form].fields() if not (one.clause or section.clause)] == []


def test_nothing_asks_a_session_record_to_be_signed() -> None:
    """The agreement alone is signed, by both, with the day."""
    signed = {name for name, one in FORMS.items() if any(item.type == "signature" for _, _, item in one.fields())}
    assert signed == {AGREEMENT}
    parties = [(one.party, one.date_label) for _, _, one in FORMS[AGREEMENT].fields() if one.type == "signature"]
    assert parties == [("supervisor", "Date"), ("supervisee", "Date")]


# --- what is asked, of whom ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", LEFT_EMPTY)
def test_everything_is_required_but_what_may_stay_empty(form: str) -> None:
    """Whatever the text asks for; what it leaves to the two, or what does not arise, stays empty."""
    asked_for = [one for _, _, one in FORMS[form].fields() if one.type not in {"statement", "evidence"}]
    assert [one.label for one in asked_for if one.required is False] == LEFT_EMPTY[form]


@pytest.mark.parametrize(
    ("whole", "answer"),
    [
        (f"{CASE}/statements.plan-updated", "statements.changed:yes"),
        (f"{CASE}/actions.agreed", "actions.any:yes"),
        (f"{INDIVIDUAL}/personal.ground", "personal.notes"),
        (f"{INDIVIDUAL}/actions.agreed", "actions.any:yes"),
        (f"{DECISION}/less-often.interval", "less-often.reasons"),
    ],
)
def test_some_lines_are_asked_once_another_is_answered(whole: str, answer: str) -> None:
    """The plan's day where a statement changed, the ground of a personal entry, the actions that were agreed."""
    required = field(whole).required
    assert not isinstance(required, bool)
    assert required.answered == (answer,)


def test_no_other_line_hangs_on_an_answer_or_on_who_it_is() -> None:
    """But for the children, who are named by whoever holds cases."""
    fields = [(form.id, whole, one) for form in FORMS.values() for whole, _, one in form.fields()]
    conditional = [f"{form}/{whole}" for form, whole, one in fields if not isinstance(one.required, bool)]
    assert sorted(conditional) == sorted(
        [
            f"{CASE}/statements.plan-updated",
            f"{CASE}/actions.agreed",
            f"{INDIVIDUAL}/personal.ground",
            f"{INDIVIDUAL}/actions.agreed",
            f"{INDIVIDUAL}/{CASES}",
            f"{DECISION}/less-often.interval",
        ]
    )


def test_what_may_be_chosen_is_what_the_document_names() -> None:
    """Every choice of every form, with all its options in order; and where several may be named."""
    fields = [(form.id, whole, one) for form in FORMS.values() for whole, _, one in form.fields()]
    choices = {f"{form}/{whole}": list(one.options) for form, whole, one in fields if one.type == "choice"}
    assert choices == OPTIONS
    several = {f"{form}/{whole}" for form, whole, one in fields if one.many}
    assert several == {
        f"{CASE}/discussion.drawn-on",
        f"{INDIVIDUAL}/session.present",
        f"{INDIVIDUAL}/{CASES}",
        f"{INDIVIDUAL}/cases.reflective",
        f"{INDIVIDUAL}/personal.ground",
    }


@pytest.mark.parametrize(
    ("form", "activity", "subject"),
    [
        (AGREEMENT, "agreement", "worker"),
        (REVIEW, "agreement-review", "worker"),
        (CASE, "case-supervision", "case"),
        (OBSERVATION, "observation", "worker"),
        (INDIVIDUAL, "personal-supervision", "worker"),
        (GROUP, "group-summary", "case"),
        (ABOUT_ME, "all-about-me", "worker"),
        (QA, "supervision-audit", "worker"),
        (LOG, "supervision-log", "worker"),
        (DECISION, "management-oversight", "case"),
        (HEAD_OF_SERVICE, "head-of-service-agreement", "case"),
        (AGENDA, "supervision-agenda", "worker"),
        (CHANGE, "cancelled-session", "worker"),
    ],
)
def test_each_form_is_of_its_activity_and_about_a_worker_or_a_child(form: str, activity: str, subject: str) -> None:
    """One form for each activity."""
    assert (FORMS[form].activity, FORMS[form].subject) == (activity, subject)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (AGREEMENT, "supervisee supervisor date every"),
        (REVIEW, "supervisee supervisor date every"),
        (CASE, "cases date supervisor supervisee every reflective"),
        (OBSERVATION, "supervisee supervisor date"),
        (INDIVIDUAL, "supervisee supervisor present date minutes reviewed cases reflective next"),
        (GROUP, "date cases"),
        (ABOUT_ME, "supervisee date"),
        (QA, "supervisee supervisor date"),
        (LOG, "supervisee date"),
        (DECISION, "cases date supervisor"),
        (HEAD_OF_SERVICE, "cases date"),
        (AGENDA, "supervisee supervisor date"),
        (CHANGE, "supervisee supervisor date reason rearranged"),
    ],
)
def test_the_records_own_parts_stand_on_its_form(form: str, parts: str) -> None:
    """Whose record it is, of which day, with whom, and what the rules count; the tool is about the supervisor."""
    assert [one.part for _, _, one in FORMS[form].fields() if one.part] == parts.split()


def test_what_the_store_knows_is_filled_in() -> None:
    """The set title of a case note, the child's initials, the team of a group."""
    fields = [(form.id, whole, one.known) for form in FORMS.values() for whole, _, one in form.fields()]
    assert {f"{form}/{whole}": known for form, whole, known in fields if known} == {
        f"{CASE}/head.title": "supervising",
        f"{CASE}/head.initials": "initials",
        f"{GROUP}/session.team": "team",
    }


@pytest.mark.parametrize(
    ("whole", "required"),
    [
        (f"{CASE}/actions.agreed", {"who", "by"}),
        (f"{INDIVIDUAL}/actions.agreed", {"who", "by"}),
        (f"{GROUP}/child.agreed", {"who", "by"}),
        (f"{DECISION}/decision.steps", set()),
    ],
)
def test_an_action_has_who_answers_for_it_and_when(whole: str, required: set[str]) -> None:
    """On every record of supervision; of the steps of a decision the text asks nothing."""
    assert {column.id for column in field(whole).columns if column.required} == required


def test_a_decision_has_its_reasons_and_a_date_in_the_log_its_day() -> None:
    """In each row that is begun."""
    assert [(one.id, one.required) for one in field(f"{CASE}/decisions.made").column] == [
        ("decision", False),
        ("reasons", True),
    ]
    assert [(one.id, one.required) for one in field(f"{LOG}/dates.listed").column] == [("on", True)]


@pytest.mark.parametrize(
    ("whole", "activity"),
    [
        (f"{QA}/findings.observation", "supervision-observation"),
        (f"{QA}/findings.feedback", "supervisee-views"),
        (f"{LOG}/dates.known", "personal-supervision"),
    ],
)
def test_what_was_held_is_laid_beside(whole: str, activity: str) -> None:
    """Of that one activity."""
    assert [one.held for one in field(whole).evidence] == [(activity,)]


def test_the_supervisee_adds_to_the_agenda() -> None:
    """The one part of all forms that somebody else writes."""
    parts = [(form.id, one.id, one.completed_by) for form in FORMS.values() for one in form.section if one.completed_by]
    assert parts == [(AGENDA, "supervisee", "the supervisee")]


# --- the seven standing items --------------------------------------------------------------------------------------


def test_the_seven_standing_items_stand_in_their_order_on_the_record() -> None:
    """Numbered as the document numbers them; the fourth is about cases or about tasks."""
    titles = [section.title for section in FORMS[INDIVIDUAL].section if section.title[:1].isdigit()]
    assert [title[:2] for title in titles] == ["1.", "2.", "3.", "4.", "4.", "5.", "6.", "7."]
    assert [section.id for section in FORMS[INDIVIDUAL].section if section.title[:1].isdigit()] == ITEMS


def test_the_agenda_has_the_same_seven() -> None:
    """Under the same names, but for the fourth, which says both."""
    drafted = [one.label for whole, _, one in FORMS[AGENDA].fields() if whole.startswith("standing.")]
    on_record = {section.title for section in FORMS[INDIVIDUAL].section}
    assert len(drafted) == 7
    assert [label for label in drafted if label not in on_record] == ["4. Case discussions, or task discussions"]


HOLDS = {"M1": {"status": [{"from": DAY, "category": "child-in-need", "worker": "asha"}]}}


@pytest.mark.parametrize(
    ("team", "cases", "stands", "required"),
    [
        ("east", HOLDS, {CASES}, {CASES}),
        ("east", {}, {CASES, TASKS}, {TASKS}),
        ("office", {}, {TASKS}, {TASKS}),
        ("office", HOLDS, {CASES}, {CASES}),
    ],
)
def test_case_discussions_or_task_discussions(
    team: str, cases: dict[str, object], stands: set[str], required: set[str]
) -> None:
    """Cases of whoever holds some, tasks of everybody else; a non-operational team is asked for no cases."""
    fields = asked(INDIVIDUAL, role="social-worker", team=team, cases=cases)
    fourth = {id_: needed for id_, needed in fields.items() if id_ in {CASES, TASKS}}
    assert set(fourth) == stands
    assert {id_ for id_, needed in fourth.items() if needed} == required


# --- which form, for whom ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(POLICY.vocabulary.roles))
@pytest.mark.parametrize("new", [True, False])
def test_one_form_of_each_activity_is_meant_for_everybody(role: str, new: bool) -> None:
    """The log for the newly qualified only."""
    store = service(role=role, standing=[{"from": DAY, "is": "newly-qualified"}] if new else [])
    of_workers = [form for form in POLICY.templates if form.subject == "worker"]
    found = [forms_for(POLICY, form.activity, Subject("worker", "asha"), store, DAY) for form in of_workers]
    assert found == [[form] if new or form.id != LOG else [] for form in of_workers]


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
        (AGREEMENT, {"MER-4-a", "MER-4-b", "MER-4-c", "MER-4-f", "MER-5-a", "MER-6-c", "MER-8.1-a", "MER-11-e"}),
        (REVIEW, {"MER-4-d", "MER-4-e"}),
        (CASE, {"MER-6-g", "MER-7-c", "MER-7-i", "MER-9-a", "MER-9-c", "MER-9-e", "MER-9-f", "MER-11-k", "MER-3-d"}),
        (OBSERVATION, {"MER-8.1-e", "MER-8.1-g"}),
        (INDIVIDUAL, {"MER-8.2-a", "MER-8.2-b", "MER-8.3-a", "MER-8.4-a", "MER-11-e", "MER-11-f", "MER-11-h"}),
        (INDIVIDUAL, {"MER-3-c", "MER-3-d", "MER-9-u", "MER-11-l", "MER-8.1-n", "MER-8.4-b"}),
        (GROUP, {"MER-10-a", "MER-10-e", "MER-11-p"}),
        (ABOUT_ME, {"MER-4-f"}),
        (QA, {"MER-13-a", "MER-13-b", "MER-13-c"}),
        (LOG, {"MER-8.1-o"}),
        (DECISION, {"MER-3-e", "MER-3-f", "MER-6-h", "MER-6-i"}),
        (HEAD_OF_SERVICE, {"MER-9-r", "MER-9-s"}),
        (AGENDA, {"MER-6-b", "MER-7-e", "MER-8.2-a"}),
        (CHANGE, {"MER-6-f", "MER-7-d", "MER-8.1-m", "MER-8.1-n"}),
    ],
)
def test_a_form_carries_the_clauses_of_its_sections(form: str, clauses: set[str]) -> None:
    """On the form, or on the section or field that answers the clause."""
    template = FORMS[form]
    cited = {*template.clause} | {
        one for _, section, item in template.fields() for one in (*section.clause, *item.clause)
    }
    assert clauses <= cited
