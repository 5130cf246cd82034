"""What somebody means: an id, a part of an id or a name, the authority's own word, a record's last four letters.

Several matches are listed and nothing is done; for none, the nearest is named. A child has a reference and no name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NoReturn, cast

from supctl.errors import Finding, InputError
from supctl.exchange.names import last_four
from supctl.facts import Service
from supctl.policy import Policy

SubjectKind = Literal["worker", "team", "case", "pair", "record"]
Kind = SubjectKind | Literal["activity", "form", "draft"]

_CALLED: dict[Kind, str] = {
    "worker": "person",
    "team": "team",
    "case": "case",
    "pair": "pair",
    "record": "record",
    "activity": "activity",
    "form": "form",
    "draft": "draft",
}
_LISTED = 12
_NEAR = 0.7
_WORD = re.compile(r"[^\W_]+")


class Entry(NamedTuple):
    """Something that can be asked for: `exact` are other words for it, `parts` texts of which a part will do."""

    kind: Kind
    id: str
    exact: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    shown: str = ""

    @property
    def subject_kind(self) -> SubjectKind:
        """The kind, of something that a list can be narrowed to; anything else counts as a person."""
        return "worker" if self.kind in {"activity", "form", "draft"} else cast("SubjectKind", self.kind)


@dataclass(frozen=True)
class Directory:
    """What can be asked for by name; `unread` are the ids whose files could not be used, `drafts` those of drafts.

    `shortest`: how many letters a part of a name must have.
    """

    service: Service
    policy: Policy
    unread: Mapping[str, Kind] = field(default_factory=dict)
    drafts: Sequence[str] = ()
    shortest: int = 1

    def one(self, kind: Kind, typed: str) -> str:
        """The id of the one thing of this kind that is meant. Raises InputError."""
        return self.find(typed, (kind,)).id

    def find(self, typed: str, kinds: Sequence[Kind], also: Sequence[str] = ()) -> Entry:
        """The one thing of these kinds that is meant; `also` are other words that may be named as the nearest.

        Raises InputError where it is none, or several.
        """
        wanted = " ".join(typed.casefold().split())
        pair = self._pair(wanted) if "+" in wanted and "pair" in kinds else None
        if pair:
            return pair
        found = self.fitting(typed, kinds)
        if len(found) > 1:
            raise several_match(typed, found)
        return found[0] if found else self.refuse(typed, kinds, also)

    def fitting(self, typed: str, kinds: Sequence[Kind]) -> list[Entry]:
        """Everything of these kinds that may be meant, by the closest way in which anything fits."""
        wanted = " ".join(typed.casefold().split())
        entries = [entry for kind in _CALLED if kind in kinds for entry in self._entries(kind, wanted)]
        ways = _TIERS if len(wanted) >= self.shortest else _IN_FULL
        tiers = ([entry for entry in entries if wanted and fits(entry, wanted)] for fits in ways)
        return next((found for found in tiers if found), [])

    def refuse(self, typed: str, kinds: Sequence[Kind], also: Sequence[str] = ()) -> NoReturn:
        """Raises InputError: nothing of these kinds is called so; the nearest is named."""
        if len(typed.strip()) < self.shortest:
            message = f'"{typed}" is too short to say what is meant'
            raise InputError([Finding("too-short", message, mend=f"type {self.shortest} letters of it at least")])
        entries = [entry for kind in _CALLED if kind in kinds for entry in self._entries(kind, "")]
        raise _none(typed, kinds, entries, also)

    def _entries(self, kind: Kind, wanted: str) -> Iterator[Entry]:
        """Everything of a kind; of records those alone that are called as is wanted, since there may be very many."""
        for id_, unread in self.unread.items():
            if unread == kind:
                yield Entry(kind, id_, (), (id_,), "(its file was not used)")
        if kind == "record":
            yield from self._records(wanted)
        elif kind != "pair":
            yield from (entry for entry in _LISTED_BY[kind](self) if entry.id not in self.unread)

    def _people(self) -> Iterator[Entry]:
        for worker in self.service.workers.values():
            yield Entry("worker", worker.id, (worker.name,), (worker.id, worker.name), worker.name)

    def _teams(self) -> Iterator[Entry]:
        for team in self.service.teams.values():
            yield Entry("team", team.id, (team.name,), (team.id, team.name), f"team {team.name}")

    def _cases(self) -> Iterator[Entry]:
        for case in self.service.cases:
            yield Entry("case", case, (), (case,), "case")

    def _records(self, wanted: str) -> Iterator[Entry]:
        for record in self.service.gathered.called(wanted) if wanted else ():
            yield Entry("record", record, (last_four(record),), (), "record")

    def _activities(self) -> Iterator[Entry]:
        own = {activity.id: activity for activity in self.policy.authority.activities}
        for id_ in self.policy.vocabulary.activities:
            name = self.policy.activity_name(id_)
            synonyms = own[id_].synonyms if id_ in own else ()
            yield Entry("activity", id_, (name, *synonyms), (id_, name, *synonyms), name)

    def _forms(self) -> Iterator[Entry]:
        for form in self.policy.templates:
            yield Entry(
                "form", form.id, (form.title, *form.synonyms), (form.id, form.title, *form.synonyms), form.title
            )

    def _drafts(self) -> Iterator[Entry]:
        for draft in self.drafts:
            yield Entry("draft", draft, (last_four(draft),), (), "draft")

    def _pair(self, wanted: str) -> Entry | None:
        """A supervisee and a supervisor, each by any name: begum+okafor."""
        worker, _, supervisor = wanted.partition("+")
        id_ = f"{self.one('worker', worker.strip())}+{self.one('worker', supervisor.strip())}"
        return Entry("pair", id_)


_LISTED_BY: Mapping[Kind, Callable[[Directory], Iterator[Entry]]] = {
    "worker": Directory._people,  # noqa: SLF001 - the table of its own lists
    "team": Directory._teams,  # noqa: SLF001
    "case": Directory._cases,  # noqa: SLF001
    "activity": Directory._activities,  # noqa: SLF001
    "form": Directory._forms,  # noqa: SLF001
    "draft": Directory._drafts,  # noqa: SLF001
}


def _words(entry: Entry) -> list[str]:
    return [word for part in entry.parts for word in _WORD.findall(part.casefold())]


def _is_supervision(entry: Entry, wanted: str) -> bool:
    """Whether the word is the kind of supervision: "case" is case supervision, whatever else has the word in it."""
    return entry.kind == "activity" and entry.id == f"{wanted.replace(' ', '-')}-supervision"


def _begins_with(entry: Entry, wanted: str) -> bool:
    """Whether an activity or a form has the word as its first, and not somewhere within a title."""
    return entry.kind in {"activity", "form"} and any(
        _WORD.findall(one.casefold())[:1] == [wanted] for one in entry.parts
    )


_IN_FULL: tuple[Callable[[Entry, str], bool], ...] = (
    lambda entry, wanted: entry.id.casefold() == wanted,
    lambda entry, wanted: any(name.casefold() == wanted for name in entry.exact),
)
_TIERS: tuple[Callable[[Entry, str], bool], ...] = (
    *_IN_FULL,
    _is_supervision,
    _begins_with,
    lambda entry, wanted: wanted in _words(entry),
    lambda entry, wanted: any(word.startswith(wanted) for word in _words(entry)),
    lambda entry, wanted: any(wanted in part.casefold() for part in entry.parts),
)


def several_match(typed: str, found: Sequence[Entry]) -> InputError:
    """That several things may be meant: which they are."""
    found = list({entry.id: entry for entry in found}.values())
    shown = sorted(found, key=lambda entry: entry.id)[:_LISTED]
    width = max(len(entry.id) for entry in shown)
    lines = [f"    {entry.id:<{width}}  {entry.shown}".rstrip() for entry in shown]
    more = [f"    and {len(found) - len(shown)} more"] if len(found) > len(shown) else []
    message = "\n".join([f'"{typed}" may mean {len(found)} things:', *lines, *more])
    return InputError([Finding("several-match", message, mend="type more of it, or the id")])


def _how_it_is_called(kinds: Sequence[Kind]) -> str:
    """What may be typed for one of these kinds."""
    if set(kinds) <= {"activity", "form"}:
        return "an activity or a form, or a part of its name: supctl authority show lists them"
    letters = ", or a record's last four letters" if {"record", "draft"} & set(kinds) else ""
    return f"an id, or a part of a name{letters}"


def _none(typed: str, kinds: Sequence[Kind], entries: Sequence[Entry], also: Sequence[str]) -> InputError:
    called = (
        f'there is no {_CALLED[kinds[0]]} called "{typed}"' if len(kinds) == 1 else f'nothing here is called "{typed}"'
    )
    by_word = {word: entry.id for entry in entries for word in [entry.id.casefold(), *entry.exact, *_words(entry)]}
    by_word |= {word.casefold(): word for word in also}
    near = difflib.get_close_matches(typed.casefold(), by_word, n=1, cutoff=_NEAR)
    mend = f'did you mean "{by_word[near[0]]}"?' if near else _how_it_is_called(kinds)
    return InputError([Finding("not-found", called, mend=mend)])
