"""`supctl authority`, `schema`, `init` and `demo`."""

import json
from dataclasses import dataclass, replace

import pytest

from supctl.cli import authority, demo, init
from supctl.cli.authorities import named, scenarios
from supctl.documents import Document
from supctl.errors import AuthorityError
from supctl.hooks.registry import Installed
from supctl.policy import Policy, PolicyDocuments, read_policy


@dataclass
class Registry:
    """Two authorities: one that can be used, and one that cannot."""

    known: Policy

    def ids(self) -> list[str]:
        return ["broken", "tiny"]

    def installed(self) -> tuple[Installed, ...]:
        return (
            Installed("broken", "supctl-broken", "0.1", "fails\n  mend: reinstall it"),
            Installed("tiny", "t", "1.0"),
        )

    def named(self, typed: str) -> str:
        return typed

    def policy_from(self, documents: PolicyDocuments) -> Policy:
        return read_policy(documents)

    def policy(self, name: str) -> Policy:
        if name != "tiny":
            raise AuthorityError(f'the authority "{name}" is not installed; installed: broken, tiny')
        return self.known


@pytest.fixture
def registry(store, monkeypatch):
    texts = [Document(name, (store / "policy" / name).read_text()) for name in ("policy.toml", "clauses.toml")]
    made = Registry(read_policy(PolicyDocuments(*texts)))
    for module in (authority, named, scenarios, init, demo):
        monkeypatch.setattr(module, "find_authorities", lambda: made)
    return made


def test_list(registry, supctl):
    out = supctl("authority list").out
    assert "tiny         1.0        t              -" in out
    assert "broken: fails" in out
    made = json.loads(supctl("authority list --format json").out)
    assert [one["id"] for one in made["authorities"]] == ["broken", "tiny"]
    assert list(made["authorities"][0]) == ["id", "version", "package", "problem"]


COMMANDS = [
    *("authority list", "authority show", "authority show tiny", "authority show tiny --all"),
    *("authority coverage", "authority coverage tiny", "authority coverage tiny --all", "schema"),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("format_", ["table", "plain", "csv", "markdown", "json"])
def test_formats(registry, supctl, command, format_):
    ran = supctl(f"{command} --format {format_}")
    assert (ran.code, ran.err) == (0, "")


def test_show_the_stores_own_and_a_named_one(registry, supctl):
    own = supctl("authority show --quiet").out
    assert own == supctl("authority show tiny --quiet").out
    assert "  staff working with children     every 4 weeks      8.1         TIN-8-b\n" in own
    assert supctl("authority show nowhere").code == 2


def test_show_all_shows_what_is_else_only_counted(registry, supctl):
    assert "session length" not in supctl("authority show tiny").out
    assert "session length" in supctl("authority show tiny --all").out
    assert "## Every clause" not in supctl("authority show tiny --format markdown").out
    assert "| TIN-1-a | 1 |" in supctl("authority show tiny --all --format markdown").out


def test_coverage_exits_1_where_it_is_incomplete(registry, supctl, store):
    whole = supctl("authority coverage")
    assert (whole.code, whole.err) == (0, "")
    assert whole.out.startswith("Tiny County Council: 8 clauses: 7 carried, 1 not carried and the reason said,\nnone")
    file = store / "policy" / "clauses.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("uncarried =", "# uncarried ="), encoding="utf-8")
    for format_ in ("table", "plain", "json", "csv", "markdown"):
        ran = supctl(f"authority coverage ./policy --format {format_}")
        assert (ran.code, ran.err) == (1, "")
        assert "TIN-1-a" in ran.out
    made = json.loads(supctl("authority coverage ./policy --format json").out)
    assert (made["complete"], made["problems"]) == (False, 1)
    assert supctl("authority coverage nowhere").code == 2


def test_coverage_of_a_store_that_cannot_all_be_read(registry, supctl, store):
    (store / "workers" / "broken.toml").write_text("role =", encoding="utf-8")
    assert supctl("authority coverage").code == 3


SCENARIO = """
[[scenario]]
id = "T-1"
title = "Four weeks from the start"
as_of = 2026-01-20
given.workers.asha = { started = 2026-01-05, role = "social-worker", supervisor = "tom" }
expect = [{ subject = "asha", activity = "personal-supervision", due = 2026-02-02 }]
"""


@pytest.mark.parametrize(("due", "code"), [("2026-02-02", 0), ("2026-02-03", 1)])
def test_scenarios_of_a_file(registry, supctl, tmp_path, due, code):
    file = tmp_path / "examples" / "s.toml"
    file.parent.mkdir()
    file.write_text(SCENARIO.replace("2026-02-02", due), encoding="utf-8")
    ran = supctl("authority", "test", "tiny", "--scenarios", str(file))
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.splitlines()[-1] == f"Tiny County Council: {1 - code} of 1 scenarios hold"
    failed = f"T-1: expected due {due}; came due 2026-02-02; row qualified: start 2026-01-05 + 4 weeks"
    assert (failed in ran.out) == bool(code)
    made = json.loads(supctl("authority", "test", "tiny", "--scenarios", str(file.parent), "--format", "json").out)
    assert (made["scenarios"], made["passed"], len(made["failed"])) == (1, 1 - code, code)


def test_scenarios_that_are_not_there_or_mean_nothing(registry, supctl, tmp_path):
    missing = supctl("authority", "test", "tiny", "--scenarios", str(tmp_path / "nowhere.toml"))
    assert (missing.code, missing.out) == (2, "")
    assert "there is no scenario file at" in missing.err
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO.replace('subject = "asha", ', ""), encoding="utf-8")
    wrong = supctl("authority", "test", "tiny", "--scenarios", str(file))
    assert (wrong.code, "it names nothing" in wrong.err) == (2, True)


