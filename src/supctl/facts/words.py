"""The words of the field that every store may use; a policy may add roles, standings, activities, kinds and steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLE_GROUPS: dict[str, tuple[str, ...]] = {
    "direct-work": (
        "social-worker",
        "senior-social-worker",
        "advanced-practitioner",
        "personal-adviser",
        "family-support-worker",
    ),
    "student": ("student",),
    "residential": ("residential-worker", "residential-manager"),
    "manager": ("practice-manager", "team-manager", "group-manager", "operational-manager"),
    "senior-manager": ("service-manager", "head-of-service", "assistant-director", "director"),
    "other": (
        "independent-reviewing-officer",
        "child-protection-chair",
        "principal-social-worker",
        "practice-development",
        "safeguarding-lead",
        "co-ordinator",
        "other",
    ),
}
ROLES = tuple(role for roles in ROLE_GROUPS.values() for role in roles)
TEAM_KINDS = [
    "assessment",
    "safeguarding",
    "looked-after",
    "leaving-care",
    "disability",
    "residential",
    "early-help",
    "fostering",
    "non-operational",
    "other",
]
STANDINGS = ["registered", "newly-qualified", "extended", "probation", "part-time", "supervisory"]
EMPLOYMENTS = ["permanent", "locum", "seconded", "placement", "volunteer"]
CATEGORIES = [
    "contact",
    "assessment",
    "child-in-need",
    "child-protection",
    "court",
    "looked-after",
    "care-leaver",
    "disabled-child",
    "early-help",
    "other",
    "closed",
]
CLOSED = "closed"
EVENTS = [
    "assessment-started",
    "assessment-completed",
    "plan-made",
    "plan-updated",
    "review-held",
    "visit",
    "direct-work",
    "decision",
    "significant-event",
    "circumstances-changed",
]
ACTIVITIES = [
    "personal-supervision",
    "case-supervision",
    "group-supervision",
    "ad-hoc-supervision",
    "observation",
    "supervision-observation",
    "agreement",
    "agreement-review",
    "supervision-review",
    "supervisee-views",
    "appraisal",
    "management-oversight",
    "management-comment",
    "case-file-audit",
    "supervision-audit",
    "handover",
    "learning-activity",
    "cancelled-session",
]
GROUP_SUPERVISION = "group-supervision"
PERSONAL_SUPERVISION = "personal-supervision"
CANCELLED = "cancelled-session"
ONCE_WRITTEN = (
    "agreement",
    "supervisee-views",
    "management-oversight",
    "management-comment",
    "case-file-audit",
    "supervision-audit",
)
"""What is only there once it is written and signed: to begin its form is not yet to have done it."""
GIVEN_BY_NOBODY = ("supervisee-views", "learning-activity")
"""What a person says or does alone: nobody gives it."""
STEPS = [
    "written",
    "shared",
    "received",
    "agreed",
    "disagreed",
    "signed",
    "filed",
    "noted",
    "handed-over",
    "voided",
    "words-destroyed",
]


@dataclass(frozen=True)
class Vocabulary:
    """The words that a store may use: those of the core and what its policy adds. `roles` gives each role's group."""

    roles: Mapping[str, str] = field(
        default_factory=lambda: {role: group for group, roles in ROLE_GROUPS.items() for role in roles}
    )
    standings: tuple[str, ...] = tuple(STANDINGS)
    activities: tuple[str, ...] = tuple(ACTIVITIES)
    categories: tuple[str, ...] = tuple(CATEGORIES)
    events: tuple[str, ...] = tuple(EVENTS)
    steps: tuple[str, ...] = tuple(STEPS)
    team_kinds: tuple[str, ...] = tuple(TEAM_KINDS)
    employments: tuple[str, ...] = tuple(EMPLOYMENTS)
    approvals: tuple[str, ...] = ("longer-interval",)
