"""Records of supervision: what happened, and the steps taken since. Facts only, no prose."""

import datetime as dt

from pydantic import Field

from supctl.documents import Entry, Shape
from supctl.facts.cases import Words
from supctl.facts.durations import Interval


class Step(Entry):
    """Something done with a record: written, shared, agreed, signed, filed ... on the day it happened."""

    step: str
    on: dt.date
    by: str | None = None
    to: str | None = None
    case: str | None = None
    where: str | None = None
    at: dt.datetime | None = None
    account: str | None = None
    note: str | None = None
    previous: str | None = None
    digest: str | None = None


class Action(Entry):
    """What somebody is to do, and by when; `from` names the action of an earlier record that it carries on."""

    id: str
    who: str | None = None
    by: dt.date | None = None
    from_: str | None = Field(None, alias="from")


class Reviewed(Entry):
    """What a session found of an earlier action: `action` is record-id#action-id; `done` the day, if it is done."""

    action: str
    done: dt.date | None = None


class Source(Shape):
    """How a record came to be: typed on a form, only logged, or imported.

    Of an imported one the file, row and batch. Of a logged one `file` is the draft whose beginning logged it, and
    `batch` the session that it was logged along with.
    """

    kind: str = "typed"
    file: str | None = None
    row: int | None = None
    batch: str | None = None


class WordsHeld(Shape):
    """Where the words of a record are, and their digest."""

    held: str = "store"
    where: str | None = None
    digest: str | None = None


class Record(Entry):
    """One session, agreement, observation, comment ... `supervisor` of an observation is the observer."""

    id: str
    activity: str
    date: dt.date
    schema_: int = Field(1, alias="schema")
    authority: str | None = None
    form: str | None = None
    form_version: str | None = None
    minutes: int | None = None
    supervisee: str | None = None
    supervisor: str | None = None
    present: tuple[str, ...] = ()
    team: str | None = None
    cases: tuple[str, ...] = ()
    reflective: tuple[str, ...] = ()
    about: Words = ()
    restricted: bool = False
    answers: dict[str, bool | int | str | dt.date | list[str]] = Field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()
    flags: tuple[str, ...] = ()
    next: dt.date | None = None
    every: Interval | None = None
    reason: str | None = Field(None, repr=False)
    rearranged: dt.date | None = None
    amends: str | None = None
    source: Source = Source.plain()
    words: WordsHeld = WordsHeld.plain()
    digest: str | None = None
    steps: tuple[Step, ...] = ()
    earlier: tuple[Step, ...] = Field((), exclude=True, repr=False)
    """Steps taken on versions that this record amends; set when the records that count are gathered, never read."""

    def known_from(self) -> dt.date:
        """The day from which this record is true: its own; an amendment's is the day it was written."""
        written = [step.on for step in self.steps if step.step == "written"]
        return min(written) if self.amends and written else self.date