def test_a_scenario_by_somebody_else_that_cannot_be_judged_keeps_no_other_from_it(registry, supctl, tmp_path):
    file = tmp_path / "s.toml"
    other = SCENARIO.replace('"T-1"', '"T-2"').replace("due = 2026", 'status = "overdeu", due = 2026')
    file.write_text(SCENARIO + other, encoding="utf-8")
    ran = supctl("authority", "test", "tiny", "--scenarios", str(file))
    assert (ran.code, ran.err) == (1, "")
    wrong, held = ran.out.splitlines()
    assert wrong.startswith('T-2: expected a scenario that can be judged; came unknown status "overdeu"; did you mean')
    assert wrong.endswith(f"({file.as_posix()}:14)")
    assert held == "Tiny County Council: 1 of 2 scenarios hold"
    made = json.loads(supctl("authority", "test", "tiny", "--scenarios", str(file), "--format", "json").out)
    assert (made["passed"], [one["id"] for one in made["failed"]]) == (1, ["T-2"])


def test_an_authority_without_a_scenario_does_not_hold(registry, supctl, tmp_path):
    file = tmp_path / "empty.toml"
    file.write_text("", encoding="utf-8")
    for typed in (("tiny", "--scenarios", str(file)), ("./policy",)):
        ran = supctl("authority", "test", *typed)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("there is no scenario to hold Tiny County Council to\n  mend: ")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_folder_of_the_store_is_shown_and_tested(registry, supctl, tmp_path, monkeypatch, elsewhere):
    store = tmp_path / "store"
    (store / "policy" / "scenarios").mkdir()
    (store / "policy" / "scenarios" / "s.toml").write_text(SCENARIO, encoding="utf-8")
    where = ("--store", str(store)) if elsewhere else ()
    if elsewhere:
        monkeypatch.chdir(tmp_path)
    shown = supctl("authority", "show", "./policy", "--quiet", *where)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == supctl("authority", "show", "tiny", "--quiet", *where).out
    tested = supctl("authority", "test", "./policy", *where)
    assert (tested.code, "1 of 1 scenarios hold" in tested.out) == (0, True)


