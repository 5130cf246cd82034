"""docs/write-an-authority.md is what its commands print, with what it says to write written where it says so.

The page speaks in four ways: a `text` block of commands and what they print, a TOML or Python block to add to a file
(at its end, or above a row), and a block that a file has already.
"""

import os
import re
import shlex
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "write-an-authority.md"
ON_THE_DAY = """\
import sys
from datetime import date
from supctl.cli import opening
opening.today = lambda: date(2026, 11, 23)
from supctl.cli.main import main
sys.exit(main())
"""
CHANGE = re.compile(r"^In `(?P<file>[^`]+)`, `(?P<old>[^`]+)` becomes `(?P<new>[^`]+)`\.$", re.MULTILINE)
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ADD = re.compile(r"Add to `(?P<file>[^`]+)`(?:, above the row `(?P<row>[^`]+)`)?:$")
WRITE = re.compile(r"Write `(?P<file>[^`]+)`:$")
SAYS = re.compile(r"`(?P<file>[^`]+)` says:$")


@dataclass(frozen=True)
class Block:
    """A block of the page, and the line before it."""

    before: str
    kind: str
    text: str

    def commands(self) -> Iterator[tuple[str, int, list[str]]]:
        """Each command, the exit code that it is to have, and the lines that the page says it prints."""
        for part in re.split(r"^> ", self.text, flags=re.MULTILINE)[1:]:
            typed, *lines = part.rstrip("\n").split("\n")
            command, _, code = typed.partition("  # exit code ")
            yield command, int(code or 0), lines


@dataclass(frozen=True)
class Change:
    """A change of a file that the page tells in a line."""

    file: str
    old: str
    new: str


def before(page: str, block: re.Match[str]) -> str:
    """The line that stands before a block."""
    return page[: block.start()].rstrip("\n").rpartition("\n")[2]


def steps() -> list[Block | Change]:
    """What there is to do on the page, in its order."""
    page = PAGE.read_text(encoding="utf-8")
    found = [(one.start(), Block(before(page, one), *one.groups())) for one in BLOCK.finditer(page)]
    changes = [(one.start(), Change(*one.groups())) for one in CHANGE.finditer(page)]
    return [step for _, step in sorted([*found, *changes], key=lambda one: one[0])]


def add(file: Path, text: str, row: str | None) -> None:
    """Put a text at the end of a file, or above the heading of a row."""
    there = file.read_text(encoding="utf-8")
    if row is None:
        file.write_text(f"{there}\n{text}", encoding="utf-8")
        return
    lines = there.split("\n")
    place = next(number for number, line in enumerate(lines) if line.strip() == f'id = "{row}"') - 1
    assert lines[place].strip() == "[[frequency.row]]"
    file.write_text("\n".join([*lines[:place], *text.rstrip("\n").split("\n"), "", *lines[place:]]), encoding="utf-8")


def change(file: Path, said: Change) -> None:
    """Put one text in the place of another, which stands in the file once."""
    there = file.read_text(encoding="utf-8")
    assert there.count(said.old) == 1, said
    file.write_text(there.replace(said.old, said.new), encoding="utf-8")


