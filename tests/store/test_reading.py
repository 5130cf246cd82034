"""What a store says, and what is wrong with it: a file with a problem is named, and everything else is still used."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supctl.errors import Finding, InputError, PolicyError, StoreError
from supctl.facts import Vocabulary
from supctl.store import Loaded, files, open_store
from supctl.store.writing import write_service

RECORD = "records/2026/10/2026-10-16-personal-supervision-t.reid-r4tt"


def load(store: Path) -> Loaded:
    return open_store(store).load(Vocabulary())


def only_problem(store: Path) -> Finding:
    (finding,) = load(store).problems
    return finding


def append(store: Path, name: str, text: str) -> None:
    path = store / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")


def test_a_store_that_is_right_has_no_problems(store: Path) -> None:
    loaded = load(store)
    service = loaded.service
    assert loaded.problems == ()
    assert (sorted(service.workers), sorted(service.teams)) == (["j.okafor", "t.reid"], ["east"])
    assert service.supervisor("t.reid", date(2026, 10, 16)) == "j.okafor"
    assert service.cases["M1001"].status[0].category == ("child-in-need",)
    assert [record.supervisee for record in service.records] == ["t.reid"]
    assert (service.opening, service.name, service.unread) == (date(2026, 1, 5), "A service", frozenset())


def test_a_fact_knows_where_it_was_written(store: Path) -> None:
    service = load(store).service
    post = service.workers["t.reid"].post[0]
    assert (post.origin.path, post.origin.line) == ("workers/t.reid.toml", 4)
    assert (service.records[0].origin.path, service.records[0].origin.line) == (f"{RECORD}.json", 1)


POST = '\n[[post]]\nfrom = {}\nrole = "{}"\nteam = "east"\nsupervisor = "{}"\n'


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        ("\n[[absence]\n", 10, "not TOML", "[ ]"),
        ("\n[[absence]]\nform = 2026-10-01\n", 11, '"form"', "from"),
        ("\n[[absence]]\nfrom = 2026-02-30\n", 11, "2026-02-30 does not exist", "a day that the month has"),
        ('\n[[absence]]\nfrom = "soon"\n', 11, '"absence.from"', None),
        (POST.format("2022-01-01", "social-worker", "j.okafor"), 11, "from 2022-01-01", "oldest first"),
        (POST.format("2025-01-01", "social-worker", "t.reid"), 14, "their own supervisor", "somebody else"),
        (POST.format("2025-01-01", "socal-worker", "j.okafor"), 12, 'role "socal-worker"', '"social-worker"'),
        ('\n[[standing]]\nis = "newly"\nfrom = 2025-01-01\nto = 2024-01-01\n', 13, "before it begins", "wrong"),
    ],
    ids=["broken", "unknown-key", "no-such-date", "no-date", "order", "own-supervisor", "role", "ends-early"],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(
    store: Path, text: str, line: int, says: str, mend: str | None
) -> None:
    append(store, "workers/t.reid.toml", text)
    loaded = load(store)
    found = [finding for finding in loaded.problems if says in finding.message and finding.line == line]
    assert found, [str(finding) for finding in loaded.problems]
    assert found[0].path == "workers/t.reid.toml"
    assert mend is None or mend in (found[0].mend or "")
    assert sorted(loaded.service.workers) == ["j.okafor"]
    assert loaded.service.unread == {"t.reid"}
    assert (len(loaded.service.cases), len(loaded.service.records)) == (1, 1)


def test_a_misspelt_key_at_the_top_names_the_nearest(store: Path) -> None:
    append(store, "cases/M1001.toml", "")
    text = (store / "cases/M1001.toml").read_text(encoding="utf-8").replace("initials", "initails")
    (store / "cases/M1001.toml").write_text(text, encoding="utf-8")
    assert str(only_problem(store)) == 'cases/M1001.toml:1: unknown key "initails"\n  mend: did you mean "initials"?'


def test_an_id_is_not_written_in_the_file(store: Path) -> None:
    write_service(store, {"teams": {"west": {"id": "east", "name": "Safeguarding West"}}})
    finding = only_problem(store)
    assert (finding.path, finding.line, finding.mend) == (
        "teams/west.toml",
        1,
        "delete this line; for another id, rename the file",
    )


def test_ids_that_differ_only_in_case_clash(store: Path) -> None:
    (store / "cases/m1001.toml").write_bytes((store / "cases/M1001.toml").read_bytes())
    if len(list((store / "cases").iterdir())) == 1:
        pytest.skip("one file here, whatever the case")
    finding = only_problem(store)
    assert (finding.code, finding.path) == ("id-twice", "cases/m1001.toml")
    assert "cases/M1001.toml" in finding.message
    service = load(store).service
    assert (set(service.cases), service.unread) == ({"M1001"}, {"m1001"})


def test_one_record_in_two_places_clashes_and_counts_once(store: Path) -> None:
    copy = store / "records/2026/11" / Path(RECORD + ".json").name
    copy.parent.mkdir()
    copy.write_bytes((store / f"{RECORD}.json").read_bytes())
    finding = only_problem(store)
    assert (finding.code, finding.path) == ("id-twice", f"{RECORD.replace('/10/', '/11/')}.json")
    assert f"{RECORD}.json" in finding.message
    assert len(load(store).service.records) == 1


def test_an_id_that_cannot_be_one(store: Path) -> None:
    write_service(store, {"workers": {"Tom Reid": {"name": "Tom Reid", "started": date(2026, 1, 5)}}})
    finding = only_problem(store)
    assert (finding.code, finding.path) == ("bad-id", "workers/Tom Reid.toml")


@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_files_from_windows_are_read_and_their_lines_found(store: Path, before: str) -> None:
    path = store / "workers/t.reid.toml"
    lines = (before + path.read_text(encoding="utf-8")).replace("\n", "\r\n")
    path.write_bytes(lines.encode())
    assert load(store).problems == ()
    path.write_bytes(lines.replace("social-worker", "socal-worker").encode())
    assert only_problem(store).line == 6
    sealed = store / f"{RECORD}.json"
    sealed.write_bytes(("\ufeff" + sealed.read_text(encoding="utf-8")).replace("\n", "\r\n").encode())
    assert len(load(store).service.records) == 1


def test_a_file_that_is_not_utf_8_is_named(store: Path) -> None:
    (store / "workers/t.reid.toml").write_bytes('name = "Zoë"\n'.encode("latin-1"))
    finding = only_problem(store)
    assert (finding.code, finding.path, finding.mend) == ("unreadable", "workers/t.reid.toml", "save it as UTF-8")


def test_a_file_that_may_not_be_read_is_named(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = files.read

    def read(path: str) -> bytes | None:
        if path.endswith("t.reid.toml"):
            raise PermissionError(13, "Permission denied", path)
        return really(path)

    monkeypatch.setattr(files, "read", read)
    finding = only_problem(store)
    assert (finding.code, finding.path) == ("unreadable", "workers/t.reid.toml")
    assert "Permission denied" in finding.message


def test_a_file_where_a_folder_should_be_is_named(store: Path) -> None:
    (store / "teams/east.toml").unlink()
    (store / "teams").rmdir()
    (store / "teams").write_text("", encoding="utf-8")
    assert (only_problem(store).code, only_problem(store).path) == ("unreadable", "teams")


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    (tmp_path / "supctl.toml").write_text('schema = 1\nid = "x"\nauthority = "merton"\n', encoding="utf-8")
    assert (load(tmp_path).problems, load(tmp_path).service.records) == ((), [])


def test_what_editors_leave_behind_is_passed_over(store: Path) -> None:
    for name in (
        "workers/.t.reid.toml",
        "workers/t.reid.toml~",
        "workers/~t.toml",
        "cases/.M1.toml.swp",
        "cases/x.tmp",
    ):
        (store / name).write_text("???", encoding="utf-8")
    (store / "records/.sync").mkdir()
    (store / "records/.sync/x.json").write_text("???", encoding="utf-8")
    assert load(store).problems == ()


def test_words_are_not_looked_at(store: Path) -> None:
    for folder in ("words/t.reid", "private"):
        (store / folder).mkdir(parents=True)
        (store / folder / "x.json").write_text("???", encoding="utf-8")
    assert load(store).problems == ()


def changed(store: Path, **values: object) -> str:
    sealed = json.loads((store / f"{RECORD}.json").read_text(encoding="utf-8"))
    sealed["facts"].update({key: value for key, value in values.items() if key in sealed["facts"] or key == "minuets"})
    sealed.update({key: value for key, value in values.items() if key not in sealed["facts"]})
    return json.dumps(sealed)


def damaged(store: Path) -> Iterator[tuple[str, str, int, str]]:
    yield "not-json", '{"facts": {\n  "id": "x",,\n}}', 2, "this is not JSON"
    yield "not-json", "[" * 100_000, 1, "this is not a record"
    yield "wrong-value", "[]", 1, "no JSON object"
    yield "missing-key", "{}", 1, '"facts"'
    yield "wrong-value", changed(store, steps={}), 1, '"steps"'
    yield "unknown-key", changed(store, minuets=3), 1, '"minuets"'
    yield "unknown-key", changed(store, fact=3), 1, '"fact" ("facts"?)'
    yield "wrong-value", changed(store, date="2026-02-30"), 1, "\"date\" ('2026-02-30')"
    yield "record-id", changed(store, id="another"), 1, "another"
    yield "own-supervisor", changed(store, supervisor="t.reid"), 1, "both supervisee and supervisor"
    yield "unknown-activity", changed(store, activity="persnal-supervision"), 1, "persnal-supervision"


def test_a_damaged_record_is_named_and_set_aside(store: Path) -> None:
    for code, text, line, says in list(damaged(store)):
        (store / f"{RECORD}.json").write_text(text, encoding="utf-8")
        finding = next(found for found in load(store).problems if found.code == code)
        assert (finding.path, finding.line) == (f"{RECORD}.json", line), code
        assert says in finding.message
        service = load(store).service
        assert (len(service.workers), service.records) == (2, [])
        assert service.unread == {Path(RECORD + ".json").stem}


def test_reading_changes_nothing_and_needs_no_leave_to_write(store: Path) -> None:
    paths = [store, *sorted(store.rglob("*"))]
    before = [(path, path.stat().st_mtime_ns) for path in paths]
    for path in reversed(paths):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert load(store).problems == ()
        assert [(path, path.stat().st_mtime_ns) for path in [store, *sorted(store.rglob("*"))]] == before
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_settings_that_cannot_be_read_stop_everything(store: Path) -> None:
    (store / "supctl.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="not UTF-8"):
        open_store(store)
    (store / "supctl.toml").write_text("schema = ", encoding="utf-8")
    with pytest.raises(InputError, match=r"supctl\.toml:1: this is not TOML"):
        open_store(store)


def test_choices_of_the_service(store: Path) -> None:
    assert open_store(store).choices() == ()
    text = '[[reading]]\nid = "MER-6.5"\noption = "working"\nby = "d.price"\nfrom = 2026-11-02\n'
    (store / "readings.toml").write_text(text, encoding="utf-8")
    (choice,) = open_store(store).choices()
    assert (choice.id, choice.option, choice.origin.path) == ("MER-6.5", "working", "readings.toml")


def test_a_policy_in_the_store(store: Path) -> None:
    with pytest.raises(PolicyError, match=r"policy/policy\.toml: there is no such file"):
        open_store(store).policy_documents("./policy")
    (store / "policy/forms").mkdir(parents=True)
    for name in ("policy.toml", "clauses.toml", "forms/b.toml", "forms/a.toml", "forms/.c.toml"):
        (store / "policy" / name).write_text(f"# {name}\n", encoding="utf-8")
    documents = open_store(store).policy_documents("./policy")
    assert (documents.policy.name, documents.clauses.text) == ("policy/policy.toml", "# clauses.toml\n")
    assert [form.name for form in documents.forms] == ["policy/forms/a.toml", "policy/forms/b.toml"]


@pytest.mark.parametrize("name", ["../policy", "/etc", "."])
def test_a_policy_outside_the_store_is_refused(store: Path, name: str) -> None:
    with pytest.raises(PolicyError, match="not a folder inside the store"):
        open_store(store).policy_documents(name)
