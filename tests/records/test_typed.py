"""What a text typed for a field means."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.policy import FormField
from supctl.records import typed_value

TUESDAY = date(2026, 12, 1)


def field(**more):
    return FormField.model_validate({"id": "one", "label": "Printed label", **more})


@pytest.mark.parametrize(
    ("shape", "typed", "meant"),
    [
        ({"type": "yes-no"}, "Yes", "yes"),
        ({"type": "yes-no"}, " n ", "no"),
        ({"type": "date"}, "15/12", date(2026, 12, 15)),
        ({"type": "date"}, "15 Dec 2026", date(2026, 12, 15)),
        ({"type": "date"}, "mon", date(2026, 11, 30)),
        ({"type": "date", "part": "next"}, "mon", date(2026, 12, 7)),
        ({"part": "minutes"}, "95", 95),
        ({"part": "minutes"}, "95 min", 95),
        ({"part": "minutes"}, "1h30", 90),
        ({"part": "minutes"}, "1.5 hours", 90),
        ({"part": "minutes"}, "1 hour and 15 minutes", 75),
        ({"part": "every"}, "fortnightly", "2 weeks"),
        ({"type": "rating", "lowest": 0, "highest": 10}, "7/10", 7),
        ({"type": "choice", "options": ["In person", "Online"]}, "in Person", "In person"),
        ({"type": "choice", "options": ["In person", "Online"]}, "onl", "Online"),
        ({"type": "choice", "options": ["A, B", "C"], "many": True}, "A, B", ("A, B",)),
        ({"type": "choice", "options": ["A", "B", "C"], "many": True}, "c, a", ("C", "A")),
        ({"type": "choice", "options": ["In person", "Online"]}, "2", "Online"),
        ({"type": "choice", "options": ["Seven", "1"]}, "1", "1"),
        ({"type": "choice", "options": ["A", "B", "C"], "many": True}, "3, 1", ("C", "A")),
        ({"type": "case", "many": True}, "M1001, M1012,", ("M1001", "M1012")),
        ({"type": "person"}, "Jo Okafor", "Jo Okafor"),
        ({"type": "list"}, "law; courts, and more", ("law", "courts, and more")),
        ({"type": "prose"}, "It\u2019s \u201cfine\u201d", "It\u2019s \u201cfine\u201d"),
    ],
)
def test_what_is_typed_means_what_a_person_means_by_it(shape, typed, meant):
    assert typed_value(field(**shape), typed, TUESDAY) == meant


@pytest.mark.parametrize(
    ("shape", "typed", "said"),
    [
        ({"type": "yes-no"}, "perhaps", 'neither yes nor no; mend: write "yes" or "no" in quotes'),
        ({"type": "date"}, "31/2/2026", "not a date (February has no day 31); mend: write a date, such as 2026-12-15"),
        ({"type": "date"}, "soon", "this is not a date; mend: write a date, such as 2026-12-15"),
        ({"part": "minutes"}, "long", "not a number of minutes; mend: write the number of minutes, such as 90"),
        ({"type": "rating", "lowest": 0, "highest": 10}, "11", "mend: write a whole number from 0 to 10"),
        ({"type": "choice", "options": ["Red", "Rust"]}, "r", "none of the choices; mend: write one of: Red; Rust"),
        ({"type": "choice", "options": ["Online"]}, "onlime", 'none of the choices (did you mean "Online"?)'),
        ({"part": "every"}, "often", 'mend: write a number and days, weeks or months, such as "4 weeks"'),
        ({"type": "actions"}, "x", "written in rows; mend: write it in the draft"),
        ({"type": "statement", "says": "x"}, "x", "nothing is filled in here; mend: leave it out"),
    ],
)
def test_what_cannot_be_meant_is_said_under_the_printed_label(shape, typed, said):
    with pytest.raises(ValueError, match="Printed label: ") as caught:
        typed_value(field(**shape), typed, TUESDAY)
    assert said in str(caught.value)
