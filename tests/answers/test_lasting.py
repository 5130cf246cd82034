"""Units by themselves answer as everybody together does; what one owes lasts as long as it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date, timedelta

from hypothesis import given, settings

from supctl.answers import answer
from supctl.answers.door import owed_to_date
from supctl.answers.lasting import Lasting, lasting
from supctl.answers.scope import every_unit
from supctl.answers.shapes import Owed
from supctl.answers.subject import Unit
from supctl.facts import Service
from supctl.facts.gathered import ListedCases, ListedPeople, ListedRecords, by_date
from supctl.facts.noted import Asked, changed_case, changed_records, changed_team, changed_worker
from supctl.facts.watched import Span, WatchedDay

from .strategies import FIRST_DAY, ONE_DAY, SPAN_DAYS, Example, examples, services


def as_set(owed: Owed) -> set[str]:
    """All of it, whatever its order; with what is equal by definition (where it was written) left out."""
    return {repr(one) for part in astuple(replace(owed)) for one in part}


def kept(example: Example, day: date | None = None) -> list[Lasting]:
    """What every unit owes."""
    return [lasting(example.facts, example.policy, day or example.as_of, unit) for unit in every_unit(example.facts)]


def asked_anew(example: Example, unit: Unit, day: date | None = None) -> Owed:
    return owed_to_date(example.facts, example.policy, day or example.as_of, (unit,))


@given(examples())
def test_the_units_together_answer_as_the_service_does(example: Example) -> None:
    whole = answer(example.facts, example.policy, example.as_of, history_from=FIRST_DAY)
    parts = [
        answer(example.facts, example.policy, example.as_of, history_from=FIRST_DAY, units=(unit,))
        for unit in every_unit(example.facts)
    ]
    for name in ("obligations", "history", "uncovered", "exempt", "windows", "unheld", "findings"):
        together = [one for part in parts for one in getattr(part, name)]
        assert sorted(map(repr, together)) == sorted(map(repr, getattr(whole, name))), name


@given(examples())
def test_what_a_unit_owes_holds_on_every_day_of_its_span(example: Example) -> None:
    for one in kept(example):
        assert one.span.first <= example.as_of < one.span.end
        days = (FIRST_DAY + timedelta(days=n) for n in range(-2, SPAN_DAYS + 30, 3))
        near = (one.span.first, one.span.end - ONE_DAY if one.span.end < date.max else example.as_of + ONE_DAY)
        for day in (*days, *near):
            if one.span.first <= day < one.span.end and day > date.min:
                assert as_set(asked_anew(example, one.unit, day)) == as_set(one.owed), day


@given(examples())
def test_a_day_that_is_watched_stays_out_of_the_answers(example: Example) -> None:
    """A plain day comes to the same, and nothing of the watched one is kept."""
    for one in kept(example):
        assert as_set(one.owed) == as_set(asked_anew(example, one.unit))
        assert "WatchedDay" not in {type(value).__name__ for value in everything_in(one.owed)}


def everything_in(value: object) -> Iterable[object]:
    """The value, and every part of it."""
    yield value
    parts = vars(value).values() if hasattr(value, "__dict__") else value if isinstance(value, tuple) else ()
    for part in parts:
        yield from everything_in(part)


@settings(max_examples=settings.default.max_examples // 3)
@given(examples(), services())
def test_what_a_unit_owes_holds_until_something_changes_that_it_rests_on(example: Example, other: Service) -> None:
    """One person, case, team or record of another service at a time is put in the place of what is known of it."""
    known = kept(example)
    for changed in changes(example.facts, other):
        told = what_changed(example.facts, changed)
        for one in known:
            if not one.rests_on & told:
                now = owed_to_date(changed, example.policy, example.as_of, (one.unit,))
                assert as_set(now) == as_set(one.owed), (one.unit, told)


def changes(facts: Service, other: Service) -> Iterable[Service]:
    """The facts with one thing added, taken away, or as the other service has it."""
    for name in ("workers", "cases", "teams"):
        known, new = getattr(facts, name), getattr(other, name)
        for id_ in sorted({*known, *new}):
            entries = {key: one for key, one in {**known, id_: new.get(id_)}.items() if one}
            if entries != known:
                yield replace(facts, **{name: entries})
    for record in facts.records:
        yield replace(facts, records=[one for one in facts.records if one is not record])
    for record in list(other.records)[:6]:
        longer = [*(one for one in facts.records if one.id != record.id), record]
        yield replace(facts, records=sorted(longer, key=by_date))


def what_changed(before: Service, after: Service) -> set[Asked]:
    """What may be answered differently, as whoever reads the files would tell it."""
    told: set[Asked] = set()
    for of, tell in (("workers", changed_worker), ("cases", changed_case), ("teams", changed_team)):
        old, new = getattr(before, of), getattr(after, of)
        for key in {*old, *new}:
            if old.get(key) != new.get(key):
                told |= tell(old.get(key), new.get(key))
    for here, there in ((before, after), (after, before)):
        theirs = {record.id: record for record in there.records}
        different = [record for record in here.records if theirs.get(record.id) != record]
        told |= changed_records(here.gathered.with_versions(different))
    return told


def test_the_watched_day_is_compared_as_any_other() -> None:
    """Every comparison, with itself moved and with plain days on either side, is that of the plain days."""
    middle = date(2024, 2, 29)
    for n in range(-3, 4):
        span = Span()
        watched, plain = WatchedDay.of(middle, span), middle + timedelta(days=n)
        for ours, theirs in (
            (watched, middle),
            (watched + ONE_DAY, middle + ONE_DAY),
            (watched - ONE_DAY, middle - ONE_DAY),
        ):
            assert (ours < plain, ours <= plain, ours == plain, ours != plain, ours >= plain, ours > plain) == (
                theirs < plain,
                theirs <= plain,
                theirs == plain,
                theirs != plain,
                theirs >= plain,
                theirs > plain,
            )
            assert (plain < ours, plain <= ours, plain == ours, plain >= ours, plain > ours) == (
                plain < theirs,
                plain <= theirs,
                plain == theirs,
                plain >= theirs,
                plain > theirs,
            )
        assert watched < watched + ONE_DAY
        assert sorted([watched, plain]) == sorted([middle, plain])


def test_a_comparison_narrows_the_span_to_its_side() -> None:
    span = Span()
    day = WatchedDay.of(date(2024, 2, 15), span)
    assert day < date(2024, 3, 1)
    assert day >= date(2024, 2, 1)
    assert (span.first, span.end) == (date(2024, 2, 1), date(2024, 3, 1))
    assert day + timedelta(days=7) <= date(2024, 2, 25)
    assert span.end == date(2024, 2, 19)
    assert date(2024, 2, 10) != day
    assert (span.first, span.end) == (date(2024, 2, 11), date(2024, 2, 19))


def test_whatever_needs_the_day_itself_holds_on_that_day_alone() -> None:
    middle = date(2024, 2, 15)
    looks = [str, repr, hash, date.isoformat, date.toordinal.__get__, lambda day: day.year, lambda day: day.weekday()]
    looks += [lambda day: day - middle, lambda day: middle - day, lambda day: f"{day}", lambda day: day.replace(day=1)]
    looks += [lambda day: day.isocalendar(), lambda day: day.timetuple(), lambda day: day.strftime("%d")]
    for look in looks[:3] + looks[5:]:
        span = Span()
        assert look(WatchedDay.of(middle, span)) == look(middle)
        assert (span.first, span.end) == (middle, middle + ONE_DAY)


def test_lists_in_memory_are_mappings_like_any_other() -> None:
    assert dict(ListedPeople({})) == {}
    assert dict(ListedCases({})) == {}
    assert list(ListedRecords(())) == []
