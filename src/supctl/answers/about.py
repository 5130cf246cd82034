"""Whom an activity is about: a person, a child's case or a team. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from supctl.facts import Record
from supctl.facts.words import CANCELLED, GROUP_SUPERVISION
from supctl.policy import Policy, SubjectKind

_ANYBODY: Final[tuple[SubjectKind, ...]] = ("worker", "case", "team")
_THROUGH_WORKER: Final = {"pair", "action"}
_CORE: Final[Mapping[str, tuple[SubjectKind, ...]]] = {
    "personal-supervision": ("worker",),
    "case-supervision": ("case",),
    GROUP_SUPERVISION: ("team", "worker"),
    "ad-hoc-supervision": ("worker", "case"),
    "observation": ("worker",),
    "supervision-observation": ("worker",),
    "agreement": ("worker",),
    "agreement-review": ("worker",),
    "supervision-review": ("worker",),
    "supervisee-views": ("worker",),
    "appraisal": ("worker",),
    "management-oversight": ("case",),
    "management-comment": ("case",),
    "case-file-audit": ("case",),
    "supervision-audit": ("worker",),
    "handover": ("worker", "case"),
    "learning-activity": ("worker", "team"),
    CANCELLED: _ANYBODY,
}


def kinds_about(activity: str, policy: Policy) -> tuple[SubjectKind, ...]:
    """Whom the activity may be about (worker, case, team): by the core, and by the policy's own rules and forms.

    All three where neither says.
    """
    ruled: list[SubjectKind] = [one.subject for one in policy.frequencies if activity in one.activities]
    ruled += [form.subject for form in policy.templates if form.activity == activity]
    seen: list[SubjectKind] = ["worker" if kind in _THROUGH_WORKER else kind for kind in ruled]
    kinds = dict.fromkeys([*_CORE.get(activity, ()), *seen])
    return tuple(kind for kind in kinds if kind in _ANYBODY) or _ANYBODY


def is_a_childs(activity: str, policy: Policy) -> bool:
    """Whether a record of the activity is the child's own: so its forms say, else the core, else the rules.

    A rule may count it for the worker too; the record stays the child's.
    """
    forms = {form.subject for form in policy.templates if form.activity == activity}
    return forms == {"case"} if forms else (_CORE.get(activity) or kinds_about(activity, policy)) == ("case",)


def case_of(record: Record, policy: Policy) -> str | None:
    """The child whom a record is about, where it is about one: a session with a worker is not, whatever it talks of."""
    is_the_childs = is_a_childs(record.activity, policy) or not record.supervisee
    return record.cases[0] if record.cases and is_the_childs else None
