"""What one policy says in one circumstance on one matter, each entry short and with its section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supctl.answers.circumstance import Asked, Circumstance
from supctl.exchange.authority.diff.entry import At, Entry, entry_of
from supctl.exchange.authority.diff.matters import Matter, own_clock
from supctl.exchange.authority.diff.rules import other_rules
from supctl.exchange.authority.who import any_of
from supctl.exchange.authority.words import (
    activity_words,
    parties_words,
)
from supctl.exchange.names import spaced
from supctl.exchange.schedules import deadline_limit, row_schedule
from supctl.policy import (
    Conditions,
    Counted,
    Deadline,
    FrequencyPolicy,
    Must,
    Policy,
    Row,
    SubjectKind,
)
from supctl.policy.conditions import CONDITIONS_OF, OF_RECORDS

_BRIEF = {
    "personal-supervision": "personal",
    "case-supervision": "about children",
    "group-supervision": "in a group",
    "observation": "observed",
}
NO_LIMIT = "no limit"
_SEVERAL = 2


@dataclass(frozen=True)
class Said:
    """One policy, of which it is asked what it says."""

    policy: Policy

    def of(self, matter: Matter, asked: Asked) -> list[Entry]:
        """What it says on a matter in a circumstance, in the document's order."""
        return list(self._of(matter, asked))

    def _of(self, matter: Matter, asked: Asked) -> Iterator[Entry]:
        yield from self._frequencies(matter, asked)
        yield from self._deadlines(matter, asked)
        yield from other_rules(self.policy, matter, asked)

    # --- how often ----------------------------------------------------------------------------------------------------

    def frequencies(self, matter: Matter) -> list[FrequencyPolicy]:
        """The frequencies that a matter is about, whomever they are counted for."""
        return [one for one in self.policy.frequencies if matter.takes_frequency(one)]

    def _frequencies(self, matter: Matter, asked: Asked) -> Iterator[Entry]:
        found = [one for one in self.frequencies(matter) if _sees(one.subject) == asked.of.kind]
        several = sum(not _is_filed(each, matter) for each in found) > 1
        for one in found:
            row = asked.row(self.policy, one.subject, one.row)
            if row is None:
                continue
            step = next((counted.step for counted in self._counts(one, asked) if counted.step), None)
            filed = step and _is_filed(one, matter)
            what = self._what(one, asked) if several and not filed else ""
            text = f"{what}: {_schedule(row)}" if what else _schedule(row)
            if one.basis == "baseline":
                text += " (national baseline)"
            line = own_clock(step or "") if filed else matter.line_of_frequency(one)
            yield entry_of(self.policy, row, At(line, one.id, "again"), text, one)

    def _counts(self, one: FrequencyPolicy, asked: Asked) -> Sequence[Counted]:
        """What counts under the readings chosen."""
        found = [each for each in one.counts if self.policy.reads_as(each.under, asked.day)]
        return found or one.counts

    def _what(self, one: FrequencyPolicy, asked: Asked) -> str:
        """What of several things a frequency counts, as short as can be."""
        counts = self._counts(one, asked)
        activities = dict.fromkeys(word for each in counts for word in each.activity)
        by = [set(each.relations) if each.both or not each.by_role else set[str]() for each in counts]
        givers = sorted(set.intersection(*by)) if by else []
        if givers and not counts[0].step:
            return f"by the {parties_words(givers, 'or')}"
        if len(activities) >= _SEVERAL:
            return "either of them" if len(activities) == _SEVERAL else "any of them"
        return "".join(_BRIEF.get(word) or activity_words(self.policy, [word]) for word in activities)

    # --- by when ------------------------------------------------------------------------------------------------------

    def _deadlines(self, matter: Matter, asked: Asked) -> Iterator[Entry]:
        for one in self.policy.rules.deadlines:
            line = matter.line_of(one)
            if line is None or not self.policy.holds_under(one, asked.day) or not _concerns(one, matter, asked):
                continue
            text = self._limit(one, matter)
            yield entry_of(self.policy, one, At(line, one.id, "after"), text)

    def _limit(self, one: Deadline, matter: Matter) -> str:
        said = deadline_limit(one)
        said = NO_LIMIT if one.within is None and one.must else said
        must = one.may or one.must
        by = f", by {parties_words(must.parties, 'and')}" if must and must.step and must.parties else ""
        once = f", once {spaced(one.after.step)}" if one.after.step else ""
        what = f"{self._must(one)}, " if matter.says_what else ""
        return what + said + by + once

    def _must(self, one: Deadline) -> str:
        return any_of(list(dict.fromkeys(self._one_of(must) for must in one.alternatives))) or spaced(one.id)

    def _one_of(self, must: Must) -> str:
        if must.done:
            return "done"
        words = [activity_words(self.policy, must.activity), *(spaced(word) for word in must.event)]
        words += [f"new date for {activity_words(self.policy, must.planned)}"] if must.planned else []
        words += [spaced(must.step)] if must.step else []
        return " ".join(word for word in words if word) or self.policy.field_label(must.field or "")


def _concerns(one: Deadline, matter: Matter, asked: Asked) -> bool:
    """Whether a deadline is about this circumstance: as its subject, or as that of the records that it is about."""
    if matter.others and _whose(one) != asked.of.kind:
        return False
    if not matter.others and asked.of.kind != matter.kinds[0]:
        return False
    kind: SubjectKind = asked.of.kind
    return asked.holds(kind, _asked_of(one.when, asked.of), one.unless)


def _is_filed(one: FrequencyPolicy, matter: Matter) -> bool:
    """Whether a child's records are counted by a step of theirs, and not the sessions."""
    return matter.kinds[0] == "case" and all(counted.step and counted.activity for counted in one.counts)


def _whose(one: Deadline) -> str:
    """Whose a deadline is, where no matter says so."""
    if one.subject:
        return _sees(one.subject)
    of_a_child = one.after.event or "category" in {one.after.began, one.after.ended}
    return "case" if of_a_child else "worker"


def _sees(kind: SubjectKind) -> str:
    """Through whom a subject is seen."""
    return "worker" if kind in {"pair", "action"} else kind


def _asked_of(when: Conditions, of: Circumstance) -> Conditions:
    """Of conditions, those that can be asked of such a circumstance."""
    named = CONDITIONS_OF[of.kind]
    foreign = [name for name in when.named() if name not in named and name not in OF_RECORDS]
    return when.model_copy(update={name: Conditions.plain().__dict__[name] for name in foreign}) if foreign else when


def _schedule(row: Row) -> str:
    """How often; that an agreement may make it shorter is left to the policy's own page, and most of who approves."""
    if row.exempt:
        return "no interval"
    if row.agreed == "only":
        return "as agreed, no number given"
    kept = {"agreed": None} if row.agreed == "shorter" else {}
    by = row.approved
    said = row_schedule(row.model_copy(update={**kept, **({"approved": None} if row.every else {})}))
    roles = [spaced(role) for role in by.by_role] if by else []
    more = f" or {len(roles) - 1} others" if len(roles) > 1 else ""
    return said + (f", by a {roles[0]}{more}" if roles else "") + (", once there is one" if row.after_first else "")
