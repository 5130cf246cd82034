"""What is wrong with the data: files that could not be used, and names that lead nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from supctl.checks.core import CORE
from supctl.documents import Line, nearest
from supctl.errors import Finding
from supctl.facts import Record, Service
from supctl.policy import Policy

_SEALED = "put the file back from a copy; a sealed record is not edited by hand"
_LONG = re.compile(r"""(["'])(?:(?!\1).){41,}\1""", re.DOTALL)  # nobody's words end up in a log by a slip of a key


class _Named(NamedTuple):
    """Somebody or something that a record names."""

    what: str
    id: str
    record: Record


def problems_found(problems: Iterable[Finding]) -> Iterator[Finding]:
    """What kept a file from being used: each with a line, and with the person, team, child or record it is about."""
    for one in problems:
        path = one.path or ""
        folder, _, name = path.partition("/")
        stem = name.rpartition("/")[2].rpartition(".")[0]
        yield replace(
            one,
            message=_LONG.sub('"..."', one.message),
            place=one.place if one.line else Line(path, 1),
            subject=one.subject or (stem if folder in {"workers", "teams", "cases"} else None),
            record=one.record or (stem if folder == "records" else None),
            mend=_SEALED if folder == "records" and one.code != "record-id" else one.mend,
        )


def references_found(service: Service, facts: Service, policy: Policy) -> tuple[Finding, ...]:
    """What records and covers name that no file knows: `service` as of the day, `facts` all that the store holds."""
    return (*_strangers(service, facts), *_covers(service, facts), *_forms(service, policy))


def _strangers(service: Service, facts: Service) -> Iterator[Finding]:
    """One finding for each unknown id, at the latest record that names it: such a record counts for nobody."""
    known = {
        "worker": {*facts.workers, *facts.unread},
        "case": {*facts.cases, *facts.unread},
        "team": {*facts.teams, *facts.unread},
    }
    found = defaultdict[tuple[str, str], list[Record]](list)
    for what, id_, record in _named(service):
        if id_ not in known[what] and known[what] != set(facts.unread):
            found[what, id_].append(record)
    for (what, id_), records in sorted(found.items()):
        last = records[-1]
        number = "a record names" if len(records) == 1 else f"{len(records)} records name"
        near = nearest(id_, sorted(known[what] - facts.unread))
        mend = f"add {what}s/{id_}.toml" + (f'; if "{near}" is meant, the record is to be amended' if near else "")
        yield Finding(
            f"unknown-{what}",
            f'{number} the {what} "{id_}", and no file does',
            severity="warning",
            place=last.origin,
            subject=id_,
            record=last.id,
            mend=mend,
            day=last.date,
        )


def _named(service: Service) -> Iterator[_Named]:
    for record in service.records:
        people = [who for who in (record.supervisee, record.supervisor) if who]
        yield from (_Named("worker", who, record) for who in dict.fromkeys(people))
        yield from (_Named("case", case, record) for case in dict.fromkeys(record.cases))
        if record.team:
            yield _Named("team", record.team, record)


def _covers(service: Service, facts: Service) -> Iterator[Finding]:
    for worker in service.workers.values():
        for cover in worker.cover:
            if cover.by not in facts.workers and cover.by not in facts.unread:
                near = nearest(cover.by, sorted(facts.workers))
                yield Finding(
                    "unknown-worker",
                    f'unknown worker "{cover.by}"',
                    place=cover.origin.at("by"),
                    subject=worker.id,
                    mend=f'did you mean "{near}"?' if near else "add its file, or write another worker",
                )


def _forms(service: Service, policy: Policy) -> Iterator[Finding]:
    """Records on a form that this policy does not have (one named like its activity is on no form of anybody's)."""
    followed = {one.id: one for one in policy.parts}
    activities = set(service.vocabulary.activities)
    for record in service.records:
        whose = followed.get(record.authority or policy.on(record.date).id)
        forms = {form.id for one in policy.parts if whose and one.id == whose.id for form in one.templates}
        if forms and record.form and record.form not in forms and record.form not in activities:
            near = nearest(record.form, sorted(forms))
            yield Finding(
                "unknown-form",
                f'the policy has no form "{record.form}"',
                severity="warning",
                place=record.origin,
                subject=record.supervisee or next(iter(record.cases), None) or record.team,
                record=record.id,
                mend=f'did you mean "{near}"?' if near else "supctl authority show lists the forms",
                day=record.date,
            )


def graded(finding: Finding) -> Finding:
    """One of supctl's own findings, as bad as its code says: what a person wrote in TOML can be mended."""
    sealed = (finding.path or "").startswith("records/")
    return finding if sealed else replace(finding, severity=CORE[finding.code].severity)
