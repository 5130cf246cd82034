"""overlay.toml: wrong words in it are findings with file, line, key and mend, and nothing in it can loosen."""

from __future__ import annotations

import pytest

from supctl.checks import CORE
from supctl.documents import Document
from supctl.errors import InputError
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.policy.overlay import own_rules, read_overlay

POLICY = """
[authority]
contract = 1
id = "merton"
name = "Merton"
[[frequency]]
id = "personal-supervision"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "all"
  every = "6 weeks"
  clause = ["C-1"]
[[interpretation]]
id = "R"
clause = ["C-1"]
says = "Unclear."
option = [{ id = "a", label = "A", default = true }, { id = "b", label = "B" }]
"""
CLAUSES = (
    '[[source]]\nid = "doc"\ntitle = "Doc"\n[[clause]]\nid = "C-1"\nsource = "doc"\nsection = "1"\nsays = "Said."\n'
)
OWN = """\
[[source]]
id = "ours"
title = "Our practice standards"

[[clause]]
id = "OWN-1"
source = "ours"
section = "2"
says = "Every four weeks here."

[[frequency]]
id = "own-supervision"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "everybody"
  every = "4 weeks"
  clause = ["OWN-1"]
"""
DEADLINE = """
[[deadline]]
id = "own-notes"
after = { activity = "personal-supervision" }
must = { step = "shared" }
within = "3 days"
clause = ["C-1"]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", POLICY), Document("clauses.toml", CLAUSES)))


def made(policy: Policy, text: str) -> Policy:
    return own_rules(read_overlay(Document("overlay.toml", text)), [policy])


def test_own_rules_may_cite_their_own_clauses_and_the_authority_s(policy):
    found = made(policy, OWN + DEADLINE)
    assert found.is_local
    assert [one.basis for one in found.frequencies] == ["local"]
    assert [found.clauses[one].source for one in ("OWN-1", "C-1")] == ["ours", "doc"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"personal-supervision" }]',
            '"personal-supervison" }]',
            ("unknown-activity", 13, 'did you mean "personal-supervision"?'),
        ),
        ('clause = ["OWN-1"]', 'clause = ["OWN-2"]', ("unknown-clause", 17, 'did you mean "OWN-1"?')),
        ('source = "ours"', 'source = "our"', ("unknown-source", 7, 'did you mean "ours"?')),
        (
            'id = "own-supervision"',
            'id = "personal-supervision"',
            ("id-twice", 12, 'call yours "own-personal-supervision"'),
        ),
        ('id = "OWN-1"', 'id = "C-1"', ("id-twice", 6, "give one of the two another id")),
        ('every = "4 weeks"', 'evry = "4 weeks"', ("unknown-key", 16, 'did you mean "every"?')),
        ('every = "4 weeks"', 'every = "4 weeks"\nunder = "R:a"', ("loosens", 17, "drop under")),
        (
            "  [[frequency.row]]",
            '  [[frequency.row]]\n  when = { category = "court" }',
            ("wrong-condition", 15, "conditions here"),
        ),
        ('must = { step = "shared" }', 'may = { step = "disagreed" }', ("loosens", 22, "must = {...}")),
        ('within = "3 days"', 'within = "3 dayz"', ("wrong-value", 23, "")),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_mend(policy, old, new, told):
    code, line, said = told
    text = OWN + DEADLINE
    assert text.count(old) >= 1
    with pytest.raises(InputError) as raised:
        made(policy, text.replace(old, new, 1))
    (found, *_) = [one for one in raised.value.findings if one.code == code]
    assert code in CORE
    assert (found.path, found.line) == ("overlay.toml", line)
    assert said in (found.mend or "")


def test_the_baseline_is_not_borrowed_by_own_rules(policy):
    with pytest.raises(InputError, match="where the authority asks for it"):
        made(policy, '[[frequency]]\nid = "own"\nuse = "baseline"\n')


@pytest.mark.parametrize("table", ["retention", "access", "chain", "criterion", "interpretation", "role"])
def test_an_overlay_holds_rules_that_ask_for_something_and_no_others(policy, table):
    with pytest.raises(InputError, match=f"overlay.toml:1: .*{table}"):
        made(policy, f'[[{table}]]\nid = "own"\n')


def test_everything_that_is_wrong_is_told_in_one_go(policy):
    text = (OWN + DEADLINE).replace("personal-supervision", "supervisionn").replace("shared", "sharde")
    with pytest.raises(InputError) as raised:
        made(policy, text)
    assert {one.code for one in raised.value.findings} == {"unknown-activity", "unknown-step"}
