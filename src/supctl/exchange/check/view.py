"""What every view of a check is made from: the findings that were asked for, and the words for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from supctl.answers import Reading
from supctl.answers.readings import reading_named
from supctl.checks import POLICY_CONFLICT
from supctl.errors import Finding, Severity
from supctl.exchange.days import say_version
from supctl.exchange.names import Names
from supctl.exchange.phrases import policy_of, section_of
from supctl.facts import Service
from supctl.policy import Policy

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Checked:
    """What `check` found, worst first. `service` as of the day; `since`: from when on what cannot be mended is told.

    `scope` says whose it is; `unread` are the files that were not used, `filters` what it was narrowed to; `uncovered`
    how often no rule of the policy matches; `team` the team asked for; `everything`: nothing is folded; `quiet`: no
    hints.
    """

    findings: tuple[Finding, ...]
    service: Service
    policy: Policy
    as_of: date
    since: date
    exit_code: int
    scope: str = ""
    unread: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    uncovered: int = 0
    team: str | None = None
    what_if: bool = False
    everything: bool = False
    quiet: bool = False

    @cached_property
    def names(self) -> Names:
        """Names for a page that one person reads: with children's initials."""
        return Names(self.service, self.policy, self.as_of)

    @property
    def policy_name(self) -> str:
        """The authority, its document and the document's version."""
        sources = self.policy.authority.sources[:1]
        parts = [self.policy.short_name, *(part for one in sources for part in (one.title, one.version) if part)]
        return ", ".join(say_version(part) for part in parts)

    def count(self, severity: Severity) -> int:
        """How many findings are as bad as this."""
        return sum(one.severity == severity for one in self.findings)

    def section(self, one: Finding) -> str:
        """The section of the clause behind a finding; empty for supctl's own."""
        return section_of(policy_of(self.policy, one), one.clause)

    def reading(self, one: Finding) -> Reading | None:
        """The reading that a finding rests on, as the service has decided it by the day."""
        return reading_named(one.reading, policy_of(self.policy, one), self.as_of) if one.reading else None

    def is_unconfirmed(self, one: Finding) -> bool:
        """Whether it rests on a reading that the service has not confirmed."""
        found = self.reading(one)
        return found is not None and not found.confirmed

    @property
    def conflicts(self) -> list[Finding]:
        """What only says that the policy contradicts itself."""
        return [one for one in self.findings if one.code == POLICY_CONFLICT]


def counts(checked: Checked) -> Iterator[str]:
    """Each severity that there is, with its number: "19 errors", "1 warning"."""
    for severity in SEVERITIES:
        number = checked.count(severity)
        if number:
            yield f"{number} {severity}{'' if number == 1 else 's'}"
