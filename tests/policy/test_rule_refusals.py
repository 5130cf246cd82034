"""What the language of chains, criteria, retention and access refuses, at its line, with a mend."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import PolicyError
from supctl.policy import PolicyDocuments, read_policy

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'


def rule(table: str, body: str) -> str:
    title = 'title = "T"\n' if table in {"chain", "criterion"} else ""
    return f'[[{table}]]\nid = "r"\nclause = "X-1"\n{title}{body}\n'


def chain(step: str, body: str = "") -> str:
    return rule("chain", f'{body}\n[[chain.step]]\nid = "s"\nsays = "."\n{step}')


def criterion(evidence: str, body: str = "") -> str:
    return rule("criterion", f"{body}\n[[criterion.evidence]]\n{evidence}")


MISTAKES = {
    "a chain without steps": (rule("chain", ""), '"chain.step" is missing', "add step"),
    "a step that nobody takes": (chain(""), "nobody takes this step", "add by, by_role, or outside = true"),
    "two steps of one id": (
        chain('by = "supervisor"\n[[chain.step]]\nid = "s"\nsays = "."\noutside = true'),
        'two steps are called "s"',
        "give one another id",
    ),
    "an unknown kind": (chain('by = "supervisor"', 'kind = "quarrel"  #!'), '"quarrel"', "disagreement, practice"),
    "an unknown party": (chain('by = "superviser"  #!'), '"superviser"', '"supervisor"?'),
    "an unknown role of a step": (chain('by_role = "direcor"  #!'), 'unknown role "direcor"', '"director"?'),
    "an unknown role of the supervisor": (
        chain('by = "above"', 'with_role = "direcor"  #!'),
        'unknown role "direcor"',
        '"director"?',
    ),
    "a step no steps up": (chain('by = "above"\nlevel = 0  #!'), "greater than or equal to 1", ""),
    "an unknown clause of a step": (chain('by = "above"\nclause = "X-2"  #!'), 'unknown clause "X-2"', '"X-1"?'),
    "a time that is none": (chain('by = "above"\nwithin = "soon"  #!'), '"soon"', "write a number"),
    "a chain's condition that a worker cannot have": (
        chain('by = "above"', 'when = { category = "court" }  #!'),
        "a worker has no category",
        "conditions here: role",
    ),
    "a chain's condition that a case cannot have": (
        chain('by = "above"', 'subject = "case"\nwhen = { role = "student" }  #!'),
        "a case has no role",
        "conditions here: category",
    ),
    "evidence of two things": (
        criterion('held = "observation"\nin_time = "f"'),
        "evidence names one of in_time, held",
        "keep one",
    ),
    "evidence of nothing": (criterion('activity = "observation"'), "evidence names one of", "keep one"),
    "fields of no records": (criterion('answered = "s.one"'), "name the activity of the records", "add or drop"),
    "records of what is held": (
        criterion('held = "observation"\nactivity = "observation"'),
        "name the activity of the records",
        "add or drop activity",
    ),
    "an age of what has none": (
        criterion('step = "signed"\nactivity = "observation"\nnewer_than = "1 year"'),
        "newer_than speaks of held, item and event",
        "drop it",
    ),
    "a party to no step": (criterion('held = "observation"\nby = "supervisor"'), "by says who took a step", "add step"),
    "an unknown activity, held": (criterion('held = "observaton"  #!'), 'activity "observaton"', '"observation"'),
    "an unknown step": (criterion('step = "sined"  #!\nactivity = "observation"'), '"sined"', '"signed"?'),
    "an unknown frequency": (
        criterion('in_time = "monthly"  #!'),
        'unknown frequency or deadline "monthly"',
        "no frequency or deadline",
    ),
    "an unknown requirement": (criterion('requirement = "an-hour"  #!'), 'unknown requirement "an-hour"', "at all yet"),
    "facts that decide with no evidence": (rule("criterion", "judged = false"), "facts decide needs evidence", "add"),
    "a gap that decides with no evidence": (rule("criterion", "missing_decides = true"), "needs evidence", "add"),
    "a criterion's condition that a worker cannot have": (
        criterion('held = "observation"', 'when = { category = "court" }  #!'),
        "a worker has no category",
        "conditions here",
    ),
    "a worker's records counted from a closing": (
        rule("retention", 'keep = "1 year"\ncounted_from = "closed"'),
        'the records of a worker are counted from "ended" or "record"',
        "set one of them",
    ),
    "a case's records counted from a leaving": (
        rule("retention", 'subject = "case"\nkeep = "1 year"'),
        'the records of a case are counted from "closed" or "record"',
        "set one of them",
    ),
    "a subject that keeps no records": (rule("retention", 'subject = "pair"  #!'), '"pair"', "worker, case, team"),
    "an unknown activity that is kept": (rule("retention", 'activity = "observaton"  #!'), '"observaton"', ""),
    "a reader who is nobody": (rule("access", ""), "nobody may read by this", "add by, by_role, purpose or"),
    "a level of nobody above": (rule("access", 'by = "supervisor"\nlevel = 1'), "level counts", 'by = "above"'),
    "an unknown activity that is read": (
        rule("access", 'by = "above"\nof = "observaton"  #!'),
        'unknown activity "observaton"',
        '"observation"?',
    ),
    "an access that a worker cannot have": (
        rule("access", 'by = "above"\nwhen = { category = "court" }  #!'),
        "a worker has no category",
        "conditions here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line(name: str) -> None:
    """One finding that says what is wrong and how to mend it, at the key or the table."""
    body, said, mend = MISTAKES[name]
    with pytest.raises(PolicyError) as refused:
        read_policy(PolicyDocuments(Document("policy.toml", HEAD + body), Document("clauses.toml", CLAUSES)))
    (found,) = refused.value.findings
    assert said in found.message
    assert mend in (found.mend or "")
    lines = (HEAD + body).splitlines()
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("#!")]
    tables = [number for number, line in enumerate(lines, 1) if line.startswith("[[")]
    assert (found.path, found.line in (marked or tables)) == ("policy.toml", True)


@pytest.mark.parametrize("table", ["chain", "criterion", "retention", "access"])
def test_two_rules_of_one_id_are_refused(table: str) -> None:
    bodies = {"chain": chain('by = "above"'), "access": rule("access", 'by = "above"')}
    body = bodies.get(table, rule(table, ""))
    with pytest.raises(PolicyError, match=r'"r" is the id of something at policy\.toml:5 too'):
        read_policy(PolicyDocuments(Document("policy.toml", HEAD + body * 2), Document("clauses.toml", CLAUSES)))
