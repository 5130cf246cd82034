"""Every form of West Sussex as `supctl record new` prints it, for somebody whom it is meant for."""

import os
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "expected" / "forms"
FORMS = {
    "supervision-file-contents": "khan",
    "supervision-agreement": "khan",
    "supervision-review": "begum",
    "personal-supervision-record": "begum",
    "observation-of-practice": "reid",
    "operational-manager-record": "okafor",
    "case-supervision-record": "M1001",
    "group-learning-record": "east",
    "supervision-audit": "marsh",
    "supervisee-views": "marsh",
    "reflective-aide-memoire": "begum",
    "residential-staff-record": "lowe",
    "child-supervision-record": "M1012",
}


@pytest.mark.parametrize("form", FORMS)
def test_it_comes_out_with_its_titles_and_labels_in_order(demo, supctl, form):
    """That they are the document's, in its order, is held elsewhere; here stands what a supervisor sees."""
    words = ["new", form, FORMS[form], "--with", "finch", "--date", "20/11", "--stdout", "--as-of", "2026-11-23"]
    ran = supctl("record", *words)
    assert (ran.code, ran.err) == (0, "")
    file = EXPECTED / f"{form}.toml"
    if os.environ.get("SUPCTL_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ran.out, encoding="utf-8", newline="\n")
    assert ran.out == file.read_text(encoding="utf-8")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_every_form_has_its_snapshot():
    assert {file.stem for file in EXPECTED.glob("*.toml")} == set(FORMS)
