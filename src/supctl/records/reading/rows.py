"""Blocks of rows in a draft: rows with columns, actions agreed, and what became of earlier actions. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from supctl.answers import Subject
from supctl.answers.events import records_of
from supctl.policy import Column, FormField
from supctl.records.reading.answers import Desk
from supctl.records.reading.lines import Written
from supctl.records.reading.values import Raw, unmarked
from supctl.records.typed import Asks

Row = Mapping[str, object]
_SAID_OF_AN_ACTION: Final = ("what", "done", "impact")
_DONE: Final = Asks("done", "date")


@dataclass
class Block:
    """One block as written, by column; `line` is that of its table."""

    line: int
    values: dict[str, Written] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return all(one.value.is_empty for one in self.values.values())

    def raw(self, column: str) -> tuple[Raw, int]:
        """A value and its line; empty, at the block's own line, where the key is gone."""
        one = self.values.get(column)
        return (one.value, one.line) if one else (Raw(), self.line)


def read_rows(label: str, asked: FormField, blocks: list[Block], desk: Desk) -> tuple[Row, ...]:
    """The rows in which something is written, by column."""
    filled = [block for block in blocks if not block.is_empty]
    if asked.at_most is not None and len(filled) > asked.at_most:
        desk.problem("draft-value", f"{label}: write at most {asked.at_most}", filled[asked.at_most].line)
    rows = (_row(asked.columns, block, desk) for block in filled)
    return tuple(row for row in rows if row)


def read_actions(whole: str, asked: FormField, blocks: list[Block], desk: Desk) -> Iterator[Row]:
    """The actions in which something is written: what, who, by, and the field that they stand in."""
    for block in blocks:
        if block.is_empty:
            continue
        row = _row(asked.columns, block, desk)
        if block.raw("what")[0].is_empty:
            label = next(column.label for column in asked.columns if column.id == "what")
            desk.problem("draft-value", f"{label}: write what is to be done", block.raw("what")[1])
        if row:
            yield {**row, "field": whole}


def read_reviewed(asked: FormField, blocks: list[Block], desk: Desk, subject: Subject, activity: str) -> Iterator[Row]:
    """What is said of earlier actions: `action` as record#action, `done` a date or "no", impact, what."""
    for block in blocks:
        if all(block.raw(column)[0].is_empty for column in _SAID_OF_AN_ACTION):
            continue
        columns = tuple(column for column in asked.columns if column.id not in {"action", "done"})
        row = _row(columns, block, desk)
        named, line = block.raw("action")
        found = _action(unmarked(named.text), desk, subject, activity)
        if found is None:
            labels = {column.id: column.label for column in asked.columns}
            desk.problem(
                "draft-value", f"{labels['action']}: write the name of an earlier action, such as 7k2m-1", line
            )
            continue
        done = _done(block, asked, desk)
        yield {"action": found, **row} | ({"done": done} if done else {})


def _row(columns: tuple[Column, ...], block: Block, desk: Desk) -> dict[str, object]:
    found = {}
    for column in columns:
        raw, line = block.raw(column.id)
        value = desk.take(Asks.of_column(column), column.label, raw, line)
        if value is not None:
            found[column.id] = value
    return found


def _done(block: Block, asked: FormField, desk: Desk) -> object:
    raw, line = block.raw("done")
    if unmarked(raw.text).casefold() in {"no", "n", "not yet", "not done"}:
        return "no"
    label = next(column.label for column in asked.columns if column.id == "done")
    if unmarked(raw.text).casefold() in {"yes", "y", "done"}:
        desk.problem("draft-value", f"{label}: write the day on which it was done, or no", line)
        return None
    return desk.take(_DONE, label, raw, line)


def _action(named: str, desk: Desk, subject: Subject, activity: str) -> str | None:
    """The action that is meant: 7k2m-1 or record#1, of a session of this activity where several records end so."""
    records = list(records_of(subject, desk.service))
    called, _, number = named.partition("#") if "#" in named else named.rpartition("-")
    found = [one for one in records if one.id == called or one.id.rpartition("-")[2] == called]
    found = [one for one in found if any(action.id == number for action in one.actions)]
    same = [one for one in found if one.activity == activity] or found
    return f"{same[0].id}#{number}" if len(same) == 1 else None
