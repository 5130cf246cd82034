"""A draft is the form as it is printed, with what is known filled in and no claim made for anybody."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from supctl.records.drafting.layout import comment

EXPECTED = Path(__file__).parent / "expected"
FORMS = ["one-to-one", "case-record"]


def words_of(text):
    """The text of a draft without its marks of comment, its spacing and the breaks of its lines."""
    return " ".join(re.sub(r"(?m)(^|\s)#(?=\s|$)", " ", text).split())


@pytest.mark.parametrize("form", FORMS)
def test_the_draft_stands_as_expected(desk, form):
    text = desk.text(form)
    file = EXPECTED / f"{form}.toml"
    if os.environ.get("SUPCTL_UPDATE"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_every_title_and_label_is_printed_in_the_form_s_order(desk, form):
    text, at = words_of(desk.text(form)), 0
    title, *labels = desk.draft(form).form.printed
    assert text.startswith(title.upper())
    for printed in labels:
        found = text.find(" ".join(printed.split()), at)
        assert found >= 0, printed
        at = found + len(printed)


@pytest.mark.parametrize("form", FORMS)
def test_the_draft_is_toml_as_wide_as_a_page(desk, form):
    text = desk.text(form)
    tomllib.loads(text)
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_known_facts_are_filled_in_and_claims_are_not(desk):
    values = tomllib.loads(desk.text())
    session = values["session"]
    assert (session["supervisee"], session["supervisor"], session["date"]) == ("a.begum", "j.okafor", date(2026, 12, 1))
    assert session["role"] == "social worker"
    assert (session["minutes"], session["private"], session["how"]) == (0, "", "")
    assert values["cases"] == {"discussed": [], "reflective": []}
    assert values["plan"]["disagreed"] == {"disagreed": "\n", "next": "", "every": ""}


def test_the_children_who_are_due_are_named_beside_an_empty_list(desk):
    assert "# Due: M1001 JB (243 days over), M1012 DW (5 days over).\n" in desk.text()


def test_the_date_that_the_policy_gives_is_proposed_and_not_set(desk):
    assert re.search(r'proposed: 2026-12-29 \(four weeks on\)[^\n]*\nnext = ""\n', desk.text())


def test_what_the_policy_asks_of_the_length_stands_beside_it_for_those_whom_it_concerns(desk):
    line = next(line for line in desk.text().splitlines() if line.startswith("minutes"))
    assert line == "minutes = 0                   # Length: asked for 90 or more (8.1)"


def test_each_action_still_open_has_a_block_and_no_other(desk):
    blocks = tomllib.loads(desk.text())["outstanding"]["last-time"]
    assert [(one["action"], one["by"]) for one in blocks] == [("7k2m-1", date(2026, 11, 17)), ("7k2m-2", "")]
    assert all(one["what"] == one["done"] == one["impact"] == "" for one in blocks)
    assert re.search(r"by = 2026-11-17 +# 14 days late", desk.text())


def test_without_an_open_action_the_draft_says_so(policy, service, desk):
    quiet = type(desk)(policy, type(service)(workers=service.workers, cases=service.cases))
    text = quiet.text()
    assert "# No action of an earlier session is open." in text
    assert "last-time" not in tomllib.loads(text)["outstanding"]


def test_what_was_worked_out_stands_in_comments(desk):
    text = desk.text(evidence={"plan.in-time": ["12 of 13 in time", "late: 3 Nov 2026, 2 days"]})
    assert "# Held in time\n# worked out: 12 of 13 in time\n# worked out: late: 3 Nov 2026, 2 days\n" in text


def test_what_was_worked_out_for_a_field_that_somebody_fills_in_stands_above_it(desk):
    text = desk.text(evidence={"plan.disagreed": ["none in twelve months"]})
    assert "# worked out: none in twelve months\ndisagreed = '''\n" in text


def test_what_was_worked_out_twice_is_told_once(desk):
    lines = ["cannot tell: complete only since 2 Nov 2026"]
    text = desk.text(evidence={"plan.in-time": lines, "plan.disagreed": lines})
    assert text.count("worked out: cannot tell") == 1


def test_what_the_form_states_is_said_to_be_told_in_short(desk):
    assert "told in short" in desk.text("one-to-one")
    assert "told in short" not in desk.text("case-record")


def test_what_is_given_stands_in_the_place_of_what_is_empty(desk):
    given = {
        "session.private": "yes",
        "session.minutes": 95,
        "session.role": "student",
        "check-in.notes": "All is well.",
        "cases.discussed": ["M1001"],
        "training.courses": [{"course": "Court", "when": date(2027, 1, 4), "learned": "Much."}, {"course": "Law"}],
        "plan.actions": [{"what": "Visit", "who": "a.begum"}],
        "plan.next": date(2026, 12, 22),
    }
    values = tomllib.loads(desk.text(given=given))
    session = values["session"]
    assert (session["private"], session["minutes"], session["role"]) == ("yes", 95, "student")
    assert values["check-in"]["notes"] == "All is well.\n"
    assert values["cases"]["discussed"] == ["M1001"]
    assert [row["course"] for row in values["training"]["courses"]] == ["Court", "Law"]
    assert values["training"]["courses"][0]["when"] == date(2027, 1, 4)
    assert values["plan"]["actions"] == [{"what": "Visit", "who": "a.begum", "by": ""}]
    assert values["plan"]["disagreed"]["next"] == date(2026, 12, 22)


def test_the_last_table_says_which_form_it_is(desk):
    assert tomllib.loads(desk.text(logged="2026-12-01-personal-supervision-a.begum-l0g9"))["draft"] == {
        "id": "2026-12-01-personal-supervision-a.begum-k3vd",
        "form": "one-to-one",
        "version": "2021-12",
        "authority": "little",
        "logged": "2026-12-01-personal-supervision-a.begum-l0g9",
    }


def test_a_draft_about_a_child_lists_nobody_else_s_children(desk):
    text = desk.text("case-record")
    assert "M1012" not in text
    assert "This is a record about staff" not in text


def test_a_field_for_some_children_only_stands_on_their_draft_only(desk, service):
    assert "Risk for a child on a plan" in desk.text("case-record")


def test_curly_marks_stay_readable_beside_marks_that_have_to_be_hidden(desk):
    said = "\u201cI\u2019m fine\u201d, he said: '''no'''"
    text = desk.text(given={"check-in.notes": said})
    assert "\u201cI\u2019m fine\u201d, he said: '''no'''\n" in text
    assert tomllib.loads(text)["check-in"]["notes"].strip() == said
    assert desk.read(text).answers["check-in.notes"] == said


def test_what_stands_at_the_right_of_a_label_is_broken_where_it_is_longer_than_a_line():
    lines = comment("Decision", " ".join(["needed if a decision was made about somebody is answered"] * 3))
    assert lines[0] == "# Decision"
    assert max(map(len, lines)) <= 80
