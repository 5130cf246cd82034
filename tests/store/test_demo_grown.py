"""The grown demo."""

import hashlib
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import rfc8785

from supctl.documents import Document, Origin, read
from supctl.errors import InputError
from supctl.facts import Record, Service, Vocabulary, service_as_of
from supctl.store import open_store
from supctl.store.demo import Authority, Size, grow
from supctl.store.demo.case_records import case_records
from supctl.store.demo.cases import Case, caseload
from supctl.store.demo.drafted import Drafted, canonical_digest, indented
from supctl.store.demo.forms import Forms
from supctl.store.demo.people import worker_file
from supctl.store.demo.plan import MANAGERS, ServicePlan
from supctl.store.demo.roster import Person, Roster
from supctl.store.demo.scene import Scene
from supctl.store.demo.staff_records import booked, sessions_of, staff_records
from supctl.store.demo.team_records import team_records
from supctl.store.sealing import as_bytes, broken_links, sealed_record

DAY = date(2026, 11, 23)
SMALL = Size(12, 0.4)
WSUSSEX = Authority("wsussex")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(tmp_path_factory.mktemp("grown") / "demo", WSUSSEX, DAY, SMALL).folder


@pytest.fixture(scope="module")
def service(folder: Path) -> Service:
    loaded = open_store(folder).load(Vocabulary())
    assert loaded.problems == ()
    return loaded.service


def scene(people: int, years: float) -> Scene:
    """The same in memory: nothing is written."""
    opening = DAY - timedelta(days=round(365 * years))
    roster = Roster(ServicePlan(people), 1, opening.toordinal(), DAY.toordinal())
    return Scene(roster, "wsussex", Forms(None, Vocabulary()), ("file-archived",))


def cases_of(made: Scene) -> list[Case]:
    return [case for place in made.roster.plan.places for case in caseload(made.roster, place)]


def records_of(made: Scene) -> list[Drafted]:
    of_people = [one for person in made.roster.by_id.values() for one in staff_records(made, person)]
    of_cases = [one for case in cases_of(made) for one in case_records(made, case)]
    return of_people + of_cases + [one for team in made.roster.plan.teams for one in team_records(made, team)]


def is_here(person: Person, day: int) -> bool:
    return person.first <= day and (person.last is None or day <= person.last)


def is_open(case: Case, day: int) -> bool:
    return case.piece(day) is not None


def employed(service: Service, day: date) -> int:
    return sum(1 for worker in service.workers if service.employment(worker, day))


def still_open(service: Service, day: date) -> int:
    return sum(1 for case in service.cases if service.status(case, day))


def test_the_same_size_and_seed_give_the_same_bytes_whoever_writes(tmp_path: Path, folder: Path) -> None:
    again = grow(tmp_path / "two", WSUSSEX, DAY, SMALL, processes=2)
    assert contents(again.folder) == contents(folder)


def test_another_seed_day_or_size_is_another_store(tmp_path: Path, folder: Path) -> None:
    few = Size(10, 0.02)
    sizes = [(few, DAY), (Size(10, 0.02, 2), DAY), (Size(11, 0.02), DAY), (few, DAY + timedelta(days=1))]
    stores = [grow(tmp_path / str(place), WSUSSEX, day, size).folder for place, (size, day) in enumerate(sizes)]
    assert len({open_store(one).settings.id for one in stores}) == len(sizes)
    assert len({frozenset(contents(one).items()) for one in stores}) == len(sizes)


