"""A policy that was kept is the policy that its files give; whatever is doubtful about it is read anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supctl.cache import cache_folder
from supctl.errors import AuthorityError, PolicyError
from supctl.hooks import Registry, find_authorities
from supctl.hooks.found import Found
from supctl.policy import Policy, read_policy

INIT = """\
from pathlib import Path
from supctl.hooks import DataPlugin

Path(__file__).with_name("imported").touch()
plugin = DataPlugin(__name__)
"""
POLICY = """\
[authority]
contract = 1
id = "puddleby"
name = "Puddleby Council"

[[frequency]]
id = "talks"
counts = [{ activity = "personal-supervision" }]

[[frequency.row]]
id = "all"
every = "4 weeks"
clause = "P-1"
"""
CLAUSES = """\
[[source]]
id = "policy"
title = "Policy"

[[clause]]
id = "P-1"
source = "policy"
section = "1"
says = "Monthly."
"""
FORM = """\
id = "talk"
title = "Talk"
activity = "personal-supervision"
clause = "P-1"

[[section]]
id = "one"
title = "One"

[[section.field]]
id = "said"
label = "What was said"
type = "prose"
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own; files that were just written may be kept."""
    monkeypatch.setenv("SUPCTL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("supctl.hooks.kept._YOUNG", 0)
    return tmp_path / "cache" / "supctl"


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a plugin that is its data files; the file `imported` appears there when it is imported."""
    folder = tmp_path / "packages" / "supctl_puddleby"
    (folder / "forms").mkdir(parents=True)
    (folder / "__init__.py").write_text(INIT, encoding="utf-8")
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    (folder / "clauses.toml").write_text(CLAUSES, encoding="utf-8")
    (folder / "forms" / "talk.toml").write_text(FORM, encoding="utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    yield folder
    sys.modules.pop("supctl_puddleby", None)


def policy(folder: Path) -> Policy:
    """The policy as another run of supctl would have it."""
    sys.modules.pop("supctl_puddleby", None)
    (folder / "imported").unlink(missing_ok=True)
    return Registry([Found("puddleby", "supctl_puddleby:plugin", folder)]).policy("puddleby")


def was_imported(folder: Path) -> bool:
    return (folder / "imported").exists()


def opened_by(act: Callable[[], object]) -> list[str]:
    """The files that were opened meanwhile."""
    opened: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(hook)
    act()
    watching = False
    return opened


@pytest.mark.parametrize("authority", ["wsussex", "baseline"])
def test_an_installed_policy_is_the_same_when_it_was_kept(authority: str, cache: Path) -> None:
    registry = find_authorities()
    first = registry.policy(authority)
    assert len(list(cache.iterdir())) == 1
    again = registry.policy(authority)
    read = read_policy(registry.data(authority).documents)
    assert again is not first
    assert again == read == first
    assert [(one.id, one.origin.path, one.origin.line) for one in _rules(again)] == [
        (one.id, one.origin.path, one.origin.line) for one in _rules(read)
    ]
    assert [
        (whole, field, field.origin.path, field.origin.line)
        for form in again.templates
        for whole, _, field in form.fields()
    ] == [
        (whole, field, field.origin.path, field.origin.line)
        for form in read.templates
        for whole, _, field in form.fields()
    ]


def _rules(policy: Policy) -> list[object]:
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    return [*rows, *policy.rules.deadlines, *policy.rules.requirements, *policy.chains, *policy.templates]


def test_a_policy_that_was_kept_imports_no_plugin_and_opens_none_of_its_files(plugin: Path) -> None:
    first = policy(plugin)
    assert was_imported(plugin)
    found: list[Policy] = []
    opened = opened_by(lambda: found.append(policy(plugin)))
    assert not was_imported(plugin)
    assert not [file for file in opened if "supctl_puddleby" in file]
    assert found == [first]


def test_what_stands_in_a_form_is_thawed_when_somebody_asks(plugin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = policy(plugin).templates[0]
    (form,) = policy(plugin).templates
    assert "section" not in form.__dict__
    assert (form.id, form.title, form.activity, form.clause) == ("talk", "Talk", "personal-supervision", ("P-1",))
    assert "section" not in form.__dict__
    assert form.section[0].field[0].label == "What was said"
    assert "section" in form.__dict__
    assert form.section[0].field[0].origin.at("label").line == 12
    assert form == whole
    assert form.model_fields_set == whole.model_fields_set
    assert form.model_dump() == whole.model_dump()


def test_two_forms_differ_where_only_what_stands_in_them_differs(plugin: Path) -> None:
    policy(plugin)
    (before,) = policy(plugin).templates
    (plugin / "forms" / "talk.toml").write_text(FORM.replace("What was said", "What was done"), encoding="utf-8")
    policy(plugin)
    (after,) = policy(plugin).templates
    assert before != after


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("policy.toml", "4 weeks", "6 weeks"),
        ("clauses.toml", "Monthly.", "Mornings"),
        ("forms/talk.toml", "What was said", "What was done"),
        ("__init__.py", "plugin =", "plugin= "),
    ],
)
def test_an_edit_is_seen_at_once(plugin: Path, file: str, old: str, new: str) -> None:
    """Even one that leaves size and time as they were."""
    policy(plugin)
    path = plugin / file
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    changed = policy(plugin)
    assert was_imported(plugin)
    said = [str(changed.frequencies[0].row[0].every), changed.clauses["P-1"].says]
    labels = [field.label for form in changed.templates for _, _, field in form.fields()]
    assert file == "__init__.py" or new in [*said, *labels]


