"""What a circumstance is called on a page: "qualified", "newly qualified, to 6 months", "manager", "looked after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supctl.answers.circumstance import Circumstance
from supctl.answers.told_apart import REGISTERED, Circumstanced
from supctl.exchange.authority.who import GROUPS, STANDINGS, Whom, any_of
from supctl.exchange.names import spaced
from supctl.policy import Conditions

USUAL = "qualified"
_FEW, _MANY = 2, 4
_ONE_OF = {
    "direct-work": "works with children",
    "manager": "manager",
    "senior-manager": "senior manager",
    "student": "student",
}


@dataclass(frozen=True)
class Labels:
    """The words for the circumstances that two policies tell apart; `whom` has those for conditions."""

    circumstanced: Circumstanced
    whom: Whom

    def of(self, circumstances: Sequence[Circumstance]) -> tuple[str, str]:
        """Circumstances of which the same is said: the group of lines in which they are read, and their own words."""
        first = circumstances[0]
        if first.kind == "worker" and (first.stage or first.under):
            words = [STANDINGS.get(word, spaced(word)) for word in first.standing if word != REGISTERED]
            return ", ".join(words), _stages(circumstances)
        return "", self._together(circumstances)

    def _together(self, circumstances: Sequence[Circumstance]) -> str:
        """Several circumstances as one: all but few of the categories are told by those few."""
        first = circumstances[0]
        if first.kind == "case" and len(circumstances) > _FEW:
            alike = [replace(one, category=first.category) == first for one in circumstances]
            said, names = self._words(replace(first, category=())), [self._category(one) for one in circumstances]
            all_of_it = [one for one in self.circumstanced.cases() if replace(one, category=first.category) == first]
            missing = [one for one in all_of_it if one not in circumstances]
            if all(alike) and len(missing) <= _FEW < len(circumstances):
                rest = any_of([self._category(one) for one in missing])
                return (said or "any category") + (f", not {rest}" if rest else "")
            if all(alike) and said:
                return f"{said}: {_any_of_these(names)}"
        return _any_of_these(list(dict.fromkeys(self._words(one) for one in circumstances)))

    def _category(self, one: Circumstance) -> str:
        return self._words(Circumstance("case", category=one.category))

    def _words(self, one: Circumstance) -> str:
        if one.kind != "worker":
            conditions = Conditions(
                category=one.category,
                approval=(one.approval,) if one.approval else (),
                team_kind=(one.team_kind,) if one.team_kind else (),
                event=(one.event,) if one.event else (),
            )
            return self.whom.of(conditions)
        return USUAL if one == self.circumstanced.usual else self._worker_words(one)

    def _worker_words(self, one: Circumstance) -> str:
        known = self.circumstanced
        plain = known.of_role(one.role)
        typical = known.of_role(known.typical(one.group))
        role = (_ONE_OF.get(one.group) or GROUPS.get(one.group, one.group)) if plain == typical else spaced(one.role)
        parts = [role] if plain != known.usual else []
        parts += [STANDINGS.get(word, spaced(word)) for word in one.standing if word not in plain.standing]
        parts += [one.employment] if one.employment != "permanent" else []
        parts += [f"{spaced(one.team_kind)} team"] if one.team_kind else []
        if one.holds_cases != plain.holds_cases:
            parts.append("holds cases" if one.holds_cases else "holds no cases")
        if one.supervises != plain.supervises:
            parts.append("supervises others" if one.supervises else "supervises nobody")
        parts += [f"has a {any_of([spaced(word) for word in one.has])} besides"] if one.has else []
        return ", ".join(parts) or USUAL


def _any_of_these(said: Sequence[str]) -> str:
    """Several circumstances as one label: of many the first, and how many more."""
    shown = said[:_MANY] if len(said) > _MANY + 1 else said
    mark = "; " if any("," in one for one in shown) else ", "
    return mark.join(shown) + (f" +{len(said) - len(shown)}" if len(said) > len(shown) else "")


def _stages(circumstances: Sequence[Circumstance]) -> str:
    """From which time to which: "first 6 weeks", "6 weeks to 6 months", "after 6 months"."""
    stage, under = circumstances[0].stage, circumstances[-1].under
    if not stage:
        return f"first {under}" if under else "all the time"
    return f"to {under}" if under else f"after {stage}"
