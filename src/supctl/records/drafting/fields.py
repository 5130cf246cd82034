"""How each field of a form stands in a draft: label, guidance, and the key to write beside. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from supctl.answers.forms import AskedField
from supctl.facts.days import say_date, say_days
from supctl.policy import Column, FormField
from supctl.policy.templates import UNASKED
from supctl.records.drafting.layout import WIDTH, block, comment, entry, points
from supctl.records.drafting.prefill import Known
from supctl.records.open_actions import OpenAction, open_actions
from supctl.records.typed import Asks

_TYPE_HINTS: Final = {
    "date": "a date, such as 2026-12-15",
    "yes-no": "yes or no",
    "list": 'for example ["one", "two"]',
    "person": "a name",
}
_PART_HINTS: Final = {"every": 'such as "4 weeks"', "done": "the date, or: no"}
_UNNAMED: Final = {"what": "what is to be done"}
_LISTED: Final = ("list", "choice", "person", "case")
_SHORT_CHOICE: Final = 48
_COPY: Final = "copy this block for each"
_NONE: Final = "; none? delete it"
_PARTIES: Final = {
    "supervisor": "the supervisor",
    "supervisee": "the supervisee",
    "line-manager": "the line manager",
    "professional-supervisor": "the professional supervisor",
    "case-worker": "the case's worker",
    "above": "the manager above",
}
Row = Mapping[str, object]


@dataclass(frozen=True)
class FieldWriter:
    """Writes the fields of one draft. `evidence`: by whole field id, the lines that were worked out."""

    known: Known
    evidence: Mapping[str, Sequence[str]]

    def lines(self, asked: AskedField, under: str = "") -> list[str]:
        """Everything that stands in the draft for one field; a label that the title above it says is not said twice."""
        if asked.field.label == under:
            asked = replace(asked, field=asked.field.model_copy(update={"label": "", "clause": ()}))
        kind = asked.field.type
        if kind in {"statement", "signature", "evidence"}:
            return list(self._printed(asked))
        if kind in {"rows", "actions"}:
            return list(self._rows(asked))
        if kind == "prose":
            return self._prose(asked)
        return self._single(asked)

    @property
    def added(self) -> frozenset[str]:
        """The sections of which every line is not the authority's."""
        return frozenset(one.section.id for one in self.known.draft.form.sections if one.section.added)

    @property
    def _lists_due(self) -> str | None:
        """The part beside which the children who are due are named; none where the draft is about one child."""
        parts = {one.field.part for one in self.known.draft.form.fields}
        if self.known.draft.cases:
            return None
        return next((part for part in ("cases", "reflective") if part in parts), None)

    # --- what is only printed -------------------------------------------------------------------------------------

    def _printed(self, asked: AskedField) -> Iterator[str]:
        field = asked.field
        yield from comment(field.label, self._right(asked))
        yield from comment(field.says or "") if field.type == "statement" else ()
        yield from points(field.prompt) if field.prompt else ()
        if field.type == "statement":
            return
        elif field.type == "signature":
            yield from comment(f"signed by {_PARTIES[field.party or 'supervisor']}: marked once the record is sealed")
            yield from comment(field.date_label) if field.date_label else ()
        else:
            yield from self._worked_out(asked) or comment("worked out: nothing yet")

    def _worked_out(self, asked: AskedField) -> list[str]:
        """What facts alone lay beside a field."""
        found = self.evidence.get(asked.id, ())
        return [line for one in found for line in comment(one, first="worked out: ", then="  ")]

    # --- one answer -----------------------------------------------------------------------------------------------

    def _prose(self, asked: AskedField) -> list[str]:
        field = asked.field
        said = self.known.draft.given.get(asked.id, "")
        above = [*_label(field.label, self._right(asked)), *self._guidance(asked)]
        return [*above, *block(field.id, str(said))]

    def _single(self, asked: AskedField) -> list[str]:
        field = asked.field
        given = self.known.draft.given.get(asked.id)
        value = given if given is not None else self.known.value(field)
        if isinstance(value, str) and "\n" in value:
            return self._prose(asked)
        ruled = self.known.asked_of(field.part) if field.part else ""
        free = not (asked.required or value or ruled)
        hints = [*self._hints(field, value), ruled, self.known.may_be_left_out(asked) if free else ""]
        clause = self._clause(asked, cited=bool(ruled))
        if clause.startswith("(") and any(hints):
            hints = [f"{'; '.join(hint for hint in hints if hint)} {clause}"]
        else:
            hints.append(clause)
        return entry(
            field.id, self._empty(field) if value is None else value, field.label, hints, self._guidance(asked)
        )

    def _empty(self, field: FormField) -> object:
        if field.part == "minutes":
            return 0
        return [] if field.many or field.type == "list" else ""

    def _guidance(self, asked: AskedField) -> list[str]:
        """What stands between the label and the key: prompts, choices, what was worked out, children who are due."""
        field = asked.field
        lines = points(field.prompt) if field.prompt else []
        if field.type == "choice" and not _is_short(field.options):
            lines += _numbered(field.options)
        if field.part and field.part == self._lists_due and (due := self.known.due_children()):
            lines += comment(due)
        return [*lines, *self._worked_out(asked)]

    def _hints(self, field: FormField, value: object) -> list[str]:
        """What stands beside the key: how to answer, what the policy asks, who is meant by an id."""
        known, part = self.known, field.part or ""
        found = [self._meant(field, value)] if value else [_how(Asks.of_field(field))]
        if not value and part in _PART_HINTS:
            found = [_PART_HINTS[part]]
        if not value and field.many and field.type in _LISTED:
            found = [_example(field)] if field.type in {"person", "case"} else [*found, _example(field)]
        if field.at_most and field.type in _LISTED and not (part and known.asked_of(part)):
            found.append(f"at most {field.at_most}")
        if part == "minutes" and not value and not known.asked_of(part):
            found.append("how many")
        if part == "next" and (proposed := known.proposed_next()):
            found = [proposed]
        return [one for one in found if one]

    def _meant(self, field: FormField, value: object) -> str:
        """Whom or what the filled-in ids name."""
        ids = cast("Sequence[object]", value) if isinstance(value, list | tuple) else [value]
        names = [""] * len(ids)
        if field.type == "person":
            names = [self.known.person(str(one)) for one in ids]
        elif field.type == "case":
            names = [self.known.child(str(one)) for one in ids]
        elif field.part == "team":
            names = [self.known.team(str(one)) or "" for one in ids]
        return ", ".join(name for name, one in zip(names, ids, strict=True) if name != one)

    def _right(self, asked: AskedField) -> str:
        """What stands at the right of a label: whether it may stay empty, and its section."""
        free = not asked.required and may_be_left(asked.field)
        parts = [self.known.may_be_left_out(asked) if free else ""]
        return "  ".join(part for part in [*parts, self._clause(asked)] if part)

    def _clause(self, asked: AskedField, *, cited: bool = False) -> str:
        """The sections that a field comes from, and whether the authority's page has it: said once of a section.

        `cited`: the sections of a rule stand beside it already.
        """
        field = asked.field
        sections = "" if cited else self.known.sections(field.clause)
        if field.added and asked.id.partition(".")[0] not in self.added:
            return f"added: {sections}" if sections else "added"
        return f"({sections})" if sections else ""

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows(self, asked: AskedField) -> Iterator[str]:
        field, section = asked.field, asked.id.partition(".")[0]
        yield from _label(field.label, self._right(asked))
        yield from points(field.prompt) if field.prompt else ()
        given = self.known.draft.given.get(asked.id)
        rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list | tuple) else None
        header = f"[[{section}.{field.id}]]"
        if rows is None and field.part == "reviewed":
            yield from self._reviewed(field, header)
            return
        limit = f"at most {field.at_most}; " if field.at_most else ""
        none = "" if asked.required else f"; {once}" if (once := self.known.needed_once(asked)) else _NONE
        yield from comment(f"{limit}{_COPY}{none}")
        for number, row in enumerate(rows or [{}]):
            yield from [""] if number else []
            yield header
            for column in field.columns:
                yield from _column(_named(column, field), row.get(column.id), _UNNAMED.get(column.id, ""))

    def _reviewed(self, field: FormField, header: str) -> Iterator[str]:
        """A block for each action still open from earlier sessions: which it is, and what to say of it."""
        known, form = self.known, self.known.draft.form
        found = open_actions(form.subject, form.template.activity, known.draft.day, known.service)
        shorts = [one.short for one in found]
        if not found:
            yield from comment("No action of an earlier session is open.")
            for column in field.column:
                yield from comment(column.label)
        for number, one in enumerate(found):
            yield from [""] if number else []
            yield header
            name = one.short if shorts.count(one.short) == 1 else one.id
            values = {"action": name, "by": one.action.by}
            for column in field.columns:
                hint = self._of_action(column.id, one)
                yield from entry(column.id, values.get(column.id) or "", _named(column, field).label, [hint])

    def _of_action(self, column: str, one: OpenAction) -> str:
        action = one.action
        return {
            "action": f"agreed {say_date(one.record.date)}"
            + (f", {self.known.person(action.who)}" if action.who else ""),
            "what": f"its words stand in {one.called}",
            "by": f"{say_days(one.days)} late"
            if one.days and one.is_overdue
            else ""
            if action.by
            else "no date was set",
            "done": _PART_HINTS["done"],
            "impact": "if not done: what that means",
        }.get(column, "")


