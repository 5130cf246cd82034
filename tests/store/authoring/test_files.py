"""The files of an authority that begins: all are in supctl's own package, and only what is asked for is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from supctl.documents import Document
from supctl.errors import InputError
from supctl.store.authoring.files import copied_files, new_files, package_files
from supctl.store.authoring.names import Called, called

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)
WESTHAVEN = called("Westhaven")


def test_what_a_new_authority_is_made_from_is_in_the_wheel() -> None:
    inside = {Path(file.path) for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    authoring = ROOT / "src" / "supctl" / "store" / "authoring"
    shipped = [path for path in authoring.rglob("*") if path.suffix in {".toml", ".txt", ".md"}]
    assert (len(shipped), [path for path in shipped if path not in inside]) == (9, [])


def test_nothing_is_left_to_fill_in() -> None:
    made = package_files(WESTHAVEN, new_files(WESTHAVEN, DAY, "westhaven"))
    assert [name for name, text in made.items() if "${" in text or "\r" in text or not text.endswith("\n")] == []


def test_each_clause_is_read_on_the_day_it_was_written() -> None:
    made = new_files(WESTHAVEN, DAY, "./policy")
    assert made["clauses.toml"].count("checked_on = 2026-11-23") == 9
    assert "supctl authority test ./policy" in made["policy.toml"]


HEADS = {
    "as usual": ('id = "westhaven"\nname = "W" # its name', 'id = "x"\nname = "X Council" # its name'),
    "other quotes": ("id = 'westhaven' # 'id'\nname = 'W'", 'id = "x" # \'id\'\nname = "X Council"'),
    "a sign in it": ('id="westhaven"\nname="W \\"the\\" # first"#', 'id="x"\nname="X Council"#'),
}


@pytest.mark.parametrize("head", HEADS)
def test_only_the_id_and_the_names_are_changed(head: str) -> None:
    old, new = HEADS[head]
    text = '# id = "westhaven"\n[authority]\ncontract = 1\n{}\n[[activity]]\nid = "westhaven"\nname = "W"\n'
    made = copied_files({"policy.toml": Document("p", text.format(old))}, Called("x", "X Council", "X"))
    assert made == {"policy.toml": text.format(new)}


@pytest.mark.parametrize("head", ['id = """westhaven"""', 'name = """\nW"""\nid = "y"'])
def test_what_cannot_be_changed_alone_is_not_changed(head: str) -> None:
    with pytest.raises(InputError, match="cannot be changed as they stand"):
        copied_files({"policy.toml": Document("p", f"[authority]\n{head}\n")}, Called("x", "X Council", "X"))


def test_what_is_as_wanted_stays_as_it_is_written() -> None:
    text = "[authority]\nid = '''x'''\nname = 'X'\n"
    assert copied_files({"policy.toml": Document("p", "\ufeff" + text)}, Called("x", "X", "Y")) == {"policy.toml": text}


def test_authority_as_an_inline_table() -> None:
    text = 'authority = { contract = 1, id = "x", name = "X" }\n'
    with pytest.raises(InputError, match="cannot be changed"):
        copied_files({"policy.toml": Document("p", text)}, Called("y", "X", "X"))
    assert copied_files({"policy.toml": Document("p", text)}, Called("x", "X", "X"))["policy.toml"] == text
