"""Every key of a draft laid to the field that it answers, and what belongs nowhere named. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from supctl.documents import unknown_word
from supctl.policy.templates import UNASKED
from supctl.records.reading.answers import Desk
from supctl.records.reading.form_keys import DRAFT, IN_ROWS, FormKeys
from supctl.records.reading.lines import Taken, Trouble, Written
from supctl.records.reading.rows import Block


@dataclass
class Laid:
    """What was written, by the whole id of its field; blocks of rows in their order; `own` the last table's keys."""

    values: dict[str, Written] = field(default_factory=dict)
    blocks: dict[str, dict[int, Block]] = field(default_factory=dict)
    own: dict[str, Written] = field(default_factory=dict)


def lay(form: FormKeys, taken: Taken, desk: Desk) -> Laid:
    """Lay what was taken apart to the form's fields; the desk keeps what is a problem."""
    return _Laying(form, taken, desk).laid


class _Laying:
    def __init__(self, form: FormKeys, taken: Taken, desk: Desk) -> None:
        self.form, self.taken, self.desk = form, taken, desk
        self.laid = Laid()
        self._sort()

    def _sort(self) -> None:
        """Lay every key to its field or its block of rows, and name what belongs nowhere."""
        unknown = set[int]()
        for number, (table, line) in enumerate(self.taken.tables, start=1):
            rows = self.form.rows(table)
            if rows:
                self.laid.blocks.setdefault(rows.id, {})[number] = Block(line)
            elif not self.form.has(table, None):
                unknown.add(number)
                known = [*self.form.sections, DRAFT]
                self._unknown(f"[{'.'.join(table)}] is no part of this form", table[0], known, line)
        for one in self.taken.written:
            if one.block not in unknown:
                self._lay(one)
        for trouble in self.taken.troubles:
            if trouble.kind == "mark" or not self._under(unknown, trouble.line):
                self._trouble(trouble)

    def _under(self, unknown: set[int], line: int) -> bool:
        above = [number for number, (_, at) in enumerate(self.taken.tables, start=1) if at < line]
        return bool(above) and above[-1] in unknown

    def _lay(self, one: Written) -> None:
        rows = self.form.rows(one.table)
        whole = self.form.whole(one.table, one.key)
        if one.table == (DRAFT,):
            self.laid.own[one.key] = one
        elif rows and one.key in self.form.keys(one.table):
            self._keep(self.laid.blocks[rows.id][one.block].values, one, one.key, self.form.label(rows.id))
        elif whole and self.form.asked[whole].field.type not in (*UNASKED, *IN_ROWS):
            self._keep(self.laid.values, one, whole, self.form.label(whole))
        elif whole and self.form.asked[whole].field.type in IN_ROWS and one.value.is_empty:
            pass
        else:
            self._unknown(f'"{one.key}" is no field here', one.key, self.form.keys(one.table), one.line)

    def _keep(self, kept: dict[str, Written], one: Written, key: str, label: str) -> None:
        """Keep a value; of two that differ the first, and it is said."""
        before = kept.get(key)
        if before is None or before.value.is_empty:
            kept[key] = one
        elif not one.value.is_empty and one.value != before.value:
            mend = "keep one of the two"
            self.desk.problem("draft-value", f"{label}: written twice, also on line {before.line}", one.line, mend)

    def _unknown(self, message: str, word: str, known: list[str], line: int) -> None:
        _, mend = unknown_word("field", word, known)
        self.desk.problem("draft-unknown", message, line, mend)

    def _trouble(self, trouble: Trouble) -> None:
        if trouble.kind == "mark":
            whole = self.form.whole(trouble.table, trouble.key)
            label = self.form.label(whole) if whole else trouble.key
            mend = "close it with ''' on a line of its own"
            self.desk.problem("draft-mark", f"{label}: the mark that closes it is missing", trouble.line, mend)
            return
        section = self.form.sections.get(self.form.section(trouble.table) or "")
        where = f"{section.title}: " if section and section.title else ""
        mend = "move it between the ''' of its field, or begin the line with #"
        self.desk.problem("draft-text", f"{where}this text stands in no field", trouble.line, mend)
