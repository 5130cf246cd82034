"""From policy files to a policy: each file a document, each mistake a finding with file, line, key and mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from supctl.documents import Document, Entry, Origin, read
from supctl.errors import Finding, InputError, PolicyError
from supctl.policy.consistency import policy_problems
from supctl.policy.deadlines import Deadline
from supctl.policy.frequency import FrequencyPolicy
from supctl.policy.policy import Authority, Policy, Rules
from supctl.policy.requirements import Requirement
from supctl.policy.sources import Activity, Choice, Clause, Head, Interpretation, MoreWords, Role, Source
from supctl.policy.templates import Access, AuditCriterion, EscalationChain, RecordTemplate, Retention

Result = TypeVar("Result")


class PolicyFile(Entry):
    """policy.toml: who the authority is and its rules."""

    authority: Head
    frequency: tuple[FrequencyPolicy, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    requirement: tuple[Requirement, ...] = ()
    interpretation: tuple[Interpretation, ...] = ()
    chain: tuple[EscalationChain, ...] = ()
    criterion: tuple[AuditCriterion, ...] = ()
    retention: tuple[Retention, ...] = ()
    access: tuple[Access, ...] = ()
    activity: tuple[Activity, ...] = ()
    role: tuple[Role, ...] = ()
    words: MoreWords = MoreWords()


class ClauseFile(Entry):
    """clauses.toml: the document, clause by clause."""

    source: tuple[Source, ...] = ()
    clause: tuple[Clause, ...] = ()


class ReadingsFile(Entry):
    """readings.toml: what the service has decided on unclear clauses."""

    reading: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class PolicyDocuments:
    """The texts of a policy folder."""

    policy: Document
    clauses: Document
    forms: tuple[Document, ...] = ()

    def head(self) -> Head:
        """Who the authority is, read before anything else so that another contract version is seen first."""
        values = self.policy.values.get("authority")
        if not isinstance(values, dict):
            place = Origin(self.policy)
            mend = "add [authority] with contract, id and name"
            raise PolicyError([Finding("missing-key", "[authority] is missing", place=place, mend=mend)])
        return read(Head, values, Origin(self.policy, ("authority",)))


def read_policy(documents: PolicyDocuments) -> Policy:
    """The policy that the documents make. Raises PolicyError with every problem of every file."""
    problems: list[Finding] = []
    policy = _kept(lambda: read(PolicyFile, documents.policy.values, Origin(documents.policy)), problems)
    clauses = _kept(lambda: read(ClauseFile, documents.clauses.values, Origin(documents.clauses)), problems)
    forms = [
        _kept(lambda form=form: read(RecordTemplate, form.values, Origin(form)), problems) for form in documents.forms
    ]  # type: ignore[misc]
    if problems or policy is None or clauses is None:
        raise PolicyError(problems)
    made = Policy(
        authority=Authority(
            head=policy.authority,
            sources=clauses.source,
            clauses=clauses.clause,
            interpretations=policy.interpretation,
            activities=policy.activity,
            roles=policy.role,
            words=policy.words,
        ),
        frequencies=policy.frequency,
        rules=Rules(policy.deadline, policy.requirement, policy.retention, policy.access),
        templates=tuple(form for form in forms if form),
        chains=policy.chain,
        criteria=policy.criterion,
    )
    found = policy_problems(made)
    if found:
        raise PolicyError(found)
    return made


def read_choices(document: Document) -> Sequence[Choice]:
    """The service's decisions on readings. Raises InputError."""
    return read(ReadingsFile, document.values, Origin(document)).reading


def _kept(make: Callable[[], Result], problems: list[Finding]) -> Result | None:
    try:
        return make()
    except InputError as error:
        problems.extend(error.findings)
        return None
