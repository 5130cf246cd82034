"""What facts show of a criterion, where they decide it, and where nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.answers import Subject
from supctl.answers.audit import Audited, audited, evidence_for
from supctl.answers.evidence import Period
from supctl.answers.forms import whole_form

from .written import policy_of, service_from

FROM, TO = date(2026, 1, 1), date(2026, 6, 30)
RULES = """
[[frequency]]
id = "personal"
subject = "worker"
counts = [{ activity = "personal-supervision" }]
[[frequency.row]]
id = "monthly"
when = { role_group = "direct-work" }
every = "1 month"
clause = "X-1"
[[frequency.row]]
id = "as-agreed"
when = { role = "other" }
agreed = "only"
clause = "X-1"
[[frequency]]
id = "case"
subject = "case"
counts = [{ activity = "case-supervision" }]
[[frequency.row]]
id = "monthly"
every = "1 month"
clause = "X-1"
[[deadline]]
id = "record-shared"
after = { activity = "personal-supervision" }
must = { step = "shared" }
within = "5 days"
clause = "X-1"
[[deadline]]
id = "record-filed"
after = { activity = "personal-supervision" }
must = { step = "filed" }
clause = "X-1"
[[requirement]]
id = "an-hour"
on = { activity = "personal-supervision" }
test = "value"
of = "minutes"
min = 60
clause = "X-1"
"""
FORM = """
id = "one-to-one"
title = "One to one"
activity = "personal-supervision"
clause = "X-1"
[[section]]
id = "welfare"
title = "Welfare"
[[section.field]]
id = "notes"
label = "Notes"
type = "prose"
"""
ASHA = '[workers.asha]\nrole = "social-worker"\nsupervisor = "tom"\nstarted = 2026-01-01\n'
MONTHS = (date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))


FILE = 'file = [{{ item = "{}", date = 2026-02-01 }}]\n'
SIGNED = '{{ step = "signed", by = "{}", on = 2026-02-02 }}'


def criterion(evidence: str, head: str = "judged = false") -> str:
    return f'[[criterion]]\nid = "c"\ntitle = "C"\nclause = "X-1"\n{head}\n[[criterion.evidence]]\n{evidence}\n'


def session(day: date, more: str = "", activity: str = "personal-supervision") -> str:
    return f'[[records]]\nactivity = "{activity}"\ndate = {day}\nsupervisee = "asha"\nsupervisor = "tom"\n{more}\n'


def sessions(*days: date, more: str = "") -> str:
    return "".join(session(day, more) for day in days)


def look(rules: str, given: str, worker: str = "asha", from_: date = FROM, to: date = TO) -> Audited:
    policy = policy_of(RULES + rules, FORM)
    period = Period(Subject("worker", worker), service_from(given, policy), policy, from_, to)
    return audited(policy.criteria[0], period)


def lines(rules: str, given: str, **more: object) -> list[str]:
    policy = policy_of(RULES + rules, FORM)
    return look(rules, given, **more).lines(policy)


# --- held in time ---------------------------------------------------------------------------------------------------

PERSONAL = criterion('in_time = "personal"')


def test_held_in_time() -> None:
    assert look(PERSONAL, ASHA + sessions(*MONTHS)).result == "met"
    assert lines(PERSONAL, ASHA + sessions(*MONTHS)) == ["yes: personal supervision: 5 held, 5 in time"]


def test_one_that_was_late_decides_and_is_told() -> None:
    given = ASHA + sessions(*MONTHS[:4], date(2026, 6, 3))
    assert lines(PERSONAL, given) == [
        "no: personal supervision: 5 held, 4 in time",
        "late: Wed 3 Jun 2026, due Mon 1 Jun 2026, 2 days",
    ]


def test_one_that_was_late_before_the_period_is_no_part_of_it() -> None:
    given = ASHA + sessions(date(2026, 2, 2), date(2026, 3, 2), *MONTHS[2:])
    assert look(PERSONAL, given, from_=date(2026, 2, 2)).result == "not-met"
    assert look(PERSONAL, given, from_=date(2026, 2, 3)).result == "met"


def test_what_is_overdue_on_the_last_day_decides() -> None:
    given = ASHA + sessions(*MONTHS)
    assert look(PERSONAL, given, to=date(2026, 7, 1)).result == "met"
    assert lines(PERSONAL, given, to=date(2026, 7, 3))[1:] == ["not held: due Wed 1 Jul 2026, 2 days ago"]


def test_where_nothing_is_asked_nothing_is_judged() -> None:
    """A row for nobody like them, or an interval that nobody agreed."""
    for role in ("director", "other"):
        given = ASHA.replace("social-worker", role)
        assert look(PERSONAL, given).result == "not-applicable"
        assert lines(PERSONAL, given) == ["not asked: personal supervision: nothing was due"]


def test_the_opening_leaves_a_period_half_told() -> None:
    """Unless what is known decides, or the worker came after it."""
    opening = "settings = { opening = { from = 2026-04-15 } }\n"
    known = ASHA + sessions(*MONTHS[3:])
    assert look(PERSONAL, opening + known).result == "cannot-tell"
    assert lines(PERSONAL, opening + known)[-1] == (
        "records complete only since Wed 15 Apr 2026; what was before cannot be told"
    )
    assert look(PERSONAL, opening + known, from_=date(2026, 4, 15)).result == "met"
    assert look(PERSONAL, opening + ASHA + sessions(date(2026, 5, 1), date(2026, 6, 3))).result == "not-met"
    newer = ASHA.replace("2026-01-01", "2026-04-20") + sessions(date(2026, 5, 20), date(2026, 6, 20))
    assert look(PERSONAL, opening + newer).result == "met"


def test_what_is_not_yet_due_falls_short_of_nothing() -> None:
    """And the day is told on which it will be."""
    assert lines(PERSONAL, ASHA, to=date(2026, 1, 20)) == ["yes: personal supervision: none held, due Sun 1 Feb 2026"]


def test_a_deadline_met_late_or_not_at_all() -> None:
    rule = criterion('in_time = "record-shared"')
    shared = 'steps = [{{ step = "shared", on = {} }}]'
    assert look(rule, ASHA + session(MONTHS[0], shared.format("2026-02-06"))).result == "met"
    assert lines(rule, ASHA + session(MONTHS[0], shared.format("2026-02-07"))) == [
        "no: record shared: 1 done, none in time",
        "late: Sat 7 Feb 2026, due Fri 6 Feb 2026, 1 day",
    ]
    assert lines(rule, ASHA + session(MONTHS[0]))[1] == "not done: due Fri 6 Feb 2026, 144 days ago"
    assert lines(criterion('in_time = "record-filed"'), ASHA + session(MONTHS[0]))[1] == "not done: nobody says by when"


def test_a_case_counts_for_whoever_held_it_then() -> None:
    """Late under a colleague is the colleague's; of many, the first few are told."""
    rule = criterion('in_time = "case"\nof_cases = true')
    given = (
        ASHA
        + ASHA.replace("asha", "lee")
        + '[cases.M1]\nstatus = [{ from = 2026-01-01, category = "court", worker = "lee" },'
        + ' { from = 2026-03-01, category = "court", worker = "asha" }]\n'
        + "".join(
            f'[[records]]\nactivity = "case-supervision"\ndate = {day}\ncases = ["M1"]\n'
            for day in (date(2026, 2, 3), *MONTHS[1:])
        )
    )
    assert lines(rule, given) == ["yes: case supervision: 4 held, 4 in time"]
    assert lines(rule, given, worker="lee")[1] == "late: M1 Tue 3 Feb 2026, due Sun 1 Feb 2026, 2 days"


