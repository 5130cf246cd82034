"""Examples by somebody who never saw the policy's own names: each is judged by itself, or says why it cannot be."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import InputError
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing import Result, run_each, run_scenarios

POLICY = """\
[authority]
contract = 1
id = "x"
name = "X"
[[frequency]]
id = "talks"
counts = [{ activity = "personal-supervision" }]
[[frequency.row]]
id = "all"
every = "4 weeks"
clause = "X-1"
[[deadline]]
id = "upload"
after = { activity = "case-supervision" }
must = { step = "filed" }
within = "5 working days"
clause = "X-1"
[[deadline]]
id = "child-by-child"
after = { activity = "case-supervision" }
must = { step = "noted" }
subject = "case"
within = "2 days"
clause = "X-1"
[[requirement]]
id = "poor-mood"
on = { form = "talk-record" }
test = "value"
of = "head.mood"
one_of = ["Poor"]
clause = "X-1"
[[chain]]
id = "dispute"
title = "Dispute"
kind = "disagreement"
clause = "X-1"
  [[chain.step]]
  id = "talk"
  says = "The two talk."
  by = ["supervisee", "supervisor"]
[[access]]
id = "audit"
purpose = "audit"
clause = "X-1"
"""
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
FORM = """
id = "talk-record"
title = "Record of a Talk"
synonyms = ["Talk sheet"]
activity = "personal-supervision"
clause = "X-1"
[[section]]
id = "head"
title = "Head"
field = [{ id = "mood", label = "Mood", type = "choice", options = ["Good", "Poor"] }]
"""
PEOPLE = 'given.workers = { asha = { role = "social-worker", supervisor = "tom" }, tom = { role = "team-manager" } }\n'
GOOD = f"""\
[[scenario]]
id = "good"
title = "It holds"
as_of = 2026-03-10
{PEOPLE}given.records = [{{ activity = "personal-supervision", date = 2026-03-02 , supervisee = "asha" }}]
expect = [{{ subject = "asha", status = "ok", due = 2026-03-30 }}]
"""
CASES = """\
given.cases.M1.status = [{ from = 2026-01-05, category = "court", worker = "asha" }]
given.cases.M2.status = [{ from = 2026-01-05, category = "court", worker = "asha" }]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    documents = [Document(name, text) for name, text in (("policy.toml", POLICY), ("clauses.toml", CLAUSES))]
    return read_policy(PolicyDocuments(*documents, (Document("forms/talk-record.toml", FORM),)))


def each(policy: Policy, *texts: str) -> list[Result]:
    return run_each(policy, [Document(f"{number}.toml", text) for number, text in enumerate(texts)])


def scenario(body: str, as_of: str = "as_of = 2026-03-10\n") -> str:
    return f'[[scenario]]\ntitle = "Another"\nclause = "ELSEWHERE-1"\n{as_of}{PEOPLE}{body}\n'


