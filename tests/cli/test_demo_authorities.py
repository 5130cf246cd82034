"""The written demo under every authority that is installed: on its forms, and with nothing that cannot be read."""

from __future__ import annotations

import json

import pytest

from supctl.hooks import find_authorities

DAY = ("--as-of", "2026-11-23")


@pytest.mark.parametrize("name", find_authorities().ids())
def test_the_demo_of_an_authority_is_on_its_own_forms(name, tmp_path, monkeypatch, supctl):
    monkeypatch.delenv("SUPCTL_STORE", raising=False)
    assert supctl("demo", str(tmp_path / "demo"), "--authority", name, "--quiet", *DAY).code == 0
    monkeypatch.chdir(tmp_path / "demo")
    owed = supctl("due", "--format", "json", *DAY)
    assert (owed.code, owed.err) == (0, "")
    assert json.loads(owed.out)["authority"] == name
    files = [
        json.loads(file.read_text(encoding="utf-8"))["facts"] for file in (tmp_path / "demo").rglob("records/**/*.json")
    ]
    forms = {form.id: form for form in find_authorities().policy(name).templates}
    on_a_form = [facts for facts in files if facts["form"]]
    assert len(on_a_form) > len(files) // 4
    assert [one["form"] for one in on_a_form if one["form"] not in forms] == []
    assert {one["activity"] for one in on_a_form} == {forms[one["form"]].activity for one in on_a_form}
    checked = json.loads(supctl("check", "--format", "json", *DAY).out)
    assert checked["unread"] == []
