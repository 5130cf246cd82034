"""Which editor is opened, and how."""

import sys

import pytest

from supctl.cli.records.editor import edit, editor_command


@pytest.mark.parametrize(
    ("environment", "windows", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, False, ["code", "--wait"]),
        ({"EDITOR": "vi"}, False, ["vi"]),
        ({"VISUAL": "  ", "EDITOR": "vi"}, False, ["vi"]),
        ({"EDITOR": "'/opt/my editor/ed' -n"}, False, ["/opt/my editor/ed", "-n"]),
        (
            {"EDITOR": r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst'},
            True,
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"],
        ),
        ({"EDITOR": r"C:\tools\ed.exe --wait"}, True, [r"C:\tools\ed.exe", "--wait"]),
        ({"EDITOR": "it's"}, False, ["it's"]),
        ({}, True, ["notepad"]),
        ({}, False, []),
    ],
)
def test_the_command(environment, windows, command):
    assert editor_command(environment, windows=windows) == command


def test_a_path_with_spaces_that_is_there_is_one_program(tmp_path):
    program = tmp_path / "my editor"
    program.write_text("")
    assert editor_command({"EDITOR": str(program)}, windows=False) == [str(program)]


def test_what_goes_wrong_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c 'raise SystemExit(3)'")
    assert "ended with code 3" in str(edit(tmp_path / "draft.toml"))
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c ''")
    assert edit(tmp_path / "draft.toml") is None
    monkeypatch.setenv("EDITOR", "no-such-program-here")
    assert "could not be started" in str(edit(tmp_path / "draft.toml"))
