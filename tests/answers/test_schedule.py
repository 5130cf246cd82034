"""The schedule against one that looks at every single day; and breakages of the schedule that this must find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings

from supctl.answers import answer, schedule
from supctl.answers.circumstances import Circumstances
from supctl.answers.rota import Rota
from supctl.answers.rotas import rotas
from supctl.facts import Case, Record, Service, Worker
from supctl.facts.histories import edges
from supctl.policy import Policy

from .breaking import Break, everywhere
from .slow_schedule import Said, slow_answers
from .strategies import FIRST_DAY, Example, Table, example_pool, examples, policy_of

Terms, Clock = schedule.Terms, schedule._Clock


def quickly(example: Example) -> dict[str, Said]:
    """What the real schedule says, in the same words as the slow one."""
    answers = answer(example.facts, example.policy, example.as_of)
    return {
        one.id: Said(one.rule, one.due, one.limit, one.have, one.need)
        for one in answers.obligations
        if one.kind == "frequency"
    }


# --- worked out by hand --------------------------------------------------------------------------------------------


def by_hand(*rows: Table, as_of: date, subject: str = "worker", **known: object) -> Example:
    """A table of these rows for one worker, a student until 31 January and then a social worker, or for one case."""
    amy = Worker.model_validate(
        {
            "id": "amy",
            "name": "Amy",
            "employment": [{"from": FIRST_DAY}],
            "post": [{"from": FIRST_DAY, "role": "student"}, {"from": FEBRUARY, "role": "social-worker"}],
        }
    )
    status = [{"from": FIRST_DAY, "category": "looked-after"}]
    child = Case.model_validate({"id": "C1", "status": status, "approval": known.pop("approval", [])})
    activity = "case-supervision" if subject == "case" else "personal-supervision"
    table = [{"id": f"row-{number}", "clause": ["X-1"], **row} for number, row in enumerate(rows)]
    frequency = {"id": "f", "subject": subject, "counts": [{"activity": activity}], "row": table}
    return Example(Service(workers={"amy": amy}, cases={"C1": child}, **known), policy_of(frequency), as_of)


FEBRUARY = date(2024, 2, 1)
STUDENT = {"when": {"role": "student"}}
SETTLED = {"id": "r", "activity": "agreement", "date": date(2024, 1, 20), "supervisee": "amy", "every": "1 week"}
APPROVAL = {"what": "longer-interval", "role": "team-manager", "date": date(2024, 1, 20), "reason": "Settled."}

BY_HAND = {
    "a row that ends before its date leaves it to the next row": (
        by_hand({**STUDENT, "every": "6 weeks"}, {"every": "5 weeks"}, as_of=FEBRUARY),
        Said("row-1", date(2024, 2, 5), None),
    ),
    "what the next row would have asked for earlier, it asks for on its first day": (
        by_hand({**STUDENT, "every": "6 weeks"}, {"every": "3 weeks"}, as_of=FEBRUARY),
        Said("row-1", FEBRUARY, None),
    ),
    "the limit of a row is cut short by the next row": (
        by_hand({**STUDENT, "every": "2 weeks", "limit": "2 months"}, {"every": "3 weeks"}, as_of=FEBRUARY),
        Said("row-0", date(2024, 1, 15), FEBRUARY),
    ),
    "the interval that an approval names": (
        by_hand(
            {"when": {"approval": "longer-interval"}, "approved": {"by_role": "team-manager"}},
            {"every": "4 weeks"},
            as_of=date(2024, 1, 25),
            subject="case",
            approval=[APPROVAL | {"every": "2 months"}],
        ),
        Said("row-0", date(2024, 3, 1), None),
    ),
    "an approval by somebody without the grade lengthens nothing": (
        by_hand(
            {"when": {"approval": "longer-interval"}, "every": "2 months", "approved": {"by_role": "team-manager"}},
            {"every": "4 weeks"},
            as_of=date(2024, 1, 25),
            subject="case",
            approval=[APPROVAL | {"role": "social-worker"}],
        ),
        Said("row-1", date(2024, 1, 29), None),
    ),
    "an agreement asks for nothing before the day on which it was made": (
        by_hand(
            {"every": "3 months", "first": "2 months", "agreed": "any"},
            as_of=FEBRUARY,
            records=[Record.model_validate(SETTLED)],
        ),
        Said("row-0", date(2024, 1, 20), date(2024, 3, 1)),
    ),
    "the first interval counts until something was held": (
        by_hand(
            {"every": "3 months", "first": "2 weeks"},
            as_of=FEBRUARY,
            records=[
                Record.model_validate(
                    {"id": "r", "activity": "personal-supervision", "date": date(2024, 1, 15), "supervisee": "amy"}
                )
            ],
        ),
        Said("row-0", date(2024, 4, 15), None),
    ),
    "an exemption ends a run, and what was held before it counts no more": (
        by_hand(
            {"every": "6 weeks", "to": date(2024, 1, 20)},
            {"exempt": True, "to": date(2024, 1, 31)},
            {"every": "5 weeks"},
            as_of=FEBRUARY,
            records=[
                Record.model_validate(
                    {"id": "r", "activity": "personal-supervision", "date": date(2024, 1, 10), "supervisee": "amy"}
                )
            ],
        ),
        Said("row-2", date(2024, 3, 7), None),
    ),
    "a child's own record makes its interval shorter": (
        by_hand(
            {"every": "8 weeks", "agreed": "shorter"},
            as_of=FEBRUARY,
            subject="case",
            records=[
                Record.model_validate(
                    {"id": "r", "activity": "case-supervision", "date": date(2024, 1, 10), "cases": ["C1"]}
                    | {"every": "2 weeks"}
                )
            ],
        ),
        Said("row-0", date(2024, 1, 24), date(2024, 3, 6)),
    ),
    "a quota of two, with one before the opening: it counts from there": (
        by_hand(
            {"times": 2, "per": "1 month"},
            as_of=FEBRUARY,
            opening=date(2024, 1, 10),
            records=[
                Record.model_validate(
                    {"id": f"r{day}", "activity": "personal-supervision", "date": day, "supervisee": "amy"}
                )
                for day in (date(2024, 1, 5), date(2024, 1, 12))
            ],
        ),
        Said("row-0", date(2024, 2, 10), None, 2, 2),
    ),
}


@pytest.mark.parametrize(("example", "said"), BY_HAND.values(), ids=BY_HAND)
def test_days_worked_out_by_hand(example: Example, said: Said) -> None:
    """Both schedules come to the day that a person comes to."""
    assert list(quickly(example).values()) == [said]
    assert list(slow_answers(example.facts, example.policy, example.as_of).values()) == [said]


def test_nothing_is_missing_before_the_opening() -> None:
    """An agreement that the store does not know of is held against nobody before the day from which it is complete."""
    example = by_hand({"agreed": "only"}, as_of=FEBRUARY, opening=date(2024, 3, 1))
    assert quickly(example) == {}
    assert quickly(replace(example, as_of=date(2024, 3, 1))) == {"amy/f": Said("row-0", None, None)}


# --- against every single day --------------------------------------------------------------------------------------


@settings(max_examples=settings().max_examples * 3)
@given(examples(rules=False))
def test_the_schedule_says_what_looking_at_every_day_says(example: Example) -> None:
    """The same row, due date, limit and count of a quota, for every subject that owes anything."""
    assert quickly(example) == slow_answers(example.facts, example.policy, example.as_of)


# --- schedules that are broken on purpose --------------------------------------------------------------------------


@cache
def usual_examples() -> list[tuple[Example, dict[str, Said]]]:
    """Those worked out by hand and a good many of any kind, with what both schedules say."""
    found = [*(example for example, _ in BY_HAND.values()), *example_pool()]
    said = [(example, slow_answers(example.facts, example.policy, example.as_of)) for example in found]
    return [(example, slow) for example, slow in said if slow == quickly(example)]


def forgets(**without: None) -> Break:
    """Rows without one of their terms."""

    def breaks(monkeypatch: pytest.MonkeyPatch) -> None:
        everywhere(monkeypatch, Terms, lambda **terms: Terms(**{**terms, **without}))

    return breaks


def never_ends_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exemptions and gaps are stepped over."""

    def runs(found):
        running = [stretch for stretch in found if stretch.runs]
        return [running] if running else []

    everywhere(monkeypatch, schedule.runs, runs)


