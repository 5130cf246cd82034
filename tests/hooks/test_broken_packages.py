"""Broken packages: each is named with file, line and a mend, and none keeps the others from being used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from supctl.cli.main import main
from supctl.hooks import find_authorities
from supctl.store.authoring.files import new_files
from supctl.store.authoring.names import called

DATA = "from supctl.hooks import DataPlugin\n\nplugin = DataPlugin(__name__)\n"
HOOK = """\
from supctl.hooks import DataPlugin, hookimpl


class Plugin(DataPlugin):
    @hookimpl
    def {0}:
        {1}
"""
CATEGORY = """\
[[frequency]]
id = "c"
subject = "case"
counts = [{ activity = "case-supervision" }]
[[frequency.row]]
id = "r"
when = { category = "child-protecton" }
every = "4 weeks"
clause = "CAT-1-a"
# ---"""
FORM = """\
id = "supervision-record"
title = "X"
activity = "observation"
clause = "FOR-1-a"
[[section]]
id = "a"
title = "A"
[[section.field]]
id = "b"
label = "B"
type = "text"
"""


@dataclass(frozen=True)
class Broken:
    """A package: its Python, what is otherwise in its data, and what is to be said of it."""

    name: str
    said: tuple[str, ...]
    python: str = DATA
    changes: tuple[tuple[str, str, str], ...] = ()
    more: Mapping[str, str] | None = None
    plugin: str = "plugin"

    @property
    def module(self) -> str:
        return f"supctl_{self.name}"

    def files(self) -> dict[str, str]:
        made = {f"{self.module}/{name}": text for name, text in new_files(called(self.name), DAY, ".").items()}
        for name, old, new in self.changes:
            assert old in made[f"{self.module}/{name}"]
            made[f"{self.module}/{name}"] = made[f"{self.module}/{name}"].replace(old, new, 1)
        own = {f"{self.module}/{name}": text for name, text in (self.more or {}).items()}
        return {f"{self.module}/__init__.py": self.python, **made, **own}


def plugin(hook: str, does: str, name: str = "x") -> str:
    return HOOK.format(hook, does) + f'\n\nplugin = Plugin("supctl_{name}")\n'


DAY = date(2026, 11, 23)
ROW = 'when = { role_group = "direct-work" }\n'
BROKEN = (
    Broken(
        "imports", ("supctl_imports/__init__.py:2: ", "RuntimeError: boom", "mend: "), "\nraise RuntimeError('boom')\n"
    ),
    Broken("leaves", ("supctl_leaves/__init__.py:2: ", "SystemExit: 3", "mend: "), "import sys\nsys.exit(3)\n"),
    Broken("misspelt", ("supctl_misspelt/__init__.py:1: ", "SyntaxError", "mend: "), "def (:\n"),
    Broken("nameless", ("no attribute 'plugn'", "mend: "), plugin="plugn"),
    Broken("number", ("does not say who it is", "mend: "), "plugin = 5\n"),
    Broken(
        "raises",
        ("supctl_raises/__init__.py:7: ", "ZeroDivisionError", "(in its supctl_rules)", "mend: "),
        plugin("supctl_rules(self)", "return 1 / 0", "raises"),
    ),
    Broken(
        "wrong",
        ("supctl_wrong/__init__.py:5: ", "supctl_rules gives str, and not Rules", "mend: "),
        plugin("supctl_rules(self)", "return 'rules'", "wrong"),
    ),
    Broken(
        "unheard",
        (
            "supctl_unheard/__init__.py:5: ",
            'a hook that supctl does not know: supctl_rulse (did you mean "supctl_rules"?)',
        ),
        plugin("supctl_rulse(self)", "return None", "unheard"),
    ),
    Broken(
        "asking",
        ("supctl_asking/__init__.py:5: ", "has a supctl_rules that asks for day: it is given nothing", "mend: "),
        plugin("supctl_rules(self, day)", "return None", "asking"),
    ),
    Broken(
        "older",
        ("supctl_older/policy.toml:11: written for contract 2, and this supctl speaks contract 1", "mend: "),
        changes=(("policy.toml", "contract = 1", "contract = 2"),),
    ),
    Broken(
        "other",
        (
            "supctl_other/policy.toml:12: ",
            'calls itself "another"',
            'mend: make its entry point and its id the same: id = "other"',
        ),
        changes=(("policy.toml", 'id = "other"', 'id = "another"'),),
    ),
    Broken(
        "activities",
        (
            'supctl_activities/policy.toml:33: unknown activity "personal-supervison"',
            'mend: did you mean "personal-supervision"?',
        ),
        changes=(("policy.toml", '{ activity = "personal-supervision"', '{ activity = "personal-supervison"'),),
    ),
    Broken(
        "roles",
        ('supctl_roles/policy.toml:43: unknown role "social-wroker"', 'mend: did you mean "social-worker"?'),
        changes=(("policy.toml", ROW, 'when = { role = "social-wroker" }\n'),),
    ),
    Broken(
        "categories",
        (
            'unknown category "child-protecton"',
            'mend: did you mean "child-protection"?',
            "supctl_categories/policy.toml:",
        ),
        changes=(("policy.toml", "# --- By when", CATEGORY),),
    ),
    Broken(
        "fields",
        (
            'supctl_fields/forms/supervision-record.toml:42: unknown word for "section.field.type" "proze"',
            'mend: did you mean "prose"?',
        ),
        changes=(("forms/supervision-record.toml", 'type = "prose"', 'type = "proze"'),),
    ),
    Broken(
        "forms",
        (
            "/forms/supervision-record.toml:4: ",
            '"supervision-record" is the id of something at supctl_forms/forms/another.toml:1 too',
        ),
        more={"forms/another.toml": FORM},
    ),
    Broken(
        "clauses",
        ('supctl_clauses/policy.toml:45: unknown clause "CLA-9-z"', "mend: "),
        changes=(
            ("policy.toml", 'clause = ["CLA-1-a"]\n\n#   [[frequency]]', 'clause = ["CLA-9-z"]\n\n#   [[frequency]]'),
        ),
    ),
    Broken("empty", ("no policy.toml", "mend: "), changes=()),
)
HELD = Broken("whole", ())
PARTLY = Broken("partly", (), plugin("supctl_frequency_policies(self)", "return ()", "partly"))
PURE = """\
from supctl.hooks import hookimpl
from supctl.policy import Authority, Head


class Plugin:
    @hookimpl
    def supctl_authority(self):
        return Authority(Head(contract=1, id="pure", name="Pure"))


plugin = Plugin()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages, all broken but one."""
    site = tmp_path_factory.mktemp("site")
    for one in (*BROKEN, HELD, PARTLY, Broken("pure", (), PURE)):
        bare = one.name in {"empty", "pure"}
        files = {f"{one.module}/__init__.py": one.python} if bare else one.files()
        metadata = f"supctl_{one.name}-1.0.dist-info"
        files[f"{metadata}/METADATA"] = f"Metadata-Version: 2.1\nName: supctl-{one.name}\nVersion: 1.0\n"
        files[f"{metadata}/entry_points.txt"] = f"[supctl.authorities]\n{one.name} = {one.module}:{one.plugin}\n"
        for name, text in files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
    (site / "supctl_nowhere-1.0.dist-info").mkdir()
    (site / "supctl_nowhere-1.0.dist-info" / "entry_points.txt").write_text(
        "[supctl.authorities]\nnowhere = supctl_nowhere:plugin\n", encoding="utf-8"
    )
    return site


