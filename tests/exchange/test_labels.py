"""Whose a rule is, and what stands in a narrow column: the national baseline, an authority's own headings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from supctl.answers import answer
from supctl.checks import Known, check
from supctl.documents import Document, Origin, read
from supctl.exchange.authority.data import policy_data
from supctl.exchange.authority.text import policy_text
from supctl.exchange.authority.who import Whom
from supctl.exchange.check.data import check_data
from supctl.exchange.check.flat import check_csv, check_markdown, check_plain
from supctl.exchange.check.table import check_table
from supctl.exchange.check.view import Checked
from supctl.exchange.columns import with_command
from supctl.exchange.due.plain import due_plain
from supctl.exchange.due.table import due_by_date, due_table
from supctl.exchange.schedules import row_schedule
from supctl.exchange.view import View
from supctl.exchange.why.code import code_data
from supctl.exchange.why.items import items_of
from supctl.exchange.why.rule import rule_data, rule_text
from supctl.facts import service_as_of
from supctl.hooks import find_authorities
from supctl.policy import Conditions, PolicyDocuments, Row
from supctl.testing.given import Given, service_of

MONDAY = date(2026, 11, 23)
CLAUSES = """
[[source]]
id = "hall-policy"
title = "Hall Guidance"

[[clause]]
id = "HAL-a"
source = "hall-policy"
section = "Agreed frequency"
says = "Supervision is regular."

[[clause]]
id = "HAL-b"
source = "hall-policy"
section = "Confidentialities"
says = "Decisions are overseen."

[[clause]]
id = "HAL-c"
source = "hall-policy"
section = "7"
says = "A supervisor assures the line manager."
"""
POLICY = """
[authority]
contract = 1
id = "hall"
name = "Hall Council"
short = "Hall"

[words]
step = ["attached"]

[[frequency]]
id = "personal-supervision"
use = "baseline"
clause = ["HAL-a"]

[[requirement]]
id = "session-length"
use = "baseline"
clause = ["HAL-a"]

[[deadline]]
id = "oversight"
after = { event = "plan-made" }
must = { activity = "management-oversight", step = "filed" }
clause = ["HAL-b"]

[[deadline]]
id = "attached"
after = { activity = "personal-supervision" }
must = { step = "attached" }
clause = ["HAL-b"]

[[deadline]]
id = "assurance"
after = { began = "line-management" }
must = { activity = "handover" }
when = { has = "line-manager" }
clause = ["HAL-c"]

[[deadline]]
id = "agreement"
after = { began = "pair" }
must = { activity = "agreement" }
within = "4 weeks"
clause = ["HAL-c"]
"""
GIVEN = """
[settings]
name = "Hall"

[workers.helen]
name = "Helen Patel"
started = 2020-01-06
role = "service-manager"

[workers.jo]
name = "Jo Okafor"
started = 2020-01-06
role = "team-manager"
supervisor = "helen"

[workers.tom]
name = "Tom Reid"
started = 2024-01-08
post = [{ from = 2024-01-08, role = "social-worker", supervisor = "jo", line_manager = "helen" }]

[cases.M1]
initials = "AB"
status = [{ from = 2026-01-05, category = "child-in-need", worker = "tom" }]
event = [{ id = "e1", date = 2026-10-05, kind = "plan-made" }, { id = "e2", date = 2026-11-02, kind = "plan-made" }]

