"""What the language of forms refuses: each mistake with its file, its line, its key and a mend."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import Finding, PolicyError
from supctl.policy import PolicyDocuments, read_policy

POLICY = """
[authority]
contract = 1
id = "x"
name = "X"
"""
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
HEAD = 'id = "f"\ntitle = "F"\nactivity = "personal-supervision"\nclause = "X-1"\n'
SECTION = '[[section]]\nid = "s"\ntitle = "S"\n'
RULES = {
    "requirement": '[[requirement]]\nid = "r"\nclause = "X-1"\ntest = "filled"\non = { form = "f" }\n',
    "must": '[[deadline]]\nid = "d"\nclause = "X-1"\nafter = { activity = "personal-supervision" }\n',
    "criterion": '[[criterion]]\nid = "frequency"\ntitle = "C"\nclause = "X-1"\n',
}


def field(body: str, id_: str = "one") -> str:
    """A field of a section; its own lines decide where a mistake stands."""
    return f'[[section.field]]\nid = "{id_}"\nlabel = "One"\n{body}\n'


def form(*fields: str, head: str = "", section: str = "") -> str:
    return HEAD + head + SECTION + section + "".join(fields or (field(""),))


def findings(form_text: str, rules: str = "") -> list[Finding]:
    """Everything that is wrong with a policy of one form; nothing, where it is read."""
    documents = [Document("policy.toml", POLICY + rules), Document("clauses.toml", CLAUSES)]
    try:
        read_policy(PolicyDocuments(*documents, (Document("forms/f.toml", form_text),)))
    except PolicyError as error:
        return list(error.findings)
    return []


# A form with one mistake, on the line that ends in `#!`, or in the table that begins there; what is said; the mend.
MISTAKES = {
    "an unknown key of a form": (form(head='titel = "T"  #!\n'), 'unknown key "titel"', 'did you mean "title"?'),
    "an unknown key of a section": (form(section='titel = "T"  #!\n'), 'unknown key "titel"', '"title"?'),
    "an unknown key of a field": (form(field("requird = true  #!")), 'unknown key "requird"', '"required"?'),
    "a form without a clause": (form().replace('clause = "X-1"\n', ""), '"clause" is missing', "add clause = ..."),
    "a form without sections": (HEAD, '"section" is missing', "add section = ..."),
    "a section without fields": (HEAD + SECTION.replace("]]\n", "]]  #!\n"), '"section.field" is missing', "add field"),
    "an id with capitals": (form(field("").replace('"one"', '"One"  #!')), "should match pattern", ""),
    "an unknown field type": (form(field('type = "proze"  #!')), 'word for "section.field.type" "proze"', '"prose"?'),
    "an unknown part": (form(field('part = "minits"  #!')), '"minits"', '"minutes"?'),
    "an unknown known": (form(field('known = "superviser"  #!')), '"superviser"', '"supervisor"?'),
    "a choice without options": (form(field('type = "choice"')), "of type choice needs options", "add options = ..."),
    "options of what is no choice": (
        form(field('type = "date"\noptions = ["a"]')),
        "options says nothing of a field of type date",
        "drop it, or set type = choice",
    ),
    "rows without columns": (form(field('type = "rows"')), "of type rows needs columns", "[[section.field.column]]"),
    "columns of what is no list of rows": (
        form(field('type = "text"\ncolumn = [{ id = "a", label = "A" }]')),
        "column says nothing of a field of type text",
        "set type = rows",
    ),
    "a choice column without options": (
        form(field('type = "rows"\ncolumn = [{ id = "a", label = "A", type = "choice" }]  #!')),
        "a column of type choice has options",
        "set the type or drop options",
    ),
    "an unknown column of actions": (
        form(field('type = "actions"\ncolumn = [{ id = "when", label = "When" }]')),
        'unknown column "when" of actions',
        "what, who or by",
    ),
    "a signature without a party": (form(field('type = "signature"')), "of type signature needs party", "add party"),
    "a party of what is no signature": (form(field('party = "supervisee"')), "party says nothing", "type = signature"),
    "a statement that says nothing": (form(field('type = "statement"')), "of type statement needs says", "add says"),
    "a rating without ends": (form(field('type = "rating"\nlowest = 0')), "needs lowest and highest", "highest = 10"),
    "a rating upside down": (form(field('type = "rating"\nlowest = 9\nhighest = 1')), "needs lowest and highest", ""),
    "evidence of nothing": (form(field('type = "evidence"')), "needs criterion or evidence", "say what is worked out"),
    "a part of another type": (form(field('type = "prose"\npart = "date"')), "no field of type prose", "type = date"),
    "a part that is known besides": (
        form(field('type = "person"\npart = "supervisee"\nknown = "supervisee"')),
        "part is filled in by itself",
        "drop known",
    ),
    "many of what there is one of": (form(field('type = "date"\nmany = true')), "many says nothing", "type = choice"),
    "two sections of one id": (form() + SECTION + field(""), 'two sections are called "s"', "give one another id"),
    "two fields of one id": (form(field(""), field("")), 'two fields are called "one"', "give one another id"),
    "a section called draft": (form().replace('"s"', '"draft"'), 'no section may be called "draft"', "another id"),
    "an unknown activity": (
        form().replace('"personal-supervision"', '"personal-supervison"  #!'),
        'unknown activity "personal-supervison"',
        '"personal-supervision"?',
    ),
    "an unknown clause": (form().replace('"X-1"', '"X-2"  #!'), 'unknown clause "X-2"', '"X-1"?'),
    "an unknown clause of a field": (form(field('clause = "X-2"  #!')), 'unknown clause "X-2"', '"X-1"?'),
    "an unknown criterion": (form(field('criterion = "frequncy"  #!')), 'unknown criterion "frequncy"', "no criterion"),
    "an unknown role in a condition": (
        form(field('when = { role = "studnt" }  #!')),
        'unknown role "studnt"',
        '"student"?',
    ),
    "a condition that a case cannot have": (
        form(field(""), head='subject = "case"\nwhen = { role = "student" }  #!\n'),
        "a case has no role",
        "conditions here: category, approval, event, team_kind",
    ),
    "a section's condition that a worker cannot have": (
        form(section='unless = { category = "court" }  #!\n'),
        "a worker has no category",
        "conditions here: role",
    ),
    "a required that a worker cannot have": (
        form(field('required = { category = "court" }  #!')),
        "a worker has no category",
        "conditions here: role",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line(name: str) -> None:
    """One finding, in the form's file, that says what is wrong and how to mend it."""
    text, said, mend = MISTAKES[name]
    (found,) = findings(text)
    assert said in found.message
    assert mend in (found.mend or "")
    assert found.path == "forms/f.toml"
    marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("#!")]
    tables = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[section")]
    assert found.line in (marked or [1, *tables])


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (RULES["requirement"] + 'of = "s.two"\n', "of"),
        (RULES["must"] + 'must = { field = "s.two" }\n', "field"),
        (RULES["criterion"] + 'evidence = [{ answered = "s.two", activity = "observation" }]\n', "answered"),
    ],
)
def test_a_rule_about_a_field_that_no_form_has_is_refused(rule: str, key: str) -> None:
    """At the rule's own line, with the nearest field that there is."""
    (found,) = findings(form(), rule)
    assert found.message == 'unknown field "s.two"'
    assert found.mend == 'did you mean "s.one"?'
    assert found.path == "policy.toml"
    assert found.line == 1 + next(n for n, line in enumerate((POLICY + rule).splitlines()) if f"{key} = " in line)


