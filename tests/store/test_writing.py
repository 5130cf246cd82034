"""Making a store, and that what is written is what is read."""

import os
import string
import tomllib
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supctl.documents import NOWHERE, read
from supctl.errors import InputError, StoreError
from supctl.facts import Case, Record, Team, Vocabulary, Worker
from supctl.facts.words import ACTIVITIES, CATEGORIES, CLOSED, EVENTS, ROLES, STANDINGS, STEPS, TEAM_KINDS
from supctl.store import open_store
from supctl.store.changes.several import create_all, write_all
from supctl.store.formatting import toml_text
from supctl.store.writing import init, write_service

# --- init ----------------------------------------------------------------------------------------------------------


def test_init_makes_a_store_that_can_be_opened(tmp_path: Path) -> None:
    name = 'Children\'s "social" care \\ Zoë'
    folder = init(tmp_path / "new/store", "merton", name, date(2026, 11, 2))
    settings = open_store(folder).settings
    assert (settings.name, settings.opening.from_) == (name, date(2026, 11, 2))
    assert settings.authority_on(date(2026, 11, 2)) == "merton"
    assert len(settings.id) == 32
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "supctl.toml"]
    assert b"\r" not in (folder / "supctl.toml").read_bytes()


def test_git_is_told_what_to_leave_out(tmp_path: Path) -> None:
    lines = (init(tmp_path / "s", "merton", "", date(2026, 11, 2)) / ".gitignore").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        *("words/", "private/", "drafts/", ".supctl.lock", ".supctl-*")
    ]


def test_two_stores_have_two_ids(tmp_path: Path) -> None:
    one, two = (open_store(init(tmp_path / name, "merton", "", date(2026, 11, 2))) for name in "ab")
    assert one.settings.id != two.settings.id


def test_init_twice_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder = init(tmp_path / "s", "merton", "", date(2026, 11, 2))
    before = (folder / "supctl.toml").read_bytes()
    with pytest.raises(InputError, match=r"a supctl\.toml in .* already"):
        init(folder, "blackpool", "", date(2026, 11, 2))
    assert (folder / "supctl.toml").read_bytes() == before


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(InputError, match=r"is not empty \(holiday\.jpg\)"):
        init(tmp_path, "merton", "", date(2026, 11, 2))
    assert not (tmp_path / "supctl.toml").exists()


def test_a_fresh_git_repository_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert open_store(init(tmp_path, "merton", "", date(2026, 11, 2))).settings


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("")
    with pytest.raises(StoreError, match="mend: choose another folder"):
        init(tmp_path / "s", "merton", "", date(2026, 11, 2))


def test_somebody_elses_store_made_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "supctl.toml").write_text("theirs")
    with pytest.raises(InputError):
        create_all(tmp_path, {".gitignore": b"ours", "supctl.toml": b"ours"})
    assert there(tmp_path) == {"supctl.toml": b"theirs"}


def test_what_an_init_that_was_stopped_left_is_no_hindrance(tmp_path: Path) -> None:
    init(tmp_path, "merton", "", date(2026, 11, 2))
    (tmp_path / "supctl.toml").rename(tmp_path / ".supctl-new-00000000-1-00000000")
    assert open_store(init(tmp_path, "merton", "", date(2026, 11, 2))).settings


def test_a_folder_with_somebodys_own_gitignore_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    with pytest.raises(InputError, match=r"is not empty \(\.gitignore\)"):
        init(tmp_path, "merton", "", date(2026, 11, 2))


def there(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for the lock."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".supctl.lock"}


# --- one file ------------------------------------------------------------------------------------------------------


def test_a_file_is_as_it_was_or_wholly_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"teams/east.toml": b"old"})

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"No space left on device\n  mend: "):
        write_all(tmp_path, {"teams/east.toml": b"new"})
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "teams").iterdir()] == [("east.toml", b"old")]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_a_file_keeps_who_may_read_and_write_it(tmp_path: Path) -> None:
    write_all(tmp_path, {"east.toml": b"old"})
    (tmp_path / "east.toml").chmod(0o640)
    write_all(tmp_path, {"east.toml": b"new"})
    assert ((tmp_path / "east.toml").stat().st_mode & 0o777, (tmp_path / "east.toml").read_bytes()) == (0o640, b"new")


def test_a_read_only_file_is_not_replaced_nor_anything_beside_it(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.toml": b"old", "b.toml": b"old"})
    (tmp_path / "b.toml").chmod(0o444)
    with pytest.raises(StoreError, match=r"b\.toml: it is read-only\n  mend: "):
        write_all(tmp_path, {"a.toml": b"new", "b.toml": b"new"})
    assert there(tmp_path) == {"a.toml": b"old", "b.toml": b"old"}
    (tmp_path / "b.toml").chmod(0o644)


def test_files_look_as_people_write_them() -> None:
    text = toml_text(
        {
            "name": "Aisha Begum",
            "started": date(2025, 9, 1),
            "ended": None,
            "post": [{"from": date(2025, 9, 1), "role": "social-worker"}, {"from": date(2026, 9, 1), "role": "other"}],
            "status": [{"category": ["child-in-need", "disabled-child"], "by": None}],
            "words": {"staff": "store"},
            "empty": [],
        }
    )
    assert text == (
        'name = "Aisha Begum"\nstarted = 2025-09-01\nempty = []\n'
        '\n[[post]]\nfrom = 2025-09-01\nrole = "social-worker"\n\n[[post]]\nfrom = 2026-09-01\nrole = "other"\n'
        '\n[[status]]\ncategory = ["child-in-need", "disabled-child"]\n\n[words]\nstaff = "store"\n'
    )


TOML_VALUES = st.recursive(
    st.text() | st.booleans() | st.integers(-(2**60), 2**60) | st.dates(min_value=date(1000, 1, 1)),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), TOML_VALUES, max_size=5))
