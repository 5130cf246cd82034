"""What a draft says, held against what is known: the session that it writes up, and whose the children are. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supctl.errors import Finding
from supctl.facts import Record, Service
from supctl.facts.days import say_date
from supctl.records.reading.answers import Desk
from supctl.records.sessions import with_others


@dataclass(frozen=True)
class HeldAgainst:
    """Holds the parts of one draft against the facts; `lines` is the line of each part that stands in it."""

    desk: Desk
    parts: Mapping[str, object]
    lines: Mapping[str, int]

    def logged(self, id_: str) -> Iterator[Finding]:
        """That the draft gives another day, or other people, than the session that was logged with it."""
        record, service = self.desk.service.record(id_), self.desk.service
        if record is None:
            return
        known = {
            "date": record.date,
            "supervisee": record.supervisee,
            "supervisor": record.supervisor,
            "team": record.team,
        }
        differ = [part for part, value in known.items() if value and self.parts.get(part) not in {None, value}]
        if record.supervisee is None and record.cases and self.parts.get("cases") not in {None, record.cases}:
            differ.append("cases")
        if not differ:
            return
        four = self.desk.record.rpartition("-")[2]
        said = ", ".join(_said(self.parts[part], service) for part in differ)
        message = f"the session is logged {_in_words(record, service)}; the draft says {said}"
        mend = f"put it back; or begin anew, after supctl record withdraw {four}"
        yield self.desk.find("draft-logged", message, self.lines.get(differ[0]), mend)

    def others(self) -> Iterator[Finding]:
        """Children of a worker's session who are somebody else's on its day."""
        worker, cases, day = (self.parts.get(part) for part in ("supervisee", "cases", "date"))
        day = day if isinstance(day, dt.date) else self.desk.day
        if not isinstance(worker, str) or not isinstance(cases, tuple):
            return
        of_draft = Record(id=self.desk.record, activity="", date=day, supervisee=worker, cases=cases)
        for case, holder in with_others(of_draft, self.desk.service):
            message = others_words(case, holder, worker, self.desk.service)
            yield self.desk.find("not-their-case", message, self.lines.get("cases"))


def others_words(case: str, holder: str | None, worker: str, service: Service) -> str:
    """That a child is with somebody else: "M1021 is with Leah Moss, not with Tom Reid"."""
    return f"{case} is with {_name(holder, service) if holder else 'nobody'}, not with {_name(worker, service)}"


def _in_words(record: Record, service: Service) -> str:
    whom = [_name(record.supervisee, service)] if record.supervisee else list(record.cases or (record.team or "",))
    by = f", given by {_name(record.supervisor, service)}" if record.supervisor else ""
    return f"on {say_date(record.date)} with {', '.join(whom)}{by}"


def _said(value: object, service: Service) -> str:
    if isinstance(value, dt.date):
        return say_date(value)
    return ", ".join(_name(str(one), service) for one in (value if isinstance(value, tuple) else (value,)))


def _name(id_: str, service: Service) -> str:
    known = service.workers.get(id_)
    return known.name if known else id_
