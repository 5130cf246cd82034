"""The way in: help, exit codes, faults."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from supctl.cli import due
from supctl.cli.commands import COMMANDS, SUBCOMMANDS, typed_commands
from supctl.errors import AuthorityError, StoreError

HELP = """\
Usage: supctl [OPTIONS] COMMAND [ARGS]...

  Professional supervision in children's social care: who is due, what falls
  short of the policy, and why.

Options:
  --store DIR       the store; else SUPCTL_STORE, else from this folder upwards
  --authority NAME  what if: answer by another authority's policy
  --as-of DATE      the day asked about; today unless told
  --version         say which supctl this is
  -h, --help        Show this message and exit.

Every day:
"""


def test_help(supctl):
    ran = supctl("--help")
    assert ran.code == 0
    assert ran.out.startswith(HELP)
    assert all(f"  {name} " in ran.out for name in COMMANDS)


def test_no_command_is_help(supctl):
    assert supctl().out == supctl("--help").out
    assert supctl("authority").code == 0


def test_version(supctl):
    assert supctl("--version").out == f"supctl {version('supctl')}\n"


WITH_SUBCOMMANDS = [f"{name} {one}" for name, several in SUBCOMMANDS.items() for one in several]


@pytest.mark.parametrize("command", [*COMMANDS, *WITH_SUBCOMMANDS])
def test_help_of_every_command_fits_eighty_columns(supctl, command):
    ran = supctl(f"{command} --help")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    if command not in SUBCOMMANDS:
        common = ("--store", "--authority", "--as-of", "--format", "--quiet", "--no-color", "--help")
        assert all(option in ran.out for option in common)


def test_the_table_knows_every_subcommand():
    """Hints are shown by it."""
    groups = {name: get_command(import_module(module).app) for name, (module, _) in COMMANDS.items()}
    found = {name: set(group.commands) for name, group in groups.items() if isinstance(group, TyperGroup)}
    assert found == {name: set(several) for name, several in SUBCOMMANDS.items()}
    assert {"due", "worker add"} <= typed_commands()
    assert "worker" not in typed_commands()


def test_help_imports_no_command():
    code = (
        "import sys; from supctl.cli.main import main; main(['--help']);"
        "print(sorted({'supctl.cli.due', 'supctl.answers', 'supctl.store', 'pydantic', 'rich'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("deu", 'unknown command "deu"\n  mend: did you mean "due"?\n'),
        ("due --teem east", "no such option: --teem"),
        ("due --team", "option '--team' requires an argument"),
        ("due --group team", 'unknown --group "team"\n  mend: one of: worker, date\n'),
        ("due --history 2026-11-24 --as-of 2026-11-23", "--history: Tue 24 Nov 2026 is later than the day asked about"),
        ("due --format xml", 'unknown format "xml"'),
        ("due --within soon", '--within "soon" is no length of time'),
        ("due --within 99999999w", "no length of time"),
        ("due --as-of 31/2/2026", '--as-of: "31/2/2026" is not a date'),
        ("due --history never", '--history: "never" is not understood'),
        ("due a b", "unexpected extra argument"),
        ("why", "missing argument"),
        ("schema nonsense", 'unknown schema "nonsense"'),
        ("authority shw", "shw"),
        ("log personal reid --on", "mend: see supctl log --help"),
        ("--as-of 2026-11-23 worker show --as-of", "mend: see supctl worker show --help"),
        ("--as-of", "mend: see supctl --help"),
    ],
)
def test_wrong_usage(store, supctl, typed, said):
    ran = supctl(typed)
    assert ran.code == 2
    assert said in ran.err
    assert "mend: " in ran.err
    assert ran.out == ""


def test_a_fault_of_ours_leaves_a_report_without_data(store, supctl, monkeypatch):
    def fails(asked):
        secret = "AR"
        raise ValueError(f"M1052 {secret}")

    monkeypatch.setattr(due, "opened", fails)
    ran = supctl("due M1052")
    assert ran.code == 70
    assert "M1052" not in ran.err
    report = Path(ran.err.split("lies in ")[1].strip())
    text = report.read_text(encoding="utf-8")
    report.unlink()
    assert "builtins.ValueError" in text
    assert "fails" in text
    assert "M1052" not in text
    assert "secret" not in text


def test_no_place_for_the_report(store, supctl, monkeypatch, tmp_path):
    monkeypatch.setattr(due, "opened", lambda asked: 1 / 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    ran = supctl("due")
    assert ran.code == 70
    assert "could not be written" in ran.err


@pytest.mark.parametrize(
    ("error", "code"), [(StoreError("locked"), 3), (AuthorityError("none"), 2), (KeyboardInterrupt(), 130)]
)
def test_exit_codes(store, supctl, monkeypatch, error, code):
    def fails(asked):
        raise error

    monkeypatch.setattr(due, "opened", fails)
    assert supctl("due").code == code


def test_a_reader_that_goes_away_is_no_fault(store):
    command = f"{sys.executable} -c 'from supctl.cli.main import main; raise SystemExit(main())' due --all"
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "0"
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["due", ""], "SUBJECT"),
        (["why", " "], "SUBJECT"),
        (["due", "--team", ""], "--team"),
        (["due", "--owner="], "--owner"),
        (["due", "--activity", ""], "--activity"),
        (["due", "--history", ""], "--history"),
        (["due", "--as-of", ""], "--as-of"),
        (["due", "--store", ""], "--store"),
        (["--as-of", "", "due"], "--as-of"),
        (["--store", "", "due"], "--store"),
        (["authority", "show", ""], "NAME"),
        (["authority", "test", "tiny", "--scenarios", ""], "--scenarios"),
        (["init", ""], "DIR"),
    ],
)
def test_a_value_that_is_nothing_is_wrong_usage(store, supctl, typed, named):
    ran = supctl(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{named} is empty\n  mend: say what is meant, or leave it out\n"


RUN = f"{sys.executable} -c 'from supctl.cli.main import main; raise SystemExit(main())'"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("due --all > /dev/full", "the answer could not be written: No space left on device\n"),
        ("due --help > /dev/full", "the answer could not be written: No space left on device\n"),
        ("--help > /dev/full", "the answer could not be written: No space left on device\n"),
        ("due >&-", "the answer could not be written: stdout is closed\n"),
        ("due >&- 2>&-", ""),
    ],
)
def test_an_answer_that_cannot_be_written_is_no_fault(store, typed, said):
    ran = subprocess.run(["bash", "-c", f"{RUN} {typed}"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", said)


def test_what_the_machine_refuses_unforeseen_is_a_fault(store, supctl, monkeypatch):
    def fails(asked):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(due, "opened", fails)
    ran = supctl("due")
    assert ran.code == 70
    Path(ran.err.split("lies in ")[1].strip()).unlink()
