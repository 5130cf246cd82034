"""What is folded, and in which order findings stand."""

from supctl.checks import folded
from supctl.documents import Line
from supctl.errors import Finding


def finding(code: str, *clause: str, message: str = "next is not filled in", **more) -> Finding:
    return Finding(code, message, place=Line("records/a.json", 1), subject="a.begum", clause=clause, **more)


def test_two_rules_that_cite_one_clause_say_a_thing_once_with_every_clause() -> None:
    (one,) = folded([finding("next-session", "A-1", "A-2"), finding("next-later", "A-2", "A-3")])
    assert one.clause == ("A-2", "A-3", "A-1")


def test_the_worst_of_the_two_stays() -> None:
    (one,) = folded([finding("a", "A-1", severity="note"), finding("b", "A-1", severity="error")])
    assert (one.code, one.severity) == ("b", "error")


def test_rules_of_different_clauses_are_two_things() -> None:
    assert len(folded([finding("a", "A-1"), finding("b", "A-2")])) == 2


def test_a_case_without_a_worker_and_its_supervision_are_two_things() -> None:
    both = [
        finding("case-no-worker", message="no worker"),
        finding("case-supervision-overdue", "A-1", message="was due"),
    ]
    assert len(folded(both)) == 2


def test_worst_first_then_by_file_and_line() -> None:
    found = [
        Finding("c", "3", severity="warning", place=Line("a", 1)),
        Finding("b", "2", place=Line("b", 2)),
        Finding("a", "1", place=Line("b", 10)),
        Finding("d", "4", severity="note"),
        Finding("e", "0", place=Line("a", 7)),
    ]
    assert [one.code for one in folded(found)] == ["e", "b", "a", "c", "d"]