def may_be_left(field: FormField) -> bool:
    """Whether a field that is not required is one to write in, line by line: a list of rows says so in its own way."""
    return field.type not in {*UNASKED, "rows", "actions"}


def _label(label: str, right: str) -> list[str]:
    """The line of a label; nothing where neither it nor what stands at its right is to be said."""
    return comment(label, right) if label else [f"#{right.rjust(WIDTH - 1)}"] if right else []


def _named(column: Column, field: FormField) -> Column:
    """The column as it is printed: one that the form does not name shows its key alone."""
    own = {one.id for one in field.column}
    printed = field.type == "rows" and field.part != "reviewed"
    return column if printed or column.id in own else column.model_copy(update={"label": ""})


def _column(column: Column, value: object, unnamed: str) -> list[str]:
    if column.type == "prose" or (isinstance(value, str) and "\n" in value):
        above = [*(comment(column.label) if column.label else ()), *(points(column.prompt) if column.prompt else ())]
        return [*above, *block(column.id, str(value or ""))]
    hint = "" if value else _how(Asks.of_column(column)) or ("" if column.label else unnamed)
    listed = column.type == "choice" and not _is_short(column.options)
    above = points(column.prompt) if column.prompt else []
    above += _numbered(column.options) if listed else []
    return entry(column.id, "" if value is None else value, column.label, [hint], above)


def _how(asks: Asks) -> str:
    """How a type is answered."""
    if asks.type == "rating":
        return f"{asks.lowest} to {asks.highest}"
    if asks.type == "choice":
        several, numbers = ("any of", "their numbers") if asks.many else ("one of", "its number")
        return f"{several}: " + "; ".join(asks.options) if _is_short(asks.options) else f"{several} these, or {numbers}"
    return _TYPE_HINTS.get(asks.type, "")


def _numbered(options: Sequence[str]) -> list[str]:
    """Choices as a list; a draft takes the number for the words."""
    numbered = enumerate(options, start=1)
    return [line for number, one in numbered for line in comment(one, first=f"{number:>2} ", then="   ")]


def _is_short(options: Sequence[str]) -> bool:
    return sum(len(option) + 2 for option in options) <= _SHORT_CHOICE


def _example(field: FormField) -> str:
    if field.type == "choice":
        return f'such as ["{field.options[0]}"]'
    return {"case": 'such as ["M1001"]', "person": 'such as ["a.begum"]'}.get(field.type, "")