def test_a_file_that_came_or_went_is_seen(plugin: Path) -> None:
    policy(plugin)
    (plugin / "forms" / "more.toml").write_text(FORM.replace('"talk"', '"more"'), encoding="utf-8")
    assert {form.id for form in policy(plugin).templates} == {"talk", "more"}
    (plugin / "forms" / "talk.toml").unlink()
    assert {form.id for form in policy(plugin).templates} == {"more"}
    (plugin / "forms" / "more.toml").unlink()
    (plugin / "forms").rmdir()
    assert policy(plugin).templates == ()


def test_what_is_young_is_not_kept(plugin: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On some disks a file can change twice within two seconds and look the same."""
    monkeypatch.setattr("supctl.hooks.kept._YOUNG", 60 * 10**9)
    policy(plugin)
    assert list(cache.iterdir()) == []


def test_what_changes_while_it_is_read_is_not_kept(plugin: Path, cache: Path) -> None:
    text = INIT + '\nPath(__file__).with_name("policy.toml").touch()\n'
    (plugin / "__init__.py").write_text(text, encoding="utf-8")
    policy(plugin)
    assert list(cache.iterdir()) == []


def test_a_plugin_with_python_of_its_own_is_always_called(plugin: Path, cache: Path) -> None:
    text = INIT.replace("plugin = DataPlugin", "class Own(DataPlugin): ...\n\nplugin = Own")
    (plugin / "__init__.py").write_text(text, encoding="utf-8")
    for _ in range(2):
        policy(plugin)
        assert was_imported(plugin)
    assert list(cache.iterdir()) == []


def test_a_plugin_whose_data_lies_elsewhere_is_always_called(plugin: Path, cache: Path) -> None:
    """What would change there could not be seen here."""
    other = plugin.with_name("supctl_elsewhere")
    plugin.rename(other)
    plugin.mkdir()
    (plugin / "__init__.py").write_text(INIT.replace("__name__", '"supctl_elsewhere"'), encoding="utf-8")
    (other / "__init__.py").write_text("", encoding="utf-8")
    for _ in range(2):
        policy(plugin)
        assert was_imported(plugin)
    assert list(cache.iterdir()) == []
    sys.modules.pop("supctl_elsewhere", None)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: b"something else altogether",
        lambda data: data[:100] + b"\x00" + data[101:],
    ],
    ids=["empty", "cut short", "foreign", "a byte"],
)
def test_a_damaged_entry_is_ignored_and_replaced(plugin: Path, cache: Path, damage: Callable[[bytes], bytes]) -> None:
    first = policy(plugin)
    (kept,) = cache.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(damage(good))
    assert policy(plugin) == first
    assert was_imported(plugin)
    assert kept.read_bytes() == good
    assert policy(plugin) == first
    assert not was_imported(plugin)


def test_an_entry_of_another_supctl_is_ignored_and_replaced(
    plugin: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(plugin)
    monkeypatch.setattr("supctl.hooks.kept.made_by", lambda *_: "another")
    policy(plugin)
    assert was_imported(plugin)
    policy(plugin)
    assert not was_imported(plugin)


def test_a_cache_that_cannot_be_written_hurts_nothing(plugin: Path, cache: Path) -> None:
    cache.parent.write_text("no folder", encoding="utf-8")
    assert cache_folder() is None
    assert policy(plugin) == policy(plugin)


def test_another_name_for_the_same_plugin_is_refused_all_the_same(plugin: Path) -> None:
    policy(plugin)
    with pytest.raises(AuthorityError, match='calls itself "puddleby"'):
        Registry([Found("oxenby", "supctl_puddleby:plugin", plugin)]).policy("oxenby")


def test_a_policy_that_is_wrong_is_never_kept(plugin: Path, cache: Path) -> None:
    (plugin / "policy.toml").write_text(POLICY.replace("P-1", "P-9"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PolicyError, match='unknown clause "P-9"'):
            policy(plugin)
    assert list(cache.iterdir()) == []
