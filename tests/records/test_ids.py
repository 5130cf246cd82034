"""The ids of new records."""

from datetime import date

from supctl.records.ids import LETTERS, record_id

DAY = date(2026, 11, 20)


def test_the_same_is_called_the_same():
    assert record_id(DAY, "observation", "a.begum", ()) == record_id(DAY, "observation", "a.begum", ())


def test_letters_that_are_taken_are_passed_over():
    taken: set[str] = set()
    for _ in range(50):
        id_ = record_id(DAY, "observation", "a.begum", taken)
        stem, _, four = id_.rpartition("-")
        assert stem == "2026-11-20-observation-a.begum"
        assert four not in taken
        assert set(four) <= set(LETTERS)
        assert len(four) == 4
        taken.add(four)


def test_nothing_looks_like_something_else():
    assert not set("01ilo") & set(LETTERS)
    assert len(set(LETTERS)) == len(LETTERS)
