"""Which tables and keys a draft on a form may have, and what each of them is called on the form. Pure."""

from __future__ import annotations

from typing import Final

from supctl.answers.forms import AskedField, whole_form
from supctl.policy import RecordTemplate
from supctl.records.reading.lines import Table

DRAFT: Final = "draft"
"""The last table, by which a draft is known again."""
IN_ROWS: Final = ("rows", "actions")


class FormKeys:
    """A form by its tables and keys."""

    def __init__(self, template: RecordTemplate) -> None:
        self.template = template
        self.asked = {one.id: one for one in whole_form(template).fields}
        self.sections = {section.id: section for section in template.section}

    def whole(self, table: Table, key: str) -> str | None:
        """The whole id of the field that a key in a table answers; None where there is none."""
        section = self.section(table)
        return f"{section}.{key}" if section and f"{section}.{key}" in self.asked else None

    def section(self, table: Table) -> str | None:
        """The section that a table belongs to; a table by a field's own id belongs to the one section that has it."""
        if not table or table == (DRAFT,):
            return None
        if table[0] in self.sections:
            known = len(table) == 1 or ".".join(table) in self.asked
            return table[0] if known else None
        found = [id_ for id_ in self.asked if id_.partition(".")[2] == table[-1]] if len(table) == 1 else []
        return found[0].partition(".")[0] if len(found) == 1 else None

    def rows(self, table: Table) -> AskedField | None:
        """The field of rows that a table is one block of."""
        section = self.section(table)
        if section is None or (len(table) == 1 and table[0] in self.sections):
            return None
        found = self.asked.get(f"{section}.{table[-1]}")
        return found if found and found.field.type in IN_ROWS else None

    def has(self, table: Table, key: str | None) -> bool:
        """Whether a table, or a key in it, is of this form."""
        if key is None:
            return table == (DRAFT,) or self.section(table) is not None
        rows = self.rows(table)
        return (
            table == (DRAFT,)
            or self.whole(table, key) is not None
            or (rows is not None and any(column.id == key for column in rows.field.columns))
        )

    def keys(self, table: Table) -> list[str]:
        """Every key that a table may hold."""
        rows = self.rows(table)
        if rows:
            return [column.id for column in rows.field.columns]
        section = self.section(table)
        return [one.field.id for id_, one in self.asked.items() if id_.partition(".")[0] == section]

    def label(self, whole: str) -> str:
        """A field's printed label; with its section's title where the label stands several times on the form."""
        one = self.asked[whole].field
        twice = sum(other.field.label == one.label for other in self.asked.values()) > 1
        title = self.sections[whole.partition(".")[0]].title
        return f"{title}, {one.label}" if twice and title and title != one.label else one.label
