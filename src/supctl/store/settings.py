"""supctl.toml: whose policy the store follows, from which day it is complete, and where its words are kept."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from supctl.cache import as_read
from supctl.documents import Document, Entry, Origin, read
from supctl.facts import Calendar, HeldItem

SETTINGS_FILE = "supctl.toml"
SCHEMA = 1

WordsPlace = Literal["store", "elsewhere"]


def _one_way_to_write(name: str) -> str:
    """A folder of the store as "./folder", however it was written."""
    named = name.replace("\\", "/")
    return f"./{named.removeprefix('./').strip('/')}" if named.startswith("./") else name


class AuthorityFrom(Entry):
    """The authority whose policy holds from a day until the next entry's; `id` is a name or "./folder"."""

    id: Annotated[str, AfterValidator(_one_way_to_write)]
    from_: dt.date | None = Field(None, alias="from")


class Opening(Entry):
    """The day from which the store is complete; None: it always was."""

    from_: dt.date | None = Field(None, alias="from")


class Closures(Entry):
    """Days on which the service is shut, on top of weekends and bank holidays."""

    closures: frozenset[dt.date] = frozenset()


class WordsKept(Entry):
    """Where what was said is kept: in the store, or elsewhere."""

    staff: WordsPlace = "store"
    cases: WordsPlace = "store"


def _as_entries(value: object) -> object:
    """`authority = "merton"` is one entry without a day."""
    if isinstance(value, str):
        return [{"id": value}]
    if isinstance(value, list | tuple):
        return value
    message = 'it is a name or [[authority]] entries; mend: write authority = "merton", with your own authority\'s name'
    raise ValueError(message)


def _in_order(entries: Sequence[AuthorityFrom]) -> Sequence[AuthorityFrom]:
    days = [entry.from_ for entry in entries[1:]]
    if not entries:
        message = 'no authority is named; mend: write authority = "merton", with your own authority\'s name'
        raise ValueError(message)
    known = [day for day in (entries[0].from_, *days) if day]
    if None in days or known != sorted(set(known)):
        message = "each entry after the first has a later from; mend: put the oldest first, each day once"
        raise ValueError(message)
    return entries


def _known_schema(value: int) -> int:
    if value != SCHEMA:
        message = f"this supctl reads stores of schema {SCHEMA}; mend: install the supctl that wrote this store"
        raise ValueError(message)
    return value


def _plain_id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", value):
        message = "the store's id is made of letters, digits and dashes; mend: put back the one that init wrote"
        raise ValueError(message)
    return value


class Settings(Entry):
    """What supctl.toml says. `id` is the store's own, made by init."""

    schema_: Annotated[int, AfterValidator(_known_schema)] = Field(alias="schema")
    id: Annotated[str, AfterValidator(_plain_id)]
    authority: Annotated[tuple[AuthorityFrom, ...], BeforeValidator(_as_entries), AfterValidator(_in_order)]
    name: str = ""
    opening: Opening = Opening.plain()
    calendar: Closures = Closures.plain()
    words: WordsKept = WordsKept.plain()
    file: tuple[HeldItem, ...] = ()

    def authority_on(self, day: dt.date) -> str:
        """The authority whose policy holds on a day: the latest entry by then, before them all the first."""
        begun = [entry.id for entry in self.authority if entry.from_ is None or entry.from_ <= day]
        return begun[-1] if begun else self.authority[0].id

    @property
    def working_days(self) -> Calendar:
        """The service's calendar."""
        return Calendar(self.calendar.closures)


def read_settings(document: Document) -> Settings:
    """The settings that a supctl.toml makes. Raises InputError with every problem."""
    return as_read(document, Settings, _read, "store/settings.py")


def _read(document: Document) -> Settings:
    return read(Settings, document.values, Origin(document))
