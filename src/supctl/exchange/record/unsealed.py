"""One draft by itself: what is filled in, what cannot be taken and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from supctl.errors import Finding
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.list import listed_draft
from supctl.exchange.record.show import Told, answered
from supctl.facts.days import say_date
from supctl.policy import Policy, RecordTemplate
from supctl.policy.templates import UNASKED
from supctl.records.reading.draft import ReadDraft


def draft_title_line(read: ReadDraft, names: Names) -> str:
    """The form, whom it is about, its day and its letters."""
    one = listed_draft(read, "")
    title = read.form.title if read.form else "A draft on no form that is known"
    whom = ", ".join(names.case(case) for case in one.cases) if one.supervisee is None else names.worker(one.supervisee)
    day = say_date(one.date) if one.date else "no date"
    return f"{title}, {whom or names.team(one.team)}, {day}  (draft {last_four(read.id)})"


def told_of_draft(read: ReadDraft, path: str, policy: Policy) -> list[Told]:
    """What is filled in, what cannot be taken and what is missing, with the lines of the draft."""
    done = set(answered(read))
    own = read.form is not None and read.form.id in policy.own_forms
    lines: list[Told] = [
        ("Writes up", last_four(read.logged) if read.logged else ""),
        ("Form", "your service's own form" if own else ""),
    ]
    if read.form:
        asked = [whole for whole, _, field in read.form.fields() if field.type not in UNASKED]
        lines.append(
            ("Filled in", f"{len(done)} of {len(asked)} fields: {', '.join(_labels(read.form, done)) or 'none'}")
        )
    lines += [("To put right", _with_line(one)) for one in read.problems]
    lines += [("Note", _with_line(one)) for one in read.notes]
    lines += [("Missing", _with_line(one)) for one in read.missing]
    if read.form and not read.problems and not read.missing:
        lines.append(("Complete", f"everything that {policy.short_name}'s form asks is answered"))
    return [(label, text) for label, text in [*lines, ("File", path)] if text]


def _labels(form: RecordTemplate, done: set[str]) -> list[str]:
    labels: Mapping[str, str] = {
        whole: field.label or section.title or field.id for whole, section, field in form.fields()
    }
    return list(dict.fromkeys(labels[whole] for whole in labels if whole in done))


def _with_line(one: Finding) -> str:
    line = f"line {one.line}: " if one.line else ""
    return f"{line}{one.message}" + (f"; {one.mend}" if one.mend else "")
