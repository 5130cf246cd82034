"""Rules in words."""

from datetime import date
from pathlib import Path

import pytest

from supctl.documents import Document
from supctl.exchange.authority.data import policy_data
from supctl.exchange.authority.who import Whom
from supctl.exchange.authority.words import (
    counted_words,
    deadline_words,
    evidence_words,
    kept_words,
    limit_words,
    reads_words,
    schedule_words,
    step_words,
)
from supctl.exchange.names import spaced
from supctl.exchange.schedules import requirement_words, row_schedule
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import (
    Access,
    ChainStep,
    Conditions,
    Counted,
    Deadline,
    Evidence,
    FrequencyPolicy,
    Policy,
    Requirement,
    Retention,
    Row,
    read_policy,
)
from supctl.policy.reading import PolicyDocuments

PROBE = Path(__file__).parents[1] / "probe"
CASE = {"id": "r", "clause": ["X"], "every": "4 weeks"}


def probe(name: str) -> Policy:
    return find_authorities().policy_from(PolicyFolder(PROBE / name, name).documents)


@pytest.fixture
def whom(policy) -> Whom:
    return Whom(policy)


def row(**keys: object) -> Row:
    return Row.model_validate({**CASE, **keys})


def test_a_row_without_conditions_is_everybody_or_whoever_is_left(whom):
    assert whom.row(row(), [], "worker") == "everybody"
    assert whom.row(row(), [row(when={"standing": "probation"})], "worker") == "everyone else"
    assert whom.row(row(), [row(when={"category": "court"})], "case") == "any other case"


def test_tenure_is_told_from_the_rows_before(whom):
    weeks = row(when={"standing": "newly-qualified", "tenure_under": "6 weeks"})
    months = row(when={"standing": "newly-qualified", "tenure_under": "6 months"})
    rest, other = row(when={"standing": "newly-qualified"}), row(when={"standing": "extended"})
    assert whom.row(weeks, [], "worker") == "newly qualified, first 6 weeks"
    assert whom.row(months, [weeks], "worker") == "newly qualified, to 6 months"
    assert whom.row(rest, [weeks, months], "worker") == "newly qualified, after that"
    assert whom.row(other, [weeks, months], "worker") == "extended"


def test_every_condition_has_words(whom):
    named = {
        "role": "other",
        "role_group": "manager",
        "team_kind": "disability",
        "standing": "part-time",
        "employment": "locum",
        "tenure_under": "1 year",
        "supervises": True,
        "holds_cases": False,
        "category": "court",
        "approval": "longer-interval",
        "event": "plan-made",
        "has": "line-manager",
        "answered": "present",
        "gap_over": "1 month",
        "standing_under": "6 weeks",
    }
    assert set(named) == set(Conditions.model_fields)
    for key, value in named.items():
        beside = {"standing": "part-time"} if key == "standing_under" else {}
        assert whom.of(Conditions.model_validate({key: value, **beside})), key


def test_what_is_asked_of_a_record_is_said_in_the_form_s_words():
    whom = Whom(probe("words"))

    def said(**conditions: object) -> str:
        return whom.of(Conditions.model_validate(conditions))

    assert said(answered="standards.met:no") == "where Are they met?: no"
    assert (
        said(answered=["standards.met", "present"])
        == "where Are they met? is answered or who else was there is answered"
    )
    children = "Children about whom something was decided names the child"
    assert said(answered="touched.children:{case}") == f"where {children}"
    assert said(gap_over="1 month") == "more than 1 month after the one before"
    assert said(standing="newly-qualified", standing_under="6 weeks") == "newly qualified for less than 6 weeks"
    assert said(has="line-manager") == "with a line manager beside the supervisor"
    assert said(has="members") == "with members"


def test_the_words_of_records_in_rules():
    policy = probe("words")
    deadlines = {one.id: one for one in policy.rules.deadlines}
    assert limit_words(deadlines["decision-on-file"]) == "2 working days, never over 5 working days"
    assert limit_words(deadlines["ad-hoc-looked-at"]) == "by the next session, recommended"
    assert deadline_words(policy, deadlines["handed-over"]) == "handover, when the line manager changes"
    required = {one.id: requirement_words(one, policy) for one in policy.rules.requirements}
    assert required["whole-actions"] == "of each action by whom, of each action by when: filled in"
    assert required["probation"] == "the interval: shorter than 1 month"
    assert required["trained"] == "given by somebody with supervision training on file"
    assert required["not-ones-own"] == "not given by the case worker"
    shown = {one.id: evidence_words(policy, one.evidence[0]) for one in policy.criteria}
    assert shown == {
        "no-gap": "held: personal supervision, no more than 1 month apart",
        "permitted": "held in time: personal supervision, by the last permitted date",
        "development": "answered: Elements (development), in personal supervision, in one of them at least",
        "visits": "happened: visit, in the last 6 weeks (of their cases)",
        "on-the-file": "taken: filed on child's file, in case supervision (of their cases)",
        "directly": "held in time: handed over",
    }


