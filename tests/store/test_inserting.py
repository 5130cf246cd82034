"""What people wrote stays, byte for byte, when an entry is put into it."""

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supctl.errors import InputError
from supctl.store.inserting import IN_ORDER, with_entry

TOP = 'name = "Ann"\nstarted = 2025-01-06\n'
ENTRY = {"date": dt.date(2026, 12, 29), "activity": "personal-supervision"}
BLOCK = '[[planned]]\ndate = 2026-12-29\nactivity = "personal-supervision"\n'
INLINE = '{ date = 2026-12-29, activity = "personal-supervision" }'
OLD = '{ date = 2026-12-01, activity = "personal-supervision" }'


def added(text: str, key: str = "planned", entry: dict[str, object] | None = None) -> str:
    return with_entry(text.encode(), "workers/ann.toml", key, entry or ENTRY).decode()


# --- a block at the end --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "between"),
    [
        (TOP, "\n"),
        (TOP + "\n", ""),
        (TOP + "# the end", "\n\n"),
        (TOP + "  \t", "\n"),
        (TOP + '[[post]]\nfrom = 2025-01-06\nrole = "other"\n', "\n"),
    ],
)
def test_a_block_at_the_end_after_an_empty_line(before, between):
    assert added(before) == before + between + BLOCK


def test_line_ends_and_byte_order_mark_stay():
    before = "\ufeff" + TOP.replace("\n", "\r\n") + "# no end"
    assert added(before) == before + "\r\n\r\n" + BLOCK.replace("\n", "\r\n")


def test_where_line_ends_are_mixed_the_first_decides():
    assert added('name = "Ann"\r\nstarted = 2025-01-06\n').endswith('activity = "personal-supervision"\r\n')
    assert "\r" not in added('name = "Ann"\nx = 1\n').removeprefix(TOP)


# --- a history written as one list ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("planned = []", f"planned = [{INLINE}]"),
        ("planned = [ # none yet\n]", f"planned = [{INLINE} # none yet\n]"),
        (f"planned = [{OLD}]", f"planned = [{OLD}, {INLINE}]"),
        (f"planned = [ {OLD}, ] # soon", f"planned = [ {OLD}, {INLINE}, ] # soon"),
        (f"planned = [\n  {OLD}\n]", f"planned = [\n  {OLD},\n  {INLINE}\n]"),
        (f"planned = [\n\t{OLD}, # first\n]", f"planned = [\n\t{OLD}, # first\n\t{INLINE},\n]"),
        (f"planned = [\n  {OLD} # first\n]", f"planned = [\n  {OLD}, # first\n  {INLINE}\n]"),
        (f"planned = [\r\n  {OLD}, # 1\r\n]", f"planned = [\r\n  {OLD}, # 1\r\n  {INLINE},\r\n]"),
        (f'"planned" = [\n  {OLD}\n  , {OLD}]', f'"planned" = [\n  {OLD}\n  , {OLD}, {INLINE}]'),
    ],
)
@pytest.mark.parametrize("below", ["", "\n[[post]]\nfrom = 2025-01-06\n"])
def test_an_element_of_the_list(before, after, below):
    assert added(before + below) == after + below


# --- histories that stand oldest first -----------------------------------------------------------------------------

POSTS = """\
# her first
[[post]]
from = 2025-01-06
role = "student"

# since the summer
  # with Jo
[[post]]
from = 2026-06-01
role = "social-worker"
"""


def test_an_earlier_post_goes_above_the_later_one_and_its_comments():
    made = added(POSTS, "post", {"from": dt.date(2026, 1, 1), "role": "other"})
    first, later = POSTS.split("# since")
    assert made == first + '[[post]]\nfrom = 2026-01-01\nrole = "other"\n\n# since' + later


def test_an_earlier_post_goes_before_the_later_one_in_a_list():
    before = 'post = [{ from = 2025-01-06, role = "student" }, { from = 2026-06-01, role = "other" }]'
    made = added(before, "post", {"from": dt.date(2026, 1, 1), "role": "other"})
    assert [str(one["from"]) for one in tomllib.loads(made)["post"]] == ["2025-01-06", "2026-01-01", "2026-06-01"]


# --- what cannot be done ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ('employment = "locum"\n', "[[employment]]"),
        ("# above\nplanned.x = 1\n", "[[planned]]"),
        ('note = """\n# above\n# x"""\n[[employment]]\nfrom = 2027-01-01\n', "[[employment]]"),
    ],
)
def test_what_cannot_be_added_is_refused_with_what_to_type(before, typed):
    key = typed.strip("[]")
    entry = {"from": dt.date(2026, 12, 1)}
    with pytest.raises(InputError) as refused:
        added(before, key, entry)
    assert str(refused.value).startswith("workers/ann.toml:")
    assert f"\n    {typed}\n    from = 2026-12-01" in str(refused.value)


# --- whatever people write ----------------------------------------------------------------------------------------

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
spaces = st.sampled_from(["", " ", "\t", "   "])
comments = st.sampled_from(["", "# a note", "#", "  # [[planned]]", '# """'])
keys = st.sampled_from(["planned", "post", "absence"])


@st.composite
def texts(draw):
    """A file as people write it: comments, odd spaces, blocks and lists, any line ends."""
    lines = [
        f'{draw(spaces)}name{draw(spaces)}= "Ann # \\" {draw(st.sampled_from(["é", "[[post]]"]))}" {draw(comments)}'
    ]
    blocks = []
    for key in draw(st.permutations(["planned", "post", "absence"])):
        found = sorted(set(draw(st.lists(days, max_size=3))))
        name = "date" if key == "planned" else "from"
        if draw(st.booleans()):
            joint = draw(st.sampled_from([", ", ",", ",\n  ", ", # why\n", "\n\t,"]))
            open_, close = draw(st.sampled_from([("[", "]"), ("[ ", " ]"), ("[\n  ", "\n]"), ("[ # x\n", " # y\n]")]))
            items = joint.join(f"{{ {name} = {day} }}" for day in found)
            comma = draw(st.sampled_from(["", ",", " ,"])) if found else ""
            lines.append(f"{key} = {open_}{items}{comma}{close}")
        else:
            blocks += [
                f"{draw(comments)}\n[[{draw(spaces)}{key}{draw(spaces)}]]{draw(comments)}\n{name} = {day}"
                for day in found
            ]
    written = "\n".join([*lines, *blocks]) + draw(st.sampled_from(["", "\n", "\n\n", "\n# end", "\n\t"]))
    ends = draw(st.sampled_from(["\n", "\r\n", "mixed"]))
    if ends == "mixed":
        written = written.replace("\n", "\r\n", written.count("\n") // 2)
    else:
        written = written.replace("\n", ends)
    return draw(st.sampled_from(["", "\ufeff"])) + written


def is_within(before: bytes, after: bytes) -> bool:
    """Whether every byte of the one stands in the other, in order."""
    rest = iter(after)
    return all(byte in rest for byte in before)


@given(texts(), keys, days)
def test_every_byte_stays_and_the_entry_is_there(text, key, day):
    before = text.encode()
    values = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    entry = {"date" if key == "planned" else "from": day}
    after = with_entry(before, "x.toml", key, entry)
    made = tomllib.loads(after.decode().removeprefix("\ufeff").replace("\r\n", "\n"))
    expected = [*values.get(key, []), entry]
    if key in IN_ORDER:
        expected.sort(key=lambda one: one["from"])
    assert made == {**values, key: expected}
    assert is_within(before, after)
    if key not in values:
        assert after.startswith(before)