[[records]]
id = "2026-09-10-personal-supervision-tom-abcd"
activity = "personal-supervision"
date = 2026-09-10
minutes = 60
supervisee = "tom"
supervisor = "jo"
"""


@pytest.fixture(scope="module")
def view() -> View:
    """A service by a policy that asks for the national baseline, and whose sections are headings."""
    texts = PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES))
    policy = find_authorities().policy_from(texts)
    document = Document("given.toml", GIVEN)
    facts = service_of(read(Given, document.values, Origin(document)), Origin(document), policy.vocabulary)
    answers = answer(facts, policy, MONDAY)
    return View(answers, service_as_of(facts, MONDAY), policy, "Hall", MONDAY + timedelta(days=7), everything=True)


@pytest.fixture(scope="module")
def checked(view) -> Checked:
    found = check(view.answers, (), Known(view.service, view.policy, MONDAY, lambda _: False))
    return Checked(found, view.service, view.policy, MONDAY, MONDAY - timedelta(days=365), 1, everything=True)


# --- the national baseline --------------------------------------------------------------------------------------------


def test_a_clause_of_the_baseline_is_called_so(view):
    text = rule_text(view, rule_data(view, "NAT-5-b"))
    assert text.startswith("NAT-5-b: clause of the national baseline, to which Hall refers\n")
    assert "Standards for Employers of Social Workers in England, Standard 5\n" in text


@pytest.mark.parametrize(("id_", "kind"), [("personal-supervision", "frequency"), ("session-length", "requirement")])
def test_a_rule_of_the_baseline_is_called_so(view, id_, kind):
    text = rule_text(view, rule_data(view, id_))
    assert text.startswith(f"{id_}: {kind} by the national baseline, to which Hall refers\n")
    assert "(section Standard 5)" not in " ".join(text.split())


def test_the_code_of_a_duty_of_the_baseline_is_called_so(view):
    text = " ".join(rule_text(view, code_data(view, "personal-supervision-overdue", ())).split())
    assert text.startswith("personal-supervision-overdue: duty by the national baseline, to which Hall refers Says")
    assert "(the national baseline, Standard 5)" in text


def test_a_rule_of_the_authority_is_its_own(view):
    assert rule_text(view, rule_data(view, "agreement")).startswith("agreement: deadline of Hall Council\n")
    assert rule_text(view, code_data(view, "agreement-overdue", ())).startswith("agreement-overdue: duty of Hall")
    assert rule_text(view, rule_data(view, "HAL-a")).startswith("HAL-a: clause of Hall Council\n")


def test_a_list_labels_the_baseline(view):
    assert "national baseline, Standard 5" in due_plain(view)
    table = due_table(view)
    assert "nat 5\n" in table
    assert "nat: the national baseline (Standard 5), where the policy refers to it." in table


def test_a_check_labels_the_baseline_in_every_format(checked):
    assert "national baseline Standard 5 (NAT-5-" in check_table(checked)
    data = check_data(checked)
    assert "[national baseline NAT-5-" in check_plain(data)
    assert "| national baseline NAT-5-" in check_markdown(checked, data)
    assert ",baseline," in check_csv(data)
    assert {one.code for one in data.findings if one.basis == "baseline"} >= {"session-length"}


# --- sections that are headings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [due_table, due_by_date])
def test_no_word_of_a_section_is_broken(view, page):
    """The column is as wide as the longest word; one that is too long for any column is cut, and says so."""
    lines = page(view).splitlines()
    assert any(line.endswith(" Confidential.") for line in lines)
    assert max(map(len, lines)) <= 80


def test_with_short_sections_the_columns_stay_as_they_were(view):
    short = replace(view, answers=replace(view.answers, obligations=view.answers.obligations[:0]))
    assert short.widest_section == 0


@pytest.mark.parametrize(
    ("section", "id_", "broken"),
    [
        ("Recordings", "HAL-recording-b", False),  # both fit where sections are numbers
        ("Supervision", "HAL-c", False),
        ("Recording", "HAL-supervisor-k", False),
        ("Confidentiality", "HAL-c", True),  # wider than any column
    ],
)
def test_the_columns_of_a_policy_are_as_wide_as_its_headings_need(section, id_, broken):
    texts = [
        text.replace("HAL-c", id_).replace('section = "7"', f'section = "{section}"') for text in (POLICY, CLAUSES)
    ]
    texts = [text.replace("Confidentialities", "8") for text in texts]
    documents = PolicyDocuments(Document("policy.toml", texts[0]), Document("clauses.toml", texts[1]))
    page = policy_text(policy_data(find_authorities().policy_from(documents), MONDAY))
    assert (f" {section} " in page) is not broken
    assert f" {id_}\n" in page
    assert max(map(len, page.splitlines())) <= 80


# --- after what -------------------------------------------------------------------------------------------------------


def test_a_step_that_an_event_asks_for_says_which(view, checked):
    text = due_plain(view)
    assert "file management oversight after plan made 5 Oct" in text
    assert "file management oversight after plan made 2 Nov" in text
    told = [one.message for one in checked.findings if one.code == "oversight-missing"]
    assert told == [
        "no management oversight filed, wanted after plan made of 2026-10-05",
        "no management oversight filed, wanted after plan made of 2026-11-02",
    ]


def test_a_step_that_only_the_policy_knows_is_marked(view, checked):
    assert "notes of 10 Sep: attached" in due_plain(view)
    (one,) = [one for one in checked.findings if one.code == "attached-missing"]
    assert one.message == "personal supervision of 2026-09-10 is not marked attached"
    assert one.mend == "see that abcd is marked attached"


def test_what_began_is_said_in_plain_words(view):
    items = {item.title: dict(item.lines) for item in items_of(view, "worker", "tom")}
    after = [lines["After"][0] for lines in items.values() if "After" in lines]
    assert "supervision by Jo Okafor began on Mon 8 Jan 2024" in after
    assert "line management by Helen Patel began on Mon 8 Jan 2024" in after


def test_a_line_manager_beside_the_supervisor_is_called_so(view):
    when = Conditions(has=("line-manager",))
    assert Whom(view.policy).of(when) == "with a line manager beside the supervisor"
    items = [dict(item.lines) for item in items_of(view, "worker", "tom")]
    why = [lines["Why this row"][0] for lines in items if "Why this row" in lines]
    assert "with a line manager beside the supervisor" in why


def row(**keys: object) -> Row:
    return Row.model_validate({"id": "r", "clause": ["X-1"], **keys})


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"every": "1 month", "limit": "3 months", "agreed": "any"}, "monthly or as agreed, never over 3 months"),
        ({"every": "1 month", "agreed": "any"}, "monthly, or as agreed"),
        ({"every": "1 month", "limit": "3 months", "agreed": "shorter"},
         "monthly, never over 3 months, or shorter, as agreed"),
        ({"every": "1 month", "limit": "3 months"}, "monthly, never over 3 months"),
    ],
)  # fmt: skip
def test_what_is_agreed_never_sounds_as_if_it_went_beyond_the_limit(keys, said):
    assert row_schedule(row(**keys)) == said


def test_a_command_is_never_broken():
    assert with_command("a" * 50, "supctl due") == [f"{'a' * 50}: supctl due"]
    assert with_command("a" * 75, "supctl due") == [f"{'a' * 75}:", "  supctl due"]
