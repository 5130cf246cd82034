"""An authority that has begun: what was written where, and what to type next."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from supctl.exchange.authority.text import typed

_WIDTH, _ROOM = 80, 42
_SAID = {
    "policy.toml": "its rules, each with its clause; comments show the next",
    "clauses.toml": "its document, clause by clause",
    "pyproject.toml": "how supctl finds it",
}


@dataclass(frozen=True)
class BegunAuthorityData:
    """`supctl authority new` and `copy --format json`.

    `folder`: where the files lie; `policy`: how the policy is named in what is typed and in supctl.toml; `copied`: of
    whom it is a copy; `package`: the package that was made of it; `followed`: whether the store that it lies in follows
    it already (None: it lies in no store).
    """

    id: str
    name: str
    folder: str
    policy: str
    files: list[str]
    copied: str | None
    package: str | None
    followed: bool | None


def begun_text(data: BegunAuthorityData, folder: str, *, quiet: bool) -> str:
    """What was written, and what to type next; `folder` as it is typed."""
    from_ = f", copied from {data.copied}" if data.copied and data.copied != data.name else ""
    as_what = f" the package {data.package} with" if data.package else ""
    begun = textwrap.fill(f"{folder} holds{as_what} the policy of {data.name}{from_}:", _WIDTH)
    lines = [begun, "", *_files(data.files)]
    return "\n".join(lines if quiet else [*lines, "", *_next(data, folder)])


def _files(names: Sequence[str]) -> list[str]:
    """The files, those of a folder on one line with how many there are."""
    shown: dict[str, list[str]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        shown.setdefault(f"{folder}/" if folder else file, []).append(file)
    width = max(map(len, shown))
    in_order = sorted(shown, key=lambda place: (place.endswith("/"), place in _SAID and list(_SAID).index(place)))
    return [f"  {place:<{width}}  {_told(place, shown[place])}".rstrip() for place in in_order]


def _told(place: str, files: Sequence[str]) -> str:
    if not place.endswith("/"):
        return _SAID.get(place, "")
    return ", ".join(files) if len(", ".join(files)) <= _ROOM else f"{len(files)} files"


def _next(data: BegunAuthorityData, folder: str) -> list[str]:
    if data.package:
        rows = [("Install it", f"pip install -e {folder}"), ("Test it", f"pytest {folder}")]
        rows.append(("Its examples", typed("test", data.id)))
    else:
        rows = [("Its examples", typed("test", data.policy))]
        rows.append(("Its clauses", typed("coverage", data.policy)))
    rows += _follow(data)
    width = max(len(name) for name, _ in rows) + 1
    return [f"{name + ':':<{width}}  {command}" for name, command in rows]


def _follow(data: BegunAuthorityData) -> list[tuple[str, str]]:
    if data.package:
        return [("Follow it", f'authority = "{data.id}" in supctl.toml')]
    if data.followed is None:
        return [("In a store", f"{typed('copy', data.policy)} --store DIR")]
    if data.followed:
        return [("Who is due", "supctl due (the store follows it already)")]
    use = f"{typed('use', data.policy)} --from DATE"
    return [("Follow it", f'authority = "{data.policy}" in supctl.toml'), ("From a day", use)]
