"""One thing that a policy says on a matter, short and with its section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from supctl.exchange.phrases import section_of
from supctl.policy import FrequencyPolicy, Policy, Row, Rule

Way = Literal["again", "after", "rule"]
"""How something is counted: from the last time, after something each time, or not at all."""


@dataclass(frozen=True)
class Entry:
    """One thing that a policy says. `line`: under which line of the matter it is read; `key`: of which rule it is.

    `silent`: the rule is there to ask for nothing; `reading`: the unconfirmed one that it rests on.
    """

    line: str
    key: str
    text: str
    section: str
    clause: tuple[str, ...] = ()
    policy: str = ""
    rule: str = ""
    way: Way = "rule"
    silent: bool = False
    reading: str | None = None
    basis: str = "policy"


class At(NamedTuple):
    """Where an entry is read: on which line of the matter, of which rule, and how that one counts."""

    line: str
    key: str
    way: Way = "rule"


def entry_of(  # noqa: PLR0913 - what is said, where, and by which rule
    policy: Policy,
    rule: Rule,
    at: At,
    text: str,
    frequency: FrequencyPolicy | None = None,
    *,
    clause: tuple[str, ...] = (),
) -> Entry:
    """What a rule says; `frequency`: of a row, whose it is; `clause`: what it cites, if not what the rule does."""
    cited = clause or rule.clause
    return Entry(
        line=at.line,
        key=at.key,
        text=text,
        section=section_of(policy, cited),
        clause=cited,
        policy=frequency.id if frequency else rule.id,
        rule=rule.id,
        way=at.way,
        silent=isinstance(rule, Row) and rule.exempt,
        reading=_reading(policy, rule),
        basis=frequency.basis if frequency else "policy",
    )


def _reading(policy: Policy, rule: Rule) -> str | None:
    """The reading with options that a rule rests on and that nobody has confirmed."""
    behind = policy.reading_behind(rule)
    confirmed = behind and any(choice.id == behind.id for choice in policy.choices)
    return behind.id if behind and behind.option and not confirmed else None