# --- there or not ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("evidence", "given", "result", "line"),
    [
        ('held = "agreement"', session(date(2026, 2, 1), activity="agreement"), "met", "yes: agreement Sun 1 Feb 2026"),
        ('held = "agreement"', "", "not-met", "no: no agreement recorded"),
        ('held = "agreement"', session(date(2026, 7, 1), activity="agreement"), "not-met", "no: no agreement recorded"),
        (
            'held = "appraisal"\nnewer_than = "4 months"',
            session(date(2026, 3, 1), activity="appraisal"),
            "met",
            "yes: appraisal Sun 1 Mar 2026",
        ),
        (
            'held = "appraisal"\nnewer_than = "3 months"',
            session(date(2026, 3, 29), activity="appraisal"),
            "not-met",
            "no: appraisal Sun 29 Mar 2026, longer ago than 3 months",
        ),
        ('item = "training"', FILE.format("training"), "met", "yes: training Sun 1 Feb 2026"),
        ('item = "training"', FILE.format("other"), "not-met", "no: no training recorded"),
    ],
)
def test_there_or_not(evidence: str, given: str, result: str, line: str) -> None:
    found = look(criterion(evidence), ASHA + given)
    assert (found.result, lines(criterion(evidence), ASHA + given)) == (result, [line])


def test_when_what_is_missing_falls_due() -> None:
    assert lines(criterion('held = "personal-supervision"'), ASHA) == [
        "no: no personal supervision recorded; due Sun 1 Feb 2026"
    ]


