"""A form begun for one subject on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supctl.answers.forms import AskedForm


@dataclass(frozen=True)
class Draft:
    """A form begun for one subject on one day.

    `id` is the record's, its last four letters are how people call it. `cases`: the case that a case record is about;
    empty on a staff record. `logged`: the logged record that this draft writes up. `given`: answers by whole field id.
    """

    id: str
    form: AskedForm
    day: date
    supervisee: str | None = None
    supervisor: str | None = None
    cases: tuple[str, ...] = ()
    team: str | None = None
    logged: str | None = None
    given: Mapping[str, object] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The last four letters, by which people call it."""
        return self.id.rpartition("-")[2]
