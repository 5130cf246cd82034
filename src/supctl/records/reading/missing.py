"""What is required of a draft and not answered yet, each at its line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from supctl.answers.forms import AskedField, AskedForm
from supctl.errors import Finding
from supctl.policy.templates import UNASKED
from supctl.records.open_actions import OpenAction, open_actions
from supctl.records.reading.answers import Desk
from supctl.records.reading.form_keys import FormKeys
from supctl.records.reading.laying import Laid
from supctl.records.reading.lines import Taken
from supctl.records.reading.values import unmarked

Row = Mapping[str, object]


@dataclass(frozen=True)
class Missing:
    """Finds what is missing in one draft."""

    form: FormKeys
    taken: Taken
    laid: Laid
    desk: Desk

    def fields(self, asked: AskedForm, said: Collection[str], parts: Mapping[str, object]) -> Iterator[Finding]:
        """Required fields without an answer; `said` are the ids of those that have one. A wrong one is not missing."""
        wrong = {problem.line for problem in self.desk.problems}
        for one in asked.fields:
            if not one.required or one.field.part == "reviewed" or one.field.type in UNASKED:
                continue
            answered = one.field.part in parts if one.field.part else one.id in said
            written = self.laid.values.get(one.id)
            if not answered and not (written and written.line in wrong):
                yield self._finding(one, "not answered yet", self._line(one))

    def half_filled(self, asked: AskedForm) -> Iterator[Finding]:
        """What a row that is begun cannot do without: by whom an action is to be done, the reasons of a decision."""
        for one in asked.fields:
            for block in self.laid.blocks.get(one.id, {}).values():
                for column in one.field.columns:
                    raw, line = block.raw(column.id)
                    if column.required and raw.is_empty and not block.is_empty:
                        message = f"{self.form.label(one.id)}, {column.label}: not answered yet"
                        yield self.desk.find("draft-missing", message, line)

    def actions(self, asked: AskedForm, reviewed: Collection[Row], day: date) -> Iterator[Finding]:
        """Actions still open of which nothing is said, where the form asks for that."""
        named = {one["action"] for one in reviewed}
        for one in asked.fields:
            if one.required and one.field.part == "reviewed":
                subject, activity = asked.subject, asked.template.activity
                for action in open_actions(subject, activity, day, self.desk.service):
                    if action.id not in named:
                        line = self._block(one, action) or self._line(one)
                        yield self._finding(one, f"say what became of {action.short}", line)

    def _finding(self, asked: AskedField, message: str, line: int | None) -> Finding:
        return self.desk.find("draft-missing", f"{self.form.label(asked.id)}: {message}", line)

    def _line(self, asked: AskedField) -> int | None:
        """The line of the key, else of the first block, else of the section."""
        written = self.laid.values.get(asked.id)
        blocks = self.laid.blocks.get(asked.id)
        if written or blocks:
            return written.line if written else next(iter((blocks or {}).values())).line
        section = asked.id.partition(".")[0]
        return next((line for table, line in self.taken.tables if self.form.section(table) == section), None)

    def _block(self, asked: AskedField, action: OpenAction) -> int | None:
        """The line of the block that an action has in the draft."""
        names = {action.short, action.id}
        blocks = self.laid.blocks.get(asked.id, {}).values()
        return next((one.line for one in blocks if unmarked(one.raw("action")[0].text) in names), None)
