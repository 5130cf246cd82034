"""What the demo's records answer where a rule asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from supctl.policy.templates import KEPT_AS_VALUES
from supctl.store.demo.upkeep.tables import Table, Tables


def say_no(tables: Tables, record: Table, answered: Sequence[str]) -> bool:
    """Where a rule holds because a yes-no question was answered with yes: most answer it with no."""
    for word in answered:
        name, _, wanted = word.partition(":")
        field = tables.field_of(record, name) if wanted == "yes" else None
        said = cast("Table", record.get("answers", {})).get(name)
        if field and field.type == "yes-no" and said != "no":
            return tables.say(record, name, "no")
    return False


def usual_answer(tables: Tables, record: Table, name: str) -> object:
    """An answer to a field of the form that a record is on; that something was said, where the words are not facts."""
    field = tables.field_of(record, name)
    if field is None or field.type not in KEPT_AS_VALUES:
        return True
    people = {"person": record.get("supervisee"), "case": next(iter(cast("list[str]", record.get("cases", []))), None)}
    plain = {"yes-no": "yes", "date": record["date"], "rating": field.highest, **people}
    one = plain.get(field.type) or next(iter(field.options), None) or True
    return [one] if field.many and isinstance(one, str) else one