def forgets_the_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known is held against everybody."""
    monkeypatch.setattr(Clock, "_known", lambda _, start: start)


def keeps_to_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """`first` counts for ever."""
    monkeypatch.setattr(Clock, "_uses_first", lambda _, stretch: bool(stretch.terms and stretch.terms.first))


def starts_first_where_terms_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agreement in the middle of a row starts the row's clock anew."""
    real = schedule.stretches
    anew = lambda pieces: [replace(one, row_start=one.start) for one in real(pieces)]  # noqa: E731
    everywhere(monkeypatch, schedule.stretches, anew)


def stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first stretch from the base on decides, even where it ends before the date it gives."""
    real = schedule.next_due

    def next_due(run, events, opening, as_of, *since):
        start = max(run[0].start, opening or run[0].start)
        base = max([day for day in events if run[0].start <= day <= as_of], default=start)
        stretch = next((one for one in run if one.end > base), run[-1])
        forever = replace(stretch, end=schedule.FAR)
        return real([*run[: run.index(stretch)], forever], events, opening, as_of, *since)

    everywhere(monkeypatch, schedule.next_due, next_due)


def limits_do_not_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is that of the row in which the date was found, whatever governs by then."""
    monkeypatch.setattr(Clock, "_limit", lambda _, first, last: last)


