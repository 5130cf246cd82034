"""A policy and a service as they would be written, so that a test shows both in a few lines."""

from __future__ import annotations

from supctl.documents import Document, Origin, read
from supctl.facts import Service
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing.given import Given, service_of

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n' + "".join(
    f'[[clause]]\nid = "X-{number}"\nsource = "x"\nsection = "1"\nsays = "Said."\n' for number in range(1, 6)
)


def policy_of(text: str, *forms: str) -> Policy:
    """The policy that rules, and forms, make; clauses X-1 to X-5 are there."""
    documents = [Document(f"forms/{number}.toml", form) for number, form in enumerate(forms)]
    return read_policy(
        PolicyDocuments(Document("policy.toml", HEAD + text), Document("clauses.toml", CLAUSES), tuple(documents))
    )


def service_from(text: str, policy: Policy) -> Service:
    """The facts that a `given` states."""
    document = Document("given.toml", text)
    return service_of(read(Given, document.values, Origin(document)), Origin(document), policy.vocabulary)
