"""A policy folder that is broken: every command that needs it names file, line and mend, and the others go on."""

import re

import pytest

BROKEN = {
    "activity": (
        "policy.toml",
        '{ activity = "observation" }',
        '{ activity = "obsrvation" }',
        "activity",
        "observation",
    ),
    "role": (
        "policy.toml",
        'role_group = "direct-work" }\n  every',
        'role = "social-wroker" }\n  every',
        "role",
        "social-worker",
    ),
    "category": ("policy.toml", 'category = "contact"', 'category = "contct"', "category", "contact"),
    "clause": ("policy.toml", '["TIN-8-b"]', '["TIN-8-bb"]', "clause", "TIN-8-b"),
    "step": ("policy.toml", 'step = "shared"', 'step = "sharde"', "step", "shared"),
}
COMMANDS = (
    "due",
    "check",
    "authority show",
    "authority show ./policy",
    "authority coverage ./policy",
    "authority test ./policy",
)


@pytest.mark.parametrize("word", BROKEN)
def test_every_command_says_which_word_where_and_what_mends_it(supctl, store, word):
    name, old, new, what, meant = BROKEN[word]
    file = store / "policy" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    wrong = re.search(r'"([^"]*)"', new.split("=")[-1] if "=" in new else new)
    line = text[: text.index(old)].count("\n") + 1
    for command in COMMANDS:
        ran = supctl(command)
        assert (ran.code, ran.out) == (2, "")
        said = f'policy/policy.toml:{line}: unknown {what} "{wrong.group(1)}"\n  mend: did you mean "{meant}"?'
        assert ran.err.strip().removeprefix("./") == said
    assert supctl("authority list").code == 0


def test_an_example_that_is_wrong_stops_its_test_and_nothing_else(supctl, store):
    (store / "policy" / "scenarios").mkdir()
    example = '[[scenario]]\ntitle = "T"\nas_of = 2026-03-02\nexpect = [{ due = 2026-03-02 }]\n'
    (store / "policy" / "scenarios" / "s.toml").write_text(example, encoding="utf-8")
    ran = supctl("authority test ./policy")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('./policy/scenarios/s.toml:4: "scenario.expect": it names nothing\n  mend: say subject')
    assert [supctl(command).code for command in ("due", "authority show", "authority coverage")] == [0, 0, 0]


@pytest.mark.parametrize("name", ["forms/f.toml", "scenarios/s.toml"])
def test_what_is_no_file_is_named(supctl, store, name):
    (store / "policy" / name).mkdir(parents=True)
    ran = supctl("authority test ./policy")
    assert (ran.code, ran.out, f"./policy/{name} cannot be read: " in ran.err) == (2, "", True)


def test_rules_that_no_example_is_about_are_named_and_none_where_other_examples_are_asked_for(supctl, store, tmp_path):
    (store / "policy" / "scenarios").mkdir()
    file = store / "policy" / "scenarios" / "s.toml"
    file.write_text(
        '[[scenario]]\ntitle = "T"\nas_of = 2026-01-20\n'
        'given.workers.asha = { started = 2026-01-05, role = "social-worker" }\n'
        'expect = [{ subject = "asha", policy = "personal-supervision", due = 2026-02-02 }]\n',
        encoding="utf-8",
    )
    ran = supctl("authority test ./policy")
    assert ran.code == 0
    first, last = ran.out.splitlines()
    assert first.startswith("no scenario is about ")
    assert "case-supervision/contact, " in first
    assert ", notes-to-supervisee, " in first
    assert "personal-supervision/qualified" not in first
    assert last == "Tiny County Council: 1 of 1 scenarios hold"
    assert supctl("authority", "test", "./policy", "--scenarios", str(file)).out == f"{last}\n"


def test_an_authority_is_tested_by_any_of_its_names(supctl, store, tmp_path):
    file = tmp_path / "s.toml"
    file.write_text(
        '[[scenario]]\ntitle = "T"\nas_of = 2026-01-20\ngiven.workers.asha.role = "student"\n'
        'expect = [{ subject = "asha", clause = "NAT-5-d", none = true }]\n',
        encoding="utf-8",
    )
    assert "unknown clause" in supctl("authority", "test", "West Sussex", "--scenarios", str(file)).err


def test_the_folder_of_a_package_is_not_that_of_its_policy(supctl, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    assert supctl("authority new Westhaven --package").code == 0
    ran = supctl("authority test ./supctl-westhaven")
    assert (ran.code, "mend: name the folder that holds it: ./supctl-westhaven/src/supctl_westhaven" in ran.err) == (
        2,
        True,
    )
    assert supctl("authority test ./supctl-westhaven/src/supctl_westhaven").code == 0
