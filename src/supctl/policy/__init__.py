"""What an authority says: frozen shapes, parsed from mappings, each rule with its clauses. Pure.

What reads a policy's files is loaded when it is asked for, and so are the shapes that no due list needs: most runs have
a policy that was read before.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.deadlines import After, Deadline, Must, Span
from supctl.policy.frequency import Approved, Counted, FrequencyPolicy, Row
from supctl.policy.policy import CONTRACT, Authority, Policy, Rules
from supctl.policy.requirements import On, Requirement
from supctl.policy.rules import Rule
from supctl.policy.sources import Activity, Choice, Clause, Head, Interpretation, Option, Role, Source

if TYPE_CHECKING:
    from supctl.policy.chains import ChainStep, EscalationChain
    from supctl.policy.criteria import AuditCriterion, Evidence
    from supctl.policy.keeping import Access, Retention
    from supctl.policy.reading import PolicyDocuments, read_choices, read_policy
    from supctl.policy.templates import Column, FormField, FormSection, RecordTemplate

__all__ = [
    "CONTRACT",
    "Access",
    "Activity",
    "After",
    "Approved",
    "AuditCriterion",
    "Authority",
    "ChainStep",
    "Choice",
    "Clause",
    "Column",
    "Conditions",
    "Counted",
    "Deadline",
    "EscalationChain",
    "Evidence",
    "FormField",
    "FormSection",
    "FrequencyPolicy",
    "Head",
    "Interpretation",
    "Must",
    "On",
    "Option",
    "Policy",
    "PolicyDocuments",
    "RecordTemplate",
    "Requirement",
    "Retention",
    "Role",
    "Row",
    "Rule",
    "Rules",
    "Source",
    "Span",
    "SubjectKind",
    "read_choices",
    "read_policy",
]

_IN = {
    **dict.fromkeys(("ChainStep", "EscalationChain"), "chains"),
    **dict.fromkeys(("AuditCriterion", "Evidence"), "criteria"),
    **dict.fromkeys(("Access", "Retention"), "keeping"),
    **dict.fromkeys(("PolicyDocuments", "read_choices", "read_policy"), "reading"),
    **dict.fromkeys(("Column", "FormField", "FormSection", "RecordTemplate"), "templates"),
}


def __getattr__(name: str) -> object:
    """One of the names above of which most runs need none."""
    if name not in _IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_IN[name]}"), name)
