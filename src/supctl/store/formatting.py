"""How supctl writes TOML for people: what stands once on top, then a block for each entry of a history. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import tomli_w


def toml_text(values: Mapping[str, object]) -> str:
    """The values as TOML, in the order given.

    Single values come first, then a block for each table and each entry of a list of tables. Lists and tables inside a
    block stand on one line. What is None is left out.
    """
    known = {key: value for key, value in values.items() if value is not None}
    blocks = [_lines({key: value for key, value in known.items() if not _is_table(value) and not _is_history(value)})]
    for key, value in known.items():
        if isinstance(value, Mapping):
            blocks.append(f"[{_key(key)}]\n{_lines(value)}")
        elif isinstance(value, list | tuple) and _is_history(value):
            blocks.extend(f"[[{_key(key)}]]\n{_lines(entry)}" for entry in value)
    return "\n".join(block for block in blocks if block)


def without_empty(values: Mapping[str, object]) -> dict[str, object]:
    """The values without lists and tables that hold nothing: somebody may add `[[standing]]` below by hand."""
    return {key: value for key, value in values.items() if not isinstance(value, Mapping | list | tuple) or value}


def toml_value(value: object) -> str:
    """One value as TOML, on one line."""
    if isinstance(value, Mapping):
        pairs = [f"{_key(key)} = {toml_value(item)}" for key, item in value.items() if item is not None]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{_key(key)} = {toml_value(value)}\n" for key, value in values.items() if value is not None)


def _key(key: object) -> str:
    return tomli_w.dumps({str(key): 0}).removesuffix(" = 0\n")


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_history(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(entry, Mapping) for entry in value)
