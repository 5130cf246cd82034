"""The line on which every key of a TOML text is written, worked out with tree-sitter when somebody asks."""

from __future__ import annotations

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Key = tuple[str | int, ...]


def lines_of_keys(text: str) -> dict[Key, int]:
    """The line (from 1) of every key, table and element of a list, by its whole key."""
    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    lines: dict[Key, int] = {}
    tables: dict[Key, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in {"table", "table_array_element"}:
            _table(node, lines, tables)
    return lines


def _table(node: Node, lines: dict[Key, int], tables: dict[Key, int]) -> None:
    names = _names(node.named_children[0])
    key: Key = ()
    for name in names[:-1]:  # a dotted header goes on in the latest element of an array of tables
        key = (*key, name)
        if key in tables:
            key = (*key, tables[key])
    key = (*key, names[-1])
    if node.type == "table_array_element":
        tables[key] = tables.get(key, -1) + 1
        key = (*key, tables[key])
        for known in [known for known in tables if known[: len(key)] == key]:
            del tables[known]
    _mark(key, node, lines)
    for child in node.named_children[1:]:
        if child.type == "pair":
            _pair(child, key, lines)


def _mark(key: Key, node: Node, lines: dict[Key, int]) -> None:
    """The line of a key, and of the tables that it makes by being written (`a.b = 1`, `[a.b]`, `[[a]]`)."""
    for length in range(1, len(key) + 1):
        lines.setdefault(key[:length], _line(node))


def _pair(node: Node, above: Key, lines: dict[Key, int]) -> None:
    key = (*above, *_names(node.named_children[0]))
    _mark(key, node, lines)
    _value(node.named_children[1], key, lines)


def _value(node: Node, key: Key, lines: dict[Key, int]) -> None:
    if node.type == "array":
        elements = [child for child in node.named_children if child.type != "comment"]
        for index, child in enumerate(elements):
            lines.setdefault((*key, index), _line(child))
            _value(child, (*key, index), lines)
    elif node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _pair(child, key, lines)


def _names(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(name for child in node.named_children for name in _names(child))
    text = (node.text or b"").decode()
    return (text[1:-1] if text[:1] in {'"', "'"} else text,)


def _line(node: Node) -> int:
    return node.start_point[0] + 1
