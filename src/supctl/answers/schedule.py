"""When something that must happen again and again is next due. Dates only: no service, no policy, no clock.

Days on which one row of a frequency policy governs are a stretch; touching stretches are a run. A run has its own
clock: only what happened inside it counts, and what is not known from before the opening is held against nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from supctl.facts import Interval

FAR = date(9999, 1, 1)
Base = Literal["event", "start", "opening", "change"]


@dataclass(frozen=True)
class Terms:
    """What a row asks for on a stretch, with what has been agreed or approved there.

    An interval: `every` (with `first` and `limit`), `agreed` as far as `agreed_mode` lets it stand in, `approved` never
    beyond `every`. A quota: `times` in `per`. Neither: required, with no interval known. `recommended_only`: no date is
    the last permitted one; `after_first`: nothing is due before there has been one.
    """

    every: Interval | None = None
    first: Interval | None = None
    limit: Interval | None = None
    times: int | None = None
    per: Interval | None = None
    agreed: Interval | None = None
    agreed_mode: Literal["shorter", "any", "only"] | None = None
    approved: Interval | None = None
    recommended_only: bool = False
    after_first: bool = False

    def dates(self, base: date, every: Interval | None) -> tuple[date, date] | None:
        """Recommended and last permitted date, counted from `base`; None where no interval is known."""
        written = min((interval.after(base) for interval in (every, self.approved) if interval), default=None)
        last = self.limit.after(base) if self.limit else None
        if self.agreed is None or self.agreed_mode is None:
            return (written, last or written) if written else None
        agreed = self.agreed.after(base)
        if self.agreed_mode == "only" or written is None:
            return agreed, agreed
        if self.agreed_mode == "any":
            due = min(agreed, last) if last else agreed
            return due, last or max(due, written)
        return min(agreed, written), last or written

    def agreed_is_too_long(self, base: date) -> bool:
        """Whether the agreed interval goes beyond what the row allows, counted from `base`."""
        allowed = {"shorter": self.every, "any": self.limit}.get(self.agreed_mode or "")
        return bool(self.agreed and allowed and self.agreed.after(base) > allowed.after(base))


@dataclass(frozen=True)
class Stretch:
    """The days [start, end) under one row (`row` is its index) on the same terms.

    `row_start`: the first day of the row's unbroken time, which changes of terms do not cut; `terms` None where the row
    exempts; `row` None where no row matches.
    """

    start: date
    end: date
    row: int | None
    terms: Terms | None
    row_start: date

    @property
    def runs(self) -> bool:
        """Whether the stretch belongs to a run."""
        return self.row is not None and self.terms is not None


@dataclass(frozen=True)
class Due:
    """When it is due, and how that came about.

    `due` None: required, but no interval is known. `limit` only where it differs in kind from `due`. `have` and `need`:
    counted events in the period up to the day asked, and how many are wanted (a quota, which counts from
    `counted_from`). `base`: the day counted from, and what it is. `used_first`: counted by the row's `first`.
    `passed`: stretches walked over because they ended before the date that they would have given, with that date.
    """

    due: date | None
    limit: date | None
    stretch: Stretch
    base: date
    base_is: Base
    have: int | None = None
    need: int | None = None
    counted_from: date | None = None
    used_first: bool = False
    passed: tuple[tuple[Stretch, date | None], ...] = ()


def stretches(pieces: Sequence[tuple[date, int | None, Terms | None]], end: date = FAR) -> list[Stretch]:
    """Stretches from pieces (first day, row, terms) in order of day; touching pieces that say the same are one."""
    found: list[Stretch] = []
    for index, (start, row, terms) in enumerate(pieces):
        until = pieces[index + 1][0] if index + 1 < len(pieces) else end
        before = found[-1] if found else None
        if start >= until:
            continue
        if before and before.end == start and (before.row, before.terms) == (row, terms):
            found[-1] = replace(before, end=until)
        else:
            same_row = before is not None and before.end == start and before.row == row and before.runs
            found.append(Stretch(start, until, row, terms, before.row_start if before and same_row else start))
    return found


def runs(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """Touching stretches together; an exemption or a day without a row ends a run."""
    grouped: list[list[Stretch]] = []
    for stretch in found:
        if not stretch.runs:
            continue
        if grouped and grouped[-1][-1].end == stretch.start:
            grouped[-1].append(stretch)
        else:
            grouped.append([stretch])
    return grouped


class Since(NamedTuple):
    """The first day of a policy that followed another; `anew`: nobody asked for it, or for as many, before that day."""

    day: date
    anew: bool


_ALWAYS = Since(date.min, anew=False)


def next_due(
    run: Sequence[Stretch], events: Sequence[date], opening: date | None, as_of: date, since: Since = _ALWAYS
) -> Due | None:
    """When the run's next event is due; None if the run ends before anything is owed.

    `events`: the days of counted events, in order; only those inside the run, up to `as_of`, are looked at. `since`:
    from when the policy holds at all: events before it count, and no date falls before it.
    """
    clock = _Clock(
        tuple(run),
        tuple(day for day in events if run[0].start <= day < run[-1].end and day <= as_of),
        opening,
        *since,
    )
    passed: list[tuple[Stretch, date | None]] = []
    for stretch in run:
        if stretch.end <= max(clock.base, clock.since):
            continue
        dates = clock.candidate(stretch)
        if dates and dates[0] < stretch.end:
            return clock.due(stretch, dates, tuple(passed), as_of)
        passed.append((stretch, dates[0] if dates else None))
    unknown = next((stretch for stretch, day in passed if day is None and clock.asks(stretch, as_of)), None)
    return Due(None, None, unknown, clock.base, clock.base_is) if unknown else None


@dataclass(frozen=True)
class _Clock:
    """One run, what counts in it, and the day it is counted from."""

    run: tuple[Stretch, ...]
    events: tuple[date, ...]
    opening: date | None
    since: date
    anew: bool

    @property
    def base(self) -> date:
        """The latest event, else the run's first day, or the opening where the run began before it."""
        return self.events[-1] if self.events else self._known(self.run[0].start)

    @property
    def base_is(self) -> Base:
        """What the base is."""
        if self.events:
            return "event"
        return "start" if self.base == self.run[0].start else "opening"

    def candidate(self, stretch: Stretch) -> tuple[date, date] | None:
        """The dates that a stretch gives, recommended and last permitted; None where it knows no interval."""
        terms = stretch.terms
        if terms is None or (terms.after_first and not self.events):
            return None
        first = max(stretch.start, self.since)
        if terms.times is not None and terms.per is not None:
            day = max(terms.per.after(self._quota_from(terms.times)), first)
            return day, day
        if self._uses_first(stretch):
            dates = terms.dates(self._known(stretch.row_start), terms.first)
        else:
            dates = terms.dates(self.base, terms.every)
        return (max(dates[0], first), max(dates[1], first)) if dates else None

    def asks(self, stretch: Stretch, as_of: date) -> bool:
        """Whether a stretch asks for something on the day, though no date can be told."""
        waits = stretch.terms is not None and stretch.terms.after_first and not self.events
        return self.base <= as_of and stretch.start <= as_of < stretch.end and not waits

    def due(self, stretch: Stretch, dates: tuple[date, date], passed: _Passed, as_of: date) -> Due:
        """The due date found in a stretch, with its limit and, for a quota, what has been done of it."""
        terms = stretch.terms or Terms()
        found = Due(
            dates[0], None, stretch, self.base, self.base_is, used_first=self._uses_first(stretch), passed=passed
        )
        if terms.times is not None and terms.per is not None:
            have = sum(terms.per.after(day) >= as_of for day in self.events)
            return replace(found, have=have, need=terms.times, counted_from=self._quota_from(terms.times))
        if terms.limit is not None or dates[1] > dates[0]:
            return replace(found, limit=self._limit(stretch, dates[1]))
        return found

    def _limit(self, first: Stretch, last: date) -> date:
        """The last permitted date: by the same walk, from the stretch in which the due date was found."""
        for stretch in self.run[self.run.index(first) :]:
            dates = self.candidate(stretch)
            if dates and dates[1] < stretch.end:
                return dates[1]
        return last  # the run ends first

    def _uses_first(self, stretch: Stretch) -> bool:
        """Whether the row's `first` still counts: nothing has happened since the row began to govern."""
        return bool(stretch.terms and stretch.terms.first) and not any(day >= stretch.row_start for day in self.events)

    def _quota_from(self, times: int) -> date:
        """The day from which a quota's period counts: the n-th latest event, else the run's first day.

        With fewer than that known from before the opening, the period may have held more, and counts from there; so
        does one of a quota that nobody asked for before.
        """
        start = self._known(self.run[0].start)
        if len(self.events) < times:
            return start
        complete = start == self.run[0].start or sum(day < start for day in self.events) >= times
        nth = self.events[-times]
        return nth if complete and not self.anew else max(nth, start)

    def _known(self, start: date) -> date:
        """A start, or the opening where it lies before it."""
        return max(start, self.opening) if self.opening else start


_Passed = tuple[tuple[Stretch, date | None], ...]
