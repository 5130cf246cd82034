"""What is set in columns: as much as there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from supctl.exchange.columns import listed

WORDS = st.lists(st.text("abc", min_size=1, max_size=9), max_size=14)


def as_many_as_fit(words: list[str], room: int) -> str:
    """The longest beginning of the list that fits, with the number of the rest; one word at least."""
    for shown in range(len(words), 0, -1):
        rest = len(words) - shown
        text = ", ".join(words[:shown]) + (f" +{rest}" if rest else "")
        if len(text) <= room or shown == 1:
            return text
    return ""


@given(WORDS, st.integers(1, 40))
def test_a_list_is_cut_where_the_room_ends(words: list[str], room: int) -> None:
    assert listed(words, room) == as_many_as_fit(words, room)


def test_no_word_is_asked_for_that_has_no_room() -> None:
    asked = []
    assert listed((asked.append(word) or word for word in ["one", "two", "three", "four"]), 8, 4) == "one +3"
    assert asked == ["one", "two"]
