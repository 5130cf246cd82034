"""Two policies side by side, as data: the shapes that `supctl authority diff --format json` writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.exchange.authority.moved import ComparedData


@dataclass(frozen=True)
class SideData:
    """One of the two policies. `version`: of its first document, as it is read; null where it prints none.

    `own_rules`: how many rules of the service's own (overlay.toml) stand beside it; they are in no cell.
    """

    id: str
    name: str
    short: str
    version: str | None
    own_rules: int


@dataclass(frozen=True)
class EntryData:
    """One thing that a policy says. `reading`: the one that it rests on, where the service has not confirmed it."""

    text: str
    section: str
    clauses: list[str]
    policy: str
    rule: str
    basis: str
    reading: str | None


@dataclass(frozen=True)
class CellData:
    """What a policy says in a circumstance. `said`: why there is no entry: not in this policy, or as usual."""

    entries: list[EntryData]
    said: str | None


@dataclass(frozen=True)
class LineData:
    """One circumstance, or several of which both policies say the same. `group`: of whom all these lines are.

    `refused`: why the two cells cannot be set side by side; null where they can.
    """

    group: str
    label: str
    first: CellData
    second: CellData
    differs: bool
    refused: str | None


@dataclass(frozen=True)
class MatterData:
    """One matter, with a line for each circumstance that either policy tells apart."""

    id: str
    title: str
    headed: bool
    lines: list[LineData]


@dataclass(frozen=True)
class DiffData:
    """`supctl authority diff A B --format json`. `on_our_data`: with that option, else null."""

    as_of: date
    first: SideData
    second: SideData
    matters: list[MatterData]
    on_our_data: ComparedData | None
