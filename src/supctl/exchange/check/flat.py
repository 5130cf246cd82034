"""What `check` found, one line a finding: for logs and editors, for a spreadsheet, for a note. Ids only."""

from __future__ import annotations

from supctl.exchange.check.data import CheckData, CheckedData
from supctl.exchange.check.view import Checked, counts
from supctl.exchange.tables import as_csv, as_markdown
from supctl.facts.days import say_date_long

COLUMNS = (
    *(
        "severity",
        "code",
        "message",
        "path",
        "line",
        "subject",
        "record",
        "clause",
        "section",
        "due",
        "days",
        "mend",
        "waived",
        "basis",
        "reading",
        "reading_confirmed",
    ),
)
_HEADERS = ("Severity", "Code", "What", "About", "Written in", "Clause", "Mend")


def check_plain(data: CheckData) -> str:
    """path:line: severity code subject: message [clauses]."""
    lines = [_line(one) for one in data.findings]
    return "\n".join(lines) or "nothing falls short"


def check_csv(data: CheckData) -> str:
    """A row a finding; clauses with a space between them."""
    return as_csv(COLUMNS, [[_cell(one, name) for name in COLUMNS] for one in data.findings])


def check_markdown(checked: Checked, data: CheckData) -> str:
    """A table, to paste into a note for a meeting."""
    title = f"# {checked.scope}: check on {say_date_long(checked.as_of)}"
    unread = f"Not read, so nothing that follows from them is told: {', '.join(data.unread)}." if data.unread else ""
    total = ", ".join(counts(checked))
    parts = [title, checked.policy_name, unread, f"{total}." if total else "Nothing falls short."]
    if data.findings:
        parts.append(as_markdown(_HEADERS, [_row(one) for one in data.findings]))
    return "\n\n".join(part for part in parts if part)


def _line(one: CheckedData) -> str:
    clauses = f" [{_cited(one)}]" if one.clause else ""
    whose = f"{one.subject}: " if one.subject and one.subject not in one.message else ""
    message = whose + " ".join(one.message.split())
    return f"{one.path}:{one.line}: {one.severity} {one.code} {message}{clauses}"


def _cell(one: CheckedData, name: str) -> object:
    if name == "reading":
        return one.reading.id if one.reading else None
    if name == "reading_confirmed":
        return one.reading.confirmed if one.reading else None
    return " ".join(one.clause) if name == "clause" else getattr(one, name)


def _cited(one: CheckedData) -> str:
    """The clauses, and whose they are where they are not the authority's; what is not confirmed says so."""
    whose = {"local": "own rule ", "baseline": "national baseline "}.get(one.basis or "", "")
    open_ = f"; reading {one.reading.id} not confirmed" if one.reading and not one.reading.confirmed else ""
    return whose + " ".join(one.clause) + open_


def _row(one: CheckedData) -> list[object]:
    where = one.path if one.path.endswith(".json") else f"{one.path}:{one.line}"
    return [one.severity, one.code, one.message, one.subject, where, _cited(one), one.mend]
