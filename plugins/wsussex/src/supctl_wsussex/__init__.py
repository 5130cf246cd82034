"""West Sussex County Council: the Supervision Policy for Children's Services, as data for supctl."""

from supctl.hooks import PolicyFolder, hookimpl
from supctl.policy import AuditCriterion, Authority, EscalationChain, FrequencyPolicy, RecordTemplate, Rules

_DATA = PolicyFolder.of_package(__name__)


@hookimpl
def supctl_authority() -> Authority:
    """The document, clause by clause, the readings of it, and the council's own words."""
    return _DATA.policy.authority


@hookimpl
def supctl_frequency_policies() -> tuple[FrequencyPolicy, ...]:
    """How often staff are supervised, cases discussed, agreements reviewed and practice observed."""
    return _DATA.policy.frequencies


@hookimpl
def supctl_record_templates() -> tuple[RecordTemplate, ...]:
    """The forms of the appendices."""
    return _DATA.policy.templates


@hookimpl
def supctl_escalation_chains() -> tuple[EscalationChain, ...]:
    """Who takes up a disagreement or a worry."""
    return _DATA.policy.chains


@hookimpl
def supctl_audit_criteria() -> tuple[AuditCriterion, ...]:
    """What the audit tool looks at."""
    return _DATA.policy.criteria


@hookimpl
def supctl_rules() -> Rules:
    """The deadlines and requirements beside the frequencies."""
    return _DATA.policy.rules