def asks_for_one_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quota of n is content with one session less."""

    def lenient(**terms: object) -> schedule.Terms:
        return Terms(**{**terms, "times": terms.get("times") and max(terms["times"] - 1, 1)})

    everywhere(monkeypatch, Terms, lenient)


def looks_at_later_rows_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last row that matches governs, not the first."""

    def turned(service: Service, policy: Policy, as_of: date) -> Iterator[Rota]:
        tables = tuple(one.model_copy(update={"row": one.row[::-1]}) for one in policy.frequencies)
        return rotas(service, replace(policy, frequencies=tables), as_of)

    everywhere(monkeypatch, rotas, turned)


def overlooks_tenure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which a tenure is reached is not one of those looked at."""
    monkeypatch.setattr(Circumstances, "changes", lambda of, _: set(of._own_edges))


def asks_for_no_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may approve."""
    real = Circumstances.approval
    lenient = lambda of, what, approved, day: real(of, what, None, day)  # noqa: E731
    monkeypatch.setattr(Circumstances, "approval", lenient)


def overlooks_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after an entry's last day is not one of those looked at."""
    everywhere(monkeypatch, edges, lambda entries: {entry.from_ for entry in entries})


@pytest.mark.parametrize(
    "breaks",
    [
        pytest.param(forgets(limit=None), id="forgets limits"),
        pytest.param(forgets(first=None), id="forgets first"),
        pytest.param(forgets(agreed=None), id="forgets agreements"),
        pytest.param(forgets(approved=None), id="forgets approved intervals"),
        pytest.param(never_ends_a_run, id="never ends a run"),
        pytest.param(forgets_the_opening, id="forgets the opening"),
        pytest.param(keeps_to_first, id="keeps to first"),
        pytest.param(starts_first_where_terms_change, id="starts first where terms change"),
        pytest.param(stands_still, id="stands still"),
        pytest.param(limits_do_not_walk, id="limits do not walk"),
        pytest.param(asks_for_one_less, id="asks for one less"),
        pytest.param(looks_at_later_rows_first, id="looks at later rows first"),
        pytest.param(overlooks_tenure, id="overlooks tenure"),
        pytest.param(asks_for_no_grade, id="asks for no grade"),
        pytest.param(overlooks_ends, id="overlooks ends"),
    ],
)
def test_looking_at_every_day_finds_a_broken_schedule(breaks: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two say different things of some example, on which they agree when the schedule is whole."""
    agreed = usual_examples()
    with monkeypatch.context() as broken:
        breaks(broken)
        assert any(quickly(example) != slow for example, slow in agreed)
