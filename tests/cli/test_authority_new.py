"""`supctl authority new` and `copy`: what begins holds at once, in a store, in a folder, and as a package."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from supctl.documents import Document
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy

FILES = [
    *("clauses.toml", "forms/supervision-record.toml", "policy.toml"),
    *("scenarios/forms.toml", "scenarios/frequency.toml"),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that lies in no store, which is the working directory too."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    return folder


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def policy_in(folder: Path) -> Policy:
    return find_authorities().policy_from(PolicyFolder(folder, folder.name).documents)


def test_a_new_policy_holds_at_once(supctl, here):
    made = supctl("authority", "new", "London Borough of Westhaven")
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("./westhaven holds the policy of London Borough of Westhaven:\n")
    assert files_in(here / "westhaven") == FILES
    assert list(here.iterdir()) == [here / "westhaven"]
    assert supctl("authority test ./westhaven").out == "London Borough of Westhaven: 4 of 4 scenarios hold\n"
    covered = supctl("authority coverage ./westhaven")
    assert (covered.code, ", none with a problem" in " ".join(covered.out.split())) == (0, True)
    policy = policy_in(here / "westhaven")
    assert (policy.id, policy.name, policy.short_name) == ("westhaven", "London Borough of Westhaven", "Westhaven")
    assert [clause.checked_on.isoformat() for clause in policy.authority.clauses if clause.checked_on] == [
        "2026-11-23"
    ] * 3


def test_every_example_in_the_comments_may_be_used(supctl, here):
    assert supctl("authority new Westhaven").code == 0
    for path in (here / "westhaven").rglob("*.toml"):
        lines = [line.removeprefix("#   ") for line in path.read_text(encoding="utf-8").split("\n")]
        path.write_text("\n".join(lines), encoding="utf-8")
    policy = policy_in(here / "westhaven")
    assert [row.id for frequency in policy.frequencies for row in frequency.row] == [
        *("newly-qualified", "direct-work", "protection-plan"),
    ]
    rules = policy.rules
    assert (len(rules.deadlines), len(rules.requirements), len(rules.retention), len(policy.chains)) == (1, 1, 1, 1)
    assert [reading.id for reading in policy.authority.interpretations] == ["interval"]
    assert len([True for _ in next(iter(policy.templates)).fields()]) == 7
    covered = supctl("authority coverage ./westhaven")
    assert (covered.code, ", none with a problem" in " ".join(covered.out.split())) == (0, True)


def test_none_of_its_numbers_and_conditions_can_be_changed_unseen(supctl, here):
    assert supctl("authority new Westhaven").code == 0
    command = [sys.executable, "-m", "tests.mutation", str(here / "westhaven")]
    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (ran.returncode, "0 survived" in ran.stdout) == (0, True), ran.stdout + ran.stderr


def test_in_a_store_it_is_the_store_s_own(supctl, store):
    (store / "supctl.toml").write_text(
        (store / "supctl.toml").read_text(encoding="utf-8").replace("./policy", "wsussex"), encoding="utf-8"
    )
    for name in ("policy.toml", "clauses.toml"):
        (store / "policy" / name).unlink()
    made = supctl("authority new Westhaven")
    assert (made.code, made.err) == (0, "")
    assert files_in(store / "policy") == FILES
    assert 'Follow it:     authority = "./policy" in supctl.toml\n' in made.out
    assert "supctl authority use ./policy --from DATE" in made.out
    assert supctl("authority test ./policy").code == 0
    again = supctl("authority", "new", "Oxenby")
    assert (again.code, files_in(store / "oxenby")) == (0, FILES)


def test_what_the_store_follows_already_is_not_switched_to(supctl, store, tmp_path, monkeypatch):
    for path in (store / "policy").iterdir():
        path.unlink()
    monkeypatch.chdir(tmp_path)
    made = supctl("authority", "new", "Westhaven", "--store", str(store), "--format", "json")
    told = json.loads(made.out)
    assert (told["policy"], told["followed"], told["files"]) == ("./policy", True, list(told["files"]))
    assert files_in(store / "policy") == FILES
    assert "WES-1-a" in supctl("authority", "show", "--store", str(store)).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("Westhaven", "workers/policy"), '"workers" in a store holds something else'),
        (("Westhaven", "records"), '"records" in a store holds something else'),
        (("Westhaven", "."), "the store itself holds something else"),
        (("Westhaven", "policy"), "it is not empty"),
        (("Westhaven", "supctl.toml"), "it is no folder"),
        (("Westhaven", "--id", "West Haven"), '"West Haven" cannot be the id of an authority'),
        (("...",), "no id can be made from"),
        (("Westhaven", "pack", "--package"), "a package is installed, and lies in no store"),
    ],
)
def test_what_cannot_be_made_changes_nothing(supctl, store, typed, said):
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    made = supctl("authority", "new", *typed)
    assert (made.code, made.out, said in made.err, "mend: " in made.err) == (2, "", True, True)
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before


def test_a_folder_that_holds_something_is_left_as_it_is(supctl, here):
    (here / "westhaven").mkdir()
    (here / "westhaven" / "notes.txt").write_text("mine", encoding="utf-8")
    made = supctl("authority new Westhaven")
    assert (made.code, "it is not empty (notes.txt)" in made.err) == (2, True)
    assert files_in(here) == ["westhaven/notes.txt"]
    (here / "empty").mkdir()
    assert supctl("authority new Westhaven empty").code == 0
    assert files_in(here / "empty") == FILES


def test_a_path_names_the_folder_and_the_council(supctl, here):
    assert supctl("authority", "new", "./mine/west-haven").code == 0
    assert policy_in(here / "mine" / "west-haven").name == "West Haven"


def test_a_package_holds_the_policy_and_its_tests(supctl, here):
    made = supctl("authority", "new", "Westhaven", "--package")
    assert (made.code, "Install it:    pip install -e ./supctl-westhaven\n" in made.out) == (0, True)
    inside = [f"src/supctl_westhaven/{name}" for name in (*FILES, "__init__.py")]
    around = ["README.md", "pyproject.toml", "tests/test_conformance.py"]
    assert files_in(here / "supctl-westhaven") == sorted([*around, *inside])
    project = tomllib.loads((here / "supctl-westhaven" / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["entry-points"] == {"supctl.authorities": {"westhaven": "supctl_westhaven:plugin"}}
    assert "$" not in "".join(path.read_text(encoding="utf-8") for path in here.rglob("*") if path.is_file())


def test_a_name_with_every_sign_is_written_as_it_is(supctl, here):
    name = 'The "Old" \\ Borough of Saint-Émile\'s $5'
    for folder, more in (("a", ()), ("b", ("--package",))):
        assert supctl("authority", "new", name, folder, "--id", "emile", *more).code == 0
    assert policy_in(here / "a").name == name
    package = here / "b" / "src" / "supctl_emile"
    assert policy_in(package).name == name
    compile((package / "__init__.py").read_text(encoding="utf-8"), "__init__.py", "exec")
    assert name in tomllib.loads((here / "b" / "pyproject.toml").read_text(encoding="utf-8"))["project"]["description"]


@pytest.mark.parametrize("command", [("new", "Westhaven"), ("copy", "baseline")])
def test_what_is_to_be_typed_next_can_be_typed_where_a_path_has_a_space(supctl, here, command):
    """Each line with a command, in the answer and in the comments, has the folder in quotes."""
    verb, *more = command
    ran = supctl("authority", verb, *more, "our policies/west")
    comments = (here / "our policies" / "west" / "policy.toml").read_text(encoding="utf-8")
    typed = [line for line in f"{ran.out}\n{comments}".splitlines() if "supctl authority" in line and "our" in line]
    assert typed
    assert [line for line in typed if '"./our policies/west"' not in line] == []


# --- copy -------------------------------------------------------------------------------------------------------------


def test_a_copy_is_the_same_policy_under_its_new_name(supctl, here):
    made = supctl("authority", "copy", "wsussex", "--id", "westhaven", "--name", "Westhaven County Council")
    assert (made.code, made.err) == (0, "")
    assert "holds the policy of Westhaven County Council, copied from West" in made.out
    installed = find_authorities().data("wsussex")
    texts = [*installed.documents.forms, installed.documents.clauses, *installed.scenarios()]
    for text in texts:
        name = text.name.partition("/")[2]
        assert (here / "westhaven" / name).read_text(encoding="utf-8") == text.text
    old, new = (installed.documents.policy.text, (here / "westhaven" / "policy.toml").read_text(encoding="utf-8"))
    differ = [(a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b]
    assert [b for _, b in differ] == ['id = "westhaven"', 'name = "Westhaven County Council"', 'short = "Westhaven"']
    assert len(files_in(here / "westhaven")) == len(texts) + 1


def test_a_copy_without_a_name_keeps_every_byte_and_holds(supctl, here):
    assert supctl("authority copy baseline own").code == 0
    policy = find_authorities().data("baseline").documents.policy.text
    assert (here / "own" / "policy.toml").read_text(encoding="utf-8") == policy
    assert supctl("authority test ./own").code == 0


def test_a_folder_may_be_copied_into_a_store(supctl, here, tmp_path):
    assert supctl("authority new Westhaven").code == 0
    assert supctl("init", str(tmp_path / "new"), "--authority", "./policy").code == 0
    made = supctl("authority", "copy", "./westhaven", "--store", str(tmp_path / "new"))
    assert (made.code, "(the store follows it already)" in made.out) == (0, True)
    assert files_in(tmp_path / "new" / "policy") == FILES


@pytest.mark.parametrize("taken", ["merton", "baseline"])
def test_nor_does_a_new_package_take_an_id_that_is_taken(supctl, here, taken):
    made = supctl("authority", "new", taken, "--package")
    assert (made.code, f'offers the authority "{taken}" already' in made.err) == (2, True)
    assert files_in(here) == []


def test_a_package_needs_an_id_that_no_other_has(supctl, here):
    taken = supctl("authority copy wsussex --package")
    assert (taken.code, 'offers the authority "wsussex" already' in taken.err) == (2, True)
    assert files_in(here) == []
    assert supctl("authority copy wsussex --package --id westhaven").code == 0
    assert policy_in(here / "supctl-westhaven" / "src" / "supctl_westhaven").id == "westhaven"


@pytest.mark.parametrize("typed", ["nowhere", "./nowhere"])
def test_what_is_not_there_cannot_be_copied(supctl, here, typed):
    made = supctl("authority", "copy", typed)
    assert (made.code, made.out, files_in(here)) == (2, "", [])


def test_an_id_that_stands_in_no_line_of_its_own_is_not_guessed_at(supctl, here):
    assert supctl("authority new Westhaven").code == 0
    file = here / "westhaven" / "policy.toml"
    text = file.read_text(encoding="utf-8")
    head = '[authority]\ncontract = 1\nid = "westhaven"\n'
    assert head in text
    file.write_text(text.replace(head, '[authority]\ncontract = 1\nid = """west\\\nhaven"""\n'), encoding="utf-8")
    made = supctl("authority copy ./westhaven other --id other")
    assert (made.code, "cannot be changed as they stand" in made.err) == (2, True)
    assert Document("p", file.read_text(encoding="utf-8")).values["authority"]
