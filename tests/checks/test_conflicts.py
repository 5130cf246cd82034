"""What of a policy's own contradictions shows: who keeps to one rule, and is past the advised date of another one."""

from dataclasses import replace
from datetime import date

import pytest

from supctl.answers import Answers, answer
from supctl.checks import Known, check, conflicts, in_one_line, said_of
from supctl.documents import Document, Origin, read
from supctl.facts import Service, service_as_of
from supctl.policy import Choice, Policy, PolicyDocuments, read_policy
from supctl.testing.given import Given, service_of

MONDAY = date(2026, 11, 23)
CLAUSES = """
[[source]]
id = "s"
title = "S"

[[clause]]
id = "A-9"
source = "s"
section = "9"
says = "Cases come up."

[[clause]]
id = "A-11"
source = "s"
section = "11"
says = "Recordings are uploaded."
"""
HEAD = """
[authority]
contract = 1
id = "a"
name = "A"

[[interpretation]]
id = "A-R"
clause = ["A-11"]
says = "Both cannot be kept."

  [[interpretation.option]]
  id = "two"
  label = "Two clocks"
  default = true

  [[interpretation.option]]
  id = "one"
  label = "One clock"
"""
READ = HEAD
UNREAD = HEAD.partition("[[interpretation]]")[0]
LONGER = """
[[frequency]]
id = "case-supervision"
subject = "case"
counts = [{ activity = "case-supervision" }]

  [[frequency.row]]
  id = "any"
  every = "8 weeks"
  clause = ["A-9"]
"""
SHORTER = """
[[frequency]]
id = "upload"
subject = "case"
counts = [{ activity = "case-supervision", step = "filed" }]

  [[frequency.row]]
  id = "any"
  every = "6 weeks"
  limit = "none"
  clause = ["A-11"]
"""
ADVISED = '  limit = "none"\n'


def policy(*parts: str) -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", "".join(parts)), Document("clauses.toml", CLAUSES)))


def service(held: str, known: Policy, children: int = 1) -> Service:
    """Children whose cases came up on a day, with the recording filed the same day."""
    values: dict[str, object] = {
        "cases": {
            f"M{number}": {"status": [{"from": date(2026, 1, 5), "category": "looked-after"}]}
            for number in range(1, children + 1)
        },
        "records": [
            {
                "activity": "case-supervision",
                "date": date.fromisoformat(held),
                "cases": [f"M{number}"],
                "steps": [{"step": "filed", "on": date.fromisoformat(held)}],
            }
            for number in range(1, children + 1)
        ],
    }
    origin = Origin(Document("given.toml", ""))
    return service_of(read(Given, values, origin), origin, known.vocabulary)


def answers(held: str, known: Policy, children: int = 1) -> tuple[Answers, Service]:
    facts = service(held, known, children)
    return answer(facts, known, MONDAY), facts


def test_somebody_who_keeps_to_the_longer_interval_is_past_the_shorter_one() -> None:
    known = policy(READ, LONGER, SHORTER)
    found, _ = answers("2026-10-05", known)
    (one,) = conflicts(found.obligations, known)
    assert (one.kept[0].policy, one.past[0].policy, one.reading) == ("case-supervision", "upload", "A-R")
    assert one.clause == ("A-9", "A-11")


@pytest.mark.parametrize(
    ("held", "number"),
    [
        ("2026-09-27", 0),  # past both: due on 22 Nov by the longer one
        ("2026-09-28", 1),  # due today by the longer one
        ("2026-10-11", 1),  # due yesterday by the shorter one
        ("2026-10-12", 0),  # due today by both or later
    ],
)
def test_only_who_is_in_time_by_one_and_past_the_other(held: str, number: int) -> None:
    known = policy(READ, LONGER, SHORTER)
    assert len(conflicts(answers(held, known)[0].obligations, known)) == number


def test_two_dates_that_both_bind_contradict_nothing() -> None:
    """The earlier one governs, as of any two rules."""
    known = policy(READ, LONGER, SHORTER.replace(ADVISED, ""))
    assert conflicts(answers("2026-10-05", known)[0].obligations, known) == []


def test_a_longer_advice_contradicts_nothing() -> None:
    """Who keeps to the shorter interval keeps to both."""
    known = policy(READ, LONGER.replace("8 weeks", "5 weeks"), SHORTER)
    assert conflicts(answers("2026-10-19", known)[0].obligations, known) == []