def test_two_forms_of_one_id_are_refused() -> None:
    documents = [Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)]
    twice = (Document("forms/f.toml", form()), Document("forms/g.toml", form()))
    with pytest.raises(PolicyError, match=r'forms/g\.toml:1: "f" is the id of something at forms/f\.toml:1 too'):
        read_policy(PolicyDocuments(*documents, twice))


def test_every_mistake_of_a_form_is_named_in_one_go() -> None:
    text = form(field('type = "choice"'), field('type = "signature"', "two"), field("requird = true", "three"))
    assert len(findings(text)) == 3


@pytest.mark.parametrize(
    "body",
    [
        'type = "choice"\noptions = ["a", "b"]\nmany = true\nat_most = 2',
        'type = "rating"\nlowest = 0\nhighest = 10',
        'type = "rows"\npart = "reviewed"',
        'type = "rows"\ncolumn = [{ id = "a", label = "A" }]',
        'type = "actions"\ncolumn = [{ id = "what", label = "Task" }]',
        'type = "signature"\nparty = "supervisee"\ndate_label = "Date"',
        'type = "statement"\nsays = "Read this."',
        'type = "evidence"\nevidence = [{ held = "observation" }]',
        'type = "person"\npart = "supervisee"',
        'type = "text"\nknown = "role"',
        'type = "date"\nrequired = { role = "student" }\nwhen = { holds_cases = true }',
        'type = "prose"\nprompt = ["One?", "Two?"]\nadded = true',
    ],
)
def test_what_a_field_may_be(body: str) -> None:
    assert findings(form(field(body))) == []
