"""Records by activity, since and until a day, and the actions agreed in them."""

from datetime import date

from supctl.facts import Action, Record, Reviewed
from supctl.facts.timeline import Timeline

JANUARY, FEBRUARY, MARCH = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def record(id_: str, activity: str, day: date, **more: object) -> Record:
    return Record(id=id_, activity=activity, date=day, **more)


FIRST = record("r1", "personal-supervision", JANUARY, actions=(Action(id="a1"), Action(id="a2"), Action(id="a3")))
AUDIT = record("r2", "supervision-audit", FEBRUARY, about=("r1",))
SECOND = record(
    "r3",
    "personal-supervision",
    FEBRUARY,
    actions=(Action(id="a1", from_="r1#a2"),),
    reviewed=(Reviewed(action="r1#a1", done=MARCH), Reviewed(action="r1#a3")),
)
THIRD = record("r4", "observation", MARCH)
ALL = Timeline([FIRST, AUDIT, SECOND, THIRD])


def test_those_of_an_activity_come_in_order() -> None:
    assert list(ALL.of(("personal-supervision",))) == [FIRST, SECOND]
    assert list(ALL.of(("observation", "supervision-audit", "personal-supervision"))) == list(ALL)
    assert list(ALL.of(("observation", "personal-supervision"))) == [FIRST, SECOND, THIRD]
    assert list(ALL.of(())) == list(ALL)
    assert list(ALL.of(("appraisal",))) == []


def test_the_day_itself_is_since_it_and_until_it() -> None:
    assert list(ALL.since(FEBRUARY)) == [AUDIT, SECOND, THIRD]
    assert list(ALL.since(FEBRUARY, ("personal-supervision",))) == [SECOND]
    assert list(ALL.until(FEBRUARY)) == [FIRST, AUDIT, SECOND]
    assert list(ALL.until(MARCH)) == list(ALL)
    assert list(ALL.until(date(2025, 12, 31))) == []
    assert list(Timeline().until(MARCH)) == []


def test_what_a_record_answers_finds_it() -> None:
    assert list(ALL.about("r1")) == [AUDIT]
    assert list(ALL.about("r1", ("observation",))) == []
    assert ALL.with_id("r3") is SECOND
    assert ALL.with_id("r9") is None


def test_an_action_ends_when_it_is_done_or_carried_on() -> None:
    assert list(ALL.ends_of("r1#a1")) == [MARCH]
    assert list(ALL.ends_of("r1#a2")) == [FEBRUARY]
    assert list(ALL.ends_of("r1#a3")) == []


def test_an_action_is_open_until_the_day_before_it_ends() -> None:
    def open_on(day: date) -> list[str]:
        return [f"{record.id}#{action.id}" for record, action in ALL.actions(day)]

    assert open_on(date(2026, 2, 4)) == ["r1#a1", "r1#a2", "r1#a3", "r3#a1"]
    assert open_on(FEBRUARY) == ["r1#a1", "r1#a3", "r3#a1"]
    assert open_on(MARCH) == ["r1#a3", "r3#a1"]
    assert len(list(ALL.actions())) == 4
