"""Ids that stand twice and names that lead nowhere, each said at its line with a mend."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import PolicyError
from supctl.policy import PolicyDocuments, read_policy

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
FORM = """\
id = "f"
title = "F"
activity = "observation"
clause = "X-1"
[[section]]
id = "a"
title = "A"
[[section.field]]
id = "b"
label = "B"
type = "text"
"""


def problems(rules: str = "", clauses: str = CLAUSES, forms: tuple[str, ...] = (FORM,)) -> list[str]:
    """What is wrong, as it is said."""
    documents = PolicyDocuments(
        policy=Document("policy.toml", HEAD + rules),
        clauses=Document("clauses.toml", clauses),
        forms=tuple(Document(f"forms/{number}.toml", form) for number, form in enumerate(forms, 1)),
    )
    try:
        read_policy(documents)
    except PolicyError as error:
        return [str(one) for one in error.findings]
    return []


ACTIVITY = '[[activity]]\nid = "a"\nname = "A"\n'
ROLE = '[[role]]\nid = "r"\ngroup = "manager"\n'
READING = """\
[[interpretation]]
id = "i"
clause = "X-1"
says = "."
[[interpretation.option]]
id = "o"
label = "O"
default = true
[[interpretation.option]]
id = "p"
label = "P"
"""
REQUIREMENT = '[[requirement]]\nid = "q"\non = { form = "f" }\ntest = "filled"\nof = "a.b"\nclause = "X-1"\n'
DEADLINE = """\
[[deadline]]
id = "d"
after = { activity = "observation" }
must = { step = "shared" }
within = "next session"
session = "group-supervision"
clause = "X-1"
"""


def test_what_is_right_is_not_complained_of() -> None:
    assert problems(ACTIVITY + ROLE + READING + REQUIREMENT + DEADLINE) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (ACTIVITY * 2, 'policy.toml:9: "a" is the id of something at policy.toml:5 too'),
        (ROLE * 2, 'policy.toml:9: "r" is the id of something at policy.toml:5 too'),
        (READING.replace('"p"', '"o"'), 'policy.toml:14: "o" is the id of something at policy.toml:9 too'),
        (REQUIREMENT.replace('"f"', '"g"'), 'policy.toml:7: unknown form "g"'),
        (DEADLINE.replace("group-", "grop-"), 'policy.toml:10: unknown activity "grop-supervision"'),
    ],
    ids=["activity", "role", "option", "form", "session"],
)
def test_in_policy_toml(rules: str, said: str) -> None:
    (found,) = problems(rules)
    assert found.startswith(f"{said}\n  mend: ")


def test_a_document_twice() -> None:
    (found,) = problems(clauses='[[source]]\nid = "x"\ntitle = "Y"\n' + CLAUSES)
    assert found.startswith('clauses.toml:5: "x" is the id of something at clauses.toml:1 too\n  mend: ')


def test_two_forms_of_one_id_are_named_with_both_files() -> None:
    (found,) = problems(forms=(FORM, FORM.replace('"F"', '"G"')))
    assert found.startswith('forms/2.toml:1: "f" is the id of something at forms/1.toml:1 too\n  mend: ')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"observation"', '"observashun"', 'forms/1.toml:3: unknown activity "observashun"'),
        ('"text"', '"txt"', 'forms/1.toml:11: unknown word for "section.field.type" "txt"'),
        ('"X-1"', '"X-2"', 'forms/1.toml:4: unknown clause "X-2"'),
    ],
)
def test_in_a_form(old: str, new: str, said: str) -> None:
    (found,) = problems(forms=(FORM.replace(old, new),))
    assert found.startswith(f"{said}\n  mend: did you mean ")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    rules = (ACTIVITY * 2 + REQUIREMENT).replace('"f"', '"g"').replace('"X-1"', '"X-2"')
    found = problems(rules, forms=(FORM.replace("observation", "observashun"),))
    assert len(found) == 4
