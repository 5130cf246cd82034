"""Sealed records: digests that link facts and steps, and the one form that their files have. Pure.

A digest is "sha256:" and the SHA-256, in hexadecimal, of the RFC 8785 canonical form. A record's `digest` covers its
facts; a step's covers the step without its own digest, and so the `previous` one: the digest of the step before it, or
of the facts. A later step can be added; nothing before it can be changed unseen.

A sealed file is ASCII JSON, indented by two spaces, with every key of its tables in the order of `ORDER` (answers, and
keys not listed there, by the alphabet) and a line feed at the end. So the same record is the same bytes on every
machine and code page, and a difference between two files is a difference in what was sealed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from supctl.facts import Interval, Record, Step

Plain: TypeAlias = "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"
Sealed: TypeAlias = Mapping[str, Plain]

ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("facts", "digest", "steps"),
    "facts": (
        *("schema", "id", "authority", "form", "form_version", "activity", "date", "minutes"),
        *("supervisee", "supervisor", "present", "team", "cases", "reflective", "about", "restricted"),
        *("answers", "actions", "reviewed", "flags", "next", "every", "reason", "rearranged", "amends"),
        *("source", "words"),
    ),
    "actions": ("id", "who", "by", "from"),
    "reviewed": ("action", "done"),
    "source": ("kind", "file", "row", "batch"),
    "words": ("held", "where", "digest"),
    "steps": ("step", "on", "by", "to", "case", "where", "at", "account", "note", "previous", "digest"),
}


def canonical_digest(mapping: Mapping[str, Plain]) -> str:
    """The digest of plain values. Raises ValueError where they have no canonical form (a whole number beyond 2^53)."""
    import hashlib

    import rfc8785

    return "sha256:" + hashlib.sha256(rfc8785.dumps(mapping)).hexdigest()


def seal(facts: Mapping[str, Plain], steps: Sequence[Mapping[str, Plain]] = ()) -> Sealed:
    """Facts with their digest, and steps linked to them in the order given, whatever they were linked to before."""
    sealed: Sealed = {"facts": facts, "digest": canonical_digest(facts), "steps": []}
    for step in steps:
        sealed = with_step(sealed, step)
    return sealed


def with_step(sealed: Sealed, step: Mapping[str, Plain]) -> Sealed:
    """The sealed record with one more step, linked to the last one."""
    before = _steps(sealed)
    previous = before[-1].get("digest") if before else sealed["digest"]
    linked = {key: value for key, value in step.items() if key != "digest"} | {"previous": previous}
    return {**sealed, "steps": [*before, {**linked, "digest": canonical_digest(linked)}]}


def broken_links(sealed: Sealed) -> Iterator[str]:
    """What was changed after it was sealed: "facts", or "step 2"; nothing where every digest and link is right."""
    facts = sealed.get("facts")
    if not isinstance(facts, Mapping) or canonical_digest(facts) != sealed.get("digest"):
        yield "facts"
    previous = sealed.get("digest")
    for number, step in enumerate(_steps(sealed), start=1):
        own = {key: value for key, value in step.items() if key != "digest"}
        if step.get("previous") != previous or canonical_digest(own) != step.get("digest"):
            yield f"step {number}"
        previous = step.get("digest")


def sealed_record(record: Record) -> Sealed:
    """The sealed form of a record: all of its facts, and its steps."""
    return seal(facts_of(record), [step_of(step) for step in record.steps])


def facts_of(record: Record) -> Mapping[str, Plain]:
    """A record's facts as they are sealed: every key there, null where nothing is known, dates as text."""
    values = {key: plain(value) for key, value in record.model_dump(by_alias=True, exclude={"digest", "steps"}).items()}
    about = [str(one) for one in record.about]
    values["about"] = about if len(about) > 1 else about[0] if about else None
    values["source"] = {key: value for key, value in record.source.model_dump().items() if value is not None}
    return values


def step_of(step: Step) -> Mapping[str, Plain]:
    """A step as it is sealed, before it is linked: every key but `note`, which is there only where there is one."""
    values = step.model_dump(by_alias=True, exclude={"previous", "digest"})
    return {key: plain(value) for key, value in values.items() if key != "note" or value is not None}


def as_bytes(sealed: Sealed) -> bytes:
    """The one form of a sealed record's file."""
    return (json.dumps(_arranged(sealed, ""), indent=2, ensure_ascii=True) + "\n").encode("ascii")


def plain(value: object) -> Plain:
    """Values as JSON has them: a date as 2026-12-01, a time with its distance from UTC, an interval as its text."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Interval):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"a sealed record holds no {type(value).__name__}")


def _steps(sealed: Sealed) -> list[Mapping[str, Plain]]:
    steps = sealed.get("steps")
    return [step for step in steps if isinstance(step, Mapping)] if isinstance(steps, list | tuple) else []


def _arranged(value: Plain, table: str) -> Plain:
    """The same, with the keys of every table in their order."""
    if isinstance(value, Mapping):
        places = {key: place for place, key in enumerate(ORDER.get(table, ()))}
        keys = sorted(value, key=lambda key: (places.get(key, len(places)), key))
        return {key: _arranged(value[key], key) for key in keys}
    if isinstance(value, list | tuple):
        return [_arranged(item, table) for item in value]
    return value
