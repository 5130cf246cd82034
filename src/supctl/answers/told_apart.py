"""The circumstances that the rules of some policies tell apart.

They come from the rules themselves: each threshold, and each standing, role and category that one of them names,
beside what every policy speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

from supctl.answers.circumstance import Circumstance
from supctl.facts import Interval
from supctl.facts.words import CLOSED, Vocabulary
from supctl.policy import Conditions

NEW, EXTENDED, REGISTERED = "newly-qualified", "extended", "registered"
_TYPICAL: Mapping[str, str] = {"manager": "team-manager"}
"""Of a group of roles the one that stands for it; else the first."""


@dataclass(frozen=True)
class Circumstanced:
    """The circumstances that the rules of some policies tell apart."""

    rules: Sequence[tuple[Conditions, Conditions | None]]
    words: Vocabulary

    @cached_property
    def usual(self) -> Circumstance:
        """A qualified social worker who holds cases, and has done for years."""
        return self.of_role("social-worker")

    def workers(self) -> list[Circumstance]:
        """The usual one first, the stages of the newly qualified, other standings, roles, and what else is named."""
        found = [self.usual, *self._stages((NEW,))]
        found += [one for asked in self._asked() for one in self._workers(*asked)]
        found += [self.of_role(self.typical(group)) for group in dict.fromkeys(self.words.roles.values())]
        return sorted(dict.fromkeys(found), key=self._place)

    def cases(self) -> list[Circumstance]:
        """Each category, and each with whatever else a rule names beside it."""
        plain = [Circumstance("case", category=(word,)) for word in self.words.categories if word != CLOSED]
        beside = [one for when, unless in self._asked() for one in self._beside(when, unless, plain)]
        order = {word: place for place, word in enumerate(self.words.categories)}
        return sorted(dict.fromkeys([*plain, *beside]), key=lambda one: (order[one.category[0]], one))

    def _beside(
        self, when: Conditions, unless: Conditions | None, plain: Sequence[Circumstance]
    ) -> Iterator[Circumstance]:
        """The categories that conditions name, or all, each with an approval, a kind of team or an event."""
        for known in (when, *([_both(when, unless)] if unless else [])):
            named = known.words()
            categories = [one for one in plain if one.category[0] in named.get("category", one.category)]
            parts = [named.get(name, ("",)) for name in ("approval", "team_kind", "event")]
            for one, (approval, kind, event) in product(categories, product(*parts)):
                yield replace(one, approval=approval, team_kind=kind, event=event)

    def teams(self) -> list[Circumstance]:
        """A team, and one of each kind that a rule names."""
        kinds = [kind for when, unless in self._asked() for one in (when, unless) if one for kind in one.team_kind]
        return [Circumstance("team", team_kind=kind) for kind in dict.fromkeys(["", *kinds])]

    def parent(self, one: Circumstance) -> Circumstance | None:
        """The circumstance with one thing less said, which this one need only be told apart from."""
        if one.kind == "case" and (one.approval or one.team_kind or one.event):
            return Circumstance("case", category=one.category)
        if one.kind == "team" and one.team_kind:
            return Circumstance("team")
        if one.kind != "worker" or one == self.usual:
            return None
        if len(one.standing) > 1 + (REGISTERED in one.standing):
            return replace(one, standing=one.standing[:-1])
        plain, typical = self.of_role(one.role), self.of_role(self.typical(one.group))
        if one != plain:
            return plain
        return typical if plain != typical else self.usual

    def _asked(self) -> Iterable[tuple[Conditions, Conditions | None]]:
        return ((when, unless) for when, unless in self.rules if when.named() or (unless and unless.named()))

    def _workers(self, when: Conditions, unless: Conditions | None) -> Iterator[Circumstance]:
        """Those whom a rule's conditions name, and those whom it then leaves out."""
        named = list(self._named(when))
        yield from named
        if unless:
            yield from self._named(unless)
            yield from self._named(_both(when, unless))
            more = [word for word in unless.standing if word not in (*when.standing, NEW)]
            yield from (replace(one, standing=(*one.standing, word)) for one in named for word in more)

    def _named(self, when: Conditions) -> Iterator[Circumstance]:
        named = when.words()
        roles = [*named.get("role", ()), *(self.typical(group) for group in named.get("role_group", ()))]
        for role, standing, employment, kind in product(
            roles or ["social-worker"],
            named.get("standing", ("",)),
            named.get("employment", ("permanent",)),
            named.get("team_kind", ("",)),
        ):
            one = self.of_role(role)
            one = replace(one, employment=employment, team_kind=kind, has=named.get("has", ()))
            if when.holds_cases is not None:
                one = replace(one, holds_cases=when.holds_cases)
            if when.supervises is not None:
                one = replace(one, supervises=when.supervises)
            words = (NEW, standing) if standing == EXTENDED else (standing,) if standing else ()
            if when.tenure_under or when.standing_under or NEW in words:
                yield from (_with(stage, one) for stage in self._stages(words or (NEW,)))
            else:
                yield replace(one, standing=(*one.standing, *words))

    def _stages(self, standing: tuple[str, ...]) -> list[Circumstance]:
        """The newly qualified, from one threshold of these policies to the next."""
        edges = ["", *self._thresholds, ""]
        base = replace(self.usual, standing=(REGISTERED, *standing))
        return [replace(base, stage=edges[place], under=edges[place + 1]) for place in range(len(edges) - 1)]

    @cached_property
    def _thresholds(self) -> list[str]:
        """Every length of time that a rule about a worker names, the shortest first."""
        named = [
            one for asked in self.rules for each in asked if each for one in (each.tenure_under, each.standing_under)
        ]
        day = date(2025, 1, 1)
        found = {one.after(day): str(one) for one in named if one}
        return [found[end] for end in sorted(found)]

    def typical(self, group: str) -> str:
        """The role that stands for a group of roles."""
        return _TYPICAL.get(group) or next((role for role, its in self.words.roles.items() if its == group), "other")

    def of_role(self, role: str) -> Circumstance:
        """Somebody who has this role, with nothing else said."""
        group = self.words.roles.get(role, "other")
        direct = group == "direct-work"
        senior = group in {"manager", "senior-manager"}
        standing = (REGISTERED,) if direct or senior else ()
        return Circumstance("worker", role=role, group=group, standing=standing, holds_cases=direct, supervises=senior)

    def _place(self, one: Circumstance) -> tuple[object, ...]:
        groups = list(dict.fromkeys(self.words.roles.values()))
        standing = [word for word in one.standing if word != REGISTERED]
        known = [self.words.standings.index(word) if word in self.words.standings else 99 for word in standing]
        stage = Interval.read(one.stage).after(date(2025, 1, 1)) if one.stage else date.min if one.under else date.max
        return one.role != "social-worker", groups.index(one.group), known, stage, one != self.usual, one


def _with(stage: Circumstance, one: Circumstance) -> Circumstance:
    return replace(one, standing=stage.standing, stage=stage.stage, under=stage.under)


def _both(when: Conditions, unless: Conditions) -> Conditions:
    """What holds of those whom a rule would be about, and whom it leaves out."""
    return when.model_copy(
        update={name: value for name in unless.named() if (value := getattr(unless, name)) and not getattr(when, name)}
    )
