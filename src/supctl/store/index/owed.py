"""What units owe, as the index keeps it: worked out once, and again when a day or a fact calls for it."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from supctl.answers.shapes import Owed
from supctl.answers.subject import Unit, UnitKind
from supctl.cache import frozen
from supctl.facts import Service
from supctl.policy import Policy
from supctl.store.index.database import UnusableIndexError, edition
from supctl.store.index.facts import IndexedRecords, Source
from supctl.store.index.reaching import EACH, EVERYWHERE

if TYPE_CHECKING:
    from supctl.answers.lasting import Lasting

Progress = Callable[[int, int], None]
"""Is told how many units of how many have been asked."""

_KINDS: Final[dict[object, UnitKind]] = {"worker": "worker", "case": "case", "team": "team", "service": "service"}
_ASKED_BY: Final = "SELECT value FROM meta WHERE key = 'question'"
_AT_ONCE: Final = 100
_NO_DATE: Final = 0
_AHEAD: Final = timedelta(days=35)
_NEXT: Final = 4
"""How far ahead it is worked out what is owed, and how often for one unit."""
_ON_THE_DAY: Final = "owed.first <= ? AND owed.until > ?"


class _Which(NamedTuple):
    """Which units are asked about: what gives their kind and unit, and the values that belong in it."""

    asked: str
    values: tuple[str, ...]


class _Asked(NamedTuple):
    """What a unit was found to owe on a day, and that as it is kept."""

    found: Lasting
    entries: bytes
    day: date


def _reached(names: Iterable[str]) -> _Which:
    teams = tuple(sorted(set(names)))
    marks = ", ".join("?" * len(teams))
    return _Which(f"SELECT DISTINCT kind, unit FROM reach WHERE team IN ({marks})", teams)


@dataclass(frozen=True)
class Kept:
    """What units of a store owe by a policy; `facts` are those of the index that `source` is."""

    source: Source
    facts: Service
    policy: Policy
    progress: Progress

    def of_teams(self, teams: Collection[str], known: Collection[str], as_of: date) -> Owed:
        """What everything owes on a day that may stand in the lists of these teams, and more besides.

        What belongs to none of the `known` teams stands in every list.
        """
        unknown = [team for team in self._teams_named() if team not in known and team != EACH]
        return self._of(_reached([*teams, *unknown, EVERYWHERE]), as_of)

    def of_units(self, units: Collection[Unit], as_of: date) -> Owed:
        """What these units owe on a day."""
        if not units:
            return Owed()
        marks = ", ".join(["(?, ?)"] * len(units))
        which = f"SELECT column1 AS kind, column2 AS unit FROM (VALUES {marks})"
        return self._of(_Which(which, tuple(part for unit in units for part in unit)), as_of)

    def of_all(self, as_of: date) -> Owed:
        """What the whole service owes on a day."""
        return self._of(_reached([EACH]), as_of)

    def number(self, as_of: date, until: date | None = None) -> int:
        """How much the whole service owes on a day; with `until`, only what is due by then or has no date."""
        which, day = _reached([EACH]), as_of.toordinal()
        if until is None:
            asked, values = f"SELECT sum(number) FROM owed WHERE {_ON_THE_DAY}", [day, day]
        else:
            asked = f"SELECT count(*) FROM owed JOIN due ON due.owed = owed.n WHERE {_ON_THE_DAY} AND day <= ?"
            values = [day, day, until.toordinal()]
        missing = self._missing(which, as_of)
        found = self.source.rows(asked, *values)[0][0] if self._is_kept else 0
        fresh = (one for owed in self._ask(missing, as_of) for one in owed.obligations)
        number = sum(until is None or one.due is None or one.due <= until for one in fresh)
        return number + (found if isinstance(found, int) else 0)

    # --- what is kept, and what is asked anew -------------------------------------------------------------------------

    def _of(self, which: _Which, as_of: date) -> Owed:
        day = as_of.toordinal()
        missing = self._missing(which, as_of)
        rows = self.source.rows(
            f"SELECT entries FROM ({which.asked}) JOIN owed USING (kind, unit) JOIN owed_entries USING (n) "
            f"WHERE {_ON_THE_DAY}",
            *which.values,
            day,
            day,
        )
        kept = [one for (data,) in rows if isinstance(one := self.source.held(data), Owed)] if self._is_kept else []
        return together([*kept, *self._ask(missing, as_of)])

    def _ask(self, units: Sequence[Unit], as_of: date) -> Iterator[Owed]:
        """Ask units of which nothing is kept for the day, and keep what they owe."""
        for start in range(0, len(units), _AT_ONCE):
            self.progress(start, len(units))
            some = [self._asked(unit, as_of) for unit in units[start : start + _AT_ONCE]]
            self._keep([*some, *(later for one in some for later in self._soon(one, as_of))])
            if isinstance(self.facts.records, IndexedRecords) and len(units) > _AT_ONCE:
                self.facts.records.forget()  # of a large service there are very many
                gc.collect()
            yield from (one for asked in some if isinstance(one := self.source.held(asked.entries), Owed))

    def _asked(self, unit: Unit, day: date) -> _Asked:
        from supctl.answers.lasting import lasting

        found = lasting(self.facts, self.policy, day, unit)
        entries = frozen(found.owed)  # before the span is read: whatever still looks at the day narrows it
        return _Asked(found, entries, day)

    def _soon(self, now: _Asked, as_of: date) -> Iterator[_Asked]:
        """What a unit owes next, where that changes within the next weeks, so that who asks then need not wait."""
        one = now
        for _ in range(_NEXT):
            if not as_of < one.found.span.end <= as_of + _AHEAD:
                break
            one = self._asked(now.found.unit, one.found.span.end)
            yield one

    def _missing(self, which: _Which, as_of: date) -> list[Unit]:
        day = as_of.toordinal()
        rows = self.source.rows(
            f"SELECT kind, unit FROM ({which.asked}) AS asked WHERE NOT ? OR NOT EXISTS (SELECT 1 FROM owed "
            f"WHERE owed.kind = asked.kind AND owed.unit = asked.unit AND {_ON_THE_DAY})",
            *which.values,
            self._is_kept,
            day,
            day,
        )
        return [Unit(_KINDS[kind], str(unit)) for kind, unit in rows]

    def _keep(self, found: Sequence[_Asked]) -> None:
        """Keep what was found, unless the store or the question was changed meanwhile, or nothing may be written."""
        with suppress(sqlite3.Error, UnusableIndexError), self.source.written() as connection:
            if edition(connection) == self.source.edition and self._is_asked(connection):
                for one in found:
                    _put(connection, one)

    @cached_property
    def _is_kept(self) -> bool:
        """Whether what is kept answers this question.

        What was asked by another policy, or with another calendar, is no answer: it is forgotten.
        """
        if self.source.rows(_ASKED_BY) == [(self._question,)]:
            return True
        with suppress(sqlite3.Error, UnusableIndexError), self.source.written() as connection:
            if not self._is_asked(connection):
                for table in ("owed", "owed_entries", "due", "rests"):
                    connection.execute(f"DELETE FROM {table}")
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('question', ?)", [self._question])
        return False

    def _is_asked(self, connection: sqlite3.Connection) -> bool:
        asked = connection.execute(_ASKED_BY).fetchone()
        return bool(asked == (self._question,))

    @cached_property
    def _question(self) -> bytes:
        """What decides the answers besides people, cases and records: the policy, and what the settings say."""
        facts, parts = self.facts, [*self.policy.parts, *([self.policy.local] if self.policy.local else [])]
        rules = b"".join(one.fingerprint.encode() or frozen(replace(one, choices=(), beside=None)) for one in parts)
        held = tuple((one.choices, one.from_, one.to) for one in parts)
        return rules + frozen((held, facts.opening, sorted(facts.calendar.closures), facts.file))

    def _teams_named(self) -> list[str]:
        """Every team that stands in the table of lists, found without reading the whole of it."""
        rows = self.source.rows(
            "WITH RECURSIVE found (team) AS (SELECT min(team) FROM reach UNION ALL "
            "SELECT (SELECT min(reach.team) FROM reach WHERE reach.team > found.team) FROM found "
            "WHERE found.team IS NOT NULL) SELECT team FROM found WHERE team IS NOT NULL"
        )
        return [str(team) for (team,) in rows]


def together(parts: Iterable[Owed]) -> Owed:
    """What several units owe, as one."""
    known = list(parts)
    return Owed(
        obligations=tuple(one for part in known for one in part.obligations),
        uncovered=tuple(one for part in known for one in part.uncovered),
        exempt=tuple(one for part in known for one in part.exempt),
        unheld=tuple(one for part in known for one in part.unheld),
        windows=tuple(one for part in known for one in part.windows),
    )


def _put(connection: sqlite3.Connection, asked: _Asked) -> None:
    """Keep what one unit owes on the days for which nothing is kept of it yet."""
    one, day = asked.found, asked.day.toordinal()
    kind, unit = one.unit
    before, after = connection.execute(
        "SELECT max(CASE WHEN until <= ? THEN until END), min(CASE WHEN first > ? THEN first END) FROM owed "
        "WHERE kind = ? AND unit = ?",
        [day, day, kind, unit],
    ).fetchone()
    first, until = max(one.span.first.toordinal(), before or 0), one.span.end.toordinal()
    obligations = one.owed.obligations
    number = connection.execute(
        "INSERT INTO owed (kind, unit, first, until, number) SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS "
        f"(SELECT 1 FROM owed WHERE kind = ? AND unit = ? AND {_ON_THE_DAY})",
        [kind, unit, first, min(until, after or until), len(obligations), kind, unit, day, day],
    )
    if number.rowcount != 1:  # another process was faster
        return
    if one.owed != Owed():
        connection.execute("INSERT INTO owed_entries VALUES (?, ?)", [number.lastrowid, asked.entries])
    dates = [(number.lastrowid, item.due.toordinal() if item.due else _NO_DATE) for item in obligations]
    connection.executemany("INSERT INTO due VALUES (?, ?)", dates)
    rests = [(what, key, kind, unit) for what, key in one.rests_on]
    connection.executemany("INSERT OR IGNORE INTO rests VALUES (?, ?, ?, ?)", rests)
