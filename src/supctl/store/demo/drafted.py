"""One record of the grown demo, and its sealed file: what `store.sealing` makes of such a record, made quickly.

Everything here is ASCII and whole numbers, so that Python's own JSON with sorted keys is the RFC 8785 canonical form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import TypeAlias

from supctl.records.ids import HOW_MANY, LETTERS, record_id
from supctl.records.ids import Taken as Others
from supctl.store.demo.days import Day, as_date, iso

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
_ABOUT_A_CASE = frozenset(
    {"case-supervision", "management-comment", "management-oversight", "ad-hoc-supervision", "case-file-audit"}
)
_WORDS: dict[str, Json] = {"held": "elsewhere", "where": None, "digest": None}
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False).encode


@dataclass(slots=True)
class Action:
    """What somebody is to do, by when; `goes_on` with the action of an earlier record."""

    id: str
    who: str
    by: Day
    goes_on: str | None = None


@dataclass(slots=True)
class Taken:
    """A step that was taken."""

    step: str
    on: Day
    by: str
    to: str | None = None
    where: str | None = None


@dataclass(slots=True)
class Drafted:
    """A record of the grown demo, with its steps."""

    activity: str
    day: Day
    supervisee: str | None = None
    supervisor: str | None = None
    team: str | None = None
    minutes: int | None = None
    present: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    reflective: list[str] = field(default_factory=list)
    about: str | None = None
    form: str | None = None
    form_version: str | None = None
    answers: dict[str, Json] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    reviewed: list[tuple[str, Day | None]] = field(default_factory=list)
    next: Day | None = None
    every: str | None = None
    reason: str | None = None
    rearranged: Day | None = None
    amends: str | None = None
    source: dict[str, Json] = field(default_factory=lambda: {"kind": "typed"})
    steps: list[Taken] = field(default_factory=list)
    id: str = ""

    def named(self, before: str = "") -> Drafted:
        """It with its id; `before` is the id of another record of that day, activity and subject."""
        subject = self.cases[0] if self.cases and self.activity in _ABOUT_A_CASE else self.supervisee or self.team
        taken = Others(added={before} if before else set())
        self.id = record_id(as_date(self.day), self.activity, subject or self.cases[0], taken)
        return self

    def named_after(self, other: str) -> Drafted:
        """It with an id that follows from what it follows: nothing else on that day has the same."""
        subject = self.cases[0] if self.cases else self.supervisee or self.team
        stem = f"{iso(self.day)}-{self.activity}-{subject}"
        number, found = int.from_bytes(hashlib.sha256(f"{stem} {other}".encode()).digest(), "big"), ""
        for _ in range(HOW_MANY):
            number, rest = divmod(number, len(LETTERS))
            found += LETTERS[rest]
        self.id = f"{stem}-{found}"
        return self

    @property
    def file(self) -> str:
        """Its place in the store."""
        return f"records/{self.id[:4]}/{self.id[5:7]}/{self.id}.json"


def sealed_file(record: Drafted, authority: str) -> bytes:
    """The record's sealed file, byte for byte as `store.sealing` has it."""
    facts = _facts(record, authority)
    digest = previous = canonical_digest(facts)
    steps: list[Json] = []
    for taken in record.steps:
        step = _step(taken, previous)
        previous = canonical_digest(step)
        steps.append({**step, "digest": previous})
    return (indented({"facts": facts, "digest": digest, "steps": steps}) + "\n").encode("ascii")


def canonical_digest(value: Mapping[str, Json]) -> str:
    """The digest of ASCII text and whole numbers, as `store.sealing` has it."""
    return "sha256:" + hashlib.sha256(_CANONICAL(value).encode("ascii")).hexdigest()


def indented(value: Json, margin: str = "") -> str:
    """JSON indented by two spaces, as the json module writes it, several times as fast."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    inner = margin + "  "
    if isinstance(value, list):
        parts = [inner + indented(one, inner) for one in value]
        return "[\n" + ",\n".join(parts) + f"\n{margin}]" if parts else "[]"
    parts = [f"{inner}{quoted(key)}: {indented(one, inner)}" for key, one in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{margin}}}" if parts else "{}"


def _facts(record: Drafted, authority: str) -> dict[str, Json]:
    """The facts, in the order of the sealed file."""
    return {
        "schema": 1,
        "id": record.id,
        "authority": authority,
        "form": record.form,
        "form_version": record.form_version,
        "activity": record.activity,
        "date": iso(record.day),
        "minutes": record.minutes,
        "supervisee": record.supervisee,
        "supervisor": record.supervisor,
        "present": [*record.present],
        "team": record.team,
        "cases": [*record.cases],
        "reflective": [*record.reflective],
        "about": record.about,
        "restricted": False,
        "answers": {key: record.answers[key] for key in sorted(record.answers)},
        "actions": [{"id": one.id, "who": one.who, "by": iso(one.by), "from": one.goes_on} for one in record.actions],
        "reviewed": [{"action": action, "done": _iso(done)} for action, done in record.reviewed],
        "flags": [],
        "next": _iso(record.next),
        "every": record.every,
        "reason": record.reason,
        "rearranged": _iso(record.rearranged),
        "amends": record.amends,
        "source": record.source,
        "words": _WORDS,
    }


def _step(taken: Taken, previous: str) -> dict[str, Json]:
    on = iso(taken.on)
    return {
        "step": taken.step,
        "on": on,
        "by": taken.by,
        "to": taken.to,
        "case": None,
        "where": taken.where,
        "at": f"{on}T16:30:00+00:00",
        "account": "demo",
        "previous": previous,
    }


def _iso(day: Day | None) -> str | None:
    return None if day is None else iso(day)
