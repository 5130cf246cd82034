"""The demo."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from supctl.errors import InputError
from supctl.facts import Record, Service, Vocabulary, service_as_of
from supctl.store import open_store
from supctl.store.demo import ANCHOR, demo, demo_given
from supctl.store.sealing import as_bytes, broken_links

EVERY_DAY = [date(2026, 11, 23), date(2026, 11, 29), date(2027, 2, 28), date(2024, 2, 29)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("as_of", EVERY_DAY)
def test_it_loads_without_a_problem(tmp_path: Path, as_of: date) -> None:
    loaded = open_store(demo(tmp_path / "demo", "wsussex", as_of)).load(Vocabulary())
    assert loaded.problems == ()
    assert (len(loaded.service.workers), len(loaded.service.cases)) == (16, 19)


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (demo(tmp_path / name, "wsussex", date(2027, 3, 4)) for name in "ab")
    assert contents(one) == contents(two)
    other = demo(tmp_path / "c", "merton", date(2027, 3, 4))
    assert open_store(other).settings.id != open_store(one).settings.id


def dates(value: object) -> list[date]:
    if isinstance(value, date):
        return [value]
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [day for item in below for day in dates(item)]


@pytest.mark.parametrize("as_of", EVERY_DAY)
def test_dates_move_by_whole_weeks_to_the_week_asked(as_of: date) -> None:
    written, moved = dates(demo_given(ANCHOR)), dates(demo_given(as_of))
    (shift,) = {later - earlier for earlier, later in zip(written, moved, strict=True)}
    assert shift.days % 7 == 0
    assert ANCHOR + shift <= as_of < ANCHOR + shift + timedelta(days=7)


def test_a_records_id_moves_with_its_date() -> None:
    ids = {record["id"]: record for record in demo_given(date(2026, 11, 30))["records"]}
    record = ids["2026-11-10-personal-supervision-a.begum-7k2m"]
    assert record["reviewed"][0]["action"] == "2026-10-13-personal-supervision-a.begum-h3ve#1"
    assert "2026-10-23-case-supervision-M1014-v9zc" not in ids
    assert "2026-10-22-case-supervision-M1014-v9zc" in ids


def test_its_records_are_sealed_in_the_one_form(tmp_path: Path) -> None:
    written = contents(demo(tmp_path / "d", "wsussex", ANCHOR))
    sealed = [content for name, content in written.items() if name.startswith("records/")]
    assert len(sealed) == len(demo_given(ANCHOR)["records"])
    for content in sealed:
        assert list(broken_links(json.loads(content))) == []
        assert as_bytes(json.loads(content)) == content


def test_forms_are_those_of_the_authority(tmp_path: Path) -> None:
    def on_form(record: Record, people: Service) -> dict[str, object]:
        return {"form": "personal", "answers": {"agenda.items": record.supervisee in people.workers}}

    folder = demo(tmp_path / "d", "wsussex", ANCHOR, on_form)
    records = [one for one in open_store(folder).load(Vocabulary()).service.records if one.supervisee]
    assert {one.form for one in records} == {"personal", None}
    assert {one.source.kind for one in records if one.form is None} == {"logged"}
    assert {one.answers.get("agenda.items") for one in records if one.form} == {True}


def test_what_it_shows(tmp_path: Path) -> None:
    """Somebody gone, somebody away, one to write up, one cancelled, one voided, one not signed by both."""
    service = open_store(demo(tmp_path / "d", "wsussex", ANCHOR)).load(Vocabulary()).service
    assert service.case_worker("M1052", ANCHOR) is None
    assert service.case_team("M1052", ANCHOR) == "east"
    assert service.absence("r.palmer", ANCHOR)
    assert service.cover("r.palmer", ANCHOR, "cases") is None
    assert [record.id[-4:] for record in service.records if record.source.kind == "logged"] == ["c4hw"]
    assert [record.id[-4:] for record in service.records if record.activity == "cancelled-session"]
    counting = {record.id for record in service_as_of(service, ANCHOR).records}
    assert [record.id[-4:] for record in service.records if record.id not in counting] == ["v9zc"]
    agreements = [record for record in service.records if record.activity == "agreement"]
    signed = {record.supervisee: {step.by for step in record.steps if step.step == "signed"} for record in agreements}
    assert [who for who, by in signed.items() if len(by) < 2] == ["y.khan"]


def test_everybody_it_names_is_there() -> None:
    given = demo_given(ANCHOR)
    for record in given["records"]:
        people = {record.get("supervisee"), record.get("supervisor"), *(step["by"] for step in record.get("steps", ()))}
        assert people - {None} <= set(given["workers"])
        assert set(record.get("cases", ())) <= set(given["cases"])
        days = [record["date"], *(step["on"] for step in record.get("steps", ()))]
        assert all(day <= ANCHOR and day.weekday() < 5 for day in days)


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    demo(tmp_path / "d", "wsussex", ANCHOR)
    with pytest.raises(InputError, match="already"):
        demo(tmp_path / "d", "wsussex", ANCHOR)