@pytest.mark.parametrize("command", ["show", "test"])
def test_a_folder_that_holds_no_policy(registry, supctl, tmp_path, monkeypatch, command):
    for folder in (None, tmp_path):
        if folder:
            monkeypatch.chdir(folder)
        ran = supctl("authority", command, "./nowhere")
        assert (ran.code, "there is no policy.toml in ./nowhere" in ran.err) == (2, True)


def test_schema_of_everything(supctl):
    names = json.loads(supctl("schema --format json").out)
    assert {
        "supctl.toml",
        "worker",
        "case",
        "record",
        "policy",
        "scenario",
        "due",
        "authority-list",
        "authority-coverage",
    } <= set(names)
    for name in names:
        made = json.loads(supctl(f"schema {name}").out)
        assert made["title"] == f"supctl {name}"


def test_init(registry, supctl, tmp_path):
    ran = supctl("init", str(tmp_path / "new"), "--authority", "tiny", "--from", "2/11/2026")
    assert ran.code == 0
    assert "by the policy of Tiny County Council" in ran.out
    assert "Complete from Mon 2 Nov 2026" in ran.out
    assert 'authority = "tiny"' in (tmp_path / "new" / "supctl.toml").read_text(encoding="utf-8")
    again = supctl("init", str(tmp_path / "new"), "--authority", "tiny")
    assert again.code == 2
    assert again.out == ""


def test_init_by_a_policy_of_one_s_own_says_how_it_begins(registry, supctl, tmp_path):
    ran = supctl("init", str(tmp_path / "oxenby"), "--authority", "./policy")
    assert (ran.code, "  supctl authority new NAME\n  supctl team add NAME\n" in ran.out) == (0, True)
    assert 'name = "oxenby"\n' in (tmp_path / "oxenby" / "supctl.toml").read_text(encoding="utf-8")


def test_init_needs_an_authority_that_is_there(registry, supctl, tmp_path):
    ran = supctl("init", str(tmp_path / "new"))
    assert (ran.code, "installed: broken, tiny" in ran.err) == (2, True)
    assert supctl("init", str(tmp_path / "new"), "--authority", "nowhere").code == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("typed", ["West Sussex", "west  sussex county council", "WSussex"])
def test_an_authority_may_be_named_as_people_call_it(supctl, tmp_path, typed):
    ran = supctl("init", str(tmp_path / "new"), "--authority", typed)
    assert ran.code == 0, ran.err
    assert 'authority = "wsussex"' in (tmp_path / "new" / "supctl.toml").read_text(encoding="utf-8")
    assert "WHAT IF" not in supctl("due", "--store", str(tmp_path / "new"), "--authority", typed).out


def test_what_is_said_of_a_new_demo_fits_eighty_columns(supctl, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = supctl("demo", "demo", "--authority", "wsussex").out
    assert "by the policy of West Sussex County Council." in out
    assert max(map(len, out.splitlines())) <= 80


def test_demo(registry, supctl, tmp_path):
    ran = supctl("demo", str(tmp_path / "demo"), "--as-of", "2026-11-23")
    assert ran.code == 0
    assert "supctl due --team east --as-of 2026-11-23" in ran.out
    assert (tmp_path / "demo" / "supctl.toml").is_file()
    assert supctl("demo", str(tmp_path / "quiet"), "--quiet").out == ""
    made = json.loads(supctl("demo", str(tmp_path / "data"), "--format", "json").out)
    assert list(made) == ["folder", "authority", "opening"]


def test_demo_needs_a_usable_authority(registry, supctl, tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "installed", lambda: (replace(Installed("b", "p", "1"), problem="fails"),))
    assert supctl("demo", str(tmp_path / "demo")).code == 2


def test_a_folder_with_a_space_is_typed_in_quotes(registry, supctl, tmp_path):
    ran = supctl("init", str(tmp_path / "my store"), "--authority", "tiny")
    assert f'  cd "{tmp_path / "my store"}"\n' in ran.out
