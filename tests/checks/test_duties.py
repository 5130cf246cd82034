"""Duties as findings: one for each kind of thing that may be owed, in words of ids and dates, with what to do."""

from dataclasses import replace
from datetime import date

import pytest

from supctl.answers import answer
from supctl.checks import Known, check, references_found
from supctl.documents import Document, Origin, read
from supctl.facts import service_as_of
from supctl.policy import PolicyDocuments, read_policy
from supctl.testing.given import Given, service_of

DAY = date(2026, 11, 23)
CLAUSES = """
[[source]]
id = "text"
title = "Policy"
[[clause]]
id = "T-1-a"
source = "text"
section = "1"
says = "Everything is asked for here."
"""
POLICY = """
[authority]
contract = 1
id = "t"
name = "T"

[[frequency]]
id = "personal"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "manager"
  when = { role = "team-manager" }
  every = "1 month"
  limit = "3 months"
  clause = ["T-1-a"]
  [[frequency.row]]
  id = "adviser"
  when = { role = "personal-adviser" }
  agreed = "only"
  clause = ["T-1-a"]

[[frequency]]
id = "watched"
counts = [{ activity = "observation" }]
  [[frequency.row]]
  id = "all"
  when = { role = "social-worker" }
  times = 2
  per = "12 months"
  clause = ["T-1-a"]

[[frequency]]
id = "group"
subject = "team"
counts = [{ activity = "group-supervision" }]
  [[frequency.row]]
  id = "all"
  every = "1 month"
  clause = ["T-1-a"]

[[deadline]]
id = "signed-by-both"
after = { activity = "agreement" }
must = { step = "signed", by = ["supervisee", "supervisor"] }
within = "5 working days"
clause = ["T-1-a"]

[[deadline]]
id = "comment"
after = { event = "plan-made" }
must = { activity = "management-comment" }
within = "5 days"
clause = ["T-1-a"]

[[deadline]]
id = "visit"
after = { event = "plan-made" }
must = { event = "visit" }
clause = ["T-1-a"]

[[deadline]]
id = "rearranged"
after = { activity = "personal-supervision", cancelled = true }
must = { planned = "personal-supervision" }
clause = ["T-1-a"]

[[deadline]]
id = "next-given"
after = { activity = "agreement" }
must = { field = "next" }
clause = ["T-1-a"]

[[deadline]]
id = "actions"
after = { action = "agreed" }
must = { done = true }
within = "own date"
clause = ["T-1-a"]

[[requirement]]
id = "lead"
on = { service = true }
test = "held"
item = "lead"
clause = ["T-1-a"]

[[requirement]]
id = "ahead"
on = { worker = true }
test = "planned"
activity = "personal-supervision"
ahead = "3 months"
when = { role = "team-manager" }
clause = ["T-1-a"]

[[requirement]]
id = "registered"
on = { worker = true }
test = "who"
of = "supervisor"
standing = "registered"
when = { role = "social-worker" }
clause = ["T-1-a"]
"""
GIVEN = """
settings = { opening = { from = 2025-01-01 } }
[teams.east]
name = "East"
[workers."m.ora"]
started = 2024-01-01
post = [{ from = 2024-01-01, role = "team-manager", team = "east", supervisor = "h.ead" }]
[workers."h.ead"]
started = 2024-01-01
post = [{ from = 2024-01-01, role = "head-of-service" }]
[workers."w.ill"]
started = 2024-01-01
post = [{ from = 2024-01-01, role = "social-worker", team = "east", supervisor = "m.ora" }]
[workers."p.am"]
started = 2024-01-01
post = [{ from = 2024-01-01, role = "personal-adviser", team = "east", supervisor = "m.ora" }]
[cases.C1]
status = [{ from = 2026-01-05, category = "child-in-need", worker = "w.ill" }]
event = [{ id = "e1", date = 2026-11-02, kind = "plan-made" }]
[[records]]
id = "2026-10-01-personal-supervision-m.ora-aaaa"
activity = "personal-supervision"
date = 2026-10-01
supervisee = "m.ora"
supervisor = "h.ead"
actions = [{ id = "1", who = "m.ora", by = 2026-11-01 }]
[[records]]
id = "2026-11-02-agreement-w.ill-bbbb"
activity = "agreement"
date = 2026-11-02
supervisee = "w.ill"
supervisor = "m.ora"
[[records]]
id = "2026-11-05-cancelled-session-w.ill-cccc"
activity = "cancelled-session"
date = 2026-11-05
supervisee = "w.ill"
supervisor = "m.ora"
reason = "ill"
[[records]]
id = "2026-11-20-personal-supervision-w.ill-dddd"
activity = "personal-supervision"
date = 2026-11-20
supervisee = "w.ill"
supervisor = "m.ora"
cases = ["C8"]
source = { kind = "logged" }
"""
ALL = {"log", "book", "record new", "record mark", "record amend"}.__contains__


def found(can=ALL, given: str = GIVEN, rules: str = POLICY):
    policy = read_policy(PolicyDocuments(Document("policy.toml", rules), Document("clauses.toml", CLAUSES)))
    text = Document("given.toml", given)
    facts = service_of(read(Given, text.values, Origin(text)), Origin(text), policy.vocabulary)
    service = service_as_of(facts, DAY)
    answers = answer(facts, policy, DAY)
    everything = replace(answers, findings=(*answers.findings, *references_found(service, facts, policy)))
    return {(one.code, one.subject): one for one in check(everything, (), Known(service, policy, DAY, can))}


