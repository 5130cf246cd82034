"""What the language refuses of conditions on records, of limits, and of what the baseline is asked for."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import Finding, PolicyError
from supctl.policy import PolicyDocuments, read_policy

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
FORM = """\
id = "note"
title = "Note"
activity = "case-supervision"
subject = "case"
clause = "X-1"
[[section]]
id = "standards"
title = ""
[[section.field]]
id = "met"
label = "Met?"
type = "yes-no"
[[section.field]]
id = "notes"
label = "Notes"
type = "prose"
"""
ROW = 'when = {{ {} }}  #!\nevery = "1 month"\n'
AFTER = 'after = { activity = "case-supervision" }\nmust = { step = "filed" }\n'
BEGAN = 'after = { began = "pair" }\nmust = { activity = "agreement" }\n'
ON_RECORD = 'on = { activity = "case-supervision" }\ntest = "filled"\nof = "standards.notes"\n'
ON_PAIR = 'on = { pair = true }\ntest = "held"\nitem = "plan"\n'


def row(conditions: str, subject: str = "worker") -> str:
    return (
        f'[[frequency]]\nid = "f"\nsubject = "{subject}"\ncounts = [{{ activity = "case-supervision" }}]\n'
        f'[[frequency.row]]\nid = "a"\nclause = "X-1"\n{ROW.format(conditions)}'
    )


def counts(one: str) -> str:
    return (
        f'[[frequency]]\nid = "f"\ncounts = [{{ {one} }}]  #!\n'
        '[[frequency.row]]\nid = "a"\nclause = "X-1"\nevery = "1 month"\n'
    )


def rule(table: str, body: str) -> str:
    title = 'title = "T"\n' if table == "criterion" else ""
    return f'[[{table}]]\nid = "r"\nclause = "X-1"\n{title}{body}\n'


def evidence(body: str) -> str:
    return rule("criterion", f"[[criterion.evidence]]\n{body}")


def findings(body: str, form: str = FORM) -> list[Finding]:
    """Everything that is wrong with a policy that has one form; nothing, where it is read."""
    documents = PolicyDocuments(
        Document("policy.toml", HEAD + body), Document("clauses.toml", CLAUSES), (Document("note.toml", form),)
    )
    try:
        read_policy(documents)
    except PolicyError as error:
        return list(error.findings)
    return []


MISTAKES = {
    "a row that asks something of a record": (
        row('answered = "standards.met"'),
        "a worker has no answered",
        "here: role",
    ),
    "a gap of no record": (row('gap_over = "1 month"'), "a worker has no gap over", "here: role"),
    "a gap of what counts": (
        counts('activity = "case-supervision", when = { gap_over = "1 month" }'),
        "a worker has no gap over",
        "answered",
    ),
    "a pair that answers nothing": (
        rule("requirement", f'{ON_PAIR}when = {{ answered = "standards.met:no" }}  #!'),
        "asked of a record, and this rule is about none",
        "drop it",
    ),
    "a beginning that answers nothing": (
        rule("deadline", f'{BEGAN}unless = {{ gap_over = "1 month" }}  #!'),
        "asked of a record",
        "about an activity",
    ),
    "an unknown field": (
        rule("requirement", f'{ON_RECORD}when = {{ answered = "standards.meet:no" }}  #!'),
        'unknown field "standards.meet"',
        '"standards.met"',
    ),
    "an unknown answer": (
        rule("requirement", f'{ON_RECORD}when = {{ answered = "standards.met:not" }}  #!'),
        'unknown answer "not"',
        '"no"',
    ),
    "an unknown part of a record": (
        rule("deadline", f'{AFTER}when = {{ answered = "persent" }}  #!'),
        'unknown part of a record "persent"',
        '"present"',
    ),
    "an unknown answer of evidence": (
        evidence('answered = "standards.met:maybe"  #!\nactivity = "case-supervision"'),
        'unknown answer "maybe"',
        "yes, no",
    ),
    "a standing of nobody that is new": (row('standing_under = "6 weeks"'), "how long a standing may", "add standing"),
    "somebody whom no post names": (row('has = "mentor"'), '"mentor"', "supervisor, line-manager"),
    "both of one": (
        counts('activity = "observation", by = "supervisor", both = true'),
        "both asks for one",
        "name both",
    ),
    "a reading of what counts that is none": (
        counts('activity = "observation", under = "X-R:one"'),
        'unknown reading "X-R:one"',
        "at all yet",
    ),
    "what answers a deadline that is none": (
        rule("deadline", 'after = { event = "visit" }\nmust = { as = "seen" }  #!'),
        'unknown deadline "seen"',
        "write it out",
    ),
    "what answers, twice over": (
        rule("deadline", 'after = { event = "visit" }\nmust = { as = "r", step = "filed" }  #!'),
        "must names one of activity, step",
        "keep one",
    ),
    "a limit of no time": (rule("deadline", f'{AFTER}limit = "none"'), "limit is the last permitted", "add within"),
    "a limit before its time": (
        rule("deadline", f'{AFTER}within = "5 working days"\nlimit = "2 working days"'),
        "within (5 working days) may be longer than limit (2 working days)",
        "the longer one",
    ),
    "a limit of the next session": (
        rule("deadline", f'{AFTER}within = "next session"\nlimit = "2 weeks"'),
        "may be longer than limit",
        "the longer one",
    ),
    "a limit of a right": (
        rule(
            "deadline",
            'after = { step = "shared" }\nmay = { step = "disagreed" }\nwithin = "5 days"\nlimit = "none"',
        ),
        "limit is the last permitted",
        "drop limit",
    ),
    "a requirement that tests nothing": (
        rule("requirement", "on = { worker = true }"),
        "test is missing",
        'use = "baseline"',
    ),
    "a requirement of nothing": (rule("requirement", ""), "on and test is missing", "say on"),
    "the baseline's test and one's own": (
        rule("requirement", f'{ON_RECORD}use = "baseline"'),
        "takes what the baseline tests",
        "drop on and test",
    ),
    "an event of no case": (evidence('event = "visit"'), "events happen in cases", "of_cases = true"),
    "an unknown event of evidence": (
        evidence('event = "vist"  #!\nof_cases = true'),
        'unknown event "vist"',
        '"visit"',
    ),
    "once of what is held": (evidence('held = "observation"\nonce = true'), "once speaks of answered", "drop it"),
    "a limit of what is held": (evidence('held = "observation"\nlimit = true'), "limit speaks of in_time", "drop it"),
    "a gap between answers": (
        evidence('answered = "standards.met"\nactivity = "case-supervision"\ngap_over = "1 month"'),
        "gap_over speaks of held",
        "drop it",
    ),
    "the place of no step": (
        evidence('held = "observation"\nwhere = "file"'),
        "where is the place of a step",
        "add step",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line(name: str) -> None:
    """One finding that says what is wrong and how to mend it, at the key or the table."""
    body, said, mend = MISTAKES[name]
    (found,) = findings(body)
    assert said in found.message
    assert mend in (found.mend or "")
    lines = (HEAD + body).splitlines()
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("#!")]
    tables = [number for number, line in enumerate(lines, 1) if line.startswith("[[")]
    assert (found.path, found.line in {*marked, *tables}) == ("policy.toml", True)


SAID = {
    "an answer in a requirement": rule("requirement", f'{ON_RECORD}when = {{ answered = "standards.met:no" }}'),
    "a gap after a session": rule("deadline", f'{AFTER}when = {{ gap_over = "1 month" }}'),
    "a part in what counts": counts('activity = "case-supervision", unless = { answered = "present" }'),
    "actions, each": rule(
        "requirement", 'on = { activity = "case-supervision" }\ntest = "filled"\nof = ["actions.who", "actions.by"]'
    ),
    "a standing that is new": row('standing = "newly-qualified", standing_under = "6 weeks"'),
    "a newer standing before an older one": row('standing = "newly-qualified", standing_under = "6 weeks"')
    + '[[frequency.row]]\nid = "b"\nclause = "X-1"\nwhen = { standing = "newly-qualified" }\nevery = "2 months"\n',
    "a limit in working days": rule("deadline", f'{AFTER}within = "2 working days"\nlimit = "5 working days"'),
    "a recommended next session": rule("deadline", f'{AFTER}within = "next session"\nlimit = "none"'),
    "an interval of a case's own": row('category = "court"', "case") + 'agreed = "shorter"\n',
}


@pytest.mark.parametrize("body", SAID.values(), ids=SAID)
def test_what_can_be_said_is_taken(body: str) -> None:
    """The same words where they mean something."""
    assert findings(body) == []


def test_a_field_is_required_by_another_answer_and_by_no_gap() -> None:
    """A form's own answers may make a field required; how far back the last record lies may not."""
    asked = FORM.replace('type = "prose"', 'type = "prose"\nrequired = { answered = "standards.met:no" }')
    assert findings("", asked) == []
    (found,) = findings("", FORM.replace('type = "prose"', 'type = "prose"\nrequired = { gap_over = "1 month" }'))
    assert "a case has no gap over" in found.message


def test_a_longer_newness_above_a_shorter_one_leaves_it_nothing() -> None:
    """The row below is never reached."""
    newer = 'standing = "newly-qualified", standing_under = "6 {}"'
    below = f'[[frequency.row]]\nid = "b"\nclause = "X-1"\n{ROW.format(newer.format("weeks"))}'
    (found,) = findings(row(newer.format("months")) + below)
    assert found.code == "row-never-reached"
