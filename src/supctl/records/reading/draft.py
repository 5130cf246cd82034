"""A draft read back, whatever an editor did to it: answers by field, and every problem in the form's words. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from supctl.answers import Subject
from supctl.answers.forms import AskedForm, asked_form
from supctl.answers.said import any_of
from supctl.documents import Document, unknown_word
from supctl.errors import Finding
from supctl.facts import Service
from supctl.policy import FormField, Policy, RecordTemplate
from supctl.records.ids import day_of
from supctl.records.reading.answers import Desk
from supctl.records.reading.facts import HeldAgainst
from supctl.records.reading.form_keys import DRAFT, FormKeys
from supctl.records.reading.laying import lay
from supctl.records.reading.lines import Taken, take_apart
from supctl.records.reading.missing import Missing
from supctl.records.reading.rows import Row, read_actions, read_reviewed, read_rows
from supctl.records.typed import Asks

_PARTIES: Final[Mapping[str, Asks]] = {  # what the last table holds of the record, where the form does not ask for it
    "date": Asks("Date", "date", "date"),
    "supervisee": Asks("Supervisee", "person", "supervisee"),
    "supervisor": Asks("Supervisor", "person", "supervisor"),
    "cases": Asks("Cases", "case", "cases", many=True),
    "team": Asks("Team", "text", "team"),
}


@dataclass(frozen=True)
class ReadDraft:
    """What a draft says.

    `parts` are of the record itself (date, supervisee, minutes, cases ...), and only those that were answered: dates,
    ids, an int, tuples of ids, `every` as text. `answers` are by whole field id, parts left out: date, "yes" or "no",
    int of a rating, tuple of str where many, else text. `rows` by whole field id, `actions` and `reviewed` as mappings
    by column; an action also has `field`, the id of the field it stands in; a reviewed one's `action` is record#action.
    `problems` is what cannot be taken, `missing` what is required and not answered yet, each with its line; `notes` is
    what nobody need put right, and should see.
    """

    id: str
    form: RecordTemplate | None
    logged: str | None = None
    parts: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[str, object] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)
    actions: tuple[Mapping[str, object], ...] = ()
    reviewed: tuple[Mapping[str, object], ...] = ()
    problems: tuple[Finding, ...] = ()
    missing: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def read_draft(document: Document, policy: Policy, service: Service) -> ReadDraft:
    """Read a draft back. Never raises for what is written: problems are findings, all of them in one run."""
    forms = [FormKeys(one) for one in policy.templates]
    taken = take_apart(document.text, lambda table, key: any(form.has(table, key) for form in forms))
    own = {one.key: one.value.text.strip() for one in taken.written if one.table == (DRAFT,)}
    id_ = own.get("id") or re.sub(r"^.*[/\\]|\.toml$", "", document.name)
    logged = own.get("logged") or None
    desk = Desk(document.name, id_, day_of(id_) or dt.date(2000, 1, 1), service)
    form = _form(own, taken, forms, desk)
    if form is None:
        return ReadDraft(id_, None, logged, problems=tuple(desk.problems))
    return _Reading(form, take_apart(document.text, form.has), desk).read(logged)


def _form(own: Mapping[str, str], taken: Taken, forms: list[FormKeys], desk: Desk) -> FormKeys | None:
    """The form that the last table names; where that table is gone, the only one whose sections these are."""
    by_id = {form.template.id: form for form in forms}
    if named := own.get("form"):
        if named not in by_id:
            message, mend = unknown_word("form", named, list(by_id))
            line = next(one.line for one in taken.written if one.table == (DRAFT,) and one.key == "form")
            desk.problem("draft-form", message, line, mend)
        return by_id.get(named)
    tables = {table for table, _ in taken.tables if table != (DRAFT,)}
    fits = [form for form in forms if tables and all(form.has(table, None) for table in tables)]
    desk.problem(
        "draft-form", "the last lines, by which supctl knows the form, are gone", None, _put_back(desk, fits, by_id)
    )
    return fits[0] if len(fits) == 1 else None


def _put_back(desk: Desk, fits: list[FormKeys], by_id: Mapping[str, FormKeys]) -> str:
    """What the last lines were, as far as the file's name and its sections tell; or that the draft may go."""
    of_name = [one for one in by_id.values() if desk.record[11:].startswith(f"{one.template.activity}-")]
    named = " or ".join(f'"{one.template.id}"' for one in fits or of_name) or "the form's id"
    lines = f'put them back: [draft], then id = "{desk.record}", then form = {named}'
    return f"{lines}; or take it away: supctl record withdraw {desk.record.rpartition('-')[2]} --yes"


