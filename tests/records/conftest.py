"""A little policy with two forms, a little service, and drafts begun from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supctl.answers import Subject, answer
from supctl.answers.forms import asked_form
from supctl.documents import Document, Origin, read
from supctl.facts import Service, service_as_of
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.records import Draft, ReadDraft, draft_text, read_draft
from supctl.testing.given import Given, service_of

HERE = Path(__file__).parent / "little"
TUESDAY = date(2026, 12, 1)


def document(name: str) -> Document:
    return Document(name, (HERE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def policy() -> Policy:
    forms = tuple(document(f"forms/{file.name}") for file in sorted((HERE / "forms").iterdir()))
    return read_policy(PolicyDocuments(document("policy.toml"), document("clauses.toml"), forms))


@pytest.fixture(scope="session")
def service(policy: Policy) -> Service:
    text = document("given.toml")
    given = service_of(read(Given, text.values, Origin(text)), Origin(text), policy.vocabulary)
    return service_as_of(given, TUESDAY)


class Desk:
    """Where drafts are written and read back."""

    def __init__(self, policy: Policy, service: Service) -> None:
        self.policy, self.service = policy, service

    def __repr__(self) -> str:
        return "Desk(...)"

    def draft(self, form: str = "one-to-one", **more: object) -> Draft:
        """A draft of Aisha Begum's supervision, or of a child's."""
        template = next(one for one in self.policy.templates if one.id == form)
        case = template.subject == "case"
        subject = Subject("case", "M1001") if case else Subject("worker", "a.begum")
        asked = asked_form(template, subject, self.service, TUESDAY)
        known: dict[str, object] = {"cases": ("M1001",)} if case else {"supervisee": "a.begum"}
        id_ = f"2026-12-01-{template.activity}-{subject.id}-k3vd"
        return Draft(id_, asked, TUESDAY, **{"supervisor": "j.okafor", **known, **more})

    def text(self, form: str = "one-to-one", **more: object) -> str:
        """The draft as text; `given` and the rest as in Draft, `evidence` as in draft_text."""
        evidence = more.pop("evidence", None)
        answers = answer(self.service, self.policy, TUESDAY)
        return draft_text(self.draft(form, **more), self.policy, self.service, answers, evidence)

    def read(self, text: str, name: str = "drafts/2026-12-01-personal-supervision-a.begum-k3vd.toml") -> ReadDraft:
        """What the text says."""
        return read_draft(Document(name, text), self.policy, self.service)


@pytest.fixture(scope="session")
def desk(policy: Policy, service: Service) -> Desk:
    return Desk(policy, service)
