"""Taking back what was begun: which sessions a draft logged, and whether anybody has written in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supctl.facts import Record, Service
from supctl.records.beginning import logged_by
from supctl.records.reading.draft import ReadDraft
from supctl.records.sessions import CASE_SUPERVISION

_ALWAYS = ("supervisee", "supervisor", "date", "team")


def sessions_of(draft_file: str, facts: Service) -> list[Record]:
    """The sessions that the beginning of this draft logged, and nobody has voided since."""
    drafted = facts.gathered.drafted(draft_file.rpartition("-")[2].partition(".")[0])
    return [one for one in drafted if logged_by(one, draft_file) and not is_voided(one)]


def is_voided(record: Record) -> bool:
    """Whether a record was voided, on whatever day."""
    return any(step.step == "voided" for step in record.steps)


def with_children(record: Record, facts: Service) -> list[Record]:
    """The records of its children that a session logged with it: of the same day, with the same people.

    One that was written up since is not among them.
    """
    if record.activity == CASE_SUPERVISION:
        return []
    about = {one.id: one for case in record.cases for one in facts.records_of_case(case)}
    known = facts.gathered.with_versions(about.values())
    amended = {one.amends for one in known if one.amends and not is_voided(one)}
    return [
        one
        for one in known
        if one.id not in {record.id, *amended}
        and (one.source.kind, one.source.file) == (record.source.kind, record.source.file)
        and one.source.batch in {None, record.id}
        and (one.date, one.supervisee, one.supervisor) == (record.date, record.supervisee, record.supervisor)
        and one.form is None
        and set(one.cases) <= set(record.cases) != set()
        and one.cases
        and not is_voided(one)
    ]


def is_written_in(now: ReadDraft, begun: ReadDraft | None) -> bool:
    """Whether a draft says more than it did when it was begun; one that cannot be read may."""
    if begun is None or now.problems:
        return True
    return _said(now) != _said(begun)


def _said(read: ReadDraft) -> tuple[Mapping[str, object], ...]:
    parts = {key: value for key, value in read.parts.items() if key not in _ALWAYS}
    return (parts, dict(read.answers), {key: value for key, value in read.rows.items() if value}, *_filled(read))


def _filled(read: ReadDraft) -> Sequence[Mapping[str, object]]:
    return [*read.actions, *read.reviewed]