@pytest.mark.parametrize(
    "counts",
    [
        '[{ activity = "management-oversight", step = "filed" }]',  # another thing altogether
        '[{ activity = ["case-supervision", "management-oversight"], step = "filed" }]',  # something else would do too
    ],
)
def test_only_what_counts_by_both_rules_can_be_kept_by_one_of_them(counts: str) -> None:
    known = policy(READ, LONGER, SHORTER.replace('[{ activity = "case-supervision", step = "filed" }]', counts))
    assert conflicts(answers("2026-10-05", known)[0].obligations, known) == []


def test_a_session_that_was_held_is_not_one_that_was_filed() -> None:
    """Who keeps to the filing does not keep to a shorter interval between sessions, and can."""
    longer = SHORTER.replace("6 weeks", "8 weeks").replace(ADVISED, "")
    shorter = LONGER.replace('every = "8 weeks"', 'every = "6 weeks"\n  limit = "none"')
    known = policy(READ, longer, shorter)
    assert conflicts(answers("2026-10-05", known)[0].obligations, known) == []


def test_where_its_authors_do_not_say_so_it_is_measured_all_the_same() -> None:
    known = policy(UNREAD, LONGER, SHORTER)
    (one,) = conflicts(answers("2026-10-05", known)[0].obligations, known)
    assert one.reading is None


def test_it_is_said_in_one_sentence() -> None:
    known = policy(READ, LONGER, SHORTER)
    one = conflicts(answers("2026-10-05", known)[0].obligations, known)[0]
    many = conflicts(answers("2026-10-05", known, 3)[0].obligations, known)[0]
    said = "inside {} 8 weeks for case supervision (9) yet past the 6 weeks for upload (11)"
    assert said_of(one, known) == f"1 child is {said.format('its')}"
    assert said_of(many, known) == f"3 children are {said.format('their')}"


def test_several_intervals_are_named_together() -> None:
    known = policy(READ, LONGER, SHORTER)
    one = conflicts(answers("2026-10-05", known, 2)[0].obligations, known)[0]
    first, second = one.kept
    other = replace(second, explanation=replace(second.explanation, interval="12 weeks"))
    assert "inside their 8 or 12 weeks for" in said_of(replace(one, kept=(first, other)), known)


# --- in a check -------------------------------------------------------------------------------------------------------


def found_by(known: Policy, held: str = "2026-10-05", children: int = 3):
    found, facts = answers(held, known, children)
    everything = check(found, (), Known(service_as_of(facts, MONDAY), known, MONDAY, lambda _: True))
    return everything, in_one_line(everything, found.obligations, known)


def test_a_check_folds_them_into_one_note() -> None:
    before, after = found_by(policy(READ, LONGER, SHORTER))
    assert [one.code for one in before].count("upload-late") == 3
    (one,) = [one for one in after if one.code == "policy-conflict"]
    assert (one.severity, one.clause, one.reading, one.subject) == ("note", ("A-9", "A-11"), "A-R", None)
    assert one.mend == "supctl authority confirm A-R OPTION --by NAME"
    assert not any(each.code == "upload-late" for each in after)
    assert [each for each in before if each.code != "upload-late"] == [each for each in after if each != one]


def test_nothing_is_folded_where_the_authors_do_not_say_that_the_text_contradicts_itself() -> None:
    before, after = found_by(policy(UNREAD, LONGER, SHORTER))
    assert after == before


def test_what_is_past_both_dates_stays_a_finding_of_its_own() -> None:
    before, after = found_by(policy(READ, LONGER, SHORTER), held="2026-09-01")
    assert after == before
    assert {"upload-late", "case-supervision-overdue"} <= {one.code for one in after}


def test_once_the_service_has_decided_it_is_still_one_note() -> None:
    """The dates stay advice, and who keeps to the other rule breaks none."""
    known = policy(READ, LONGER, SHORTER)
    choice = Choice.model_validate({"id": "A-R", "option": "two", "by": "x", "from": date(2026, 1, 1)})
    _, after = found_by(known.with_choices([choice]))
    assert [(one.code, one.mend) for one in after if one.reading == "A-R"] == [("policy-conflict", None)]
