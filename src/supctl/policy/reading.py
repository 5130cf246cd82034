"""From policy files to a policy: each file a document, each mistake a finding with file, line, key and mend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from supctl.documents import Document, Entry, Origin, ShapeType, read
from supctl.errors import Finding, InputError, PolicyError
from supctl.policy.chains import EscalationChain
from supctl.policy.consistency import policy_problems
from supctl.policy.criteria import AuditCriterion
from supctl.policy.deadlines import Deadline, answered_alike
from supctl.policy.frequency import FrequencyPolicy
from supctl.policy.groups import with_groups
from supctl.policy.keeping import Access, Retention
from supctl.policy.policy import CONTRACT, Authority, Policy, Rules
from supctl.policy.requirements import Requirement
from supctl.policy.sources import Activity, Choice, Clause, Head, Interpretation, MoreWords, Role, Source
from supctl.policy.templates import RecordTemplate

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
    words: MoreWords = MoreWords.plain()


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

    def check_contract(self) -> None:
        """Raise PolicyError where the files say no authority, or were written for another contract version."""
        head = self.policy.values.get("authority")
        place = Origin(self.policy, ("authority", "contract"))
        if not isinstance(head, dict):
            mend = "add [authority] with contract, id and name"
            raise PolicyError([Finding("missing-key", "[authority] is missing", place=place, mend=mend)])
        if head.get("contract") != CONTRACT:
            written = f"written for contract {head['contract']}" if "contract" in head else "contract is missing"
            message = f"{written}, and this supctl speaks contract {CONTRACT}"
            mend = "install versions of the two that belong together" if "contract" in head else "add contract = 1"
            raise PolicyError([Finding("other-contract", message, place=place, mend=mend)])


def read_policy(documents: PolicyDocuments) -> Policy:
    """The policy that the documents make. Raises PolicyError with every problem of every file."""
    problems: list[Finding] = []
    if _kept(documents.check_contract, problems) is None and problems:
        raise PolicyError(problems)
    policy = _kept(partial(_read_file, PolicyFile, documents.policy), problems)
    clauses = _kept(partial(_read_file, ClauseFile, documents.clauses), problems)
    forms = [_kept(partial(_read_file, RecordTemplate, form), problems) for form in documents.forms]
    if problems or policy is None or clauses is None:
        raise PolicyError(problems)
    made = policy_of(policy, clauses, [form for form in forms if form])
    found = policy_problems(made)
    if found:
        raise PolicyError(found)
    return made


def policy_of(policy: PolicyFile, clauses: ClauseFile, forms: Sequence[RecordTemplate]) -> Policy:
    """The policy that the files' shapes make, put together and not yet held against itself."""
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
        rules=Rules(answered_alike(policy.deadline), policy.requirement, policy.retention, policy.access),
        templates=tuple(forms),
        chains=policy.chain,
        criteria=policy.criterion,
    )
    return with_groups(made)


def read_choices(document: Document) -> Sequence[Choice]:
    """The service's decisions on readings. Raises InputError."""
    return read(ReadingsFile, document.values, Origin(document)).reading


def _read_file(shape: type[ShapeType], document: Document) -> ShapeType:
    return read(shape, document.values, Origin(document))


def _kept(make: Callable[[], Result], problems: list[Finding]) -> Result | None:
    try:
        return make()
    except InputError as error:
        problems.extend(error.findings)
        return None