@pytest.fixture
def seen(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """They are on the path of this process, and leave nothing behind in it."""
    monkeypatch.syspath_prepend(str(installed))
    for name in [name for name in sys.modules if name.startswith("supctl_")]:
        monkeypatch.delitem(sys.modules, name)
    return installed


@pytest.mark.parametrize("broken", BROKEN, ids=[one.name for one in BROKEN])
def test_each_is_named_with_its_place_and_a_mend(seen: Path, broken: Broken) -> None:
    (found,) = [one for one in find_authorities().installed() if one.id == broken.name]
    assert found.problem
    assert [said for said in broken.said if said not in found.problem.replace("\\", "/")] == []
    assert "object at 0x" not in found.problem


def test_none_keeps_the_others_from_being_listed(seen: Path) -> None:
    found = {one.id: bool(one.problem) for one in find_authorities().installed()}
    mine = [one for one in BROKEN if one.name in found]
    assert (len(mine), all(found[one.name] for one in mine)) == (len(BROKEN), True)
    assert (found["whole"], found["wsussex"]) == (False, False)


def test_a_package_that_does_not_say_its_own_name_is_called_by_its_module(seen: Path) -> None:
    (found,) = [one for one in find_authorities().installed() if one.id == "nowhere"]
    assert (found.package, found.version) == ("supctl_nowhere", "?")


def test_a_copy_of_what_is_partly_python_says_so(
    seen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["authority", "copy", "partly", str(tmp_path / "a"), "--quiet"]) == 0
    assert capsys.readouterr().err.startswith("partly says part of its policy in Python")
    assert main(["authority", "copy", "whole", str(tmp_path / "b"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["authority", "copy", "pure", str(tmp_path / "c"), "--quiet"]) == 2
    assert '"pure" is written in Python, and has no data files to copy' in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_store_that_follows_another_works_and_what_a_plugin_prints_is_no_answer(
    installed: Path, tmp_path: Path
) -> None:
    (installed / "supctl_whole" / "__init__.py").write_text(f'print("hello")\n{DATA}', encoding="utf-8")

    def supctl(*typed: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(installed), "SUPCTL_CACHE": str(tmp_path), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "import sys; from supctl.cli.main import main; sys.exit(main())", *typed]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert supctl("init", "store", "--authority", "wsussex").returncode == 0
    assert (supctl("due", "--store", "store").returncode, supctl("check", "--store", "store").returncode) == (0, 0)
    listed = supctl("authority", "list", "--format", "json")
    assert (listed.returncode, "Traceback" in listed.stderr) == (0, False)
    assert "whole" in {one["id"] for one in json.loads(listed.stdout)["authorities"]}
    settings = tmp_path / "store" / "supctl.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"wsussex"', '"clauses"'), encoding="utf-8")
    for typed in (("due",), ("check",), ("authority", "show"), ("authority", "coverage")):
        ran = supctl(*typed, "--store", "store")
        assert (ran.returncode, ran.stdout, 'policy.toml:45: unknown clause "CLA-9-z"' in ran.stderr) == (2, "", True)
