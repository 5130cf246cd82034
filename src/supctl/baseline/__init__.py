"""The national baseline: Standards for Employers of Social Workers in England, Standard 5, as an authority's plugin.

It speaks only where a policy says `use = "baseline"`, always labelled as such, and it has no chain.
"""

from supctl.hooks import PolicyFolder, hookimpl
from supctl.policy import Authority, FrequencyPolicy, Rules

_DATA = PolicyFolder.of_package(__name__)


@hookimpl
def supctl_authority() -> Authority:
    """The standard, clause by clause."""
    return _DATA.policy.authority


@hookimpl
def supctl_frequency_policies() -> tuple[FrequencyPolicy, ...]:
    """How often social workers, newly qualified ones and students are supervised."""
    return _DATA.policy.frequencies


@hookimpl
def supctl_rules() -> Rules:
    """The length of a session, and who supervises."""
    return _DATA.policy.rules
