"""Groups of roles where a rule names roles: "manager" stands for every role of that group, the authority's own too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from supctl.documents import Shape
from supctl.policy.policy import Policy

ShapeType = TypeVar("ShapeType", bound=Shape)
_NAME_ROLES = ("by_role", "with_role")


def with_groups(policy: Policy) -> Policy:
    """The policy with the roles of each group that a rule names in place of the group; a role is a role."""
    roles = policy.vocabulary.roles
    groups = {
        group: tuple(role for role, of in roles.items() if of == group)
        for group in dict.fromkeys(roles.values())
        if group not in roles
    }
    rules = replace(
        policy.rules,
        deadlines=_each(policy.rules.deadlines, groups),
        requirements=_each(policy.rules.requirements, groups),
        access=_each(tuple(policy.rules.access), groups),
    )
    frequencies, chains = _each(policy.frequencies, groups), _each(tuple(policy.chains), groups)
    return replace(policy, frequencies=frequencies, rules=rules, chains=chains)


def _each(shapes: Sequence[ShapeType], groups: Mapping[str, Sequence[str]]) -> tuple[ShapeType, ...]:
    return tuple(_spelled_out(one, groups) for one in shapes)


def _spelled_out(shape: ShapeType, groups: Mapping[str, Sequence[str]]) -> ShapeType:
    changed: dict[str, object] = {}
    for name in type(shape).model_fields:
        value = getattr(shape, name)
        if name in _NAME_ROLES and not set(groups).isdisjoint(value):
            changed[name] = tuple(dict.fromkeys(role for word in value for role in groups.get(word, (word,))))
        elif isinstance(value, Shape):
            inside = _spelled_out(value, groups)
            changed |= {name: inside} if inside is not value else {}
        elif isinstance(value, tuple) and any(isinstance(one, Shape) for one in value):
            each = tuple(_spelled_out(one, groups) if isinstance(one, Shape) else one for one in value)
            changed |= {name: each} if any(new is not old for new, old in zip(each, value, strict=True)) else {}
    return shape.model_copy(update=changed) if changed else shape
