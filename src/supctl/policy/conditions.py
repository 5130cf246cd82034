"""Circumstances that a rule may name. All that are named must hold; a list means any of its words."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from supctl.documents import Shape
from supctl.facts.cases import Words, one_as_list
from supctl.facts.durations import Interval

Somebody = Literal["supervisor", "line-manager", "professional-supervisor", "members"]
Having = Annotated[tuple[Somebody, ...], BeforeValidator(one_as_list, json_schema_input_type=Somebody | list[Somebody])]
"""Whom a post may name (a line manager or professional supervisor only where that is not the supervisor); and, of a
team, the people whose posts are in it."""
SubjectKind = Literal["worker", "case", "team", "pair", "action", "service"]

_OF_WORKERS = (
    *("role", "role_group", "team_kind", "standing", "employment", "tenure_under", "supervises", "holds_cases"),
    *("has", "standing_under"),
)
_OF_CASES = ("category", "approval", "event", "team_kind")
CONDITIONS_OF: dict[SubjectKind, tuple[str, ...]] = {
    "worker": _OF_WORKERS,
    "pair": _OF_WORKERS,
    "action": _OF_WORKERS,
    "case": _OF_CASES,
    "team": ("team_kind", "has"),
    "service": (),
}

OF_RECORDS = ("answered", "gap_over")
"""What holds of a record and of nobody: asked by rules about records, and (answered) by what counts and by forms."""
PARTS_OF_RECORDS = (
    *("present", "cases", "reflective", "actions", "minutes", "next", "every", "reason", "rearranged", "about"),
)
"""What of a record itself `answered` may name, beside the fields of forms."""

_TRUTHS = {True: ("yes",), False: ("no",)}


class Conditions(Shape):
    """What must hold of a subject on a day.

    role, role_group, team_kind, employment: of the post held; standing: what holds of the person; tenure_under:
    employed for less than this; supervises, holds_cases: whether they do; has: whom the post names beside the
    supervisor, and of a team whether it has members; standing_under: one of those of `standing` began less than this
    ago; category: of the case; approval: in force; event: has happened since the case's category began. A pair and an
    action are seen through the supervisee. Of a record: answered: one of these fields is (`field:answer`: with that
    answer); gap_over: the one before it lies further back than this.
    """

    role: Words = ()
    role_group: Words = ()
    team_kind: Words = ()
    standing: Words = ()
    employment: Words = ()
    tenure_under: Interval | None = None
    supervises: bool | None = None
    holds_cases: bool | None = None
    has: Having = ()
    standing_under: Interval | None = None
    category: Words = ()
    approval: Words = ()
    event: Words = ()
    answered: Words = ()
    gap_over: Interval | None = None

    @model_validator(mode="after")
    def _standing_of_something(self) -> Self:
        if self.standing_under and not self.standing:
            message = 'standing_under says how long a standing may have lasted; mend: add standing = "..."'
            raise ValueError(message)
        return self

    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The conditions named of a subject, each with the words of which any will do ("yes" and "no" for a truth).

        How long something lasts is none of them, nor is what is said of a record.
        """
        return self.in_words

    @property
    def of_record(self) -> bool:
        """Whether something is asked of a record."""
        return bool(self.answered or self.gap_over)

    def named(self) -> tuple[str, ...]:
        """The names of the conditions in use."""
        return (*self.in_words, *(name for name in _IN_TIME if getattr(self, name)))

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
        times = ((self.tenure_under, other.tenure_under), (self.standing_under, other.standing_under))
        if any(longest and not (asked and asked.never_longer_than(longest)) for longest, asked in times):
            return False
        return all(
            (set(theirs.get(name, ())) <= set(words) and name in theirs)
            or (name == "role_group" and _groups(theirs.get("role", ()), groups) <= set(words) and "role" in theirs)
            for name, words in mine.items()
        )


_IN_TIME = ("tenure_under", "standing_under", *OF_RECORDS)
_IN_WORDS = frozenset(Conditions.model_fields) - set(_IN_TIME)


def _groups(roles: tuple[str, ...], groups: Mapping[str, str]) -> set[str]:
    return {groups.get(role, "?") for role in roles}
