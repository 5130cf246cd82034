"""Sessions made into records, what they change, and answers given from outside."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supctl.answers import Subject, answer
from supctl.answers.about import case_of, kinds_about
from supctl.documents import Document, Origin, read
from supctl.errors import InputError
from supctl.facts import Record, Step
from supctl.policy import PolicyDocuments, RecordTemplate, read_policy
from supctl.records.effects import effects
from supctl.records.given import Answered, pairs_in, pairs_typed
from supctl.records.ids import Taken
from supctl.records.open_actions import all_open_actions
from supctl.records.session import Session
from supctl.records.sessions import Logbook, Stamp, same_session
from supctl.records.states import standings
from supctl.testing.given import Given, service_of

TINY = Path(__file__).parents[1] / "exchange" / "tiny"
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
STAMP = Stamp(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "east\\jo")


def document(name: str) -> Document:
    return Document(name, (TINY / name).read_text(encoding="utf-8"))


POLICY = read_policy(PolicyDocuments(document("policy.toml"), document("clauses.toml")))
GIVEN = document("given.toml")
FACTS = service_of(read(Given, GIVEN.values, Origin(GIVEN)), Origin(GIVEN), POLICY.vocabulary)
BOOK = Logbook(FACTS, POLICY, MONDAY, Taken(), STAMP)
REID = Session("personal-supervision", Subject("worker", "t.reid"), FRIDAY)


def test_steps_are_taken_by_the_supervisor_in_order_of_their_days():
    days = {"shared": MONDAY, "written": FRIDAY}
    [record] = BOOK.log(replace(REID, steps=days)).records
    assert [(step.step, step.on, step.by) for step in record.steps] == [
        ("written", FRIDAY, "j.okafor"),
        ("shared", MONDAY, "j.okafor"),
    ]
    assert {(step.at, step.account) for step in record.steps} == {(STAMP.at, "east\\jo")}


def test_a_step_belongs_where_the_policy_asks_for_it():
    """Tiny asks that the notes of personal supervision are shared; written is written of all."""
    session = replace(REID, cases=("M1007",), steps={"written": FRIDAY, "shared": MONDAY})
    own, child = BOOK.log(session).records
    assert [step.step for step in own.steps] == ["written", "shared"]
    assert [step.step for step in child.steps] == ["written"]


def test_a_child_in_detail_was_talked_about_too():
    own, child = BOOK.log(replace(REID, reflective=("M1007",))).records
    assert (own.cases, child.cases) == (("M1007",), ("M1007",))


def test_letters_already_taken_are_not_given_again():
    [first] = BOOK.log(REID).records
    four = first.id.rpartition("-")[2]
    [second] = replace(BOOK, taken=Taken(added={f"another-{four}"})).log(REID).records
    assert second.id != first.id


def test_the_day_is_looked_at_as_it_was_known():
    """As of a day in October nothing of November is there: neither the session of the 12th nor a later one."""
    book = replace(BOOK, as_of=date(2026, 10, 30))
    with pytest.raises(InputError, match="still to come"):
        book.log(REID)


def test_same_session_is_of_the_subject_itself():
    assert same_session("personal-supervision", Subject("worker", "y.khan"), date(2026, 11, 12), FACTS)
    assert same_session("personal-supervision", Subject("worker", "t.reid"), date(2026, 11, 12), FACTS) is None


def test_effects_are_what_differs():
    records = BOOK.log(replace(REID, cases=("M1007",))).records
    before = answer(FACTS, POLICY, MONDAY)
    after = answer(replace(FACTS, records=[*FACTS.records, *records]), POLICY, MONDAY)
    found = effects(before, after, {record.id for record in records})
    assert {(one.now.id, one.was, one.now.due) for one in found.moved} == {
        ("t.reid/personal-supervision", date(2026, 11, 16), date(2026, 12, 18)),
        ("M1007/case-supervision", date(2026, 11, 16), date(2026, 12, 18)),
    }
    assert [one.due for one in found.owed] == [date(2026, 11, 27)]
    back = effects(after, before, ())
    assert next((one.now.id, one.now.due) for one in back.moved) == ("M1007/case-supervision", date(2026, 11, 16))
    assert [one.id for one in back.settled] == [one.id for one in found.owed]


def test_nothing_differs_between_the_same():
    found = answer(FACTS, POLICY, MONDAY)
    assert effects(found, found, ()) == replace(effects(found, found, ()), moved=(), owed=(), settled=())


# --- whom an activity is about --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activity", "kinds"),
    [
        ("personal-supervision", ("worker",)),
        ("case-supervision", ("case",)),
        ("group-supervision", ("team", "worker")),
        ("something-of-their-own", ("worker", "case", "team")),
    ],
)
def test_whom_an_activity_is_about(activity, kinds):
    assert kinds_about(activity, POLICY) == kinds


def test_the_child_of_a_record():
    of_child = Record(id="a-1", activity="case-supervision", date=FRIDAY, supervisee="t.reid", cases=("M1007",))
    assert case_of(of_child, POLICY) == "M1007"
    assert case_of(of_child.model_copy(update={"activity": "personal-supervision"}), POLICY) is None
    assert case_of(of_child.model_copy(update={"supervisee": None, "activity": "handover"}), POLICY) == "M1007"


@pytest.mark.parametrize(
    ("changed", "owed"),
    [
        ({}, True),
        ({"steps": (Step(step="written", on=FRIDAY),)}, False),
        ({"steps": (Step(step="shared", on=FRIDAY),)}, True),
        ({"activity": "cancelled-session"}, False),
    ],
)
def test_what_is_owed_a_form(changed, owed):
    record = BOOK.log(REID).records[0].model_copy(update=changed)
    found = answer(replace(FACTS, records=[record]), POLICY, MONDAY)
    assert any(one.status == "to-write-up" for one in found.obligations) is owed


def test_what_is_written_up_for_a_child_or_a_team_is_theirs():
    child = BOOK.log(Session("case-supervision", Subject("case", "M1007"), FRIDAY)).records
    team = BOOK.log(Session("group-supervision", Subject("team", "east"), FRIDAY)).records
    found = answer(replace(FACTS, records=[*child, *team]), POLICY, MONDAY)
    subjects = {(one.subject.kind, one.subject.id) for one in found.obligations if one.status == "to-write-up"}
    assert subjects == {("case", "M1007"), ("team", "east")}


# --- where records stand --------------------------------------------------------------------------------------------


def test_where_records_stand():
    logged = BOOK.log(REID).records[0]
    sealed = logged.model_copy(
        update={"id": "2026-11-20-personal-supervision-t.reid-zzzz", "form": "f", "amends": logged.id}
    )
    voided = logged.model_copy(update={"id": "x", "steps": (Step(step="voided", on=MONDAY),)})
    found = {one.record.id: (one.state, one.amended_by) for one in standings([logged, sealed, voided], MONDAY)}
    assert found == {logged.id: ("amended", sealed.id), sealed.id: ("written", None), "x": ("voided", None)}
    assert standings([voided], FRIDAY)[0].state == "logged"
    assert standings([logged], date(2026, 11, 19)) == []


def test_actions_are_open_until_found_done_or_carried_on():
    one = Record(
        id="a",
        activity="personal-supervision",
        date=date(2026, 11, 2),
        supervisee="t.reid",
        actions=[{"id": "1", "by": MONDAY}, {"id": "2"}, {"id": "3", "by": FRIDAY}, {"id": "4"}],
    )
    two = Record(
        id="b",
        activity="personal-supervision",
        date=FRIDAY,
        supervisee="t.reid",
        reviewed=[{"action": "a#2", "done": FRIDAY}, {"action": "a#3"}],
        actions=[{"id": "1", "from": "a#4"}],
    )
    found = all_open_actions(replace(FACTS, records=[one, two]), MONDAY)
    assert [(each.id, each.days, each.is_overdue) for each in found] == [
        ("a#3", -3, True),
        ("a#1", 0, False),
        ("b#1", None, False),
    ]


# --- answers given --------------------------------------------------------------------------------------------------

FORM = RecordTemplate.model_validate(
    {
        "id": "f",
        "title": "F",
        "activity": "personal-supervision",
        "clause": ["TIN-8-b"],
        "section": [
            {
                "id": "a",
                "title": "A",
                "field": [
                    {"id": "next", "label": "Next", "type": "date", "part": "next"},
                    {"id": "who", "label": "Who", "type": "person", "many": True},
                    {"id": "to-do", "label": "To do", "type": "actions"},
                    {"id": "held", "label": "Held on", "type": "date", "part": "date"},
                ],
            }
        ],
    }
)


def named(kind: str, typed: str) -> str:
    return f"{kind}:{typed}"


def given(*pairs):
    return Answered(FORM, FRIDAY, named).all(pairs)


def test_answers_have_the_types_of_the_form():
    assert given(("A.Next", "4 Dec"), ("who", ["begum", "reid"])) == {
        "a.next": date(2026, 12, 4),
        "a.who": ("worker:begum", "worker:reid"),
    }


def test_rows_are_tables_of_known_columns():
    rows = [{"what": "Update it", "who": "reid", "by": "2026-12-04"}]
    assert given(("to-do", rows))["a.to-do"] == ({"what": "Update it", "who": "worker:reid", "by": date(2026, 12, 4)},)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nxt", "1/12", 'unknown field "nxt"'),
        ("next", "soon", "next: Next: this is not a date"),
        ("next", {"a": 1}, "this cannot be an answer"),
        ("next", 1.5, "this cannot be an answer"),
        ("to-do", [{"wat": "x"}], 'it has no column "wat"'),
        ("to-do", ["x"], "a row is a table"),
        ("held", "1/12", "--date DATE"),
    ],
)
def test_mistakes_are_named(field, value, said):
    with pytest.raises(InputError, match=r"(?s).*") as raised:
        given((field, value))
    assert said in str(raised.value)


def test_pairs_as_typed_and_in_a_file():
    assert pairs_typed(["a.next=1/12", "who=a=b"]) == [("a.next", "1/12"), ("who", "a=b")]
    with pytest.raises(InputError):
        pairs_typed(["=x"])
    assert list(pairs_in({"a": {"next": "1/12"}, "who": "b"}, FORM)) == [("a.next", "1/12"), ("who", "b")]


FOR_WORKERS = PolicyDocuments(
    Document(
        "policy.toml",
        (TINY / "policy.toml").read_text(encoding="utf-8")
        + '\n[[frequency]]\nid = "reflective"\ncounts = [{ activity = "case-supervision" }]\n'
        '[[frequency.row]]\nid = "monthly"\nevery = "1 month"\nclause = "' + POLICY.authority.clauses[0].id + '"\n',
    ),
    document("clauses.toml"),
)


def test_a_childs_session_that_counts_for_workers_too_is_its_workers():
    policy = read_policy(FOR_WORKERS)
    child = Session("case-supervision", Subject("case", "M1007"), FRIDAY)
    [before], [record] = BOOK.log(child).records, replace(BOOK, policy=policy).log(child).records
    assert (before.supervisee, record.supervisee, record.cases) == (None, "t.reid", ("M1007",))
    assert case_of(record, policy) == "M1007"


def test_each_child_has_a_record_though_the_policy_counts_for_the_worker():
    policy = read_policy(FOR_WORKERS)
    both = replace(REID, activity="case-supervision", cases=("M1007", "M1033"))
    logged = replace(BOOK, policy=policy).log(both).records
    assert [(one.supervisee, one.cases) for one in logged] == [("t.reid", ("M1007",)), ("t.reid", ("M1033",))]
