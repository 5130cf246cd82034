"""The national baseline is heard only where a policy asks for it, and is labelled as such."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import PolicyError
from supctl.policy import Policy, PolicyDocuments, read_policy


def policy(authority: str, frequencies: str) -> Policy:
    """A policy with one clause of its own."""
    head = f'[authority]\ncontract = 1\nid = "{authority}"\nname = "{authority}"\n'
    source = '[[source]]\nid = "s"\ntitle = "T"\n'
    clauses = source + f'[[clause]]\nid = "{authority}-1"\nsource = "s"\nsection = "1"\nsays = "."\n'
    return read_policy(PolicyDocuments(Document("policy.toml", head + frequencies), Document("clauses.toml", clauses)))


def table(name: str, clause: str, every: str) -> str:
    """A frequency policy of one row."""
    return (
        f'[[frequency]]\nid = "{name}"\ncounts = [{{ activity = "{name}" }}]\n'
        f'[[frequency.row]]\nid = "all"\nclause = "{clause}"\nevery = "{every}"\n'
    )


ASKED = '[[frequency]]\nid = "personal-supervision"\nuse = "baseline"\n'
BASELINE = policy("nat", table("personal-supervision", "nat-1", "1 month") + table("appraisal", "nat-1", "1 year"))


def test_rows_are_taken_where_the_policy_asks() -> None:
    """The one that asks gets the baseline's rows and clauses, labelled; the other keeps its own."""
    own = policy("own", ASKED + table("observation", "own-1", "6 months")).with_baseline(BASELINE)
    taken, kept = own.frequencies
    assert (taken.id, taken.basis, str(taken.row[0].every)) == ("personal-supervision", "baseline", "1 month")
    assert (kept.id, kept.basis) == ("observation", "policy")
    assert own.clauses["nat-1"].section == "1"


def test_nothing_else_of_the_baseline_is_heard() -> None:
    """A rule that the policy does not ask for stays out of it, and so do clauses when nothing is asked for."""
    asking = policy("own", ASKED).with_baseline(BASELINE)
    silent = policy("own", table("observation", "own-1", "6 months"))
    assert [frequency.id for frequency in asking.frequencies] == ["personal-supervision"]
    assert silent.with_baseline(BASELINE) == silent


def test_the_policy_itself_stays_as_it_was() -> None:
    """Taking the baseline makes another policy."""
    own = policy("own", ASKED)
    own.with_baseline(BASELINE)
    assert own.frequencies[0].row == ()


TEST = '[[requirement]]\nid = "length"\non = { activity = "observation" }\ntest = "value"\nof = "minutes"\nmin = 90\n'


def test_a_requirement_is_taken_where_the_policy_asks() -> None:
    """It tests what the baseline's does, and cites the baseline first, then the clause that asks for it."""
    baseline = policy("nat", TEST + 'clause = "nat-1"\n')
    own = policy("own", '[[requirement]]\nid = "length"\nuse = "baseline"\nclause = "own-1"\n').with_baseline(baseline)
    (taken,) = own.rules.requirements
    assert (taken.test, taken.min, taken.clause) == ("value", 90, ("nat-1", "own-1"))
    assert own.clauses["nat-1"].section == "1"


def test_a_requirement_that_the_baseline_does_not_have_is_named() -> None:
    """At its line, with what there is."""
    own = policy("own", '[[requirement]]\nid = "lenght"\nuse = "baseline"\nclause = "own-1"\n')
    with pytest.raises(PolicyError) as refused:
        own.with_baseline(policy("nat", TEST + 'clause = "nat-1"\n'))
    (found,) = refused.value.findings
    assert ('"lenght"' in found.message, found.line) == (True, 6)
