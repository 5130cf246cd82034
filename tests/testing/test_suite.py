"""The suite of an author's tests: of a folder and of an installed authority, of what holds and of what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supctl import testing
from supctl.hooks import PolicyFolder, find_authorities
from supctl.store.authoring.files import new_files
from supctl.store.authoring.names import called
from supctl.testing import Result, run_scenarios, suite, suite_of
from supctl.testing.reached import unreached

Change = Callable[[str, str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy folder as it begins."""
    for name, text in new_files(called("Westhaven"), date(2026, 11, 23), "./policy").items():
        (tmp_path / "policy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policy" / name).write_text(text, encoding="utf-8")
    return tmp_path / "policy"


@pytest.fixture
def change(folder: Path) -> Change:
    """Puts one text in the place of another, in one of the folder's files."""

    def changed(name: str, old: str, new: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return changed


def outcomes(made: type) -> dict[str, str]:
    """What comes of each test of a suite: nothing, or what it says; examples by their ids."""
    held = made()
    tests = {name: getattr(held, name) for name in vars(made) if name.startswith("test_")}
    results: list[Result] = []
    if "test_scenario" in tests:
        (mark,) = tests.pop("test_scenario").pytestmark
        results = mark.args[1]
    return {
        **{name: _said(test) for name, test in tests.items()},
        **{one.id: _said(lambda one=one: held.test_scenario(one)) for one in results},
    }


def _said(test: Callable[[], None]) -> str:
    try:
        test()
    except (AssertionError, pytest.fail.Exception) as error:
        return str(error)
    return ""


def test_a_folder_as_it_begins_holds(folder: Path) -> None:
    came = outcomes(suite_of(folder))
    assert [one for one in came if one.startswith("WES")] == ["WES-2-a-1", "WES-1-a-1", "WES-1-a-2", "WES-1-a-3"]
    assert set(came.values()) == {""}


def test_an_installed_authority_holds() -> None:
    assert set(outcomes(suite("baseline")).values()) == {""}


def test_a_failed_example_says_what_came_and_where_it_stands(folder: Path, change: Change) -> None:
    came = outcomes(suite_of(str(change("policy.toml", 'every = "4 weeks"\n  clause', 'every = "5 weeks"\n  clause'))))
    assert came["WES-1-a-2"].startswith("On the 29th day it is overdue\nexpected ")
    assert "came     due 2026-04-06" in came["WES-1-a-2"]
    assert came["WES-1-a-2"].endswith("in       policy/scenarios/frequency.toml:31")
    assert came["WES-1-a-3"] == ""


def test_a_rule_that_no_example_is_about_is_named(change: Change) -> None:
    row = '[[frequency.row]]\nid = "students"\nwhen = { role = "student" }\nevery = "1 week"\nclause = "WES-1-a"\n'
    came = outcomes(suite_of(change("policy.toml", "# --- By when", f"{row}# --- By when")))
    assert "personal-supervision/students" in came["test_every_rule_is_reached"]


def test_a_clause_that_nobody_carries_or_read_is_named(change: Change) -> None:
    came = outcomes(suite_of(change("clauses.toml", "uncarried = ", "# uncarried = ")))
    assert "WES-5-a: not carried" in came["test_every_clause_is_carried_or_says_why"]
    came = outcomes(suite_of(change("clauses.toml", "checked_on = ", "# checked_on = ")))
    assert "WES-1-a" in came["test_every_clause_is_read"]


def test_a_policy_without_examples_is_not_held_to_anything(folder: Path) -> None:
    for file in (folder / "scenarios").iterdir():
        file.unlink()
    assert outcomes(suite_of(folder))["test_there_are_examples"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "policy.toml",
            "every = ",
            "evry = ",
            'policy/policy.toml:44: unknown key "evry"\n  mend: did you mean "every"?',
        ),
        ("scenarios/forms.toml", '"supervision-record"', '"suprvision-record"', 'unknown form "suprvision-record"'),
    ],
)
def test_what_cannot_be_read_is_one_failed_test_that_says_where(
    change: Change, name: str, old: str, new: str, said: str
) -> None:
    ((test, came),) = outcomes(suite_of(change(name, old, new))).items()
    assert (test, said in came) == ("test_it_can_be_read", True)


def test_an_authority_that_is_not_there_is_one_failed_test() -> None:
    ((_, came),) = outcomes(suite("nowhere")).items()
    assert 'the authority "nowhere" is not installed' in came
    ((_, came),) = outcomes(suite_of("./nowhere")).items()
    assert "nowhere has no policy.toml" in came


def test_what_is_reached_is_told_of_a_folder(folder: Path) -> None:
    data = PolicyFolder(folder, "policy")
    policy = find_authorities().policy_from(data.documents)
    assert unreached(policy, run_scenarios(policy, data.scenarios())) == []
    assert unreached(policy, []) == ["form/supervision-record", "personal-supervision/direct-work"]


def test_every_public_name_is_there() -> None:
    assert [name for name in testing.__all__ if not getattr(testing, name).__doc__] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        testing.nothing  # noqa: B018
