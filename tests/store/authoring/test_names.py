"""What an authority is called, made from a council's name."""

import pytest

from supctl.errors import InputError
from supctl.store.authoring.names import called, renamed


@pytest.mark.parametrize(
    ("typed", "id_", "name", "short"),
    [
        ("London Borough of Merton", "merton", "London Borough of Merton", "Merton"),
        ("West Sussex County Council", "west-sussex", "West Sussex County Council", "West Sussex"),
        ("  City of   York ", "york", "City of York", "York"),
        ("City of London", "city-of-london", "City of London", "City of London"),
        ("Westmorland and Furness", "westmorland-and-furness", "Westmorland and Furness", "Westmorland and Furness"),
        ("Sandwell Children\u2019s Trust", "sandwell", "Sandwell Children\u2019s Trust", "Sandwell"),
        ("Ynys Môn", "ynys-mon", "Ynys Môn", "Ynys Môn"),
        ("westhaven", "westhaven", "Westhaven", "Westhaven"),
        ("west-haven", "west-haven", "West Haven", "West Haven"),
    ],
)
def test_id_and_short_name_leave_out_what_every_council_is_called(typed, id_, name, short):
    made = called(typed)
    assert (made.id, made.name, made.short) == (id_, name, short)


def test_what_follows_from_the_id():
    made = called("West Sussex County Council")
    assert (made.prefix, made.package, made.module) == ("WES", "supctl-west-sussex", "supctl_west_sussex")
    assert called("Oxenby", "o2").prefix == "O2"


@pytest.mark.parametrize("id_", ["West", "a b", "-a", "a-", "a--b", "../a", "a_b", ""])
def test_an_id_has_small_letters_digits_and_dashes(id_):
    if id_:
        with pytest.raises(InputError, match="cannot be the id of an authority"):
            called("Westhaven", id_)
    assert called("Westhaven", id_ and "a").id in {"a", "westhaven"}


@pytest.mark.parametrize("name", ["...", "—", "  "])
def test_a_name_without_letters_needs_an_id(name):
    with pytest.raises(InputError, match="no id can be made"):
        called(name)
    assert called(name, "x").id == "x"


def test_another_name_another_id_or_both():
    was = called("Westhaven Council")
    assert renamed(was, None, None) == was
    assert renamed(was, None, "w").name == "Westhaven Council"
    both = renamed(was, "Oxenby Borough Council", "ox")
    assert (both.id, both.name, both.short) == ("ox", "Oxenby Borough Council", "Oxenby")
    assert renamed(was, "Oxenby Borough Council", None).id == "westhaven"