def test_what_is_answered_alike_is_said_once():
    head = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
    must = 'must = [{ activity = "case-supervision" }, { activity = "management-oversight" }]\n'
    one = '[[deadline]]\nid = "{0}"\nclause = "X-1"\nafter = {{ event = "{0}" }}\n{1}'
    text = head + one.format("visit", must) + one.format("review-held", 'must = { as = "visit" }\n')
    clauses = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
    policy = read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", clauses)))
    assert [deadline_words(policy, each) for each in policy.rules.deadlines] == [
        "case supervision or management oversight, after visit",
        "after review held: the same as after visit",
    ]


def test_a_long_list_of_exceptions_is_counted_or_told_in_full(policy):
    long = row(unless={"category": ["court", "looked-after", "care-leaver", "early-help"]})
    assert Whom(policy).row(long, [], "case") == "every case, unless in another category too (4 are named)"
    assert Whom(policy, full=True).rule(long) == "not court, looked after, care leaver or early help"


def test_a_role_has_the_authoritys_own_name():
    text = (
        '[authority]\ncontract = 1\nid = "x"\nname = "X"\n[[role]]\nid = "pal"\ngroup = "other"\nname = "Practice Pal"'
    )
    made = read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", "")))
    assert Whom(made).roles(["pal", "team-manager"]) == "Practice Pal or team manager"


def frequency(*rows: Row) -> FrequencyPolicy:
    return FrequencyPolicy(id="f", counts=(Counted(activity=("personal-supervision",)),), row=rows)


def test_what_an_agreement_may_do_is_said_once_where_it_holds_of_every_row():
    both = frequency(row(agreed="shorter"), row(agreed="shorter"))
    assert schedule_words(both.row[0], both) == "every 4 weeks"
    mixed = frequency(row(agreed="shorter"), row(agreed="shorter"), row())
    assert schedule_words(mixed.row[0], mixed) == "every 4 weeks, or shorter, as agreed"


def test_a_recommended_interval_has_no_limit():
    assert row_schedule(row(limit="none")) == "every 4 weeks, recommended"
    assert row_schedule(row(limit="8 weeks")) == "every 4 weeks, never over 8 weeks"


def test_a_rule_says_between_which_days_it_held():
    kept = row(**{"from": "2024-04-01", "to": "2025-03-31"})
    assert schedule_words(kept, frequency(kept)) == "every 4 weeks from Mon 1 Apr 2024 until Mon 31 Mar 2025"


@pytest.mark.parametrize(
    ("keys", "what", "limit"),
    [
        (
            {"after": {"action": "agreed"}, "must": {"done": True}, "within": "own date"},
            "agreed action done",
            "by its own date",
        ),
        (
            {"after": {"began": "pair", "changed": True}, "must": {"activity": "handover"}, "within": "0 days"},
            "handover, when the supervisor changes",
            "the same day",
        ),
        (
            {"after": {"activity": "case-supervision"}, "must": {"step": "filed", "where": "Mosaic"}},
            "case supervision filed on Mosaic",
            "",
        ),
        (
            {"after": {"ended": "category", "category": "court"}, "must": {"event": "review-held"}, "within": "5 days"},
            "review held, when court ends",
            "5 days",
        ),
        (
            {"after": {"cancelled": True}, "must": {"planned": "personal-supervision"}, "within": "next session"},
            "new date for personal supervision, after a cancelled session",
            "by the next session",
        ),
        (
            {"after": {"event": "visit"}, "must": {"activity": "management-oversight", "by_role": ["team-manager"]}},
            "management oversight, given by team manager, after visit",
            "",
        ),
        (
            {
                "after": {"step": "shared", "activity": "observation"},
                "may": {"step": "disagreed"},
                "within": "5 days",
                "silence": "agreed",
            },
            "objection to observation, once shared",
            "5 days, else taken as agreed",
        ),
    ],
)
def test_a_deadline_says_what_follows_what(keys, what, limit):
    made = Deadline.model_validate({"id": "d", "clause": ["X"], **keys})
    bare = read_policy(
        PolicyDocuments(Document("p", '[authority]\ncontract = 1\nid = "x"\nname = "X"'), Document("c", ""))
    )
    assert (deadline_words(bare, made), limit_words(made)) == (what, limit)


