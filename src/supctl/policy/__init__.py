"""What an authority says: frozen shapes, parsed from mappings, each rule with its clauses. Pure."""

from supctl.policy.chains import ChainStep, EscalationChain
from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.criteria import AuditCriterion, Evidence
from supctl.policy.deadlines import After, Deadline, Must
from supctl.policy.frequency import Approved, Counted, FrequencyPolicy, Row
from supctl.policy.keeping import Access, Retention
from supctl.policy.policy import CONTRACT, Authority, Policy, Rules
from supctl.policy.reading import PolicyDocuments, read_choices, read_policy
from supctl.policy.requirements import On, Requirement
from supctl.policy.rules import Rule
from supctl.policy.sources import Activity, Choice, Clause, Head, Interpretation, Option, Role, Source
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
    "SubjectKind",
    "read_choices",
    "read_policy",
]
