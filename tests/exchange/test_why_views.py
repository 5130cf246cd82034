"""Why a date is what it is."""

import csv
import io
import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from supctl.exchange.data import as_json
from supctl.exchange.selection import Wanted
from supctl.exchange.why.code import code_data
from supctl.exchange.why.data import WhyData, why_data
from supctl.exchange.why.items import items_of
from supctl.exchange.why.markdown import rule_markdown, why_markdown
from supctl.exchange.why.plain import why_plain
from supctl.exchange.why.rule import rule_data, rule_ids, rule_item, rule_text, rule_title
from supctl.exchange.why.sheet import COLUMNS, items_csv, why_csv
from supctl.exchange.why.text import why_text

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
    text = why_plain(about(view, "worker", "t.reid", True), "worker", "t.reid")
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
    known = rule_data(shown, id_) or code_data(shown, id_, shown.answers.findings)
    matches(f"rule-{id_}.txt", rule_text(shown, known))


def test_what_is_no_rule(view, policy):
    assert rule_data(view(), "nonsense") is None
    assert all(rule_data(view(), id_) for id_ in rule_ids(policy))


def test_every_sum_shown_gives_the_date(view):
    """No obligation of the small service is left with a bare date."""
    text = why_text(view(everything=True), "record", "", cases=False)
    assert "Sum        due" not in text


RECORD = "2026-11-03-personal-supervision-a.begum-7k2m"


def test_markdown_and_csv_give_the_same_items_as_the_text(view, matches):
    for kind, id_, cases in ASKED:
        shown = about(view, kind, id_, cases)
        items = list(items_of(replace(shown, initials=False), kind, id_))
        made = why_markdown(shown, kind, id_)
        assert made.count("\n## ") == len(items)
        rows = [row for row in csv.DictReader(io.StringIO(why_csv(shown, kind, id_))) if row["item"]]
        assert [row["text"] for row in rows if row["label"] != "Stands"] == [
            text for item in items for _, texts in item.lines for text in texts
        ]
        assert {(row["title"], row["status"]) for row in rows} == {(item.title, item.word) for item in items}
        assert not any(f" {one}" in text for one in ("KL", "PT", "AR") for text in (made, why_csv(shown, kind, id_)))
    shown = about(view, "worker", "t.reid", True)
    matches("why.md", why_markdown(shown, "worker", "t.reid"))
    matches("why.csv", why_csv(shown, "worker", "t.reid"))


def test_a_record_in_markdown_and_csv(view):
    shown = about(view, "record", RECORD, False)
    assert "(7k2m)" in why_markdown(shown, "record", RECORD).split("\n## ")[0]
    first = next(csv.DictReader(io.StringIO(why_csv(shown, "record", RECORD))))
    assert list(first) == COLUMNS
    assert (first["item"], first["label"], "(7k2m)" in first["text"]) == ("", "Record", True)


def test_a_clause_in_markdown_and_csv(view):
    shown = view()
    rule = rule_data(shown, "TIN-8-b")
    made = rule_markdown(rule_title(shown, rule), rule_item(shown, rule))
    assert made.startswith("# TIN-8-b: clause of Tiny County Council\n\n- **Says**:\n  - Qualified staff")
    assert items_csv([rule_item(shown, rule)]).splitlines()[1].startswith("1,TIN-8-b,CLAUSE,Says,Qualified staff")


def test_markdown_takes_no_text_for_a_mark(view):
    made = why_markdown(about(view, "case", "M1052", False), "case", "M1052")
    assert "add \\[\\[status]] to given.toml" in made


def team(view, **more):
    return view(Wanted(subject=("team", "east")), team_list=view(Wanted(team="east")).answers, **more)


def test_a_team_shows_how_its_list_stands(view, matches):
    shown = team(view, everything=True, alone=True)
    text = why_text(shown, "team", "east", cases=False)
    matches("why-east.txt", text)
    assert "supctl due --team east" in text
    assert "Nothing is owed" not in text


def test_a_teams_own_obligations_come_first(view):
    shown = team(view)
    row = shown.team_list.obligations[0]
    own = replace(row, subject=replace(row.subject, kind="team", id="east"))
    shown = replace(shown, answers=replace(shown.answers, obligations=(own,)))
    assert [item.title for item in items_of(shown, "team", "east")][1:] == ["the team's list"]


def test_what_is_not_asked_for_is_one_item_at_the_end(view):
    shown = about(view, "case", "M1070", False)
    (one,) = shown.answers.exempt
    action = replace(one, subject=replace(one.subject, kind="action"), policy="action-review")
    many = replace(shown, answers=replace(shown.answers, exempt=(one, action, action)))
    *_, last = items_of(many, "case", "M1070")
    name = f"({one.clause[0]})"
    assert (last.title, last.lines) == (
        "not asked for",
        [("What", [f"case supervision {name}", f"action review {name}"])],
    )
    *_, of_worker = items_of(shown, "worker", "x")
    assert of_worker.lines == [("What", [f"case supervision {name}: {shown.names.case('M1070')}"])]


def test_an_exemption_is_not_called_what_another_rule_asks_for(view):
    spared = about(view, "case", "M1070", False).answers.exempt[0]
    shown = about(view, "case", "M1052", False)
    row = replace(spared, subject=shown.answers.obligations[0].subject, policy="comment-while-open")
    shown = replace(shown, answers=replace(shown.answers, exempt=(row,)))
    *_, last = items_of(shown, "case", "M1052")
    assert last.lines[0][1][0].startswith("comment while open (")
