"""The due list in every format."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from pydantic import TypeAdapter

from supctl.exchange.data import as_json
from supctl.exchange.due.data import DueData, due_data, history_data
from supctl.exchange.due.history import due_history
from supctl.exchange.due.markdown import due_markdown, history_markdown
from supctl.exchange.due.plain import due_plain, history_plain
from supctl.exchange.due.sheet import COLUMNS, due_csv, history_csv
from supctl.exchange.due.table import FOLD_ABOVE, due_by_date, due_table
from supctl.exchange.selection import Wanted

CONTRACT_KEYS = [
    *("id", "kind", "subject", "worker", "team", "owner", "owner_because", "policy", "rule", "activity", "last", "due"),
    *("limit", "status", "days", "booked", "have", "need", "after", "away", "basis", "clause", "reading"),
    "authority",  # added to the contract: whose policy asks for it, where another one was followed before
]
INITIALS = ("KL", "PT", "SN", "AR", "ZZ", "QQ")


def test_grouped_by_worker(view, matches):
    matches("due.txt", due_table(view()))


def test_all_of_a_team(view, matches):
    text = due_table(view(Wanted(team="east"), everything=True, scope="Safeguarding East", filters=("only this",)))
    matches("due-all.txt", text)


def test_by_date(view, matches):
    matches("due-by-date.txt", due_by_date(view()))


def test_plain(view, matches):
    matches("due-plain.txt", due_plain(view()))


def test_markdown(view, matches):
    matches("due.md", due_markdown(view()))


def test_json(view, matches):
    matches("due.json", as_json(due_data(view())))


def test_csv(view, matches):
    matches("due.csv", due_csv(due_data(view())))


def test_history(view, matches):
    from_ = date(2026, 10, 1)
    done = view(history=from_)
    matches("history.txt", due_history(done, from_))
    matches("history-plain.txt", history_plain(done))
    matches("history.md", history_markdown(done))
    matches("history.json", as_json(history_data(done, from_)))
    matches("history.csv", history_csv(history_data(done, from_)))


@pytest.mark.parametrize("made", [due_table, due_by_date])
def test_eighty_columns_of_ascii(view, made):
    for everything in (False, True):
        text = made(view(everything=everything))
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= 80


def test_no_initials_in_data_or_logs(view):
    shown = view(everything=True)
    texts = [due_plain(shown), due_markdown(shown), as_json(due_data(shown)), due_csv(due_data(shown))]
    assert not [
        initials for initials in INITIALS for text in texts if f" {initials}" in text or f'"{initials}"' in text
    ]
    assert "never shown" not in "".join([due_table(shown), *texts])


def test_json_has_the_keys_of_the_contract_in_order(view):
    made = json.loads(as_json(due_data(view())))
    assert list(made) == ["as_of", "authority", "opening", "obligations", "uncovered", "windows", "unheld"]
    assert all(list(one) == CONTRACT_KEYS for one in made["obligations"])
    assert list(made["obligations"][0]["subject"]) == ["kind", "id", "name"]
    assert list(made["obligations"][0]["clause"]) == ["source", "ids", "section"]
    TypeAdapter(DueData).validate_python(made)


def test_json_is_ordered_by_due_date_none_last(view):
    days = [one["due"] or "9999" for one in json.loads(as_json(due_data(view(everything=True))))["obligations"]]
    assert days == sorted(days)


def test_csv_takes_every_column_and_runs_no_formula(view):
    data = due_data(view())
    first = replace(data.obligations[0], id="=1+1")
    rows = list(csv.DictReader(io.StringIO(due_csv(replace(data, obligations=[first])))))
    assert list(rows[0]) == COLUMNS
    assert rows[0]["id"] == "'=1+1"
    assert rows[0]["away"] in {"yes", "no"}


def test_more_than_six_rows_of_one_worker_fold_into_one_line_a_status(view):
    shown = view(Wanted(team="east"))
    row = next(one for one in shown.obligations if one.subject.id == "M1007")
    many = tuple(replace(row, id=f"{n}", subject=replace(row.subject, id=f"M20{n:02}")) for n in range(FOLD_ABOVE + 1))
    folded = replace(shown, answers=replace(shown.answers, obligations=many, unheld=(), uncovered=()))
    lines = due_table(folded).splitlines()
    rows = [line for line in lines if "OVERDUE" in line]
    assert rows == ["  OVERDUE    7 rows  Mon 16 Nov  M2000, M2001, M2002, M2003, M2004 +2   9"]
    assert "All of one: supctl due t.reid" in lines[-1]
    alone = due_table(replace(folded, alone=True))
    assert sum("OVERDUE" in line for line in alone.splitlines()) == FOLD_ABOVE + 1


def test_a_case_that_nobody_holds_stays_whatever_its_status(view):
    later = view(soon=0)
    assert {one.subject.id for one in later.obligations if one.status == "ok"} == {"M1040"}
    assert "AWAY Ruth Palmer since Tue 1 Sep, no return date    no cover recorded" in due_table(later)


def test_a_case_without_a_team_stands_in_every_team(view):
    for team in ("east", "safeguarding"):
        assert "M1099" in {one.subject.id for one in view(Wanted(team=team)).obligations}


def test_quiet_gives_no_hint(view):
    assert "Why a date" in due_table(view())
    assert "Why a date" not in due_table(view(quiet=True))


def test_what_if_is_said(view):
    assert "WHAT IF, by the policy: Tiny" in due_table(view(what_if=True))


def test_nothing_due(view):
    text = due_table(view(Wanted(subject=("worker", "a.begum"), activity="personal-supervision")))
    assert "nothing is due    1 in time (--all)" in text
    assert text.endswith("What is in time: supctl due --all")


@pytest.mark.parametrize("why", ["left", "unknown"])
def test_a_worker_whom_no_file_knows_is_not_said_to_have_left(view, why):
    shown = view()
    unheld = tuple(replace(one, why=why, worker="t.ried") for one in shown.answers.unheld if one.case == "M1052")
    text = due_table(replace(shown, answers=replace(shown.answers, unheld=unheld)))
    assert "NO WORKER: t.ried is not known" in text
    assert "t.ried left" not in text
    data = due_data(replace(shown, answers=replace(shown.answers, unheld=unheld)))
    TypeAdapter(DueData).validate_python(json.loads(as_json(data)))


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("soon", [0, 7, 60])
def test_the_count_is_the_sum_of_the_heading(view, everything, soon):
    shown = view(soon=soon, everything=everything)
    heading = due_table(shown).split("\n\n")[1]
    numbers = [int(one) for one in re.findall(r"(\d+) (?:overdue|late|missing|due by|to write up)", heading)]
    in_time = int(re.search(r"(\d+) in time", heading)[1]) if everything else 0
    assert shown.counted == sum(numbers) + in_time
