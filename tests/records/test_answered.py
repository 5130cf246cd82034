"""One answer of a form may make another one needed; and what supctl knows of the two who meet."""

from __future__ import annotations

import tomllib

import pytest


@pytest.fixture
def draft(desk):
    return desk.text("agreement")


def missing(desk, text):
    read = desk.read(text, "drafts/2026-12-01-agreement-a.begum-k3vd.toml")
    assert read.problems == ()
    return [one.message.partition(":")[0] for one in read.missing]


def test_until_it_is_answered_nothing_else_is_needed(desk, draft):
    assert missing(desk, draft) == ["Are they met?"]


def test_an_answer_makes_others_needed(desk, draft):
    assert missing(desk, draft.replace('met = ""', "met = no")) == ["Why not", "Since when", "What is to be done"]


def test_the_other_answer_leaves_them_free(desk, draft):
    assert missing(desk, draft.replace('met = ""', "met = yes")) == []


def test_an_action_that_is_begun_makes_its_day_needed(desk, draft):
    text = draft.replace('met = ""', "met = yes").replace('what = ""', 'what = "Ring them."')
    assert missing(desk, text) == ["Since when"]


def test_the_draft_says_what_makes_it_needed(draft):
    assert "needed if Are they met?: no" in draft
    since = "needed if Are they met?: no or What is to be done is answered"
    assert since in " ".join(draft.replace("#", " ").split())
    assert "copy this block for each; needed if Are they met?: no" in draft


def test_what_others_are_asked_is_free_for_everybody_else(draft):
    line = next(line for line in draft.splitlines() if line.startswith("new ="))
    assert line.endswith("For somebody new: if you wish")


def test_the_two_are_named_and_the_supervisor_s_role_is_filled_in(draft):
    head = tomllib.loads(draft)["head"]
    assert head == {"title": "Jo Okafor supervising Aisha Begum", "role": "team manager"}


def test_a_statement_stands_above_its_questions(draft):
    said, first = draft.index("Work is looked at together."), draft.index("What went well?")
    assert draft.index("What it is for") < said < first
