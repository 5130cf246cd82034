"""The authorities that packages offer: which are installed, and what is wrong with one that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from supctl.exchange.tables import as_columns

AUTHORITIES_HEADERS = ["authority", "version", "package", "problem"]


@dataclass(frozen=True)
class AuthorityData:
    """One authority that a package offers; `problem` says why it cannot be used, if it cannot."""

    id: str
    version: str
    package: str
    problem: str | None


@dataclass(frozen=True)
class AuthoritiesData:
    """`supctl authority list --format json`."""

    authorities: list[AuthorityData]


def authorities_text(data: AuthoritiesData) -> str:
    """The authorities installed, as a table."""
    if not data.authorities:
        return "No authority is installed. Install one: pip install supctl-NAME"
    rows = [[one.id, one.version, one.package, "-" if one.problem is None else "see below"] for one in data.authorities]
    table = as_columns(AUTHORITIES_HEADERS, rows)
    problems = dict.fromkeys(f"{one.id}: {one.problem}" for one in data.authorities if one.problem)
    return "\n\n".join([table, *problems, "What one asks for: supctl authority show NAME"])


def authorities_rows(data: AuthoritiesData) -> list[list[str]]:
    """The authorities as rows."""
    return [[one.id, one.version, one.package, one.problem or ""] for one in data.authorities]
