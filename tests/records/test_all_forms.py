"""Every form of every authority that is installed comes out as a draft and reads back as it was written."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from supctl.answers import Subject, answer
from supctl.answers.forms import AskedForm, whole_form
from supctl.documents import Document
from supctl.hooks import find_authorities
from supctl.records import Draft, draft_text, read_draft

TUESDAY = date(2026, 12, 1)
POLICIES = {one: find_authorities().policy(one) for one in ("wsussex",)}
FORMS = [(policy, form) for policy in POLICIES.values() for form in policy.templates]


@pytest.fixture(params=FORMS, ids=[f"{policy.id}-{form.id}" for policy, form in FORMS])
def drafted(request, service):
    """A policy, a form with everything that it can ask, and the text of a draft on it."""
    policy, template = request.param
    about = {"case": Subject("case", "M1001"), "team": Subject("team", "east")}
    subject = about.get(template.subject, Subject("worker", "a.begum"))
    form = AskedForm(template, subject, whole_form(template).sections)
    draft = Draft(
        id=f"2026-12-01-{template.activity}-{subject.id}-k3vd",
        form=form,
        day=TUESDAY,
        supervisee=None if subject.kind == "team" else "a.begum",
        supervisor="j.okafor",
        cases=("M1001",) if subject.kind == "case" else (),
        team="east" if subject.kind == "team" else None,
    )
    return policy, form, draft_text(draft, policy, service, answer(service, policy, TUESDAY))


def test_titles_and_labels_stand_in_order_in_lines_of_a_page(drafted):
    _, form, text = drafted
    words, at = " ".join(re.sub(r"(?m)(^|\s)#(?=\s|$)", " ", text).split()), 0
    title, *labels = form.printed
    assert words.startswith(title.upper())
    for printed in labels:
        found = words.find(" ".join(printed.split()), at)
        assert found >= 0, printed
        at = found + len(printed)
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_an_untouched_draft_has_no_problem_and_keeps_the_parties(drafted, service):
    policy, form, text = drafted
    tomllib.loads(text)
    read = read_draft(Document("drafts/one.toml", text), policy, service)
    assert [str(one) for one in read.problems] == []
    assert read.form == form.template
    assert (read.parts["date"], read.parts["supervisor"]) == (TUESDAY, "j.okafor")
    assert not {"minutes", "reflective", "next"} & set(read.parts)
