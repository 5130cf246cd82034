"""What can go wrong, in one family, and the shape of what is wrong with data.

    SupctlError                 something stops the command
    ├── InputError              what was typed or written is wrong; carries findings     exit 2
    │   └── PolicyError         a policy's own files are wrong                           exit 2
    ├── AuthorityError          an authority is not installed, or cannot be used         exit 2
    └── StoreError              the store cannot be used: missing, damaged, unreadable   exit 3

Bad data is a `Finding`, collected and not raised, so that one run shows all of it. What stops us is raised, and only
`supctl.cli` turns it into a message and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Severity = Literal["error", "warning", "note"]


class Place(Protocol):
    """Where something was written: a file and a line of it."""

    @property
    def path(self) -> str:
        """The file, as the person knows it."""

    @property
    def line(self) -> int | None:
        """The line, counted from 1; None where the whole file is meant."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, where, by which clause, and how to mend it.

    `code` is a stable word; `subject` and `record` are ids; `clause` holds clause ids; `day` is when it happened, where
    it happened on a day; `due` the date by which something was wanted; `basis` whose rule it falls short of, where it
    is one's: "policy", "local" (the service's own) ... as an obligation has it; `reading` the id of the reading of that
    policy that it rests on. Messages hold ids, never a child's or a worker's private details.
    """

    code: str
    message: str
    severity: Severity = "error"
    place: Place | None = None
    subject: str | None = None
    record: str | None = None
    clause: tuple[str, ...] = ()
    mend: str | None = None
    day: date | None = None
    due: date | None = None
    basis: str | None = None
    reading: str | None = None

    @property
    def path(self) -> str | None:
        """The file it stands in, if it stands in one."""
        return self.place.path if self.place else None

    @property
    def line(self) -> int | None:
        """The line of that file, counted from 1."""
        return self.place.line if self.place else None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        return f"{where}{self.message}" + (f"\n  mend: {self.mend}" if self.mend else "")


class SupctlError(Exception):
    """Something stops the command; the text says what, where and what to do next."""

    exit_code = 2


class InputError(SupctlError):
    """What was typed or written cannot be taken; `findings` holds every problem found in one go."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class PolicyError(InputError):
    """A policy's own files are wrong."""


class AuthorityError(SupctlError):
    """An authority is not installed, claimed twice, written for another contract, or fails when it is loaded."""


class StoreError(SupctlError):
    """The store cannot be used: there is none here, or it is damaged or unreadable."""

    exit_code = 3
