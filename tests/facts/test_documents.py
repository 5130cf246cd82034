"""Every key of a TOML text is found on the line on which it is written."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.documents import Document, Key, unknown_word
from supctl.errors import InputError

EVERYTHING = """\
# a comment with key = "value"
name = "Aisha"                    # and one beside
"quoted key" = 1
'literal.key' = 2
site."example.com".port = 80
text = '''
name = "not a key"
[not-a-table]
'''
after_text = true
joined = \"\"\"one \\
    started = 2025-09-01
    \"\"\"
dates = [2024-01-01, # the first
    2024-02-02,

    2024-03-03]
tables = [{ id = "a", deep = { x = 1 } },
          { id = "b" }]

[plain]
key = 1
dotted.inner = 2
dotted.other = 3

[plain.below]
key = 4

[[post]]
role = "student"
from = 2024-01-01

[[post]]
# nothing but a comment here
role = "social-worker"
  [[post.note]]
  says = "first"
  [[post.note]]
  says = "second"
  [post.note.by]
  who = "b"

[[post]]
role = "team-manager"
[[post.note]]
says = "third"

[a.b.c]
d = 1
"""


def every_key(value: object, key: Key = ()) -> list[Key]:
    """The key of everything in parsed TOML, tables and elements of lists included."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, item in items for found in [(*key, name), *every_key(item, (*key, name))]]


@pytest.mark.parametrize("key", every_key(tomllib.loads(EVERYTHING)), ids=str)
def test_the_line_of_a_key_holds_the_key(key: Key) -> None:
    """Its own name, or the value of an element of a list."""
    line = Document("file.toml", EVERYTHING).line(key)
    written = EVERYTHING.splitlines()[line - 1]
    name = next(part for part in reversed(key) if isinstance(part, str))
    element = isinstance(key[-1], int) and re.search(r"2024|\{ id", written)
    assert element or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", written)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("name",), 2),
        (("site", "example.com", "port"), 5),
        (("text",), 6),
        (("after_text",), 10),
        (("dates", 0), 14),
        (("dates", 2), 17),
        (("tables", 0, "deep", "x"), 18),
        (("tables", 1, "id"), 19),
        (("plain", "dotted", "other"), 24),
        (("plain", "below", "key"), 27),
        (("post", 0), 29),
        (("post", 1, "role"), 35),
        (("post", 1, "note", 0, "says"), 37),
        (("post", 1, "note", 1, "says"), 39),
        (("post", 1, "note", 1, "by", "who"), 41),
        (("post", 2, "note", 0, "says"), 46),
        (("a", "b", "c", "d"), 49),
        (("post", 1, "to"), 33),  # not written: the table around it
        (("nothing",), None),  # not written, and no table around it
    ],
)
def test_lines_of_a_text_that_has_everything(key: Key, line: int | None) -> None:
    """Counted by hand."""
    assert Document("file.toml", EVERYTHING).line(key) == line


@pytest.mark.parametrize("before", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_marks_and_windows_line_ends_change_no_line(before: str, newline: str) -> None:
    """As Notepad writes them."""
    document = Document("file.toml", before + EVERYTHING.replace("\n", newline))
    assert document.values["post"][1]["role"] == "social-worker"
    assert document.line(("post", 1, "role")) == 35


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = = 2\n", 2),
        ("a = 1\n\n[t\n", 3),
        ("a = 1\na = 2\n", 2),
        ("[t]\n[t]\n", 2),
        ("a = 2026-02-30\n", 1),
        ("a = '''\nnever closed\n", 2),
        ("a = yes\n", 1),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(text: str, line: int) -> None:
    """And with a mend."""
    with pytest.raises(InputError) as raised:
        _ = Document("file.toml", text).values
    (found,) = raised.value.findings
    assert (found.path, found.line, found.code) == ("file.toml", line, "not-toml")
    assert found.mend


names = st.sampled_from(["role", "from", "to", "team"])
tables = st.lists(st.tuples(st.sampled_from(["[[post]]", "[[case]]"]), st.lists(names, unique=True)), max_size=6)


@given(tables=tables, gaps=st.lists(st.sampled_from(["", "# role = 1", "   "]), max_size=3))
def test_arrays_of_tables_written_in_any_order(tables: list[tuple[str, list[str]]], gaps: list[str]) -> None:
    """Interleaved, empty, with comments between: each key is found where it was put."""
    lines, expected, seen = list(gaps), {}, {}
    for header, keys in tables:
        table = header.strip("[]")
        index = seen[table] = seen.get(table, -1) + 1
        lines.append(header)
        expected[table, index] = len(lines)
        for key in keys:
            lines += [*gaps, f"{key} = 1"]
            expected[table, index, key] = len(lines)
    document = Document("file.toml", "\n".join(lines))
    assert {key: document.line(key) for key in expected} == expected


def test_a_word_that_is_like_none_is_told_the_list_and_of_a_long_one_how_it_goes() -> None:
    assert unknown_word("role", "wibble", ["manager", "student"])[1] == "one of: manager, student"
    clauses = [f"WES-{number}" for number in range(1, 140)]
    assert unknown_word("clause", "OWN?", clauses)[1] == "one of 139, such as WES-1, WES-2, WES-3"
    assert unknown_word("clause", "WES-12a", clauses)[1] == 'did you mean "WES-12"?'
