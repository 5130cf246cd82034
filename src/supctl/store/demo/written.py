"""The written demo: a small store of invented people and children, so that every command has something to answer.

demo.toml was written for one Monday. For another day every date in it moves by whole weeks, so that weekdays stay and
that Monday falls in the week of the day asked. What an authority asks for besides is done in it (`upkeep`), on that
Monday too, so that every week has the same demo. The same day and authority give the same bytes.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from supctl.documents import Document, Origin, read
from supctl.facts import Record, Service, Vocabulary
from supctl.policy import Policy
from supctl.store.changes.bulk import see_on_disk
from supctl.store.demo.upkeep import LeftOpen, Tables, kept_up
from supctl.store.formatting import toml_text
from supctl.store.reading import Store
from supctl.store.settings import SETTINGS_FILE, read_settings
from supctl.store.writing import create_service, declare, make_room, settings_text

ANCHOR: Final = date(2026, 11, 23)
_STORES: Final = uuid.UUID("5d3c3f0e-0a55-4b0e-9a57-0c8a3b1f6d21")
_ABOUT_A_CASE: Final = {"case-supervision", "management-comment", "management-oversight"}
_TYPED_AT: Final = time(16, 30, tzinfo=UTC)

Table = dict[str, object]
OnForm = Callable[[Record, Service], Table]
"""Of a record: `form`, `form_version` and `answers`, as its facts keep them."""


def demo(
    folder: Path, authority: str, as_of: date, on_form: OnForm | None = None, policy: Policy | None = None
) -> Path:
    """Write the demo as it stands in the week of `as_of`, and give its folder back.

    `on_form` says on which form a record is and what it answers, among the people and children of the demo; without
    it, records name the activity itself. With a `policy`, what it asks for besides is done, most of it in time.
    Raises InputError where the folder is not empty, StoreError where it cannot be written.
    """
    given = _moved_to(as_of, _kept(authority, policy, on_form) if policy else _written())
    settings = cast("Table", given["settings"])
    opening = cast("Table", settings["opening"])
    store_id = uuid.uuid5(_STORES, f"{as_of.isoformat()} {authority}").hex
    text = settings_text(store_id, authority, str(settings["name"]), cast("date", opening["from"]))
    text += "\n" + toml_text({"file": settings["file"]})
    make_room(folder, text)
    create_service(folder, {**given, "records": ()})
    people = Store(folder, read_settings(Document(SETTINGS_FILE, text))).load(Vocabulary()).service
    records = [
        _complete(authority, record, on_form(_facts(record), people) if on_form else None)
        for record in cast("Sequence[Table]", given["records"])
    ]
    create_service(folder, {"records": records})
    see_on_disk(folder)
    declare(folder, text)
    return folder


def _kept(authority: str, policy: Policy, on_form: OnForm | None) -> Table:
    """The demo as it was written, with what the policy asks for besides."""
    given = _written()
    left = {key: frozenset(ids) for key, ids in cast("Mapping[str, Sequence[str]]", given["left_open"]).items()}
    records = cast("list[Table]", given["records"])
    kept_up(Tables(given, records, policy, ANCHOR, on_form, partial(_complete, authority)), LeftOpen(**left))
    return given


def _facts(record: Table) -> Record:
    return read(Record, record, Origin(Document("the demo", "")))


def demo_given(as_of: date) -> Table:
    """The demo's facts in the week of `as_of`, in the shape of a scenario's `given`, each record with its id."""
    return _moved_to(as_of, _written())


def _written() -> Table:
    """demo.toml, as it was written for its Monday."""
    return cast("Table", tomllib.loads(files("supctl.store.demo").joinpath("demo.toml").read_text(encoding="utf-8")))


def _moved_to(as_of: date, written: Table) -> Table:
    """The demo in the week of `as_of`, each record with its whole id, by date."""
    facts = {key: value for key, value in written.items() if key != "left_open"}
    given = cast("Table", _moved(facts, _monday(as_of) - _monday(ANCHOR)))
    records = cast("Sequence[Table]", given["records"])
    ids = {str(record["id"]): _id_of(record) for record in records}
    return {**given, "records": [_with_ids(record, ids) for record in records]}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moved(value: object, shift: timedelta) -> object:
    """The same, with every date moved."""
    if isinstance(value, date):
        return value + shift
    if isinstance(value, dict):
        return {key: _moved(item, shift) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, shift) for item in value]
    return value


def _id_of(record: Table) -> str:
    """In demo.toml a record's id is its last four letters; its date, activity and subject make the rest."""
    cases = cast("Sequence[str]", record.get("cases", ()))
    about_a_case = record["activity"] in _ABOUT_A_CASE and cases
    subject = cases[0] if about_a_case else record.get("supervisee") or record.get("team") or cases[0]
    return f"{record['date']}-{record['activity']}-{subject}-{record['id']}"


def _with_ids(record: Table, ids: Mapping[str, str]) -> Table:
    """The record with its whole id, and the whole ids of the records whose actions it takes up."""
    reviewed = [_named(found, "action", ids) for found in cast("Sequence[Table]", record.get("reviewed", ()))]
    actions = [_named(action, "from", ids) for action in cast("Sequence[Table]", record.get("actions", ()))]
    about = record.get("about")
    named = {"about": ids.get(str(about), about)} if about else {}
    return {**record, "id": ids[str(record["id"])], "reviewed": reviewed, "actions": actions, **named}


def _named(entry: Table, key: str, ids: Mapping[str, str]) -> Table:
    if key not in entry:
        return entry
    last_four, _, action = str(entry[key]).partition("#")
    return {**entry, key: f"{ids[last_four]}#{action}"}


def _complete(authority: str, record: Table, on_form: Table | None) -> Table:
    """The record with what supctl itself sets: authority and form, that no words are here, when steps were typed."""
    activity = str(record["activity"])
    logged = cast("Table", record.get("source", {})).get("kind") == "logged"
    form: Table = {"form": None} if logged else on_form or {"form": activity}
    steps = [
        {**step, "at": datetime.combine(cast("date", step["on"]), _TYPED_AT), "account": "demo"}
        for step in cast("Sequence[Table]", record.get("steps", ()))
    ]
    words = {"held": "elsewhere", "where": None, "digest": None}
    answers = {**cast("Table", form.get("answers", {})), **cast("Table", record.get("answers", {}))}
    return {"authority": authority, **form, "words": words, **record, "steps": steps, "answers": answers}