def test_it_tells_what_it_wrote(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = grow(tmp_path / "a", WSUSSEX, DAY, Size(10, 0.1), progress=lambda written, of: told.append((written, of)))
    loaded = open_store(done.folder).load(Vocabulary()).service
    assert (done.people, done.cases) == (len(loaded.workers), len(loaded.cases))
    assert done.records == len(loaded.records)
    assert (done.teams, done.opening) == (len(loaded.teams), loaded.opening)
    assert loaded.post(done.worker, DAY).team == done.team
    assert told == sorted(told)
    assert told[-1] == (done.records, done.records)


def test_a_longer_history_is_the_same_service(tmp_path: Path, service: Service) -> None:
    longer = open_store(grow(tmp_path / "longer", WSUSSEX, DAY, Size(12, 0.8)).folder).load(Vocabulary()).service
    assert len(longer.records) > 1.7 * len(service.records)
    assert employed(longer, DAY) == employed(service, DAY) == pytest.approx(12, abs=2)
    assert {one for one in longer.workers if longer.employment(one, DAY)} <= set(service.workers)
    assert {one: case.initials for one, case in longer.cases.items() if longer.status(one, DAY)} == {
        one: case.initials for one, case in service.cases.items() if service.status(one, DAY)
    }
    lately = DAY - timedelta(days=60)
    ids, more = ({one.id for one in of.records if one.date > lately} for of in (service, longer))
    assert ids <= more
    assert {one.split("-")[3] for one in more - ids} <= {"cancelled"}, "where the session before lies further back"


def test_the_number_of_people_and_of_open_cases_stays() -> None:
    made = scene(60, 8)
    days = [made.as_of - 240 * number for number in range(12)]
    people = [sum(is_here(one, day) for one in made.roster.by_id.values()) for day in days]
    every = cases_of(made)
    cases = [sum(is_open(one, day) for one in every) for day in days]
    assert all(55 <= number <= 65 for number in people)
    assert max(cases) <= 1.1 * min(cases)
    assert len(made.roster.by_id) > 2 * max(people)
    assert len(every) > 5 * max(cases)


def test_case_holders_have_a_dozen_children_or_more() -> None:
    made, held = scene(100, 1), Counter[str]()
    for case in cases_of(made):
        piece = case.piece(made.as_of)
        held[piece.worker.id if piece and piece.worker else ""] += 1
    loads = sorted(held.values())
    assert loads[len(loads) // 10] >= 7
    assert 12 <= loads[len(loads) // 2] <= loads[-len(loads) // 10] <= 20


def test_every_sealed_file_is_as_sealing_makes_it(folder: Path) -> None:
    written = {name: content for name, content in contents(folder).items() if name.startswith("records/")}
    assert len(written) > 800
    for name, content in written.items():
        sealed = json.loads(content)
        facts = {key: value for key, value in sealed["facts"].items() if value is not None}
        record = read(Record, {**facts, "steps": sealed["steps"]}, Origin(Document(name, "")))
        assert as_bytes(sealed_record(record)) == content
        assert list(broken_links(sealed)) == []


def test_the_quick_canonical_form_is_that_of_rfc_8785(folder: Path) -> None:
    for name, content in contents(folder).items():
        if name.startswith("records/"):
            facts = json.loads(content)["facts"]
            assert canonical_digest(facts) == "sha256:" + hashlib.sha256(rfc8785.dumps(facts)).hexdigest()
    odd = {"b": 'q"\\\t\n\x1f/', "a": [1, -2, 0, True, False, None, [], {}, {"z": ""}]}
    assert canonical_digest(odd) == "sha256:" + hashlib.sha256(rfc8785.dumps(odd)).hexdigest()
    assert indented(odd) == json.dumps(odd, indent=2)


def test_only_people_in_post_take_part(service: Service) -> None:
    for record in service.records:
        for who in {record.supervisee, record.supervisor, *record.present} - {None}:
            assert service.post(who, record.date), record.id
        for step in record.steps:
            assert service.employment(step.by, step.on), record.id
            assert record.date <= step.on <= DAY
        assert [step.on for step in record.steps] == sorted(step.on for step in record.steps)
        assert record.date.weekday() < 5


def test_children_are_talked_about_while_their_case_is_open(service: Service) -> None:
    for record in service.records:
        for case in record.cases:
            closed = service.status(case, record.date) is None
            assert not closed or record.activity == "management-comment", record.id
            if record.activity == "personal-supervision":
                assert service.case_worker(case, record.date) == record.supervisee
        assert set(record.reflective) <= set(record.cases)


def test_actions_that_are_looked_at_were_agreed_before(service: Service) -> None:
    agreed = {f"{record.id}#{action.id}": record.date for record in service.records for action in record.actions}
    looked_at = [(record, found) for record in service.records for found in record.reviewed]
    going_on = [(record, action.from_) for record in service.records for action in record.actions if action.from_]
    assert looked_at
    assert going_on
    for record, found in looked_at:
        assert agreed[found.action] <= (found.done or record.date) <= record.date
    assert all(agreed[name] <= record.date for record, name in going_on)


def test_no_action_is_left_behind(service: Service) -> None:
    """What is open was agreed in a subject's last session of the kind, or is carried on."""
    counting = service_as_of(service, DAY).records
    last = {
        (record.activity, record.supervisee, record.cases[:1] if "case" in record.activity else ()): record
        for record in counting
    }
    ended = {found.action for record in counting for found in record.reviewed if found.done}
    ended |= {action.from_ for record in counting for action in record.actions}
    for record in counting:
        left = [action for action in record.actions if f"{record.id}#{action.id}" not in ended]
        subject = (record.activity, record.supervisee, record.cases[:1] if "case" in record.activity else ())
        assert not left or last[subject] is record


def test_every_activity_and_state_is_there() -> None:
    records = records_of(scene(20, 1.2))
    assert {record.activity for record in records} == {
        *("personal-supervision", "case-supervision", "group-supervision", "ad-hoc-supervision", "observation"),
        *("supervision-observation", "agreement", "agreement-review", "supervision-review", "supervisee-views"),
        *("appraisal", "management-oversight", "management-comment", "case-file-audit", "supervision-audit"),
        *("handover", "learning-activity", "cancelled-session", "file-archived"),
    }
    steps = {step.step for record in records for step in record.steps}
    assert steps == {"written", "shared", "agreed", "disagreed", "signed", "filed", "voided"}
    assert {record.source["kind"] for record in records} == {"typed", "logged", "imported"}
    amended = {record.amends for record in records if record.amends}
    assert amended
    assert amended <= {record.id for record in records}
    signed = {[one.step for one in record.steps].count("signed") for record in records}
    assert {0, 2} <= signed
    cancelled = [record for record in records if record.activity == "cancelled-session"]
    assert all(record.reason for record in cancelled)
    assert any(record.rearranged for record in cancelled)


@pytest.mark.parametrize("people", [10, 16, 100, 777, 5000])
def test_a_service_of_any_size_is_divided_into_teams(people: int) -> None:
    plan = ServicePlan(people)
    sizes = [len(team.places) for team in plan.teams if team.kind != "non-operational"]
    assert all(5 <= size <= 10 for size in sizes)
    assert people <= len(plan.places) <= 1.06 * people + 2
    assert len({team.id for team in plan.teams}) == len({team.name for team in plan.teams}) == len(plan.teams)
    assert [place.number for place in plan.places] == list(range(len(plan.places)))
    places = {place.id: place for place in plan.places}
    assert len(places) == len(plan.places)
    assert {place.id for place in plan.places if place.above is None} == {"head"}
    assert all(places[place.above].role in MANAGERS for place in plan.places if place.above)


def test_no_two_records_have_one_id() -> None:
    ids = Counter(record.id for record in records_of(scene(16, 2)))
    assert [one for one, number in ids.items() if number > 1] == []


def test_people_differ() -> None:
    made = scene(60, 3)
    files = [worker_file(made, one, booked(made, one, sessions_of(made, one))) for one in made.roster.by_id.values()]
    assert {one["employment"] for one in files} == {None, "locum", "seconded", "placement"}
    standings = {standing["is"] for one in files for standing in one["standing"]}
    assert standings == {"registered", "newly-qualified", "part-time"}
    assert any(len({post["team"] for post in one["post"]}) > 1 for one in files)
    assert any(len({post["supervisor"] for post in one["post"]}) > 1 for one in files)
    assert {bool(one["cover"]) for one in files if one["absence"]} == {True, False}
    assert {bool(one["planned"]) for one in files} == {True, False}
    assert {item["item"] for one in files for item in one["file"]} == {
        *("appraisal", "supervision-file", "supervision-training")
    }


def test_children_differ() -> None:
    made = scene(60, 3)
    cases = cases_of(made)
    categories = {category for case in cases for piece in case.pieces for category in piece.category}
    assert categories >= {"assessment", "child-in-need", "child-protection", "court", "looked-after", "disabled-child"}
    assert categories >= {"contact", "care-leaver", "early-help"}
    assert any(len({piece.category for piece in case.pieces}) > 2 for case in cases)
    assert any(len({piece.worker.id for piece in case.pieces if piece.worker}) > 2 for case in cases)
    assert any(case.approvals for case in cases)
    families = Counter(case.family for case in cases if case.family)
    assert min(families.values()) > 1
    assert all(len(case.initials) == 2 for case in cases)
    last = [piece.worker for case in cases if (piece := case.piece(made.as_of))]
    assert 0 < sum(worker is None or not is_here(worker, made.as_of) for worker in last) < 0.05 * len(last)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (Size(0, 1), "0 people"),
        (Size(9, 1), "9 people"),
        (Size(6000, 1), "6000 people"),
        (Size(20, -1), "-1 years"),
        (Size(20, 0), "0 years"),
        (Size(20, float("nan")), "nan years"),
        (Size(20, 99), "99 years"),
        (Size(5000, 60), "about"),
    ],
)
def test_a_size_that_is_none_is_refused_before_anything_is_made(tmp_path: Path, size: Size, said: str) -> None:
    with pytest.raises(InputError, match=said):
        grow(tmp_path / "a", WSUSSEX, DAY, size)
    assert not (tmp_path / "a").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        grow(tmp_path, WSUSSEX, DAY, SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
