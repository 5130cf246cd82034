"""A tiny policy and a small service, read from text, and views of what follows from them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from supctl.answers import Answers, answer
from supctl.documents import Document, Origin, read
from supctl.exchange.selection import Wanted
from supctl.exchange.view import View
from supctl.facts import Service, service_as_of
from supctl.policy import Choice, Policy, PolicyDocuments, read_policy
from supctl.testing.given import Given, service_of

HERE = Path(__file__).parent
MONDAY = date(2026, 11, 23)
UNCLEAR = ("policy.toml", "clauses.toml", "given.toml")


def document(name: str) -> Document:
    return Document(name, (HERE / "tiny" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def policy() -> Policy:
    return read_policy(PolicyDocuments(document("policy.toml"), document("clauses.toml")))


@pytest.fixture(scope="session")
def service(policy: Policy) -> Service:
    text = document("given.toml")
    return service_of(read(Given, text.values, Origin(text)), Origin(text), policy.vocabulary)


@pytest.fixture
def view(policy: Policy, service: Service) -> Callable[..., View]:
    """Makes a view: what is wanted as in Wanted, the rest as in View; `soon` days of look-ahead."""

    def make(wanted: Wanted | None = None, *, soon: int = 7, history: date | None = None, **more) -> View:
        answers = answer(service, policy, MONDAY, soon_days=soon, history_from=history)
        known = service_as_of(service, MONDAY)
        selected = (wanted or Wanted()).selected(answers, known)
        return View(selected, known, policy, **{"scope": "Tiny", "soon_until": MONDAY + timedelta(days=soon), **more})

    return make


@pytest.fixture
def matches() -> Callable[[str, str], None]:
    """Compares a text with the file of that name in expected/; SUPCTL_UPDATE=1 writes it instead."""

    def compare(name: str, text: str) -> None:
        file = HERE / "expected" / name
        if os.environ.get("SUPCTL_UPDATE"):
            file.write_text(text + "\n", encoding="utf-8", newline="\n")
        assert text + "\n" == file.read_text(encoding="utf-8")

    return compare


@dataclass(frozen=True)
class Unclear:
    """A policy whose text contradicts itself and leaves things open, and a small service that follows it."""

    policy: Policy
    service: Service
    as_of: date = MONDAY

    def reading(self, *choices: dict[str, object]) -> Unclear:
        """The same, with decisions of the service."""
        made = [Choice.model_validate(choice) for choice in choices]
        return replace(self, policy=self.policy.with_choices(made))

    @property
    def answers(self) -> Answers:
        """What follows on the day."""
        return answer(self.service, self.policy, self.as_of)


@pytest.fixture(scope="session")
def unclear() -> Unclear:
    texts = [Document(name, (HERE / "unclear" / name).read_text(encoding="utf-8")) for name in UNCLEAR]
    known = read_policy(PolicyDocuments(texts[0], texts[1]))
    given = read(Given, texts[2].values, Origin(texts[2]))
    return Unclear(known, service_of(given, Origin(texts[2]), known.vocabulary))