RAISED = """\
[scenario.given.escalations.e]
about = "asha"
raised_by = "asha"
kind = "disagreement"
steps = [{ step = "tlak", on = 2026-03-02 }]
[[scenario.expect]]
subject = "asha"
status = "ok"
"""
READ = """\
given.readings = [{ id = "R", option = "a", by = "tom", from = 2026-01-05 }]
expect = [{ subject = "asha", status = "ok" }]
"""
WRONG = {
    "a status": ('expect = [{ subject = "asha", status = "overdeu" }]', 'unknown status "overdeu"'),
    "a policy": ('expect = [{ subject = "asha", policy = "talk", status = "ok" }]', 'unknown policy "talk"'),
    "a clause": ('expect = [{ subject = "asha", clause = "Y-1", status = "ok" }]', 'unknown clause "Y-1"'),
    "a form": ('expect = [{ form = "Sheet", labels = ["Mood"] }]', 'unknown form "Sheet"'),
    "a criterion": ('expect = [{ criterion = "C", subject = "asha", result = "met" }]', 'unknown criterion "C"'),
    "a key": ('expect = [{ subject = "asha", stauts = "ok" }]', 'unknown key "stauts"'),
    "a key of what is given": ('given.worker.bo = {}\nexpect = [{ subject = "asha", status = "ok" }]', '"worker"'),
    "an activity that is given": (
        'given.records = [{ activity = "tea", date = 2026-03-02 }]\nexpect = [{ subject = "asha", status = "ok" }]',
        'unknown activity "tea"',
    ),
    "nothing": ("expect = [{ due = 2026-03-10 }]", "it names nothing"),
    "no expectation": ("", '"expect" is missing'),
    "a reading": (READ, 'unknown reading "R"'),
    "a step of a chain": (RAISED, 'unknown step "tlak"'),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_one_that_names_what_is_not_there_fails_and_says_where_and_the_others_are_judged(
    policy: Policy, name: str
) -> None:
    body, said = WRONG[name]
    before, wrong, after = each(policy, GOOD + scenario(body) + GOOD.replace("good", "too"))
    assert (before.id, before.passed, after.id, after.passed) == ("good", True, "too", True)
    assert (wrong.id, wrong.passed, wrong.expected) == ("ELSEWHERE-1#2", False, "a scenario that can be judged")
    assert said in wrong.came
    assert wrong.place
    assert wrong.place.path == "0.toml"
    assert (wrong.place.line or 0) > GOOD.count("\n")


def test_all_that_is_wrong_with_one_is_said_with_its_lines(policy: Policy) -> None:
    _, wrong = each(policy, GOOD + scenario('expect = [{ subject = "bo", rule = "non", status = "okay" }]'))
    assert wrong.came == 'unknown rule "non" (line 13); unknown status "okay" (line 13); unknown subject "bo" (line 13)'


def test_what_an_example_is_of_is_no_part_of_it(policy: Policy) -> None:
    """A clause of another catalogue keeps nothing from being judged."""
    (one,) = each(policy, scenario('expect = [{ subject = "asha", kind = "frequency", status = "overdue" }]'))
    assert one.passed


def test_a_file_that_cannot_be_read_is_one_failure(policy: Policy) -> None:
    for text, said in (
        ("[[scenario", "this is not TOML"),
        ("scenario = 3", "is not a list of tables"),
        (GOOD.replace("[[scenario]]", "[[scenarios]]"), 'unknown key "scenarios"'),
    ):
        good, bad = each(policy, 'authority = "x"\n' + GOOD, text)
        assert (good.passed, bad.passed, bad.id) == (True, False, "1.toml")
        assert said in bad.came


def test_where_none_can_be_judged_that_is_bad_input(policy: Policy) -> None:
    texts = (scenario("expect = []"), "[[scenario")
    with pytest.raises(InputError, match=r'0.toml:\d+: "expect": it is empty(?s:.*)1.toml:1: this is not TOML'):
        each(policy, *texts)
    assert each(policy, "") == []


def test_two_of_one_id_are_both_judged(policy: Policy) -> None:
    assert [one.passed for one in each(policy, GOOD, GOOD)] == [True, True]


def test_a_date_of_which_no_calendar_knows_fails_its_own_example(policy: Policy) -> None:
    given = 'given.records = [{ activity = "case-supervision", date = 1900-01-01, supervisee = "asha" }]\n'
    wrong, good = each(policy, scenario(given + 'expect = [{ subject = "asha", status = "ok" }]') + GOOD)
    assert (wrong.passed, "bank holidays" in wrong.came, good.passed) == (False, True, True)


@pytest.mark.parametrize(
    "body",
    [
        'expect = [{ form = "Record of a Talk", labels = ["Mood"] }]',
        'expect = [{ form = "talk SHEET", subject = "asha", labels = ["Mood"] }]',
        'expect = [{ escalation = { about = "asha", kind = "disagreement" }, steps = [["asha", "tom"]] }]',
        'expect = [{ access = { to = "X-1", by = "director", purpose = "audit" }, allowed = true }]',
    ],
)
def test_what_stands_on_no_day_needs_none(policy: Policy, body: str) -> None:
    (one,) = each(policy, scenario(body, as_of=""))
    assert (one.expected, one.came) == ("", "")


def test_what_is_owed_is_owed_on_a_day(policy: Policy) -> None:
    text = scenario('expect = [{ subject = "asha", status = "ok" }]', as_of="")
    _, wrong = each(policy, GOOD + text)
    assert '"as_of" is missing' in wrong.came
    with pytest.raises(InputError, match=r'x.toml:1: "as_of" is missing'):
        run_scenarios(policy, [Document("x.toml", text.replace("ELSEWHERE-1", "X-1"))])


def test_whoever_reads_for_a_purpose_that_nobody_named_may_not(policy: Policy) -> None:
    given = (
        'given.records = [{ id = "r1", activity = "personal-supervision", date = 2026-03-02, supervisee = "asha" }]\n'
    )
    for purpose, allowed in (("gossip", "false"), ("gossip", "true"), ("audit", "true")):
        expect = f'expect = [{{ access = {{ to = "r1", by = "other", purpose = "{purpose}" }}, allowed = {allowed} }}]'
        (one,) = run_scenarios(policy, [Document("x.toml", scenario(given + expect).replace("ELSEWHERE-1", "X-1"))])
        assert one.passed is ((purpose == "audit") is (allowed == "true"))


RECORD = (
    'given.records = [{ id = "r1", activity = "case-supervision", date = 2026-03-02, supervisee = "asha", '
    'cases = ["M1", "M2"], steps = [{ step = "noted", on = 2026-03-03, case = "M1" }] }]\n'
)


@pytest.mark.parametrize(
    ("expect", "outside", "own"),
    [
        # laid on the supervisee by the policy
        ('subject = "asha", policy = "upload", due = 2026-03-09', True, True),
        ('subject = "M1", policy = "upload", due = 2026-03-09', True, False),
        ('subject = "M1", policy = "upload", due = 2026-03-10', False, False),
        ('subject = "tom", policy = "upload", due = 2026-03-09', False, False),
        ('subject = "M1", policy = "upload", none = true', True, True),
        # laid on each child: never one child's for the other's
        ('subject = "M2", policy = "child-by-child", status = "overdue"', True, True),
        ('subject = "M1", policy = "child-by-child", status = "overdue"', False, False),
        ('subject = "asha", policy = "child-by-child", status = "overdue"', True, False),
    ],
)
def test_a_duty_about_a_record_is_found_by_any_of_its_subjects(
    policy: Policy, expect: str, *, outside: bool, own: bool
) -> None:
    text = scenario(CASES + RECORD + f"expect = [{{ {expect} }}]").replace("ELSEWHERE-1", "X-1")
    (one,) = each(policy, text)
    (other,) = run_scenarios(policy, [Document("x.toml", text)])
    assert (one.passed, other.passed) == (outside, own)


@pytest.mark.parametrize(
    ("expect", "outside", "own"),
    [
        ('subject = "asha"', True, True),
        ('subject = "M1"', True, False),
        ('subject = "M1", count = 1', True, False),
        ('subject = "M1", count = 2', False, False),
        ('subject = "tom"', False, False),
        ('subject = "M1", present = false', True, True),
    ],
)
def test_so_is_what_a_record_falls_short_of(policy: Policy, expect: str, *, outside: bool, own: bool) -> None:
    record = RECORD.replace("case-supervision", "personal-supervision").replace(
        '"r1"', '"r1", form = "talk-record", fields = { Mood = "Good" }'
    )
    text = scenario(CASES + record + f'expect = [{{ finding = "poor-mood", {expect} }}]').replace("ELSEWHERE-1", "X-1")
    (one,) = each(policy, text)
    (other,) = run_scenarios(policy, [Document("x.toml", text)])
    assert (one.passed, other.passed) == (outside, own)


@pytest.mark.parametrize("title", ["Record of a Talk", "record of a talk", "Talk sheet", "talk-record"])
def test_a_record_is_on_the_form_that_it_names_by_id_or_title(policy: Policy, title: str) -> None:
    record = f'activity = "personal-supervision", date = 2026-03-02, form = "{title}", fields = {{ Mood = "Good" }}'
    text = scenario(f'given.records = [{{ {record}, supervisee = "asha" }}]\nexpect = [{{ finding = "poor-mood" }}]')
    (one,) = each(policy, text)
    assert (one.expected, one.came) == ("", "")
