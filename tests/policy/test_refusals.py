"""What the policy language refuses: each mistake with its file, its line, its key and a mend."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from supctl.documents import Document
from supctl.errors import Finding, PolicyError
from supctl.policy import PolicyDocuments, read_policy

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
CLAUSES = """\
[[source]]
id = "x"
title = "A policy"
[[clause]]
id = "X-1"
source = "x"
section = "1"
says = "Often enough."
"""
READING = """\
[[interpretation]]
id = "X-R"
clause = "X-1"
says = "Unclear."
option = [{ id = "one", label = "One", default = true }, { id = "two", label = "Two" }]
"""


def frequency(*rows: str, subject: str = "worker", counts: str = '{ activity = "personal-supervision" }') -> str:
    """A frequency policy with these rows; what stands in a row decides its line."""
    top = f'[[frequency]]\nid = "f"\nsubject = "{subject}"\ncounts = [{counts}]\n'
    return top + "".join(
        f'[[frequency.row]]\nid = "row-{number}"\nclause = "X-1"\n{row}\n' for number, row in enumerate(rows)
    )


def rule(table: str, body: str) -> str:
    """A deadline or a requirement."""
    return f'[[{table}]]\nid = "r"\nclause = "X-1"\n{body}\n'


def findings(body: str, clauses: str = CLAUSES) -> list[Finding]:
    """Everything that is wrong with a policy; nothing, where it is read."""
    try:
        read_policy(PolicyDocuments(Document("policy.toml", HEAD + body), Document("clauses.toml", clauses)))
    except PolicyError as error:
        return list(error.findings)
    return []


@dataclass(frozen=True)
class Mistake:
    """A policy with one mistake, on the line that ends in `#!`; what the finding says and how it is mended."""

    body: str
    code: str
    says: str
    mend: str
    clauses: str = CLAUSES

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line that has to be named."""
        file, text = ("policy.toml", HEAD + self.body) if "#!" in self.body else ("clauses.toml", self.clauses)
        return file, next(number for number, line in enumerate(text.splitlines(), 1) if line.endswith("#!"))


