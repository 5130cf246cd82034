"""What docs/policy-in-force.md shows is what supctl prints, for the files that the page shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "policy-in-force.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")) if kind == language]


def parts(shown: str) -> Iterator[str]:
    """What is shown between lines that leave something out."""
    yield from (part for part in re.split(r"^ *\.\.\.\n", shown, flags=re.MULTILINE) if part)


@pytest.fixture
def as_on_the_page(store: Path) -> Path:
    """The tiny council's store, with a second policy and the files of the page, the own rules apart."""
    new = shutil.copytree(store / "policy", store / "new") / "policy.toml"
    text = new.read_text(encoding="utf-8").replace('id = "tiny"', 'id = "newer"').replace('"Tiny"', '"Newer"')
    new.write_text(text.replace('every = "4 weeks"', 'every = "6 weeks"'), encoding="utf-8")
    return store


def written(store: Path, name: str) -> None:
    (text,) = [block for block in blocks("toml") if block.startswith(f"# {name}\n")]
    if name == "supctl.toml":
        settings = (store / name).read_text(encoding="utf-8").replace('authority = "./policy"\n', "")
        text = f"{settings}\n{text}"
    (store / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("number", "file"), [(0, "supctl.toml"), (1, "overlay.toml")])
def test_what_the_page_shows_is_printed(as_on_the_page, supctl, number, file):
    written(as_on_the_page, file)
    command, _, shown = blocks("console")[number].partition("\n")
    ran = supctl(command.removeprefix("$ supctl "))
    assert ran.code == 0, ran.err
    rest = ran.out
    for part in parts(shown):
        assert part in rest, f"{part}\n--- is not in ---\n{rest}"
        rest = rest.partition(part)[2]


def test_every_block_of_the_page_is_held() -> None:
    assert (len(blocks("console")), len(blocks("toml"))) == (2, 2)