def test_any_values_come_back_from_their_toml(values: dict[str, object]) -> None:
    assert tomllib.loads(toml_text(values)) == values


# --- what is written is what is read -------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31))
PERSON = st.text(string.ascii_lowercase, min_size=4, max_size=6)
REFERENCE = st.from_regex(r"M[0-9]{4}", fullmatch=True)
SAID = st.text(st.characters(codec="utf-8"), max_size=12)
NAMED = SAID.filter(lambda name: bool(name.strip()) and name.isprintable())


def some(**values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """A table with any of these keys; `from_` is written `from`."""
    return st.fixed_dictionaries({}, optional={key.rstrip("_"): value for key, value in values.items()})


def table(must: dict[str, st.SearchStrategy[object]], **may: st.SearchStrategy[object]):
    return st.tuples(st.fixed_dictionaries(must), some(**may)).map(lambda pair: pair[0] | pair[1])


def history(*, key: str = "from", **values: st.SearchStrategy[object]):
    """Entries with rising days."""
    rising = st.lists(DAYS, unique=True, max_size=3).map(sorted)
    return rising.flatmap(
        lambda days: st.tuples(*(table({key: st.just(day), **must_of(values)}) for day in days)).map(list)
    )


def must_of(values: dict[str, st.SearchStrategy[object]]) -> dict[str, st.SearchStrategy[object]]:
    return {name.rstrip("_"): value for name, value in values.items()}


TEAMS = table({"name": NAMED, "kind": st.sampled_from(TEAM_KINDS)}, started=DAYS)
WORKERS = table(
    {"name": NAMED, "started": DAYS},
    standing=history(is_=st.sampled_from(STANDINGS)),
    post=history(role=st.sampled_from(ROLES), supervisor=st.just("somebody.else")),
    cover=history(by=PERSON, for_=st.sampled_from(["people", "cases", "all"])),
    planned=history(key="date", activity=st.sampled_from(ACTIVITIES)),
    file=history(key="date", item=SAID),
)
OPEN_CATEGORIES = [category for category in CATEGORIES if category != CLOSED]
CATEGORY = st.lists(st.sampled_from(OPEN_CATEGORIES), min_size=1, max_size=2) | st.just([CLOSED])
CASES = table(
    {
        "initials": st.sampled_from(["JB", "A.-M.", "Ø", ""]),
        "status": history(category=CATEGORY, worker=PERSON).filter(bool),
    },
    family=SAID,
    event=history(key="date", id=st.uuids().map(str), kind=st.sampled_from(EVENTS)),
    approval=history(
        key="date", what=st.just("longer-interval"), reason=SAID, every=st.sampled_from(["12 weeks", "3 months"])
    ),
)
STEP = table(
    {"step": st.sampled_from(STEPS), "on": DAYS},
    by=PERSON,
    where=SAID,
    at=st.datetimes(timezones=st.just(UTC)),
    note=SAID,
)
RECORDS = table(
    {"activity": st.sampled_from(ACTIVITIES), "date": DAYS},
    minutes=st.integers(1, 600),
    supervisee=PERSON,
    present=st.lists(PERSON, max_size=3),
    cases=st.lists(REFERENCE, max_size=3),
    about=st.lists(REFERENCE, max_size=2),
    answers=st.dictionaries(SAID, st.booleans() | st.integers(0, 10) | SAID | st.lists(SAID, max_size=2), max_size=3),
    actions=st.lists(table({"id": SAID}, who=PERSON, by=DAYS), max_size=2),
    reviewed=st.lists(table({"action": SAID}, done=DAYS), max_size=2),
    flags=st.lists(SAID, max_size=2),
    every=st.sampled_from(["4 weeks", "a month", "fortnightly"]),
    reason=SAID,
    rearranged=DAYS,
    source=st.just({"kind": "imported", "file": "x.csv", "row": 3, "batch": "b"}),
    steps=st.lists(STEP, max_size=3),
)


@st.composite
def services(draw: st.DrawFn) -> dict[str, object]:
    records = draw(st.lists(RECORDS, max_size=3))
    return {
        "teams": draw(st.dictionaries(PERSON, TEAMS, max_size=2)),
        "workers": draw(st.dictionaries(PERSON, WORKERS, max_size=2)),
        "cases": draw(st.dictionaries(REFERENCE, CASES, max_size=2)),
        "records": [{"id": f"r{number}", **record} for number, record in enumerate(records)],
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(services())
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, given: dict[str, object]) -> None:
    folder = init(tmp_path_factory.mktemp("s") / "store", "merton", "", date(2026, 1, 5))
    write_service(folder, given)
    loaded = open_store(folder).load(Vocabulary())
    assert loaded.problems == ()
    assert loaded.service.teams == {id_: read(Team, team, NOWHERE, id=id_) for id_, team in given["teams"].items()}
    assert loaded.service.workers == {id_: read(Worker, one, NOWHERE, id=id_) for id_, one in given["workers"].items()}
    assert loaded.service.cases == {id_: read(Case, case, NOWHERE, id=id_) for id_, case in given["cases"].items()}
    written = [read(Record, record, NOWHERE) for record in given["records"]]
    assert [unlinked(record) for record in loaded.service.records] == sorted(
        written, key=lambda record: (record.date, record.id)
    )


def unlinked(record: Record) -> Record:
    """The record without what sealing adds."""
    steps = tuple(step.model_copy(update={"previous": None, "digest": None}) for step in record.steps)
    return record.model_copy(update={"digest": None, "steps": steps})
