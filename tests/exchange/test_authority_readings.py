"""How a policy is read where its text is unclear, and what its text contradicts, as people and programs read it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from supctl.exchange.authority.data import policy_data
from supctl.exchange.authority.lint import UnspokenData, lint_data
from supctl.exchange.authority.lint_text import lint_csv, lint_markdown, lint_plain, lint_text
from supctl.exchange.authority.page import policy_page
from supctl.exchange.authority.readings import OfStore, in_order, readings_data, section_words
from supctl.exchange.authority.readings_text import readings_csv, readings_markdown, readings_plain, readings_text
from supctl.exchange.authority.text import policy_text
from supctl.exchange.data import as_json

MONTHLY = {"id": "UNC-R2", "option": "monthly", "by": "j.okafor", "from": date(2026, 11, 1)}
AGREED = {"id": "UNC-R4", "by": "j.okafor", "from": date(2026, 11, 2)}
LATER = {"id": "UNC-R1", "option": "enforced", "by": "a.board", "from": date(2026, 12, 1)}


def of_store(found):
    return OfStore("Unclear children's social care", found.service, found.answers.obligations)


@pytest.fixture
def decided(unclear):
    """The readings of a service that has decided some of them, one from a later day on."""
    found = unclear.reading(MONTHLY, AGREED, LATER)
    return readings_data(found.policy, found.as_of, of_store(found))


@pytest.fixture
def open_(unclear):
    return readings_data(unclear.policy, unclear.as_of)


def test_the_readings_of_a_service(decided, matches):
    matches("readings.txt", readings_text(decided, everything=False, quiet=False))
    matches("readings.json", as_json(decided))
    matches("readings.csv", readings_csv(decided))
    matches("readings.md", readings_markdown(decided))
    matches("readings-plain.txt", readings_plain(decided))


def test_the_readings_of_a_policy_alone(open_, matches):
    """No store was asked: nothing is confirmed, and no date is counted."""
    matches("readings-alone.txt", readings_text(open_, everything=True, quiet=False))


def test_what_is_open_stands_first_and_notes_last(decided):
    assert [one.id for one in decided.readings] == ["UNC-R3", "UNC-R1", "UNC-R2", "UNC-R4"]
    assert [one.id for one in decided.those(confirmed=True)] == ["UNC-R2"]
    assert [one.id for one in decided.notes] == ["UNC-R4"]


def test_each_kind_is_in_the_order_of_the_document(unclear):
    assert [one.id for one in in_order(unclear.policy)] == ["UNC-R2", "UNC-R3", "UNC-R1", "UNC-R4"]


def test_the_dates_that_rest_on_a_reading_are_counted(decided, open_):
    assert {one.id: one.dates for one in decided.readings} == {"UNC-R1": 4, "UNC-R2": 1, "UNC-R3": 0, "UNC-R4": 0}
    assert {one.dates for one in open_.readings} == {None}


def test_a_decision_for_a_later_day_is_told_and_does_not_hold_yet(decided):
    one = decided.readings[1]
    assert (one.confirmed, one.option, one.chosen[0].since) == (False, "two-clocks", date(2026, 12, 1))
    assert "enforced: by a.board, NOT YET: from Tue 1 Dec 2026" in readings_text(decided, everything=False, quiet=True)


@pytest.mark.parametrize("everything", [False, True])
def test_the_pages_fit_eighty_columns(unclear, decided, everything):
    page = readings_text(decided, everything=everything, quiet=False)
    store = of_store(unclear)
    linted = lint_text(
        lint_data(unclear.policy, unclear.as_of, store, unclear.answers), everything=everything, quiet=False
    )
    assert max(map(len, [*page.splitlines(), *linted.splitlines()])) <= 80


def test_quiet_gives_no_hints(open_):
    assert "supctl authority confirm" not in readings_text(open_, everything=False, quiet=True)


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ([], ""),
        (["7"], "section 7"),
        (["7", "8.1"], "sections 7, 8.1"),
        (["Recording"], "Recording"),
        (["1", "2", "3", "4"], "sections 1, 2, 3, ..."),
    ],
)
def test_sections_as_they_are_spoken_of(sections, said):
    assert section_words(sections) == said


def test_a_chain_that_rests_on_a_reading_is_marked_where_the_policy_is_shown(unclear):
    """And no longer, once the service has read and agreed it."""
    for found, section in ((unclear, "14?"), (unclear.reading(AGREED), "14")):
        data = policy_data(found.policy, found.as_of)
        assert f" {section} UNC-14-a" in " ".join(policy_text(data).split())
        assert [one.unconfirmed for one in data.chains] == [section == "14?"]
        assert f"Section {section} (UNC-14-a)." in policy_page(data)


# --- lint -------------------------------------------------------------------------------------------------------------


def linted(found):
    return lint_data(found.policy, found.as_of, of_store(found), found.answers)


def test_lint_in_a_store(unclear, matches):
    data = linted(unclear.reading(MONTHLY, AGREED))
    matches("lint.txt", lint_text(data, everything=False, quiet=False))
    matches("lint-all.txt", lint_text(data, everything=True, quiet=True))
    matches("lint.json", as_json(data))
    matches("lint.csv", lint_csv(data))
    matches("lint.md", lint_markdown(data))
    matches("lint-plain.txt", lint_plain(data))


def test_lint_speaks_of_several_of_a_role_and_of_one(unclear):
    whom = {"head of service": 2, "team manager": 1}
    gap = UnspokenData("p", "personal supervision", "worker", whom, ["a", "b", "c"])
    text = lint_text(replace(linted(unclear), unspoken=[gap]), everything=False, quiet=True)
    assert "speaks of 3 people: 2 heads of service, 1 team manager." in " ".join(text.split())


def test_lint_of_a_policy_alone(unclear, matches):
    matches("lint-alone.txt", lint_text(lint_data(unclear.policy, unclear.as_of), everything=False, quiet=False))


def test_lint_names_a_duty_that_nobody_carries_and_counts_the_rest(unclear):
    data = lint_data(unclear.policy, unclear.as_of)
    assert [(one.id, one.readings) for one in data.uncarried] == [("UNC-12-a", ["UNC-R4"])]
    assert data.also_uncarried == 1


def test_lint_measures_what_contradicts(unclear):
    data = linted(unclear)
    assert [(one.kept, one.past, one.subjects, one.reading) for one in data.conflicts or ()] == [
        ("case-supervision", "upload", ["M1", "M2"], "UNC-R1")
    ]


def test_lint_tells_for_whom_no_row_speaks(unclear):
    data = linted(unclear)
    assert [(one.policy, one.whom, one.subjects) for one in data.unspoken or ()] == [
        ("personal-supervision", {"team manager": 1}, ["j.okafor"]),
        ("case-supervision", {"early help": 1}, ["M4"]),
    ]


def test_once_the_service_enforces_the_shorter_clock_there_is_no_contradiction(unclear):
    decided = unclear.reading({**LATER, "from": date(2026, 1, 1)})
    assert linted(decided).conflicts == []


def test_no_child_is_called_by_initials(unclear):
    """Not in any format: what contradicts is a matter of the policy."""
    data = linted(unclear)
    for text in (lint_text(data, everything=True, quiet=True), lint_csv(data), lint_markdown(data), as_json(data)):
        assert not {"AB", "CD", "GH"} & set(text.replace(",", " ").replace(".", " ").split())


def test_the_json_has_the_keys_that_are_told(decided, unclear):
    assert list(json.loads(as_json(decided))) == ["as_of", "authority", "name", "store", "others", "readings"]
    made = json.loads(as_json(linted(unclear)))
    assert list(made)[-3:] == ["silent", "conflicts", "unspoken"]