def test_a_step_is_taken_by_each_of_its_parties():
    made = probe("blackpool")
    counts = next(one.counts for one in made.frequencies if one.subject == "pair")
    assert counted_words(made, counts) == "agreement signed by supervisor and supervisee or agreement review"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"by": ["supervisee", "supervisor"]}, "supervisee and supervisor"),
        ({"by": "above"}, "the supervisor's manager"),
        ({"by": "above", "level": 2}, "the manager 2 above the supervisor"),
        ({"by_role": ["head-of-service"]}, "head of service"),
        ({"by": "supervisee", "by_role": ["head-of-service"]}, "supervisee and head of service"),
        ({"outside": True}, "grievance (elsewhere)"),
    ],
)
def test_who_takes_a_step(whom, keys, said):
    step = ChainStep.model_validate({"id": "grievance", "says": "It is heard.", **keys})
    assert step_words(step, whom.roles(step.by_role)) == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"by": "above"}, "everybody above the supervisor"),
        ({"by": "above", "level": 1}, "the supervisor's manager"),
        ({"by_role": ["team-manager"], "consent": True}, "team manager, if the supervisee agrees"),
        ({"purpose": "audit", "informed": True}, "anybody, for audit, the supervisee is told"),
        ({"by": "line-manager", "restricted": True}, "line manager, restricted records only"),
    ],
)
def test_who_may_read(whom, keys, said):
    rule = Access.model_validate({"id": "a", "clause": ["X"], **keys})
    assert reads_words(rule, whom.roles(rule.by_role)) == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"keep": "7 years"}, "staff records: 7 years after leaving; destruction is not ordered"),
        (
            {"keep": "6 years", "counted_from": "record", "destroys": True, "activity": "observation"},
            "observation: 6 years after the record's own date; then to be destroyed",
        ),
        ({"subject": "case", "counted_from": "closed"}, "a child's: no period is set"),
        ({"copies": True}, "the supervisee's copies of staff records: no period is set"),
    ],
)
def test_how_long_it_is_kept(policy, keys, said):
    assert kept_words(policy, Retention.model_validate({"id": "k", "clause": ["X"], **keys})) == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"in_time": "case-supervision"}, "held in time: case supervision"),
        ({"held": "observation", "newer_than": "12 months"}, "held: observation, in the last 12 months"),
        ({"item": "plan"}, "on file: plan"),
        ({"answered": "s.well-being", "activity": "observation"}, "answered: well being, in observation"),
        (
            {"counted": "reflective", "activity": "case-supervision", "of_cases": True},
            "at least one: reflective, in case supervision (of their cases)",
        ),
        ({"step": "signed", "by": "supervisee", "activity": "agreement"}, "taken: signed by supervisee, in agreement"),
        ({"actions": True}, "what became of: agreed actions"),
        ({"requirement": "session-length"}, "what fell short of: session length"),
    ],
)
def test_what_is_laid_beside_a_criterion(policy, keys, said):
    assert evidence_words(policy, Evidence.model_validate(keys)) == said


def test_what_is_asked_of_supervisors_alone_stands_under_their_heading():
    text = """
[authority]
contract = 1
id = "x"
name = "X"
[[frequency]]
id = "audit"
counts = [{ activity = "supervision-audit" }]
row = [{ id = "quality", when = { supervises = true }, every = "6 months", clause = ["X-1"] }]
[[frequency]]
id = "group"
subject = "team"
counts = [{ activity = "group-supervision" }]
row = [{ id = "every-team", every = "1 month", clause = ["X-1"] }]
[[frequency]]
id = "personal"
counts = [{ activity = "personal-supervision" }]
row = [{ id = "all", every = "1 month", after_first = true, clause = ["X-1"] }]
"""
    clauses = '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "X-1"\nsource = "s"\nsection = "1"\nsays = "."\n'
    made = read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", clauses)))
    found = [(one.group, one.who, one.schedule) for one in policy_data(made, date(2026, 11, 23)).how_often]
    assert found == [
        ("a worker", "everybody", "monthly, once there is one"),
        ("supervisors", "supervises others", "every 6 months"),
        ("a team", "every team", "monthly"),
    ]


def test_who_is_named_or_is_one_of_these():
    named = {"id": "w", "clause": ["X"], "on": {"worker": True}, "test": "who", "of": ["supervisor", "line_manager"]}
    policy = probe("merton")
    registered = Requirement.model_validate({**named, "standing": "registered"})
    assert requirement_words(registered, policy) == "supervisor or line manager: registered"
    assert requirement_words(Requirement.model_validate(named), policy) == "supervisor or line manager: named"


def test_a_chain_of_a_reading_that_is_not_chosen_says_so():
    head = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
    reading = (
        '[[interpretation]]\nid = "X-R"\nclause = "X-1"\nsays = "."\n'
        'option = [{ id = "one", label = "One", default = true }, { id = "two", label = "Two" }]\n'
    )
    chain = (
        '[[chain]]\nid = "{0}"\ntitle = "{0}"\nclause = "X-1"\nunder = "X-R:{0}"\n'
        '[[chain.step]]\nid = "s"\nsays = "."\noutside = true\n'
    )
    text = head + reading + chain.format("one") + chain.format("two")
    clauses = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
    policy = read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", clauses)))
    shown = [(one.id, one.who, one.holds) for one in policy_data(policy, date(2026, 11, 23)).chains]
    assert shown == [("one", "", True), ("two", "if X-R:two", False)]


def test_what_is_the_baseline_s_is_said_to_be():
    policy = probe("words")
    shown = {one.rule: one.basis for one in policy_data(policy, date(2026, 11, 23)).requirements}
    assert (shown["session-length"], shown["probation"]) == ("baseline", "policy")


def test_an_item_that_counts_is_said_to_be_on_file():
    appraisal = next(one for one in probe("words").frequencies if one.id == "appraisal")
    assert counted_words(probe("words"), appraisal.counts) == "appraisal or appraisal on file"


def test_a_word_that_is_written_with_a_dash_keeps_it():
    assert [spaced(word) for word in ("co-ordinator", "social-worker")] == ["co-ordinator", "social worker"]
