"""The contract: what an authority supplies, one typed hook for each thing.

A plugin is a package with an entry point in the group `supctl.authorities`; the entry point's name is the authority's
id. It implements these hooks, mostly by handing over what its data files say (`supctl.hooks.DataPlugin`). Hooks add;
none changes another authority's rules, and their order means nothing.
"""

from __future__ import annotations

import pluggy

from supctl.policy import AuditCriterion, Authority, EscalationChain, FrequencyPolicy, RecordTemplate, Rules

PROJECT = "supctl"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def supctl_authority() -> Authority:  # type: ignore[empty-body]
    """Who the authority is: contract version, id, name; its sources, clauses and readings; its own words. Required.

    Added in contract 1.
    """


@hookspec
def supctl_frequency_policies() -> tuple[FrequencyPolicy, ...]:  # type: ignore[empty-body]
    """How often things must happen, in the order in which they are shown. Added in contract 1."""


@hookspec
def supctl_record_templates() -> tuple[RecordTemplate, ...]:  # type: ignore[empty-body]
    """The authority's forms. Added in contract 1."""


@hookspec
def supctl_escalation_chains() -> tuple[EscalationChain, ...]:  # type: ignore[empty-body]
    """Who takes up a disagreement, or a concern about practice, in order. Added in contract 1."""


@hookspec
def supctl_audit_criteria() -> tuple[AuditCriterion, ...]:  # type: ignore[empty-body]
    """What an audit of supervision looks at. Added in contract 1."""


@hookspec
def supctl_rules() -> Rules:  # type: ignore[empty-body]
    """The rules beside frequency: deadlines, requirements, retention and access. Added in contract 1."""
