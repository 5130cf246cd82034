"""Who may import whom, where import-linter would need the plugins' names: no core file names a plugin."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))

OPEN_TO_PLUGINS = {"supctl.policy", "supctl.hooks"}
OPEN_TO_TESTS = OPEN_TO_PLUGINS | {"supctl.testing"}


def imported(file: Path) -> Iterator[str]:
    """Every module, or name of a module, that the file imports from elsewhere."""
    for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def not_open(folder: Path, allowed: set[str]) -> list[str]:
    """What the Python files of a folder import of supctl and of plugins, beyond what is allowed."""
    return [
        f"{file.relative_to(ROOT).as_posix()} imports {name}"
        for file in sorted(folder.rglob("*.py"))
        for name in imported(file)
        if name.split(".")[0].startswith("supctl")
        and not any(f"{name}.".startswith(f"{module}.") for module in allowed)
    ]


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugin_imports_itself_and_what_is_open_to_plugins(plugin: Path) -> None:
    own = {package.name for package in (plugin / "src").iterdir()}
    assert not_open(plugin / "src", OPEN_TO_PLUGINS | own) == []
    assert not_open(plugin / "tests", OPEN_TO_TESTS | own) == []


def test_the_baseline_imports_no_more_than_any_plugin() -> None:
    assert not_open(ROOT / "src/supctl/baseline", OPEN_TO_PLUGINS | {"supctl.baseline"}) == []


def test_the_core_imports_no_plugin() -> None:
    assert not_open(ROOT / "src/supctl", {"supctl"}) == []
