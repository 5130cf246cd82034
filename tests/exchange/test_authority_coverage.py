"""The join of clauses and what carries them, as an auditor reads it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from supctl.documents import Document
from supctl.exchange.authority.coverage import (
    COVERAGE_HEADERS,
    CoverageData,
    coverage_csv,
    coverage_data,
    coverage_markdown,
    coverage_plain,
    coverage_text,
)
from supctl.exchange.data import as_json
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing import conformance

WHOLE = Path(__file__).parent / "whole"
WRONG = {
    "WHO-7-b": "a duty uncarried without a reading",
    "WHO-8-a": "not carried, and no reason said",
    "WHO-8-b": "carried, and said to be uncarried",
}


@pytest.fixture(scope="module")
def whole() -> Policy:
    """An invented policy in which three clauses have a problem."""
    texts = [Document(name, (WHOLE / name).read_text(encoding="utf-8")) for name in ("policy.toml", "clauses.toml")]
    form = Document("forms/form.toml", (WHOLE / "form.toml").read_text(encoding="utf-8"))
    return read_policy(PolicyDocuments(*texts, forms=(form,)))


@pytest.fixture(scope="module")
def data(whole) -> CoverageData:
    """Its coverage."""
    return coverage_data(whole)


def test_each_clause_is_carried_or_uncarried_or_has_a_problem(data):
    assert {one.id: one.problem for one in data.items if one.problem} == WRONG
    assert (data.complete, data.clauses, data.carried, data.uncarried, data.problems) == (False, 19, 15, 2, 3)


def test_a_policy_without_a_problem_is_complete(policy):
    data = coverage_data(policy)
    assert (data.complete, data.carried, data.uncarried) == (True, 7, 1)
    assert "none with a problem" in coverage_text(data)
    told = "8 clauses: 7 carried, 1 not carried and the reason said, none with a problem"
    assert coverage_plain(data) == f"Tiny County Council: {told}"


def test_counts_by_kind_add_up(data):
    assert sum(one.clauses for one in data.by_kind) == data.clauses
    assert sum(one.problems for one in data.by_kind) == data.problems
    assert {one.kind: one.clauses for one in data.by_carrier} == {
        "frequency": 5,
        "deadline": 3,
        "requirement": 1,
        "form": 1,
        "chain": 2,
        "criterion": 1,
        "retention": 1,
        "access": 1,
    }


def test_a_clause_without_a_kind_is_counted_as_such(policy):
    assert [(one.kind, one.clauses) for one in coverage_data(policy).by_kind] == [("no kind said", 8)]


def test_what_has_a_problem_comes_first(data, matches):
    matches("coverage.txt", coverage_text(data, called="whole"))
    matches("coverage-all.txt", coverage_text(data, everything=True, called="whole"))
    short, long = coverage_text(data), coverage_text(data, everything=True)
    assert short.index("WHO-8-a") < short.index("BY KIND OF CLAUSE")
    assert "WHO-1-c" not in short
    assert "WHO-1-c" in long
    assert max(map(len, coverage_text(data, everything=True, called="whole").splitlines())) <= 80


def test_the_sheet_holds_every_clause(data, matches):
    text = coverage_csv(data)
    matches("coverage.csv", text)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == COVERAGE_HEADERS
    assert [row["id"] for row in rows] == [one.id for one in data.items]
    assert {row["id"]: row["problem"] for row in rows if row["problem"]} == WRONG


def test_plain_and_markdown_name_the_problems_or_everything(data):
    assert len(coverage_plain(data).splitlines()) == len(WRONG)
    assert len(coverage_plain(data, everything=True).splitlines()) == data.clauses
    assert "WHO-1-c" not in coverage_markdown(data)
    assert all(one in coverage_markdown(data) for one in WRONG)
    assert "| WHO-1-c | 1 |" in coverage_markdown(data, everything=True)


def test_json(data):
    TypeAdapter(CoverageData).validate_python(json.loads(as_json(data)))


@dataclass(frozen=True)
class Registry:
    """One authority, without scenarios."""

    known: Policy

    def policy(self, name: str) -> Policy:
        return self.known

    def data(self, name: str) -> Registry:
        return self

    def scenarios(self) -> list[Document]:
        return []


@pytest.mark.parametrize("complete", [True, False])
def test_the_suite_of_every_plugin_refuses_what_has_a_problem(whole, policy, monkeypatch, complete):
    monkeypatch.setattr(conformance, "find_authorities", lambda: Registry(policy if complete else whole))
    held = conformance.suite("any")().test_every_clause_is_carried_or_says_why
    if complete:
        held()
    else:
        with pytest.raises(AssertionError, match="WHO-8-a: not carried, and no reason said"):
            held()