@pytest.mark.parametrize(
    ("code", "subject", "severity", "message", "mend"),
    [
        (
            *("personal-late", "m.ora", "warning"),
            "personal supervision was due 2026-11-01, 22 days ago, last permitted day 2027-01-01",
            "once held: supctl log personal-supervision m.ora",
        ),
        (
            *("personal-missing", "p.am", "error"),
            "personal supervision: no interval is agreed",
            "agree an interval with p.am, and record the agreement",
        ),
        (
            *("watched-overdue", "w.ill", "error"),
            "observation: 0 of 2 in 12 months, due 2026-01-01, 326 days ago",
            "once done: supctl log observation w.ill",
        ),
        (
            *("group-overdue", "east", "error"),
            "group supervision was due 2025-02-01, 660 days ago",
            "once held: supctl log group-supervision east",
        ),
        (
            *("signed-by-both-overdue", "w.ill", "error"),
            "agreement of 2026-11-02 is not signed by supervisee and supervisor, due 2026-11-09, 14 days ago",
            "once signed: supctl record mark bbbb signed --by NAME --on DATE",
        ),
        (
            *("comment-overdue", "C1", "error"),
            "no management comment, wanted after plan made of 2026-11-02, due 2026-11-07, 16 days ago",
            "once done: supctl log management-comment C1",
        ),
        (
            *("visit-missing", "C1", "error"),
            "no visit, wanted after plan made of 2026-11-02",
            'add [[event]] to cases/C1.toml with id, date and kind = "visit"',
        ),
        (
            *("next-given-missing", "w.ill", "error"),
            "next is not answered in agreement of 2026-11-02",
            "supctl record amend bbbb",
        ),
        (
            *("actions-overdue", "m.ora", "error"),
            "action 1 of 2026-10-01 is not done, due 2026-11-01, 22 days ago",
            "say in the next record how it stands: supctl record new personal-supervision m.ora",
        ),
        (
            *("to-write-up", "w.ill", "warning"),
            "personal supervision of 2026-11-20 is logged, and its form is not written",
            "supctl record new --for dddd",
        ),
        (
            *("lead", "service", "error"),
            "no lead is held",
            'add [[file]] to supctl.toml with item = "lead" and date',
        ),
        (
            *("ahead", "m.ora", "error"),
            "nothing is booked for 2026-11-01, the date by which it is due",
            "supctl book m.ora DATE",
        ),
        (
            *("registered", "w.ill", "error"),
            "no supervisor is registered",
            "name a supervisor who is registered in the last [[post]] of given.toml",
        ),
    ],
)
def test_each_kind_of_thing_that_is_owed(code, subject, severity, message, mend):
    one = found()[code, subject]
    assert (one.severity, one.message, one.mend) == (severity, message, mend)
    assert one.clause in {("T-1-a",), ()}
    assert one.path
    assert one.line


def test_a_session_held_since_answers_a_cancelled_one_or_a_new_date_is_asked_for():
    without = GIVEN[: GIVEN.index('[[records]]\nid = "2026-11-20')]
    one = found(given=without)["rearranged-missing", "w.ill"]
    assert (one.message, one.mend) == ("no new date for personal supervision", "supctl book w.ill DATE")


def test_without_the_commands_a_mend_says_what_to_do_in_words():
    for one in found(can=lambda _: False).values():
        assert one.mend
        assert "supctl " not in one.mend.replace("supctl.toml", "")


def test_a_record_about_a_child_whom_no_file_knows():
    one = found()["unknown-case", "C8"]
    assert (one.severity, one.record) == ("warning", "2026-11-20-personal-supervision-w.ill-dddd")


def test_without_a_command_to_mark_it_nobody_is_told_to():
    one = found(can=lambda typed: not typed.startswith("record "))["signed-by-both-overdue", "w.ill"]
    assert one.mend == "see that bbbb is signed by supervisee and supervisor"


def test_no_message_holds_a_name():
    assert not any("Pam" in one.message or "Will" in one.message for one in found().values())


UPLOAD = """
[[frequency]]
id = "upload"
subject = "case"
counts = [{ activity = "case-supervision", step = "filed" }]
  [[frequency.row]]
  id = "all"
  every = "6 weeks"
  clause = ["T-1-a"]
"""
DISCUSSED = """
[[records]]
id = "2026-10-01-case-supervision-C1-eeee"
activity = "case-supervision"
date = 2026-10-01
cases = ["C1"]
"""
FILED = 'steps = [{ step = "filed", on = 2026-10-02 }]\n'


@pytest.mark.parametrize(
    ("records", "due", "mend"),
    [
        ("", "2026-02-16, 280 days ago", "once held: supctl log case-supervision C1"),
        (DISCUSSED, "2026-02-16, 280 days ago", "once filed: supctl record mark eeee filed --on DATE"),
        (DISCUSSED + FILED, "2026-11-13, 10 days ago", "once held: supctl log case-supervision C1"),
    ],
)
def test_where_a_step_counts_that_is_what_is_wanted(records, due, mend):
    one = found(given=GIVEN + records, rules=POLICY + UPLOAD)["upload-overdue", "C1"]
    assert (one.message, one.mend) == (f"case supervision filed was due {due}", mend)
