"""No word of the policy language is missing from its reference, and none is there that does not exist."""

import re
from pathlib import Path

import pytest

from supctl.policy import (
    Access,
    After,
    AuditCriterion,
    ChainStep,
    Column,
    Conditions,
    Counted,
    Deadline,
    EscalationChain,
    Evidence,
    FormField,
    FormSection,
    Must,
    RecordTemplate,
    Requirement,
    Retention,
    Row,
    Rule,
)
from supctl.policy.requirements import NEEDS
from supctl.testing.expect import Expect, Raised, Reader

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGE = (DOCS / "policy-language.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", LANGUAGE))))


SHAPES = [
    *(Conditions, Counted, Row, After, Must, Deadline, Requirement, Rule, Expect, Raised, Reader),
    *(RecordTemplate, FormSection, FormField, Column, EscalationChain, ChainStep),
    *(AuditCriterion, Evidence, Retention, Access),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_key_is_documented(shape: type) -> None:
    keys = {info.alias or name for name, info in shape.model_fields.items()}
    assert sorted(keys - {"@origin"} - WORDS) == []


def test_every_test_of_a_requirement_is_documented() -> None:
    assert sorted(set(NEEDS) - WORDS) == []


def test_links_lead_somewhere() -> None:
    for page in (DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_paths_that_are_named_exist() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (DOCS.parent / page).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:src|plugins|docs|tests)/[\w./-]+)`", text):
            assert (DOCS.parent / path).exists(), f"{page}: {path}"