MISTAKES = {
    # keys and words
    "an unknown key": Mistake(
        frequency('evry = "4 weeks"  #!\nexempt = true'), "unknown-key", 'unknown key "evry"', 'did you mean "every"?'
    ),
    "an unknown table": Mistake(
        "[[frequncy]]  #!\nid = 'f'\n", "unknown-key", '"frequncy"', 'did you mean "frequency"?'
    ),
    "an unknown key with dots": Mistake("[words]\n[wrds.event]  #!\nx = 1\n", "unknown-key", '"wrds"', '"words"'),
    "an unknown key of a condition": Mistake(
        frequency('every = "4 weeks"\nwhen = { rol = "student" }  #!'), "unknown-key", '"rol"', 'did you mean "role"?'
    ),
    "an unknown role": Mistake(
        frequency('every = "4 weeks"\nwhen = { role = "studnt" }  #!'), "unknown-role", '"studnt"', '"student"'
    ),
    "an unknown role group": Mistake(
        frequency('every = "4 weeks"\nwhen = { role_group = "managers" }  #!'),
        "unknown-role-group",
        '"managers"',
        '"manager"',
    ),
    "an unknown standing": Mistake(
        frequency('every = "4 weeks"\nwhen = { standing = "newly-qualifed" }  #!'),
        "unknown-standing",
        "qualifed",
        '"newly-qualified"',
    ),
    "an unknown category": Mistake(
        frequency('every = "4 weeks"\nwhen = { category = "child-protecton" }  #!', subject="case"),
        "unknown-category",
        "protecton",
        '"child-protection"',
    ),
    "an unknown event": Mistake(
        frequency('every = "4 weeks"\nwhen = { event = "visits" }  #!', subject="case"),
        "unknown-event",
        '"visits"',
        '"visit"',
    ),
    "an unknown activity": Mistake(
        '[[frequency]]\nid = "f"\ncounts = [{ activity = "supervison" }]  #!\n'
        '[[frequency.row]]\nid = "a"\nclause = "X-1"\nevery = "4 weeks"\n',
        "unknown-activity",
        '"supervison"',
        "did you mean",
    ),
    "an unknown step": Mistake(
        rule("deadline", 'after = { activity = "appraisal" }\nmust = { step = "share" }  #!'),
        "unknown-step",
        '"share"',
        '"shared"',
    ),
    "an unknown role of a giver": Mistake(
        frequency("exempt = true", counts='{ activity = "observation", by_role = "manger" }').replace(
            "]\n[[f", "]  #!\n[[f", 1
        ),
        "unknown-role",
        '"manger"',
        "",
    ),
    "a condition that a case cannot have": Mistake(
        frequency('every = "4 weeks"\nwhen = { role = "student" }  #!', subject="case"),
        "wrong-condition",
        "a case has no role",
        "category",
    ),
    # clauses, sources and readings
    "a clause that does not exist": Mistake(
        '[[deadline]]\nid = "d"\nclause = "X-2"  #!\nafter = { began = "pair" }\nmust = { activity = "agreement" }\n',
        "unknown-clause",
        '"X-2"',
        '"X-1"',
    ),
    "a rule without clause": Mistake(
        '[[deadline]]  #!\nid = "d"\nafter = { began = "pair" }\nmust = { activity = "agreement" }\n',
        "missing-key",
        "clause",
        "add clause",
    ),
    "an empty list of clauses": Mistake(
        '[[deadline]]\nid = "d"\nclause = []  #!\nafter = { began = "pair" }\nmust = { activity = "agreement" }\n',
        "wrong-value",
        "clause",
        "",
    ),
    "a source that does not exist": Mistake(
        "", "unknown-source", '"y"', "", clauses=CLAUSES.replace('source = "x"', 'source = "y"  #!')
    ),
    "a reading that does not exist": Mistake(
        READING + frequency('every = "4 weeks"\nunder = "X-R:three"  #!'), "unknown-reading", "X-R:three", "X-R:t"
    ),
    "a reading where there is none": Mistake(
        frequency('every = "4 weeks"\nunder = "X-R:one"  #!'), "unknown-reading", "X-R:one", "no reading at all yet"
    ),
    "a reading with one option": Mistake(
        READING.replace("[[interpretation]]", "[[interpretation]]  #!").replace(', { id = "two", label = "Two" }', ""),
        "wrong-value",
        "two options or more",
        "default = true",
    ),
    "two rows of one id": Mistake(
        frequency('every = "4 weeks"\nwhen = { role = "student" }', "exempt = true").replace(
            'id = "row-1"', 'id = "row-0"  #!'
        ),
        "id-twice",
        '"row-0"',
        "another id",
    ),
    "two clauses of one id": Mistake(
        "",
        "id-twice",
        '"X-1"',
        "another id",
        clauses=CLAUSES + '[[clause]]\nid = "X-1"  #!\nsource = "x"\nsection = "2"\nsays = "."\n',
    ),
    "a deadline and a requirement of one id": Mistake(
        rule("deadline", 'after = { began = "pair" }\nmust = { activity = "agreement" }')
        + rule("requirement", 'on = { worker = true }\ntest = "held"\nitem = "appraisal"').replace(
            'id = "r"', 'id = "r"  #!'
        ),
        "id-twice",
        '"r"',
        "another id",
    ),
    # schedules
    "a row with two schedules": Mistake(
        frequency('every = "4 weeks"\nexempt = true').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "a row says one of",
        "keep one",
    ),
    "a row without a schedule": Mistake(
        frequency("").replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "a row says one of",
        "keep one",
    ),
    "first longer than every": Mistake(
        frequency('every = "4 weeks"\nfirst = "1 month"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "first (1 month) may be longer than every (4 weeks)",
        "make first the shorter one",
    ),
    "a limit that may be shorter than every": Mistake(
        frequency('every = "1 month"\nlimit = "30 days"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "every (1 month) may be longer than limit (30 days)",
        "make limit the longer one",
    ),
    "times without per": Mistake(
        frequency("times = 2").replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "times and per go together",
        "per = ",
    ),
    "per without times": Mistake(
        frequency('every = "4 weeks"\nper = "1 month"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "times and per go together",
        "times = ",
    ),
    "agreed only, and every": Mistake(
        frequency('every = "4 weeks"\nagreed = "only"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        'agreed = "only"',
        "drop every",
    ),
    "a limit without every": Mistake(
        frequency('agreed = "only"\nlimit = "3 months"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "need every",
        "every = ",
    ),
    "approved without the approval": Mistake(
        frequency('every = "12 weeks"\napproved = { by_role = "director" }', subject="case").replace(
            "[[frequency.row]]", "[[frequency.row]]  #!"
        ),
        "wrong-value",
        "approved needs the approval",
        'approval = "longer-interval"',
    ),
    "a frequency in working days": Mistake(
        frequency('every = "20 working days"').replace("[[frequency.row]]", "[[frequency.row]]  #!"),
        "wrong-value",
        "not counted in working days",
        "days, weeks",
    ),
    "an interval that says two things": Mistake(
        frequency('every = "bi-monthly"  #!'), "wrong-value", '"bi-monthly" is not an interval', "say 2 months"
    ),
    "an interval that is no text": Mistake(
        frequency("every = 28  #!"), "wrong-value", "28 is not an interval", "in quotes"
    ),
    "no rows": Mistake(
        '[[frequency]]  #!\nid = "f"\ncounts = [{ activity = "appraisal" }]\n',
        "wrong-value",
        "needs what it counts, and rows",
        "add",
    ),
    "rows beside the baseline's": Mistake(
        frequency('every = "4 weeks"')
        .replace('subject = "worker"', 'use = "baseline"')
        .replace("[[frequency]]", "[[frequency]]  #!"),
        "wrong-value",
        "has no rows of its own",
        "drop use",
    ),
    # rows that nothing reaches
    "a row below one that takes everything": Mistake(
        frequency('every = "4 weeks"', 'exempt = true\nwhen = { role = "student" }').replace(
            '[[frequency.row]]\nid = "row-1"', '[[frequency.row]]  #!\nid = "row-1"'
        ),
        "row-never-reached",
        '"row-1" is never reached: "row-0"',
        "narrower row first",
    ),
    "a role below its group": Mistake(
        frequency(
            'every = "4 weeks"\nwhen = { role_group = "manager" }', 'exempt = true\nwhen = { role = "team-manager" }'
        ).replace('[[frequency.row]]\nid = "row-1"', '[[frequency.row]]  #!\nid = "row-1"'),
        "row-never-reached",
        '"row-1"',
        "narrower row first",
    ),
    "a tenure below a longer one": Mistake(
        frequency(
            'every = "4 weeks"\nwhen = { tenure_under = "6 months" }',
            'exempt = true\nwhen = { tenure_under = "6 weeks" }',
        ).replace('[[frequency.row]]\nid = "row-1"', '[[frequency.row]]  #!\nid = "row-1"'),
        "row-never-reached",
        '"row-1"',
        "narrower row first",
    ),
    # deadlines
    "after with two triggers": Mistake(
        rule("deadline", 'after = { began = "pair", event = "visit" }  #!\nmust = { activity = "agreement" }'),
        "wrong-value",
        "after names one of",
        "keep one",
    ),
    "after with no trigger": Mistake(
        rule("deadline", 'after = { category = "court" }  #!\nmust = { activity = "agreement" }'),
        "wrong-value",
        "after names one of",
        "keep one",
    ),
    "a duty and a right in one": Mistake(
        rule(
            "deadline",
            'after = { began = "pair" }\nmust = { step = "shared" }\nmay = { step = "disagreed" }\nwithin = "1 week"',
        ).replace("[[deadline]]", "[[deadline]]  #!"),
        "wrong-value",
        "must, or may",
        "one of the two",
    ),
    "neither duty nor right": Mistake(
        rule("deadline", 'after = { activity = "appraisal" }').replace("[[deadline]]", "[[deadline]]  #!"),
        "wrong-value",
        "must, or may",
        "one of the two",
    ),
    "a right without a window": Mistake(
        rule("deadline", 'after = { activity = "appraisal" }\nmay = { step = "disagreed" }').replace(
            "[[deadline]]", "[[deadline]]  #!"
        ),
        "wrong-value",
        "needs a window",
        "within = ",
    ),
    "silence that settles a duty": Mistake(
        rule(
            "deadline",
            'after = { activity = "appraisal" }\nmust = { step = "shared" }\nsilence = "agreed"\nwithin = "1 week"',
        ).replace("[[deadline]]", "[[deadline]]  #!"),
        "wrong-value",
        "silence settles a right",
        "drop silence",
    ),
    "a duty of two things": Mistake(
        rule("deadline", 'after = { began = "pair" }\nmust = { step = "shared", event = "visit" }  #!'),
        "wrong-value",
        "must names one of",
        "keep one",
    ),
    # requirements
    "a test that lacks what it needs": Mistake(
        rule("requirement", 'on = { activity = "appraisal" }\ntest = "count"\nof = "cases"').replace(
            "[[requirement]]", "[[requirement]]  #!"
        ),
        "wrong-value",
        "the test count needs min or max",
        "add min",
    ),
    "a test of two things": Mistake(
        rule("requirement", 'on = { worker = true, case = true }  #!\ntest = "held"\nitem = "appraisal"'),
        "wrong-value",
        "on names one of",
        "keep one",
    ),
    "an unknown test": Mistake(
        rule("requirement", 'on = { worker = true }\ntest = "hold"  #!\nitem = "appraisal"'),
        "wrong-value",
        "hold",
        'did you mean "held"',
    ),
    # TOML itself
    "a syntax error": Mistake('[[frequency]]\nid = = "f"  #!\n', "not-toml", "not TOML", "quotes"),
    "a table written twice": Mistake("[words]\n[words]  #!\n", "not-toml", "twice", "keep one"),
    "a key written twice": Mistake('[words]\nevent = "a"\nevent = "b"  #!\n', "not-toml", "twice", "keep one"),
    "a day that no month has": Mistake(
        rule("deadline", 'after = { began = "pair" }\nmust = { activity = "agreement" }\nfrom = 2026-02-30  #!'),
        "not-toml",
        "2026-02-30",
        "a day that the month has",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line_and_its_mend(mistake: Mistake) -> None:
    """One finding, and it says what is wrong, where, and what to do."""
    (found,) = findings(mistake.body, mistake.clauses)
    assert (found.path, found.line) == mistake.place
    assert found.code == mistake.code
    assert mistake.says in found.message
    assert mistake.mend in (found.mend or "")
    assert found.mend


SAYS_NOTHING = {
    "an interval of no length": frequency('every = "0 weeks"'),
    "an agreement beside a quota": frequency('times = 2\nper = "1 month"\nagreed = "shorter"'),
    "an agreement beside an exemption": frequency('exempt = true\nagreed = "any"'),
    "an agreement of a team, which makes none": frequency('agreed = "only"', subject="team"),
    "an exemption that waits for the first": frequency("exempt = true\nafter_first = true"),
    "a rule that ends before it begins": frequency('every = "4 weeks"\nfrom = 2026-02-01\nto = 2026-01-01'),
    "a limit in working days": frequency('every = "4 weeks"\nlimit = "90 working days"'),
    "a step taken by others than the parties": frequency(
        'every = "4 weeks"', counts='{ activity = "observation", step = "shared", by = "other" }'
    ),
    "a session given by the supervisee": frequency(
        'every = "4 weeks"', counts='{ activity = "observation", by = "supervisee" }'
    ),
    "a place of something that is no step": frequency(
        'every = "4 weeks"', counts='{ activity = "observation", where = "archive" }'
    ),
}


@pytest.mark.parametrize("body", SAYS_NOTHING.values(), ids=SAYS_NOTHING)
def test_what_could_never_mean_anything_is_refused(body: str) -> None:
    """A rule that reads well and does nothing is worse than one that is refused."""
    assert [finding for finding in findings(body) if finding.mend]


def test_every_mistake_is_found_in_one_go() -> None:
    """Two files with three mistakes give three findings, each at its own line."""
    body = frequency('evry = "4 weeks"') + rule("deadline", "after = { }")
    found = findings(body, CLAUSES.replace("title", "titel"))
    assert {(finding.path, finding.code) for finding in found} >= {
        ("policy.toml", "unknown-key"),
        ("policy.toml", "wrong-value"),
        ("clauses.toml", "unknown-key"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        ('every = "4 weeks"\nwhen = { role = "student" }', 'every = "2 weeks"'),
        ('every = "4 weeks"\nwhen = { role = "team-manager" }', 'exempt = true\nwhen = { role_group = "manager" }'),
        (
            'every = "1 week"\nwhen = { tenure_under = "6 weeks" }',
            'every = "2 weeks"\nwhen = { tenure_under = "6 months" }',
        ),
        (
            'every = "1 week"\nwhen = { tenure_under = "4 weeks" }',
            'every = "2 weeks"\nwhen = { tenure_under = "1 month" }',
        ),
        ('every = "4 weeks"\nunless = { role = "student" }', "exempt = true"),
        ('every = "4 weeks"\nto = 2026-01-31', 'every = "2 weeks"\nfrom = 2026-02-01'),
        ('every = "4 weeks"\nunder = "X-R:one"', 'every = "2 weeks"\nunder = "X-R:two"'),
    ],
)
def test_a_row_that_some_day_reaches_is_taken(rows: tuple[str, str]) -> None:
    """The narrower row first, or the two at different times or under different readings."""
    assert findings(READING + frequency(*rows)) == []


def test_an_approved_row_leaves_days_to_the_row_below() -> None:
    """Without a good approval the next row governs."""
    approved = 'every = "12 weeks"\nwhen = { approval = "longer-interval" }\napproved = { by_role = "director" }'
    again = 'every = "8 weeks"\nwhen = { approval = "longer-interval" }'
    assert findings(frequency(approved, again, subject="case")) == []
