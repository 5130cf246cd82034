"""Whom a rule is about, in words, from its conditions: "newly qualified, first 6 weeks", "any other case"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from supctl.exchange.names import spaced
from supctl.policy import Conditions, Policy, Row, Rule, SubjectKind

GROUPS = {
    "direct-work": "staff working with children",
    "student": "students",
    "residential": "residential staff",
    "manager": "managers",
    "senior-manager": "senior managers",
    "other": "other staff",
}
STANDINGS = {"probation": "on probation"}
_ONE_OF = {
    "direct-work": "worker with children",
    "residential": "residential worker",
    "manager": "manager",
    "senior-manager": "senior manager",
    "other": "somebody of the other staff",
    "student": "student",
}
_CATEGORIES = {
    "child-protection": "child protection plan",
    "child-in-need": "child in need",
    "disabled-child": "disabled child",
    "looked-after": "looked after",
    "care-leaver": "care leaver",
}
_EVERYBODY: dict[SubjectKind, tuple[str, str]] = {
    "worker": ("everybody", "everyone else"),
    "pair": ("everybody", "everyone else"),
    "case": ("every case", "any other case"),
    "team": ("every team", "any other team"),
    "action": ("everybody", "everyone else"),
    "service": ("the service", "the service"),
}
_PARTS = {"present": "who else was there", "every": "the interval", "next": "the next date"}
_HAVING = {"members": "with members", "supervisor": "with a supervisor"}
_FEW = 3
_SHORTEST_PLURAL = 2


@dataclass(frozen=True)
class Whom:
    """The words of one policy for those whom its rules are about; `full`: every word of a long list."""

    policy: Policy
    full: bool = False

    def row(self, row: Row, before: Sequence[Row], subject: SubjectKind) -> str:
        """Whom a row is about; the rows before it have been asked first."""
        first, rest = _EVERYBODY[subject]
        parts = self._conditions(row.when, [one.when for one in before])
        return ", ".join([*(parts or [rest if before else first]), *self._unless(row.unless)])

    def rule(self, rule: Rule) -> str:
        """Whom any other rule is about; empty where it is about all."""
        return self.of(rule.when, rule.unless)

    def of(self, when: Conditions, unless: Conditions | None = None) -> str:
        """The circumstances in which something holds; empty where it always does."""
        return ", ".join([*self._conditions(when, []), *self._unless(unless)])

    def roles(self, roles: Sequence[str]) -> str:
        """Roles in the authority's words for them: "team manager or service manager"."""
        return any_of(self.each_role(roles))

    def few_roles(self, roles: Sequence[str]) -> str:
        """Roles as above, of a long list the first two and how many others, unless every word is wanted."""
        words = self.each_role(roles)
        if len(words) > _FEW and not self.full:
            words = [*words[:2], f"{len(words) - 2} others"]
        return any_of(words)

    def each_role(self, roles: Sequence[str]) -> list[str]:
        """Each role in the authority's word for it."""
        own = {one.id: one.name for one in self.policy.authority.roles if one.name}
        return self._whole_groups(roles) or [own.get(role) or spaced(role) for role in roles]

    def _whole_groups(self, roles: Sequence[str]) -> list[str]:
        """The groups, where the roles are just those of one or several groups, each of more than one role."""
        of = self.policy.vocabulary.roles
        groups = dict.fromkeys(of.get(role, "") for role in roles)
        there = [role for role, group in of.items() if group in groups]
        several = all(list(of.values()).count(group) > 1 for group in groups)
        return [_ONE_OF[group] for group in groups] if several and set(there) == set(roles) else []

    def _conditions(self, when: Conditions, before: Sequence[Conditions]) -> list[str]:
        named = when.words()
        told: dict[str, Callable[[tuple[str, ...]], str]] = {
            "standing": lambda words: any_of([STANDINGS.get(word, spaced(word)) for word in words]),
            "role": self.roles,
            "role_group": lambda words: any_of([GROUPS.get(word, spaced(word)) for word in words]),
            "employment": lambda words: any_of([spaced(word) for word in words]),
            "team_kind": lambda words: f"{any_of([spaced(word) for word in words])} team",
            "supervises": lambda words: "supervises others" if words == ("yes",) else "supervises nobody",
            "holds_cases": lambda words: "holds cases" if words == ("yes",) else "holds no cases",
            "has": having,
            "category": lambda words: any_of([_CATEGORIES.get(word, spaced(word)) for word in words]),
            "approval": lambda words: f"{any_of([spaced(word) for word in words])} approved",
            "event": lambda words: f"after {any_of([spaced(word) for word in words])}",
        }
        parts = [say(named[name]) for name, say in told.items() if name in named]
        if when.standing_under:
            parts[0] += f" for less than {when.standing_under}"
        return [*parts, *_tenure(when, before), *self._of_record(when)]

    def _of_record(self, when: Conditions) -> list[str]:
        """What is asked of a record: "where Standards met: no", "more than 1 month after the one before"."""
        said = [self._answer(word) for word in when.answered]
        where = [f"where {any_of(said)}"] if said else []
        return where + ([f"more than {when.gap_over} after the one before"] if when.gap_over else [])

    def _answer(self, word: str) -> str:
        name, _, answer = word.partition(":")
        label = self.policy.field_label(name) if "." in name else _PARTS.get(name, spaced(name))
        if answer == "{case}":
            return f"{label} names the child"
        return f"{label}: {answer}" if answer else f"{label} is answered"

    def _unless(self, unless: Conditions | None) -> list[str]:
        """Who is left out; a long list is counted unless every word is wanted."""
        if unless is None:
            return []
        categories = unless.category
        if len(categories) > _FEW and not self.full:
            return [f"unless in another category too ({len(categories)} are named)"]
        return [f"not {', '.join(parts)}"] if (parts := self._conditions(unless, [])) else []


def having(words: Sequence[str]) -> str:
    """Whom a post names, or that a team has people: "with a line manager beside the supervisor"."""
    return any_of([_HAVING.get(word) or f"with a {spaced(word)} beside the supervisor" for word in words])


def _tenure(when: Conditions, before: Sequence[Conditions]) -> list[str]:
    """How long somebody has been employed, seen from the rows before: "first 6 weeks", "to 6 months", "after that"."""
    alike = [one for one in before if one.tenure_under and _but_tenure(one) == _but_tenure(when)]
    if when.tenure_under:
        return [f"to {when.tenure_under}" if alike else f"first {when.tenure_under}"]
    return ["after that"] if alike else []


def _but_tenure(when: Conditions) -> Conditions:
    return when.model_copy(update={"tenure_under": None})


def any_of(words: Sequence[str], joined: str = "or") -> str:
    """A list within a sentence: "a, b or c"."""
    if len(words) < _SHORTEST_PLURAL:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined} {words[-1]}"
