"""How a policy is read where its text is unclear, as data: what is open, what the service decided, what rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers import Obligation
from supctl.exchange.authority.shapes import OptionData
from supctl.facts import Service
from supctl.policy import Choice, Interpretation, Policy


@dataclass(frozen=True)
class ChosenData:
    """A decision of the service: the option (null: read and agreed), by whom, their name if known, from which day."""

    option: str | None
    by: str
    name: str | None
    since: date


@dataclass(frozen=True)
class ReadingPlaceData:
    """A place where the text is unclear. `options`: where the readings give different answers; else it is a note.

    `option`: the one that holds on the day; `confirmed`: by then the service had decided; `chosen`: every decision,
    those that begin later too, the oldest first. `dates`: how many obligations rest on it, null where no store was
    asked.
    """

    id: str
    says: str
    sections: list[str]
    clause: list[str]
    options: list[OptionData]
    option: str | None
    confirmed: bool
    chosen: list[ChosenData]
    dates: int | None

    @property
    def default(self) -> str | None:
        """The option that its authors chose."""
        return next((one.id for one in self.options if one.default), None)

    def in_force(self, day: date) -> ChosenData | None:
        """The decision that holds on a day."""
        return next((one for one in reversed(self.chosen) if one.since <= day), None)


@dataclass(frozen=True)
class ReadingsData:
    """`supctl authority readings --format json`: first what is not confirmed, then what is, notes last.

    `store`: the name of the store whose decisions these are; null where none was asked. `others`: the other policies
    that it follows on other days, which have readings of their own.
    """

    as_of: date
    authority: str
    name: str
    store: str | None
    others: list[str]
    readings: list[ReadingPlaceData]

    def those(self, *, confirmed: bool) -> list[ReadingPlaceData]:
        """Those that leave a choice, confirmed or not."""
        return [one for one in self.readings if one.options and one.confirmed == confirmed]

    @property
    def notes(self) -> list[ReadingPlaceData]:
        """Those without options."""
        return [one for one in self.readings if not one.options]


@dataclass(frozen=True)
class OfStore:
    """What a store adds to a policy's readings: its name, its people, and what is owed in it."""

    name: str
    service: Service
    owed: tuple[Obligation, ...]


def readings_data(policy: Policy, as_of: date, store: OfStore | None = None) -> ReadingsData:
    """The readings of a policy on a day, each kind in the order of the document."""
    resting = Counter(one.reading.id for one in store.owed if one.reading) if store else None
    found = [place_data(policy, one, as_of, store, resting) for one in in_order(policy)]
    found.sort(key=lambda one: (not one.options, one.confirmed))
    others = list(dict.fromkeys(one.short_name for one in policy.parts if one.from_ != policy.from_)) if store else []
    return ReadingsData(as_of, policy.id, policy.short_name, store.name if store else None, others, found)


def place_data(
    policy: Policy,
    reading: Interpretation,
    as_of: date,
    store: OfStore | None = None,
    resting: Mapping[str, int] | None = None,
) -> ReadingPlaceData:
    """One place; `resting`: how many obligations rest on each reading."""
    held = policy.option(reading, as_of)
    return ReadingPlaceData(
        id=reading.id,
        says=reading.says,
        sections=sections_of(policy, reading.clause),
        clause=list(reading.clause),
        options=[OptionData(one.id, one.label, one.default, one.id == held) for one in reading.option],
        option=held,
        confirmed=policy.choice(reading.id, as_of) is not None,
        chosen=[_chosen(one, store) for one in policy.choices if one.id == reading.id],
        dates=None if resting is None else resting.get(reading.id, 0),
    )


def _chosen(one: Choice, store: OfStore | None) -> ChosenData:
    known = store.service.workers.get(one.by) if store else None
    return ChosenData(one.option, one.by, known.name if known else None, one.from_)


def sections_of(policy: Policy, clauses: Iterable[str]) -> list[str]:
    """The sections in which clauses stand, each once."""
    return list(dict.fromkeys(policy.clauses[one].section for one in clauses if one in policy.clauses))


def section_words(sections: Sequence[str]) -> str:
    """Sections as they stand in a heading: "section 7", "sections 7 and 11", "Recording"."""
    if not sections:
        return ""
    shown = [*sections[:3], *(["..."] if len(sections) > 3 else [])]  # noqa: PLR2004 - three fit
    if any(one[:1].isdigit() for one in sections):
        word = "section" if len(sections) == 1 else "sections"
        return f"{word} {', '.join(shown)}"
    return ", ".join(shown)


def in_order(policy: Policy) -> list[Interpretation]:
    """The readings in the order of the document: by the first of the clauses that each is about."""
    place = {clause.id: number for number, clause in enumerate(policy.authority.clauses)}
    last = len(place)
    return sorted(
        policy.authority.interpretations, key=lambda one: min(place.get(clause, last) for clause in one.clause)
    )
