"""The files of an authority that begins: a new one from what supctl ships, or another one's with a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.store.authoring.names import Called
from supctl.store.formatting import toml_value

Files = Mapping[str, str]
"""Texts by the name of their file, from the folder in which they will lie."""


def new_files(authority: Called, day: date, folder: str) -> Files:
    """A policy with its first rule, form and examples; `folder` is how it will be named in what is typed."""
    return _filled("starting", authority, today=day.isoformat(), folder=folder)


def copied_files(documents: Mapping[str, Document], authority: Called) -> Files:
    """The data files of another policy, by their names in its folder, in which only id and names are the authority's.

    Raises InputError where they cannot be changed without a change to anything else.
    """
    made = {name: document.text.removeprefix("\ufeff") for name, document in documents.items()}
    made["policy.toml"] = _with_head(Document("policy.toml", made["policy.toml"]), authority)
    return made


def package_files(authority: Called, data: Files) -> Files:
    """The data files as a package that can be installed, with its tests."""
    inside = f"src/{authority.module}"
    described = f"The supervision policy of {authority.name}, as a plugin for supctl"
    around = _filled("packaging", authority, description=toml_value(described))
    places = {"__init__.py": f"{inside}/__init__.py", "test_conformance.py": "tests/test_conformance.py"}
    named = {places.get(name, name): text for name, text in around.items()}
    return {**named, **{f"{inside}/{name}": text for name, text in data.items()}}


def _filled(kind: str, authority: Called, **more: str) -> Files:
    words = {
        "id": toml_value(authority.id),
        "name": toml_value(authority.name),
        "short": toml_value(authority.short),
        "package": toml_value(authority.package),
        "module": authority.module,
        "prefix": authority.prefix,
        "title": authority.name.replace("\\", "/").replace('"', "'"),
        "typed": authority.id,
        **more,
    }
    return {name: Template(text).substitute(words) for name, text in _shipped(kind).items()}


@cache
def _shipped(kind: str) -> Files:
    """The texts that supctl ships for it; what would be taken for supctl's own ends in .txt."""
    found = _texts(files("supctl.store.authoring") / kind, "")
    return {name.removesuffix(".txt"): text for name, text in sorted(found)}


def _texts(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _texts(path, f"{above}{path.name}/")
        else:
            yield f"{above}{path.name}", path.read_text(encoding="utf-8")


def _with_head(policy: Document, authority: Called) -> str:
    """The text of policy.toml with the authority's id and names under [authority]; every other byte stays."""
    head = _table(policy.values.get("authority"))
    known = {"id": authority.id, "name": authority.name, "short": authority.short}
    wanted = {key: value for key, value in known.items() if head.get(key, value) != value}
    lines = policy.text.split("\n")
    for key, value in wanted.items():
        number = (policy.line(("authority", key)) or 1) - 1
        lines[number] = _with_value(lines[number], key, value)
    text = "\n".join(lines)
    if not _says(text, {**policy.values, "authority": {**head, **wanted}}):
        mend = "write each on a line of its own under [authority], and copy it again"
        raise InputError([Finding("not-renamed", "its id and name cannot be changed as they stand", mend=mend)])
    return text


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    """Whether a text is TOML that says just this."""
    with suppress(InputError):
        return Document("policy.toml", text).values == wanted
    return False


def _with_value(line: str, key: str, value: str) -> str:
    """The line with the value after `key =` replaced, and what follows it kept."""
    pattern = rf"""^(\s*{key}\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*')"""
    return re.sub(pattern, lambda found: found.group(1) + toml_value(value), line)