def test_the_days_of_the_period_are_listed_else_the_last_before_it() -> None:
    rule = criterion('held = "personal-supervision"')
    given = ASHA + sessions(*MONTHS)
    assert lines(rule, given, from_=date(2026, 4, 1)) == [
        "yes: personal supervision Wed 1 Apr 2026, Fri 1 May 2026 and Mon 1 Jun 2026"
    ]
    assert lines(rule, given, from_=date(2026, 6, 2)) == ["yes: personal supervision Mon 1 Jun 2026"]


def test_what_was_there_before_the_opening_may_be_unseen() -> None:
    """Unless it would be too old by now, or the worker came later."""
    opening = "settings = { opening = { from = 2026-04-15 } }\n"
    assert look(criterion('held = "agreement"'), opening + ASHA).result == "cannot-tell"
    assert look(criterion('held = "agreement"\nnewer_than = "2 months"'), opening + ASHA).result == "not-met"
    assert look(criterion('held = "agreement"'), opening + ASHA.replace("2026-01-01", "2026-05-01")).result == "not-met"


# --- so many of so many ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("evidence", "first", "second", "line"),
    [
        (
            'answered = "welfare.notes"',
            'form = "one-to-one"\nfields = { "welfare.notes" = true }',
            'form = "one-to-one"',
            "Welfare: answered in {} of 2 records",
        ),
        ('answered = "welfare.notes"', 'fields."welfare.notes" = true', "", "Welfare: answered in {} of 2 records"),
        ('counted = "reflective"', 'reflective = ["M1"]', "", "a reflective case in {} of 2 records"),
        ('counted = "actions"', 'actions = [{ id = "1" }]', "", "an action in {} of 2 records"),
        (
            'step = "signed"\nby = ["supervisee", "supervisor"]',
            f"steps = [{SIGNED.format('asha')}, {SIGNED.format('tom')}]",
            f"steps = [{SIGNED.format('asha')}]".replace("2026-02", "2026-03"),
            "personal supervision: signed by supervisee and supervisor in {} of 2 records",
        ),
    ],
)
def test_so_many_of_so_many(evidence: str, first: str, second: str, line: str) -> None:
    """Good in all of them, or not good."""
    rule = criterion(f'{evidence}\nactivity = "personal-supervision"')
    both = ASHA + session(MONTHS[0], first) + session(MONTHS[1], first.replace("2026-02", "2026-03"))
    one = ASHA + session(MONTHS[0], first) + session(MONTHS[1], second)
    assert lines(rule, both) == [f"yes: {line.format(2)}"]
    assert lines(rule, one) == [f"no: {line.format(1)}"]
    assert look(rule, ASHA).result == "not-applicable"


def test_a_field_that_a_form_has_not_is_not_asked_of_it() -> None:
    other = FORM.replace("one-to-one", "other").replace("welfare", "else")
    policy = policy_of(RULES + criterion('answered = "welfare.notes"\nactivity = "personal-supervision"'), FORM, other)
    service = service_from(ASHA + session(MONTHS[0], 'form = "other"'), policy)
    found = audited(policy.criteria[0], Period(Subject("worker", "asha"), service, policy, FROM, TO))
    assert found.result == "not-applicable"


def test_an_empty_list_is_no_answer_and_nothing_out_of_ten_is_one() -> None:
    rule = criterion('answered = "welfare.notes"\nactivity = "personal-supervision"')
    answered = [
        ASHA + session(MONTHS[0], f'answers = {{ "welfare.notes" = {answer} }}') for answer in ("[]", "0", '["a"]')
    ]
    assert [look(rule, given).result for given in answered] == ["not-met", "met", "met"]


def test_silence_counts_as_a_step() -> None:
    window = """
    [[deadline]]
    id = "reply"
    after = { activity = "personal-supervision", step = "shared" }
    may = { step = "disagreed", by = "supervisee" }
    within = "5 days"
    silence = "agreed"
    clause = "X-1"
    """
    rule = window + criterion('step = "agreed"\nby = "supervisee"\nactivity = "personal-supervision"')
    given = ASHA + session(MONTHS[0], 'steps = [{ step = "shared", on = 2026-02-02 }]')
    assert look(rule, given, to=date(2026, 2, 7)).result == "not-met"
    assert look(rule, given, to=date(2026, 2, 8)).result == "met"


def test_what_became_of_what_was_agreed() -> None:
    """Done, carried on, never looked at again, past its date or open; each once."""
    rule = criterion("actions = true")
    first = 'id = "r1"\nactions = [{ id = "1" }, { id = "2" }, { id = "3" }]'
    second = (
        'id = "r2"\nreviewed = [{ action = "r1#1", done = 2026-02-20 }]\n'
        'actions = [{ id = "1", from = "r1#2" }, { id = "2", by = 2026-06-29 }, { id = "3", by = 2026-06-30 }]'
    )
    given = ASHA + session(MONTHS[0], first) + session(MONTHS[1], second)
    assert lines(rule, given) == [
        "no: 6 agreed, 1 done, 1 carried on, 1 never looked at again, 1 past its date, 2 open"
    ]
    assert look(rule, ASHA + session(MONTHS[0], first)).result == "met"
    assert look(rule, ASHA + session(MONTHS[0])).result == "not-applicable"
    assert lines(rule, given, from_=date(2026, 2, 2)) == ["no: 3 agreed, 1 past its date, 2 open"]


