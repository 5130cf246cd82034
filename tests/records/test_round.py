"""What is written into a draft reads back the same, whatever the text is and whatever an editor did to the file."""

from __future__ import annotations

import re
import tomllib

from hypothesis import example, given
from hypothesis import strategies as st

from supctl.records.drafting.layout import tidy

PIECES = [
    *("'''", "  '''", '"""', "\u2019\u2019\u2019", "\u2018\u2018\u2018", "\u201c\u201c\u201c", "''", '""', "'", '"'),
    *(
        "[draft]",
        "[check-in]",
        "[[plan.actions]]",
        "  [plan]  # Plan",
        "[JB]",
        "id = 'x'",
        "notes = '''",
        'notes = """',
    ),
    *(
        'private = "yes"',
        "mood = 3",
        "x = y",
        "# not a comment",
        "#",
        "\\",
        "\\n",
        "C:\\new\\'",
        "\\\\\\'''",
        "M1001 JB",
    ),
    *(
        "She said '''no''' twice",
        "''' and went on",
        "went on '''",
        "''''",
        "it\u2019s",
        "\u201cI\u2019m fine\u201d",
        "\t- point",
    ),
    *("\u00a0", "\x00", "\x0b", "\x1c", "\x7f", "\x85", "\u2028", "\ufeff", "\r", "", "  ", "\U0001f600", '\\"""'),
]
PROSE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=8).map("\n".join)
LINE = st.one_of(st.sampled_from(PIECES), st.text(max_size=20)).map(lambda text: re.sub(r"[\r\n]", " ", text))

WHOLE = ("check-in.notes", "outstanding.notes", "plan.disagreed")
CURLY_SINGLE = ["\u2018\u2019\u2019", "\u2019\u2019\u2019", "\u2018\u2018\u2018", "'\u2018\u2019", "'''"]
CURLY_DOUBLE = ["\u201c\u201c\u201d", "\u201d\u201d\u201d", "\u201c\u201d\u201d", '"""']


@given(st.tuples(PROSE, PROSE, PROSE), LINE, st.lists(LINE, max_size=3))
@example(("a\n'''\nb", "[draft]\nid = 'x'\n'''", 'x"""\n[plan]'), "\u201c\u201c", ["]", '"', "a, b"])
def test_any_text_given_to_a_draft_reads_back_the_same(desk, prose, line, items):
    given_ = dict(zip(WHOLE, prose, strict=True)) | {"session.role": line, "training.wishes": items}
    text = desk.text(given=given_)
    tomllib.loads(text)
    read = desk.read(text)
    assert not read.problems
    for whole, said in zip(WHOLE, prose, strict=True):
        assert read.answers.get(whole, "") == tidy(said)
    assert read.answers.get("session.role", "") == tidy(line).strip("\ufeff\u00a0\u2007\u202f\u200b \t")
    assert len(read.answers.get("training.wishes", ())) <= len(items)


@given(st.tuples(PROSE, PROSE, PROSE), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n", "\r"]))
def test_an_editor_s_damage_changes_nothing_of_what_is_said(desk, prose, random, line_end):
    given_ = dict(zip(WHOLE, prose, strict=True)) | {
        "session.private": "yes",
        "session.minutes": 95,
        "session.how": "Online",
        "cases.discussed": ["M1001", "M1019"],
        "training.wishes": ["law", "courts"],
        "plan.actions": [{"what": "Update the chronology", "who": "a.begum", "by": "2026-12-15"}],
    }
    whole = desk.read(desk.text(given=given_))
    read = desk.read(damaged(desk.text(given=given_), random, line_end))
    assert [str(one) for one in read.problems] == []
    assert read.answers == whole.answers
    assert (read.parts, read.actions, read.reviewed) == (whole.parts, whole.actions, whole.reviewed)
    assert whole.parts["minutes"] == 95
    assert [read.answers.get(one, "") for one in WHOLE] == [tidy(said) for said in prose]


def damaged(text, random, line_end):
    """The draft after editors: other marks for quotation, tabs, spaces, line ends, a byte-order mark, lines shifted."""
    made, closing = [], None
    for line in text.removesuffix("\n").split("\n"):
        if closing is None:
            opened = re.fullmatch(r"""([a-z-]+) = ('''|\"\"\")""", line)
            closing = opened[2] if opened else None
            made.append(
                f"{opened[1]}{gap(random)}={gap(random)}{mark(closing, random)}" if opened else shaken(line, random)
            )
        elif line == closing:
            made.append(mark(closing, random) + random.choice(["", " ", "\t"]))
            made += random.choice([[], [""], ["  "]])
            closing = None
        else:
            made.append(line + random.choice(["", "", "  ", "\t"]))
    return random.choice(["", "\ufeff"]) + line_end.join(made) + random.choice(["", line_end])


def mark(straight, random):
    return random.choice(CURLY_SINGLE if straight == "'''" else CURLY_DOUBLE)


def gap(random):
    return random.choice([" ", "", "\t", "\u00a0", "  "])


def shaken(line, random):
    """A line that is no prose: its marks curly or gone, its spaces others."""
    found = re.fullmatch(r"([a-z-]+) = (.*?)(\s+# .*)?", line)
    if not found:
        return random.choice(["", "\t", "  "]) + line if line.startswith(("[", "#")) else line
    key, value, comment = found.groups()
    how = random.randrange(4)
    if how == 1:
        value = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", value)
    elif how == 2:
        value = re.sub(r'"([^"]*)"', "\u2018\\1\u2019", value)
    elif how == 3 and not value.startswith("["):
        value = value.strip('"')
    return f"{random.choice(['', chr(9)])}{key}{gap(random)}={gap(random)}{value}{comment or random.choice(['', ' '])}"


EDITS = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from(["cut", "twice", "put", "swap", "trim"]), LINE), max_size=12
)


@given(EDITS, st.booleans())
def test_whatever_is_cut_doubled_or_put_in_the_reading_ends_with_findings_and_no_fault(desk, edits, child):
    form = "case-record" if child else "one-to-one"
    lines = desk.text(form).split("\n")
    for number, how, text in edits:
        at = number % max(len(lines), 1)
        if how == "cut":
            del lines[at : at + 1]
        elif how == "twice":
            lines[at:at] = lines[at : at + 1]
        elif how == "put":
            lines.insert(at, text)
        elif how == "swap":
            lines[at : at + 2] = reversed(lines[at : at + 2])
        else:
            lines[at : at + 1] = [line[: number % 7] for line in lines[at : at + 1]]
    read = desk.read("\n".join(lines))
    count = len(lines)
    assert all(one.line is None or 1 <= one.line <= count for one in (*read.problems, *read.missing))