class _Reading:
    """One reading of one draft."""

    def __init__(self, form: FormKeys, taken: Taken, desk: Desk) -> None:
        self.form, self.taken, self.desk = form, taken, desk
        self.laid = lay(form, taken, desk)

    def read(self, logged: str | None) -> ReadDraft:
        """Everything that the draft says, and what it does not say yet."""
        desk = self.desk
        parts, answers = self._answers()
        written = parts.get("date")
        day = written if isinstance(written, dt.date) else desk.day
        asked = self._asked(parts, day, answers)
        rows, actions, reviewed = self._rows(asked)
        held = HeldAgainst(desk, parts, self._lines())
        desk.problems += held.logged(logged) if logged else ()
        said = {*answers, *rows, *(str(one["field"]) for one in actions)}
        missing = Missing(self.form, self.taken, self.laid, desk)
        found = [*missing.fields(asked, said, parts), *missing.actions(asked, reviewed, day)]
        found += missing.half_filled(asked)
        return ReadDraft(
            id=desk.record,
            form=self.form.template,
            logged=logged,
            parts=parts,
            answers=answers,
            rows=rows,
            actions=tuple(actions),
            reviewed=tuple(reviewed),
            problems=_in_order(desk.problems),
            missing=_in_order(found),
            notes=tuple(held.others()),
        )

    def _rows(self, asked: AskedForm) -> tuple[dict[str, tuple[Row, ...]], list[Row], list[Row]]:
        """Rows by field, the actions agreed, and what became of earlier ones."""
        rows: dict[str, tuple[Row, ...]] = {}
        actions: list[Row] = []
        reviewed: list[Row] = []
        for whole, blocks in self.laid.blocks.items():
            one, in_order = self.form.asked[whole].field, list(blocks.values())
            if one.type == "actions":
                actions += read_actions(whole, one, in_order, self.desk)
            elif one.part == "reviewed":
                reviewed += read_reviewed(one, in_order, self.desk, asked.subject, asked.template.activity)
            elif found := read_rows(self.form.label(whole), one, in_order, self.desk):
                rows[whole] = found
        return rows, actions, reviewed

    # --- what is answered, and what is not ------------------------------------------------------------------------

    def _answers(self) -> tuple[dict[str, object], dict[str, object]]:
        parts: dict[str, object] = {}
        answers: dict[str, object] = {}
        for part, asks in _PARTIES.items():
            one = self.laid.own.get(part)
            value = self.desk.take(asks, asks.label, one.value, one.line) if one else None
            parts |= {part: value} if value is not None else {}
        for whole, one in self.laid.values.items():
            asked = self.form.asked[whole].field
            value = self.desk.take(Asks.of_field(asked), self.form.label(whole), one.value, one.line, asked.at_most)
            if value is not None and value != ():
                if asked.part:
                    parts[asked.part] = _as_part(asked, value)
                else:
                    answers[whole] = value
        return parts, answers

    def _lines(self) -> dict[str, int]:
        """The line of each part of the record that stands in the draft."""
        values = self.laid.values.items()
        on_form = {part: one.line for whole, one in values if (part := self.form.asked[whole].field.part)}
        return {key: one.line for key, one in self.laid.own.items()} | on_form

    def _asked(self, parts: Mapping[str, object], day: dt.date, answers: Mapping[str, object]) -> AskedForm:
        """The form as it stands for whom the draft is about, with what its answers make required."""
        template = self.form.template
        cases = parts.get("cases")
        case = str(cases[0]) if isinstance(cases, tuple) and cases else ""
        worker, supervisor = str(parts.get("supervisee", "")), str(parts.get("supervisor", ""))
        subject = {
            "case": Subject("case", case),
            "team": Subject("team", str(parts.get("team", ""))),
            "pair": Subject("pair", f"{worker}+{supervisor}", worker=worker, with_=supervisor),
            "service": Subject("service", "service"),
        }.get(template.subject, Subject("worker", worker))
        blocks = self.laid.blocks.items()
        begun = {whole: any(not block.is_empty for block in rows.values()) for whole, rows in blocks}
        given = {**parts, **answers, **begun}
        return asked_form(
            template, subject, self.desk.service, day, lambda required: any_of(required.answered, given.get)
        )


def _as_part(asked: FormField, value: object) -> object:
    """A part in one shape, whether the form asks for one or for many: cases and people present as tuples."""
    listed = asked.part in {"cases", "reflective", "present"}
    return (value,) if listed and not isinstance(value, tuple) else value


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda one: one.line or 0))
