"""docs/authorities/ is what the plugins of this repository give; `make pages` writes it anew."""

import re
import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
PAGES = HERE / "docs" / "authorities"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """What `make pages` would write."""
    return runpy.run_path(str(HERE / "tools" / "pages.py"))["pages"]()


def test_there_is_a_page_for_each_plugin_and_the_baseline_and_a_list(made):
    plugins = {f"{path.parent.name}.md" for path in HERE.glob("plugins/*/pyproject.toml")}
    assert set(made) == {"README.md", "baseline.md", *plugins} == {path.name for path in PAGES.glob("*.md")}


def test_the_committed_pages_are_what_the_plugins_give(made):
    stale = [name for name, text in made.items() if (PAGES / name).read_text(encoding="utf-8") != text]
    assert stale == [], "make pages writes them anew"


def test_every_link_leads_to_a_page(made):
    for text in made.values():
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert target in made


def test_every_row_of_a_table_has_as_many_cells_as_its_head(made):
    for name, text in made.items():
        for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(cells) == 1, f"{name}: {table.splitlines()[0]}"
