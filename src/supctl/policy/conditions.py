"""Circumstances that a rule may name. All that are named must hold; a list means any of its words."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from supctl.documents import Shape
from supctl.facts.cases import Words
from supctl.facts.durations import Interval

SubjectKind = Literal["worker", "case", "team", "pair", "action", "service"]

_OF_WORKERS = ("role", "role_group", "team_kind", "standing", "employment", "tenure_under", "supervises", "holds_cases")
_OF_CASES = ("category", "approval", "event", "team_kind")
CONDITIONS_OF: dict[SubjectKind, tuple[str, ...]] = {
    "worker": _OF_WORKERS,
    "pair": _OF_WORKERS,
    "action": _OF_WORKERS,
    "case": _OF_CASES,
    "team": ("team_kind",),
    "service": (),
}

_TRUTHS = {True: ("yes",), False: ("no",)}


class Conditions(Shape):
    """What must hold of a subject on a day.

    role, role_group, team_kind, employment: of the post held; standing: what holds of the person; tenure_under:
    employed for less than this; supervises, holds_cases: whether they do; category: of the case; approval: in force;
    event: has happened since the case's category began. A pair and an action are seen through the supervisee.
    """

    role: Words = ()
    role_group: Words = ()
    team_kind: Words = ()
    standing: Words = ()
    employment: Words = ()
    tenure_under: Interval | None = None
    supervises: bool | None = None
    holds_cases: bool | None = None
    category: Words = ()
    approval: Words = ()
    event: Words = ()

    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The named conditions but tenure, each with the words of which any will do ("yes" and "no" for a truth)."""
        return self.in_words

    def named(self) -> tuple[str, ...]:
        """The names of the conditions in use."""
        return (*self.in_words, *(("tenure_under",) if self.tenure_under else ()))

    @cached_property
    def in_words(self) -> Mapping[str, tuple[str, ...]]:
        """What `words` gives, worked out once: a long answer asks for it thousands of times."""
        named = {name: value for name, value in self.__dict__.items() if name in _IN_WORDS and value not in ((), None)}
        return {name: _TRUTHS[value] if isinstance(value, bool) else value for name, value in named.items()}

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """As of any shape; what was worked out of this one is no part of the copy."""
        made = super().model_copy(update=update, deep=deep)
        made.__dict__.pop("in_words", None)
        return made

    def include(self, other: "Conditions", groups: Mapping[str, str]) -> bool:
        """Whether these hold wherever `other` holds; `groups` gives each role's group."""
        mine, theirs = self.words(), other.words()
        if self.tenure_under and not (other.tenure_under and other.tenure_under.never_longer_than(self.tenure_under)):
            return False
        return all(
            (set(theirs.get(name, ())) <= set(words) and name in theirs)
            or (name == "role_group" and _groups(theirs.get("role", ()), groups) <= set(words) and "role" in theirs)
            for name, words in mine.items()
        )


_IN_WORDS = frozenset(Conditions.model_fields) - {"tenure_under"}


def _groups(roles: tuple[str, ...], groups: Mapping[str, str]) -> set[str]:
    return {groups.get(role, "?") for role in roles}