def test_what_fell_short_of_a_requirement() -> None:
    rule = criterion('requirement = "an-hour"')
    given = ASHA + session(MONTHS[0], "minutes = 60") + session(MONTHS[1], "minutes = 45")
    assert lines(rule, given) == ["no: minutes: 45, at least 60 asked for (Sun 1 Mar 2026)"]
    good = given + session(MONTHS[2], "minutes = 60")
    assert lines(rule, good, from_=date(2026, 3, 2)) == ["yes: nothing found to fall short"]
    assert lines(rule, given, from_=date(2026, 3, 2)) == ["not asked: nothing found to fall short"]


# --- who decides ----------------------------------------------------------------------------------------------------


def test_a_person_judges_whatever_the_evidence() -> None:
    """Only where a gap is said to decide does it."""
    for given in (ASHA, ASHA + sessions(*MONTHS)):
        assert look(criterion('in_time = "personal"', ""), given).result == "judgement"
    assert look(criterion('in_time = "personal"', "missing_decides = true"), ASHA).result == "not-met"
    assert (
        look(criterion('in_time = "personal"', "missing_decides = true"), ASHA + sessions(*MONTHS)).result
        == "judgement"
    )


def test_conditions_that_do_not_hold() -> None:
    head = 'judged = false\nwhen = { role = "student" }'
    assert look(criterion('in_time = "personal"', head), ASHA).result == "not-applicable"


def test_one_thing_that_falls_short_decides_against_another_that_cannot_be_told() -> None:
    opening = "settings = { opening = { from = 2026-04-15 } }\n"
    both = criterion('held = "agreement"\n[[criterion.evidence]]\nrequirement = "an-hour"')
    assert look(both, opening + ASHA).result == "cannot-tell"
    assert look(both, opening + ASHA + session(MONTHS[4], "minutes = 45")).result == "not-met"


def test_many_that_were_late_are_counted() -> None:
    days = [date(2026, month, 20) for month in range(2, 7)] + [date(2026, 7, 25), date(2026, 8, 30)]
    told = lines(PERSONAL, ASHA + sessions(*days), to=date(2026, 8, 31))
    assert told[0] == "no: personal supervision: 7 held, 4 in time"
    rule = criterion('in_time = "record-shared"')
    told = lines(rule, ASHA + sessions(*days), to=date(2026, 9, 10))
    assert told[1:] == [*told[1:6], "and 2 more"]


# --- beside the fields of a form ------------------------------------------------------------------------------------


def test_lines_stand_beside_the_fields_that_ask_for_them() -> None:
    """By criterion or by evidence of its own; a field that asks for none has none."""
    audit = (
        FORM.replace("one-to-one", "audit").replace("personal-supervision", "supervision-audit")
        + """
    [[section.field]]
    id = "frequency"
    label = "Frequency"
    type = "prose"
    criterion = "c"
    [[section.field]]
    id = "observed"
    label = "Observed"
    type = "yes-no"
    evidence = [{ held = "observation" }]
    """
    )
    policy = policy_of(RULES + PERSONAL, FORM, audit)
    service = service_from(ASHA + sessions(*MONTHS), policy)
    assert evidence_for(whole_form(policy.templates[1]), "asha", service, policy, FROM, TO) == {
        "welfare.frequency": ["yes: personal supervision: 5 held, 5 in time"],
        "welfare.observed": ["no observation recorded"],
    }


def test_a_form_about_a_case_looks_at_the_case() -> None:
    audit = FORM.replace("one-to-one", "audit").replace("personal-supervision", "case-file-audit") + (
        '[[section.field]]\nid = "f"\nlabel = "F"\ntype = "yes-no"\nevidence = [{ in_time = "case" }]\n'
    )
    audit = 'subject = "case"\n' + audit
    policy = policy_of(RULES, FORM, audit)
    given = ASHA + '[cases.M1]\nstatus = [{ from = 2026-05-15, category = "court", worker = "asha" }]\n'
    service = service_from(given, policy)
    form = whole_form(policy.templates[1])
    form = type(form)(form.template, Subject("case", "M1"), form.sections)
    assert evidence_for(form, "asha", service, policy, FROM, TO) == {
        "welfare.f": ["case supervision: none held", "not held: M1 due Mon 15 Jun 2026, 15 days ago"]
    }
