"""Why a date is what it is."""

import json

import pytest
from pydantic import TypeAdapter

from supctl.exchange.data import as_json
from supctl.exchange.rule_text import rule_data, rule_ids, rule_text
from supctl.exchange.selection import Wanted
from supctl.exchange.why_data import WhyData, why_data
from supctl.exchange.why_plain import why_plain
from supctl.exchange.why_text import why_text

ASKED = [
    ("worker", "a.begum", False),
    ("worker", "t.reid", False),
    ("worker", "t.reid", True),
    ("worker", "y.khan", False),
    ("worker", "j.okafor", False),
    ("case", "M1052", False),
    ("case", "M1070", False),
    ("record", "2026-11-03-personal-supervision-a.begum-7k2m", False),
]


def about(view, kind, id_, cases):
    children = cases if kind == "worker" else None
    return view(Wanted(subject=(kind, id_), children=children), everything=True, alone=True)


@pytest.mark.parametrize(("kind", "id_", "cases"), ASKED)
def test_text(view, matches, kind, id_, cases):
    text = why_text(about(view, kind, id_, cases), kind, id_, cases=cases)
    matches(f"why-{id_}{'-cases' if cases else ''}.txt", text)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80


def test_plain(view, matches):
    text = why_plain(about(view, "worker", "t.reid", True), "worker")
    matches("why-plain.txt", text)
    assert "KL" not in text


def test_json(view, matches):
    text = as_json(why_data(about(view, "worker", "y.khan", False), "worker", "y.khan"))
    matches("why.json", text)
    TypeAdapter(WhyData).validate_python(json.loads(text))


@pytest.mark.parametrize(
    "id_", ["TIN-8-b", "TIN-1-a", "qualified", "personal-supervision", "session-length", "objection", "case-no-worker"]
)
def test_rules(view, matches, id_):
    shown = view()
    matches(f"rule-{id_}.txt", rule_text(shown, rule_data(shown, id_)))


def test_what_is_no_rule(view, policy):
    assert rule_data(view(), "nonsense") is None
    assert all(rule_data(view(), id_) for id_ in rule_ids(policy))


def test_every_sum_shown_gives_the_date(view):
    """No obligation of the small service is left with a bare date."""
    text = why_text(view(everything=True), "record", "", cases=False)
    assert "Sum        due" not in text