@dataclass
class Reader:
    """Somebody who does what the page says, in an environment of their own."""

    home: Path
    folder: Path

    @property
    def python(self) -> str:
        return str(self.home / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    def run(self, command: str) -> tuple[int, str]:
        """What a command prints, and its exit code. What is installed comes from no package index."""
        words = shlex.split(command)
        made = {
            "supctl": [self.python, "-c", ON_THE_DAY],
            "pip": [sys.executable, "-m", "pip", "--python", self.python],
            "pytest": [self.python, "-m", "pytest"],
        }[words[0]]
        flags = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check"] if words[0] == "pip" else []
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SUPCTL", "PYTEST"))}
        environment |= {"SUPCTL_CACHE": str(self.home), "COLUMNS": "80", "PYTHONUTF8": "1", "PIP_NO_INDEX": "1"}
        typed = [*made, *words[1:], *flags]
        ran = subprocess.run(typed, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout + ran.stderr

    def does(self, block: Block | Change) -> None:
        """What the page says in one place."""
        if isinstance(block, Change):
            change(self.folder / block.file, block)
        elif block.kind == "text":
            self.types(block)
        elif found := ADD.search(block.before):
            add(self.folder / found["file"], block.text, found["row"])
        elif found := WRITE.search(block.before):
            (self.folder / found["file"]).write_text(block.text, encoding="utf-8")
        elif found := SAYS.search(block.before):
            assert block.text in (self.folder / found["file"]).read_text(encoding="utf-8"), block.before
        else:
            pytest.fail(f"nobody knows what to do with the block after: {block.before}")

    def types(self, block: Block) -> None:
        """Each command, held against what the page says it prints."""
        for command, code, said in block.commands():
            if command.startswith("cd "):
                self.folder = (self.folder / command.removeprefix("cd ")).resolve()
                continue
            came, printed = self.run(command)
            lines = printed.rstrip("\n").split("\n") if printed.strip() else []
            assert (came, matches(said, lines)) == (code, True), f"> {command}  # exit code {came}\n{printed}"


def matches(said: list[str], printed: list[str]) -> bool:
    """Whether the lines are the same, three dots standing for any number of lines, or for some of a line."""
    pattern = ""
    for line in said:
        within = ".*".join(map(re.escape, line.split("...")))
        pattern += r"(?:.*\n)*?" if line == "..." else within + r"\n"
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """In a new environment, which has what this one has besides."""
    made = tmp_path / "env"
    venv.create(made, with_pip=False)
    installed = sysconfig.get_path("purelib", vars={"base": str(made), "platbase": str(made)})
    Path(installed).mkdir(parents=True, exist_ok=True)
    here = sysconfig.get_path("purelib")
    Path(installed, "outer.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    return Reader(tmp_path, work)


def test_the_page_is_what_happens(reader: Reader) -> None:
    done = steps()
    for step in done:
        reader.does(step)
    kinds = [step.kind for step in done if isinstance(step, Block)]
    assert (kinds.count("text") >= 8, kinds.count("toml") >= 6) == (True, True)
    assert PAGE.read_text(encoding="utf-8").count("\n```") == 2 * len(kinds)


def test_a_new_package_installs_and_passes_in_a_fresh_environment(reader: Reader) -> None:
    assert reader.run('supctl authority new "Oxenby Borough Council" --package')[0] == 0
    package = reader.folder / "supctl-oxenby"
    (package / "tests" / "test_fixtures.py").write_text(FIXTURES, encoding="utf-8")
    project = package / "pyproject.toml"
    ini = '\n[tool.pytest.ini_options]\nsupctl_authority = "oxenby"\nfilterwarnings = ["error"]\n'
    project.write_text(project.read_text(encoding="utf-8") + ini, encoding="utf-8")
    assert "oxenby" not in reader.run("supctl authority list")[1]
    code, said = reader.run("pip install ./supctl-oxenby")
    assert code == 0, said
    assert "\noxenby " in reader.run("supctl authority list")[1]
    assert reader.run("supctl authority test oxenby") == (0, "Oxenby Borough Council: 4 of 4 scenarios hold\n")
    reader.folder = package
    code, said = reader.run("pytest -q")
    assert (code, "12 passed" in said) == (0, True), said


FIXTURES = '''
from datetime import date

from supctl.testing import answer

GIVEN = {"workers": {"asha": {"started": "2026-11-02", "role": "social-worker", "supervisor": "tom"},
                     "tom": {"role": "team-manager"}}}
EXAMPLE = """
[[scenario]]
title = "Four weeks from the start"
as_of = 2026-11-09
given.workers.asha = { started = 2026-11-02, role = "social-worker" }
expect = [{ subject = "asha", due = 2026-11-30 }]
"""


def test_facts(supctl_policy, supctl_facts):
    answers = answer(supctl_facts(GIVEN), supctl_policy, date(2026, 11, 9))
    assert [one.due for one in answers.obligations if one.subject.id == "asha"] == [date(2026, 11, 30)]


def test_an_example(supctl_scenario):
    assert supctl_scenario(EXAMPLE).passed
    late = supctl_scenario(EXAMPLE.replace("2026-11-30", "2026-12-01"))
    assert (late.passed, late.expected, late.came) == (False, "due 2026-12-01", "due 2026-11-30")


def test_stores(supctl_authority, supctl_store):
    first, second = supctl_store(), supctl_store(GIVEN, opening=date(2026, 11, 2))
    assert f'authority = "{supctl_authority}"' in (second / "supctl.toml").read_text(encoding="utf-8")
    assert sorted(path.name for path in (second / "workers").iterdir()) == ["asha.toml", "tom.toml"]
    assert not (first / "workers").exists()


def test_a_given_that_is_wrong(supctl_facts):
    import pytest
    from supctl.errors import InputError

    with pytest.raises(InputError, match="unknown role"):
        supctl_facts({"workers": {"asha": {"role": "wizard"}}})
'''
