"""Which answers are asked for."""

from dataclasses import replace

import pytest

from supctl.errors import Finding
from supctl.exchange.selection import Wanted


def subjects(view) -> set[str]:
    return {one.subject.id for one in view.answers.obligations}


@pytest.mark.parametrize(
    ("wanted", "there", "not_there"),
    [
        (Wanted(subject=("worker", "t.reid")), {"t.reid", "M1007", "M1033"}, {"y.khan", "M1040"}),
        (Wanted(subject=("worker", "t.reid"), children=False), {"t.reid"}, {"M1007"}),
        (Wanted(subject=("worker", "t.reid"), children=True), {"M1007", "M1033"}, {"t.reid"}),
        (Wanted(subject=("case", "M1007")), {"M1007"}, {"t.reid", "M1033"}),
        (Wanted(subject=("record", "2026-11-12-personal-supervision-y.khan-x2pd")), {"y.khan"}, {"M1007", "t.reid"}),
        (Wanted(owner="j.okafor"), {"t.reid", "M1007", "M1052"}, set()),
        (Wanted(owner="t.reid"), set(), {"t.reid", "M1007", "M1052"}),
        (Wanted(activity="case-supervision"), {"M1007", "M1052"}, {"t.reid"}),
        (Wanted(team="safeguarding"), {"t.reid", "M1007", "M1052"}, set()),
    ],
)
def test_selected(view, wanted, there, not_there):
    found = subjects(view(wanted))
    assert there <= found
    assert not not_there & found


def test_a_case_nobody_holds_follows_the_filters(view):
    assert {one.case for one in view(Wanted(team="east")).answers.unheld} == {"M1040", "M1052", "M1099"}
    assert view(Wanted(activity="observation")).answers.unheld == ()
    assert {one.case for one in view(Wanted(subject=("case", "M1052"))).answers.unheld} == {"M1052"}


def test_what_falls_short_of_a_team_is_the_teams_own(view):
    shown = view()
    finding = Finding("unknown-team", "no such parent", subject="east")
    answers = replace(shown.answers, findings=(finding,))
    for wanted in (Wanted(subject=("team", "east")), Wanted(team="safeguarding")):
        assert wanted.selected(answers, shown.service).findings == (finding,)
    assert Wanted(subject=("worker", "t.reid")).selected(answers, shown.service).findings == ()


def test_findings_and_windows_follow_too(view):
    of_tom = view(Wanted(subject=("worker", "t.reid"))).answers
    assert {one.code for one in of_tom.findings} == {"session-length"}
    of_aisha = view(Wanted(subject=("worker", "a.begum"))).answers
    assert [one.state for one in of_aisha.windows] == ["closed"]
    assert of_aisha.findings == ()


def test_a_case_that_nobody_holds_stands_in_the_list_of_who_held_it_last(view):
    """With its dates: to say "no rule" of a child that is overdue would be untrue."""
    for worker, case in (("b.shaw", "M1052"), ("r.palmer", "M1040")):
        found = view(Wanted(subject=("worker", worker))).answers
        assert {one.case for one in found.unheld} == {case}
        assert case in {one.subject.id for one in found.obligations}
        assert case in {one.subject for one in found.findings}
    assert "M1052" not in subjects(view(Wanted(subject=("worker", "b.shaw"), children=False)))
